// What the system opens the app for: a shortcut, something shared, a file; and the number on its icon.
import { expect, test } from './fixtures.ts';

test('what another app shares is the beginning of a task, which both devices have then', async ({
  account,
  device,
}) => {
  const laptop = await device('Laptop');
  const onLaptop = await laptop.signUp(account);
  const onPhone = await (await device('Phone')).signIn(account);

  const shared = new URLSearchParams({ title: 'How to plant a tree', url: 'https://example.org/trees' });
  await onLaptop.page.goto(`${laptop.network.origin}/new?${shared}`);
  await expect(onLaptop.addField).toHaveValue('How to plant a tree https://example.org/trees');
  await expect(onLaptop.addField).toBeFocused();
  await onLaptop.addField.press('Enter');

  for (const screen of [onLaptop, onPhone])
    await expect(screen.task('How to plant a tree https://example.org/trees')).toBeVisible();
  expect(new URL(onLaptop.page.url()).pathname).not.toBe('/new');
});

test('a file that the system opens with the app is shown before it is imported', async ({
  account,
  device,
}) => {
  const laptop = await device('Laptop');
  // The part of the browser that hands files over is there in an installed app alone.
  await laptop.context.addInitScript(() => {
    const queue = { setConsumer: (take: unknown) => Object.assign(globalThis, { takeLaunch: take }) };
    Object.defineProperty(globalThis, 'launchQueue', { value: queue });
  });
  const onLaptop = await laptop.signUp(account);
  const onPhone = await (await device('Phone')).signIn(account);

  await onLaptop.page.evaluate(() => {
    const text =
      'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Example//EN\r\nBEGIN:VTODO\r\nUID:1\r\nSUMMARY:Renew the passport\r\nEND:VTODO\r\nEND:VCALENDAR\r\n';
    const file = new File([text], 'tasks.ics', { type: 'text/calendar' });
    const { takeLaunch } = globalThis as never as { takeLaunch: (launch: object) => void };
    takeLaunch({ files: [{ getFile: async () => file }] });
  });
  const dialog = onLaptop.page.getByRole('dialog');
  await expect(dialog).toContainText('From iCalendar');
  await expect(onPhone.tasks.getByRole('checkbox')).toHaveCount(0);
  await dialog.getByRole('button', { name: /^Import \d+ items$/ }).click();

  await onPhone.page.getByRole('navigation').getByRole('link', { name: 'tasks', exact: true }).click();
  await expect(onPhone.task('Renew the passport')).toBeVisible();
});

test('the icon of the installed app says how much is due, also when the other device changes it', async ({
  account,
  device,
}) => {
  const laptop = await device('Laptop');
  await laptop.context.addInitScript(() => {
    const shown: number[] = [];
    Object.assign(globalThis, { badges: shown });
    Object.assign(navigator, {
      setAppBadge: async (count: number) => shown.push(count),
      clearAppBadge: async () => shown.push(0),
    });
  });
  const onLaptop = await laptop.signUp(account);
  const badge = () =>
    onLaptop.page.evaluate(() => (globalThis as never as { badges: number[] }).badges.at(-1));
  const onPhone = await (await device('Phone')).signIn(account);

  for (const line of ['Call Ann today', 'Buy milk today']) {
    await onLaptop.addField.fill(line);
    await onLaptop.addField.press('Enter');
  }
  await expect.poll(badge).toBe(2);

  await onPhone.task('Buy milk').click();
  await expect.poll(badge).toBe(1);
});
