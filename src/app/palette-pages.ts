// What the palette offers to everybody: all that can be done or found, and everywhere one can go.
import type { TaskView } from '../client/types.ts';
import type { Command, Shell, Target } from './commands/command.ts';
import { COMMANDS } from './commands/index.ts';
import { runCommand } from './commands/keyboard.ts';
import { keysOf } from './commands/own-keys.ts';
import { pick } from './fuzzy.ts';
import type { Outline } from './outline.ts';
import type { Item } from './palette-item.ts';
import { navigate, openTask, type View } from './route.ts';
import { offerUndo } from './undo-words.ts';
import { bulkWords } from './words/bulk.ts';
import { commandWords } from './words/command.ts';
import { paletteWords as words } from './words/palette.ts';
import { taskWords } from './words/task.ts';
import { viewWords } from './words/view.ts';

export interface World {
  shell: Shell;
  target: Target | null;
  outline: Outline;
  /** Tasks that were found for what is typed. */
  found: readonly TaskView[];
}

const VIEWS = ['inbox', 'today', 'upcoming', 'all', 'logbook', 'trash'] as const;

export function everything(text: string, world: World): Item[] {
  const { shell, target } = world;
  const offered = COMMANDS.filter(({ run, unlisted }) => run && !unlisted);
  const onTask = ({ group, where }: Command) => group === 'task' || where === 'list';
  const own = target ? offered.filter(onTask) : [];
  const tell = (command: Command) =>
    target?.choice?.dispatchEvent(
      new CustomEvent('choice-do', { detail: { command: command.id }, bubbles: true, composed: true }),
    );
  const toItem = (command: Command, group: string, run: (command: Command) => unknown): Item => ({
    key: command.id,
    group,
    label: commandWords[command.id],
    keys: keysOf(command),
    run: () => run(command),
  });
  const isOfChoice = target?.choice !== undefined;
  const run = (command: Command) => runCommand(command, shell, target);
  const about = isOfChoice ? bulkWords.selected({ n: target.ids.length }) : words['group-task'];
  const commands = [
    ...own.map((command) => toItem(command, about, isOfChoice ? tell : run)),
    ...offered
      .filter(({ group }) => group === 'anywhere')
      .map((command) => toItem(command, words['group-do'], run)),
  ];
  if (text.trim() === '') return [...commands, ...places(world).filter(({ icon }) => icon !== undefined)];
  const named = pick(text, [...commands, ...places(world)], ({ label }) => label);
  return [...named.map((item) => ({ ...item, group: '' })), ...tasks(text, world)];
}

/** Everywhere one can go. */
function places({ outline }: World): Item[] {
  const to = (view: View): Pick<Item, 'run' | 'key' | 'group'> => ({
    key: JSON.stringify(view),
    group: words['group-go'],
    run: () => navigate({ view, taskId: null }),
  });
  const goKeys = (name: string) => {
    const command = COMMANDS.find(({ id }) => id === `go-${name}`);
    return command ? keysOf(command) : [];
  };
  const settings: Item = {
    key: 'settings',
    group: words['group-go'],
    label: commandWords['go-settings'],
    icon: 'more',
    keys: goKeys('settings'),
    run: () => navigate({ view: { name: 'settings' }, taskId: null }),
  };
  return [
    ...VIEWS.map((name): Item => ({
      ...to({ name }),
      label: viewWords[name],
      icon: name,
      keys: goKeys(name),
    })),
    settings,
    ...outline.projects.map(({ id, title, colour }) => ({
      ...to({ name: 'project', id }),
      label: title,
      colour,
    })),
    ...outline.filters.map(({ id, title, colour }) => ({
      ...to({ name: 'filter', id }),
      label: title,
      colour,
      detail: viewWords.filters,
    })),
    ...outline.labels.map(({ id, title, colour }) => ({
      ...to({ name: 'label', id }),
      label: title,
      colour,
      detail: viewWords.labels,
    })),
  ];
}

function tasks(text: string, { found, outline, shell }: World): Item[] {
  const group = words['group-found'];
  const search: Item = {
    key: 'search-for',
    group,
    label: words.searchFor({ text: text.trim() }),
    icon: 'search',
    run: () => navigate({ view: { name: 'search', text: text.trim() }, taskId: null }),
  };
  const rows = found.map(({ id, title, projectId, completedAt }): Item => {
    const done = completedAt !== undefined;
    return {
      key: id,
      group,
      label: title,
      detail: outline.project(projectId)?.title ?? '',
      done,
      run: () => openTask(id),
      complete: async () => {
        await shell.lockstep.tasks.complete(id, !done);
        if (!done) offerUndo(shell.lockstep, id, taskWords.completed({ title }));
      },
    };
  });
  return [...rows, search];
}
