// Installing the app: what Chromium itself says of it, the offer, and the window that an installed app has.
import { readFileSync } from 'node:fs';
import { expect, test } from './fixtures.ts';

const MANIFEST = new URL('../../public/manifest.webmanifest', import.meta.url);

test('Chromium finds nothing that stands in the way of installing the app', async ({ device }) => {
  // A profile of its own: a private window cannot install anything.
  const laptop = await device('Laptop', { hides: true });
  const screen = await laptop.open();
  await screen.button('Use without an account').click();
  await screen.addField.waitFor();
  const browser = await laptop.context.newCDPSession(screen.page);

  const { errors } = await browser.send('Page.getAppManifest');
  const { installabilityErrors } = await browser.send('Page.getInstallabilityErrors');
  const { appId } = await browser.send('Page.getAppId');

  expect(errors).toEqual([]);
  expect(installabilityErrors).toEqual([]);
  expect(appId).toBe(`${laptop.network.origin}/`);
});

test('every file that the manifest names is there, in the size it says', async ({ device }) => {
  const { page } = await (await device('Laptop')).open();
  const { icons, screenshots, shortcuts } = JSON.parse(readFileSync(MANIFEST, 'utf8'));
  const images: { src: string; sizes: string }[] = [...icons, ...screenshots];
  for (const { icons: more = [] } of shortcuts) images.push(...more);

  for (const { src, sizes } of images) {
    const size = await page.evaluate(async (url) => {
      const image = new Image();
      image.src = url;
      await image.decode();
      return `${image.naturalWidth}x${image.naturalHeight}`;
    }, src);
    expect(sizes === 'any' ? 'any' : size, src).toBe(sizes);
  }
});

test('the settings offer to install, and the offer costs the page nothing', async ({ device }) => {
  const laptop = await device('Laptop', { hides: true });
  const screen = await laptop.open();
  await screen.button('Use without an account').click();
  await screen.addField.waitFor();
  await screen.untilInstalled();

  await screen.page.getByRole('link', { name: 'Settings' }).first().click();
  await expect(screen.button('Install Lockstep')).toBeVisible({ timeout: 20_000 });

  // Held back, the offer would keep the page out of the back/forward cache.
  await screen.page.evaluate(() => {
    const here = globalThis as { cameBack?: boolean };
    addEventListener('pageshow', (event) => (here.cameBack = (event as PageTransitionEvent).persisted));
  });
  await screen.page.goto('data:text/html,elsewhere');
  await screen.page.evaluate(() => history.back()).catch(() => {});
  await expect
    .poll(() => screen.page.evaluate(() => (globalThis as { cameBack?: boolean }).cameBack))
    .toBe(true);
  await expect(screen.button('Install Lockstep')).toBeVisible();
});

test('an installed window’s title bar covers nothing, and moves the window', async ({ device }) => {
  const laptop = await device('Laptop');
  const screen = await laptop.open();
  await screen.page.setViewportSize({ width: 1280, height: 800 });
  await screen.button('Use without an account').click();
  await screen.add('Buy milk');
  await screen.open('Buy milk');

  // Neither that display mode nor the size of a real title bar can be emulated: its rules are made to hold anyhow.
  await screen.page.evaluate(() => {
    for (const sheet of document.styleSheets)
      for (const rule of [...sheet.cssRules])
        if (rule instanceof CSSMediaRule && rule.conditionText.includes('window-controls-overlay'))
          for (const { cssText } of rule.cssRules) sheet.insertRule(cssText, sheet.cssRules.length);
    document.documentElement.style.setProperty('--titlebar', '33px');
  });

  const strip = await screen.page.evaluate(() => {
    const { content, height, position } = getComputedStyle(document.body, '::before');
    const region = getComputedStyle(document.body, '::before').getPropertyValue('app-region');
    return { isThere: content !== 'none', height, position, region };
  });
  expect(strip).toEqual({ isThere: true, height: '33px', position: 'fixed', region: 'drag' });
  await screen.page.screenshot({ path: test.info().outputPath('title-bar.png') });
  for (const control of await screen.page.getByRole('button').all()) {
    const box = await control.boundingBox();
    if (box) expect(box.y, (await control.getAttribute('aria-label')) ?? '').toBeGreaterThanOrEqual(33);
  }
});
