#!/bin/bash
# Articles with nothing in them, or broken at the top: a finding at the right
# place, and all else is published all the same.
# shellcheck source=tests/support/bed.sh
source "$(dirname "${BASH_SOURCE[0]}")/../support/bed.sh"

kb=$bed/kb
public=$kb/site/public

# published PAGE EN JA: both languages' pages are there, titled so.
published() {
	titled "en/$1" "$2"
	titled "ja/$1" "$3"
}

titled() {
	local title
	title=$(grep -oP '(?<=<title>).*(?=</title>)' "$public/$1.html" 2>/dev/null) || true
	[[ $title == "$2"* ]] || fail "page $1 is titled '$title', not '$2'"
}

# found FILE:LINE:COLUMN SEVERITY RULE
found() {
	grep -qE "^$kb/content/$1: $2: .*\[$3\]" <<<"$out" || fail "no $3 at $1: $out"
}

little_text() {
	: >"$kb/content/empty.md"
	printf '\xef\xbb\xbf' >"$kb/content/bom.md"
	printf -- '---\ntitle: Only front matter\n---\n' >"$kb/content/front.md"
	printf 'No heading at all.\n' >"$kb/content/plain.md"
	printf '%.0s> ' {1..45} >"$kb/content/deep.md"
	run 0 check -C "$kb"
	[[ $out == *'6 articles'* ]] || fail "not all articles were read: $out"
	found 'empty.md:1:1' warning text.empty
	found 'front.md:4:1' warning text.empty
	run 1 check -C "$kb" --strict
	run 0 build -C "$kb" -q
	published empty 'empty |' 'empty |'
	published bom 'bom |' 'bom |'
	published front 'Only front matter |' 'Only front matter |'
	published plain 'plain |' 'plain |'
	published a 'Error 450 4.4.312: it failed |' 'エラー 450 4.4.312: 失敗しました |'
}

damage() {
	{
		printf -- '---\ntitle: [broken\ndescription: x\n---\n'
		article b0001 4.4.313
	} >"$kb/content/broken.md"
	{
		printf -- '---\ntitle: Never closed\n\n'
		article b0002 4.4.314
	} >"$kb/content/cut.md"
	printf '# A \x00 NUL\n' >"$kb/content/nul.md"
	{
		printf '# '
		iconv -f UTF-8 -t SHIFT_JIS <<<'メールの配信に失敗したときに表示されるエラーコードの解説です。'
	} >"$kb/content/shift-jis.md"
	run 1 check -C "$kb"
	found 'broken.md:[23]:[0-9]+' error 'front\..*'
	found 'cut.md:1:1' error 'front\..*'
	found 'nul.md:1:5' error text.nul
	found 'shift-jis.md:1:3' error text.encoding
	run 1 build -C "$kb"
	has 'nothing was published'
	[ ! -e "$public/en/broken.html" ] || fail 'published in spite of errors'
	run 1 build -C "$kb" --keep-going -q
	published broken 'Error 450 4.4.313' 'エラー 450 4.4.313'
	published nul 'A � NUL' 'A � NUL'
	titled ja/shift-jis 'メールの配信に失敗した'
	grep -qF 'Mend it.' "$public/en/codes/4-4-313.html" || fail 'the rest of a broken article is not published'
}

warnings() {
	sed 's/450 4.4.312/550 4.4.312/g' -i "$kb/content/a.md"
	run 0 check -C "$kb"
	found 'a.md:1:1' warning entry.class-mismatch
	run 1 check -C "$kb" --strict
	run 1 build -C "$kb" --strict
	has 'nothing was published'
	run 0 build -C "$kb" -q
}

# What a program reads stands alone on standard output.
statistics() {
	run 0 build -C "$kb" --stats json
	local rest
	rest=$(sed -E 's/"[a-z]+": [0-9]+(, )?//g' <<<"$out")
	[ "$rest" = '{}' ] || fail "--stats json: $out"
}

# Articles need no knowledge base around them.
anywhere() {
	local there=$bed/elsewhere
	mkdir "$there"
	article c0001 4.4.312 >"$there/x.txt"
	cd "$there"
	run 0 check x.txt
	run 0 check x.txt ./x.txt "$there/x.txt"
	[[ $out == '1 article,'* ]] || fail "a file named three times: $out"
	sed '/data-ttu-id="c0001-105"/d' -i x.txt
	run 1 check x.txt
	grep -q '^x.txt:1:1: error: 4.4.312 has no fix in English' <<<"$out" || fail "no fix: $out"
	cd "$repository"
}

# A hook checks the files of a change one by one.
alone() {
	local there=$bed/alone
	mkdir "$there"
	: >"$there/empty.md"
	printf -- '---\ntitle: [broken\n---\n\nText.\n' >"$there/broken.md"
	run 0 check "$there/empty.md"
	run 1 check --strict "$there/empty.md"
	run 1 check "$there/broken.md"
	run 1 check "$there"
	run 2 build --content "$there" -o "$bed/out"
	has 'nothing to work on'
}

kb "$kb"
little_text
rm "$kb/content"/[b-z]*.md
damage
rm "$kb/content"/[b-z]*.md
warnings
statistics
anywhere
alone
# The catalogue has what readers see: an included cause is one.
mkdir -p "$bed/included/content/includes"
printf '# 450 4.4.312 Failed\n\n## Cause\n\n[!INCLUDE [title](includes/cause.md)]\n\n## Fix\n\nMend it.\n' \
	>"$bed/included/content/a.md"
printf 'Words of the cause.\n\n## 5.1.1 Part of a page\n' >"$bed/included/content/includes/cause.md"
run 0 export --format json -C "$bed/included"
grep -qF '"text": "Words of the cause.' <<<"$out" || fail "the catalogue lacks an included cause: $out"
! grep -qF '"article": "includes/' <<<"$out" || fail "a part of pages is an article of the catalogue: $out"

exit "$status"
