// Reading: two languages, side by side, with a keyboard, on paper, without a script.
import assert from 'node:assert/strict';
import { test } from './bench.mjs';

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

// --- The language switch ---------------------------------------------------------

const choose = (page, label) => page.locator('.languages').getByText(label, { exact: true }).click();

test('the switch leads to the same page in each language', async ({ page, site }) => {
  await page.goto(site.http('en/smtp/5-1-1.html'));
  await choose(page, '日本語');
  await page.waitForURL('**/ja/smtp/5-1-1.html');
  await choose(page, '対訳');
  await page.waitForURL('**/ja-en/smtp/5-1-1.html');
  assert.equal(await page.locator('.languages [aria-current]').innerText(), '対訳');
  await choose(page, 'English');
  await page.waitForURL('**/en/smtp/5-1-1.html');
});

test('the switch keeps the section that the reader has come to', async ({ page, site }) => {
  await page.goto(site.http('en/smtp/5-1-1.html'));
  await page.locator('#for-the-recipients-admin').evaluate((heading) => heading.scrollIntoView());
  await choose(page, '日本語');
  await page.waitForURL('**/ja/smtp/5-1-1.html#for-the-recipients-admin');
  const top = await page.locator('#for-the-recipients-admin').evaluate(
    (heading) => heading.getBoundingClientRect().top
  );
  assert.ok(top >= 0 && top < 200, `the heading is at ${top}`);
});

test('without a script the switch stays on the page', { javaScriptEnabled: false },
  async ({ page, site }) => {
    await page.goto(site.http('en/codes/5-1-1.html'));
    await choose(page, '日本語');
    await page.waitForURL('**/ja/codes/5-1-1.html');
    await choose(page, '対訳');
    await page.waitForURL(/\/ja-en\/smtp\/5-1-1\.html#error-550-511/);
  });

// --- Side by side ----------------------------------------------------------------

const boxes = (page) => page.locator('.pair:has(> [lang="en"])').evaluateAll((pairs) =>
  pairs.filter((pair) => !pair.closest('h1')).map((pair) => {
    const [ja, en] = ['ja', 'en'].map((lang) =>
      pair.querySelector(`:scope > [lang="${lang}"]`).getBoundingClientRect());
    return { ja: ja.toJSON(), en: en.toJSON(), width: document.documentElement.clientWidth };
  })
);

test('each segment stands beside its translation', async ({ page, site, shot }) => {
  await page.goto(site.http('ja-en/smtp/5-1-1.html'));
  const rows = await boxes(page);
  assert.ok(rows.length > 15);
  const left = rows[0].en.left;
  for (const { ja, en } of rows) {
    assert.ok(ja.right <= en.left, 'the columns overlap');
    assert.ok(Math.abs(ja.top - en.top) < 8, 'the rows are out of step');
    assert.ok(Math.abs(en.left - left) < 4, 'the second column is no line');
  }
  await shot('pair-wide');
});

test('on a telephone it stands below it', PHONE, async ({ page, site, shot }) => {
  await page.goto(site.http('ja-en/smtp/5-1-1.html'));
  for (const { ja, en, width } of await boxes(page)) {
    assert.ok(en.top >= ja.bottom, 'not one below the other');
    assert.ok(ja.right <= width && en.right <= width, 'wider than the page');
  }
  await shot('pair-phone');
});

test('search engines pass it over, and find both languages', async ({ page, site }) => {
  await page.goto(site.http('ja-en/smtp/5-1-1.html'));
  assert.equal(await page.getAttribute('meta[name="robots"]', 'content'), 'noindex');
  await page.goto(site.http('ja/smtp/5-1-1.html'));
  assert.equal(await page.locator('meta[name="robots"]').count(), 0);
  const alternates = await page.locator('link[hreflang]').evaluateAll((links) =>
    links.map((link) => link.hreflang));
  assert.deepEqual(alternates, ['en', 'ja', 'x-default']);
});

test('every anchor of both languages is there', async ({ page, site }) => {
  const ids = async (address) => {
    await page.goto(site.http(address));
    return page.locator('.prose [id]').evaluateAll((nodes) => nodes.map((node) => node.id));
  };
  const both = await ids('ja-en/index.html');
  assert.equal(new Set(both).size, both.length, 'an id twice');
  for (const lang of ['en', 'ja']) {
    for (const id of await ids(`${lang}/index.html`)) {
      assert.ok(both.includes(id), `${id} of ${lang}`);
    }
  }
});

// --- Task lists --------------------------------------------------------------------

for (const lang of ['en', 'ja', 'ja-en']) {
  test(`a checkbox stands beside its first line: ${lang}`, { site: 'odd' }, async ({ page, site }) => {
    for (const width of [390, 1280]) {
      await page.setViewportSize({ width, height: 720 });
      await page.goto(site.http(`${lang}/index.html`));
      const items = await page.locator('li.task').evaluateAll((tasks) => tasks.map((task) => {
        const box = task.querySelector('input').getBoundingClientRect();
        const texts = document.createTreeWalker(task, NodeFilter.SHOW_TEXT);
        while (!texts.nextNode().data.trim());
        const range = document.createRange();
        range.selectNodeContents(texts.currentNode);
        const text = range.getClientRects()[0];
        return { down: (box.top + box.bottom - text.top - text.bottom) / 2, gap: text.left - box.right };
      }));
      assert.equal(items.length, 3);
      for (const { down, gap } of items) {
        assert.ok(Math.abs(down) < 2, `${width} px: ${down} px too low`);
        assert.ok(gap > 3 && gap < 12, `${width} px: ${gap} px from its text`);
      }
    }
  });
}

// --- One language only -------------------------------------------------------------

test('an article in one language says so in the other', { site: 'odd' },
  async ({ page, site, axe }) => {
    for (const address of ['ja/english.html', 'ja/codes/5-7-99.html']) {
      await page.goto(site.http(address));
      assert.match(await page.locator('main').innerText(), /英語版だけが公開されています/);
      assert.equal(await page.locator('h1 [lang="en"], h1[lang="en"]').count(), 1);
      assert.equal(await page.locator('.languages a').count(), 2);
      await axe();
    }
    await page.goto(site.http('en/english.html'));
    assert.doesNotMatch(await page.locator('main').innerText(), /available in Japanese only/);
  });

test('an old address leads on', { site: 'odd' }, async ({ page, site }) => {
  for (const lang of ['en', 'ja']) {
    for (const old of ['old/english.html', 'old/english/']) {
      await page.goto(site.http(`${lang}/${old}`));
      await page.waitForURL(`**/${lang}/english.html`);
    }
  }
});

// --- An entry ----------------------------------------------------------------------

test('a code says who has to act, and what bounces say', async ({ page, site, shot }) => {
  await page.goto(site.http('en/codes/5-1-1.html'));
  assert.match(await page.locator('.entry-acts').innerText(),
    /the sender and the recipient's admin/i);
  assert.match(await page.locator('.bounces').innerText(), /User unknown in local recipient table/);
  assert.match(await page.locator('.facts').innerText(), /The address of the sender or a recipient/);
  await page.goto(site.http('ja/codes/5-1-1.html'));
  assert.match(await page.locator('.entry-acts').innerText(), /送信者、受信者側の管理者/);
  await shot('entry-ja');
});

test('related codes begin with the other class', async ({ page, site }) => {
  await page.goto(site.http('en/codes/4-4-316.html'));
  const first = page.locator('#related + .code-list a').first();
  assert.match(await first.innerText(), /5\.4\.316/);
  await first.click();
  await page.waitForURL('**/en/codes/5-4-316.html');
});

test('copy buttons copy', { permissions: ['clipboard-read', 'clipboard-write'] },
  async ({ page, site }) => {
    await page.goto(site.http('en/codes/4-4-312.html'));
    await page.locator('h1 .copy').click();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), '450 4.4.312');
    assert.equal(await page.locator('.copy-status').innerText(), 'Copied');
    const frame = page.locator('.prose .code-frame').first();
    await frame.hover();
    await frame.locator('.copy').click();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()),
      'dig example.com MX +short\ndig mail.example.com A +short\nnslookup -type=MX example.com');
  });

// --- Getting around ------------------------------------------------------------------

test('the table of contents follows the reader', async ({ page, site }) => {
  await page.goto(site.http('en/smtp/5-1-1.html'));
  const current = page.locator('.toc [aria-current]');
  for (const name of ['For the sender', 'Related codes']) {
    await page.locator('.prose').getByRole('heading', { name }).evaluate(
      (heading) => heading.scrollIntoView({ block: 'start' }));
    await page.waitForFunction(
      (text) => document.querySelector('.toc [aria-current]')?.textContent === text, name);
    assert.equal(await current.count(), 1);
  }
});

test('the keyboard reaches the text, the switch and the theme', async ({ page, site }) => {
  await page.goto(site.http('en/smtp/5-1-1.html'));
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.className), 'skip-link');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'page:main');
  await page.locator('.theme-toggle').focus();
  await page.keyboard.press('Enter');
  assert.equal(await page.getAttribute('html', 'data-theme'), 'dark');
  await page.reload();
  assert.equal(await page.getAttribute('html', 'data-theme'), 'dark');
});

test('a code leads on to the one before and behind', async ({ page, site }) => {
  await page.goto(site.http('ja/codes/4-4-312.html'));
  await page.click('.pager-next');
  await page.waitForURL('**/ja/codes/4-4-315.html');
  await page.click('.pager-previous');
  await page.waitForURL('**/ja/codes/4-4-312.html');
});

test('nothing moves while a page is loaded', PHONE, async ({ page, site }) => {
  // Down, that is: what stands at the right edge grows to the left while it comes.
  await page.addInitScript(() => {
    const isDown = ({ previousRect, currentRect }) => previousRect.y !== currentRect.y;
    window.shifts = 0;
    new PerformanceObserver((list) => {
      list.getEntries().filter((entry) => entry.sources.some(isDown))
        .forEach((entry) => { window.shifts += entry.value; });
    }).observe({ type: 'layout-shift', buffered: true });
  });
  for (const address of ['en/codes/5-1-1.html', 'ja/smtp/5-1-1.html',
    'ja-en/smtp/5-1-1.html', 'ja/index.html']) {
    // By itself a page comes whole; in pieces, its header is painted before its end is known.
    for (const way of ['', '?pieces=700', '?pieces=1500']) {
      await page.goto(site.http(address + way), { waitUntil: 'load' });
      await page.waitForTimeout(200);
      assert.ok(await page.evaluate(() => window.shifts) < 0.01, address + way);
    }
  }
});

for (const width of [640, 800, 1000]) {
  test(`a heading that a link leads to stands below the header, ${width} wide`,
    { viewport: { width, height: 700 } }, async ({ page, site }) => {
      for (const address of ['ja/smtp/5-1-1.html', 'ja-en/smtp/5-1-1.html', 'en/smtp/5-1-1.html']) {
        await page.goto(site.http(`${address}#for-the-recipients-admin`));
        const below = await page.evaluate(() => {
          const { top } = document.getElementById('for-the-recipients-admin').getBoundingClientRect();
          const { bottom } = document.querySelector('.site-header').getBoundingClientRect();
          return top - Math.max(0, bottom);
        });
        assert.ok(below >= 0 && below < 100, `${address}: ${below}`);
      }
    });
}

// --- Without a script, on paper ----------------------------------------------------------

test('without a script a page is whole', { javaScriptEnabled: false }, async ({ page, site }) => {
  await page.goto(site.http('en/codes/5-1-1.html'));
  assert.equal(await page.locator('.copy, .copy-status').count(), 0);
  assert.equal(await page.locator('.theme-toggle').isVisible(), false);
  assert.ok(await page.getByRole('heading', { name: 'How to fix it' }).isVisible());
  await page.goto(site.http('en/smtp/5-1-1.html'));
  assert.ok(await page.locator('.toc a').first().isVisible());
});

test('on paper there is the text and no button', async ({ page, site, shot }) => {
  await page.goto(site.http('ja/codes/5-1-1.html'));
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  for (const name of ['.languages', '.theme-toggle', '.breadcrumbs', '.pager', '.copy >> nth=0']) {
    assert.equal(await page.locator(name).isVisible(), false, name);
  }
  assert.ok(await page.locator('#fix').isVisible());
  const paper = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  assert.equal(paper, 'rgb(255, 255, 255)');
  await shot('print', { fullPage: true });
});

// --- Japanese ------------------------------------------------------------------------------

test('Japanese is broken and set as Japanese', async ({ page, site }) => {
  await page.goto(site.http('ja/smtp/5-1-1.html'));
  const style = await page.locator('.prose p').first().evaluate((text) => {
    const { lineBreak, wordBreak, fontFamily } = getComputedStyle(text);
    return { lineBreak, wordBreak, fontFamily };
  });
  assert.equal(style.lineBreak, 'strict');
  assert.equal(style.wordBreak, 'normal');
  assert.match(style.fontFamily, /Hiragino Sans.*Noto Sans JP.*Yu Gothic/);
  const italics = await page.evaluate(() => {
    const em = document.createElement('em');
    em.textContent = '強調';
    document.querySelector('.prose p').append(em);
    const { fontStyle, textEmphasisStyle } = getComputedStyle(em);
    return { fontStyle, textEmphasisStyle };
  });
  assert.equal(italics.fontStyle, 'normal');
  assert.match(italics.textEmphasisStyle, /dot/);
});
