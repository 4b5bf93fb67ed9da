// Where an element stands in a test: in a page with the app's tokens, with a library to talk to.
import { ContextProvider } from '@lit/context';
import { fixture, waitUntil } from '@open-wc/testing';
import type { LitElement, TemplateResult } from 'lit';
import type { LockstepWithUndo } from '../../src/client/undo-stack.ts';
import { lockstepContext } from '../../src/app/lockstep-context.ts';
import { applyTheme, type Theme } from '../../src/app/theme.ts';
import type { ToastContent } from '../../src/app/toast.ts';

/** Renders `template` with `lockstep` in reach. */
export async function stage<E extends LitElement>(
  template: TemplateResult,
  lockstep: LockstepWithUndo,
): Promise<E> {
  const parentNode = document.createElement('div');
  document.body.append(parentNode);
  new ContextProvider(parentNode, { context: lockstepContext, initialValue: lockstep });
  return fixture<E>(template, { parentNode });
}

/** Dresses the page: axe's contrast means something only with the real tokens. */
export async function dress(theme: Theme): Promise<void> {
  applyTheme(theme);
  if (document.querySelector('link[href$="app.css"]')) return;
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = '/src/app/app.css';
  document.head.append(link);
  await new Promise((resolve) => link.addEventListener('load', resolve, { once: true }));
}

/** Every element that fits, through all shadow trees. */
export function deepAll<E extends Element>(root: ParentNode, selector: string): E[] {
  const found = [...root.querySelectorAll<E>(selector)];
  for (const element of root.querySelectorAll('*'))
    if (element.shadowRoot) found.push(...deepAll<E>(element.shadowRoot, selector));
  return found;
}

/** The first element that fits, through all shadow trees; its host included. */
export function deep<E extends Element = HTMLElement>(root: Element, selector: string): E {
  const [found] = deepAll<E>(root.shadowRoot ?? root, selector);
  if (found === undefined) throw new Error(`nothing fits ${selector}`);
  return found;
}

/** The element that has the focus, in whatever shadow tree. */
export function focused(): Element | null {
  let { activeElement } = document;
  while (activeElement?.shadowRoot?.activeElement) activeElement = activeElement.shadowRoot.activeElement;
  return activeElement;
}

/**
 * Whether `element` has the focus. Elements are compared here and not by an assertion: a failing one would try to
 * print them with everything they refer to.
 */
export const hasFocus = (element: Element | undefined): boolean =>
  element !== undefined && focused() === element;

export const until = (holds: () => boolean, what: string): Promise<void> =>
  waitUntil(holds, what, { timeout: 4_000 });

export const press = (target: Element, key: string, modifiers: KeyboardEventInit = {}): boolean =>
  target.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...modifiers }),
  );

/** Types into a field as a person would: the whole text at once, with its event. */
export function type(field: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  field.value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
}

/** The words that an element shows, through all shadow trees. */
export function words(root: Element): string {
  const shown = (node: Node): string => {
    if (node instanceof Text) return node.data;
    if (node instanceof HTMLStyleElement) return '';
    const within = (node as Element).shadowRoot?.childNodes ?? node.childNodes;
    const nodes = node instanceof HTMLSlotElement ? node.assignedNodes() : [...within];
    return nodes.map(shown).join(' ');
  };
  return shown(root).replace(/\s+/g, ' ').trim();
}

/** The button with this name, through all shadow trees. */
export function button(root: Element, name: string): HTMLButtonElement {
  const found = deepAll<HTMLButtonElement>(root.shadowRoot ?? root, 'button').find(
    (one) => (one.getAttribute('aria-label') ?? one.textContent.trim().replace(/\s+/g, ' ')) === name,
  );
  if (found === undefined) throw new Error(`there is no button ${name}`);
  return found;
}

/** Collects the toasts that are asked for while `act` runs and until one came. */
export async function toastOf(act: () => unknown): Promise<ToastContent> {
  const toasts: ToastContent[] = [];
  const listen = (event: Event) => toasts.push((event as CustomEvent<ToastContent>).detail);
  addEventListener('lockstep-toast', listen);
  try {
    await act();
    await until(() => toasts.length > 0, 'a toast was asked for');
    return toasts[0]!;
  } finally {
    removeEventListener('lockstep-toast', listen);
  }
}

export interface Clock {
  /** Lets `ms` go by: timers that are due run now. */
  pass(ms: number): void;
}

/** Hands the page's timers to `test`; time stands still but for `pass`. */
export async function withClock(test: (clock: Clock) => Promise<void>): Promise<void> {
  const { setTimeout: realSet, clearTimeout: realClear } = window;
  const timers = new Map<number, { at: number; run: () => void }>();
  let [now, last] = [0, 0];
  const set = (run: () => void, ms = 0) => {
    timers.set(++last, { at: now + ms, run });
    return last;
  };
  Object.assign(window, { setTimeout: set, clearTimeout: (id: number) => timers.delete(id) });
  try {
    await test({
      pass(ms) {
        now += ms;
        for (const [id, { at, run }] of [...timers]) if (at <= now && timers.delete(id)) run();
      },
    });
  } finally {
    Object.assign(window, { setTimeout: realSet, clearTimeout: realClear });
  }
}
