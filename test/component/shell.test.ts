import { expect, fixture, html, nextFrame } from '@open-wc/testing';
import '../../src/app/announcer.ts';
import type { Announcer } from '../../src/app/announcer.ts';
import '../../src/app/rejected-dialog.ts';
import type { RejectedDialog } from '../../src/app/rejected-dialog.ts';
import '../../src/app/sign-in.ts';
import type { SignIn } from '../../src/app/sign-in.ts';
import '../../src/app/sign-out-dialog.ts';
import type { SignOutDialog } from '../../src/app/sign-out-dialog.ts';
import '../../src/app/sync-status.ts';
import type { SyncStatusElement } from '../../src/app/sync-status.ts';
import '../../src/app/toast.ts';
import type { Toast, ToastContent } from '../../src/app/toast.ts';
import type { SyncStatus } from '../../src/client/types.ts';
import { LockstepError } from '../../src/protocol/errors.ts';
import { FakeLockstep, rejected, STATUS } from './fake-lockstep.ts';
import {
  button,
  type Clock,
  deep,
  deepAll,
  dress,
  hasFocus,
  stage,
  type,
  until,
  withClock,
  words,
} from './stage.ts';

describe('sign-in', () => {
  async function signIn() {
    const lockstep = new FakeLockstep();
    const element = await fixture<SignIn>(html`<ls-sign-in .lockstep=${lockstep}></ls-sign-in>`);
    const field = (name: string) => deep<HTMLInputElement>(element, `#${name}`);
    const click = (name: string) => button(element, name).click();
    const fill = () => {
      type(field('email'), 'anna@example.org');
      type(field('password'), 'correct horse');
    };
    return { lockstep, element, field, click, fill };
  }

  it('has fields and buttons of the names that everybody relies on', async () => {
    const { element } = await signIn();

    const names = deepAll<HTMLInputElement>(element.shadowRoot!, 'input').map(
      (input) => input.labels![0]!.textContent,
    );
    const buttons = deepAll(element.shadowRoot!, 'button').map((one) => one.textContent.trim());
    expect(names).to.deep.equal(['Email', 'Password', 'Device name']);
    expect(buttons).to.deep.equal(['Sign in', 'Create account', 'Use without an account']);
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

  it('begins without an account on one click', async () => {
    const { lockstep, click, field } = await signIn();

    click('Use without an account');

    await until(() => lockstep.calls.length === 1, 'it was asked for');
    expect(lockstep.calls[0]).to.deep.equal(['useWithoutAccount', field('deviceName').value]);
  });

  it('says that tasks come along, and leads back, where the device is in use already', async () => {
    const { element, click } = await signIn();
    element.joining = true;
    await element.updateComplete;
    let done = 0;
    element.addEventListener('sign-in-done', () => done++);

    expect(words(element)).to.contain('What is on this device comes along.');
    click('Back');

    expect(done).to.equal(1);
  });

  it('says what is plainly wrong beside the field and sends nothing', async () => {
    const { lockstep, click, field, element } = await signIn();
    type(field('email'), 'anna');
    type(field('password'), 'short');

    click('Sign in');

    await until(() => field('email').getAttribute('aria-invalid') === 'true', 'the field is marked');
    expect(deep(element, '#email-note').textContent).to.contain('does not look like an e-mail');
    expect(hasFocus(field('email'))).to.equal(true);
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

  it('points at the e-mail when there is an account with it', async () => {
    const { lockstep, click, fill, field, element } = await signIn();
    fill();
    lockstep.failure = new LockstepError('email-taken');

    click('Create account');

    await until(() => field('email').getAttribute('aria-invalid') === 'true', 'the field is marked');
    expect(field('email').getAttribute('aria-describedby')).to.equal('email-note');
    expect(deep(element, '#email-note').textContent).to.contain('an account with this e-mail already');
    expect(hasFocus(field('email'))).to.equal(true);
  });

  it('asks the server once, however often the button is pressed', async () => {
    const { lockstep, click, fill, element } = await signIn();
    fill();
    const release = lockstep.hold();

    click('Sign in');
    await element.updateComplete;
    click('Sign in');
    click('Create account');
    release();

    await element.updateComplete;
    expect(lockstep.calls).to.have.length(1);
  });

  it('leaves the focus on the button while the server is asked', async () => {
    const { lockstep, click, fill, element } = await signIn();
    fill();
    const release = lockstep.hold();
    button(element, 'Sign in').focus();

    click('Sign in');
    // Browsers take the focus off a disabled control when they draw the next frame.
    await nextFrame();
    await nextFrame();

    expect(hasFocus(button(element, 'Sign in'))).to.equal(true);
    release();
  });

  for (const theme of ['light', 'dark'] as const)
    it(`is accessible in ${theme}, also with an error`, async () => {
      await dress(theme);
      const { element, click, field } = await signIn();
      click('Sign in');
      await until(() => field('email').getAttribute('aria-invalid') === 'true', 'the field is marked');

      await expect(element).to.be.accessible();
    });
});

describe('the sync status', () => {
  const cases: [string, Partial<SyncStatus>, string, string][] = [
    ['everything is everywhere', {}, 'filled', 'In step'],
    ['events are held back on the way', { transport: 'polling' }, 'ring', 'Checking every 20 seconds'],
    ['edits are on their way', { unsent: 2 }, 'ring', 'Sending 2 changes'],
    ['it is getting the others’ changes', { connection: 'connecting' }, 'ring', 'Connecting'],
    ['there is no network', { connection: 'waiting', unsent: 3 }, 'hollow', 'Offline, 3 waiting'],
    ['the session ended', { needsSignIn: true, unsent: 1 }, 'square', 'Sign in to finish syncing 1 change'],
    ['the server refused an edit', { rejected: 1 }, 'square', '1 change needs you'],
    ['the disk is full', { storageError: 'storage-full' }, 'square', 'No room left'],
    ['the host does not answer', { hostReachable: false }, 'hollow', 'Offline'],
    ['no tab was in sight', { connection: 'paused' }, 'hollow', 'Paused'],
    ['the app is too old to write', { needsUpdate: true }, 'square', 'Update to go on syncing'],
    [
      'it is too old and edits wait',
      { needsUpdate: true, unsent: 1 },
      'square',
      'Update to finish syncing 1',
    ],
    ['a newer tab syncs', { connection: 'paused', superseded: true }, 'ring', 'Synced by a newer tab'],
    ['a newer tab is sending', { superseded: true, unsent: 2 }, 'ring', 'Sending 2 changes'],
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

  it('says since when the server is out of reach, and that everything is saved', async () => {
    const liveAt = Date.parse('2026-01-01T14:02:00');
    const status: SyncStatus = { ...STATUS, connection: 'waiting', liveAt };
    const element = await fixture<SyncStatusElement>(
      html`<ls-sync-status .status=${status}></ls-sync-status>`,
    );

    const since = new Date(liveAt).toLocaleTimeString(undefined, { hour: 'numeric', minute: '2-digit' });
    expect(deep(element, '[role=status]').title).to.equal(
      `Saved on this device. Server unreachable since ${since}.`,
    );
  });

  for (const [name, part, intent] of [
    ['Sign in', { needsSignIn: true }, 'sign-in-again'],
    ['Review', { rejected: 1 }, 'review-rejected'],
    ['Update', { needsUpdate: true }, 'take-update'],
  ] as const)
    it(`leads on with ${name}`, async () => {
      const status = { ...STATUS, ...part };
      const element = await fixture<SyncStatusElement>(
        html`<ls-sync-status .status=${status}></ls-sync-status>`,
      );
      let heard = 0;
      element.addEventListener(intent, () => heard++);

      button(element, name).click();

      expect(heard).to.equal(1);
    });

  for (const state of ['waiting', 'outdated'] as const)
    it(`offers the new version that is ${state}, and what needs the person first`, async () => {
      const element = await fixture<SyncStatusElement>(
        html`<ls-sync-status .status=${STATUS} .updateState=${state}></ls-sync-status>`,
      );
      expect(button(element, 'Update')).to.not.equal(undefined);
      await expect(element).to.be.accessible();

      element.status = { ...STATUS, needsSignIn: true };
      await element.updateComplete;

      expect(() => button(element, 'Update')).to.throw();
      expect(button(element, 'Sign in')).to.not.equal(undefined);
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

  async function toast(content: ToastContent) {
    const element = await fixture<Toast>(html`<ls-toast></ls-toast>`);
    const text = () => words(deep(element, '[aria-live=polite]'));
    const show = async (next: ToastContent) => {
      element.show(next);
      await element.updateComplete;
    };
    return { element, text, show: () => show(content), showInstead: show };
  }

  it('goes after six seconds', () =>
    withClock(async (clock) => {
      const { element, text, show } = await toast({ text: 'Copied' });
      await show();

      clock.pass(5_900);
      await element.updateComplete;
      expect(text()).to.equal('Copied');
      clock.pass(100);
      await element.updateComplete;

      expect(text()).to.equal('');
    }));

  for (const [how, enter, leave] of [
    ['is pointed at', 'pointerenter', 'pointerleave'],
    ['has the focus', 'focusin', 'focusout'],
  ] as const)
    it(`stays while it ${how}`, () =>
      withClock(async (clock) => {
        const { element, text, show } = await toast({ text: 'Copied' });
        await show();
        const target = deep(element, enter === 'focusin' ? 'p' : '[aria-live]');

        target.dispatchEvent(new Event(enter));
        clock.pass(60_000);
        await element.updateComplete;
        expect(text()).to.equal('Copied');
        target.dispatchEvent(new Event(leave));
        clock.pass(6_000);
        await element.updateComplete;

        expect(text()).to.equal('');
      }));

  it('stays as long as it has something to do', () =>
    withClock(async (clock) => {
      const { element, text, show } = await toast({
        text: 'A new version is ready.',
        action: { label: 'Reload', run: () => {} },
      });
      await show();

      clock.pass(60_000);
      await element.updateComplete;

      expect(text()).to.equal('A new version is ready. Reload');
    }));

  it('is one at a time, each for its own six seconds', () =>
    withClock(async (clock) => {
      const { element, text, show, showInstead } = await toast({ text: 'First' });
      await show();
      clock.pass(5_000);

      await showInstead({ text: 'Second' });
      clock.pass(5_000);
      await element.updateComplete;

      expect(text()).to.equal('Second');
    }));

  it('can be dismissed', async () => {
    const { element, text, show } = await toast({ text: 'Copied' });
    await show();

    button(element, 'Dismiss').click();
    await element.updateComplete;

    expect(text()).to.equal('');
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
    for (const one of deepAll<HTMLButtonElement>(element.shadowRoot!, 'button')) one.click();

    expect(chosen).to.deep.equal(['sign-out-retry', 'sign-out-download', 'sign-out-discard']);
  });
});

describe('the dialog of refused edits', () => {
  async function dialog(...edits: Parameters<FakeLockstep['refuse']>) {
    const lockstep = new FakeLockstep();
    lockstep.refuse(...edits);
    const element = await stage<RejectedDialog>(html`<ls-rejected-dialog></ls-rejected-dialog>`, lockstep);
    element.show();
    await until(() => deepAll(element.shadowRoot!, 'li').length === edits.length, 'the edits are there');
    return { lockstep, element };
  }

  it('shows each edit with its reason', async () => {
    const { element } = await dialog(
      rejected({ id: 'm1' }),
      rejected({ id: 'm2', kind: 'delete', fields: {} }),
    );

    expect(words(deep(element, 'h2'))).to.equal('2 changes were not taken by the server');
    expect(words(deep(element, 'li'))).to.contain('Change Buy milk The row was deleted');
  });

  it('names the field whose value was not taken', async () => {
    const reason = {
      code: 'invalid-field',
      reason: 'in the server’s words',
      reasonField: 'dueDate',
    } as const;
    const { element } = await dialog(rejected({ id: 'm1', ...reason }));

    expect(words(deep(element, '.reason'))).to.equal('The server does not take this value: the due date.');
  });

  for (const [name, command] of [
    ['Try again', 'retryRejected'],
    ['Discard', 'discardRejected'],
  ] as const)
    it(`takes the decision about one edit: ${name}`, async () => {
      const { lockstep, element } = await dialog(rejected({ id: 'm1' }), rejected({ id: 'm2' }));

      button(element, name).click();

      await until(() => deepAll(element.shadowRoot!, 'li').length === 1, 'one is left');
      expect(lockstep.calls).to.deep.equal([[command, 'm1']]);
      expect(deep<HTMLDialogElement>(element, 'dialog').open).to.equal(true);
    });
});

describe('a refused edit', () => {
  async function dialog(...edits: Parameters<FakeLockstep['refuse']>) {
    const lockstep = new FakeLockstep();
    lockstep.refuse(...edits);
    const element = await stage<RejectedDialog>(html`<ls-rejected-dialog></ls-rejected-dialog>`, lockstep);
    element.show();
    await until(() => deepAll(element.shadowRoot!, 'li').length === edits.length, 'the edits are there');
    return { lockstep, element };
  }

  it('is changed and sent anew', async () => {
    const { lockstep, element } = await dialog(
      rejected({ id: 'm1', fields: { title: 'Too long', dueDate: '2026-05-01' } }),
    );
    button(element, 'Edit').click();
    await until(() => deepAll(element.shadowRoot!, 'form').length === 1, 'the form is there');
    const field = deep<HTMLTextAreaElement>(element, 'textarea');
    expect(hasFocus(field)).to.equal(true);
    expect([field.labels![0]!.textContent.trim(), field.value]).to.deep.equal(['Title', 'Too long']);

    type(field, 'Short');
    type(deep<HTMLInputElement>(element, '[type=date]'), '');
    button(element, 'Send').click();

    await until(() => deepAll(element.shadowRoot!, 'li').length === 0, 'it is on its way');
    expect(lockstep.calls).to.deep.equal([['retryRejected', 'm1', { title: 'Short', dueDate: null }]]);
  });

  it('stays with what was typed when it cannot be stored', async () => {
    const { lockstep, element } = await dialog(rejected({ id: 'm1' }));
    button(element, 'Edit').click();
    await until(() => deepAll(element.shadowRoot!, 'form').length === 1, 'the form is there');
    type(deep<HTMLTextAreaElement>(element, 'textarea'), 'Short');
    lockstep.failure = new LockstepError('storage-full');

    button(element, 'Send').click();

    // In the dialog: what is outside of it is neither to be reached nor read aloud.
    await until(() => words(element).includes('no room left'), 'it is said');
    expect(deep<HTMLTextAreaElement>(element, 'textarea').value).to.equal('Short');
  });

  it('that has no values can be tried again or given up only', async () => {
    const { element } = await dialog(rejected({ id: 'm2', kind: 'delete', fields: {} }));

    expect(() => button(element, 'Edit')).to.throw();
    expect(button(element, 'Try again')).to.be.instanceOf(HTMLButtonElement);
  });

  it('can be kept as a file', async () => {
    const { element } = await dialog(rejected({ id: 'm1' }));
    let asked = 0;
    element.addEventListener('rejected-download', () => asked++);

    button(element, 'Download').click();

    expect(asked).to.equal(1);
  });

  for (const theme of ['light', 'dark'] as const)
    it(`is accessible in ${theme} while it is changed`, async () => {
      await dress(theme);
      const { element } = await dialog(rejected({ id: 'm1', fields: { title: 'a', notes: 'b' } }));
      button(element, 'Edit').click();
      await until(() => deepAll(element.shadowRoot!, 'form').length === 1, 'the form is there');

      await expect(element).to.be.accessible();
    });
});

describe('the announcer', () => {
  const phone = { deviceId: 'phone', deviceName: 'Phone' };
  const tablet = { deviceId: 'tablet', deviceName: 'Tablet' };

  async function announcer(clock: Clock) {
    const element = await fixture<Announcer>(html`<ls-announcer></ls-announcer>`);
    const region = deep(element, '[aria-live=polite]');
    const said: string[] = [];
    const listen = () => region.textContent && said.push(region.textContent);
    new MutationObserver(listen).observe(region, { subtree: true, childList: true, characterData: true });
    const pass = async (ms: number) => {
      clock.pass(ms);
      await element.updateComplete;
      await nextFrame();
    };
    return { element, said, pass };
  }

  it('tells the changes of two seconds in one sentence for each device', () =>
    withClock(async (clock) => {
      const { element, said, pass } = await announcer(clock);

      element.add({ ids: ['a', 'b'], origin: phone, fields: {} });
      await pass(1_500);
      element.add({ ids: ['b', 'c'], origin: phone, fields: {} });
      element.add({ ids: ['a'], origin: tablet, fields: {} });
      expect(said).to.deep.equal([]);
      await pass(500);

      expect(said).to.deep.equal(['3 tasks changed on Phone. 1 task changed on Tablet']);
    }));

  it('tells it again when the same happens again', () =>
    withClock(async (clock) => {
      const { element, said, pass } = await announcer(clock);

      for (const _ of ['first', 'second']) {
        element.add({ ids: ['a'], origin: phone, fields: {} });
        await pass(0);
        await pass(2_000);
      }

      expect(said).to.deep.equal(['1 task changed on Phone', '1 task changed on Phone']);
    }));
});
