import { describe, expect, it } from 'vitest';
import { parseQuery, QueryError, resolveDay } from '../../../src/client/filter-query.ts';
import type { Label, Project, Task } from '../../../src/protocol/rows.ts';

const world = {
  today: '2026-11-24',
  projects: [{ id: 'house', title: 'House work' } as Project],
  labels: [{ id: 'errand', title: 'Errand' } as Label, { id: 'cafe', title: 'Café' } as Label],
};
const task = (fields: object) =>
  ({ title: 'Buy milk', createdAt: '2026-11-20T08:00:00.000Z', ...fields }) as Task;
const fits = (query: string, fields: object) => parseQuery(query).fits(task(fields), world);

describe('a query', () => {
  it.each([
    ['milk', {}, true],
    ['MILK', {}, true],
    ['"buy milk"', {}, true],
    ['"milk buy"', {}, false],
    ['milk buy', {}, true],
    ['cafe', { notes: 'at the Café' }, true],
    ['bread', {}, false],
    ['#"house work"', { projectId: 'house' }, true],
    ['#"house work"', {}, false],
    ['@errand', { labels: ['errand'] }, true],
    ['@cafe', { labels: ['cafe'] }, true],
    ['-@errand', { labels: ['errand'] }, false],
    ['not @errand', {}, true],
    ['!1', { priority: 1 }, true],
    ['!4', {}, true],
    ['due:today', { dueDate: '2026-11-24' }, true],
    ['due:tomorrow', { dueDate: '2026-11-24' }, false],
    ['due:<+7d', { dueDate: '2026-11-30' }, true],
    ['due:<+7d', { dueDate: '2026-12-01' }, false],
    ['due:<=+1w', { dueDate: '2026-12-01' }, true],
    ['due:>=2026-12-24', { dueDate: '2026-12-24' }, true],
    ['due:<today', {}, false],
    ['due:none', {}, true],
    ['due:any', { dueDate: '2026-12-24' }, true],
    ['created:>-7d', {}, true],
    ['is:overdue', { dueDate: '2026-11-23' }, true],
    ['is:recurring', { recurrence: 'FREQ=DAILY' }, true],
    ['has:notes', { notes: 'x' }, true],
    ['has:notes', {}, false],
    ['@errand or !1', { priority: 1 }, true],
    ['@errand | !1', { labels: ['errand'] }, true],
    ['milk @errand or bread', {}, false],
    ['milk (@errand or !1)', { priority: 1 }, true],
    ['milk -(@errand or !1)', { priority: 1 }, false],
  ])('%s', (query, fields, expected) => {
    expect(fits(query, fields)).toBe(expected);
  });

  it.each([
    ['', 'empty', 0],
    ['milk (bread', 'unclosed', 5],
    ['milk)', 'unexpected', 4],
    ['or milk', 'unexpected', 0],
    ['milk or', 'unexpected', 7],
    ['due:someday', 'bad-value', 0],
    ['milk due:2026-02-30', 'bad-value', 5],
    ['is:nice', 'bad-value', 0],
    ['colour:red', 'unknown-word', 0],
    ['milk "bread', 'unclosed', 5],
  ])('%j is refused with the place of what is wrong', (query, code, at) => {
    const read = () => parseQuery(query);

    expect(read).toThrow(QueryError);
    expect(read).toThrow(expect.objectContaining({ code, at }));
  });

  it.each([
    ['milk', { list: 'open' }],
    ['milk due:today', { list: 'dated' }],
    ['due:none', { list: 'open' }],
    ['@errand !1', { list: 'label', title: 'errand' }],
    ['@errand or !1', { list: 'open' }],
    ['-@errand', { list: 'open' }],
    ['is:completed @errand', { list: 'completed' }],
    ['is:completed or @errand', { list: 'everything' }],
    ['-is:completed', { list: 'everything' }],
  ])('%s looks through the shortest list', (query, within) => {
    expect(parseQuery(query).within).toEqual(within);
  });
});

describe('a day', () => {
  it('of another month is its last one where the month is shorter', () => {
    expect(resolveDay('+1m', '2026-01-31')).toBe('2026-02-28');
    expect(resolveDay('-1m', '2026-03-31')).toBe('2026-02-28');
    expect(resolveDay('+1m', '2026-12-31')).toBe('2027-01-31');
  });

  it('that no calendar has is none', () => {
    expect(resolveDay('2026-02-29', '2026-01-01')).toBeNull();
    expect(resolveDay('2028-02-29', '2026-01-01')).toBe('2028-02-29');
  });
});
