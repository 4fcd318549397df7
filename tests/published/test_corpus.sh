#!/bin/bash
# The pages of real articles are valid HTML to the Nu checker, without a warning,
# in all languages; and every man page is clean. Every page in CI and with
# `make corpus`, which takes a minute of two processors; else each tenth.
set -euo pipefail

skip() {
	echo "$*"
	[ -z "${CI:-}" ] && exit 77
	exit 1
}

PAGES_MIN=7000 # two a real article
corpus=$TAIYAKU_SHARED/corpus
jar=tests/browser/node_modules/vnu-jar/build/dist/vnu.jar
[ -d "$corpus" ] || skip "there are no real articles at $corpus"
if [ ! -f "$jar" ] || ! command -v java >/dev/null; then
	skip 'the HTML checker is missing: java, or vnu-jar from npm (make check installs both)'
fi

out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

# Real articles have errors, and are published all the same.
status=0
"$TAIYAKU" build -q --keep-going --content "$corpus" -o "$out/public" >"$out/said" 2>&1 || status=$?
[ "$status" = 1 ] || {
	cat "$out/said"
	echo "the corpus was not published: exit status $status"
	exit 1
}
pages=$(find "$out/public" -name '*.html' | wc -l)
[ "$pages" -ge "$PAGES_MIN" ] || {
	echo "$pages pages are too few"
	exit 1
}

every=10
[ -z "${CI:-}${CORPUS:-}" ] || every=1
find "$out/public" -name '*.html' | sort | awk "NR % $every == 0" >"$out/pages"

# An article that nobody has translated reads as English on its Japanese page:
# a guess at the language is not about the HTML.
xargs java -Xss8m -jar "$jar" --Werror --format gnu \
	--filterpattern '.*appears to be written in.*' <"$out/pages"
echo "$(wc -l <"$out/pages") of $pages pages are valid"

find "$out/public/man" -name '*.7' -exec grep -LZ '^\.so ' {} + >"$out/man-pages"
said=$(xargs -0 mandoc -Tlint -W warning <"$out/man-pages" 2>&1) || true
[ -z "$said" ] || {
	echo "$said"
	exit 1
}
