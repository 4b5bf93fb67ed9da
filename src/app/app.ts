// The shell: who is here, what is open, and how much room there is.
import { provide } from '@lit/context';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { SessionState, SyncStatus } from '../client/types.ts';
import type { LockstepWithUndo } from '../client/undo-stack.ts';
import './announcer.ts';
import type { Announcer } from './announcer.ts';
import './colophon.ts';
import { LiveController } from './live-controller.ts';
import { lockstepContext } from './lockstep-context.ts';
import './mark.ts';
import './rejected-dialog.ts';
import type { RejectedDialog } from './rejected-dialog.ts';
import { navigate, onRoute, readRoute, type Route } from './route.ts';
import './sign-in.ts';
import './sign-in-again.ts';
import type { SignInAgain } from './sign-in-again.ts';
import './sign-out-dialog.ts';
import type { SignOutDialog } from './sign-out-dialog.ts';
import { explain, strings } from './strings.ts';
import { base } from './styles.ts';
import './sync-status.ts';
import './task-detail.ts';
import './tasks-view.ts';
import type { TasksView } from './tasks-view.ts';
import './toast.ts';
import { showToast, type Toast, type ToastContent } from './toast.ts';
import { isUndoKey } from './keys.ts';
import { sayUndo } from './undo-words.ts';

@customElement('ls-app')
export class App extends LitElement {
  @provide({ context: lockstepContext })
  @property({ attribute: false })
  lockstep!: LockstepWithUndo;

  @state() private route: Route = readRoute();
  @state() private leaving = false;
  /** A device without an account is about to get one. */
  @state() private joining = false;
  @query('ls-tasks-view') private view!: TasksView | null;
  @query('ls-announcer') private announcer!: Announcer | null;
  @query('ls-sign-out-dialog') private signOutDialog!: SignOutDialog;
  @query('ls-sign-in-again') private signInAgain!: SignInAgain;
  @query('ls-rejected-dialog') private rejectedDialog!: RejectedDialog;
  @query('ls-toast') private toast!: Toast;
  readonly #session = new LiveController<SessionState>(this);
  readonly #status = new LiveController<SyncStatus>(this);
  #life = new AbortController();

  override connectedCallback(): void {
    super.connectedCallback();
    this.#session.watch(this.lockstep.session);
    this.#status.watch(this.lockstep.status);
    this.#life = new AbortController();
    const { signal } = this.#life;
    const stops = [
      onRoute(() => (this.route = readRoute())),
      this.lockstep.onRemoteChange((change) => this.announcer?.add(change)),
    ];
    signal.addEventListener('abort', () => stops.forEach((stop) => stop()));
    addEventListener(
      'lockstep-toast',
      (event) => this.toast?.show((event as CustomEvent<ToastContent>).detail),
      {
        signal,
      },
    );
    addEventListener('keydown', this.#undoKey, { signal });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#life.abort();
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
              @sign-in-done=${() => (this.joining = false)}
            ></ls-sign-in>`
          : nothing
      }
      <ls-toast></ls-toast>
    `;
  }

  #renderHome({ email, deviceName, local }: Extract<SessionState, { state: 'signed-in' }>) {
    const { route } = this;
    const taskId = route.page === 'task' ? route.id : null;
    return html`
      <div class=${taskId ? 'home with-detail' : 'home'} @keydown=${this.#keydown}>
        <main>
          <header>
            <span class="name"><ls-mark></ls-mark>${strings.appName}</span>
            <ls-sync-status
              .status=${this.#status.value!}
              @sign-in-again=${() => this.signInAgain.ask()}
              @review-rejected=${() => this.rejectedDialog.show()}
            ></ls-sync-status>
          </header>
          <ls-tasks-view .selectedId=${taskId}>
            <ls-colophon
              .email=${email}
              .deviceName=${deviceName}
              .local=${local}
              .busy=${this.leaving}
              @create-account=${() => (this.joining = true)}
              @sign-out=${() => void this.#signOut(false)}
            ></ls-colophon>
          </ls-tasks-view>
        </main>
        ${
          taskId
            ? html`<aside>
                <ls-task-detail .taskId=${taskId} @detail-close=${this.#closeDetail}></ls-task-detail>
              </aside>`
            : nothing
        }
      </div>
      <ls-announcer></ls-announcer>
      <ls-sign-in-again .lockstep=${this.lockstep}></ls-sign-in-again>
      <ls-rejected-dialog @rejected-download=${() => void this.#download()}></ls-rejected-dialog>
      <ls-sign-out-dialog
        @sign-out-retry=${() => void this.#signOut(false)}
        @sign-out-download=${() => void this.#download()}
        @sign-out-discard=${() => void this.#signOut(true)}
      ></ls-sign-out-dialog>
    `;
  }

  #closeDetail = (): void => {
    const { route } = this;
    navigate({ page: 'list' });
    if (route.page === 'task') this.view?.focusTask(route.id);
  };

  #keydown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && !event.defaultPrevented && this.route.page === 'task') this.#closeDetail();
  };

  #undoKey = (event: KeyboardEvent): void => {
    const key = isUndoKey(event);
    if (key === null || this.#session.value?.state !== 'signed-in') return;
    event.preventDefault();
    const { undo } = this.lockstep;
    if (key === 'undo') void sayUndo(undo.undo(), strings.undone, strings.nothingToUndo);
    else void sayUndo(undo.redo(), strings.redone, strings.nothingToRedo);
  };

  async #signOut(discardUnsent: boolean): Promise<void> {
    this.leaving = true;
    try {
      const { unsent } = await this.lockstep.signOut({ discardUnsent });
      if (unsent > 0) this.signOutDialog.ask(unsent);
      else navigate({ page: 'list' });
    } catch (error) {
      showToast({ text: explain(error) });
    } finally {
      this.leaving = false;
    }
  }

  async #download(): Promise<void> {
    const blob = new Blob([await this.lockstep.exportUnsent()], { type: 'application/json' });
    const link = document.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = 'lockstep-unsent.json';
    link.click();
    URL.revokeObjectURL(link.href);
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
        grid-template-columns: minmax(0, 1fr);
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
      aside {
        overflow-y: auto;
        overscroll-behavior: contain;
        background: var(--raised);
        border-inline-start: 1px solid var(--line);
        animation: arrive var(--steady) var(--ease);
      }
      @keyframes arrive {
        from {
          opacity: 0;
          transform: translateX(12px);
        }
      }
      @media (width >= 1024px) {
        .with-detail {
          grid-template-columns: minmax(0, 1fr) clamp(400px, 36vw, 520px);
        }
      }
      @media (width < 1024px) {
        aside {
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
      @media (width < 640px) {
        aside {
          width: 100%;
          border: 0;
          box-shadow: none;
        }
        /* The page under the task must not be reached by Tab or read aloud. */
        .with-detail main {
          visibility: hidden;
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

declare global {
  interface HTMLElementTagNameMap {
    'ls-app': App;
  }
}
