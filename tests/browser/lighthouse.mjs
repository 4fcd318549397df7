// Lighthouse on the kinds of pages that people come to, in both languages.
//
//     node lighthouse.mjs CHROMIUM SITE
//
// A telephone's network is simulated; its processor is not, since a busy machine would
// be slowed down once more. The best of three runs counts.
import * as chromeLauncher from 'chrome-launcher';
import lighthouse from 'lighthouse';
import { serve } from './server.mjs';

const PAGES = ['en/index.html', 'ja/codes/4-4-312.html', 'en/smtp/5-1-1.html'];
const WANTED = { performance: 0.95, accessibility: 1, 'best-practices': 1, seo: 1 };
const RUNS = 3;

const FLAGS = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

async function look(url, port) {
  const { lhr } = await lighthouse(url, {
    port,
    output: 'json',
    logLevel: 'error',
    onlyCategories: Object.keys(WANTED),
    throttling: { cpuSlowdownMultiplier: 1 },
  });
  const missed = Object.entries(WANTED).filter(([name, wanted]) => !(lhr.categories[name].score >= wanted));
  const scores = Object.entries(lhr.categories).map(([name, { score }]) => `${name} ${Math.round(score * 100)}`);
  const blamed = missed.flatMap(([name]) => lhr.categories[name].auditRefs)
    .filter(({ id, weight }) => weight > 0 && lhr.audits[id].score !== null && lhr.audits[id].score < 1)
    .map(({ id }) => `    ${id}: ${lhr.audits[id].displayValue ?? lhr.audits[id].title}`);
  return { passed: missed.length === 0, scores: scores.join(', '), blamed };
}

async function main(chromePath, folder) {
  // Lighthouse fetches robots.txt from within the page.
  const origin = await serve(folder, "; connect-src 'self'");
  const chrome = await chromeLauncher.launch({ chromePath, chromeFlags: FLAGS, logLevel: 'silent' });
  let failed = 0;
  try {
    for (const page of PAGES) {
      let result;
      for (let run = 0; run < RUNS && !result?.passed; run++) {
        result = await look(origin + page, chrome.port);
      }
      console.log(`${result.passed ? 'ok' : 'NOT OK'} ${page}: ${result.scores}`);
      result.blamed.forEach((line) => console.log(line));
      failed += !result.passed;
    }
  } finally {
    chrome.kill();
  }
  process.exit(failed ? 1 : 0);
}

main(process.argv[2], process.argv[3]);
