// The whole library in one page, without a framework: session, live list, commands, status.
import hostUrl from '../../host/worker.ts?sharedworker&url';
import { createLockstep, LockstepError, type TaskView } from '../index.ts';

const text = (form: FormData, name: string) => form.get(name) as string;
const find = <E extends HTMLElement>(id: string) => document.getElementById(id) as E;
const problem = find('problem');

// The page's policy demands that script addresses are vouched for where the browser knows Trusted Types.
const vouched =
  window.trustedTypes
    ?.createPolicy('lockstep-url', { createScriptURL: (url) => url })
    .createScriptURL(hostUrl) ?? hostUrl;

const lockstep = createLockstep({ hostUrl: vouched });
const list = lockstep.liveTasks({ open: 50 });

lockstep.session.subscribe(({ state }) => {
  find('sign-in').hidden = state !== 'signed-out';
  find('tasks').hidden = state !== 'signed-in';
});

list.subscribe(({ open }) => find('list').replaceChildren(...open.tasks.map(toItem)));

lockstep.status.subscribe(({ connection, unsent }) => {
  find('sync').textContent = `${connection}${unsent > 0 ? `, ${unsent} to send` : ''}`;
});

find<HTMLFormElement>('add').addEventListener('submit', (event) => {
  event.preventDefault();
  const form = event.currentTarget as HTMLFormElement;
  const title = text(new FormData(form), 'title').trim();
  if (title === '') return;
  lockstep.tasks.create({ title }).then(() => form.reset(), say);
});

find<HTMLFormElement>('sign-in').addEventListener('submit', (event) => {
  event.preventDefault();
  const form = new FormData(event.currentTarget as HTMLFormElement, event.submitter);
  const credentials = {
    email: text(form, 'email'),
    password: text(form, 'password'),
    deviceName: 'Example page',
  };
  const enter = form.get('intent') === 'register' ? lockstep.register : lockstep.signIn;
  enter(credentials).then(() => (problem.textContent = ''), say);
});

find('sign-out').addEventListener('click', () => void lockstep.signOut().catch(say));

function toItem(task: TaskView): HTMLLIElement {
  const item = document.createElement('li');
  const label = document.createElement('label');
  const box = document.createElement('input');
  box.type = 'checkbox';
  box.checked = task.completedAt !== undefined;
  box.addEventListener('change', () => void lockstep.tasks.complete(task.id, box.checked).catch(say));
  label.append(box, ` ${task.title}`);
  item.append(label);
  return item;
}

function say(error: unknown): void {
  problem.textContent = error instanceof LockstepError ? error.message : String(error);
}
