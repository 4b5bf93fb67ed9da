export default {
  understood: 'Understood',
  leaveAsText: 'Leave “{text}” as text',
  priority: 'Priority {n}',
  repeats: '{how}, next: {day}',
  newProject: 'New project {name}',
  newLabel: 'New label {name}',
  projects: 'Projects',
  labels: 'Labels',
  create: 'Create “{name}”',
} as const;
