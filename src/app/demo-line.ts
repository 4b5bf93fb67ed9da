// Says in a demo when everything is put back, and shows the way to see it on two devices. Loaded in a demo only.
import { consume } from '@lit/context';
import { css, html, LitElement } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { Lockstep, SyncStatus } from '../client/types.ts';
import type { Invitation } from '../protocol/auth.ts';
import { PATHS } from '../protocol/wire.ts';
import { formatTime } from './dates.ts';
import { explain } from './explain.ts';
import type { InviteDialog } from './invite-dialog.ts';
import { LiveController } from './live-controller.ts';
import { lockstepContext } from './lockstep-context.ts';
import { base, controls } from './styles.ts';
import { showToast } from './toast.ts';
import { demoWords as words } from './words/demo.ts';

const HOUR_MS = 3600 * 1000;

/** The next full hour, as the server counts them: in UTC. */
const nextHour = (now = Date.now()): number => (Math.floor(now / HOUR_MS) + 1) * HOUR_MS;

@customElement('ls-demo-line')
export class DemoLine extends LitElement {
  @consume({ context: lockstepContext })
  private lockstep!: Lockstep;
  @state() private putBackAt = nextHour();
  @query('ls-invite-dialog') private dialog!: InviteDialog;
  readonly #status = new LiveController<SyncStatus>(this);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #leaving = false;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#status.watch(this.lockstep.status);
    this.#count();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected override updated(): void {
    if (this.#status.value?.needsSignIn && !this.#leaving) void this.#leave();
  }

  override render() {
    return html`
      <p>
        <span>${words.putBack({ time: formatTime(this.putBackAt) })}</span>
        <button class="link" @click=${() => void this.#invite()}>${words.addDevice}</button>
      </p>
      <ls-invite-dialog></ls-invite-dialog>
    `;
  }

  #count = (): void => {
    this.putBackAt = nextHour();
    this.#timer = setTimeout(this.#count, this.putBackAt - Date.now());
  };

  /** The account was removed while nobody was here: there is nothing to keep, and a new visit begins with one tap. */
  async #leave(): Promise<void> {
    this.#leaving = true;
    await this.lockstep.signOut({ discardUnsent: true }).catch(() => {});
    this.#leaving = false;
  }

  async #invite(): Promise<void> {
    try {
      const [invitation] = await Promise.all([
        this.lockstep.request({ method: 'POST', path: PATHS.invitations }) as Promise<Invitation>,
        import('./invite-dialog.ts'),
      ]);
      this.dialog.show(invitation);
    } catch (error) {
      showToast({ text: explain(error) });
    }
  }

  static override styles = [
    base,
    controls,
    css`
      :host {
        display: block;
        max-width: 720px;
        margin-inline: auto;
        padding-inline: calc(var(--gutter) + 36px) var(--gutter);
        font: var(--text-s);
        color: var(--ink-3);
      }
      p {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 0 16px;
        padding-block-end: 8px;
        border-block-end: 1px solid var(--line);
      }
      @media (hover: none) {
        :host {
          padding-inline-start: calc(var(--gutter) + 8px);
        }
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-demo-line': DemoLine;
  }
}
