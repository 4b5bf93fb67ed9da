// The facts, steps and notes of a task, set on one device and there on the other.
import { expect, test } from './fixtures.ts';

test('what is known of a task reaches the other device, and so do its steps', async ({ account, device }) => {
  const laptop = await device('Laptop');
  const phone = await device('Phone');
  const onLaptop = await laptop.signUp(account);
  const onPhone = await phone.signIn(account);
  await onLaptop.add('Paint the fence');
  await onLaptop.open('Paint the fence');
  await onPhone.open('Paint the fence');
  const { details, page } = onLaptop;

  await details.getByLabel('Due date', { exact: true }).fill('2031-05-02');
  await details.getByLabel('Due time', { exact: true }).fill('09:30');
  await details.getByLabel('Start date', { exact: true }).fill('2031-05-01');
  await details.getByRole('radio', { name: 'Priority 2' }).check();
  await details.getByRole('combobox', { name: 'Add a label' }).fill('outdoors');
  await page.keyboard.press('Enter');
  await details.getByRole('button', { name: 'Add a reminder' }).click();
  await details.getByRole('combobox', { name: 'When' }).selectOption('1 day before');
  await details.getByRole('button', { name: 'Add', exact: true }).click();
  const newStep = details.getByRole('textbox', { name: 'Add a step' });
  for (const step of ['Sand', 'First coat']) {
    await newStep.fill(step);
    await newStep.press('Enter');
  }
  await details.getByRole('checkbox', { name: 'Sand' }).check();

  await expect(onPhone.details.getByLabel('Due date', { exact: true })).toHaveValue('2031-05-02');
  await expect(onPhone.details.getByLabel('Due time', { exact: true })).toHaveValue('09:30');
  await expect(onPhone.details.getByLabel('Start date', { exact: true })).toHaveValue('2031-05-01');
  await expect(onPhone.details.getByRole('radio', { name: 'Priority 2' })).toBeChecked();
  await expect(onPhone.details.getByRole('button', { name: 'Remove label outdoors' })).toBeVisible();
  await expect(onPhone.details.getByRole('button', { name: 'Remove reminder 1 day before' })).toBeVisible();
  await expect(onPhone.details.getByText('1 of 2 done')).toBeVisible();

  await onPhone.details.getByRole('link', { name: 'First coat' }).click();
  await expect(onPhone.title).toHaveValue('First coat');
  await onPhone.details.getByRole('link', { name: 'Paint the fence' }).click();
  await expect(onPhone.title).toHaveValue('Paint the fence');
});

test('notes read as Markdown, and a box that is ticked is ticked on the other device', async ({
  account,
  device,
}) => {
  const laptop = await device('Laptop');
  const phone = await device('Phone');
  const onLaptop = await laptop.signUp(account);
  const onPhone = await phone.signIn(account);
  const complaints: string[] = [];
  onLaptop.page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await onLaptop.add('Paint the fence');
  await onLaptop.open('Paint the fence');
  await onPhone.open('Paint the fence');

  await onLaptop.notes.click();
  await onLaptop.page.keyboard.insertText('**Two** coats &copy; <b>Ben</b>\n\n- [ ] Ladder\n- [ ] Brushes');
  await onLaptop.notes.blur();
  await expect(onLaptop.details.getByText('coats © <b>Ben</b>')).toBeVisible();
  await expect(onLaptop.details.locator('strong')).toHaveText('Two');
  await onPhone.details.getByRole('checkbox', { name: 'Brushes' }).check();

  await expect(onLaptop.details.getByRole('checkbox', { name: 'Brushes' })).toBeChecked();
  await expect(onLaptop.notes).toHaveValue(/- \[ \] Ladder\n- \[x\] Brushes$/);
  expect(complaints).toEqual([]);
});

test('a task is opened by its address before anything else was', async ({ account, device }) => {
  const laptop = await device();
  const screen = await laptop.signUp(account);
  await screen.add('Paint the fence');
  await screen.open('Paint the fence');

  await screen.page.reload();

  await expect(screen.title).toHaveValue('Paint the fence');
});

test('the pane of a task is as wide as it was drawn, by keys or by the pointer', async ({
  account,
  device,
}) => {
  const laptop = await device('Laptop');
  const screen = await laptop.signUp(account);
  const { page, details } = screen;
  await page.setViewportSize({ width: 1280, height: 800 });
  await screen.add('Paint the fence');
  await screen.open('Paint the fence');
  const edge = page.getByRole('separator', { name: 'Width of the task details' });
  await expect(edge).toHaveAttribute('aria-valuemin', '400');
  await expect(edge).toHaveAttribute('aria-valuemax', '520');
  await expect(edge).toHaveAttribute('aria-valuenow', '461');
  const width = async () => Math.round(1280 - (await details.boundingBox())!.x);

  await edge.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(edge).toHaveAttribute('aria-valuenow', '477');
  await expect.poll(width).toBe(476);
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowLeft');
  await expect(edge).toHaveAttribute('aria-valuenow', '520');
  await page.keyboard.press('Home');
  await expect.poll(width).toBe(399);
  await expect(edge).toBeFocused();

  const { x } = (await edge.boundingBox())!;
  await page.mouse.move(x + 10, 400);
  await page.mouse.down();
  await page.mouse.move(x - 20, 410, { steps: 3 });
  await page.mouse.move(x - 90, 420, { steps: 3 });
  await page.mouse.up();
  await expect(edge).toHaveAttribute('aria-valuenow', '500');
  await page.reload();
  await expect(edge).toHaveAttribute('aria-valuenow', '500');
  await expect.poll(width).toBe(499);

  await edge.dblclick();
  await expect(edge).toHaveAttribute('aria-valuenow', '461');
  await page.reload();
  await expect.poll(width).toBe(460);
});

test('on a phone an open task is a page of its own, with its title as the heading', async ({
  account,
  device,
}) => {
  const phone = await device('Phone');
  const screen = await phone.signUp(account);
  const { page } = screen;
  await screen.add('Paint the fence');
  const mains = page.getByRole('main');
  await screen.open('Paint the fence');
  await expect(page.getByRole('complementary').and(page.locator('ls-task-detail'))).toBeVisible();
  await expect(mains.getByRole('heading', { level: 1, name: 'Inbox' })).toBeVisible();

  await page.setViewportSize({ width: 390, height: 844 });

  await expect(mains).toHaveCount(1);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(['Paint the fence']);
  await expect(mains.getByRole('region', { name: 'Task details' })).toBeVisible();
  await expect(page.getByRole('separator')).toBeHidden();
  await screen.button('Back').click();
  await expect(mains).toHaveCount(1);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(['Inbox']);
});
