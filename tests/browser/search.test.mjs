// The search box as readers use it. What the index finds at size is measured by
// tests/bench/search.mjs.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from './bench.mjs';

// --- Words and codes: the same answers as the program's --------------------------------

function vectors(file) {
  const meant = { n: '\n', r: '\r', t: '\t', '\\': '\\' };
  const unescape = (text) => text.replace(/\\([nrt\\])/g, (all, c) => meant[c]);
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.includes('\t'));
  assert.ok(lines.length > 20, file);
  return lines.map((line) => line.split('\t').map(unescape));
}

async function openBox(page, address) {
  await page.goto(address);
  await page.focus('.search-input');
  await page.waitForFunction(() => window.taiyakuSearch?.find);
  await page.evaluate(() => window.taiyakuSearch.load('index'));
}

function differences(cases, answers) {
  return cases
    .map(([input, expected], i) => ({ input, expected, is: answers[i] }))
    .filter(({ expected, is }) => expected !== is);
}

test('the browser cuts words as the index does', async ({ page, site }) => {
  const cases = vectors('tests/site/cases/search-words.tsv');
  await openBox(page, site.http('en/index.html'));
  const answers = await page.evaluate(
    (texts) => texts.map((text) => window.taiyakuSearch.words(text).join(' ')),
    cases.map(([input]) => input)
  );
  assert.deepEqual(differences(cases, answers), []);
});

// The program also says what is wrong with a code ("4.4.0312!1"), which no reader asks.
const withoutFaults = ([input, codes]) => [input, codes.replace(/![0-9]+/g, '')];

for (const [file, one] of [
  ['find-codes.tsv', false],
  ['typed-codes.tsv', true],
]) {
  test(`the browser finds the codes that the program finds: ${file}`, async ({ page, site }) => {
    const cases = vectors(`tests/kb/cases/${file}`).map(withoutFaults);
    await openBox(page, site.http('en/index.html'));
    const answers = await page.evaluate(
      async ([texts, isOne]) => {
        const index = await window.taiyakuSearch.load('index');
        const find = isOne
          ? (text) => [window.taiyakuSearch.code(text, index)].filter(Boolean)
          : (text) => window.taiyakuSearch.codes(text, index);
        return texts.map((text) =>
          find(text)
            .map((code) => (code.reply ? `${code.reply} ` : '') + code.normal)
            .join('; ')
        );
      },
      [cases.map(([input]) => input), one]
    );
    assert.deepEqual(differences(cases, answers), []);
  });
}

// --- The box ---------------------------------------------------------------------------

// Types, waits for the answer, and gives what the list says.
async function ask(page, text) {
  await page.fill('.search-input', text);
  return answer(page);
}

async function answer(page) {
  await page.waitForFunction(
    () => !document.querySelector('.search-list').hasAttribute('aria-busy')
  );
  return page.$$eval('.search-option[href]', (options) =>
    options.map((option) => ({
      code: option.querySelector('code')?.textContent ?? '',
      why: option.querySelector('.search-why')?.textContent ?? '',
      title: option.querySelector('.search-title').textContent,
      marks: Array.from(option.querySelectorAll('mark'), (mark) => mark.textContent),
      href: option.href,
    }))
  );
}

const WAYS = [
  ['http', false],
  ['file', true],
];

for (const [way, offline] of WAYS) {
  test(`codes, words and a bounce, by ${way}`, { offline: offline }, async ({ page, site }) => {
    await page.goto(site[way]('en/index.html'));
    assert.equal((await ask(page, '4.4.312'))[0].code, '4.4.312');
    assert.equal((await ask(page, 'status=5.1.1'))[0].code, '5.1.1');
    assert.equal((await ask(page, '#5.1.1'))[0].code, '5.1.1');
    assert.equal((await ask(page, '５．１．１'))[0].code, '5.1.1');
    assert.ok((await ask(page, '5.7.'))[0].code.startsWith('5.7.'));
    assert.equal((await ask(page, '4-4-312'))[0].code, '4.4.312');
    assert.match((await ask(page, 'mailbox 5.7.99'))[0].title, /[Mm]ailbox/, 'words beside a code');
    assert.match((await ask(page, 'mailbox full'))[0].title, /Mailbox full/);
    assert.match((await ask(page, 'mailboxes'))[0].title, /[Mm]ailbox/);
    assert.ok((await ask(page, 'メールボックス')).length > 3, 'a word of the other language');
  });
}

test('Japanese: katakana, compounds, and parts of them', async ({ page, site }) => {
  await page.goto(site.http('ja/index.html'));
  for (const word of [
    'メールボックス',
    'ﾒｰﾙﾎﾞｯｸｽ',
    'ボックス',
    '管理者',
    '再試行',
    '認証',
    '信者',
    '一時的',
  ]) {
    const folded = word.normalize('NFKC');
    const results = await ask(page, word);
    assert.ok(results.length > 0, word);
    assert.ok(results[0].marks.includes(folded), `${word}: ${JSON.stringify(results[0])}`);
  }
  const [first] = await ask(page, '4.4.312');
  assert.match(first.title, /[ぁ-ん]/, 'the results are in the language of the page');
  assert.match(first.href, /\/ja\/codes\/4-4-312\.html$/);
});

test(
  'a code that is not there leads to the same problem in another class',
  { site: 'search' },
  async ({ page, site }) => {
    await page.goto(site.http('en/index.html'));
    const english = await ask(page, '550 5.4.316');
    assert.equal(english[0].code, '4.4.316');
    assert.match(english[0].why, /Related to 5\.4\.316.*temporary/);
    assert.equal(
      await page.textContent('.search-note'),
      '5.4.316 has no page here. Related: 4.4.316.'
    );
    await page.goto(site.http('ja/index.html'));
    const japanese = await ask(page, '550 5.4.316');
    assert.match(japanese[0].why, /5\.4\.316 の関連コード.*一時的/);
    await page.waitForFunction(() =>
      /5\.4\.316/.test(document.querySelector('.search-status').textContent)
    );
  }
);

test("ranges, other schemes, and the site's own", { site: 'search' }, async ({ page, site }) => {
  await page.goto(site.http('en/index.html'));
  const [range] = await ask(page, '550 5.7.612 blocked');
  assert.equal(range.code, '5.7.600-699');
  assert.match(range.why, /5\.7\.612/);
  assert.equal((await ask(page, '80070005'))[0].code, '0x80070005');
  assert.equal(
    (await ask(page, 'sign-in failed: AADSTS50011: no reply address'))[0].code,
    'AADSTS50011'
  );
  assert.equal((await ask(page, 'it says err 4711 only'))[0].code, 'ERR-4711');
  assert.equal((await ask(page, 'err-47'))[0].code, 'ERR-4711');
});

test(
  'an article in one language is found from the other',
  { site: 'search' },
  async ({ page, site, allow }) => {
    await page.goto(site.http('ja/index.html'));
    const [found] = await ask(page, 'quarantine portal');
    assert.equal(found.title, 'The quarantine portal');
    assert.equal(await page.getAttribute('.search-option .search-title', 'lang'), 'en');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/ja/quarantine.html');
  }
);

const BOUNCE = `Delivery has failed to these recipients or groups:

taro@example.jp
The message could not be delivered because the mailbox is full.

Diagnostic information for administrators:
Generating server: MX1.example.net (Exim 4.96.2)
Received: from [192.0.2.10] by mx1.example.net with esmtps (TLS1.3:...)
 id 1abc.2.3; Thu, 29.4.2021 10:00:00 +0900
taro@example.jp
Remote server returned '550-5.2.2 <taro@example.jp>:
550 5.2.2 Quota exceeded (mailbox for user is full)'
`;

async function paste(page, text) {
  await page.evaluate((pasted) => {
    const data = new DataTransfer();
    data.setData('text/plain', pasted);
    const input = document.querySelector('.search-input');
    input.focus();
    input.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
    );
  }, text);
  return answer(page);
}

test('a whole bounce message, pasted', async ({ page, site }) => {
  await page.goto(site.http('ja/index.html'));
  const results = await paste(page, BOUNCE);
  assert.equal(results[0].code, '5.2.2');
  assert.ok(!/[\r\n]/.test(await page.inputValue('.search-input')));
  assert.match(await page.inputValue('.search-input'), /Quota exceeded/, 'the box shows all of it');
});

test('a bounce without a code is ranked by its rare words', async ({ page, site }) => {
  await page.goto(site.http('en/index.html'));
  const results = await paste(
    page,
    'Hello,\n\nyour message to taro was not accepted:\n' +
      'the sending domain publishes no DMARC alignment, so it was refused by policy.\n-- \nmx.example'
  );
  assert.ok(results.length > 0);
  assert.match(
    results
      .slice(0, 3)
      .map((result) => result.title)
      .join(),
    /DMARC|polic|domain|authenticat/i
  );
});

test('no address, version or date is taken for a code', async ({ page, site }) => {
  await openBox(page, site.http('en/index.html'));
  const codes = await page.evaluate(async () => {
    const index = await window.taiyakuSearch.load('index');
    return window.taiyakuSearch
      .codes(
        'from 192.0.2.5 by Postfix 3.4.14, 4.12.2021, version 5.4.1, 2.0.1 and 10.0.0.1',
        index
      )
      .map((code) => code.normal);
  });
  assert.deepEqual(codes, []);
});

test('real bounces lead to the code that they carry', async ({ page, site }) => {
  const shared = path.join(process.env.TAIYAKU_SHARED ?? '../shared', 'bounces');
  if (!existsSync(shared)) {
    console.log('    skipped: there is no ../shared/bounces');
    assert.ok(!process.env.CI, 'and in CI it must be there');
    return;
  }
  const expected = readFileSync(path.join(shared, 'expected.tsv'), 'utf8')
    .split('\n')
    .slice(1)
    .filter(Boolean)
    .map((line) => line.split('\t'));
  await openBox(page, site.http('en/index.html'));
  let led = 0;
  const missed = [];
  for (const [file, codes] of expected) {
    const text = readFileSync(path.join(shared, file), 'latin1');
    const results = await page.evaluate(
      async (message) =>
        (await window.taiyakuSearch.find(message, 'en')).results
          .slice(0, 3)
          .map((result) => result.code),
      text
    );
    const isLed = codes.split(',').some((code) => results.includes(code));
    led += isLed ? 1 : 0;
    if (!isLed) {
      missed.push(`${file} ${codes}: ${results}`);
    }
  }
  console.log(`    ${led} of ${expected.length} bounces lead to their code among the first three`);
  assert.ok(led >= expected.length * 0.95, missed.join('\n'));
});

// --- Keyboard, screen reader, no script ---------------------------------------------------

test('by keyboard alone', async ({ page, site }) => {
  await page.goto(site.http('en/index.html'));
  await page.keyboard.press('/');
  assert.ok(await page.evaluate(() => document.activeElement.matches('.search-input')));
  await page.keyboard.type('mailbox/');
  assert.equal(await page.inputValue('.search-input'), 'mailbox/', 'a slash in the box is a slash');
  await answer(page);
  const selected = () =>
    page.$$eval('.search-option', (all) =>
      all.findIndex((option) => option.ariaSelected === 'true')
    );
  assert.equal(await selected(), 0);
  await page.keyboard.press('ArrowDown');
  assert.equal(await selected(), 1);
  const active = await page.getAttribute('.search-input', 'aria-activedescendant');
  assert.equal(await page.$eval('[aria-selected="true"]', (option) => option.id), active);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  assert.equal(await selected(), (await page.$$('.search-option')).length - 1, 'it goes round');
  await page.keyboard.press('Escape');
  assert.ok(await page.isHidden('.search-panel'));
  assert.equal(await page.getAttribute('.search-input', 'aria-expanded'), 'false');
  assert.equal(await page.inputValue('.search-input'), 'mailbox/', 'Escape keeps what was typed');
  await page.keyboard.press('ArrowDown');
  assert.ok(await page.isVisible('.search-panel'));
  const href = await page.$eval('[aria-selected="true"]', (option) => option.href);
  await page.keyboard.press('Enter');
  await page.waitForURL(href);
});

test('Enter at once opens the first result', async ({ page, site }) => {
  await page.goto(site.http('ja/index.html'));
  await page.keyboard.press('/');
  await page.keyboard.type('5.1.1');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/ja/codes/5-1-1.html');
});

test('more results on request', async ({ page, site }) => {
  await page.goto(site.http('en/index.html'));
  const before = await ask(page, 'message');
  await page.click('.search-more');
  await page.waitForFunction(
    (n) => document.querySelectorAll('.search-option').length > n + 1,
    before.length
  );
  assert.ok(await page.isVisible('.search-panel'));
});

test('a screen reader is told of the results that are not shown', async ({ page, site }) => {
  const told = async (shown) => {
    const said = new RegExp(`^(\\d+) results(?:, ${shown} shown)?$`);
    const status = await page.waitForFunction(
      ([pattern]) => document.querySelector('[role="status"]').textContent.match(pattern),
      [said]
    );
    return Number((await status.jsonValue())[1]);
  };
  await page.goto(site.http('en/index.html'));
  await ask(page, 'message');
  const all = await told(10);
  assert.ok(all > 20, `${all} results`);
  await page.click('.search-more');
  assert.equal(await told(20), all, 'the number of results changes');
  let shown = 20;
  while (await page.locator('.search-more').count()) {
    await page.click('.search-more');
    shown = Math.min(shown + 10, all);
    assert.equal(await told(shown), all);
  }
  assert.equal(await page.locator('.search-option').count(), all);
});

test('a screen reader is told how many, in the language of the page', async ({ page, site }) => {
  await page.goto(site.http('ja/index.html'));
  await ask(page, 'メールボックス');
  await page.waitForFunction(() =>
    /^\d+ 件見つかりました(。10 件を表示しています)?$/.test(document.querySelector('[role="status"]').textContent)
  );
  await page.goto(site.http('en/index.html'));
  await ask(page, 'xyzzy');
  await page.waitForFunction(() =>
    /^Nothing found/.test(document.querySelector('[role="status"]').textContent)
  );
  assert.match(await page.textContent('.search-note'), /^Nothing found/, 'and everybody else');
});

for (const lang of ['en', 'ja']) {
  test(`axe-core with results open, ${lang}`, async ({ page, site, axe, shot }) => {
    await page.goto(site.http(`${lang}/index.html`));
    await ask(page, lang === 'ja' ? '配信' : 'delivery');
    await axe();
    await shot(`search-${lang}-light`);
    await page.emulateMedia({ colorScheme: 'dark' });
    await axe({ runOnly: ['color-contrast'] });
    await shot(`search-${lang}-dark`);
  });
}

for (const [locale, lang] of [
  ['en-GB', 'en'],
  ['ja-JP', 'ja'],
]) {
  const name = `the page of both languages answers a browser of ${locale}`;
  test(name, { locale }, async ({ page, site, axe }) => {
    await page.goto(site.http('index.html'));
    const [first] = await ask(page, '5.1.1');
    assert.match(first.href, new RegExp(`/${lang}/codes/5-1-1.html$`));
    await axe();
  });
}

test(
  'without JavaScript the box leads to the list of codes',
  { javaScriptEnabled: false },
  async ({ page, site }) => {
    for (const way of ['http', 'file']) {
      await page.goto(site[way]('ja/index.html'));
      await page.fill('.search-input', '4.4.312');
      await page.press('.search-input', 'Enter');
      await page.waitForURL(/\/ja\/codes\/index\.html/);
    }
  }
);

test('from 320 px to 1920 px the results fit', async ({ page, site, shot }) => {
  for (const width of [320, 390, 640, 768, 960, 1280, 1920]) {
    await page.setViewportSize({ width, height: 720 });
    await page.goto(site.http('ja/codes/index.html'));
    await ask(page, 'メールボックス');
    const { excess, left, right } = await page.evaluate(() => {
      const box = document.querySelector('.search-panel').getBoundingClientRect();
      const root = document.documentElement;
      return { excess: root.scrollWidth - root.clientWidth, left: box.left, right: box.right };
    });
    await shot(`search-${width}`);
    assert.equal(excess, 0, `${width} px`);
    assert.ok(
      left >= 0 && right <= width && right - left >= Math.min(280, width),
      `${width} px: ${left} to ${right}`
    );
  }
});

test('a search that cannot be loaded leads to the list of codes', async ({
  page,
  context,
  site,
  allow,
}) => {
  allow(/search\/index\.js|ERR_FAILED/);
  await context.route('**/search/index.js', (route) => route.abort());
  await page.goto(site.http('en/index.html'));
  await page.fill('.search-input', 'mailbox');
  await page.click('.search-note a');
  await page.waitForURL(/\/en\/codes\//);
});

for (const [what, change] of Object.entries({
  older: (text) => text.replaceAll(/"[0-9a-f]{8}"/g, '"00000000"'),
  'of an older program': (text) => text.replace(/"versions":\{[^}]*\},/, ''),
})) {
  test(`an index that is ${what} is asked for once more`, async ({ page, context, site }) => {
    const asked = [];
    await context.route('**/search/index.js*', async (route) => {
      const { search } = new URL(route.request().url());
      asked.push(search.replace(/[0-9a-f]{8}$/, '…'));
      const response = await route.fetch();
      const text = await response.text();
      assert.notEqual(change(text), text);
      await route.fulfill({ response, body: search ? text : change(text) });
    });
    await page.goto(site.http('en/index.html'));
    await page.fill('.search-input', 'mailbox');
    await page.waitForSelector('.search-option[href]');
    assert.deepEqual(asked, ['', '?v=…']);
  });
}

test('a page uses no search code before the box is used', async ({ page, site }) => {
  const asked = [];
  page.on('request', (request) => asked.push(request.url().split('/').pop().replace(/\?.*/, '')));
  await page.goto(site.http('en/index.html'));
  assert.deepEqual(asked.filter((name) => /search|index\.js/.test(name)).sort(), [
    'search.css',
    'search.js',
  ]);
});
