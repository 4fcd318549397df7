#!/bin/bash
# anchors.txt: what was published, anchors and pages of codes, stays on record from build
# to build, and what vanishes is told by check and build until it is back, moved or retired.
# shellcheck source=tests/support/bed.sh
source "$(dirname "${BASH_SOURCE[0]}")/../support/bed.sh"

kb=$bed/kb
yaml=$kb/site/site.yaml
record=$kb/site/public/anchors.txt
rule='[anchor.vanished]'

# page FILE HEADING ANCHOR [MARKUP]: an article with a heading of its own, whose anchor
# both languages take from the English, and with an anchor in the Japanese text alone.
page() {
	mkdir -p "$(dirname "$kb/content/$1")"
	{
		printf '# '
		pair c0001-103 'A page' 'ページ'
		printf '\n## %s' "${4:-}"
		pair c0001-104 "$2" '見出し'
		printf '\n'
		pair c0001-105 'Text' "<a name=\"$3\"></a>本文"
	} >"$kb/content/$1"
}

# told TEXT: check and build tell it, each in both languages; the site is published.
told() {
	local lang said polite
	for lang in en ja; do
		run 0 check -C "$kb" --lang $lang
		said=$out
		run 0 build -q -C "$kb" --lang $lang
		for said in "$said" "$err"; do
			said=$(grep -F "$rule" <<<"$said") || fail "$1: nothing is told ($lang)"
			grep -qF "$1" <<<"$said" || fail "does not tell $1 ($lang): $said"
			polite=$(grep -cvF 'ください' <<<"$said") || true
			[ "$lang" = ja ] || polite=$(grep -cF 'ください' <<<"$said") || true
			[ "$polite" = 0 ] || fail "$1: in another language than $lang: $said"
		done
	done
}

quiet() {
	run 0 check -C "$kb"
	! grep -F "$rule" <<<"$out" || fail "$1: check tells a vanished anchor"
	run 0 build -q -C "$kb"
	! grep -F "$rule" <<<"$err" || fail "$1: build tells a vanished anchor"
}

# recorded LINE; unrecorded PLACE
recorded() {
	grep -qxF "$(printf '%b' "$1")" "$record" || fail "'$1' is not on record: $(<"$record")"
}
unrecorded() {
	! grep -F "$1" "$record" || fail "'$1' is on record"
}

kb "$kb"
page guide/one.md 'Old name' '古い名前'
quiet 'before the first build'
recorded 'a#fix\ten ja'
recorded 'guide/one#old-name\ten ja'
recorded 'guide/one#古い名前\tja'
LC_ALL=C sort -uc "$record" || fail 'the record is not sorted'

cp "$record" "$bed/first"
quiet 'nothing changed'
cmp "$bed/first" "$record" || fail 'another build writes another record'
run 0 build -q -C "$kb" --fresh
cmp "$bed/first" "$record" || fail 'a fresh build writes another record'

# --- A heading that is put otherwise, in one language and in both ------------------

page guide/one.md 'Old name' '新しい名前'
told 'guide/one#古い名前'
has '(日本語)'
! grep -qF 'old-name' <<<"$err" || fail "the anchor that is still there is told: $err"
has "$kb/content/guide/one.md:1:1"
page guide/one.md 'Old names' '新しい名前'
told 'guide/one#old-name'
has '「#old-names」'
has 'guide/one#古い名前'
recorded 'guide/one#old-name\ten ja'
recorded 'guide/one#old-names\ten ja'
run 0 build -q -C "$kb" --fresh
has "$rule"
recorded 'guide/one#old-name\ten ja'
run 1 build -q -C "$kb" --strict
run 0 check -C "$kb" --rule anchor.vanished=off
! grep -F "$rule" <<<"$out" || fail 'a rule that is off is told'

# Threads make no difference, to the record or to what is said.
for jobs in 1 2; do
	run 0 build -q -C "$kb" -o "$bed/jobs$jobs" --jobs $jobs --fresh
	echo "$err" >"$bed/jobs$jobs.err"
done
cmp "$bed/jobs1/anchors.txt" "$bed/jobs2/anchors.txt" || fail '--jobs gives another record'
cmp "$bed/jobs1/anchors.txt" "$record" || fail 'another output folder gets another record'
cmp "$bed/jobs1.err" "$bed/jobs2.err" || fail '--jobs gives other findings'

# The old name beside the new one: quiet.
page guide/one.md 'Old names' '新しい名前' '<a name="old-name"></a><a name="old-names"></a>'
told 'guide/one#古い名前'
! grep -qF 'one#old-name' <<<"$err" || fail "an anchor that is back is told: $err"
page guide/one.md 'Whatever' '古い名前"></a><a name="新しい名前' '<a name="old-name"></a><a name="old-names"></a>'
quiet 'the old names are back'

page guide/one.md 'Old names' '新しい名前'
told 'guide/one#old-name'
printf 'anchors: {retired: ["guide/one#old-name", ja/guide/one.html#古い名前]}\n' >"$yaml"
quiet retired
unrecorded 'guide/one#old-name	'
unrecorded '古い名前'
rm "$yaml"
quiet 'off the record'

# --- Codes --------------------------------------------------------------------------

recorded 'codes/4-4-312\ten ja'
article a0001 4.4.313 >"$kb/content/a.md"
told codes/4-4-312
has "$record:"
has 'redirects: {codes/4-4-312: …}'
recorded 'codes/4-4-312\ten ja'
recorded 'codes/4-4-313\ten ja'
run 1 build -q -C "$kb" --strict
printf 'redirects: {codes/4-4-312: codes/4-4-313}\n' >"$yaml"
quiet 'a code that is redirected'
[ -f "$kb/site/public/ja/codes/4-4-312.html" ] || fail 'the old page of a code is no redirect'
printf 'redirects: {codes/4-4-312: a.md}\n' >"$yaml"
quiet 'a code that is redirected to an article'
printf 'anchors: {retired: [codes/4-4-312, codes/4-4-313]}\n' >"$yaml"
article a0001 4.4.312 >"$kb/content/a.md"
quiet 'a code that was retired'
unrecorded codes/
rm "$yaml"
quiet 'all codes are back'
grep -v '^codes/' "$record" >"$bed/older"
cp "$bed/older" "$record"
quiet 'a record without codes'
recorded 'codes/4-4-312\ten ja'
article a0002 4.4.312 >"$kb/content/b.md"
run 1 build -q -C "$kb"
rm "$kb/content/b.md" "$record"
quiet 'a code of two articles'

# --- Pages --------------------------------------------------------------------------

mv "$kb/content/guide/one.md" "$kb/content/guide/uno.md"
told guide/one
has "$record:"
[ "$(grep -cF "$rule" <<<"$err")" = 1 ] || fail "a page is told more than once: $err"
printf 'redirects: {guide/one: guide/uno.md}\n' >"$yaml"
quiet 'a redirect of site.yaml'
page guide/uno.md 'Old names' 'また別の名前'
told 'guide/one#新しい名前'
has "$kb/content/guide/uno.md:1:1"
rm "$yaml"
page guide/uno.md 'Old names' '新しい名前' '<a name="また別の名前"></a><a name="old-names"></a>'
sed -i '1i ---\nredirect_from: [/en/guide/one.html]\n---' "$kb/content/guide/uno.md"
quiet 'a redirect of the article'
rm "$kb/content/guide/uno.md"
told guide/uno
printf 'anchors: {retired: [guide/uno, guide/one]}\n' >"$yaml"
quiet 'a page that was retired'
unrecorded guide/
rm "$yaml"

# --- Records ------------------------------------------------------------------------

# What no build writes is refused with its line, and nothing is lost.
for line in 'a#fix' 'a#fix	fr' 'a	en' 'a#	en' 'a#b c	en' '<<<<<<< HEAD' '' '#0	en' 'a#\xff	en' 'codes/#	en' 'code/5-7-1	en'; do
	printf 'a#code	en ja\n%b\n' "$line" >"$record"
	cp "$record" "$bed/bad"
	refused "$record:2" check -C "$kb"
	refused "$record:2" build -C "$kb"
	cmp "$bed/bad" "$record" || fail "a record with '$line' was replaced"
done
refused "$record:2" build -C "$kb" --fresh
cmp "$bed/bad" "$record" || fail 'a fresh build replaced the record'
printf 'rules: {anchor.vanished: off}\n' >"$yaml"
refused "$record:2" build -C "$kb"
cmp "$bed/bad" "$record" || fail 'a build without the rule replaced the record'
rm "$yaml" "$record"
quiet 'a record that was deleted'

# One that is kept elsewhere: with line ends of another system, and not the published one.
printf 'a#code\ten ja\r\na#kept\tja\r\n' >"$kb/site/kept.txt"
printf 'anchors: {record: kept.txt}\n' >"$yaml"
told 'a#kept'
recorded 'a#kept\tja'
recorded 'a#fix\ten ja'
printf 'a#code\ten ja\n' >"$kb/site/kept.txt"
quiet 'another record'
unrecorded 'a#kept'
rm "$kb/site/kept.txt"
refused kept.txt check -C "$kb"
refused kept.txt build -C "$kb"
mkdir "$kb/site/kept.txt"
refused kept.txt check -C "$kb"
rmdir "$kb/site/kept.txt"
rm "$yaml"

# An output folder of its own goes by its own record; other articles, and single ones, are
# not compared with the published site's.
run 0 build -q -C "$kb" -o "$bed/own"
printf 'a#own\ten\n' >"$bed/own/anchors.txt"
run 0 build -q -C "$kb" -o "$bed/own"
has 'a#own'
printf 'a#published\ten\n' >"$record"
mkdir "$bed/other"
printf '# Other\n' >"$bed/other/other.md"
for command in "check --content $bed/other" "check $kb/content/a.md" "build -q -o $bed/others --content $bed/other"; do
	# shellcheck disable=SC2086 # words
	run 0 ${command%% *} -C "$kb" ${command#* }
	! grep -F "$rule" <<<"$out$err" || fail "$command tells a vanished anchor"
done
told 'a#published'

exit "$status"
