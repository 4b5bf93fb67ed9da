// Takes the place of the package `uuid` in the simulation (registered in worker.ts, an alias in the tests'
// configuration): a seed that is run again makes the same ids.

let random = Math.random;
let now = Date.now;
let newest = '';

/** @param wallClock of whoever makes an id, unless it is made in `mintedAt`. */
export function seedIds(seeded: () => number, wallClock: () => number): void {
  random = seeded;
  now = wallClock;
}

/** RFC 9562 §5.7. */
export function v7(): string {
  const time = now().toString(16).padStart(12, '0');
  newest = `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-a${hex(3)}-${hex(6)}${hex(6)}`;
  return newest;
}

/** What `make` makes by another wall clock, and the last id in it. */
export function mintedAt<T>(ms: number, make: () => T): { made: T; id: string } {
  const before = now;
  now = () => ms;
  const made = make();
  now = before;
  return { made, id: newest };
}

const hex = (digits: number) =>
  Math.floor(random() * 16 ** digits)
    .toString(16)
    .padStart(digits, '0');
