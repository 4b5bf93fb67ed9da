// One device of the soak: a browser of its own with up to three tabs, in which a person edits and things die.
import type { BrowserContext, Page } from '@playwright/test';
import type { Lockstep } from '../../src/client/types.ts';
import { type BrowserProcess, newProfile, startChromium } from '../e2e/browser-process.ts';
import { runInHost } from '../e2e/in-host.ts';
import { type Account, Screen } from '../e2e/screen.ts';
import type { Relay } from '../relay.ts';

const MAX_TABS = 3;
const PATIENCE_MS = 20_000;
const HANG_MS = 15_000;

/** What a person does, with the words to find again. */
export type Edit =
  | { kind: 'create'; title: string }
  | { kind: 'annotate'; id: string; line: string; onTop: boolean }
  | { kind: 'rename'; id: string; title: string }
  | { kind: 'complete'; id: string; completed: boolean }
  | { kind: 'delete' | 'restore'; id: string };

export interface LocalState {
  rows: Record<string, unknown>[];
  unsent: number;
  rejected: number;
}

export class SoakDevice {
  readonly name: string;
  readonly network: Relay;
  readonly #profile = newProfile();
  #browser!: BrowserProcess;
  #tabs: Page[] = [];

  constructor(name: string, network: Relay) {
    this.name = name;
    this.network = network;
  }

  /** Starts the browser and enters the account, which the first device makes. */
  async begin(account: Account, isFirst: boolean): Promise<void> {
    this.#browser = await startChromium(this.#profile);
    const screen = new Screen(await this.openTab());
    await (isFirst ? screen.signUp(account, this.name) : screen.signIn(account, this.name));
    await screen.untilInstalled();
    while (this.#tabs.length < MAX_TABS) await this.openTab();
  }

  get tabs(): number {
    return this.#tabs.length;
  }

  async openTab(): Promise<Page> {
    const page = await this.#browser.context.newPage();
    page.on('crash', () => this.#forget(page));
    page.on('close', () => this.#forget(page));
    try {
      await page.goto(this.network.origin, { timeout: PATIENCE_MS });
      // The app's start is over when it can be edited, or when it asks who is there.
      await page.locator('ls-app').waitFor({ state: 'attached', timeout: PATIENCE_MS });
    } catch (error) {
      await page.close().catch(() => {});
      throw error;
    }
    this.#tabs.push(page);
    return page;
  }

  /** Makes an edit in some tab; resolves with the task's id once the app says that it is safe. */
  async edit(edit: Edit, pick: number): Promise<string> {
    const page = this.#tabs[pick % this.#tabs.length]!;
    return withTimeout(page.evaluate(makeEdit, edit));
  }

  async closeTab(pick: number): Promise<void> {
    if (this.#tabs.length > 1) await this.#tabs[pick % this.#tabs.length]!.close();
  }

  /** The process of a tab dies; tabs of one site may share it. */
  async crashTab(pick: number): Promise<void> {
    const page = this.#tabs[pick % this.#tabs.length]!;
    await page.goto('chrome://crash', { timeout: 5_000 }).catch(() => {});
    await page.close().catch(() => {});
    await this.fill();
  }

  async killHost(): Promise<void> {
    await withTimeout(runInHost(this.#context, 'self.close()'));
  }

  /** Long enough to be found dead; then it goes on where it was, and must not disturb. */
  async hangHost(): Promise<void> {
    const script = `for (const end = Date.now() + ${HANG_MS}; Date.now() < end; );`;
    await withTimeout(runInHost(this.#context, script));
  }

  /** The browser dies with everything in it, and the person starts it again. */
  async killBrowser(): Promise<void> {
    await this.#browser.kill();
    this.#tabs = [];
    this.#browser = await startChromium(this.#profile);
    await this.fill();
  }

  /** Opens the tabs that are missing. */
  async fill(): Promise<void> {
    while (this.#tabs.length < MAX_TABS) await this.openTab();
  }

  /** What the sync status says in the first tab. */
  async status(): Promise<string> {
    await this.#tabs[0]!.bringToFront();
    return (await new Screen(this.#tabs[0]!).sync.textContent({ timeout: PATIENCE_MS }))?.trim() ?? '';
  }

  /** What the library says of itself in the first tab, for a device that does not come to rest. */
  async report(): Promise<string> {
    return withTimeout(this.#tabs[0]!.evaluate(readStatus));
  }

  /** What is in the device's database. */
  async state(): Promise<LocalState> {
    return withTimeout(this.#tabs[0]!.evaluate(readDatabase));
  }

  async end(): Promise<void> {
    await this.#browser.close();
    await this.network.close();
  }

  get #context(): BrowserContext {
    return this.#browser.context;
  }

  #forget(page: Page): void {
    this.#tabs = this.#tabs.filter((tab) => tab !== page);
  }
}

/** A page whose process is gone may never answer. */
function withTimeout<T>(work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error('no answer')), PATIENCE_MS);
  return Promise.race([work, promise]).finally(() => clearTimeout(timer));
}

/** Runs in the page. */
async function makeEdit(edit: Edit): Promise<string> {
  const { tasks, liveTask } = (document.querySelector('ls-app') as unknown as { lockstep: Lockstep })
    .lockstep;
  if (edit.kind === 'create') return tasks.create({ title: edit.title });
  if (edit.kind === 'annotate') {
    // Written on top of what is seen, as an editor does.
    const seen = liveTask(edit.id);
    await seen.ready;
    const view = seen.value;
    seen.close();
    if (view?.state !== 'present') throw new Error('not seen here');
    const { notes = null, baseRevision: revision } = view.task;
    const lines = notes === null ? [edit.line] : edit.onTop ? [edit.line, notes] : [notes, edit.line];
    await tasks.update(edit.id, { notes: lines.join('\n') }, { revision, fields: { notes } });
  }
  if (edit.kind === 'rename') await tasks.update(edit.id, { title: edit.title });
  if (edit.kind === 'complete') await tasks.complete(edit.id, edit.completed);
  if (edit.kind === 'delete') await tasks.delete(edit.id);
  if (edit.kind === 'restore') await tasks.restore(edit.id);
  return edit.id;
}

/** Runs in the page. */
async function readStatus(): Promise<string> {
  const { lockstep } = document.querySelector('ls-app') as unknown as { lockstep: Lockstep };
  const unsent = await lockstep.exportUnsent();
  return `${JSON.stringify(lockstep.status.value)}\n${unsent}`;
}

/** Runs in the page. */
async function readDatabase(): Promise<LocalState> {
  const names = (await indexedDB.databases()).map(({ name = '' }) => name);
  const name = names.find((one) => /^lockstep-[0-9a-f-]{36}$/.test(one))!;
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const opening = indexedDB.open(name);
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error!);
  });
  const tx = database.transaction(['base', 'outbox', 'rejected']);
  const result = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve) => (request.onsuccess = () => resolve(request.result)));
  const [rows, unsent, rejected] = await Promise.all([
    result(tx.objectStore('base').getAll()),
    result(tx.objectStore('outbox').count()),
    result(tx.objectStore('rejected').count()),
  ]);
  database.close();
  return { rows, unsent, rejected };
}
