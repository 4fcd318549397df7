// Opens every page of a site in Chromium and tells what ran or was asked for
// that should not have been.
//
//     node hostile.mjs CHROMIUM SITE
//
// SITE was published from articles that try to run script (which sets
// window.__pwned to 1), to open something, or to load from outside. Nothing goes
// over a network: what a page asks of the site's own origin is read from SITE, and
// the rest is refused and told. First pages that do all of this show that this
// test would see it.
import { chromium } from 'playwright-core';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ORIGIN = 'http://site.invalid/';
const TABS = 4;

// Not on any page, and not in an article.
const FOREIGN = [
  'iframe', 'frame', 'frameset', 'object', 'embed', 'applet', 'base', 'style', 'portal', 'marquee',
  'meta[http-equiv]:not([http-equiv="Content-Security-Policy"])', 'link[rel~="import"]',
  'script:not([src], [type="application/ld+json"])', 'body link', 'body meta', '[style]',
  ...['svg', 'math', 'video', 'audio', 'source', 'track', 'canvas', 'template', 'dialog', 'script',
    'form', 'input:not([type="checkbox"][disabled])', 'textarea', 'select', '[autofocus]',
    '[contenteditable]'].map((selector) => `main ${selector}`),
];

// Runs in the page: what is on it that must not be.
function inspect(foreign) {
  const faults = [];
  const listeners = /^on/i;
  for (const selector of foreign) {
    for (const element of document.querySelectorAll(selector)) {
      if (element.closest('.site-search')) continue; // the page's own
      faults.push(`has ${selector}: ${element.outerHTML.slice(0, 80)}`);
    }
  }
  for (const element of document.querySelectorAll('*')) {
    for (const { name, value } of element.attributes) {
      const address = ['href', 'src', 'action', 'formaction', 'data', 'ping'].includes(name);
      const leads = address && URL.canParse(value, document.baseURI);
      const scheme = leads && new URL(value, document.baseURI).protocol;
      if (listeners.test(name) || ['srcdoc', 'srcset', 'ping'].includes(name)) {
        faults.push(`<${element.localName} ${name}="${value.slice(0, 60)}">`);
      }
      if (leads && !['http:', 'https:', 'mailto:', 'tel:', 'sip:', 'file:'].includes(scheme)) {
        faults.push(`<${element.localName} ${name}> has the scheme ${scheme}`);
      }
    }
  }
  return faults;
}

// Runs in the page: what a reader might do with the article.
function provoke() {
  const events = ['mouseover', 'mouseenter', 'pointerdown', 'focus', 'click', 'dblclick', 'keydown',
    'input', 'change', 'submit', 'toggle', 'error', 'load', 'copy', 'wheel', 'animationstart'];
  const article = document.querySelector('main') ?? document.body;
  for (const element of article.querySelectorAll('*')) {
    // A link that is followed leaves the page; its scheme was looked at.
    const leaves = element.closest('a[href]') && !/^javascript:/i.test(element.closest('a').href);
    for (const name of events) {
      if (name === 'click' && leaves) continue;
      element.dispatchEvent(new Event(name, { bubbles: true, cancelable: true }));
    }
    if (element.localName === 'a' && !leaves) element.click();
  }
}

class Watch {
  constructor(root) {
    this.root = root;
    this.faults = [];
  }

  serve(route) {
    const url = route.request().url();
    const path = join(this.root, decodeURIComponent(new URL(url).pathname));
    if (url.startsWith(ORIGIN) && existsSync(path)) return route.fulfill({ path });
    this.faults.push(`asks for ${url.slice(0, 100)}`);
    return route.abort();
  }

  async open(context) {
    const page = await context.newPage();
    const tell = (what) => this.faults.push(what);
    await page.route('**/*', (route) => this.serve(route));
    page.on('dialog', (dialog) => {
      tell(`opens a dialog: ${dialog.message()}`);
      return dialog.dismiss();
    });
    page.on('popup', (popup) => tell(`opens a window: ${popup.url()}`));
    page.on('worker', (worker) => tell(`starts a worker: ${worker.url()}`));
    page.on('websocket', (socket) => tell(`opens a socket: ${socket.url()}`));
    page.on('download', (download) => tell(`downloads ${download.url()}`));
    page.on('pageerror', (error) => tell(`fails: ${error.message}`));
    return page;
  }

  // Everything wrong with one page.
  async look(page, name) {
    const url = new URL(name, ORIGIN).href;
    this.faults = [];
    try {
      await page.goto(url, { waitUntil: 'load' });
      this.faults.push(...await page.evaluate(inspect, FOREIGN));
      await page.evaluate(provoke);
      // An element of that id would be there, too; but no number.
      if (await page.evaluate(() => window.__pwned === 1)) this.faults.push('runs script');
    } catch (error) {
      this.faults.push(`cannot be looked at: ${error.message.split('\n')[0]}`);
    }
    if (page.url() !== url) this.faults.push(`leads to ${page.url()}`);
    return this.faults;
  }
}

// What each of these does must be told, or the rest of this test is worth nothing.
const CONTROL = [
  ['<script>window.__pwned = 1</script>', 'runs script'],
  ['<main><p onmouseover="window.__pwned = 1">x</p></main>', 'runs script'],
  ['<main><a href="javascript:void(window.__pwned = 1)">x</a></main>', 'runs script'],
  ['<main><p onclick="">x</p></main>', '<p onclick'],
  ['<main><a href="data:text/html,x">x</a></main>', 'scheme data:'],
  ['<img src="http://hostile.invalid/x.png">', 'asks for http://hostile.invalid/x.png'],
  ['<p style="background: url(http://hostile.invalid/y.png)">x</p>', 'asks for http://hostile'],
  ['<img src="missing.png">', `asks for ${ORIGIN}missing.png`],
  ['<script>alert("hello")</script>', 'opens a dialog: hello'],
  ['<iframe srcdoc="x"></iframe>', 'has iframe'],
  ['<script>throw new Error("thrown")</script>', 'fails: thrown'],
  ['<meta http-equiv="refresh" content="0; url=http://hostile.invalid/z">', 'asks for http://hostile.invalid/z'],
];

async function control(context) {
  const root = mkdtempSync(join(tmpdir(), 'taiyaku-control-'));
  const missed = [];
  for (const [index, [markup, expected]] of CONTROL.entries()) {
    const name = `${index}.html`;
    const watch = new Watch(root);
    const page = await watch.open(context);
    writeFileSync(join(root, name), `<!DOCTYPE html><title>x</title>${markup}`);
    const faults = await watch.look(page, name);
    if (!faults.some((fault) => fault.includes(expected))) {
      missed.push(`not seen: ${markup}: ${faults.join('; ') || 'nothing'}`);
    }
    await page.close();
  }
  rmSync(root, { recursive: true });
  return missed;
}

async function lookAtAll(context, root) {
  const names = readdirSync(root, { recursive: true }).filter((name) => name.endsWith('.html'));
  const waiting = [...names];
  const faults = [];
  const run = async () => {
    const watch = new Watch(root);
    const page = await watch.open(context);
    for (let name; (name = waiting.pop());) {
      for (const fault of await watch.look(page, name)) faults.push(`${name}: ${fault}`);
    }
    await page.close();
  };
  await Promise.all(Array.from({ length: TABS }, run));
  return { faults: faults.sort(), count: names.length };
}

const [executablePath, site] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
try {
  const context = await browser.newContext();
  const missed = await control(context);
  const { faults, count } = await lookAtAll(context, resolve(site));
  for (const line of [...missed, ...faults]) console.log(line);
  console.log(`${count} pages opened, ${faults.length} faults`);
  process.exitCode = missed.length || faults.length || !count ? 1 : 0;
} finally {
  await browser.close();
}
