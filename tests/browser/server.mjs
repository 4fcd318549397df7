// A static server for one published folder, as strict as the strictest that the site
// promises to work under: no inline script or style, nothing from elsewhere. A file that
// is asked for with '?pieces=BYTES' comes in pieces of that size, as over a poor line.
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';

const PAUSE = 40; // ms: more than two frames, so that each piece is painted

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https:; " +
  "form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.xml': 'application/xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
};

function fileFor(folder, url) {
  const name = path.normalize(decodeURIComponent(url.pathname));
  let file = path.join(folder, name);
  try {
    if (statSync(file).isDirectory()) {
      file = path.join(file, 'index.html');
    }
    return statSync(file).isFile() ? file : null;
  } catch {
    return null;
  }
}

async function* slowly(pieces) {
  for await (const piece of pieces) {
    yield piece;
    await sleep(PAUSE);
  }
}

// The file, and what it passes on its way out.
function sourceOf(file, pieces) {
  return pieces ? [createReadStream(file, { highWaterMark: Number(pieces) }), slowly] : [createReadStream(file)];
}

// Serves until the process ends; gives the origin, with a final '/'. `more` is added
// to the policy.
export function serve(folder, more = '') {
  const server = createServer((request, response) => {
    const url = new URL(request.url, 'http://x');
    const found = fileFor(folder, url);
    const file = found ?? path.join(folder, '404.html');
    response.writeHead(found ? 200 : 404, {
      'Content-Type': TYPES[path.extname(file)] ?? 'application/octet-stream',
      'Content-Security-Policy': POLICY + more,
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
    });
    // Whoever leaves a page ends what it was still loading.
    pipeline(...sourceOf(file, url.searchParams.get('pieces')), response).catch(() =>
      response.destroy()
    );
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      server.unref();
      resolve(`http://127.0.0.1:${server.address().port}/`);
    });
  });
}
