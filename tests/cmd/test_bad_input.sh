#!/bin/bash
# What cannot be read, published or understood: a clear error that names it and
# says what to do, in both languages; exit status 2; nothing is changed.
# shellcheck source=tests/support/bed.sh
source "$(dirname "${BASH_SOURCE[0]}")/../support/bed.sh"

# --- The command line -----------------------------------------------------------

usage() {
	refused 'biuld' biuld
	refused '--frobnicate' build --frobnicate
	refused '-o' build -o
	refused '--jobs' build --jobs none
	refused '--jobs' build --jobs 0
	refused '--format' check --format xml
	refused '--base-url' build --base-url help.example.com
	refused '--base-url' build --base-url 'https://help.example.com/?x'
	refused '--base-url' build --base-url 'https://help.example.com/ x'
	has 'エンコード'
	refused '--base-url' build --base-url 'https://exämple.example/'
	has 'xn--'
	refused '--base-url' build --base-url ftp://x --content "$bed/missing" # first of all
	refused 'x' build x
}

# --- The knowledge base ---------------------------------------------------------

nothing_there() {
	mkdir "$bed/nothing"
	for command in build check export; do
		refused "$bed/nothing/content" $command -C "$bed/nothing"
		refused "$bed/missing/content" $command -C "$bed/missing"
		refused "$bed/missing" $command --content "$bed/missing"
	done
	cd "$bed/nothing"
	refused 'content' build
	cd "$repository"
}

not_what_it_should_be() {
	local kb=$bed/kinds
	kb "$kb"
	touch "$kb/file"
	for command in build check export; do
		refused "$kb/file" $command --content "$kb/file" -C "$kb"
		refused "$kb/file" $command -C "$kb/file"
	done
	mkdir "$kb/empty"
	echo text >"$kb/empty/notes.txt"
	refused "$kb/empty" build -C "$kb" --content "$kb/empty"
	refused "$kb/empty" check "$kb/empty"
	rm -r "$kb/templates"
	refused "$kb/templates" build -C "$kb" -o "$kb/out"
	touch "$kb/templates"
	refused "$kb/templates" build -C "$kb" -o "$kb/out"
	[ ! -e "$kb/out" ] || fail 'a build without templates has written'
}

# What the system says is said in the language of the messages.
system_words() {
	local kb=$bed/system
	kb "$kb"
	run 2 build -C "$kb" -o /proc/none/site --lang ja
	! grep -q 'No such file' <<<"$err" || fail "English in Japanese: $err"
	run 2 build -C "$kb" -o /proc/none/site --lang en
	has 'No such file'
}

# As root every file can be read: what cannot be by anybody stands in.
unreadable() {
	local kb=$bed/unreadable
	kb "$kb"
	ln -s nowhere.md "$kb/content/dangling.md"
	for command in build check export; do
		refused "$kb/content/dangling.md" $command -C "$kb"
	done
	rm "$kb/content/dangling.md"
	mkfifo "$kb/content/pipe.md"
	refused "$kb/content/pipe.md" check -C "$kb"
	refused "$kb/content/pipe.md" check "$kb/content/pipe.md"
	rm "$kb/content/pipe.md"
	refused /dev/zero check /dev/zero
	refused "$kb/none.md" check "$kb/none.md"
	ln -s nowhere.md "$kb/link.md"
	refused "$kb/link.md" check "$kb/link.md"
	truncate -s 65M "$kb/content/big.md"
	refused "$kb/content/big.md" check -C "$kb"
	rm "$kb/content/big.md"
	[ "$(id -u)" != 0 ] || return 0
	chmod 000 "$kb/content/a.md"
	refused "$kb/content/a.md" build -C "$kb"
	chmod 644 "$kb/content/a.md"
	mkdir -m 000 "$kb/content/closed"
	refused "$kb/content/closed" check -C "$kb"
}

# One run tells of all that cannot be read.
all_at_once() {
	local kb=$bed/several
	kb "$kb"
	ln -s nowhere "$kb/content/b.md"
	ln -s nowhere "$kb/content/c.md"
	run 2 check -C "$kb"
	has "$kb/content/b.md"
	has "$kb/content/c.md"
	run 2 check "$kb/x.md" "$kb/y.md"
	has "$kb/x.md"
	has "$kb/y.md"
}

# --- Templates ------------------------------------------------------------------

templates() {
	local kb=$bed/templates
	kb "$kb"
	printf 'a\n{{#title}}\nb\n' >"$kb/templates/article.mustache"
	refused "$kb/templates/article.mustache:2" build -C "$kb"
	printf 'a\n  {{> hedder}}\n' >"$kb/templates/article.mustache"
	refused "$kb/templates/article.mustache:2" build -C "$kb"
	has hedder
	rm "$kb/templates/article.mustache"
	refused article build -C "$kb"
	cp "$repository/templates/article.mustache" "$kb/templates/"
	# However many names a partial has, and however many pages it.
	local text name
	for name in 1 2 3 4; do
		printf '# Page %s\n' "$name" >"$kb/content/page-$name.md"
	done
	for text in '{{> hedder}}' '{{#title}}' '{{> head}}{{> head}}'; do
		printf '%s' "$text" >"$kb/templates/partials/head.mustache"
		run 2 build -C "$kb" -q --keep-going
		[ "$(grep -c 'head.mustache:1' <<<"$err")" = 1 ] || fail "$text is not told once: $err"
	done
	cp "$repository/templates/partials/head.mustache" "$kb/templates/partials/"
	printf 'home: [\n' >"$kb/templates/strings/en.yaml"
	refused "$kb/templates/strings/en.yaml" build -C "$kb"
	rm "$kb/templates/strings/en.yaml"
	mkdir "$kb/templates/strings/en.yaml"
	refused "$kb/templates/strings/en.yaml" build -C "$kb"
	[ ! -e "$kb/site/public" ] || fail 'a build with broken templates has published'
}

# --- The output folder ----------------------------------------------------------

# keeps OUTPUT NAMED: a build to OUTPUT is refused and changes nothing at all.
keeps() {
	local before after
	before=$(state "$bed/output")
	refused "$2" build -C "$bed/output" -o "$1"
	after=$(state "$bed/output")
	[ "$before" = "$after" ] || fail "-o $1 has changed something: $(diff <(echo "$before") <(echo "$after"))"
}

outputs() {
	local kb=$bed/output
	kb "$kb"
	mkdir -p "$kb/mine/sub" "$kb/hidden" "$kb/folders/empty" "$kb/deep/er" "$kb/real"
	echo mine >"$kb/mine/sub/file"
	echo mine >"$kb/hidden/.file"
	echo 'en/index.html' >"$kb/file"
	ln -s real "$kb/link"
	mkdir "$kb/forged"
	echo mine >"$kb/forged/mine.txt"
	printf 'somebody wrote this list\nmine.txt\n' >"$kb/forged/.taiyaku-files"

	for output in / // /. . .. ./ "$kb/." "$kb/mine/.."; do
		keeps "$output" "$output"
	done
	keeps '' '-o'
	keeps /proc/x /proc/x
	keeps "$kb/file" "$kb/file"
	keeps "$kb/file/x" "$kb/file"
	keeps "$kb/mine" 'sub/file'
	keeps "$kb/mine/" 'sub/file'
	keeps "$kb/hidden" '.file'
	keeps "$kb/folders" 'empty'
	keeps "$kb/forged" '.taiyaku-files'
	keeps "$kb/link" "$kb/link"
	keeps "$kb/link/" "$kb/link"
	keeps "$kb/missing/../mine" "$kb/missing/../mine"

	# Sources must not go with the old site, nor be published into.
	keeps "$kb" content
	keeps "$kb/content" content
	keeps "$kb/content/public" content
	keeps "$kb/templates" templates
	keeps "$kb/site" assets
	keeps "$kb/site/assets/x/y" assets
	cd "$kb/deep/er"
	keeps "../../content" content
	cd "$repository"
	[ "$(id -u)" != 0 ] || return 0
	chmod 500 "$kb/deep/er"
	keeps "$kb/deep/er/out" "$kb/deep/er/out"
}

# All else in the output folder may be ours: the content folder must stay.
content_in_the_output() {
	local kb=$bed/inside
	kb "$kb"
	run 0 build -C "$kb" -o "$kb/out" -q
	mkdir "$kb/out/content"
	mv "$kb/content/a.md" "$kb/out/content/"
	echo content/a.md >>"$kb/out/.taiyaku-files"
	refused "$kb/out" build -C "$kb" --content "$kb/out/content" -o "$kb/out"
	[ -f "$kb/out/content/a.md" ] || fail 'the content folder went with the old site'
}

# A file that somebody put into the published site stays, and is named.
foreign_file_in_the_site() {
	local kb=$bed/foreign before
	kb "$kb"
	run 0 build -C "$kb" -q
	echo mine >"$kb/site/public/en/mine.txt"
	before=$(state "$kb")
	refused en/mine.txt build -C "$kb"
	[ "$before" = "$(state "$kb")" ] || fail 'a foreign file in the site: something has changed'
	rm "$kb/site/public/en/mine.txt"
	run 0 build -C "$kb" -q
}

# --- Standard output ------------------------------------------------------------

full_output() {
	local kb=$bed/full actual=0
	kb "$kb"
	"$TAIYAKU" export -C "$kb" >/dev/full 2>"$bed/.err" || actual=$?
	[ "$actual" = 2 ] || fail "export to a full disk: exit status $actual"
	err=$(<"$bed/.err")
	has 'standard output'
}

usage
nothing_there
system_words
not_what_it_should_be
unreadable
all_at_once
templates
outputs
content_in_the_output
foreign_file_in_the_site
full_output
# Where a site cannot be published to is told before anything is read.
kb "$bed/unread"
printf '# 450 4.4.998 Broken\n' >"$bed/unread/content/b.md"
touch "$bed/file"
for first in "build -o $bed/file" 'export --format markdown'; do
	# shellcheck disable=SC2086
	run 2 $first -C "$bed/unread" --lang en
	! grep -q 'b\.md' <<<"$err" || fail "$first: reads first: $err"
done

exit "$status"
