// What a person finds on the screen, by the accessible names of DESIGN.md §5. Tests know the app by these alone.
import type { Locator, Page } from '@playwright/test';

export interface Account {
  email: string;
  password: string;
}

export class Screen {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get email(): Locator {
    return this.page.getByRole('textbox', { name: 'Email' });
  }

  get addField(): Locator {
    return this.page.getByRole('textbox', { name: 'Add a task' });
  }

  get tasks(): Locator {
    return this.page.getByRole('list', { name: 'Tasks', exact: true });
  }

  get sync(): Locator {
    return this.page.getByRole('status', { name: 'Sync' });
  }

  /** The sync inspector, once `button('Sync details')` was pressed. */
  get inspector(): Locator {
    return this.page.getByRole('dialog', { name: 'How this device is in step' });
  }

  get details(): Locator {
    return this.page.getByRole('region', { name: 'Task details' });
  }

  get title(): Locator {
    return this.details.getByRole('textbox', { name: 'Title' });
  }

  get notes(): Locator {
    return this.details.getByRole('textbox', { name: 'Notes' });
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** The checkbox of the task with this title. */
  task(title: string): Locator {
    return this.tasks.getByRole('checkbox', { name: title, exact: true });
  }

  async signUp(account: Account, deviceName: string): Promise<void> {
    await this.#enter(account, deviceName, 'Create account');
  }

  async signIn(account: Account, deviceName: string): Promise<void> {
    await this.#enter(account, deviceName, 'Sign in');
  }

  async add(...titles: string[]): Promise<void> {
    for (const title of titles) {
      await this.addField.fill(title);
      await this.addField.press('Enter');
      await this.task(title).waitFor();
    }
  }

  /** Pastes lines into the field that adds tasks. */
  async paste(lines: string[]): Promise<void> {
    await this.addField.evaluate((field, text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', text);
      field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, lines.join('\n'));
  }

  /** Renames a task in place, by keyboard. */
  async rename(title: string, to: string): Promise<void> {
    await this.task(title).focus();
    await this.page.keyboard.press('F2');
    await this.page.keyboard.type(to);
    await this.page.keyboard.press('Enter');
    await this.task(to).waitFor();
  }

  /** The name of the first task's checkbox. */
  async firstName(): Promise<string> {
    return (await this.tasks.getByRole('checkbox').first().getAttribute('aria-label')) ?? '';
  }

  /** Opens the detail panel of the task with this title. */
  async open(title: string): Promise<void> {
    await this.tasks.getByText(title, { exact: true }).click();
    await this.title.waitFor();
  }

  /** Resolves when the service worker answers for this page: from here on it opens without a network. */
  async untilInstalled(): Promise<void> {
    await this.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  }

  /** Notes everything that the sync status says from now on. @returns what it said so far */
  async watchSync(): Promise<() => Promise<string[]>> {
    const log = await this.sync.evaluateHandle((status) => {
      const said = [status.textContent.trim()];
      const options = { childList: true, characterData: true, subtree: true };
      new MutationObserver(() => said.push(status.textContent.trim())).observe(status, options);
      return said;
    });
    return () => log.jsonValue();
  }

  async #enter({ email, password }: Account, deviceName: string, button: string): Promise<void> {
    await this.email.fill(email);
    await this.page.getByLabel('Password').fill(password);
    await this.page.getByRole('textbox', { name: 'Device name' }).fill(deviceName);
    await this.button(button).click();
    await this.addField.waitFor();
  }
}
