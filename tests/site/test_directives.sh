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

# Rows and columns, with what they hold indented; in a list too.
columns() {
	local fence=\`\`\`
	{
		printf '# Columns\n\n:::row:::\n   :::column span="2":::\n'
		printf '      %s\n\n      - %s\n\n      %s\n      code\n        deeper\n      %s\n' \
			"$(pair a-1 '**First** column' '**一番目**の列')" "$(pair a-2 'Item' '項目')" "$fence" "$fence"
		printf '   :::column-end:::\n   :::column:::\n      %s\n   :::column-end:::\n:::row-end:::\n\n' \
			"$(pair a-3 'Second column' '二番目の列')"
		printf '1. %s\n\n' "$(pair a-4 'Step' '手順')"
		printf '    :::row:::\n        :::column:::\n            %s\n        :::column-end:::\n    :::row-end:::\n' \
			"$(pair a-5 'In the step' '手順の中')"
		printf '\nWords.\n\n:::zone pivot="a"\n\n    code of its own\n\n:::zone-end\n'
	} >"$kb/content/columns.md"
	run 0 build -C "$kb"
	shows en columns '<p><strong>First</strong> column</p>' '<li>Item</li>' '<code>code' '  deeper' \
		'<p>Second column</p>' '<p>In the step</p>' '<code>code of its own'
	shows ja columns '<p><strong>一番目</strong>の列</p>' '<li>項目</li>' '<p>手順の中</p>'
	hides columns ':::' '**'
	# A finding in a column is where the text is.
	sed -i 's/Second column/Second column of 7/' "$kb/content/columns.md"
	run 0 check -C "$kb"
	grep -q '^[^ ]*columns.md:15:[0-9]*: warning: 7 is missing' <<<"$out" || fail "not at line 15: $out"
	rm "$kb/content/columns.md"
}

# An image over several lines, a file of code, videos in quotes and outside of them.
others() {
	printf 'PNG' >"$kb/content/picture.png"
	printf 'exit 0\n' >"$kb/content/a.sh"
	{
		printf '# Others\n\n:::image type="content"\n   source="picture.png"\n   alt-text="A picture":::\n\n'
		printf '> [!VIDEO https://video.example/1]\n\n[!VIDEO https://video.example/2]\n\n'
		printf '%s\n\n' "$(pair a-1 'Run [!code-bash[this](a.sh)] now.' '[!code-bash[これ](a.sh)]を実行します。')"
		printf '[!code-bash[Main](a.sh)]\n'
	} >"$kb/content/others.md"
	run 0 build -C "$kb"
	shows en others 'alt="A picture"' '<a href="https://video.example/1">Watch the video</a>' \
		'<a href="https://video.example/2">Watch the video</a>' '<p>Run this now.</p>'
	shows ja others '<a href="https://video.example/2">動画を見る</a>' '<p>これを実行します。</p>'
	hides others '[!' ':::' 'alt-text'
	rm "$kb/content/others.md"
}

# Words behind "[label]: " are no address, and stay; an address stays one.
footnotes() {
	{
		printf '# Footnotes\n\n%s\n\n' "$(pair a-1 'Words[^1], [more][r].' '語[^1]、[続き][r]。')"
		printf '[^1]: %s\n\n' "$(pair a-2 'The footnote.' '脚注の文。')"
		printf '[note]: %s\n\n' "$(pair a-3 'Words of a note' '注の文')"
		printf '[r]: %s\n' "$(pair a-4 'https://help.example/' 'https://help.example/')"
	} >"$kb/content/footnotes.md"
	run 0 build -C "$kb"
	shows en footnotes 'Words[^1], <a href="https://help.example/">' '[^1]: The footnote.' '[note]: Words of a note'
	shows ja footnotes '語[^1]、<a href="https://help.example/">' '[^1]: 脚注の文。' '[note]: 注の文'
	hides footnotes '[r]'
	rm "$kb/content/footnotes.md"
}

# A line end in the text of a cell does not end the row.
broken_cells() {
	{
		printf '# Rows\n\n|A|B|\n|-|-|\n|%s|%s|\n|c|d|\n' "$(pair a-1 'one' '一')" \
			"$(pair a-2 $'The two\n     words.' $'二つの語。')"
	} >"$kb/content/rows.md"
	run 0 check -C "$kb"
	run 0 build -C "$kb"
	shows en rows '<tr><td>c</td><td>d</td></tr>'
	prose en rows | grep -q '<td>The two  *words.</td>' || fail "a row is cut: $(prose en rows)"
	hides rows '|'
	rm "$kb/content/rows.md"
}

kb "$kb"
includes
columns
others
footnotes
broken_cells

exit "$status"
