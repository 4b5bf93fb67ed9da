// Tells assistive technology about changes from other devices: politely, batched over 2 s, by this one element.
import { html, LitElement } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { RemoteChange } from '../client/types.ts';
import { hiddenVisually } from './styles.ts';
import { syncWords } from './words/sync.ts';

const BATCH_MS = 2_000;

@customElement('ls-announcer')
export class Announcer extends LitElement {
  @state() private words = '';
  #batch = new Map<string, Set<string>>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  add({ ids, origin }: RemoteChange): void {
    const seen = this.#batch.get(origin.deviceName) ?? new Set();
    for (const id of ids) seen.add(id);
    this.#batch.set(origin.deviceName, seen);
    if (this.#timer !== undefined) return;
    // Only a change of the text is read out: the same words again would be none.
    this.words = '';
    this.#timer = setTimeout(() => this.#say(), BATCH_MS);
  }

  override render() {
    return html`<div aria-live="polite">${this.words}</div>`;
  }

  #say(): void {
    this.#timer = undefined;
    this.words = [...this.#batch]
      .map(([device, ids]) => syncWords.changedBy({ n: ids.size, device }))
      .join('. ');
    this.#batch.clear();
  }

  static override styles = hiddenVisually;
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-announcer': Announcer;
  }
}
