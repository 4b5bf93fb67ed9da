// The demo's visitors: each has an account of their own, which is put back at every full hour while they are here and
// removed when they are gone. It knows no account but those that it made itself.
import { v7 as uuidv7 } from 'uuid';
import type { Invitation } from '../../protocol/auth.ts';
import type { Mutation } from '../../protocol/mutations.ts';
import { LockstepError } from '../../protocol/errors.ts';
import { DEMO_EMAIL_END } from '../../protocol/wire.ts';
import { hashSecret, newSecret } from '../auth/secrets.ts';
import { submitMutations } from '../routes/mutations.ts';
import type { Services } from '../routes/route.ts';
import { type DemoDay, type DemoLanguage, makeDemoRows } from './demo-rows.ts';
import { MAX_VISITORS } from './limits.ts';
import { PHONE, SCENES } from './played-phone.ts';

export const HOUR_MS = 3600 * 1000;
/** Nobody is put out while they may still come back to the window. */
const GONE_AFTER_MS = HOUR_MS;
/** Where there is no room, those make some who have not been seen for this long. */
const AWAY_MS = 10 * 60 * 1000;
/** What is deleted leaves a trace on the server: an account does not live on for ever. */
const OLDEST_MS = 24 * HOUR_MS;
/** Time from the invitation to its use, which follows at once. */
const INVITATION_MS = 60_000;
const PAGE = 1000;

interface Visitor {
  achieverId: string;
  phoneId: string;
  language: DemoLanguage;
  timeZone: string;
  since: number;
  /** Ids of the tasks that the played phone changes. */
  keys: Map<string, string>;
  /** Seconds that somebody has looked on since the rows were put there. */
  watched: number;
  /** Scenes that were played. */
  played: number;
}

export class Demo {
  readonly #services: Services;
  readonly #visitors = new Map<string, Visitor>();
  /** One thing after the other: a visitor is not welcomed into an hour that is being put back. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(services: Services) {
    this.#services = services;
  }

  get visitors(): number {
    return this.#visitors.size;
  }

  /**
   * Makes an account with everything in it.
   * @returns what lets one device in (`POST /api/auth/join`), as another device of the account would show it.
   * @throws LockstepError `over-capacity`
   */
  welcome(wish: { language: DemoLanguage; timeZone: string }): Promise<Invitation> {
    return this.#inTurn(async () => {
      if (this.visitors >= MAX_VISITORS) await this.#removeWhoIsGone(AWAY_MS);
      if (this.visitors >= MAX_VISITORS)
        throw new LockstepError('over-capacity', undefined, { retryAfterSeconds: 600 });
      const { store, now } = this.#services;
      const achieverId = uuidv7();
      const since = now();
      const email = `visitor-${achieverId.slice(-6)}${DEMO_EMAIL_END}`;
      // Nobody knows a password for it: a second device comes in by the code that the first one shows.
      const account = { id: achieverId, email, passwordHash: '', now: since, onlyFirst: false };
      if (await store.createAchiever(account)) throw new LockstepError('over-capacity');
      const phoneId = uuidv7();
      const phone = {
        id: phoneId,
        achieverId,
        name: PHONE[wish.language],
        sessionHash: hashSecret(newSecret()),
      };
      await store.createDevice({ ...phone, now: since, expiresAt: since + OLDEST_MS });
      const visitor = { ...wish, achieverId, phoneId, since, keys: new Map(), watched: 0, played: 0 };
      await this.#plant(visitor, []);
      this.#visitors.set(achieverId, visitor);
      const code = newSecret();
      const expiresAt = now() + INVITATION_MS;
      await store.createInvitation({ hash: hashSecret(code), achieverId, expiresAt, now: now() });
      return { code, expiresInSeconds: INVITATION_MS / 1000 };
    });
  }

  /** Puts everything back that visitors have, and removes those who are gone. */
  putBack(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#removeWhoIsGone(GONE_AFTER_MS);
      for (const visitor of this.#visitors.values()) await this.#plant(visitor, await this.#clear(visitor));
    });
  }

  /** A second has passed: the played phone does what is due where somebody looks on. */
  playOn(): Promise<void> {
    return this.#inTurn(async () => {
      for (const visitor of this.#visitors.values()) {
        if (!this.#isWatching(visitor)) continue;
        visitor.watched++;
        const scene = SCENES[visitor.played];
        if (scene === undefined || visitor.watched < scene.afterSeconds) continue;
        visitor.played++;
        await this.#commit(visitor, [{ id: uuidv7(), ...scene.play(this.#dayOf(visitor), visitor.keys) }]);
      }
    });
  }

  async #plant(visitor: Visitor, deletions: Mutation[]): Promise<void> {
    const { mutations, keys } = makeDemoRows(this.#dayOf(visitor));
    // One commit: nobody sees a half of it.
    await this.#commit(visitor, [...deletions, ...mutations]);
    Object.assign(visitor, { keys, watched: 0, played: 0 });
  }

  /** Mutations that delete all that is there. */
  async #clear({ achieverId }: Visitor): Promise<Mutation[]> {
    const deletions: Mutation[] = [];
    for (let from = 0, more = true; more;) {
      const page = await this.#services.store.changesSince(achieverId, from, PAGE);
      for (const { row } of page.rows)
        if (!('deletedAt' in row))
          deletions.push({ id: uuidv7(), entity: row.entity, entityId: row.id, kind: 'delete' });
      from = page.upTo;
      more = page.hasMore;
    }
    return deletions;
  }

  async #commit({ achieverId, phoneId, language }: Visitor, mutations: Mutation[]): Promise<void> {
    const phone = { achieverId, deviceId: phoneId, deviceName: PHONE[language], expiresAt: Infinity };
    const { results } = await submitMutations(this.#services, phone, null, { mutations });
    const refused = results.find(({ status }) => status === 'rejected');
    if (refused) throw new Error(`demo: ${JSON.stringify(refused)}`);
  }

  async #removeWhoIsGone(awayMs: number): Promise<void> {
    const { store, hub, now } = this.#services;
    for (const visitor of this.#visitors.values()) {
      const { achieverId, since } = visitor;
      const devices = await store.devices(achieverId, now());
      const own = devices.filter(({ id }) => id !== visitor.phoneId);
      const lastSeenAt = Math.max(since, ...own.map((device) => device.lastSeenAt));
      const isHere = this.#isWatching(visitor) || now() - lastSeenAt < awayMs;
      if (isHere && now() - since < OLDEST_MS) continue;
      for (const { id } of devices) {
        await store.endDevice(achieverId, id);
        hub.revoke(achieverId, id);
      }
      await store.removeAchiever(achieverId);
      this.#visitors.delete(achieverId);
    }
  }

  #isWatching({ achieverId }: Visitor): boolean {
    return [...this.#services.hub.of(achieverId)].length > 0;
  }

  #dayOf({ language, timeZone }: Visitor): DemoDay {
    const now = this.#services.now();
    return { language, today: civilDate(now, timeZone), now };
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#queue.then(work);
    this.#queue = done.catch(() => {});
    return done;
  }
}

/** The day on the wall calendar there; in UTC where nobody knows the time zone. */
function civilDate(now: number, timeZone: string): string {
  try {
    // Swedes write dates as ISO 8601 does.
    return new Intl.DateTimeFormat('sv', { timeZone }).format(now);
  } catch {
    return new Date(now).toISOString().slice(0, 10);
  }
}
