import { describe, expect, it } from 'vitest';
import { pathOf, readRoute, type Route } from '../../../src/app/route.ts';

const ID = '018f0000-0000-7000-8000-000000000001';

describe('an address', () => {
  const routes: [string, Route][] = [
    ['/', { view: { name: 'inbox' }, taskId: null }],
    ['/today', { view: { name: 'today' }, taskId: null }],
    ['/browse', { view: { name: 'browse' }, taskId: null }],
    [`/task/${ID}`, { view: { name: 'inbox' }, taskId: ID }],
    [`/upcoming/task/${ID}`, { view: { name: 'upcoming' }, taskId: ID }],
    [`/project/${ID}`, { view: { name: 'project', id: ID }, taskId: null }],
    [`/label/a%2Fb/task/${ID}`, { view: { name: 'label', id: 'a/b' }, taskId: ID }],
    ['/search', { view: { name: 'search', text: '' }, taskId: null }],
    ['/search?q=oat%20milk', { view: { name: 'search', text: 'oat milk' }, taskId: null }],
    [`/search/task/${ID}?q=a%26b`, { view: { name: 'search', text: 'a&b' }, taskId: ID }],
    ['/filter/f', { view: { name: 'filter', id: 'f' }, taskId: null }],
  ];
  for (const [path, route] of routes)
    it(`is that of one place, and leads back to it: ${path}`, () => {
      expect(readRoute(path)).toEqual(route);
      expect(pathOf(route)).toBe(path);
    });

  for (const path of ['/inbox', '/nowhere', '/project', '/project/', '/today/more', '/project/a/b', '/src/x'])
    it(`that no place has leads to the inbox: ${path}`, () => {
      expect(readRoute(path)).toEqual({ view: { name: 'inbox' }, taskId: null });
    });

  it('may end in a slash', () => {
    expect(readRoute('/today/')).toEqual({ view: { name: 'today' }, taskId: null });
    expect(readRoute(`/task/${ID}/`).taskId).toBe(ID);
  });

  it('that is not well-formed is taken as it stands', () => {
    expect(readRoute('/task/%')).toEqual({ view: { name: 'inbox' }, taskId: '%' });
  });
});
