// The reviewer's page: ranked articles, filters, the keyboard, and no script at all.
import assert from 'node:assert/strict';
import { test } from './bench.mjs';

const shown = (page, selector) => page.locator(`${selector}:not([hidden])`);

for (const lang of ['en', 'ja']) {
  test(`report: axe-core, ${lang}`, { site: 'report' }, async ({ page, site, axe, shot }) => {
    await page.goto(site.file(`${lang}.html`));
    await axe();
    await shot(`report-${lang}`);
    await page.emulateMedia({ colorScheme: 'dark' });
    await axe({ runOnly: ['color-contrast'] });
  });
}

test('report: the worst article comes first, and is open', { site: 'report' }, async ({ page, site }) => {
  await page.goto(site.file('en.html'));
  const scores = await page.$$eval('.score', (all) => all.map((node) => parseInt(node.textContent.match(/\d+/)[0])));
  assert.ok(scores.length > 1);
  assert.deepEqual(scores, [...scores].sort((a, b) => b - a));
  assert.equal(await page.locator('details[open]').count(), 1);
});

test('report: filters by severity, rule and article', { site: 'report' }, async ({ page, site }) => {
  await page.goto(site.file('en.html'));
  const all = await shown(page, '.finding').count();
  await page.uncheck('input[value=warning]');
  assert.equal(await page.locator('.finding.warning:not([hidden])').count(), 0);
  assert.ok((await shown(page, '.finding').count()) < all);
  await page.check('input[value=warning]');
  const rule = await page.locator('select option').nth(1).getAttribute('value');
  await page.selectOption('select', rule);
  const rules = await shown(page, '.finding').evaluateAll((nodes) => nodes.map((node) => node.dataset.rule));
  assert.deepEqual([...new Set(rules)], [rule]);
  await page.selectOption('select', '');
  await page.fill('input[type=search]', 'no such article');
  assert.equal(await shown(page, '.article').count(), 0);
  assert.ok(await page.locator('#none').isVisible());
});

test('report: by keyboard from finding to finding', { site: 'report' }, async ({ page, site }) => {
  await page.goto(site.file('en.html'));
  await page.keyboard.press('j');
  const first = await page.evaluate(() => document.activeElement.className);
  assert.equal(first, 'place');
  await page.keyboard.press('n');
  const summary = await page.evaluate(() => document.activeElement.tagName);
  assert.equal(summary, 'SUMMARY');
  await page.keyboard.press('/');
  assert.equal(await page.evaluate(() => document.activeElement.name), 'article');
  await page.keyboard.press('Escape');
  assert.notEqual(await page.evaluate(() => document.activeElement.name), 'article');
});

test('report: no width scrolls sideways', { site: 'report' }, async ({ page, site }) => {
  for (const width of [320, 768, 1920]) {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(site.file('ja.html'));
    const excess = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth
    );
    assert.equal(excess, 0, `${width} px`);
  }
});

test('report: without a script', { site: 'report', javaScriptEnabled: false }, async ({ page, site }) => {
  await page.goto(site.file('en.html'));
  assert.ok(!(await page.locator('#filters').isVisible()));
  await page.locator('summary').nth(1).click();
  assert.equal(await page.locator('details[open]').count(), 2);
});
