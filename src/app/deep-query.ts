// Finds elements wherever in the tree of shadows they are.

/** Elements that match, in the order of the page as it is written: shadows before what their host contains. */
export function queryDeep<E extends Element = Element>(root: ParentNode, selector: string): E[] {
  return [...root.querySelectorAll('*')].flatMap((element) => [
    ...(element.matches(selector) ? [element as E] : []),
    ...(element.shadowRoot ? queryDeep<E>(element.shadowRoot, selector) : []),
  ]);
}

/** The element that has the focus, behind every shadow. */
export function deepActiveElement(): Element | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
}
