export default {
  undone: 'Undone: {what}',
  redone: 'Done again: {what}',
  nothingToUndo: 'Nothing to undo in this tab.',
  nothingToRedo: 'Nothing to do again.',
  notUndone: 'Not undone: {fields} changed elsewhere since.',
  undoAnyway: 'Undo anyway',
} as const;
