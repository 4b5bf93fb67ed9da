// Full-text search over every task of this device, for all its tabs: made when somebody first searches, kept up with
// each change, gone with the host. It reads what people see, unconfirmed edits included.
import MiniSearch, { type SearchResult } from 'minisearch';
import type { Label, Task } from '../protocol/rows.ts';
import type { Database } from '../storage/database.ts';
import { LIST } from '../storage/lists.ts';
import type { LockstepSchema } from '../storage/schema.ts';
import { eachTask, readList, readRows } from '../storage/task-reader.ts';

interface SearchDocument {
  id: string;
  title: string;
  notes: string;
  labels: string;
  done: boolean;
}

/** Shorter words are taken as they are: most of them are one letter away from another one. */
const FUZZY_FROM = 4;

export class SearchIndex {
  readonly #database: Database<LockstepSchema>;
  readonly #index = new MiniSearch<SearchDocument>({
    fields: ['title', 'notes', 'labels'],
    storeFields: ['done'],
    processTerm: plain,
    searchOptions: {
      prefix: true,
      fuzzy: (term) => (term.length < FUZZY_FROM ? false : 0.2),
      combineWith: 'AND',
      boost: { title: 4, labels: 2 },
      weights: { prefix: 0.6, fuzzy: 0.2 },
    },
  });
  #labels = new Map<string, string>();
  /** What is being taken in; searches wait for it. */
  #work: Promise<void>;

  constructor(database: Database<LockstepSchema>) {
    this.#database = database;
    this.#work = this.#takeAll();
  }

  /**
   * Tasks that have all the words, or words close to them, the best first; every open one before those that are
   * completed, of which there are many. And the words that they have, as `plain` writes them.
   */
  async find(text: string, limit: number): Promise<{ ids: string[]; terms: string[] }> {
    await this.#work;
    const results = this.#index.search(text);
    const isDone = (result: SearchResult) => result['done'] === true;
    const best = [...results.filter((one) => !isDone(one)), ...results.filter(isDone)].slice(0, limit);
    return {
      ids: best.map(({ id }) => id as string),
      terms: [...new Set(best.flatMap(({ terms }) => terms))],
    };
  }

  /** These rows changed; null: anything may have. Where that fails, the next search fails, and the one after that reads all. */
  changed(ids: readonly string[] | null): void {
    this.#work = this.#work.then(
      () => (ids === null ? this.#takeAll() : this.#take(ids)),
      () => this.#takeAll(),
    );
    this.#work.catch(() => {});
  }

  async #takeAll(): Promise<void> {
    await this.#readLabels();
    this.#index.removeAll();
    await eachTask(this.#database, async (tasks) => {
      await this.#index.addAllAsync(
        tasks.map((task) => this.#toDocument(task)),
        { chunkSize: 200 },
      );
    });
  }

  async #take(ids: readonly string[]): Promise<void> {
    const rows = new Map((await readRows(this.#database, ids)).map(({ row }) => [row.id, row]));
    const renamed: string[] = [];
    for (const id of ids) {
      const row = rows.get(id);
      if (row?.entity === 'label') renamed.push(id);
      if (this.#index.has(id)) this.#index.discard(id);
      if (row?.entity === 'task' && row.deletedAt === undefined)
        this.#index.add(this.#toDocument(row as Task));
    }
    if (renamed.length === 0) return;
    await this.#readLabels();
    for (const label of renamed) {
      const { rows: labelled } = await readList(this.#database, LIST.label(label), Infinity);
      for (const { row } of labelled) this.#index.replace(this.#toDocument(row as Task));
    }
  }

  async #readLabels(): Promise<void> {
    const { rows } = await readList(this.#database, 'label', Infinity);
    this.#labels = new Map(rows.map(({ row }) => [row.id, (row as Label).title]));
  }

  #toDocument({ id, title, notes = '', labels = [], completedAt }: Task): SearchDocument {
    const names = labels.map((label) => this.#labels.get(label) ?? '').join(' ');
    return { id, title, notes, labels: names, done: completedAt !== undefined };
  }
}

/** Without case and accents: nobody types them when searching. */
const plain = (term: string): string => term.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
