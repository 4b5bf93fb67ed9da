// Where an element stands in a test: in a page with the app's tokens, with a library to talk to.
import { ContextProvider } from '@lit/context';
import { fixture, waitUntil } from '@open-wc/testing';
import type { LitElement, TemplateResult } from 'lit';
import type { Lockstep } from '../../src/client/types.ts';
import { lockstepContext } from '../../src/app/lockstep-context.ts';
import { applyTheme, type Theme } from '../../src/app/theme.ts';

/** Renders `template` with `lockstep` in reach. */
export async function stage<E extends LitElement>(template: TemplateResult, lockstep: Lockstep): Promise<E> {
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
