// The bench of the browser tests: a published site, Chromium, and what every page
// must hold to. To add a test, write tests/browser/SUBJECT.test.mjs:
//
//     import assert from 'node:assert/strict';
//     import { test } from './bench.mjs';
//
//     test('the theme button turns the page dark', async ({ page, site }) => {
//       await page.goto(site.http('en/index.html'));
//       await page.click('.theme-toggle');
//       assert.equal(await page.getAttribute('html', 'data-theme'), 'dark');
//     });
//
// The file is found by its name, and each test gets a browser context of its own.
// A second argument before the function is passed to playwright's newContext
// (`{ javaScriptEnabled: false }`, `{ colorScheme: 'dark' }`, `{ viewport: … }`,
// `{ offline: true }`), besides `site: 'name'` for one of the
// other sites that test_browser.sh publishes.
//
// What `test` hands over:
//     page        playwright's page
//     context     its context, for a second page
//     site        site.http(path) and site.file(path): addresses of one page of
//                 the site; site.folder: where it lies
//     axe(options)        axe-core on the page as it is: no violation, or it fails
//     shot(name)          a screenshot, kept where BROWSER_SHOTS names a folder
//     allow(pattern)      a complaint of the page that this test expects
//
// A test fails, besides where it throws, when its page breaks its own
// Content-Security-Policy or the strict one of our server, throws, logs an error,
// misses a file, or asks anybody but the site for anything.
//
//     tests/browser/run.mjs [WORD...]    those tests whose file or name has a WORD
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const require = createRequire(import.meta.url);

// Set by run.mjs before the tests are loaded, read while they run.
export const bed = { browser: null, sites: {}, tests: [], file: '' };

export function test(name, options, run) {
  if (!run) {
    [options, run] = [{}, options];
  }
  bed.tests.push({ file: bed.file, name, options, run });
}

// A published folder, by both ways a reader may open it.
export function siteOf(folder, origin) {
  return {
    folder,
    origin,
    http: (page) => origin + page,
    file: (page) => {
      const [, name, rest] = /^([^?#]*)(.*)$/.exec(page);
      return pathToFileURL(path.join(folder, name)).href + rest;
    },
  };
}

// --- What every page must hold to --------------------------------------------

function watch(context, complaints) {
  context.on('weberror', (error) => complaints.push(`throws: ${error.error()}`));
  context.on('console', (message) => {
    if (message.type() === 'error') {
      complaints.push(`logs: ${message.text()} (${message.location().url})`);
    }
  });
  context.on('requestfailed', (request) => {
    // Leaving a page ends what it was still loading.
    if (request.failure()?.errorText !== 'net::ERR_ABORTED') {
      complaints.push(`misses: ${request.url()} ${request.failure()?.errorText}`);
    }
  });
  context.on('response', (response) => {
    if (response.status() >= 400) {
      complaints.push(`misses: ${response.url()} ${response.status()}`);
    }
  });
}

// Nothing leaves the site; not even a try does.
async function fence(context, site, complaints) {
  const own = [site.origin, pathToFileURL(site.folder).href, 'data:', 'about:', 'blob:'];
  await context.route(
    (url) => !own.some((start) => url.href.startsWith(start)),
    (route) => {
      complaints.push(`asks outside: ${route.request().url()}`);
      return route.abort();
    }
  );
}

// --- axe-core ----------------------------------------------------------------

const axeSource = () => readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

async function runAxe(page, options = {}) {
  await page.evaluate(axeSource()); // the page's policy would refuse a script element
  const { violations } = await page.evaluate((o) => globalThis.axe.run(document, o), options);
  const told = violations.map((violation) => {
    const places = violation.nodes.map((node) => `    ${node.target}: ${node.failureSummary}`);
    return `  ${violation.id}: ${violation.help}\n${places.join('\n')}`;
  });
  assert.equal(told.length, 0, `axe-core, ${page.url()}:\n${told.join('\n')}`);
}

// --- One test ------------------------------------------------------------------

export async function runTest({ name, options, run }) {
  const { site: siteName = 'content', offline = false, ...contextOptions } = options;
  const site = bed.sites[siteName];
  assert.ok(site, `there is no site "${siteName}"`);
  const complaints = [];
  const allowed = [];
  const context = await bed.browser.newContext({ locale: 'en-US', ...contextOptions });
  try {
    context.setDefaultTimeout(30000);
    await context.setOffline(offline);
    watch(context, complaints);
    await fence(context, site, complaints);
    const page = await context.newPage();
    await run({
      page,
      context,
      site,
      axe: (axeOptions) => runAxe(page, axeOptions),
      shot: async (shotName, shotOptions) => {
        if (process.env.BROWSER_SHOTS) {
          const file = path.join(process.env.BROWSER_SHOTS, `${shotName}.png`);
          await page.screenshot({ path: file, ...shotOptions });
        }
      },
      allow: (pattern) => allowed.push(pattern),
    });
  } finally {
    await context.close();
  }
  const told = complaints.filter((text) => !allowed.some((pattern) => pattern.test(text)));
  assert.deepEqual(told, [], `the page of "${name}" complains`);
}
