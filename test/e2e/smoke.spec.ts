import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './fixtures.ts';

test('a task that was added is there after a reload', { tag: '@firefox' }, async ({ account, device }) => {
  const laptop = await device('Laptop');
  const screen = await laptop.signUp(account);

  await screen.add('Buy milk');
  await screen.page.reload();

  await expect(screen.task('Buy milk')).toBeVisible();
});

test(
  'a device that nobody looks at lets its stream go, and takes it up again',
  { tag: '@firefox' },
  async ({ account, device, server }) => {
    const laptop = await device('Laptop', { hides: true });
    await laptop.signUp(account);
    await laptop.open();
    const streams = () => server.metric('lockstep_streams_open');
    await expect.poll(streams).toBe(1);

    await laptop.hide();
    await expect.poll(streams).toBe(0);

    await laptop.show();
    await expect.poll(streams).toBe(1);
  },
);

test('nothing stands in the way of assistive technology', async ({ account, device }) => {
  const laptop = await device('Laptop');
  const screen = await laptop.open();
  const violations = async () => (await new AxeBuilder({ page: screen.page }).analyze()).violations;

  expect(await violations()).toEqual([]);

  await screen.signUp(account, 'Laptop');
  await screen.add('Buy milk');
  expect(await violations()).toEqual([]);

  await screen.open('Buy milk');
  expect(await violations()).toEqual([]);
});
