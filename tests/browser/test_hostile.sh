#!/bin/bash
# The hostile articles in a real browser: nothing runs, nothing is loaded from outside.
set -euo pipefail

skip() {
	echo "$*"
	[ -z "${CI:-}" ] && exit 77
	exit 1
}

chromium=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}
[ -n "$chromium" ] || skip 'there is no Chromium: make check installs it with apt; CHROMIUM names another one'
[ -d tests/browser/node_modules/playwright-core ] ||
	skip 'playwright-core from npm is missing (make check installs it)'
node -e 'process.exit(parseInt(process.versions.node) >= 20 ? 0 : 1)' ||
	skip "node is $(node --version); the browser tests need 20 or newer"

out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

# The articles have errors of all kinds, and are published all the same.
status=0
"$TAIYAKU" build -q --keep-going --content tests/hostile/cases -o "$out/site" 2>/dev/null || status=$?
[ "$status" = 1 ] || {
	echo "the hostile articles were not published: exit status $status"
	exit 1
}
node tests/browser/hostile.mjs "$chromium" "$out/site"
