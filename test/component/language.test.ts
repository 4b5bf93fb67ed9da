import { expect, fixture, html } from '@open-wc/testing';
import '../../src/app/app.ts';
import type { App } from '../../src/app/app.ts';
import { describeChange } from '../../src/app/change-words.ts';
import { formatAgo, formatCivil, formatInstant, formatList } from '../../src/app/dates.ts';
import { applyLanguage, readLanguage, spoken } from '../../src/app/language.ts';
import { accountWords } from '../../src/app/words/account.ts';
import { syncWords } from '../../src/app/words/sync.ts';
import { taskWords } from '../../src/app/words/task.ts';
import { FakeLockstep } from './fake-lockstep.ts';
import { button, deep, deepAll, type, until, words } from './stage.ts';

const { documentElement: page } = document;

describe('the language', () => {
  afterEach(async () => {
    await applyLanguage('system', ['en']);
    page.removeAttribute('dir');
  });

  it('is the first that the person reads and the app speaks, with the dates of their country', async () => {
    await applyLanguage('system', ['fr-CH', 'de-CH', 'en']);

    expect(spoken().locale).to.equal('de-CH');
    expect([page.lang, page.dir]).to.deep.equal(['de-CH', 'ltr']);
    expect(accountWords.signIn).to.equal('Anmelden');
  });

  it('is English where the app speaks none that the person reads', async () => {
    await applyLanguage('system', ['fr', 'dee']);

    expect(page.lang).to.equal('en');
    expect(accountWords.signIn).to.equal('Sign in');
  });

  it('is kept when it was chosen, and forgotten when it is the system’s again', async () => {
    await applyLanguage('de', ['en-GB']);
    expect([readLanguage(), spoken().locale]).to.deep.equal(['de', 'de']);

    await applyLanguage('en', ['en-GB']);
    expect([readLanguage(), spoken().locale]).to.deep.equal(['en', 'en-GB']);

    await applyLanguage('system', ['en-GB']);
    expect(readLanguage()).to.equal('system');
  });

  it('is the one chosen last, whichever is loaded last', async () => {
    const german = applyLanguage('de', []);
    await applyLanguage('en', []);
    await german;

    expect([readLanguage(), taskWords.tasks]).to.deep.equal(['en', 'Tasks']);
  });

  it('has its plurals, numbers and dates', async () => {
    await applyLanguage('de', []);

    expect([0, 1, 1234].map((n) => syncWords.offline({ n }))).to.deep.equal([
      'Offline',
      'Offline, 1 wartet',
      'Offline, 1.234 warten',
    ]);
    expect(formatCivil('2026-03-11', '2026-03-10')).to.equal('Morgen');
    expect(formatCivil('2026-03-13', '2026-03-10')).to.equal('Freitag');
    expect(formatCivil('2025-12-03', '2026-03-10')).to.equal('3. Dez. 2025');
    expect(formatAgo(Date.now() - 3 * 60_000)).to.equal('vor 3 Min.');
    expect(formatInstant('2020-05-17T12:00:00Z')).to.equal('17. Mai 2020');
    expect(formatList(['Titel', 'Notizen', 'Fälligkeit'])).to.equal('Titel, Notizen und Fälligkeit');
    expect(describeChange({ field: 'title', before: 'Milch', after: 'Tee' })).to.equal(
      '„Milch“ in „Tee“ umbenannt',
    );
  });

  it('is spoken at once by all that is on screen, which keeps what was typed', async () => {
    const lockstep = new FakeLockstep();
    lockstep.session.set({ state: 'signed-out', left: false });
    const app = await fixture<App>(html`<ls-app .lockstep=${lockstep}></ls-app>`);
    await until(() => deepAll(app.shadowRoot!, '#email').length > 0, 'the first screen is there');
    const email = deep<HTMLInputElement>(app, '#email');
    type(email, 'anna@example.org');
    const choice = deep<HTMLSelectElement>(app, 'select');

    choice.value = 'de';
    choice.dispatchEvent(new Event('change'));

    await until(() => words(app).includes('Ohne Konto verwenden'), 'it is in German');
    button(app, 'Konto anlegen');
    expect(email.isConnected).to.equal(true);
    expect(email.value).to.equal('anna@example.org');
    expect(choice.ariaLabel).to.equal('Sprache');
  });
});
