// How the app looks on this device.
import { css, html, LitElement } from 'lit';
import { customElement } from 'lit/decorators.js';
import { applyDensity, DENSITIES, type Density, readDensity } from './preferences.ts';
import './language-choice.ts';
import { section } from './settings-styles.ts';
import { settingsWords as words } from './words/settings.ts';
import { weekWords } from './words/week.ts';
import { base, controls } from './styles.ts';
import { applyTheme, readTheme, THEMES, type Theme } from './theme.ts';
import { addDays, formatDay } from './dates.ts';
import { applyWeekStart, readWeekStart, WEEK_STARTS, type WeekStart, weekStart } from './week-start.ts';

/** The 5th of January 2026 is a Monday. */
const dayName = (weekday: number): string => formatDay(addDays('2026-01-05', weekday), { weekday: 'long' });

@customElement('ls-settings-appearance')
export class SettingsAppearance extends LitElement {
  override render() {
    return html`
      <h2>${words.appearance}</h2>
      ${this.#choice(
        words.theme,
        THEMES.map((theme) => [theme, words[theme]]),
        readTheme(),
        (value) => applyTheme(value as Theme),
      )}
      ${this.#choice(
        words.density,
        DENSITIES.map((density) => [density, words[`density-${density}`]]),
        readDensity(),
        (value) => applyDensity(value as Density),
      )}
      ${this.#choice(
        weekWords.startsOn,
        WEEK_STARTS.map((one) => {
          const day = dayName(weekStart(one));
          return [one, one === 'auto' ? weekWords.auto({ day }) : day];
        }),
        readWeekStart(),
        (value) => applyWeekStart(value as WeekStart),
      )}
      <label class="row">${words.language} <ls-language-choice></ls-language-choice></label>
      <p class="quiet">${weekWords.pickers}</p>
    `;
  }

  #choice(
    label: string,
    options: readonly (readonly [value: string, words: string])[],
    now: string,
    choose: (value: string) => void,
  ) {
    return html`<label class="row">
      ${label}
      <select @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}>
        ${options.map(
          ([value, text]) => html`<option value=${value} ?selected=${value === now}>${text}</option>`,
        )}
      </select>
    </label>`;
  }

  static override styles = [
    base,
    controls,
    section,
    css`
      p {
        margin-block: 8px 0;
      }
      label:has(ls-language-choice) {
        padding-block: 4px;
      }
      ls-language-choice::part(select) {
        min-height: 36px;
        padding: 4px 8px;
        border: 1px solid var(--control);
        background: var(--raised);
        color: var(--ink);
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-settings-appearance': SettingsAppearance;
  }
}
