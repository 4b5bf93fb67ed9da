// The day on which a week begins is the person's choice, and what is coming follows it.
import { expect, test } from './fixtures.ts';

test('the day on which weeks begin changes what is coming, “next week” and the days of a repetition', async ({
  account,
  device,
}) => {
  const laptop = await device();
  // A Wednesday.
  await laptop.context.clock.install({ time: '2026-11-25T10:00:00' });
  const screen = await laptop.signUp(account);
  const { page } = screen;
  for (const line of ['Report 3 December 2026', 'Party 6 December 2026', 'Call mum 30 November 2026']) {
    await screen.addField.fill(line);
    await screen.addField.press('Enter');
  }
  await expect(screen.tasks.getByRole('checkbox')).toHaveCount(3);

  const headings = async (start: string) => {
    await page.getByRole('link', { name: 'Settings' }).or(screen.button('Settings')).first().click();
    await page.getByLabel('Week starts on').selectOption({ label: start });
    await page.getByRole('navigation').getByRole('link', { name: 'Upcoming' }).click();
    await expect(screen.task('Party')).toBeVisible();
    await screen.addField.fill('Plan next week');
    const understood = page.getByRole('list', { name: 'Understood' });
    await expect(understood).toBeVisible();
    const nextWeek = (await understood.innerText()).trim();
    await screen.addField.fill('');
    const groups = await screen.tasks.getByRole('heading').allInnerTexts();
    return [...groups.map((text) => text.replace(/\s+/gu, ' ')), nextWeek];
  };

  expect(await headings('Monday')).toEqual(['Monday Nov 30', 'Dec 2 – 6 next week', 'Monday']);
  expect(await headings('Sunday')).toEqual([
    'Monday Nov 30',
    'Dec 2 – 5 next week',
    'Dec 6 – 12 in 2 weeks',
    'Sunday',
  ]);

  await screen.open('Report');
  await screen.details.getByRole('button', { name: /^Repeat:/ }).click();
  const days = screen.details.getByRole('group', { name: 'On' }).getByRole('checkbox');
  expect(await days.first().getAttribute('aria-label')).toBe('Sunday');
});
