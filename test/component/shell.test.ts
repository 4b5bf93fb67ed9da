import { expect, fixture, html } from '@open-wc/testing';
import '../../src/app/announcer.ts';
import type { Announcer } from '../../src/app/announcer.ts';
import '../../src/app/sign-in.ts';
import type { SignIn } from '../../src/app/sign-in.ts';
import '../../src/app/sign-out-dialog.ts';
import type { SignOutDialog } from '../../src/app/sign-out-dialog.ts';
import '../../src/app/sync-status.ts';
import type { SyncStatusElement } from '../../src/app/sync-status.ts';
import '../../src/app/toast.ts';
import type { Toast } from '../../src/app/toast.ts';
import type { SyncStatus } from '../../src/client/types.ts';
import { LockstepError } from '../../src/protocol/errors.ts';
import { FakeLockstep, STATUS } from './fake-lockstep.ts';
import { deep, deepAll, dress, focused, type, until } from './stage.ts';

describe('sign-in', () => {
  async function signIn() {
    const lockstep = new FakeLockstep();
    const element = await fixture<SignIn>(html`<ls-sign-in .lockstep=${lockstep}></ls-sign-in>`);
    const field = (name: string) => deep<HTMLInputElement>(element, `#${name}`);
    const click = (name: string) =>
      deepAll<HTMLButtonElement>(element.shadowRoot!, 'button')
        .find((button) => button.textContent?.trim() === name)!
        .click();
    const fill = () => {
      type(field('email'), 'anna@example.org');
      type(field('password'), 'correct horse');
    };
    return { lockstep, element, field, click, fill };
  }

  it('has fields and buttons of the names that everybody relies on', async () => {
    const { element } = await signIn();

    const labels = deepAll<HTMLLabelElement>(element.shadowRoot!, 'label').map((label) => label.textContent);
    const buttons = deepAll(element.shadowRoot!, 'button').map((button) => button.textContent?.trim());
    expect(labels).to.deep.equal(['Email', 'Password', 'Device name']);
    expect(buttons).to.deep.equal(['Sign in', 'Create account']);
  });

  for (const [name, command] of [
    ['Sign in', 'signIn'],
    ['Create account', 'register'],
  ] as const)
    it(`${name} sends what was typed, with a guess for the device`, async () => {
      const { lockstep, click, fill, field } = await signIn();
      fill();

      click(name);

      await until(() => lockstep.calls.length === 1, 'it was sent');
      const deviceName = field('deviceName').value;
      expect(deviceName).not.to.equal('');
      expect(lockstep.calls[0]).to.deep.equal([
        command,
        { email: 'anna@example.org', password: 'correct horse', deviceName },
      ]);
    });

  it('says what is plainly wrong beside the field and sends nothing', async () => {
    const { lockstep, click, field, element } = await signIn();
    type(field('email'), 'anna');
    type(field('password'), 'short');

    click('Sign in');

    await until(() => field('email').getAttribute('aria-invalid') === 'true', 'the field is marked');
    expect(deep(element, '#email-note').textContent).to.contain('does not look like an e-mail');
    expect(focused()).to.equal(field('email'));
    expect(lockstep.calls).to.deep.equal([]);
  });

  it('says the server’s refusal in words and keeps what was typed', async () => {
    const { lockstep, click, fill, field, element } = await signIn();
    fill();
    lockstep.failure = new LockstepError('invalid-credentials');

    click('Sign in');

    await until(
      () => deep(element, '[role=alert]').textContent!.includes('do not belong together'),
      'it says so',
    );
    expect(field('email').value).to.equal('anna@example.org');
    expect(field('password').value).to.equal('correct horse');
  });

  for (const theme of ['light', 'dark'] as const)
    it(`is accessible in ${theme}`, async () => {
      await dress(theme);
      const { element } = await signIn();

      await expect(element).to.be.accessible();
    });
});

describe('the sync status', () => {
  const cases: [string, Partial<SyncStatus>, string, string][] = [
    ['everything is everywhere', {}, 'filled', 'In step'],
    ['edits are on their way', { unsent: 2 }, 'ring', 'Sending 2 changes'],
    ['it is getting the others’ changes', { connection: 'connecting' }, 'ring', 'Connecting'],
    ['there is no network', { connection: 'waiting', unsent: 3 }, 'hollow', 'Offline, 3 waiting'],
    ['the session ended', { needsSignIn: true, unsent: 1 }, 'square', 'Sign in to finish syncing 1 change'],
    ['the server refused an edit', { rejected: 1 }, 'square', '1 change needs you'],
    ['the browser is full', { storageError: 'storage-full' }, 'square', 'no room left'],
    ['the host does not answer', { hostReachable: false }, 'hollow', 'Offline'],
  ];
  for (const [when, part, dot, words] of cases)
    it(`says "${words}" when ${when}`, async () => {
      const status = { ...STATUS, ...part };
      const element = await fixture<SyncStatusElement>(
        html`<ls-sync-status .status=${status}></ls-sync-status>`,
      );

      const box = deep(element, '[role=status]');
      expect(box.getAttribute('aria-label')).to.equal('Sync');
      expect(box.textContent).to.contain(words);
      expect(deep(element, '.dot').className).to.equal(`dot ${dot}`);
    });
});

describe('a toast', () => {
  it('shows what happened and takes it back once', async () => {
    const element = await fixture<Toast>(html`<ls-toast></ls-toast>`);
    let undone = 0;

    element.show({ text: 'Deleted “Buy milk”', undo: async () => undone++ });
    await until(() => deepAll(element.shadowRoot!, 'button').length === 2, 'it is there');
    deep<HTMLButtonElement>(element, 'button').click();

    await until(() => deepAll(element.shadowRoot!, 'button').length === 0, 'it is gone');
    expect(undone).to.equal(1);
  });
});

describe('the sign-out dialog', () => {
  it('names what would be lost, and says what was chosen', async () => {
    const element = await fixture<SignOutDialog>(html`<ls-sign-out-dialog></ls-sign-out-dialog>`);
    const chosen: string[] = [];
    for (const name of ['sign-out-retry', 'sign-out-download', 'sign-out-discard'])
      element.addEventListener(name, () => chosen.push(name));

    element.ask(3);
    await until(() => deep<HTMLDialogElement>(element, 'dialog').open, 'it is open');
    expect(deep(element, 'h2').textContent).to.equal('3 changes are only on this device');
    for (const button of deepAll<HTMLButtonElement>(element.shadowRoot!, 'button')) button.click();

    expect(chosen).to.deep.equal(['sign-out-retry', 'sign-out-download', 'sign-out-discard']);
  });
});

describe('the announcer', () => {
  it('tells changes of two seconds in one sentence for each device', async () => {
    const element = await fixture<Announcer>(html`<ls-announcer></ls-announcer>`);
    const words = () => deep(element, '[aria-live=polite]').textContent!;
    const origin = { deviceId: 'phone', deviceName: 'Phone' };

    element.add({ ids: ['a', 'b'], origin, fields: {} });
    element.add({ ids: ['b', 'c'], origin, fields: {} });
    expect(words()).to.equal('');

    await until(() => words() === '3 tasks changed on Phone', 'it was told');
  }).timeout(8_000);
});
