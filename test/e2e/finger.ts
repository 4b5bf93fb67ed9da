// One finger on a phone's screen: real touches, as Chromium makes them of a touch screen's.
import type { CDPSession, Locator, Page } from '@playwright/test';

interface Point {
  x: number;
  y: number;
}

/** Longer than a finger has to rest on a row before it lifts it, ms. */
const HOLD_MS = 450;

export class Finger {
  readonly #page: Page;
  readonly #session: CDPSession;

  private constructor(page: Page, session: CDPSession) {
    this.#page = page;
    this.#session = session;
  }

  /** Makes a page one of a phone, and puts a finger on it. */
  static async of(page: Page, width = 360, height = 740): Promise<Finger> {
    await page.setViewportSize({ width, height });
    const session = await page.context().newCDPSession(page);
    await session.send('Emulation.setDeviceMetricsOverride', {
      width,
      height,
      deviceScaleFactor: 1,
      mobile: true,
    });
    await session.send('Emulation.setTouchEmulationEnabled', { enabled: true, maxTouchPoints: 1 });
    return new Finger(page, session);
  }

  async tap(what: Locator): Promise<void> {
    await this.down(await middle(what));
    await this.up();
  }

  /** Rests on something until it is lifted. */
  async hold(what: Locator): Promise<void> {
    await this.down(await middle(what));
    await this.#page.waitForTimeout(HOLD_MS);
  }

  /** Moves there as a hand does, in several steps. */
  async moveTo(what: Locator, part = 0.5): Promise<void> {
    const { x } = this.#at;
    const box = (await what.boundingBox())!;
    await this.glide({ x, y: box.y + box.height * part });
  }

  async glide(to: Point): Promise<void> {
    const from = this.#at;
    for (let step = 1; step <= 8; step++) {
      this.#at = { x: from.x + ((to.x - from.x) * step) / 8, y: from.y + ((to.y - from.y) * step) / 8 };
      await this.#send('touchMove', [this.#at]);
    }
  }

  async down(at: Point): Promise<void> {
    this.#at = at;
    await this.#send('touchStart', [at]);
  }

  up = (): Promise<void> => this.#send('touchEnd', []);

  #at: Point = { x: 0, y: 0 };

  async #send(type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: Point[]): Promise<void> {
    await this.#session.send('Input.dispatchTouchEvent', { type, touchPoints });
  }
}

async function middle(what: Locator): Promise<Point> {
  const { x, y, width, height } = (await what.boundingBox())!;
  return { x: x + width / 2, y: y + height / 2 };
}
