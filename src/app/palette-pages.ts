// What the palette offers: everything that can be done or found, or the days, projects or labels of a task.
import type { RowState, TaskView } from '../client/types.ts';
import type { FoundDate } from './capture.ts';
import type { PaletteRequest } from './commands/ask-palette.ts';
import type { Command, Shell, Target } from './commands/command.ts';
import { COMMANDS } from './commands/index.ts';
import { runCommand } from './commands/keyboard.ts';
import { keysOf } from './commands/own-keys.ts';
import { addDays, formatCivil, formatCivilTime, formatWeekday, today } from './dates.ts';
import { pick, plain } from './fuzzy.ts';
import type { IconName } from './icons.ts';
import type { Outline } from './outline.ts';
import { navigate, openTask, type View } from './route.ts';
import { offerUndo } from './undo-words.ts';
import { commandWords } from './words/command.ts';
import { detailWords } from './words/detail.ts';
import { paletteWords as words } from './words/palette.ts';
import { taskWords } from './words/task.ts';
import { viewWords } from './words/view.ts';

export interface Item {
  /** The same for the same thing. */
  key: string;
  /** Heading that it stands under; empty for none. */
  group: string;
  label: string;
  /** Said behind the name. */
  detail?: string;
  keys?: readonly string[];
  icon?: IconName;
  /** Name of a colour, for the sign. */
  colour?: string | undefined;
  /** A task that is completed. */
  done?: boolean;
  /** One of several that can be chosen together. */
  chosen?: boolean;
  /** The palette is still wanted afterwards. */
  stays?: true;
  run(): unknown;
  /** Done by Enter with Mod. */
  complete?(): unknown;
}

/** What pages know of the world. */
export interface World {
  shell: Shell;
  target: Target | null;
  outline: Outline;
  /** Fields of the tasks that are meant. */
  states: readonly RowState[];
  /** Tasks that were found for what is typed. */
  found: readonly TaskView[];
  /** Reads dates in words, once that is loaded. */
  dates: ((text: string) => FoundDate[]) | null;
}

type Page = (text: string, world: World) => Item[];

const VIEWS = ['inbox', 'today', 'upcoming', 'all', 'logbook', 'trash'] as const;

const all: Page = (text, world) => {
  const { shell, target } = world;
  const offered = COMMANDS.filter(({ run, unlisted }) => run && !unlisted);
  const onTask = ({ group, where }: Command) => group === 'task' || where === 'list';
  const own = target ? offered.filter(onTask) : [];
  const toItem = (command: Command, group: string): Item => ({
    key: command.id,
    group,
    label: commandWords[command.id],
    keys: keysOf(command),
    run: () => runCommand(command, shell, target),
  });
  const commands = [
    ...own.map((command) => toItem(command, words['group-task'])),
    ...offered
      .filter(({ group }) => group === 'anywhere')
      .map((command) => toItem(command, words['group-do'])),
  ];
  if (text.trim() === '') return [...commands, ...places(world).filter(({ icon }) => icon !== undefined)];
  const named = pick(text, [...commands, ...places(world)], ({ label }) => label);
  return [...named.map((item) => ({ ...item, group: '' })), ...tasks(text, world)];
};

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

const due: Page = (text, world) => {
  const day = today();
  const weekday = new Date(`${day}T12:00:00`).getDay();
  const inDays = (n: number) => addDays(day, n);
  // On a Saturday “this weekend” is that day; the next week begins on the next Monday.
  const soon = [
    { key: 'today', label: formatCivil(day), date: day },
    { key: 'tomorrow', label: formatCivil(inDays(1)), date: inDays(1) },
    { key: 'weekend', label: words.weekend, date: inDays((6 - weekday + 7) % 7) },
    { key: 'week', label: words.nextWeek, date: inDays((8 - weekday) % 7 || 7) },
  ];
  const set = (key: string, label: string, dueDate: string, dueTime?: string): Item => {
    const when = [formatWeekday(dueDate), ...(dueTime ? [formatCivilTime(dueTime)] : [])].join(', ');
    return {
      key,
      group: '',
      label,
      detail: when,
      icon: 'upcoming',
      run: () => patch(world, { dueDate, ...(dueTime && { dueTime }) }, words.dueOn({ day: when })),
    };
  };
  const none: Item = {
    key: 'none',
    group: '',
    label: words.noDate,
    icon: 'close',
    run: () => patch(world, { dueDate: null, dueTime: null }, words.undated),
  };
  const named = pick(
    text,
    [...soon.map(({ key, label, date }) => set(key, label, date)), none],
    ({ label }) => label,
  );
  const [read] = text.trim() === '' ? [] : (world.dates?.(text) ?? []);
  const isNamed = named.some(({ label }) => plain(label) === plain(text.trim()));
  return read && !isNamed ? [set('read', text.trim(), read.dueDate, read.dueTime), ...named] : named;
};

const project: Page = (text, world) => {
  const { outline } = world;
  const to = (name: string, projectId: string | null, sectionId: string | null, colour?: string): Item => ({
    key: `${projectId} ${sectionId}`,
    group: '',
    label: name,
    ...(projectId === null ? { icon: 'inbox' } : { colour }),
    // A step that goes somewhere else is a task of its own.
    run: () => patch(world, { projectId, sectionId, parentId: null }, words.movedTo({ name })),
  });
  const open = outline.projects.filter(({ completedAt }) => completedAt === undefined);
  const places = open.flatMap(({ id, title, colour }) => [
    to(title, id, null, colour),
    ...outline
      .sectionsOf(id)
      .map((section) =>
        to(detailWords.sectionOf({ project: title, section: section.title }), id, section.id, colour),
      ),
  ]);
  return pick(text, [to(viewWords.inbox, null, null), ...places], ({ label }) => label);
};

const labels: Page = (text, world) => {
  const { outline, states, shell, target } = world;
  const had = states.map((state) => (state['labels'] ?? []) as string[]);
  const put = async (id: string, on: boolean) => {
    const { tasks: commands } = shell.lockstep;
    for (const [i, taskId] of target!.ids.entries()) {
      const others = had[i]!.filter((one) => one !== id);
      await commands.update(taskId, { labels: on ? [...others, id] : others });
    }
  };
  const items = outline.labels.map(({ id, title, colour }): Item => {
    const chosen = had.length > 0 && had.every((ids) => ids.includes(id));
    return { key: id, group: '', label: title, colour, chosen, stays: true, run: () => put(id, !chosen) };
  });
  const name = text.trim();
  const isKnown = outline.labels.some(({ title }) => plain(title) === plain(name));
  const make: Item = {
    key: 'new',
    group: '',
    label: words.newLabel({ name }),
    icon: 'plus',
    stays: true,
    run: async () => put(await shell.lockstep.labels.create({ title: name }), true),
  };
  return [...pick(text, items, ({ label }) => label), ...(name && !isKnown ? [make] : [])];
};

async function patch(
  { shell, target }: World,
  fields: Parameters<Shell['lockstep']['tasks']['updateAll']>[1],
  said: string,
): Promise<void> {
  await shell.lockstep.tasks.updateAll(target!.ids, fields);
  offerUndo(shell.lockstep, target!.ids[0]!, said);
}

export const PAGES: Record<PaletteRequest['page'], Page> = { all, due, project, labels };
