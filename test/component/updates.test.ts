// When a page may be loaded anew by itself, and what it is like afterwards.
import { expect, fixture, html } from '@open-wc/testing';
import { deepActiveElement } from '../../src/app/deep-query.ts';
import { Idleness } from '../../src/app/idle.ts';
import { rememberPlace, returnToPlace } from '../../src/app/place.ts';
import '../../src/app/quick-add.ts';
import type { QuickAdd } from '../../src/app/quick-add.ts';
import '../../src/app/sign-out-dialog.ts';
import type { SignOutDialog } from '../../src/app/sign-out-dialog.ts';
import { holdText } from '../../src/app/unsaved.ts';
import type { SyncStatus } from '../../src/client/types.ts';
import { FakeLockstep, STATUS } from './fake-lockstep.ts';

const MINUTE = 60_000;

describe('a tab on screen', () => {
  const now = performance.now.bind(performance);
  let ahead = 0;

  beforeEach(() => {
    ahead = 0;
    performance.now = () => now() + ahead;
  });
  afterEach(() => {
    performance.now = now;
  });

  /** A tab that nobody touched for six minutes. */
  function leftAlone(status: Partial<SyncStatus> = {}): Idleness {
    const lockstep = new FakeLockstep();
    lockstep.status.set({ ...STATUS, ...status });
    const idleness = new Idleness(lockstep);
    ahead += 6 * MINUTE;
    return idleness;
  }

  it('is idle when nobody touched it for minutes, and not before', async () => {
    const idleness = leftAlone();
    expect(await idleness.isIdle()).to.equal(true);

    dispatchEvent(new PointerEvent('pointermove'));
    expect(await idleness.isIdle()).to.equal(false);

    ahead += 4 * MINUTE;
    expect(await idleness.isIdle()).to.equal(false);
    ahead += 2 * MINUTE;
    expect(await idleness.isIdle()).to.equal(true);
  });

  it('is not idle while the server does not have everything', async () => {
    expect(await leftAlone({ unsent: 1 }).isIdle()).to.equal(false);
  });

  it('does not wait for edits that its version cannot send', async () => {
    expect(await leftAlone({ unsent: 1, needsUpdate: true }).isIdle()).to.equal(true);
  });

  it('is not idle while a dialog is open', async () => {
    const dialog = await fixture<SignOutDialog>(html`<ls-sign-out-dialog></ls-sign-out-dialog>`);
    const idleness = leftAlone();

    dialog.ask(1);
    await dialog.updateComplete;

    expect(await idleness.isIdle()).to.equal(false);
  });

  it('is not idle while something is typed that would not survive', async () => {
    const idleness = leftAlone();
    const letGo = holdText(() => Promise.resolve(false));
    expect(await idleness.isIdle()).to.equal(false);

    letGo();

    expect(await idleness.isIdle()).to.equal(true);
  });

  it('is not idle when somebody came back while drafts were being stored', async () => {
    const idleness = leftAlone();
    const letGo = holdText(() => {
      dispatchEvent(new KeyboardEvent('keydown'));
      return true;
    });

    const isIdle = await idleness.isIdle();

    letGo();
    expect(isIdle).to.equal(false);
  });
});

describe('a page that is loaded anew', () => {
  it('has the focus and the caret that it had, when the words are back', async () => {
    const before = await fixture<QuickAdd>(html`<ls-quick-add></ls-quick-add>`);
    before.text = 'Half a thought';
    before.focus();
    (deepActiveElement() as HTMLInputElement).setSelectionRange(2, 5);

    rememberPlace();
    before.remove();
    const after = await fixture<QuickAdd>(html`<ls-quick-add></ls-quick-add>`);
    const returned = returnToPlace();
    after.giveBack('Half a thought');
    await returned;

    const field = deepActiveElement() as HTMLInputElement;
    expect(field.value).to.equal('Half a thought');
    expect([field.selectionStart, field.selectionEnd]).to.deep.equal([2, 5]);
  });

  it('leaves the person alone who began to do something else', async () => {
    const before = await fixture<QuickAdd>(html`<ls-quick-add></ls-quick-add>`);
    before.focus();
    rememberPlace();
    before.remove();
    const returned = returnToPlace();

    dispatchEvent(new PointerEvent('pointerdown'));
    await fixture<QuickAdd>(html`<ls-quick-add></ls-quick-add>`);
    await returned;

    expect(deepActiveElement()).to.equal(document.body);
  });

  it('does so once', async () => {
    const quickAdd = await fixture<QuickAdd>(html`<ls-quick-add></ls-quick-add>`);
    quickAdd.focus();
    rememberPlace();
    await returnToPlace();
    (deepActiveElement() as HTMLElement).blur();

    await returnToPlace();

    expect(deepActiveElement()).to.equal(document.body);
  });
});
