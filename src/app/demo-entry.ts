// The first screen of a demo: one button, and what becomes of what one does there.
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Lockstep } from '../client/types.ts';
import type { DemoVisit, Invitation } from '../protocol/auth.ts';
import { type ErrorBody, LockstepError } from '../protocol/errors.ts';
import { codeOf } from '../protocol/refusal.ts';
import { PATHS } from '../protocol/wire.ts';
import { guessDeviceName } from './device-name.ts';
import { explain } from './explain.ts';
import { spoken } from './language.ts';
import { navigate } from './route.ts';
import { base, controls } from './styles.ts';
import { demoWords as words } from './words/demo.ts';

@customElement('ls-demo-entry')
export class DemoEntry extends LitElement {
  @property({ attribute: false }) lockstep!: Lockstep;
  @state() private busy = false;
  @state() private problem = '';

  override render() {
    return html`
      <button class="primary" aria-disabled=${this.busy} @click=${() => void this.#start()}>
        ${this.busy ? words.starting : words.start}
      </button>
      <p class="problem" role="alert">${this.problem || nothing}</p>
      <p>${words.startHint}</p>
      <p>${words.startKeeps}</p>
    `;
  }

  async #start(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.problem = '';
    try {
      const code = await askForVisit();
      // There is most to see, and what the played phone does.
      navigate({ view: { name: 'today' }, taskId: null });
      await this.lockstep.join({ code, deviceName: guessDeviceName(navigator.userAgent) });
    } catch (error) {
      this.problem = explain(error);
    } finally {
      this.busy = false;
    }
  }

  static override styles = [
    base,
    controls,
    css`
      :host {
        display: block;
      }
      button {
        inline-size: 100%;
        min-height: 44px;
        font: var(--text-row);
      }
      p {
        margin-block-start: 12px;
        font: var(--text-s);
        color: var(--ink-3);
        text-wrap: pretty;
      }
      .problem {
        min-height: 18px;
        margin-block-start: 8px;
        color: var(--ember);
      }
      .problem + p {
        margin-block-start: 0;
      }
    `,
  ];
}

/** @returns the code that lets this device into an account full of tasks. @throws LockstepError */
async function askForVisit(): Promise<string> {
  const language = spoken().locale.startsWith('de') ? 'de' : 'en';
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const response = await fetch(PATHS.demo, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ language, timeZone } satisfies DemoVisit),
  }).catch(() => {
    throw new LockstepError('offline');
  });
  const body = (await response.json().catch(() => null)) as Invitation | ErrorBody | null;
  if (!response.ok || body === null) throw new LockstepError(codeOf(response, body as ErrorBody | null));
  return body.code;
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-demo-entry': DemoEntry;
  }
}
