#!/usr/bin/env node
// What the search costs at size, measured now:
//
//     tests/bench/search.mjs PROGRAM FOLDER [COUNT]
//
// FOLDER holds a base that many_articles.mjs made, or gets one of COUNT articles. Builds
// it, then asks in Chromium, from a server, and says for each query: shards loaded, the
// time of the answer with the shards there (the best of five, for what else runs on the
// machine is not the search's), and results. Fails where a promise is broken: 40 KB compressed at first, 4 shards a query, 100 ms. With
// BENCH_BUILT=1 the site of an earlier run is asked again, with the scripts of today.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { createRequire } from 'node:module';
import { serve } from '../browser/server.mjs';

const require = createRequire(new URL('../browser/bench.mjs', import.meta.url));
const { chromium } = require('playwright-core');

const FIRST_MAX = 40 << 10;
const SHARDS_MAX = 4;
const ANSWER_MAX_MS = 100;

const [program, base, count = '100000'] = process.argv.slice(2);
const here = import.meta.dirname;
const broken = [];

function promise(holds, text) {
  if (!holds) {
    broken.push(text);
  }
}

function build() {
  if (!existsSync(path.join(base, 'content'))) {
    spawnSync(path.join(here, 'many_articles.mjs'), [base, count], { stdio: 'inherit' });
  }
  for (const [from, to] of [
    ['templates', 'templates'],
    ['site/assets', 'site/assets'],
  ]) {
    cpSync(from, path.join(base, to), { recursive: true });
  }
  const out = path.join(base, 'public');
  if (process.env.BENCH_BUILT) {
    cpSync('site/assets', path.join(out, 'assets'), { recursive: true });
    return out;
  }
  const arguments_ = [
    '-f',
    '%e %U %M',
    path.resolve(program),
    'build',
    '-q',
    '--keep-going',
    '--fresh',
    '-C',
    base,
    '-o',
    out,
  ];
  const built = spawnSync('/usr/bin/time', arguments_, { encoding: 'utf8', maxBuffer: 1 << 30 });
  const [wall, user, kb] = built.stderr.trim().split('\n').at(-1).split(' ').map(Number);
  console.log(`build: ${wall} s (${user} s of processors), ${Math.round(kb / 1024)} MB at most`);
  return out;
}

const zipped = (file) => gzipSync(readFileSync(file), { level: 9 }).length;

function sizes(out) {
  const folder = path.join(out, 'search');
  const names = readdirSync(folder);
  for (const [kind, pattern] of [
    ['words', /^t\d/],
    ['pages', /^(en|ja)\d/],
  ]) {
    const bytes = names
      .filter((name) => pattern.test(name))
      .map((name) => statSync(path.join(folder, name)).size)
      .sort((a, b) => a - b);
    console.log(
      `${kind}: ${bytes.length} shards, median ${bytes[bytes.length >> 1]} bytes, largest ${bytes.at(-1)}`
    );
  }
  const first = [
    'assets/search.js',
    'assets/search-shards.js',
    'assets/search-words.js',
    'assets/search-find.js',
    'assets/search-codes.js',
    'assets/search.css',
    'search/index.js',
  ].map((name) => [name, zipped(path.join(out, name))]);
  const total = first.reduce((sum, [, bytes]) => sum + bytes, 0);
  console.log(
    `first load, compressed: ${total} bytes (${first.map((pair) => pair.join(' ')).join(', ')})`
  );
  promise(total <= FIRST_MAX, `first load of ${total} bytes`);
}

// Queries of all kinds, from the text of some pages.
async function queries(page) {
  const docs = await page.evaluate(async () => {
    const index = await window.taiyakuSearch.load('index');
    const shards = [
      0,
      Math.floor(index.docs / index.perShard / 2),
      Math.floor((index.docs - 1) / index.perShard),
    ];
    const all = await Promise.all(
      shards.flatMap((n) => [`en${n}`, `ja${n}`].map((name) => window.taiyakuSearch.load(name)))
    );
    return all.flatMap((shard) => [shard[3], shard[shard.length - 2]]);
  });
  const made = [];
  for (const [title, text, , code] of docs) {
    const words = title.split(' ').filter((word) => !/^\d/.test(word));
    made.push(words[0], words.join(' '), title.slice(0, 4), text.slice(10, 22));
    if (code) {
      made.push(
        code,
        `550 ${code.replace(/^\d/, (c) => (c === '4' ? '5' : '4'))}`,
        code.slice(0, 5)
      );
      made.push(
        `Delivery failed:\n192.0.2.1 said 550 ${code} ${text}\nReceived: by mx (Postfix 3.4.14)`
      );
    }
  }
  made.push('メール', '設定', 'the mail server refused it', 'について');
  return [...new Set(made.filter(Boolean))];
}

async function measure(browser, origin, lang, text) {
  const page = await browser.newPage();
  await page.goto(`${origin}${lang}/index.html`);
  await page.focus('.search-input');
  await page.waitForFunction(() => window.taiyakuSearch?.find);
  const answer = await page.evaluate(
    async ([query, of]) => {
      const { results } = await window.taiyakuSearch.find(query, of);
      const first = [...window.taiyakuSearch.loaded.keys()].filter((name) => name !== 'index');
      const times = [];
      for (let i = 0; i < 5; i++) {
        const start = performance.now();
        await window.taiyakuSearch.find(query, of);
        times.push(performance.now() - start);
      }
      return { n: results.length, shards: first, ms: times.sort((a, b) => a - b)[0] };
    },
    [text, lang]
  );
  await page.close();
  return answer;
}

async function main() {
  const out = build();
  sizes(out);
  const origin = await serve(out);
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  const page = await browser.newPage();
  await page.goto(`${origin}en/index.html`);
  await page.focus('.search-input');
  await page.waitForFunction(() => window.taiyakuSearch?.find);
  const worst = { shards: 0, ms: 0, none: 0 };
  const asked = await queries(page);
  for (const text of asked) {
    const lang = /[ぁ-ヿ一-鿿]/.test(text) ? 'ja' : 'en';
    const { n, ms, shards } = await measure(browser, origin, lang, text);
    console.log(
      `${shards.length} shards, ${ms.toFixed(1)} ms, ${n} results: ${text.replace(/\s+/g, ' ').slice(0, 70)} (${shards.join(' ')})`
    );
    worst.shards = Math.max(worst.shards, shards.length);
    worst.ms = Math.max(worst.ms, ms);
    worst.none += n === 0 ? 1 : 0;
    promise(shards.length <= SHARDS_MAX, `${shards.length} shards for ${text}`);
    promise(ms <= ANSWER_MAX_MS, `${ms} ms for ${text}`);
  }
  await browser.close();
  console.log(
    `${asked.length} queries: ${worst.shards} shards and ${worst.ms.toFixed(1)} ms at most, ${worst.none} without a result`
  );
  broken.forEach((text) => console.log(`BROKEN: ${text}`));
  return broken.length ? 1 : 0;
}

process.exit(await main());
