#!/bin/bash
# Lighthouse: 100 for accessibility, best practices and SEO, at least 95 for
# performance, on three kinds of pages.
set -euo pipefail

skip() {
	echo "$*"
	[ -z "${CI:-}" ] && exit 77
	exit 1
}

chromium=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}
[ -n "$chromium" ] || skip 'there is no Chromium: make check installs it with apt; CHROMIUM names another one'
[ -d tests/browser/node_modules/lighthouse ] || skip 'lighthouse from npm is missing (make check installs it)'
node -e 'process.exit(parseInt(process.versions.node) >= 20 ? 0 : 1)' ||
	skip "node is $(node --version); the browser tests need 20 or newer"

out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
"$TAIYAKU" build -q -o "$out/site"
timeout 280 node tests/browser/lighthouse.mjs "$chromium" "$out/site"
