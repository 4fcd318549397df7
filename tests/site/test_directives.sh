#!/bin/bash
# Directives of Microsoft's docs as their authors write them, on the pages: in pairs,
# indented, over two lines. None shows, and what it stands for does.
# shellcheck source=tests/support/bed.sh
source "$(dirname "${BASH_SOURCE[0]}")/../support/bed.sh"

kb=$bed/kb
public=$kb/site/public

# prose LANG NAME: the article's part of a page.
prose() {
	sed -n '/<div class="prose/,/<nav class="pager\|<\/main>/p' "$public/$1/$2.html"
}

# shows LANG NAME HTML...
shows() {
	local page html
	page=$(prose "$1" "$2")
	for html in "${@:3}"; do
		grep -qF -- "$html" <<<"$page" || fail "$1/$2 does not show '$html': $page"
	done
}

# hides NAME TEXT...: no language's page has it.
hides() {
	local lang text
	for lang in en ja ja-en; do
		for text in "${@:2}"; do
			! prose "$lang" "$1" | grep -qF -- "$text" || fail "$lang/$1 shows '$text'"
		done
	done
}

# An include in a pair: first, in the middle, last; in a paragraph and an item.
includes() {
	local name='[!INCLUDE [name](includes/name.md)]'
	mkdir -p "$kb/content/includes"
	pair b-1 'NAME' '名前' >"$kb/content/includes/name.md"
	{
		printf '# Includes\n\n'
		printf -- '- %s\n\n' "$(pair a-1 "Item $name" "$name の項目")"
		printf '%s\n\n' "$(pair a-2 "$name is" "$name です")"
		printf '%s %s\n' "$(pair a-3 'First.' '最初。')" "$(pair a-4 "Use $name." "$name を使う。")"
	} >"$kb/content/includes.md"
	run 0 build -C "$kb"
	shows en includes '<li>Item NAME</li>' '<p>NAME is</p>' '<p>First. Use NAME.</p>'
	shows ja includes '<li>名前 の項目</li>' '<p>名前 です</p>' '<p>最初。名前 を使う。</p>'
	shows ja-en includes '<p lang="ja">最初。</p><p lang="en">First.</p>' \
		'<p lang="ja">名前 を使う。</p><p lang="en">Use NAME.</p>'
	hides includes INCLUDE includes/
}

kb "$kb"
includes

exit "$status"
