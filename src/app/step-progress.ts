// How far the steps of tasks are: read by a query of its own for the rows that are in the document, when they have
// been there for a moment, so that none waits for it and scrolling reads nothing that goes by.
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { LIST } from '../client/lists.ts';
import type { LiveLists, Lockstep, TaskListView } from '../client/types.ts';

export interface Progress {
  done: number;
  total: number;
}

const MOMENT_MS = 80;

export class StepProgress implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #query: LiveLists<string> | null = null;
  #stop = () => {};
  #asked = '';
  #timer: ReturnType<typeof setTimeout> | undefined;
  value: ReadonlyMap<string, Progress> = new Map();

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** Reads the progress of these tasks from now on. */
  watch(lockstep: Lockstep, ids: readonly string[]): void {
    const asked = ids.join();
    if (asked === this.#asked) return;
    this.#asked = asked;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#read(lockstep, ids), this.#query ? MOMENT_MS : 0);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#stop();
    this.#query?.close();
    this.#query = null;
    this.#asked = '';
  }

  #read(lockstep: Lockstep, ids: readonly string[]): void {
    const requests = Object.fromEntries(ids.map((id) => [id, { list: LIST.steps(id), limit: Infinity }]));
    if (this.#query) return this.#query.setRequests(requests);
    if (ids.length === 0) return;
    this.#query = lockstep.liveLists(requests);
    this.#stop = this.#query.subscribe((lists) => this.#take(lists));
  }

  #take(lists: Record<string, TaskListView>): void {
    const found = Object.entries(lists).filter(([, { total }]) => total > 0);
    const done = ({ tasks }: TaskListView) => tasks.filter(({ completedAt }) => completedAt).length;
    const next = new Map(found.map(([id, list]) => [id, { done: done(list), total: list.total }]));
    if (JSON.stringify([...next]) === JSON.stringify([...this.value])) return;
    this.value = next;
    this.#host.requestUpdate();
  }
}
