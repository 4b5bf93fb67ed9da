// The server opened from another machine without TLS: what people on a home network try first.
import AxeBuilder from '@axe-core/playwright';
import { findBrowsers } from '../browsers.ts';
import { expect, test } from './fixtures.ts';

/** Resolves to this machine, and is not localhost for the browser. */
const HOST = 'tasks.home.test';

test.use({
  launchOptions: {
    executablePath: findBrowsers().chromium ?? '',
    args: [`--host-resolver-rules=MAP ${HOST} 127.0.0.1`],
  },
});

test('over plain HTTP from another machine, the page says what is denied, and the ways out', async ({
  page,
  server,
}) => {
  await page.goto(`http://${HOST}:${server.port}/`);

  await expect(page.getByRole('heading', { name: 'This address is not encrypted' })).toBeVisible();
  await expect(page.getByText('Opening without a network')).toBeVisible();
  await expect(page.getByText(`ssh -L ${server.port}:localhost:${server.port} ${HOST}`)).toBeVisible();
  await expect(page.getByRole('textbox')).toHaveCount(0);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

  await page.goto(`http://localhost:${server.port}/`);
  await expect(page.getByRole('button', { name: 'Use without an account' })).toBeVisible();
});
