// The shell: who is here, what is open, and how much room there is.
import { provide } from '@lit/context';
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import type { SessionState, SyncStatus } from '../client/types.ts';
import { DEMO_EMAIL_END } from '../protocol/wire.ts';
import type { LockstepWithUndo } from '../client/undo-stack.ts';
import type { Announcer } from './announcer.ts';
import type { Shell } from './commands/command.ts';
import type { Keyboard } from './commands/keyboard.ts';
import { forgottenAccount, noteAccount } from './known-account.ts';
import { type Launch, onLaunch, takeLaunch } from './launch.ts';
import { LiveController } from './live-controller.ts';
import { lockstepContext } from './lockstep-context.ts';
import './mark.ts';
import './nav.ts';
import type { RejectedDialog } from './rejected-dialog.ts';
import { redraw } from './redraw.ts';
import { INBOX, keyOf, navigate, onRoute, openTask, readRoute, type Route } from './route.ts';
import { readEntry, recallScroll, rememberScroll } from './scroll-memory.ts';
import type { SignInAgain } from './sign-in-again.ts';
import type { SignOutDialog } from './sign-out-dialog.ts';
import { explain } from './explain.ts';
import { base } from './styles.ts';
import type { SyncInspector } from './sync-inspector.ts';
import './sync-status.ts';
import type { SyncTape } from './sync-tape.ts';
import './tasks-view.ts';
import type { TasksView } from './tasks-view.ts';
import './toast.ts';
import { showToast, type Toast, type ToastContent } from './toast.ts';
import { appWords } from './words/app.ts';
import type { Updates, UpdateState } from './updates.ts';
import { viewWords } from './words/view.ts';

/** The first rows are on screen by then. */
const REST_AFTER_MS = 300;

/** How often it is looked whether the list is there. */
const SOON_MS = 50;

/** Loads the rest of the app, once; see later.ts. */
let rest: Promise<typeof import('./later.ts')> | null = null;
const later = () =>
  (rest ??= import('./later.ts').catch((error: unknown) => {
    rest = null;
    showToast({ text: explain(error) });
    throw error;
  }));

@customElement('ls-app')
export class App extends LitElement implements Shell {
  @provide({ context: lockstepContext })
  @property({ attribute: false })
  lockstep!: LockstepWithUndo;

  /** Null until the service worker is registered, and where there is none. */
  @property({ attribute: false }) updates: Updates | null = null;

  @state() private route: Route = readRoute();
  @state() private leaving = false;
  /** A device without an account is about to get one. */
  @state() private joining = false;
  @query('main') private main!: HTMLElement | null;
  @query('ls-tasks-view') private view!: TasksView | null;
  /** Without its ways as long as it is not loaded. */
  @query('ls-announcer') private announcer!: (Partial<Announcer> & Element) | null;
  @query('ls-sign-out-dialog') private signOutDialog!: SignOutDialog;
  @query('ls-sign-in-again') private signInAgain!: SignInAgain;
  @query('ls-rejected-dialog') private rejectedDialog!: RejectedDialog;
  @query('ls-sync-inspector') private inspector!: SyncInspector;
  @query('ls-toast') private toast!: Toast;
  readonly #session = new LiveController<SessionState>(this);
  readonly #status = new LiveController<SyncStatus>(this);
  readonly #update = new LiveController<UpdateState>(this);
  #life = new AbortController();
  @state() private tape: SyncTape | null = null;
  /** Of the tab's history. */
  #entry = readEntry();
  #keyboard: Keyboard | null = null;
  /** Lets this device into an account; another device showed it. */
  @state() private code: string | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#session.watch(this.lockstep.session);
    this.#status.watch(this.lockstep.status);
    this.#life = new AbortController();
    const { signal } = this.#life;
    const stops = [
      onRoute(this.#routed),
      this.lockstep.onRemoteChange((change) => this.announcer?.add?.(change)),
      noteAccount(this.lockstep.session),
    ];
    signal.addEventListener('abort', () => stops.forEach((stop) => stop()));
    addEventListener(
      'lockstep-toast',
      (event) => this.toast?.show((event as CustomEvent<ToastContent>).detail),
      {
        signal,
      },
    );
    addEventListener('keydown', this.#press, { signal });
    const launch = takeLaunch();
    if (launch) this.#launch(launch);
    onLaunch(this.#launch, this.#openFiles);
    addEventListener('lockstep-language', () => redraw(this), { signal });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#life.abort();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('updates') && this.updates) this.#update.watch(this.updates.state);
  }

  protected override firstUpdated(): void {
    // A task that is open is part of the first screen.
    const load = () =>
      void later().then(
        ({ Keyboard, keepFocus, runBeside }) => {
          this.#use(Keyboard);
          if (!this.#life.signal.aborted) ({ tape: this.tape } = runBeside(this.lockstep, this.#life.signal));
          keepFocus(this.renderRoot as ShadowRoot);
        },
        () => {},
      );
    if (this.route.taskId !== null) load();
    else requestAnimationFrame(() => setTimeout(load, REST_AFTER_MS));
  }

  protected override updated(): void {
    if (this.route.view.name === 'settings') import('./settings-page.ts').catch(() => {});
    const session = this.#session.value;
    if (session?.state === 'signed-in' && isDemo(session.email)) import('./demo-line.ts').catch(() => {});
    if (session?.state === 'signed-out' || this.joining) import('./sign-in.ts').catch(() => {});
  }

  override render() {
    const session = this.#session.value;
    return html`
      ${session?.state === 'signed-in' && !this.joining ? this.#renderHome(session) : nothing}
      ${
        session?.state === 'signed-out' || this.joining
          ? html`<ls-sign-in
              .lockstep=${this.lockstep}
              .joining=${this.joining}
              .forgotten=${forgottenAccount(session)}
              .code=${this.code}
              @sign-in-done=${this.#entered}
            ></ls-sign-in>`
          : nothing
      }
      <ls-toast></ls-toast>
    `;
  }

  #renderHome({ email, deviceName, local }: Extract<SessionState, { state: 'signed-in' }>) {
    const { view, taskId } = this.route;
    const colophon = html`<ls-colophon
      .email=${email}
      .deviceName=${deviceName}
      .local=${local}
      .busy=${this.leaving}
      @create-account=${() => (this.joining = true)}
      @sign-out=${() => void this.#signOut(false)}
    ></ls-colophon>`;
    return html`
      <div class=${taskId ? 'home with-detail' : 'home'}>
        <ls-nav .current=${view}></ls-nav>
        <main>
          <header>
            <span class="name"><ls-mark></ls-mark><span>${appWords.appName}</span></span>
            <ls-sync-status
              .status=${this.#status.value!}
              .updateState=${this.#update.value ?? 'none'}
              @take-update=${() => (this.updates ? void this.updates.take() : this.#reload())}
              @sign-in-again=${() => this.#withRest(() => this.signInAgain.ask())}
              @review-rejected=${() => this.#withRest(() => this.rejectedDialog.show())}
              @inspect-sync=${() => this.inspectSync()}
            ></ls-sync-status>
          </header>
          <ls-storage-notice
            .status=${this.#status.value!}
            @app-reload=${() => this.#reload()}
            @loss-known=${() => void this.lockstep.forgetLoss().catch(() => {})}
          ></ls-storage-notice>
          ${isDemo(email) ? html`<ls-demo-line></ls-demo-line>` : nothing}
          <ls-missed-reminders></ls-missed-reminders>
          ${
            view.name === 'settings'
              ? html`<ls-settings-page
                  @settings-close=${() => navigate({ view: INBOX, taskId: null })}
                  @create-account=${() => (this.joining = true)}
                  @sign-out=${() => void this.#signOut(false)}
                ></ls-settings-page>`
              : view.name === 'browse'
                ? html`<div class="browse">
                    <h1>${viewWords.browse}</h1>
                    <ls-nav-entry
                      .view=${{ name: 'search', text: '' }}
                      .name=${viewWords.search}
                      icon="search"
                    ></ls-nav-entry>
                    <ls-browse></ls-browse>
                    ${colophon}
                  </div>`
                : keyed(
                    keyOf(view),
                    html`<ls-tasks-view .view=${view} .selectedId=${taskId}>${colophon}</ls-tasks-view>`,
                  )
          }
        </main>
        ${
          taskId
            ? html`<div class="pane">
                <ls-task-detail .taskId=${taskId} @detail-close=${() => this.closeTask()}></ls-task-detail>
              </div>`
            : nothing
        }
      </div>
      <ls-announcer></ls-announcer>
      <ls-sign-in-again .lockstep=${this.lockstep}></ls-sign-in-again>
      <ls-sync-inspector .status=${this.#status.value!} .tape=${this.tape}></ls-sync-inspector>
      <ls-confirm-dialog></ls-confirm-dialog>
      <ls-rejected-dialog @rejected-download=${() => void this.#download()}></ls-rejected-dialog>
      <ls-sign-out-dialog
        @sign-out-retry=${() => void this.#signOut(false)}
        @sign-out-download=${() => void this.#download()}
        @sign-out-discard=${() => void this.#signOut(true)}
      ></ls-sign-out-dialog>
    `;
  }

  #entered = (): void => {
    this.joining = false;
    this.code = null;
  };

  /** What the app is opened for, now or again while it is open. */
  #launch = (launch: Launch): void => {
    if (launch.for === 'join') void this.#join(launch.code);
    else {
      navigate({ view: INBOX, taskId: null });
      void this.capture(launch.text);
    }
  };

  /** A device without an account takes its tasks along; one that has an account keeps it. */
  async #join(code: string): Promise<void> {
    this.code = code;
    while (this.#session.value!.state === 'unknown')
      await new Promise((resolve) => setTimeout(resolve, SOON_MS));
    const session = this.#session.value!;
    if (session.state !== 'signed-in') return;
    if (session.local) this.joining = true;
    else {
      this.code = null;
      showToast({ text: appWords.joinedAlready });
    }
  }

  async capture(text: string): Promise<void> {
    await this.updateComplete;
    const { view } = this;
    if (view ? view.hasUpdated && !view.canAdd : this.hasUpdated) navigate({ view: INBOX, taskId: null });
    await this.updateComplete;
    while (!this.view?.canAdd) {
      await new Promise((resolve) => setTimeout(resolve, SOON_MS));
      if (!this.isConnected) return;
    }
    this.view.capture(text);
  }

  #openFiles = (files: File[]): void => {
    import('./data-dialog.ts')
      .then(({ openData }) => openData(this.renderRoot as ShadowRoot, files))
      .catch((error: unknown) => showToast({ text: explain(error) }));
  };

  #routed = (): void => {
    const before = this.route.view;
    const left = this.#entry;
    const entry = (this.#entry = readEntry());
    this.route = readRoute();
    if (keyOf(before) === keyOf(this.route.view)) return;
    // Another view begins at its top, or where it was when Back leads to it.
    if (this.main) rememberScroll(left, this.main);
    void this.updateComplete.then(() => this.main && recallScroll(entry, this.main));
  };

  /** Does what needs an element of later.ts; that it cannot be loaded is said there. */
  #withRest(work: () => unknown): void {
    later().then(work, () => {});
  }

  #reload(): void {
    later().then(
      ({ reloadApp }) => reloadApp(),
      () => location.reload(),
    );
  }

  closeTask(): void {
    const { taskId } = this.route;
    if (taskId === null) return;
    openTask(null);
    this.view?.focusTask(taskId);
  }

  inspectSync(): void {
    this.#withRest(() => this.inspector.show());
  }

  /** A key that is pressed before the keyboard is there waits for it. */
  #press = (event: KeyboardEvent): void => {
    if (this.#session.value?.state !== 'signed-in') return;
    const path = event.composedPath();
    if (this.#keyboard) this.#keyboard.press(event, path);
    else import('./later.ts').then(({ Keyboard }) => this.#use(Keyboard).press(event, path)).catch(() => {});
  };

  #use(Commands: typeof Keyboard): Keyboard {
    return (this.#keyboard ??= new Commands(this));
  }

  async #signOut(discardUnsent: boolean): Promise<void> {
    this.leaving = true;
    try {
      const { unsent } = await this.lockstep.signOut({ discardUnsent });
      await later();
      if (unsent > 0) this.signOutDialog.ask(unsent);
      else navigate({ view: INBOX, taskId: null });
    } catch (error) {
      showToast({ text: explain(error) });
    } finally {
      this.leaving = false;
    }
  }

  async #download(): Promise<void> {
    const [{ saveFile }, unsent] = await Promise.all([later(), this.lockstep.exportUnsent()]);
    saveFile('lockstep-unsent.json', new Blob([unsent], { type: 'application/json' }));
  }

  static override styles = [
    base,
    css`
      :host {
        display: block;
        height: 100%;
      }
      .home {
        display: grid;
        height: 100%;
        grid-template-columns: auto minmax(0, 1fr);
      }
      /* Under the window's title bar, in their own colours, and with nothing scrolling through it. */
      main,
      .pane {
        border-block-start: var(--titlebar) solid transparent;
      }
      main {
        position: relative;
        overflow-y: auto;
        overscroll-behavior: contain;
        scrollbar-gutter: stable;
      }
      header {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 16px;
        max-width: 720px;
        min-height: 56px;
        margin-inline: auto;
        padding-inline: calc(var(--gutter) + 36px) var(--gutter);
      }
      .name {
        display: flex;
        align-items: center;
        gap: 8px;
        font: var(--text-s);
        font-weight: var(--strong);
        letter-spacing: -0.005em;
        color: var(--ink-2);
      }
      .name ls-mark {
        font-size: 18px;
      }
      .browse {
        max-width: 720px;
        margin-inline: auto;
        padding: 28px calc(var(--gutter) - 2px) calc(var(--bar) + 48px);
      }
      .browse h1 {
        padding-inline-start: 10px;
        font: var(--text-list);
        font-weight: var(--strong);
        letter-spacing: -0.02em;
      }
      .pane {
        overflow-y: auto;
        overscroll-behavior: contain;
        background: var(--raised);
        border-inline-start: 1px solid var(--line);
        animation: arrive var(--steady) var(--ease);
      }
      @keyframes arrive {
        from {
          opacity: 0;
          transform: translateX(calc(12px * var(--inline)));
        }
      }
      @media (width >= 1024px) {
        .with-detail {
          grid-template-columns: auto minmax(0, 1fr) clamp(
              400px,
              var(--pane, 36vw),
              min(520px, 100vw - 632px)
            );
        }
        /* The sidebar says it. */
        header .name {
          visibility: hidden;
        }
      }
      @media (width < 1024px) {
        .pane {
          position: fixed;
          inset-block: 0;
          inset-inline-end: 0;
          z-index: 2;
          width: min(480px, 72vw);
          box-shadow: 0 0 56px oklch(0 0 0 / 0.22);
        }
      }
      @media (hover: none) {
        header {
          padding-inline-start: calc(var(--gutter) + 8px);
        }
      }
      /* The room is the sync status's; the name is still read aloud. */
      @media (width < 480px) {
        .name span {
          position: absolute;
          clip-path: inset(50%);
        }
      }
      @media (width < 640px) {
        /* What lies over its lower edge. */
        main {
          scroll-padding-block-end: calc(var(--bar) + 53px);
        }
        .pane {
          width: 100%;
          border-inline: 0;
          box-shadow: none;
        }
        /* The page under the task must not be reached by Tab or read aloud. */
        .with-detail :is(main, ls-nav) {
          visibility: hidden;
        }
        .home {
          grid-template-columns: minmax(0, 1fr);
        }
      }
      @media (prefers-reduced-motion: reduce) {
        @keyframes arrive {
          from {
            opacity: 0;
          }
        }
      }
    `,
  ];
}

const isDemo = (email: string): boolean => email.endsWith(DEMO_EMAIL_END);

declare global {
  interface HTMLElementTagNameMap {
    'ls-app': App;
  }
}
