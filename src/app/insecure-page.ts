// What stands in the app's place where the page came without encryption from another machine: what the browser denies
// there, found out by trying, and the ways out. Loaded there only.
import { css, html, LitElement } from 'lit';
import { customElement } from 'lit/decorators.js';
import './mark.ts';
import { base } from './styles.ts';
import { appWords } from './words/app.ts';
import { insecureWords as words } from './words/insecure.ts';

type Denied = 'locks' | 'serviceWorker' | 'install' | 'persistence' | 'clipboard';

/** What the app would need of the browser and cannot have here. */
function findDenied(): Denied[] {
  const there: Record<Denied, boolean> = {
    locks: 'locks' in navigator,
    serviceWorker: 'serviceWorker' in navigator,
    // Every browser asks for a page that is secure.
    install: isSecureContext,
    persistence: 'storage' in navigator,
    clipboard: 'clipboard' in navigator,
  };
  return (Object.keys(there) as Denied[]).filter((one) => !there[one]);
}

@customElement('ls-insecure-page')
export class InsecurePage extends LitElement {
  override render() {
    const { hostname, port } = location;
    const from = port || '80';
    const local = `http://localhost:${from}`;
    return html`<main>
      <p class="name"><ls-mark></ls-mark>${appWords.appName}</p>
      <h1>${words.title}</h1>
      <p>${words.text}</p>
      <h2>${words.missing}</h2>
      <ul>
        ${findDenied().map((one) => html`<li>${words[`missing-${one}`]}</li>`)}
      </ul>
      <h2>${words.ways}</h2>
      <ol>
        <li>${words.wayHere({ address: local })}</li>
        <li>
          ${words.wayTunnel({ address: local })}
          <pre>ssh -L ${from}:localhost:${from} ${hostname}</pre>
        </li>
        <li>
          ${words.wayProxy}
          <pre>
caddy reverse-proxy --from tasks.example --to localhost:${from}
LOCKSTEP_PUBLIC_URL=https://tasks.example npm start</pre>
        </li>
      </ol>
    </main>`;
  }

  static override styles = [
    base,
    css`
      :host {
        display: grid;
        place-items: center;
        min-height: 100%;
        padding: 48px 24px;
      }
      main {
        width: min(100%, 38rem);
      }
      .name {
        display: flex;
        align-items: center;
        gap: 8px;
        font: var(--text-s);
        font-weight: var(--strong);
        color: var(--ink-2);
      }
      h1 {
        margin-block: 8px 12px;
        font: var(--text-detail);
        font-weight: var(--strong);
        letter-spacing: -0.015em;
      }
      h2 {
        margin-block: 28px 4px;
        font: var(--text-row);
        font-weight: var(--strong);
      }
      p,
      li {
        color: var(--ink-2);
        text-wrap: pretty;
      }
      ul,
      ol {
        margin: 0;
        padding-inline-start: 1.4em;
      }
      ol li {
        margin-block-start: 8px;
      }
      pre {
        margin: 8px 0 0;
        padding: 10px 12px;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--sunken);
        color: var(--ink);
        font:
          0.8125rem/1.4 ui-monospace,
          monospace;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
        direction: ltr;
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-insecure-page': InsecurePage;
  }
}
