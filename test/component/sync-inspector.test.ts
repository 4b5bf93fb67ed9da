import { expect, html } from '@open-wc/testing';
import '../../src/app/sync-inspector.ts';
import type { SyncInspector } from '../../src/app/sync-inspector.ts';
import { SyncTape } from '../../src/app/sync-tape.ts';
import { FakeLockstep, rejected, task } from './fake-lockstep.ts';
import { button, deepAll, dress, stage, until, words } from './stage.ts';

const DEVICES = [
  { id: 'laptop', name: 'Laptop', createdAt: '', lastSeenAt: new Date().toISOString(), current: true },
  { id: 'phone', name: 'Phone', createdAt: '', lastSeenAt: '2026-01-01T10:00:00.000Z', current: false },
];

async function inspector(prepare = (_: FakeLockstep) => {}) {
  const lockstep = new FakeLockstep(task({ id: 'a', title: 'Buy milk', revision: 2 }));
  lockstep.signedIn = DEVICES;
  prepare(lockstep);
  const tape = new SyncTape(lockstep);
  tape.run();
  const element = await stage<SyncInspector>(
    html`<ls-sync-inspector .status=${lockstep.status.value} .tape=${tape}></ls-sync-inspector>`,
    lockstep,
  );
  await element.show();
  await element.updateComplete;
  return { lockstep, element, text: () => words(element) };
}

describe('the sync inspector', () => {
  before(() => dress('light'));

  it('says how changes come, what waits and which devices there are', async () => {
    const { text } = await inspector();

    expect(text()).to.include('Nothing waits for the server');
    expect(text()).to.match(/Laptop\s*this device/);
    expect(text()).to.include('Phone');
    expect(text()).to.include('Nothing from other devices since this tab was opened.');
  });

  it('lists each edit that waits and each that was not taken, by its title or by its fields', async () => {
    const { text } = await inspector((lockstep) => {
      const { code: _, reason: __, ...edit } = rejected({ id: '1', fields: { notes: 'x', dueDate: null } });
      lockstep.waiting = [edit, { ...edit, id: '2', kind: 'create', fields: { title: 'Call Anna' } }];
    });

    expect(text()).to.match(/Change\s*the notes, the due date/);
    expect(text()).to.match(/New task\s*Call Anna/);
  });

  it('writes down what comes in, the newest first', async () => {
    const { lockstep, element, text } = await inspector();

    lockstep.changeElsewhere('a', { title: 'Buy oat milk' });
    await until(() => text().includes('Phone · renamed · Buy oat milk'), 'the change is on the tape');
    lockstep.changeElsewhere('a', { completedAt: '2026-01-01T10:00:00.000Z' });
    await until(() => text().includes('Phone · completed · Buy oat milk'), 'so is the next');

    const [first] = deepAll(element.shadowRoot!, 'ol li');
    expect(first!.textContent).to.include('completed');
  });

  it('says plainly that the devices could not be asked for', async () => {
    const { text } = await inspector((lockstep) => {
      lockstep.devices = () => Promise.reject(new Error('no network'));
    });

    expect(text()).not.to.include('Asking the server');
  });

  it('closes on Done', async () => {
    const { element } = await inspector();

    button(element, 'Done').click();

    expect(element.shadowRoot!.querySelector('dialog')!.open).to.equal(false);
  });
});
