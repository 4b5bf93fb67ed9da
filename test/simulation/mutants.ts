// `npm run mutants`: plants one defect at a time in a copy of the source and runs the simulation on it. A defect
// that the simulation does not notice is a failure of the simulation. `npm run mutants -- echo` plants those whose
// name has the word; `--jobs 2` plants two at a time, each in its own copy.
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';

interface Mutant {
  name: string;
  file: string;
  find: string;
  replace: string;
}

/** Seeds that a defect has to be found in. */
const SEEDS = 10_000;
const TIMEOUT_MS = 900_000;

const MUTANTS: Mutant[] = [
  {
    name: 'lease term not checked',
    file: 'src/storage/device-storage.ts',
    find: 'if (this.#term !== null && (await readTerm(meta)) !== this.#term)',
    replace: 'if (this.#term !== null && (await readTerm(meta)) === -1)',
  },
  {
    name: 'cursor stored before its rows',
    file: 'src/sync/inbox.ts',
    find: 'const ids = await this.#storage.apply(application);',
    replace:
      'if (application.cursor) await this.#storage.apply({ rows: [], cursor: application.cursor });\n' +
      '    const ids = await this.#storage.apply(application);',
  },
  {
    name: 'cursor moves over a hole',
    file: 'src/sync/chain.ts',
    find: 'one.prev <= this.seq',
    replace: 'one.prev <= Infinity',
  },
  {
    name: 'hole is never filled',
    file: 'src/sync/engine.ts',
    find: 'if (!this.#inbox.chain.hasHole || this.#catchingUp) return;',
    replace: 'return;',
  },
  {
    name: 'being behind is ignored',
    file: 'src/sync/engine.ts',
    find: "case 'behind':\n        return this.#catchUp();",
    replace: "case 'behind':\n        return;",
  },
  {
    name: 'live believed while pages are missing',
    file: 'src/sync/engine.ts',
    find: 'if (this.#catchingUp) return;',
    replace: '',
  },
  {
    name: 'catch-up ends after one page',
    file: 'src/sync/catch-up.ts',
    find: 'if (!page.hasMore) return page;',
    replace: 'return page;',
  },
  {
    name: 'answer confirms without its rows',
    file: 'src/sync/outbox-sender.ts',
    find: 'rows: answer.results.flatMap(({ row }) => (row ? [row] : [])),',
    replace: 'rows: [],',
  },
  {
    name: 'confirmed mutations stay in the outbox',
    file: 'src/sync/outbox-sender.ts',
    find: "status === 'rejected' ? [] : [id]",
    replace: "status === 'applied' ? [id] : []",
  },
  {
    name: 'rejected mutations are not set aside',
    file: 'src/storage/device-storage.ts',
    find: '[...confirmed, ...reasons.keys()]',
    replace: '[...confirmed]',
  },
  {
    name: 'outbox id not reused on retry',
    file: 'src/storage/outbox.ts',
    find: '({ ...mutation, n: key! - offset })',
    replace: '({ ...mutation, id: uuidv7(), n: key! - offset })',
  },
  {
    name: 'edit dropped when its answer is lost',
    file: 'src/sync/outbox-sender.ts',
    find: '    } else {\n      throw error;\n    }',
    replace:
      '    } else {\n      await this.#inbox.push({ rows: [], confirmed: mutations.map(({ id }) => id) });\n    }',
  },
  {
    name: 'older rows overwrite newer ones',
    file: 'src/storage/device-storage.ts',
    find: 'if (before !== undefined && before.revision >= row.revision) return;',
    replace: '',
  },
  {
    name: 'first of several states of a row wins',
    file: 'src/storage/device-storage.ts',
    find: 'if ((newest.get(row.id)?.revision ?? 0) < row.revision) newest.set(row.id, row);',
    replace: 'if (!newest.has(row.id)) newest.set(row.id, row);',
  },
  {
    name: 'silent stream is never given up',
    file: 'src/sync/stream-attempt.ts',
    find: 'const SILENCE_MS = 55_000;',
    replace: 'const SILENCE_MS = 1e9;',
  },
  {
    name: 'no retry after a drop',
    file: 'src/sync/connection-table.ts',
    find: "    drop: go('waiting', 'abort', 'schedule-retry'),\n    retry: go('live'),",
    replace: "    drop: go('waiting', 'abort'),\n    retry: go('live'),",
  },
  {
    name: 'old stream stays open after the handover',
    file: 'src/sync/connection-table.ts',
    find: "'next-live': go('live', 'leave', 'abort', 'promote', 'reset-failures'),",
    replace: "'next-live': go('live', 'promote', 'reset-failures'),",
  },
  {
    name: 'polling ends after one poll',
    file: 'src/sync/connection.ts',
    find: '      this.#schedulePolls();\n      this.#hooks.poll();',
    replace: '      this.#hooks.poll();',
  },
  {
    name: 'polling brings rows and leaves the cursor',
    file: 'src/sync/catch-up.ts',
    find: 'await inbox.push({ rows: page.rows, link });',
    replace: 'await inbox.push(page.hasMore ? { rows: page.rows, link } : { rows: page.rows });',
  },
  {
    name: 'polling moves the cursor and forgets rows',
    file: 'src/sync/catch-up.ts',
    find: 'await inbox.push({ rows: page.rows, link });',
    replace: 'await inbox.push({ rows: page.rows.slice(0, 2), link });',
  },
  {
    name: 'polling never tries a stream again',
    file: 'src/sync/connection-table.ts',
    find: "retry: go('probing', 'open-next'),",
    replace: "retry: go('polling', 'schedule-probe'),",
  },
  {
    name: 'stream opened beside one that is withheld',
    file: 'src/sync/connection-table.ts',
    find: "withheld: go('polling', 'abort', ",
    replace: "withheld: go('polling', ",
  },
  {
    name: 'failed poll ends in silence',
    file: 'src/sync/connection-table.ts',
    find: "drop: go('waiting', 'cancel-polls', 'cancel-retry', 'reset-failures', 'schedule-retry'),",
    replace: "drop: go('waiting', 'cancel-polls', 'cancel-retry', 'reset-failures'),",
  },
  {
    name: 'recycled stream is not asked for again',
    file: 'src/sync/connection.ts',
    find: "this.send('stale') : ",
    replace: "this.send('live') : ",
  },
  {
    name: 'next stream never takes over',
    file: 'src/sync/connection.ts',
    find: "this.send(isNext ? 'next-live' : 'live')",
    replace: "this.send('live')",
  },
  {
    name: 'next stream forgotten when the old one ends',
    file: 'src/sync/connection-table.ts',
    find: "drop: go('connecting', 'abort', 'promote'),",
    replace: "drop: go('waiting', 'abort', 'schedule-retry'),",
  },
  {
    name: 'sender gives up after a failure',
    file: 'src/sync/outbox-sender.ts',
    find: "this.#cancelTimer = clock.after(backoffMs(this.#failures, random), () => this.send('wake'));",
    replace: 'void clock; void random;',
  },
  {
    name: 'refused token is used again',
    file: 'src/sync/bearer.ts',
    find: '  forget(): void {\n    this.#token = null;',
    replace: '  forget(): void {',
  },
  {
    name: 'reconnect without replay',
    file: 'src/server/events/replay.ts',
    find: 'else await writeCommits(connection, rows, since, deviceId, at);',
    replace: 'else void writeCommits;',
  },
  {
    name: 'what was held during the replay is lost',
    file: 'src/server/events/stream-connection.ts',
    find: 'if (keep || seq > replayed)',
    replace: 'if (keep && seq > replayed)',
  },
  {
    name: 'echo not excluded',
    file: 'src/server/events/event-manager.ts',
    find: 'if (connection.id === excludeConnectionId) {',
    replace: 'if (connection.id === null) {',
  },
  {
    name: 'ack not sent',
    file: 'src/server/events/event-manager.ts',
    find: "connection.deliver(seq, frame({ type: 'ack', id, data: { prev, seq, mutationIds } }), true);",
    replace: 'void mutationIds;',
  },
  {
    name: 'mutation applied again when it is repeated',
    file: 'src/server/store/sqlite/commit-batch.ts',
    find: 'if (known) {',
    replace: 'if (known && known.error !== null) {',
  },
  {
    name: 'merge ignores the base',
    file: 'src/server/store/resolve-field.ts',
    find: "const start = base === null ? '' : base;",
    replace: "const start = base === undefined ? base : '';",
  },
  {
    name: 'later text overwrites what others wrote',
    file: 'src/server/store/resolve-field.ts',
    find: 'if (text !== null) return mergeText(text, fits);',
    replace: 'void text; void mergeText;',
  },
  {
    name: 'own edit on a merged text forgets the others',
    file: 'src/server/store/resolve-field.ts',
    find: 'if (isOwn && !bases.has(name)) return asSent;',
    replace: 'if (last.by === by) return asSent;',
  },
  {
    name: 'one tab’s edit overwrites what another tab wrote',
    file: 'src/server/store/resolve-field.ts',
    find: 'if (isOwn && !bases.has(name)) return asSent;',
    replace: 'if (isOwn) return asSent;',
  },
  {
    name: 'horizon ignored',
    file: 'src/server/store/sqlite/sqlite-store.ts',
    find: "if (seq < head.horizon && cursor.horizon !== head.horizon) return 'horizon';",
    replace: '',
  },
  {
    name: 'horizon not moved when tombstones are forgotten',
    file: 'src/server/store/sqlite/sqlite-store.ts',
    find: 'this.#sql.moveHorizon.run(instant);',
    replace: '',
  },
  {
    name: 'what was deleted before the horizon is brought back',
    file: 'src/sync/catch-up.ts',
    find: "const keepMissing = reason !== 'horizon';",
    replace: 'const keepMissing = true;',
  },
  {
    name: 'forgotten mutation applied again',
    file: 'src/server/store/sqlite/commit-batch.ts',
    find: 'if (isForgotten(mutation, lastN, now)) {',
    replace: 'if (isForgotten(mutation, lastN, -Infinity)) {',
  },
  {
    name: 'ids forgotten before they look old',
    file: 'src/server/store/forget-old.ts',
    find: 'now - REMEMBER_MS - CLOCKS_DIFFER_MS',
    replace: 'now - REMEMBER_MS',
  },
  {
    name: 'heartbeats follow the wall clock',
    file: 'src/server/events/hub.ts',
    find: 'this.#elapsed = elapsed;',
    replace: 'const start = now() - elapsed();\n    this.#elapsed = () => now() - start;',
  },
  {
    name: 'tokens end by the wall clock of the device',
    file: 'src/sync/bearer.ts',
    find: 'if (this.#token && this.#token.endsAt - MARGIN_MS > this.#clock.elapsed())',
    replace: 'if (this.#token && this.#token.endsAt - MARGIN_MS > this.#clock.now() - Date.UTC(2026, 0, 1))',
  },
  {
    name: 'chain goes on after a transaction that failed',
    file: 'src/sync/inbox.ts',
    find: '({ cursor, seen }) => (this.#chain = new Chain(cursor, seen)),',
    replace: '() => {},',
  },
  {
    name: 'host that lost the lead keeps its stream',
    file: 'src/sync/engine.ts',
    find: '  setDown(reason: DownReason, holds: boolean): void {',
    replace:
      "  setDown(reason: DownReason, holds: boolean): void {\n    if (reason === 'superseded') return;",
  },
  {
    name: 'history is not written',
    file: 'src/server/store/sqlite/commit-batch.ts',
    find: 'history.push(...draftHistory(mutation, row, outcome));',
    replace: 'void draftHistory;',
  },
  {
    name: 'history looks past the edits of its own batch',
    file: 'src/server/store/sqlite/commit-batch.ts',
    find: 'history.push(...draftHistory(mutation, row, outcome));',
    replace: 'history.push(...draftHistory(mutation, before.get(mutation.entityId), outcome));',
  },
  {
    name: 'page cuts a commit in two',
    file: 'src/server/store/sqlite/sqlite-store.ts',
    find: 'record.seq < cut',
    replace: 'record.seq <= cut',
  },
  {
    name: 'digest forgets what a row was',
    file: 'src/server/store/sqlite/commit-batch.ts',
    find: 'moveDigest(digest, counted(before.get(id)), counted(row))',
    replace: 'moveDigest(digest, null, counted(row))',
  },
  {
    name: 'hole of another life of the server is waited for',
    file: 'src/sync/catch-up.ts',
    find: 'believe(page.head);',
    replace: '',
  },
  {
    name: 'digest ignored',
    file: 'src/sync/engine.ts',
    find: 'if (this.#differences > 1) this.#repair();',
    replace: '',
  },
  {
    name: 'cursor of another life of the server is taken',
    file: 'src/server/store/sqlite/sqlite-store.ts',
    find: "if (known === undefined) return 'epoch';",
    replace: 'if (known === undefined) return Math.min(seq, this.#head(achieverId).seq);',
  },
  {
    name: 'digest never counted from the rows',
    file: 'src/storage/device-storage.ts',
    find: 'if (this.#isCounted) return',
    replace: 'return',
  },
  {
    name: 'digest kept of rows that were not taken',
    file: 'src/storage/device-storage.ts',
    find: 'digest = moveDigest(digest, before ?? null, after);',
    replace: 'digest = moveDigest(digest, null, after);',
  },
  {
    name: 'repair keeps its own row where the server has another',
    file: 'src/storage/device-storage.ts',
    find: 'for (const { id } of held) all.delete(id);',
    replace: 'return;',
  },
  {
    name: 'what a server that was put back lacks is deleted',
    file: 'src/storage/missing-edits.ts',
    find: 'return record.deletedAt === undefined && !gone.has(record.id) ? [create(record)] : [];',
    replace: 'return [];',
  },
  {
    name: 'a server that was put back gets old states over new ones',
    file: 'src/storage/missing-edits.ts',
    find: 'changedAt(row) < changedAt(record)',
    replace: 'changedAt(row) !== changedAt(record)',
  },
  {
    name: 'subscriber left behind by its socket',
    file: 'src/server/events/hub.ts',
    find: 'if (!connections.delete(connection)) return;',
    replace: 'if (connections.size > 1) return;',
  },
];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { jobs: { type: 'string', default: '1' } },
});
const [asked = ''] = positionals;
const root = fileURLToPath(new URL('../..', import.meta.url));
const planted = MUTANTS.filter(({ name }) => name.includes(asked));
const waiting = planted.values();
let missed = 0;
await Promise.all(Array.from({ length: Number(values.jobs) }, work));
console.log(`${planted.length - missed} passed, ${missed} failed`);
process.exitCode = missed > 0 ? 1 : 0;

/** Takes one after the other of those that wait. */
async function work(): Promise<void> {
  for (const mutant of waiting) {
    const caught = await run(mutant);
    if (!caught) missed++;
    console.log(`${caught ? '✓' : '✗ missed:'} ${mutant.name}${caught ? `  (${caught})` : ''}`);
  }
}

/** @returns what the simulation said of the defect, or null when it noticed nothing. */
async function run({ name, file, find, replace }: Mutant): Promise<string | null> {
  const copy = mkdtempSync(join(tmpdir(), 'lockstep-mutant-'));
  try {
    for (const folder of ['src', 'test/simulation', 'test/support', 'package.json'])
      cpSync(join(root, folder), join(copy, folder), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
    const path = join(copy, file);
    const source = readFileSync(path, 'utf8');
    if (source.split(find).length !== 2)
      throw new Error(`“${name}” does not fit ${file} any more: correct it.`);
    writeFileSync(
      path,
      source.replace(find, () => replace),
    );

    const args = ['test/simulation/run.ts', '--seeds', String(SEEDS), '--stop-at-first'];
    return await promisify(execFile)(process.execPath, args, { cwd: copy, timeout: TIMEOUT_MS }).then(
      () => null,
      ({ killed, stdout, stderr }: { killed: boolean; stdout: string; stderr: string }) =>
        killed
          ? 'never came to rest'
          : (/^seed \d+: \w+/m.exec(stdout)?.[0] ?? `failed: ${stderr.trim().split('\n').at(-1)}`),
    );
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
