// One WebKit device behind a network of its own. What Playwright's role locators do elsewhere is done here by
// looking through the open shadow roots for what a person would call the thing.
import { Key, type WebDriver, type WebElement } from 'selenium-webdriver';
import { vi } from 'vitest';
import { findBrowsers } from '../../browsers.ts';
import { Relay } from '../../relay.ts';
import { PASSWORD } from '../../support/api-client.ts';
import { startWebKitDriver, type WebKitDriver, webKitBuilder } from '../../support/webkit-driver.ts';

/** Runs in the page: the first visible element that has this selector and name, in any shadow root. */
function findNamed(selector: string, name: string): Element | null {
  const named = (element: Element) => {
    const label =
      element.getAttribute('aria-label') ?? (element as HTMLInputElement).labels?.[0]?.textContent;
    return (label ?? element.textContent).trim() === name && element.checkVisibility();
  };
  const search = (root: Document | ShadowRoot): Element | null => {
    for (const element of root.querySelectorAll('*')) {
      if (element.matches(selector) && named(element)) return element;
      const inside = element.shadowRoot && search(element.shadowRoot);
      if (inside) return inside;
    }
    return null;
  };
  return search(document);
}

/** Handles come in no order: a tab is found again by its own. */
interface Tab {
  show(): Promise<void>;
}

export class WebKitDevice implements AsyncDisposable {
  readonly network: Relay;
  readonly driver: WebDriver;
  readonly #process: WebKitDriver;

  private constructor(network: Relay, driver: WebDriver, process: WebKitDriver) {
    this.network = network;
    this.driver = driver;
    this.#process = process;
  }

  static async start(serverPort: number): Promise<WebKitDevice> {
    const webkit = findBrowsers().webkit!;
    const process = await startWebKitDriver(webkit);
    const driver = await webKitBuilder(webkit, process.url).build();
    return new WebKitDevice(await Relay.start(serverPort), driver, process);
  }

  /** Opens the app in the current tab. */
  async open(): Promise<void> {
    await this.driver.get(this.network.origin);
  }

  /** Opens a page of the same origin that is not the app. */
  async openElsewhere(): Promise<Tab> {
    await this.driver.get(`${this.network.origin}/livez`);
    const handle = await this.driver.getWindowHandle();
    return { show: () => this.driver.switchTo().window(handle) };
  }

  async openTab(): Promise<void> {
    await this.driver.switchTo().newWindow('tab');
    await this.open();
  }

  /**
   * Opens the app in a new tab that has no shared workers, and whose own can be killed. WebDriver has no scripts that run before a page's own;
   * but a window that our page opened keeps its global object on its way to a page of the same origin.
   */
  async openTabWithoutSharedWorkers(): Promise<Tab> {
    const before = await this.driver.getAllWindowHandles();
    // Windows are opened for people who click.
    const button = await this.driver.executeScript<WebElement>(`
      const button = document.createElement('button');
      button.textContent = 'Open';
      button.onclick = () => {
        const opened = window.open('/', '_blank');
        Reflect.deleteProperty(opened, 'SharedWorker');
        const workers = [];
        opened.Worker = class extends opened.Worker {
          constructor(...all) {
            super(...all);
            workers.push(this);
          }
        };
        opened.killWorkers = () => workers.forEach((worker) => worker.terminate());
      };
      document.body.replaceChildren(button);
      return button;
    `);
    await button.click();
    const opened = await vi.waitFor(async () => {
      const handle = (await this.driver.getAllWindowHandles()).find((one) => !before.includes(one));
      if (handle === undefined) throw new Error('There is no new tab.');
      return handle;
    });
    await this.driver.switchTo().window(opened);
    await this.driver.wait(() =>
      this.driver.executeScript<boolean>("return document.readyState === 'complete'"),
    );
    const type = await this.driver.executeScript('return typeof SharedWorker');
    if (type !== 'undefined') throw new Error('This tab has shared workers all the same.');
    return { show: () => this.driver.switchTo().window(opened) };
  }

  /** Ends the workers of a tab that was opened without shared ones, as a browser does that is short of memory. */
  async killWorkers(): Promise<void> {
    await this.driver.executeScript('window.killWorkers()');
  }

  async switchToTab(number: number): Promise<void> {
    const handles = await this.driver.getAllWindowHandles();
    await this.driver.switchTo().window(handles[number - 1]!);
  }

  async closeTab(): Promise<void> {
    await this.driver.close();
  }

  async signIn(email: string): Promise<void> {
    await this.#fill('Email', email);
    await this.#fill('Password', PASSWORD);
    await (await this.find('button', 'Sign in')).click();
    await this.find('input', 'Add a task');
  }

  async add(title: string): Promise<void> {
    await (await this.find('input', 'Add a task')).sendKeys(title, Key.ENTER);
  }

  /** Resolves when the checkbox of this task is on the screen. */
  async untilShown(title: string, timeoutMs?: number): Promise<void> {
    await this.find('input[type=checkbox]', title, timeoutMs);
  }

  async untilInStep(): Promise<void> {
    await this.find('[role=status] .words', 'In step');
  }

  /** Resolves when the service worker answers for this page: from here on it opens without a network. */
  async untilInstalled(): Promise<void> {
    await this.driver.wait(() =>
      this.driver.executeScript<boolean>('return navigator.serviceWorker.controller !== null'),
    );
  }

  find(selector: string, name: string, timeoutMs = 15_000): Promise<WebElement> {
    return vi.waitFor(
      async () => {
        const script = `return (${findNamed.toString()})(arguments[0], arguments[1])`;
        const found = await this.driver.executeScript<WebElement | null>(script, selector, name);
        if (found === null) throw new Error(`There is no ${selector} named "${name}".`);
        return found;
      },
      { timeout: timeoutMs, interval: 50 },
    );
  }

  async #fill(name: string, text: string): Promise<void> {
    const field = await this.find('input', name);
    await field.clear();
    await field.sendKeys(text);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.driver.quit();
    this.#process.stop();
    await this.network.close();
  }
}
