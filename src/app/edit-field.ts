// One text field of one task, run by an edit session: what is typed here is touched by nothing from outside.
import { consume } from '@lit/context';
import { css, html, LitElement, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import {
  type EditEffect,
  type EditEvent,
  type EditSession,
  openEditSession,
  stepEditSession,
} from '../client/edit-session.ts';
import type { Lockstep } from '../client/types.ts';
import type { Origin } from '../protocol/stream.ts';
import './edit-offer.ts';
import { composes } from './keys.ts';
import { lockstepContext } from './lockstep-context.ts';
import { base } from './styles.ts';
import { holdText } from './unsaved.ts';

/** Drafts are stored at most this long after a keystroke. */
const DRAFT_MS = 250;
/** Long text is saved after this long without a keystroke; titles only when the person is done. */
const IDLE_SAVE_MS = 2_000;

/**
 * @slot view - how the text reads; in the place of the text field as long as nobody edits it
 * @slot what else there is to say about the field, while no other value is on offer
 * @fires field-error when a save or a draft could not be stored; `detail` is the error.
 */
@customElement('ls-edit-field')
export class EditField extends LitElement {
  @consume({ context: lockstepContext })
  private lockstep!: Lockstep;

  @property() taskId = '';
  @property() field: 'title' | 'notes' = 'title';
  @property() label = '';
  @property() placeholder = '';
  /** The field's value as this device has it, own unconfirmed edits included. */
  @property() value = '';
  @property({ type: Number }) revision = 0;
  /** The device that made the latest change, when it is another and known. */
  @property({ attribute: false }) from: Origin | null = null;
  @property({ type: Boolean }) readOnly = false;
  /** There is a view of the text. */
  @property({ type: Boolean }) viewed = false;
  /** The view is shown. The text field lies over it, there for whoever presses it or comes by Tab. */
  @property({ type: Boolean, reflect: true }) protected resting = false;

  @state() private focused = false;
  @state() private session: EditSession = openEditSession('', 0);
  @query('textarea') private textarea!: HTMLTextAreaElement;
  /** The task and field that `session` is bound to. */
  #bound = '';
  #draftTimer: ReturnType<typeof setTimeout> | undefined;
  #saveTimer: ReturnType<typeof setTimeout> | undefined;
  #composing = false;
  #life = new AbortController();

  constructor() {
    super();
    // Only when the focus leaves the whole field: the way to "See both" is no decision to save.
    this.addEventListener('focusout', () => this.#send({ type: 'save' }));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#life = new AbortController();
    const { signal } = this.#life;
    const keep = () => void this.#keepDraft();
    document.addEventListener('visibilitychange', keep, { signal });
    addEventListener('pagehide', keep, { signal });
    signal.addEventListener(
      'abort',
      holdText(() => this.#keepDraft()),
    );
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // A person who closes the panel is done; the draft covers a save that does not get through.
    void this.#keepDraft();
    this.#send({ type: 'save' });
    this.#life.abort();
    clearTimeout(this.#saveTimer);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const binding = `${this.taskId} ${this.field}`;
    if (binding !== this.#bound) {
      this.#bound = binding;
      this.session = openEditSession(this.value, this.revision);
      void this.#restore(this.taskId, this.field);
    } else if (changed.has('value') || changed.has('revision')) {
      const { value: text, revision, from: origin } = this;
      this.#send({ type: 'remote', text, revision, origin, at: Date.now() });
    }
    // What is not saved, or not decided, is never behind a view.
    this.resting = this.viewed && !this.focused && this.session.state === 'clean' && !this.session.theirs;
  }

  protected override updated(): void {
    this.#show();
  }

  override render() {
    return html`
      <slot name="view"></slot>
      <textarea
        aria-label=${this.label}
        placeholder=${this.placeholder}
        rows="1"
        ?readonly=${this.readOnly}
        spellcheck="true"
        enterkeyhint=${this.field === 'title' ? 'done' : 'enter'}
        @input=${this.#typed}
        @compositionstart=${this.#compose}
        @compositionend=${this.#composed}
        @keydown=${this.#keydown}
        @focus=${() => (this.focused = true)}
        @blur=${() => (this.focused = false)}
      ></textarea>
      ${
        this.session.theirs
          ? html`<ls-edit-offer
              .theirs=${this.session.theirs}
              @use-theirs=${() => this.#decide('use-theirs')}
              @keep-mine=${() => this.#decide('keep-mine')}
            ></ls-edit-offer>`
          : html`<slot></slot>`
      }
    `;
  }

  /** Writes the session's text to the field, unless it stands there already or is being composed. */
  #show(): void {
    const { textarea, session } = this;
    if (!this.#composing && textarea.value !== session.draft) {
      const { selectionStart, selectionEnd, scrollTop } = textarea;
      const focused = (this.renderRoot as ShadowRoot).activeElement === textarea;
      textarea.value = session.draft;
      if (focused) textarea.setSelectionRange(selectionStart, selectionEnd);
      textarea.scrollTop = scrollTop;
    }
    this.#fit();
  }

  /** Grows with the text where the browser does not do it itself (`field-sizing`). */
  #fit(): void {
    if (CSS.supports('field-sizing', 'content')) return;
    const { style, scrollTop } = this.textarea;
    // The field keeps its room while it is measured: nothing around it may scroll.
    this.style.minBlockSize = `${this.offsetHeight}px`;
    style.blockSize = 'auto';
    style.blockSize = `${this.textarea.scrollHeight}px`;
    this.style.minBlockSize = '';
    this.textarea.scrollTop = scrollTop;
  }

  #send(event: EditEvent): void {
    const { session, effects } = stepEditSession(this.session, event);
    this.session = session;
    for (const effect of effects) this.#perform(effect);
  }

  #perform(effect: EditEffect): void {
    switch (effect.type) {
      case 'show':
        // Done by the update that the new session causes.
        return;
      case 'keep-draft':
        this.#draftTimer ??= setTimeout(() => void this.#keepDraft(), DRAFT_MS);
        return;
      case 'drop-draft':
        clearTimeout(this.#draftTimer);
        this.#draftTimer = undefined;
        this.lockstep.drafts.delete(this.taskId, this.field).catch(this.#failed);
        return;
      case 'save':
        return this.#save(effect);
    }
  }

  #save({ text, base: before, baseRevision }: Extract<EditEffect, { type: 'save' }>): void {
    const { taskId, field } = this;
    // A task keeps a title: an empty one stays a draft until it says something.
    if (field === 'title' && text.trim() === '') return this.#send({ type: 'failed' });
    const start = { revision: baseRevision, fields: { [field]: orNull(before) } };
    const binding = this.#bound;
    this.lockstep.tasks.update(taskId, { [field]: orNull(text) }, start).then(
      () => binding === this.#bound && this.#send({ type: 'saved' }),
      (error: unknown) => {
        if (binding === this.#bound) this.#send({ type: 'failed' });
        this.#failed(error);
      },
    );
  }

  /** Resolves with whether nothing that was typed is lost now when the page is. */
  async #keepDraft(): Promise<boolean> {
    clearTimeout(this.#draftTimer);
    this.#draftTimer = undefined;
    if (this.session.state === 'clean') return true;
    const { taskId, field } = this;
    const { draft: text, base: before, baseRevision } = this.session;
    try {
      await this.lockstep.drafts.put({ taskId, field, text, base: before, baseRevision });
      return true;
    } catch (error) {
      this.#failed(error);
      return false;
    }
  }

  async #restore(taskId: string, field: 'title' | 'notes'): Promise<void> {
    if (taskId === '') return;
    const draft = await this.lockstep.drafts.get(taskId, field).catch(() => undefined);
    if (draft === undefined || this.#bound !== `${taskId} ${field}`) return;
    const { text, base: before, baseRevision } = draft;
    this.#send({ type: 'restored', text, base: before, baseRevision, at: Date.now() });
  }

  #typed = (): void => {
    this.#send({ type: 'input', text: this.textarea.value });
    clearTimeout(this.#saveTimer);
    if (this.field === 'notes') this.#saveTimer = setTimeout(this.#idle, IDLE_SAVE_MS);
  };

  #idle = (): void => {
    const undecided = this.session.state === 'dirty' && this.session.theirs !== null;
    if (!this.#composing && !undecided) this.#send({ type: 'save' });
  };

  #compose = (): void => {
    this.#composing = true;
    this.#send({ type: 'compose' });
  };

  #composed = (): void => {
    this.#composing = false;
    this.#typed();
  };

  #keydown = (event: KeyboardEvent): void => {
    if (composes(event)) return;
    const done = this.field === 'title' ? !event.shiftKey : event.ctrlKey || event.metaKey;
    if (event.key === 'Enter' && done) {
      event.preventDefault();
      this.#send({ type: 'save' });
    }
    if (event.key === 'Escape' && hasUnsaved(this.session)) {
      event.stopPropagation();
      this.#send({ type: 'cancel' });
    }
  };

  #decide(type: 'use-theirs' | 'keep-mine'): void {
    this.#send({ type });
    this.textarea.focus();
  }

  #failed = (error: unknown): void => {
    this.dispatchEvent(new CustomEvent('field-error', { detail: error, bubbles: true, composed: true }));
  };

  static override styles = [
    base,
    css`
      :host {
        display: block;
      }
      textarea {
        display: block;
        inline-size: calc(100% + 16px);
        margin: 0 -8px;
        padding: 4px 8px;
        unicode-bidi: plaintext;
        border: 1px solid transparent;
        border-radius: var(--radius);
        background: none;
        color: inherit;
        font: inherit;
        letter-spacing: inherit;
        resize: none;
        overflow: hidden;
        field-sizing: content;
        overflow-wrap: anywhere;
        transition: border-color var(--fast) var(--ease);
      }
      :host([resting]) {
        position: relative;
        isolation: isolate;
      }
      :host([resting]) textarea {
        position: absolute;
        inset: 0 -8px;
        z-index: 1;
        block-size: 100% !important;
        opacity: 0;
        cursor: text;
      }
      slot[name='view'] {
        display: block;
        padding-block: 5px;
      }
      :host(:not([resting])) slot[name='view'] {
        display: none;
      }
      textarea::placeholder {
        color: var(--ink-3);
        opacity: 1;
      }
      textarea:hover {
        border-color: var(--line);
      }
      textarea:focus {
        outline: 2px solid var(--focus);
        outline-offset: 0;
        border-color: transparent;
      }
    `,
  ];
}

/** An empty text clears the field. */
const orNull = (text: string) => (text === '' ? null : text);

/** Escape has something to take back: what is being saved stays saved. */
const hasUnsaved = (session: EditSession): boolean =>
  session.state === 'dirty' || (session.state === 'saving' && session.draft !== session.sent);

declare global {
  interface HTMLElementTagNameMap {
    'ls-edit-field': EditField;
  }
}
