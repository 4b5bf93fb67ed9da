// Calendar feeds: who has the address reads the open tasks, until it is revoked. RFC 5545 is read by ical.js.
import ICAL from 'ical.js';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CreatedFeed, NewFeed } from '../../src/protocol/feeds.ts';
import { MAX_FEEDS, PATHS } from '../../src/protocol/wire.ts';
import type { ApiClient } from '../support/api-client.ts';
import { TestServer } from '../support/in-process-server.ts';
import { mutation } from '../support/mutation.ts';

let server: TestServer;
let anna: ApiClient;

beforeAll(async () => {
  server = await TestServer.start();
});
afterAll(() => server.stop());
beforeEach(async () => {
  anna = await server.signUp();
});

async function make(json: NewFeed): Promise<CreatedFeed> {
  const answer = await anna.request('POST', PATHS.feeds, { json });
  if (answer.status !== 201) throw new Error(answer.text);
  return answer.body;
}

const read = (path: string, headers: Record<string, string> = {}) => server.request('GET', path, { headers });

async function components(path: string, name: 'vtodo' | 'vevent'): Promise<ICAL.Component[]> {
  const { text } = await read(path);
  return new ICAL.Component(ICAL.parse(text) as [string, [], []]).getAllSubcomponents(name);
}

const summaries = async (path: string, name: 'vtodo' | 'vevent') =>
  (await components(path, name)).map((one) => one.getFirstPropertyValue('summary'));

describe('a feed', () => {
  it('is read with its address alone, as a calendar, and sets no cookie', async () => {
    await anna.add('Buy milk');
    const { path } = await make({ as: 'tasks' });

    const { status, headers, text } = await read(path);

    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(headers.get('set-cookie')).toBeNull();
    expect(headers.get('cache-control')).toBe('private, no-cache');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(text.startsWith('BEGIN:VCALENDAR\r\nVERSION:2.0\r\n')).toBe(true);
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
  });

  it('has no line of more than 75 characters, and its text comes back whole', async () => {
    const title = `Größe; "x", \\ ${'ä'.repeat(200)}`;
    await anna.add(title, { notes: 'One\nTwo, three' });
    const { path } = await make({ as: 'tasks' });

    const { text } = await read(path);
    const [todo] = await components(path, 'vtodo');

    for (const line of text.split('\r\n'))
      expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
    expect(todo!.getFirstPropertyValue('summary')).toBe(title);
    expect(todo!.getFirstPropertyValue('description')).toBe('One\nTwo, three');
  });

  it('of tasks has every open one with its due date, repetition, labels and reminders', async () => {
    const label = mutation({ entity: 'label', fields: { title: 'errand, home' } });
    await anna.mutate([label]);
    const task = await anna.add('Water the plants', {
      dueDate: '2026-05-04',
      dueTime: '09:30',
      priority: 1,
      labels: [label.entityId],
      recurrence: 'FREQ=WEEKLY;BYDAY=MO',
      reminders: ['-PT15M'],
    });
    await anna.add('Done', { completedAt: '2026-05-01T10:00:00.000Z' });
    const gone = await anna.add('Gone');
    await anna.mutate([mutation({ kind: 'delete', entityId: gone.id })]);
    const { path } = await make({ as: 'tasks' });

    const todos = await components(path, 'vtodo');

    expect(todos).toHaveLength(1);
    const text = todos[0]!.toString();
    for (const line of [
      `UID:${task.id}@lockstep`,
      'DUE:20260504T093000',
      'RRULE:FREQ=WEEKLY;BYDAY=MO',
      'PRIORITY:1',
      'CATEGORIES:errand\\, home',
      'STATUS:NEEDS-ACTION',
      'TRIGGER;RELATED=END:-PT15M',
    ])
      expect(text).toContain(line);
  });

  it('of events has the open tasks with a day, which take nobody’s time', async () => {
    await anna.add('All day', { dueDate: '2026-05-01' });
    await anna.add('At a time', { dueDate: '2026-05-01', dueTime: '14:00' });
    await anna.add('Only a start', { startDate: '2026-05-02' });
    await anna.add('Some day');
    const { path } = await make({ as: 'events' });

    const events = await components(path, 'vevent');

    const days = events.map((one) => [
      one.getFirstPropertyValue('summary'),
      String(one.getFirstPropertyValue('dtstart')),
      one.getFirstPropertyValue('transp'),
    ]);
    expect(days.toSorted(([a], [b]) => String(a).localeCompare(String(b)))).toEqual([
      ['All day', '2026-05-01', 'TRANSPARENT'],
      ['At a time', '2026-05-01T14:00:00', 'TRANSPARENT'],
      ['Only a start', '2026-05-02', 'TRANSPARENT'],
    ]);
  });

  it('of a project has that project’s tasks and its name', async () => {
    const project = mutation({ entity: 'project', fields: { title: 'House\r\nBEGIN:VEVENT' } });
    await anna.mutate([project]);
    await anna.add('Paint', { projectId: project.entityId });
    await anna.add('Elsewhere');
    const { path } = await make({ as: 'tasks', projectId: project.entityId });

    expect(await summaries(path, 'vtodo')).toEqual(['Paint']);
    expect((await read(path)).text).toContain('\r\nX-WR-CALNAME:House BEGIN:VEVENT\r\n');
  });

  it.each(['FREQ=NONSENSE', 'FREQ=DAILY\r\nX-EVIL:1', ''])(
    'shows a task whose repetition no calendar understands, without it: %j',
    async (recurrence) => {
      await anna.add('Odd', { recurrence, dueDate: '2026-05-01' });
      const { path } = await make({ as: 'events' });

      expect(await summaries(path, 'vevent')).toEqual(['Odd']);
      expect((await read(path)).text).not.toContain('X-EVIL');
    },
  );

  it('that did not change is answered with 304, and anew after a change', async () => {
    await anna.add('Buy milk');
    const { path } = await make({ as: 'tasks' });
    const etag = (await read(path)).headers.get('etag')!;

    const same = await read(path, { 'if-none-match': `"other", W/${etag}` });
    await anna.add('Buy tea');
    const changed = await read(path, { 'if-none-match': etag });

    expect(same).toMatchObject({ status: 304, text: '' });
    expect(changed.status).toBe(200);
    expect(changed.text).toContain('Buy tea');
  });

  it('is listed without its address, and is gone when it was revoked', async () => {
    const { path, ...feed } = await make({ as: 'events' });

    expect((await anna.request('GET', PATHS.feeds)).body).toEqual({ feeds: [feed] });
    expect((await anna.request('DELETE', `${PATHS.feeds}/${feed.id}`)).status).toBe(204);

    expect(await read(path)).toMatchObject({ status: 404, body: { code: 'not-found' } });
    expect((await anna.request('GET', PATHS.feeds)).body).toEqual({ feeds: [] });
    expect(await anna.request('DELETE', `${PATHS.feeds}/${feed.id}`)).toMatchObject({
      status: 404,
      body: { code: 'unknown-feed' },
    });
  });

  it('goes on when the device that made it signs out', async () => {
    const { path } = await make({ as: 'events' });

    await anna.request('POST', PATHS.logout);

    expect((await read(path)).status).toBe(200);
  });

  it('is stored without its secret', async () => {
    const { path } = await make({ as: 'events' });
    const secret = path.slice('/feeds/'.length, -'.ics'.length);

    using file = new DatabaseSync(server.file, { readOnly: true });
    const rows = JSON.stringify(file.prepare('SELECT * FROM feeds').all());

    expect(secret).toMatch(/^[\w-]{43}$/);
    expect(rows).not.toContain(secret);
  });

  it('is refused when there are too many', async () => {
    for (let i = 0; i < MAX_FEEDS; i++) await make({ as: 'events' });

    expect(await anna.request('POST', PATHS.feeds, { json: { as: 'events' } })).toMatchObject({
      status: 409,
      body: { code: 'too-many-feeds' },
    });
  });

  it.each([{}, { as: 'page' }, { as: 'tasks', projectId: 'x' }, { as: 'tasks', more: 1 }])(
    'is not made of %j',
    async (json) => {
      expect(await anna.request('POST', PATHS.feeds, { json })).toMatchObject({
        status: 400,
        body: { code: 'invalid-body' },
      });
    },
  );

  it.each(['', 'x', `${'A'.repeat(43)}`, `${'A'.repeat(43)}.ics`, '..%2f..%2fetc.ics', '%00.ics'])(
    'is not found by guessing: /feeds/%s',
    async (name) => {
      expect(await read(`/feeds/${name}`)).toMatchObject({ status: 404, body: { code: 'not-found' } });
    },
  );

  it('is not read faster than a calendar needs', async () => {
    await using slow = await TestServer.start({ limits: { feeds: 2 } });

    const statuses: number[] = [];
    for (let i = 0; i < 3; i++) statuses.push((await slow.request('GET', '/feeds/x.ics')).status);

    expect(statuses).toEqual([404, 404, 429]);
  });
});
