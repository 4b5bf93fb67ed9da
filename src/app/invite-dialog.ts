// A QR code that signs one more device in. What it holds is an address of this server with a code behind the hash,
// which no server log sees.
import { generate } from 'lean-qr';
import { css, html, LitElement, nothing, svg } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { Invitation } from '../protocol/auth.ts';
import { pathToJoin } from './launch.ts';
import { settingsWords as words } from './words/settings.ts';
import { base, controls, dialogs } from './styles.ts';
import { appWords } from './words/app.ts';
import { errorWords } from './words/error.ts';

/** Light modules around the code (ISO/IEC 18004 §5.3.8). */
const QUIET_ZONE = 4;

@customElement('ls-invite-dialog')
export class InviteDialog extends LitElement {
  @state() private invitation: Invitation | null = null;
  /** Said in here: what is outside of a modal dialog is not read aloud. */
  @state() private said = '';
  @query('dialog') private dialog!: HTMLDialogElement;

  show(invitation: Invitation): void {
    this.invitation = invitation;
    this.said = '';
    void this.updateComplete.then(() => this.dialog.showModal());
  }

  override render() {
    const { invitation } = this;
    return html`<dialog aria-labelledby="invite" @close=${() => (this.invitation = null)}>
      <h2 id="invite">${words.addDevice}</h2>
      ${
        invitation
          ? html`<p>${words.addDeviceText}</p>
              ${drawCode(this.#address(invitation))}
              <p>${words.codeEnds({ n: Math.round(invitation.expiresInSeconds / 60) })}</p>
              ${isThisMachine() ? html`<p class="problem">${words.unreachableOrigin}</p>` : nothing}`
          : nothing
      }
      <p class="said" role="status">${this.said}</p>
      <div class="ways">
        <button class="primary" @click=${() => this.dialog.close()}>${appWords.done}</button>
        <button class="outlined" @click=${() => void this.#copy()}>${words.copyLink}</button>
      </div>
    </dialog>`;
  }

  #address = ({ code }: Invitation): string => new URL(pathToJoin(code), location.href).href;

  async #copy(): Promise<void> {
    if (!this.invitation) return;
    await navigator.clipboard.writeText(this.#address(this.invitation)).then(
      () => (this.said = words.copied),
      () => (this.said = errorWords.failed),
    );
  }

  static override styles = [
    base,
    controls,
    dialogs,
    css`
      svg {
        display: block;
        inline-size: min(100%, 15rem);
        margin: 16px auto;
        border-radius: var(--radius-m);
      }
      p.problem {
        color: var(--ember);
      }
      .said:not(:empty) {
        margin-block-start: 12px;
      }
    `,
  ];
}

/** Dark on light in every theme: cameras want it so. */
function drawCode(text: string) {
  const code = generate(text);
  const size = code.size + 2 * QUIET_ZONE;
  let path = '';
  for (let y = 0; y < code.size; y++)
    for (let x = 0; x < code.size; x++)
      if (code.get(x, y)) path += `M${x + QUIET_ZONE} ${y + QUIET_ZONE}h1v1h-1z`;
  return svg`<svg viewBox="0 0 ${size} ${size}" role="img" aria-label=${words.codeName} shape-rendering="crispEdges">
    <rect width=${size} height=${size} fill="#fff"></rect><path d=${path} fill="#000"></path>
  </svg>`;
}

const isThisMachine = () => ['localhost', '127.0.0.1', '[::1]'].includes(location.hostname);

declare global {
  interface HTMLElementTagNameMap {
    'ls-invite-dialog': InviteDialog;
  }
}
