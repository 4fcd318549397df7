#!/bin/bash
# The published site in a real browser: every tests/browser/*.test.mjs, on sites that
# are built here once. A site more: a folder in tests/browser/sites with content/ and
# site/site.yaml, and a `base` line more below.
set -euo pipefail

skip() {
	echo "$*"
	[ -z "${CI:-}" ] && exit 77
	exit 1
}

CHROMIUM=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}
export CHROMIUM
[ -n "$CHROMIUM" ] || skip "there is no Chromium: make check installs it with apt; CHROMIUM names another one"
for package in playwright-core axe-core; do
	[ -d "tests/browser/node_modules/$package" ] ||
		skip "$package from npm is missing (make check installs it)"
done
# import.meta.dirname, and what playwright-core asks for
node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 11) ? 0 : 1)' ||
	skip "node is $(node --version); the browser tests need 20.11 or newer"

export BROWSER_SITES=$BUILD/browser

# publish NAME ARGUMENT...: build/…/browser/NAME, as taiyaku build ARGUMENT... makes it
publish() {
	local name=$1
	shift
	"$TAIYAKU" build -q "$@" -o "$BROWSER_SITES/$name"
}

# base NAME: tests/browser/sites/NAME, with the project's templates and assets, published
base() {
	local folder=$BUILD/browser-bases/$1
	rm -rf "$folder"
	mkdir -p "$folder"
	cp -r "tests/browser/sites/$1/." templates "$folder"
	cp -r site/assets "$folder/site"
	publish "$1" -C "$folder"
}

rm -rf "$BROWSER_SITES"
mkdir -p "$BROWSER_SITES"
publish content
publish odd --keep-going --content tests/browser/odd 2>/dev/null || [ $? = 1 ] # one language is a finding
base search

# The reviewer's page, of articles with findings of all kinds.
mkdir -p "$BROWSER_SITES/report"
for lang in en ja; do
	"$TAIYAKU" check --lang "$lang" --format html tests/kb/cases tests/render/cases \
		>"$BROWSER_SITES/report/$lang.html" || [ $? = 1 ]
done

# A little before run.sh would end it without a word of what hangs. On two cores that other
# tests use as well, five minutes are not unusual.
timeout 580 node tests/browser/run.mjs "$@"
