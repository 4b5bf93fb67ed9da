// Draws everything anew that is on screen: the words are other ones now. What people typed, opened and focused stays.
import { ReactiveElement } from 'lit';

/** @param root its elements are drawn anew, through all shadow trees; it, too. */
export function redraw(root: Element): void {
  if (root instanceof ReactiveElement) root.requestUpdate();
  for (const part of [root, root.shadowRoot]) for (const child of part?.children ?? []) redraw(child);
}
