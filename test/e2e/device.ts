// One device: a browser profile of its own behind a network of its own. It knows the app by its screen alone.
import { type BrowserContext, expect, type Page } from '@playwright/test';
import type { Relay } from '../relay.ts';
import type { BrowserProcess } from './browser-process.ts';
import { type Account, Screen } from './screen.ts';

export class Device {
  readonly name: string;
  /** This device's way to the server: `down()`, `stall()`, `up()`. */
  readonly network: Relay;
  readonly context: BrowserContext;
  readonly #process: BrowserProcess | null;
  /** What lies in front of the app's tabs while they are hidden. */
  #covers: Page[] = [];

  constructor(name: string, network: Relay, context: BrowserContext, process: BrowserProcess | null) {
    this.name = name;
    this.network = network;
    this.context = context;
    this.#process = process;
  }

  /** Opens the app in a new tab. `prepare` runs in the page before anything else does. */
  async open(path = '/', prepare?: () => void): Promise<Screen> {
    const page = await this.context.newPage();
    if (prepare) await page.addInitScript(prepare);
    await page.goto(new URL(path, this.network.origin).href);
    return new Screen(page);
  }

  /** Opens the app and creates the account. */
  async signUp(account: Account): Promise<Screen> {
    const screen = await this.open();
    await screen.signUp(account, this.name);
    return screen;
  }

  /** Opens the app and signs in. */
  async signIn(account: Account): Promise<Screen> {
    const screen = await this.open();
    await screen.signIn(account, this.name);
    return screen;
  }

  /**
   * Really hides all tabs: another one is brought in front of them. Chromium needs `device(name, {hides: true})`.
   * In Firefox every page has a window of its own, and each is covered by a tab that the page opens there.
   */
  async hide(): Promise<void> {
    const pages = this.#tabs;
    if (this.#process) {
      this.#covers = [await this.context.newPage()];
    } else {
      for (const page of pages) {
        const cover = this.context.waitForEvent('page');
        await page.evaluate(() => void window.open('about:blank'));
        this.#covers.push(await cover);
      }
    }
    await expectAll(pages, 'hidden');
  }

  /** Brings the tabs back that were hidden; where they share a window, the last one of them to the front. */
  async show(): Promise<void> {
    for (const cover of this.#covers.splice(0)) await cover.close();
    const pages = this.#tabs;
    const front = pages.at(-1)!;
    await front.bringToFront();
    await expectAll(this.#process ? [front] : pages, 'visible');
  }

  async close(): Promise<void> {
    await (this.#process ?? this.context).close();
    await this.network.close();
  }

  get #tabs(): Page[] {
    return this.context.pages().filter((page) => page.url().startsWith(this.network.origin));
  }
}

/** Fails in plain words where a browser begins to treat hidden tabs differently. */
async function expectAll(pages: Page[], state: DocumentVisibilityState): Promise<void> {
  for (const page of pages)
    await expect
      .poll(() => page.evaluate(() => document.visibilityState), { message: `the tab is ${state}` })
      .toBe(state);
}
