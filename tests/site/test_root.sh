#!/bin/bash
# The page at the root belongs to neither language: it has the site's name in both.
# shellcheck source=tests/support/bed.sh
source "$(dirname "${BASH_SOURCE[0]}")/../support/bed.sh"

kb=$bed/kb
root=$kb/site/public/index.html

# named TITLE HEADING: the root's title, and its heading's markup.
named() {
	run 0 build -q -C "$kb"
	grep -qF "<title>$1</title>" "$root" || fail "the title is not '$1': $(grep title "$root")"
	grep -qF "<h1>$2</h1>" "$root" || fail "the heading is not '$2': $(grep h1 "$root")"
}

kb "$kb"
printf 'title: {en: Shop & help, ja: 店のヘルプ}\n' >"$kb/site/site.yaml"
named 'Shop &amp; help / 店のヘルプ' 'Shop &amp; help <span lang="ja">店のヘルプ</span>'
printf 'title: {en: Taiyaku, ja: Taiyaku}\n' >"$kb/site/site.yaml"
named Taiyaku Taiyaku

exit "$status"
