// What holds for every kind of page: axe-core, and no width from a small telephone to
// a wide screen scrolls sideways.
import assert from 'node:assert/strict';
import { test } from './bench.mjs';

const PAGES = [
  'index.html', 'en/index.html', 'ja/index.html', 'en/codes/index.html',
  'ja/codes/index.html', 'en/codes/4-4-312.html', 'ja/codes/4-4-312.html',
  'en/smtp/5-1-1.html', 'ja/smtp/5-1-1.html', 'ja-en/smtp/5-1-1.html',
  'ja-en/index.html', '404.html', 'en/404.html', 'ja/404.html',
];

for (const address of PAGES) {
  test(`axe-core: ${address}`, async ({ page, site, axe }) => {
    await page.goto(site.http(address));
    await axe();
    await page.emulateMedia({ colorScheme: 'dark' });
    await axe({ runOnly: ['color-contrast'] });
  });
}

// A redirect leads on at once; held back, it is a page that somebody may have to read.
for (const lang of ['en', 'ja']) {
  test(`axe-core: a redirect, ${lang}`, { site: 'search' }, async ({ page, site, axe }) => {
    await page.route('**/old/denied.html', async (route) => {
      const response = await route.fetch();
      const text = await response.text();
      const body = text.replace(/<meta http-equiv="refresh"[^>]*>/, '');
      assert.notEqual(body, text);
      await route.fulfill({ response, body });
    });
    await page.goto(site.http(`${lang}/old/denied.html`));
    await axe();
    await page.emulateMedia({ colorScheme: 'dark' });
    await axe({ runOnly: ['color-contrast'] });
    await page.click('main a.button');
    await page.waitForURL(/\/denied\.html$/);
  });
}

test('no page scrolls sideways, from 320 px to 1920 px', async ({ page, site }) => {
  for (const address of PAGES) {
    for (const width of [320, 768, 1920]) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(site.http(address));
      const excess = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth
      );
      assert.equal(excess, 0, `${address} at ${width} px`);
    }
  }
});

test('from file:// and offline', { offline: true }, async ({ page, site }) => {
  await page.goto(site.file('ja/index.html'));
  await page.click('.code-cards a');
  await page.waitForURL(/^file:.*\/ja\/codes\//);
  assert.equal(await page.locator('h1 code').count(), 1);
});

// Nobody can scroll a hint; it is in two languages at the root, and so the longest.
for (const address of ['index.html', '404.html', 'en/index.html', 'ja/index.html']) {
  test(`a telephone shows the whole search hint: ${address}`, async ({ page, site }) => {
    await page.setViewportSize({ width: 390, height: 720 });
    await page.goto(site.http(address));
    const { needs, has } = await page.locator('.search-input').evaluate((input) => {
      const style = getComputedStyle(input);
      const context = document.createElement('canvas').getContext('2d');
      context.font = style.font;
      return {
        needs: context.measureText(input.placeholder).width,
        has: input.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight),
      };
    });
    assert.ok(needs <= has, `it takes ${needs} px and has ${has}`);
  });
}
