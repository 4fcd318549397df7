#!/bin/bash
# A build that takes over what an earlier one left publishes the same bytes and
# tells the same findings as one that makes everything anew, whatever changed in
# between; it writes only what changed.
# shellcheck source=tests/support/bed.sh
source "$(dirname "${BASH_SOURCE[0]}")/../support/bed.sh"

kb=$bed/kb
public=$kb/site/public
work=$kb/site/.public.taiyaku

# Some of the published articles, and a few that lead to each other.
base_of_many() {
	kb "$kb"
	cp "$repository/site/site.yaml" "$repository/site/glossary.csv" "$kb/site/"
	mkdir -p "$kb/content/smtp" "$kb/content/guide/includes" "$kb/content/media"
	cp "$repository"/content/index.md "$kb/content/"
	cp "$repository"/content/smtp/4-4-*.md "$kb/content/smtp/"
	rm "$kb/content/a.md"
	article b0001 4.7.998 >"$kb/content/guide/coded.md"
	printf '# Guide\n\nSee [the code](coded.md#fix), [a typo](x)\n\n[!INCLUDE [part](includes/part.md)]\n' >"$kb/content/guide/one.md"
	printf '# Two\n\n![picture](../media/a.png) and [one](one.md#part) [gone](three.md)\n' >"$kb/content/guide/two.md"
	printf '## Part\n\nWhat two pages share.\n' >"$kb/content/guide/includes/part.md"
	printf 'PNG 1' >"$kb/content/media/a.png"
	# More than most articles leave in the cache.
	seq -f '## Heading %g of very many' 400 | sed '1i # Long' >"$kb/content/guide/long.md"
	# As many files with findings as are worth keeping their texts.
	local n
	for n in $(seq 30); do
		printf '# Number %d\n\n[gone](gone-%d.md)\n' "$n" "$n" >"$kb/content/guide/n$n.md"
	done
	# What is told of an old file is told of the text it was recovered to.
	iconv -f UTF-8 -t SHIFT_JIS >"$kb/content/guide/old.md" <<'ARTICLE'
# メールの配信に失敗したときに表示されるエラーコードの解説です

[消えた記事](four.md)
ARTICLE
}

written() {
	grep -oP '"written": \K[0-9]+' <<<"$out"
}

# build: as somebody does who has just changed a file.
build() {
	local code=0
	"$TAIYAKU" build -C "$kb" --keep-going --stats json "$@" >"$bed/.out" 2>"$bed/.err" </dev/null || code=$?
	[ "$code" -le 1 ] || fail "build $*: exit status $code: $(<"$bed/.err")"
	out=$(<"$bed/.out")
	err=$(<"$bed/.err")
}

# same WHAT: builds, and compares with a build of everything.
same() {
	build
	local found=$err wrote
	wrote=$(written)
	rm -rf "$bed/anew" "$bed/.anew.taiyaku"
	build -o "$bed/anew"
	diff -r "$public" "$bed/anew" >"$bed/difference" ||
		fail "$1: the sites differ: $(head -n 5 "$bed/difference")"
	[ "$found" = "$err" ] || fail "$1: the findings differ: $(diff <(echo "$found") <(echo "$err"))"
	echo "$1: $wrote written"
}

# changed FILE MOST WHAT: same, and between 1 and MOST files of the site are younger
# than FILE.
changed() {
	local before=$1 most=$2
	shift 2
	same "$*"
	local n
	n=$(find "$public" -type f -newer "$before" | wc -l)
	[ "$n" -gt 0 ] || fail "$*: nothing was written"
	[ "$n" -le "$most" ] || fail "$*: $n files are new, not at most $most"
}

base_of_many
same 'the first build'
same 'nothing changed'
grep -qF '[消えた記事](four.md)' <<<"$err" || fail "what an old file says is not quoted: $err"

# The files of the articles that hold nothing new are not written again.
sleep 0.02
touch "$bed/before"
sleep 0.02
printf '\nAnother line.\n' >>"$kb/content/guide/two.md"
same 'a line'
n=$(find "$work" -name 'articles-*' -newer "$bed/before" | wc -l)
[ "$n" = 1 ] || fail "of one article, $n of $(find "$work" -name 'articles-*' | wc -l) files were written again"

step=0
# A file between the last build and what changes now: times must differ.
mark() {
	step=$((step + 1))
	sleep 0.02
	touch "$bed/mark$step"
	sleep 0.02
}

mark
printf '\nOne more line.\n' >>"$kb/content/guide/two.md"
changed "$bed/mark$step" 2 'the text of an article'

mark
sed -i 's/^# Two/# The second/' "$kb/content/guide/two.md"
changed "$bed/mark$step" 40 'a title that others show'

mark
sed -i '1i ---\nms.date: 02/11/2019\n---' "$kb/content/guide/two.md"
changed "$bed/mark$step" 12 'a date'

mark
sed -i '2i description: メールボックスの移動' "$kb/content/guide/two.md"
changed "$bed/mark$step" 12 'what the search finds'
grep -qF 'メールボックスの移動' "$public/search/ja0.js" || fail 'the search has no new description'

mark
sed -i 's/^  act: .*/  act: [recipient]/' "$kb/content/smtp/4-4-1.md"
changed "$bed/mark$step" 40 'who has to act'

mark
sed -i 's/^## Part/## Another part/' "$kb/content/guide/includes/part.md"
changed "$bed/mark$step" 4 'an included file'
grep -qF 'one.md#part' <<<"$err" || fail "the lost anchor is not told: $err"

mark
sed -i 's/4\.7\.998/4.7.999/g' "$kb/content/guide/coded.md"
changed "$bed/mark$step" 40 'the code of a heading'
[ -e "$public/en/codes/4-7-999.html" ] || fail 'the new code has no page'
[ ! -e "$public/en/codes/4-7-998.html" ] || fail 'the old code has a page'

mark
sed -i 's/Mend it\./Mend it at once./' "$kb/content/guide/coded.md"
changed "$bed/mark$step" 12 'the fix of an error'
grep -qaF 'Mend it at once.' "$public/catalogue.bin" || fail 'the catalogue has the old fix'

mark
sed -i 's/name="fix"/name="mend"/' "$kb/content/guide/coded.md"
changed "$bed/mark$step" 40 'an anchor that others link to'
grep -qF 'coded.md#fix' <<<"$err" || fail "the lost anchor is not told: $err"

mark
printf 'PNG 2' >"$kb/content/media/a.png"
changed "$bed/mark$step" 1 'a picture'

mark
file=$(find "$kb/site/assets" -name '*.css' | head -n 1); printf '\n/* more */\n' >>"$file"
changed "$bed/mark$step" 10000 'an asset'

mark
sed -i 's/<body/<body data-more/' "$kb"/templates/*.mustache "$kb"/templates/partials/*.mustache
changed "$bed/mark$step" 10000 'a template'

mark
sed -i 's/^home:.*/home: Start here/' "$kb/templates/strings/en.yaml"
same 'a text of the site'

mark
printf '\nsource_url: https://git.example.com/edit/\n' >>"$kb/site/site.yaml"
changed "$bed/mark$step" 10000 'the configuration'

mark
printf '# Three\n\nNew.\n' >"$kb/content/guide/three.md"
changed "$bed/mark$step" 60 'a new article'
! grep -qF '"three.md"' <<<"$err" || fail "a link that is mended is told: $err"

mark
rm "$kb/content/guide/three.md"
same 'a deleted article'
[ ! -e "$public/en/guide/three.html" ] || fail 'the page of a deleted article is there'

mark
mv "$kb/content/guide/one.md" "$kb/content/guide/uno.md"
same 'another name'

mark
rm "$kb/content/media/a.png"
same 'a deleted picture'

mark
printf -- '---\nredirect_from: old/place\n---\n# The second\n' >"$kb/content/guide/two.md"
same 'a redirect'

mark
touch "$kb/content/guide/two.md"
same 'another time, the same bytes'
[ "$(find "$public" -type f -newer "$bed/mark$step" | wc -l)" = 0 ] || fail 'another time alone made files'

# --- What somebody does to the site, or to what the builds keep ----------------

echo more >>"$public/en/index.html"
same 'a page was edited'

rm "$public/ja/index.html"
same 'a page was deleted'

cp "$public/en/index.html" "$bed/page" && rm "$public/en/index.html" && cp "$bed/page" "$public/en/index.html"
same 'a page was replaced by a copy'

rm -rf "$public/ja"
same 'half of the site was deleted'

rm -rf "$public"
same 'the site was deleted'

echo x >"$work/spare/en/stray.html"
same 'a file was put into the spare'
[ ! -e "$public/en/stray.html" ] || fail 'a stray file was published'

same 'nothing happened'
for page in "$work"/spare/en/*/*.html; do echo y >>"$page"; done
same 'the spare was edited'

rm -rf "$work/spare"
same 'the spare was deleted'

# Of the files of the articles, the first and the last.
files=$(cd "$work" && printf '%s\n' articles-* | sed -n '1p;$p')
for file in $files site; do
	same "before $file"
	size=$(stat -c %s "$work/$file")
	printf 'XX' | dd of="$work/$file" bs=1 seek=$((size / 2)) conv=notrunc 2>/dev/null
	same "$file was damaged"
	truncate -s $((size / 2)) "$work/$file"
	same "$file was cut"
	: >"$work/$file"
	same "$file was emptied"
	rm "$work/$file"
	mkdir "$work/$file" # the next build cannot even write it
	same "$file is a folder"
	rmdir "$work/$file"
done

rm -rf "$work"
same 'all that was kept was deleted'

# The words of the search: without them, and with none of them.
rm "$work/search"
printf '\nmail\n' >>"$kb/content/guide/long.md"
same 'the words of the search were deleted'
[ -e "$work/search" ] || fail 'the words of the search are not kept again'
printf 'taiyaku search 1' >"$work/search"
sed -i 's/^# Long/# Long and longer/' "$kb/content/guide/long.md"
same 'the words of the search were damaged'

[ -s "$work/findings" ] || fail 'the texts of the findings are not kept'
printf 'taiyaku findings 1' >"$work/findings"
same 'the texts of the findings were damaged'
sed -i 's/gone-7\.md/away.md/' "$kb/content/guide/n7.md"
sed -i 's/^# Number/\n&/' "$kb"/content/guide/n2?.md
same 'other findings'

echo mine >"$public/en/mine.txt"
run 2 build -C "$kb" --keep-going
has 'mine.txt'
[ -e "$public/en/mine.txt" ] || fail "somebody's file was deleted"
rm "$public/en/mine.txt"
same 'the file was taken away'

build --fresh
strange=$(find "$work" -mindepth 1 -maxdepth 1 ! -name lock ! -name site ! -name spare ! -name search ! -name findings ! -name 'articles-[0-9a-f]')
[ -z "$strange" ] || fail "strange files: $strange"

# --- Threads -------------------------------------------------------------------

for jobs in 1 2 8; do
	rm -rf "$bed/jobs$jobs"
	build -o "$bed/jobs$jobs" --jobs "$jobs" --fresh
	echo "$err" >"$bed/jobs$jobs.err"
	diff -r "$bed/jobs1" "$bed/jobs$jobs" || fail "--jobs $jobs gives another site"
	diff "$bed/jobs1.err" "$bed/jobs$jobs.err" || fail "--jobs $jobs gives other findings"
done

exit "$status"
