// The way of a change, once around: from a checkbox in one tab to every other tab and device.
import { expect, test } from './fixtures.ts';

test('two tabs of one device share one stream', { tag: '@firefox' }, async ({ account, device, server }) => {
  const laptop = await device('Laptop');
  const opened = await server.metric('lockstep_streams_opened_total');
  const first = await laptop.signUp(account);
  await expect(first.sync).toHaveText('In step');

  const second = await laptop.open();
  await first.add('Buy milk');
  await expect(second.task('Buy milk')).toBeVisible();

  expect((await server.metric('lockstep_streams_opened_total')) - opened).toBe(1);
});

test('the page without a framework shares the stream of the app', async ({ account, device, server }) => {
  const laptop = await device('Laptop');
  const opened = await server.metric('lockstep_streams_opened_total');
  const app = await laptop.signUp(account);
  await app.add('Buy milk');

  const plain = await laptop.open('/example');
  await expect(plain.task('Buy milk')).toBeVisible();
  await plain.page.getByRole('textbox', { name: 'Add a task' }).fill('Added without a framework');
  await plain.page.keyboard.press('Enter');

  await expect(app.task('Added without a framework')).toBeVisible();
  expect((await server.metric('lockstep_streams_opened_total')) - opened).toBe(1);
});

test(
  'completing and renaming shows in the other device’s list and open details without a reload',
  { tag: '@firefox' },
  async ({ account, device }) => {
    const laptop = await (await device('Laptop')).signUp(account);
    await laptop.add('Buy milk', 'Water the plants');
    const phone = await (await device('Phone')).signIn(account);
    await phone.open('Buy milk');

    await laptop.rename('Buy milk', 'Buy oat milk');
    await expect(phone.title).toHaveValue('Buy oat milk');
    await expect(phone.task('Buy oat milk')).toBeVisible();

    await laptop.task('Buy oat milk').check();
    await expect(phone.details.getByRole('checkbox', { name: 'Completed' })).toBeChecked();
    await expect(phone.task('Buy oat milk')).toBeChecked();
    await expect(phone.task('Water the plants')).not.toBeChecked();
  },
);

test(
  'the sender’s other tab shows the change, and its connection hears no echo',
  { tag: '@firefox' },
  async ({ account, device, server }) => {
    const laptop = await device('Laptop');
    const first = await laptop.signUp(account);
    const second = await laptop.open();
    await expect(first.sync).toHaveText('In step');
    const delivered = await server.metric('lockstep_deliveries_total{event="changes"}');
    const acked = await server.metric('lockstep_deliveries_total{event="ack"}');

    await first.add('Buy milk');
    await first.task('Buy milk').check();

    await expect(second.task('Buy milk')).toBeChecked();
    await expect.poll(() => server.metric('lockstep_deliveries_total{event="ack"}')).toBe(acked + 2);
    expect(await server.metric('lockstep_deliveries_total{event="changes"}')).toBe(delivered);
  },
);

test(
  'hidden tabs let the stream go; shown again, they have what changed meanwhile',
  { tag: '@firefox' },
  async ({ account, api, device, server }) => {
    const laptop = await device('Laptop', { hides: true });
    const screen = await laptop.signUp(account);
    await screen.add('Buy milk');
    const elsewhere = await api();
    const streams = () => server.metric('lockstep_streams_open');
    await expect.poll(streams).toBe(1);

    await laptop.hide();
    await expect.poll(streams, { timeout: 10_000 }).toBe(0);
    await elsewhere.add('Added while nobody looked');

    await laptop.show();
    await expect(screen.task('Added while nobody looked')).toBeVisible();
    await expect(screen.sync).toHaveText('In step');
  },
);

test('what another achiever’s device does reaches nobody here', async ({ account, device }) => {
  const mine = await (await device('Laptop')).signUp(account);
  await mine.add('Mine');
  const theirs = await (await device('Their laptop')).signUp({ ...account, email: `other-${account.email}` });

  await theirs.add('Theirs');
  await mine.add('Mine again');

  await expect(theirs.task('Theirs')).toBeVisible();
  await expect(theirs.tasks.getByRole('checkbox')).toHaveCount(1);
  await expect(mine.tasks.getByRole('checkbox')).toHaveCount(2);
});

const STRANGE = {
  'a script tag': '<script>document.title="hit"</script><img src=x onerror=alert(1)>',
  'line breaks': 'first\nsecond\r\nthird\u2028fourth',
  NUL: 'before\u0000after',
  'ten thousand characters': 'x'.repeat(10_000),
};
for (const [what, title] of Object.entries(STRANGE))
  test(`a title with ${what} travels unharmed and is shown as text`, async ({ account, api, device }) => {
    const laptop = await (await device('Laptop')).signUp(account);
    const elsewhere = await api();

    const { id } = await elsewhere.add(title);
    const row = laptop.tasks.getByRole('listitem').first();
    await expect(row).toBeVisible();
    await row.getByRole('link').click();

    await expect(laptop.title).toHaveValue(title.replaceAll('\r\n', '\n'));
    expect(await laptop.page.title()).toBe('Inbox · Lockstep');
    await laptop.task(await laptop.firstName()).check();
    await expect
      .poll(async () => (await elsewhere.changes()).rows.find((one) => one.id === id))
      .toMatchObject({ title, completedAt: expect.any(String) });
  });

test('a row that another device changed says by which, and a row of one’s own does not', async ({
  account,
  device,
}) => {
  const onLaptop = await (await device('Laptop')).signUp(account);
  await onLaptop.add('Buy milk', 'Buy bread');
  const onPhone = await (await device('Phone')).signIn(account);

  await onPhone.rename('Buy milk', 'Buy oat milk');

  const row = (title: string) => onLaptop.page.locator('ls-task-row', { hasText: title });
  await expect(row('Buy oat milk')).toHaveAttribute('title', /Phone/);
  await expect(row('Buy bread')).not.toHaveAttribute('title', /./);
});
