#!/usr/bin/env node
// Runs every tests/browser/*.test.mjs in one Chromium; bench.mjs says how to add one.
//
//     tests/browser/run.mjs [WORD...]
//
// From the environment: BROWSER_SITES, a folder of published sites (test_browser.sh
// makes it); CHROMIUM, the browser; BROWSER_SHOTS, a folder for screenshots. To run
// again what test_browser.sh has built:
//
//     BROWSER_SITES=build/asan/browser tests/browser/run.mjs search
import { mkdirSync, readdirSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { bed, runTest, siteOf } from './bench.mjs';
import { serve } from './server.mjs';

const here = import.meta.dirname;
const words = process.argv.slice(2);
const sites = path.resolve(process.env.BROWSER_SITES ?? 'build/asan/browser');

async function load() {
  for (const file of readdirSync(here)
    .filter((name) => name.endsWith('.test.mjs'))
    .sort()) {
    bed.file = file.replace('.test.mjs', '');
    await import(path.join(here, file));
  }
}

const isWanted = (t) => words.every((word) => `${t.file} ${t.name}`.includes(word));

async function worker(queue, failures) {
  for (let t = queue.shift(); t; t = queue.shift()) {
    const start = performance.now();
    try {
      await runTest(t);
      console.log(`ok ${t.file}: ${t.name} (${Math.round(performance.now() - start)} ms)`);
    } catch (error) {
      failures.push(t);
      console.log(`NOT OK ${t.file}: ${t.name}\n${error.stack ?? error}`);
    }
  }
}

async function main() {
  for (const entry of readdirSync(sites, { withFileTypes: true })) {
    if (entry.isDirectory()) {
      const folder = path.join(sites, entry.name);
      bed.sites[entry.name] = siteOf(folder, await serve(folder));
    }
  }
  if (process.env.BROWSER_SHOTS) {
    mkdirSync(process.env.BROWSER_SHOTS, { recursive: true });
  }
  await load();
  bed.browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  const queue = bed.tests.filter(isWanted);
  const count = queue.length;
  const failures = [];
  await Promise.all(
    Array.from({ length: Math.min(2, cpus().length) }, () => worker(queue, failures))
  );
  await bed.browser.close();
  console.log(`${count - failures.length} browser tests passed, ${failures.length} failed`);
  return count > 0 && failures.length === 0 ? 0 : 1;
}

process.exit(await main());
