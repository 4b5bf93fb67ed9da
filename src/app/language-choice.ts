// The choice of the language. It is spoken at once, in every tab.
import { html, LitElement } from 'lit';
import { customElement } from 'lit/decorators.js';
import { applyLanguage, CODES, type Language, nameOf, readLanguage } from './language.ts';
import { base, choices } from './styles.ts';
import { showToast } from './toast.ts';
import { errorWords } from './words/error.ts';
import { settingsWords } from './words/settings.ts';

@customElement('ls-language-choice')
export class LanguageChoice extends LitElement {
  override render() {
    const chosen = readLanguage();
    return html`<select
      part="select"
      aria-label=${settingsWords.language}
      .value=${chosen}
      @change=${this.#choose}
    >
      <option value="system" ?selected=${chosen === 'system'}>${settingsWords.systemLanguage}</option>
      ${CODES.map(
        (code) =>
          html`<option value=${code} lang=${code} ?selected=${code === chosen}>${nameOf(code)}</option>`,
      )}
    </select>`;
  }

  #choose = async (event: Event): Promise<void> => {
    const select = event.target as HTMLSelectElement;
    try {
      await applyLanguage(select.value as Language);
    } catch {
      select.value = readLanguage();
      showToast({ text: errorWords.failed });
    }
  };

  static override styles = [base, choices];
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-language-choice': LanguageChoice;
  }
}
