// Which tabs are there and whether one of them is visible. A device without a visible tab lets its stream go
// after a moment (DESIGN.md §6.4).

/** How long after the last tab hid the stream is kept: switching tabs must not cost a reconnect. */
const GRACE_MS = 5_000;

export class Presence<Port> {
  readonly #visible = new Map<Port, boolean>();
  readonly #onHidden: (hidden: boolean) => void;
  #hidden = true;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param onHidden called with true when nobody has looked for a moment, with false as soon as somebody does. */
  constructor(onHidden: (hidden: boolean) => void) {
    this.#onHidden = onHidden;
  }

  get hidden(): boolean {
    return this.#hidden;
  }

  get isEmpty(): boolean {
    return this.#visible.size === 0;
  }

  get ports(): Iterable<Port> {
    return this.#visible.keys();
  }

  set(port: Port, visible: boolean): void {
    this.#visible.set(port, visible);
    this.#weigh();
  }

  remove(port: Port): void {
    this.#visible.delete(port);
    this.#weigh();
  }

  #weigh(): void {
    const seen = [...this.#visible.values()].includes(true);
    clearTimeout(this.#timer);
    if (!seen) {
      this.#timer = setTimeout(() => {
        this.#hidden = true;
        this.#onHidden(true);
      }, GRACE_MS);
    } else if (this.#hidden) {
      this.#hidden = false;
      this.#onHidden(false);
    }
  }
}
