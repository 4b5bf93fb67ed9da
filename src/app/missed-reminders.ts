// Reminds, as long as somebody is signed in here: by notifications, and by a quiet list above the tasks of what could
// not be shown in time. What is dealt with in one tab is gone from all.
import { consume } from '@lit/context';
import { html, LitElement, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { LIST } from '../client/lists.ts';
import type { LiveLists, Reminders } from '../client/types.ts';
import type { LockstepWithUndo } from '../client/undo-stack.ts';
import { type ReminderMessage, snoozed, TO_COMPLETE } from '../protocol/reminders.ts';
import { formatCivil, formatTime, today } from './dates.ts';
import { explain } from './explain.ts';
import { icon } from './icons.ts';
import { LiveController } from './live-controller.ts';
import { lockstepContext } from './lockstep-context.ts';
import { missed } from './missed-styles.ts';
import { permission, showReminder, withdrawNotifications } from './notifications.ts';
import { redraw } from './redraw.ts';
import { type OpenReminder, remindersOf, watchReminders } from './reminder-watch.ts';
import { openTask, readRoute } from './route.ts';
import { base, controls } from './styles.ts';
import { showToast } from './toast.ts';
import { offerUndo } from './undo-words.ts';
import { remindWords as words } from './words/remind.ts';
import { taskWords } from './words/task.ts';

type Listed = OpenReminder & { late: boolean };

const AN_HOUR_MS = 60 * 60_000;

@customElement('ls-missed-reminders')
export class MissedReminders extends LitElement {
  @consume({ context: lockstepContext })
  private lockstep!: LockstepWithUndo;
  @state() private reminders: Reminders | null = null;
  readonly #listed = new LiveController<Reminders['listed']['value']>(this);
  readonly #tasks = new LiveController<LiveLists<'all'>['value']>(this);
  #life = new AbortController();

  override connectedCallback(): void {
    super.connectedCallback();
    const life = (this.#life = new AbortController());
    const { signal } = life;
    void this.#begin(life).catch((error: unknown) => console.warn('No reminders:', error));
    navigator.serviceWorker?.addEventListener('message', this.#told, { signal });
    addEventListener('lockstep-language', () => redraw(this), { signal });
    // A page that was put away heard nothing of what other tabs dealt with.
    addEventListener('pageshow', () => void this.reminders?.listed.refresh(), { signal });
    this.#completeOpened();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#life.abort();
    this.reminders = null;
  }

  async #begin({ signal }: AbortController): Promise<void> {
    const reminders = await this.lockstep.openReminders();
    if (signal.aborted) return reminders.close();
    const tasks = this.lockstep.liveLists({ all: { list: LIST.reminding, limit: Infinity } });
    const stop = watchReminders(this.lockstep, reminders, {
      canShow: () => permission() === 'granted',
      show: showReminder,
      withdraw: (keys) => void withdrawNotifications(keys),
    });
    signal.addEventListener('abort', () => {
      stop();
      tasks.close();
      reminders.close();
    });
    this.reminders = reminders;
    this.#listed.watch(reminders.listed);
    this.#tasks.watch(tasks);
  }

  /** Those whose task is still open, and due when it was. */
  get #shown(): Listed[] {
    const open = new Map(remindersOf(this.#tasks.value?.all.tasks ?? []).map((one) => [one.key, one]));
    return (this.#listed.value ?? [])
      .flatMap(({ key, late }) => (open.has(key) ? [{ ...open.get(key)!, late }] : []))
      .sort((a, b) => a.at - b.at);
  }

  override render() {
    const shown = this.#shown;
    const n = shown.length;
    // The region is there before it speaks, so that it is heard.
    return html`<div role="status">
      ${
        n > 0
          ? html`<section aria-labelledby="heading">
              <header>
                <h2 id="heading" tabindex="-1">
                  ${shown.some(({ late }) => late) ? words.missed({ n }) : words.waiting({ n })}
                </h2>
                <button @click=${() => this.#dismiss(shown)}>${words.dismissAll}</button>
              </header>
              <ul>
                ${repeat(
                  shown,
                  ({ key }) => key,
                  (one) => this.#renderOne(one),
                )}
              </ul>
            </section>`
          : nothing
      }
    </div>`;
  }

  #renderOne(reminder: Listed) {
    const { taskId, at, task } = reminder;
    const { title } = task;
    const day = today(new Date(at));
    const time = formatTime(at);
    return html`<li>
      <a href=${`/task/${taskId}`} @click=${(event: Event) => this.#open(event, taskId)}>${title}</a>
      <time>${day === today() ? time : `${formatCivil(day)}, ${time}`}</time>
      <span class="ways">
        <button aria-label=${words.completeTask({ title })} @click=${() => void this.#complete(reminder)}>
          ${words.complete}
        </button>
        <button aria-label=${words.snoozeTask({ title })} @click=${() => void this.#snooze(reminder)}>
          ${words.snooze}
        </button>
        <button
          class="close"
          aria-label=${words.dismissTask({ title })}
          title=${words.dismissTask({ title })}
          @click=${() => this.#dismiss([reminder])}
        >
          ${icon('close')}
        </button>
      </span>
    </li>`;
  }

  /** A task that somebody has looked at is no longer missed. */
  #open(event: Event, taskId: string): void {
    const { ctrlKey, metaKey, shiftKey } = event as MouseEvent;
    if (ctrlKey || metaKey || shiftKey) return;
    event.preventDefault();
    openTask(taskId);
    this.#dismiss(this.#shown.filter((one) => one.taskId === taskId));
  }

  async #complete(reminder: Listed): Promise<void> {
    this.#focusNext(reminder);
    await this.#completeTask(reminder.taskId, reminder.task.title);
  }

  async #completeTask(id: string, title: string): Promise<void> {
    try {
      await this.lockstep.tasks.complete(id, true);
      offerUndo(this.lockstep, id, taskWords.completed({ title }));
    } catch (error) {
      showToast({ text: explain(error) });
    }
  }

  async #snooze(reminder: Listed): Promise<void> {
    const { key, task } = reminder;
    this.#focusNext(reminder);
    try {
      await this.lockstep.tasks.update(task.id, { reminders: snoozed(task, key) });
      await this.reminders?.dismiss([key]);
      const time = formatTime(Date.now() + AN_HOUR_MS);
      offerUndo(this.lockstep, task.id, words.snoozedTo({ title: task.title, time }));
    } catch (error) {
      showToast({ text: explain(error) });
    }
  }

  #dismiss(some: readonly Listed[]): void {
    const [one] = some;
    if (one) this.#focusNext(one);
    this.reminders
      ?.dismiss(some.map(({ key }) => key))
      .catch((error: unknown) => showToast({ text: explain(error) }));
  }

  /** The row that was dealt with takes its buttons along. */
  #focusNext({ key }: Listed): void {
    if (!this.matches(':focus-within')) return;
    const rows = this.#shown;
    const other = rows.length > 1 ? rows.findIndex((one) => one.key === key) : -1;
    const items = this.renderRoot.querySelectorAll<HTMLElement>('li a');
    (items[other + 1] ?? items[other - 1])?.focus();
  }

  /** A notification was pressed: the service worker says what is the tab's to do. */
  #told = ({ data }: MessageEvent<Partial<ReminderMessage> | null>): void => {
    if (data?.type !== 'lockstep-reminder' || !data.taskId) return;
    if (data.action === 'complete') void this.#completeById(data.taskId);
    else openTask(data.taskId);
  };

  /** The app was opened to complete a task: a repeating one needs more than the service worker has. */
  #completeOpened(): void {
    const { taskId } = readRoute();
    if (location.hash !== TO_COMPLETE || taskId === null) return;
    history.replaceState(history.state, '', location.pathname);
    void this.#completeById(taskId);
  }

  async #completeById(taskId: string): Promise<void> {
    const [row] = await this.lockstep.rows.read([taskId]).catch(() => []);
    if (!row || row.gone || row['completedAt']) return;
    await this.#completeTask(taskId, (row['title'] as string | undefined) ?? taskWords.untitled);
  }

  static override styles = [base, controls, missed];
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-missed-reminders': MissedReminders;
  }
}
