// Notes as they read, as they are edited, and the way between the two.
import { expect, html } from '@open-wc/testing';
import '../../src/app/notes-view.ts';
import type { NotesToggle, NotesView } from '../../src/app/notes-view.ts';
import { safeAddress } from '../../src/app/markdown.ts';
import { isReadable } from '../../src/app/readable-notes.ts';
import '../../src/app/task-detail.ts';
import type { TaskDetail } from '../../src/app/task-detail.ts';
import { FakeLockstep, task } from './fake-lockstep.ts';
import { deep, deepAll, dress, hasFocus, press, stage, type, until, words } from './stage.ts';

async function view(text: string, readOnly = false) {
  const toggles: NotesToggle[] = [];
  const element = await stage<NotesView>(
    html`<ls-notes-view
      .text=${text}
      .readOnly=${readOnly}
      @notes-toggle=${({ detail }: CustomEvent<NotesToggle>) => toggles.push(detail)}
    ></ls-notes-view>`,
    new FakeLockstep(),
  );
  const root = element.shadowRoot!;
  /** The markup without what Lit needs to know its places. */
  const markup = () =>
    root
      .querySelector('div')!
      .innerHTML.replace(/<!--.*?-->/g, '')
      .replace(/\s*\n\s*/g, '');
  return { element, root, toggles, markup };
}

describe('notes that are read', () => {
  before(() => dress('light'));

  it('have paragraphs, lists, quotes, code, and words that are strong, slanted or struck', async () => {
    const { markup } = await view(
      '# Fence\n\n**two** *coats*, ~~three~~ `120`\n\n- sand\n- paint\n\n> slowly\n\n3. dry',
    );

    expect(markup()).to.equal(
      '<h3>Fence</h3><p><strong>two</strong> <em>coats</em>, <del>three</del> <code>120</code></p>' +
        '<ul><li><span class="line">sand</span></li><li><span class="line">paint</span></li></ul>' +
        '<blockquote><p>slowly</p></blockquote><ol start="3"><li><span class="line">dry</span></li></ol>',
    );
  });

  it('never have markup of their own', async () => {
    const source =
      '<img src=x onerror=alert(1)> <b>bold</b>\n\n<script>alert(1)</script>\n\n<iframe src="//x"></iframe>';
    const { element, root } = await view(source);

    expect(root.querySelectorAll('img, b, script, iframe')).to.have.length(0);
    expect(words(element)).to.equal(source.replace(/\n\n/g, ' '));
  });

  it('lead to the web and to mail, and nowhere else', async () => {
    const { element, root } = await view(
      'https://example.org/a www.example.org anna@example.org [x](javascript:alert(1)) [y](data:text/html,x) [z](/path) ' +
        '![pixel](https://example.org/pixel.png) [ref]\n\n[ref]: https://example.org/ref',
    );

    const links = [...root.querySelectorAll('a')];
    expect(links.map((link) => link.getAttribute('href'))).to.deep.equal([
      'https://example.org/a',
      'http://www.example.org/',
      'mailto:anna@example.org',
      'https://example.org/pixel.png',
      'https://example.org/ref',
    ]);
    expect(links.every(({ rel, target }) => rel === 'noopener noreferrer' && target === '_blank')).to.equal(
      true,
    );
    for (const text of ['x', 'y', 'z']) expect(words(element)).to.contain(text);
  });

  for (const address of [
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'file:///etc',
    'vbscript:x',
    '',
  ])
    it(`do not lead to ${JSON.stringify(address)}`, () => expect(safeAddress(address)).to.equal(null));

  it('have boxes that are ticked in the source', async () => {
    const source = 'Before\n\n- [ ] Ladder\n  1. [x] Ask *Ben*\n- [X] Paint\n- [no] box\n';
    const { root, toggles } = await view(source);
    const boxes = [...root.querySelectorAll<HTMLInputElement>('input')];
    expect(boxes.map((box) => [box.ariaLabel ?? box.getAttribute('aria-label'), box.checked])).to.deep.equal([
      ['Ladder', false],
      ['Ask Ben', true],
      ['Paint', true],
    ]);

    for (const box of boxes) box.click();

    expect(toggles.map(({ after }) => after)).to.deep.equal([
      source.replace('[ ] Ladder', '[x] Ladder'),
      source.replace('[x] Ask', '[ ] Ask'),
      source.replace('[X] Paint', '[ ] Paint'),
    ]);
    expect(toggles.every(({ before: from }) => from === source)).to.equal(true);
  });

  it('have boxes that cannot be ticked where nothing can be changed', async () => {
    const { root } = await view('- [ ] Ladder', true);

    expect(root.querySelector('input')!.disabled).to.equal(true);
  });

  it('are shown as they were written when they are too long or too deep to be read', () => {
    expect(isReadable('- [ ] Ladder\n\n  - a\n    - b\n> > quote')).to.equal(true);
    expect(isReadable('* * *\n\n---\n\n----------------------------------------')).to.equal(true);
    for (const text of [
      '',
      'a'.repeat(20_001),
      '>'.repeat(500),
      '- '.repeat(500),
      `- a\n${' '.repeat(80)}- b`,
    ])
      expect(isReadable(text)).to.equal(false);
  });
});

async function panel(notes: string, prepare = (_: FakeLockstep) => {}) {
  const lockstep = new FakeLockstep(task({ id: 'a', notes }));
  prepare(lockstep);
  const element = await stage<TaskDetail>(html`<ls-task-detail taskId="a"></ls-task-detail>`, lockstep);
  await until(() => deepAll(element.shadowRoot!, 'textarea').length === 2, 'the fields are there');
  const field = deepAll<HTMLTextAreaElement>(element.shadowRoot!, 'textarea')[1]!;
  const host = deep(element, 'ls-edit-field.notes');
  const isResting = () => host.hasAttribute('resting');
  return { lockstep, element, field, host, isResting };
}

describe('the notes of a task', () => {
  before(() => dress('light'));

  it('are read until they are edited, and again when that is over', async () => {
    const { field, isResting, lockstep } = await panel('**Two** coats');
    await until(isResting, 'they are shown');

    field.focus();
    await until(() => !isResting(), 'they are edited');
    expect(field.value).to.equal('**Two** coats');
    type(field, '**Three** coats');
    field.blur();

    await until(isResting, 'they are shown again');
    expect(lockstep.open[0]!.notes).to.equal('**Three** coats');
  });

  it('can be edited by a press anywhere on them, and are found by their name all the time', async () => {
    const { field, isResting, host } = await panel('**Two** coats');
    await until(isResting, 'they are shown');

    const { left, top, width, height } = host.getBoundingClientRect();
    let hit = document.elementFromPoint(left + width / 2, top + height / 2);
    while (hit?.shadowRoot?.elementFromPoint(left + width / 2, top + height / 2) && hit !== field)
      hit = hit.shadowRoot.elementFromPoint(left + width / 2, top + height / 2);

    expect(hit === field).to.equal(true);
    expect(field.getAttribute('aria-label')).to.equal('Notes');
  });

  it('show what another device wrote at once while nobody edits them', async () => {
    const { lockstep, element, isResting } = await panel('Two coats');
    await until(isResting, 'they are shown');

    lockstep.changeElsewhere('a', { notes: 'Two *thin* coats' });

    await until(() => deepAll(element.shadowRoot!, 'em').length === 1, 'it is shown');
    expect(isResting()).to.equal(true);
  });

  it('stay as they are typed while another device writes (I9)', async () => {
    const { lockstep, field, isResting } = await panel('Two coats');
    await until(isResting, 'they are shown');
    field.focus();
    type(field, 'Two coats of white');

    lockstep.changeElsewhere('a', { notes: 'Two *thin* coats' });
    await until(() => lockstep.stored.size === 1, 'the draft is stored');

    expect([field.value, isResting()]).to.deep.equal(['Two coats of white', false]);
  });

  it('show an unsaved draft as it was typed, and not what is saved', async () => {
    const { field, isResting } = await panel('Two coats', ({ stored }) =>
      stored.set('a notes', {
        taskId: 'a',
        field: 'notes',
        text: 'Two coats of white',
        base: 'Two coats',
        baseRevision: 1,
      }),
    );

    await until(() => field.value === 'Two coats of white', 'the draft is there');
    expect(isResting()).to.equal(false);
  });

  it('keep a tick of a box, which can be undone', async () => {
    const { lockstep, element, isResting } = await panel('- [ ] Ladder\n- [ ] Paint');
    await until(isResting, 'they are shown');

    deep<HTMLInputElement>(element, 'ls-notes-view').shadowRoot!.querySelectorAll('input')[1]!.click();

    await until(() => lockstep.open[0]!.notes === '- [ ] Ladder\n- [x] Paint', 'it is kept');
    expect(lockstep.calls).to.deep.include([
      'update',
      'a',
      { notes: '- [ ] Ladder\n- [x] Paint' },
      { revision: 1, fields: { notes: '- [ ] Ladder\n- [ ] Paint' } },
    ]);
    await lockstep.undo.undo();
    expect(lockstep.open[0]!.notes).to.equal('- [ ] Ladder\n- [ ] Paint');
  });

  it('leave Escape to the panel when nothing was typed', async () => {
    const { field, isResting } = await panel('Two coats');
    await until(isResting, 'they are shown');
    field.focus();

    expect(press(field, 'Escape')).to.equal(true);
    expect(hasFocus(field)).to.equal(true);
  });

  for (const theme of ['light', 'dark'] as const)
    it(`are accessible in ${theme}`, async function () {
      this.timeout(20_000);
      await dress(theme);
      const { element, isResting } = await panel(
        '# Fence\n\n- [ ] Ladder\n\n> `quote` https://example.org\n\n    code',
      );
      await until(isResting, 'they are shown');

      await expect(element).to.be.accessible();
    });
});
