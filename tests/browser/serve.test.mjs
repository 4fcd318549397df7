// taiyaku serve in the browser: a page follows its article, and says when it cannot,
// under the policy that the published pages carry.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bed, test } from './bench.mjs';

const repository = path.resolve(import.meta.dirname, '../..');

// The example article in a knowledge base of its own, and the preview of it.
async function preview(run) {
  const folder = mkdtempSync(path.join(tmpdir(), 'taiyaku-serve-'));
  for (const name of ['templates', 'site/assets', 'content/smtp/4-4-312.md']) {
    cpSync(path.join(repository, name), path.join(folder, name), { recursive: true });
  }
  const server = spawn(process.env.TAIYAKU ?? path.join(repository, 'build/asan/taiyaku'), ['serve', '-C', folder, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  try {
    const origin = await new Promise((resolve, reject) => {
      let told = '';
      server.stdout.on('data', (text) => {
        told += text;
        const found = /http:\/\/127\.0\.0\.1:\d+\//.exec(told);
        if (found) {
          resolve(found[0]);
        }
      });
      server.on('exit', (code) => reject(new Error(`taiyaku serve ended with ${code}`)));
    });
    await run({ folder, origin, article: path.join(folder, 'content/smtp/4-4-312.md') });
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGINT');
    assert.equal(await ended, 0, 'the exit status');
  } finally {
    server.kill('SIGKILL');
    rmSync(folder, { recursive: true });
  }
}

// As editors save: a new file takes the place of the old one.
function edit(file, change) {
  const text = readFileSync(file, 'utf8');
  assert.notEqual(change(text), text, 'the edit changes nothing');
  writeFileSync(`${file}~`, change(text));
  renameSync(`${file}~`, file);
}

// A page of the bench would not be let out to the preview.
async function withPage(options, run) {
  const context = await bed.browser.newContext(options);
  const complaints = [];
  context.on('weberror', (error) => complaints.push(String(error.error())));
  context.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  try {
    await run(await context.newPage(), context);
  } finally {
    await context.close();
  }
  assert.deepEqual(complaints, []);
}

const withoutFix = (text) => text.slice(0, text.indexOf('## <a name="fix"'));

test('an open page follows its article and keeps its place', async () => {
  await preview(({ origin, article }) =>
    withPage({ viewport: { width: 600, height: 400 } }, async (page) => {
      await page.goto(`${origin}en/smtp/4-4-312.html#fix`);
      await page.evaluate(() => globalThis.scrollTo(0, 200));
      for (const word of ['Kilimanjaro', 'Fujiyama']) {
        edit(article, (text) => text.replace(/DNS query failed|Kilimanjaro/g, word));
        // A page that is being loaded again has no heading for a moment.
        await page.waitForFunction((w) => document.querySelector('h1')?.textContent.includes(w), word);
      }
      await page.waitForFunction(() => globalThis.scrollY > 100);
    })
  );
});

test('a page tells in its language that the last change is not published', async () => {
  await preview(({ origin, article }) =>
    withPage({}, async (page, context) => {
      const whole = readFileSync(article, 'utf8');
      const english = await context.newPage();
      await page.goto(`${origin}ja/`);
      await english.goto(`${origin}en/`);
      edit(article, withoutFix);
      await page.getByRole('status').filter({ hasText: '公開されていません' }).waitFor();
      await english.getByRole('status').filter({ hasText: 'not published' }).waitFor();
      await page.reload();
      const note = page.getByRole('status').filter({ hasText: '公開されていません' });
      await note.waitFor();
      if (process.env.BROWSER_SHOTS) {
        await page.screenshot({ path: path.join(process.env.BROWSER_SHOTS, 'serve-note.png') });
      }
      edit(article, () => whole);
      await note.waitFor({ state: 'detached' });
    })
  );
});
