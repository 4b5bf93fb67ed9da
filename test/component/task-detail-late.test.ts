import { expect, html } from '@open-wc/testing';
import type { LitElement } from 'lit';
import { FakeLockstep, task } from './fake-lockstep.ts';
import { deepAll, stage, until, words } from './stage.ts';

describe('the detail panel that is loaded after it was asked for', () => {
  it('shows the task that was meant', async () => {
    const element = await stage<LitElement>(
      html`<ls-task-detail .taskId=${'a'}></ls-task-detail>`,
      new FakeLockstep(task({ id: 'a', title: 'Buy milk' })),
    );

    await import('../../src/app/task-detail.ts');

    await until(() => element.shadowRoot !== null, 'it is there');
    await until(() => deepAll(element.shadowRoot!, 'textarea').length > 0, 'the task is there');
    expect(deepAll<HTMLTextAreaElement>(element.shadowRoot!, 'textarea')[0]!.value).to.equal('Buy milk');
    expect(words(element)).not.to.contain('no such task');
  });
});
