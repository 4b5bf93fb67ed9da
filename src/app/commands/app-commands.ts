// What can be done anywhere: add, find, go somewhere, take back.
import { navigate, readRoute, type Shown } from '../route.ts';
import { sayUndo } from '../undo-words.ts';
import { undoWords } from '../words/undo.ts';
import { askPalette } from './ask-palette.ts';
import { isApple } from './chords.ts';
import type { Command, CommandId } from './command.ts';

const go = (id: CommandId, key: string, view: Shown): Command => ({
  id,
  group: 'go',
  keys: [`g ${key}`],
  where: 'anywhere',
  run: () => navigate({ view, taskId: null }),
});

export const appCommands: readonly Command[] = [
  {
    id: 'add',
    group: 'anywhere',
    keys: ['n'],
    where: 'anywhere',
    run: (shell) => shell.capture(''),
  },
  {
    id: 'search',
    group: 'anywhere',
    keys: ['/'],
    where: 'anywhere',
    run: () => {
      if (readRoute().view.name === 'search') dispatchEvent(new Event('lockstep-search'));
      else navigate({ view: { name: 'search', text: '' }, taskId: null });
    },
  },
  {
    id: 'palette',
    group: 'anywhere',
    keys: ['Mod+k'],
    where: 'anywhere',
    inText: true,
    unlisted: true,
    run: (shell, target) => askPalette({ shell, target, page: 'all' }),
  },
  {
    id: 'keys',
    group: 'anywhere',
    keys: ['?'],
    where: 'anywhere',
    run: async ({ renderRoot }) => (await import('../key-sheet.ts')).openKeySheet(renderRoot),
  },
  {
    id: 'undo',
    group: 'anywhere',
    keys: ['Mod+z'],
    where: 'anywhere',
    run: ({ lockstep: { undo } }) => sayUndo(undo.undo(), undoWords.undone, undoWords.nothingToUndo),
  },
  {
    id: 'redo',
    group: 'anywhere',
    // Cmd with Y is the browser's on a Mac.
    keys: ['Mod+Shift+z', isApple() ? 'Ctrl+y' : 'Mod+y'],
    where: 'anywhere',
    run: ({ lockstep: { undo } }) => sayUndo(undo.redo(), undoWords.redone, undoWords.nothingToRedo),
  },
  {
    id: 'close',
    group: 'anywhere',
    keys: ['Escape'],
    where: 'anywhere',
    inText: true,
    fixed: true,
    unlisted: true,
    run: (shell) => shell.closeTask(),
  },
  {
    id: 'data',
    group: 'anywhere',
    keys: [],
    where: 'anywhere',
    run: async ({ renderRoot }) => (await import('../data-dialog.ts')).openData(renderRoot),
  },
  { id: 'sync', group: 'anywhere', keys: [], where: 'anywhere', run: (shell) => shell.inspectSync() },
  go('go-inbox', 'i', { name: 'inbox' }),
  go('go-today', 't', { name: 'today' }),
  go('go-upcoming', 'u', { name: 'upcoming' }),
  go('go-all', 'a', { name: 'all' }),
  go('go-logbook', 'l', { name: 'logbook' }),
  go('go-trash', 'x', { name: 'trash' }),
  go('go-settings', 's', { name: 'settings' }),
];
