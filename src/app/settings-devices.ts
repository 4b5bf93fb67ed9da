// The account's devices: their names, when they were last heard of, and the way in and out for each.
import { consume } from '@lit/context';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { Lockstep, SignedInDevice } from '../client/types.ts';
import type { Invitation } from '../protocol/auth.ts';
import { PATHS } from '../protocol/wire.ts';
import { confirm } from './confirm-dialog.ts';
import { formatAgo } from './dates.ts';
import { deviceHue } from './device-hue.ts';
import type { InviteDialog } from './invite-dialog.ts';
import { lockstepContext } from './lockstep-context.ts';
import { section } from './settings-styles.ts';
import { settingsWords as words } from './words/settings.ts';
import { explain } from './explain.ts';
import { base, controls, fields } from './styles.ts';
import { showToast } from './toast.ts';
import { accountWords } from './words/account.ts';
import { appWords } from './words/app.ts';

@customElement('ls-settings-devices')
export class SettingsDevices extends LitElement {
  @consume({ context: lockstepContext })
  private lockstep!: Lockstep;
  @state() private devices: SignedInDevice[] | null = null;
  @state() private problem = '';
  @state() private renaming: string | null = null;
  @query('ls-invite-dialog') private dialog!: InviteDialog;
  @query('.name') private nameField!: HTMLInputElement | null;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
  }

  override render() {
    return html`<h2>${words.devices}</h2>
      ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : nothing}
      ${this.devices === null && !this.problem ? html`<p class="quiet">${words.asking}</p>` : nothing}
      <ul>
        ${(this.devices ?? []).map((device) => this.#renderDevice(device))}
      </ul>
      <div class="buttons">
        <button class="outlined add" @click=${() => void this.#invite()}>${words.addDevice}</button>
      </div>
      <ls-invite-dialog></ls-invite-dialog>`;
  }

  #renderDevice({ id, name, lastSeenAt, current }: SignedInDevice) {
    if (this.renaming === id)
      return html`<li class="row">
        <form @submit=${(event: Event) => void this.#rename(event, id)}>
          <input
            class="name"
            aria-label=${accountWords.deviceName}
            maxlength="64"
            .value=${name}
            @keydown=${(event: KeyboardEvent) => {
              if (event.key === 'Escape') void this.#endRenaming(id);
            }}
          />
          <button class="primary">${words.save}</button>
          <button type="button" @click=${() => void this.#endRenaming(id)}>${appWords.cancel}</button>
        </form>
      </li>`;
    return html`<li class="row">
      <span class="device">
        <span class="hue" .style=${`background: ${deviceHue(id)}`}></span>
        <span>
          ${name}<br />
          <span class="quiet">
            ${current ? words.thisDevice : words.lastContact({ ago: formatAgo(Date.parse(lastSeenAt)) })}
          </span>
        </span>
      </span>
      <span>
        <button
          data-rename=${id}
          aria-label=${words.renameDevice({ name })}
          @click=${() => this.#startRenaming(id)}
        >
          ${words.rename}
        </button>
        ${
          current
            ? nothing
            : html`<button
                class="danger"
                aria-label=${words.revokeDevice({ name })}
                @click=${() => void this.#revoke(id, name)}
              >
                ${words.revoke}
              </button>`
        }
      </span>
    </li>`;
  }

  async #load(): Promise<void> {
    await this.#run(async () => {
      this.devices = await this.lockstep.devices();
    });
  }

  async #run(work: () => Promise<void>): Promise<void> {
    this.problem = '';
    try {
      await work();
    } catch (error) {
      this.problem = explain(error);
    }
  }

  #startRenaming(id: string): void {
    this.renaming = id;
    void this.updateComplete.then(() => this.nameField?.select());
  }

  async #rename(event: Event, id: string): Promise<void> {
    event.preventDefault();
    const name = this.nameField?.value.trim() ?? '';
    if (name === '') return;
    await this.#run(async () => {
      await this.lockstep.request({ method: 'PATCH', path: `${PATHS.devices}/${id}`, body: { name } });
      this.devices = await this.lockstep.devices();
      await this.#endRenaming(id);
    });
  }

  /** The focus goes back to the button that led into the form. */
  async #endRenaming(id: string): Promise<void> {
    this.renaming = null;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`[data-rename="${id}"]`)?.focus();
  }

  /** What is lost cannot be taken back from here: the device has to be at hand to sign in again. */
  async #revoke(id: string, name: string): Promise<void> {
    const question = { title: words.revokeTitle({ name }), text: words.revokeText, yes: words.revoke };
    if (!(await confirm(question))) return;
    await this.#run(async () => {
      await this.lockstep.request({ method: 'DELETE', path: `${PATHS.devices}/${id}` });
      this.devices = await this.lockstep.devices();
      showToast({ text: words.revoked({ name }) });
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLElement>('.add')?.focus();
    });
  }

  /** The code is made by a library that is loaded when somebody asks for it. */
  async #invite(): Promise<void> {
    await this.#run(async () => {
      const [invitation] = await Promise.all([
        this.lockstep.request({ method: 'POST', path: PATHS.invitations }) as Promise<Invitation>,
        import('./invite-dialog.ts'),
      ]);
      this.dialog.show(invitation);
    });
  }

  static override styles = [
    base,
    controls,
    fields,
    section,
    css`
      .device {
        display: flex;
        align-items: baseline;
        gap: 10px;
        padding-block: 6px;
        overflow-wrap: anywhere;
      }
      .hue {
        flex: none;
        inline-size: 8px;
        block-size: 8px;
        border-radius: 50%;
      }
      form {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        inline-size: 100%;
        padding-block: 6px;
      }
      .name {
        flex: 1 1 12rem;
        width: auto;
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-settings-devices': SettingsDevices;
  }
}
