// Databases that live in memory and still can be opened again, copied and put back like files: they stay for as long as
// somebody has them open, and that is done here.
import { DatabaseSync } from 'node:sqlite';
import { migrate } from '../../src/server/store/sqlite/migrations.ts';

let count = 0;
const nextName = () => `file:lockstep-${++count}?mode=memory&cache=shared`;

/** Migrated once: all others are copies. */
let template: MemoryFile | undefined;

export class MemoryFile implements Disposable {
  /** To be opened as a path. */
  readonly name: string;
  readonly #keeper: DatabaseSync;

  private constructor() {
    this.name = nextName();
    this.#keeper = new DatabaseSync(this.name);
  }

  /** A new database with the newest schema. */
  static create(): MemoryFile {
    if (template === undefined) {
      template = new MemoryFile();
      migrate(template.#keeper, template.name);
    }
    return template.copy();
  }

  copy(): MemoryFile {
    const copy = new MemoryFile();
    this.#keeper.prepare('VACUUM INTO ?').run(copy.name);
    return copy;
  }

  [Symbol.dispose](): void {
    this.#keeper.close();
  }
}
