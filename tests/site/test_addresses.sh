#!/bin/bash
# Where pages lie: flat, "a.html" for "a.md", and what is an index in its folder; names
# that are alike; and old addresses in all the forms that people write.
# shellcheck source=tests/support/bed.sh
source "$(dirname "${BASH_SOURCE[0]}")/../support/bed.sh"

kb=$bed/kb
public=$kb/site/public
base=https://help.example.com/docs

# there PAGE TITLE: both languages' pages are there, and this article's.
there() {
	local title
	for lang in en ja; do
		title=$(grep -oP '(?<=<title>)[^|<]*(?= \||<)' "$public/$lang/$1" 2>/dev/null) || true
		[ "$title" = "$2" ] || fail "$lang/$1 is titled '$title', not '$2'"
	done
}

# links PAGE ADDRESS: a link of the English page, as it is written there.
links() {
	grep -qF "href=\"$2\"" "$public/en/$1" || fail "$1 has no link to $2"
}

absent() {
	[ ! -e "$public/en/$1" ] || fail "en/$1 is published"
}

# A title a file, and none of them like another.
likenesses() {
	mkdir -p "$kb/content/guide" "$kb/content/Mixed"
	printf '# Home\n' >"$kb/content/index.md"
	printf '# Guide\n\n[The folder](guide/), [its page](guide/index.html), [one](guide/one.md), [itself](guide.md)\n' \
		>"$kb/content/guide.md"
	printf '# Folder\n\n[The file](../guide.md), [itself](index.md), [one](one.html)\n' >"$kb/content/guide/index.md"
	printf '# Read me\n' >"$kb/content/guide/README.md"
	printf '# One\n\n![A picture](one.png)\n' >"$kb/content/guide/one.md"
	printf 'PNG' >"$kb/content/guide/one.png"
	printf '# An index of errors\n' >"$kb/content/error-index.md"
	printf '# Not found\n' >"$kb/content/404.md"
	printf '# Codes\n' >"$kb/content/codes.md"
	printf '# HTML\n' >"$kb/content/page.html.md"
	printf '# Mixed\n' >"$kb/content/Mixed/Case.md"
	article a0002 4.4.313 >"$kb/content/guide/INDEX-2.md"
	article a0003 4.4.314 >"$kb/content/Mixed/index.md"
	printf '# Beside\n' >"$kb/content/mixed.md"
}

pages() {
	run 0 build -C "$kb" -q --base-url "$base"
	there index.html Home
	there guide.html Guide
	there guide/index.html Folder
	there guide/readme.html 'Read me'
	there guide/one.html One
	there error-index.html 'An index of errors'
	there 404/index.html 'Not found'
	there codes.html Codes
	there page.html.html HTML
	there mixed/case.html Mixed
	for page in a.html a.md guide/index-2.md mixed/index.md mixed/index.html mixed.html \
		codes/index.html codes/4-4-312.html codes/4-4-314.html 404.html; do
		for lang in en ja; do
			[ -f "$public/$lang/$page" ] || fail "$lang/$page is not published"
		done
	done
	[ -f "$public/ja-en/a.html" ] || fail 'the page of both languages is not there'
	absent guide/one/index.html
	absent codes/4-4-312/index.html
}

addresses() {
	links guide.html ../en/guide/index.html
	links guide.html ../en/guide/one.html
	links guide/index.html ../../en/guide.html
	links guide/index.html ../../en/guide/one.html
	grep -qF 'src="../../media/guide/one.png"' "$public/en/guide/one.html" || fail 'no picture beside its article'
	for url in en/ en/guide.html en/guide/ en/error-index.html en/codes/ en/codes/4-4-312.html en/404/; do
		grep -qF "<loc>$base/$url</loc>" "$public/sitemap.xml" || fail "$url is not in the sitemap"
	done
	! grep -E '<loc>[^<]*/index\.html' "$public/sitemap.xml" || fail 'an index by name in the sitemap'
	links error-index.html "$base/en/error-index.html"
	links error-index.html "$base/ja/error-index.html"
	links mixed/index.html "$base/ja/mixed/"
	grep -qF "$base/ja/codes/4-4-312.html" "$public/codes.json" || fail 'codes.json names no page'
	grep -qF "$base/en/mixed/index.md" "$public/codes.json" || fail 'codes.json names no Markdown'
	for address in guide guide/ error-index 404/ codes/4-4-312; do
		grep -rqF ",\"$address\"" "$public"/search/en*.js || fail "the search does not know $address"
	done
}

# leads OLD PAGE
leads() {
	grep -qE "http-equiv=\"refresh\" content=\"0; url=(\.\./)*en/$2\"" "$public/en/$1" 2>/dev/null ||
		fail "$1 does not lead to $2"
}

redirects() {
	cat >>"$kb/site/site.yaml" <<-'END'
		redirects:
		  old/either: guide/one.md
		  /old/folder/: guide/
		  old/file.html: guide.md
		  old/markdown.md: codes/4-4-312
		  old/name/index.html: codes/4-4-312.html
		  old/codes: codes/index.html
		  Old/Page: guide.md
		  "old page": guide.md
		  Old%20Name/caf%C3%A9.html: guide.md
		  Old/Index.html: guide.md
		  Mixed/Old Case.md: guide.md
	END
	printf -- '---\nredirect_from: [old/both, old/both.html, old/index.md, codes/one]\n---\n# One\n' >"$kb/content/guide/one.md"
	# It was "moved.md" and is "moved/index.md" now; and the other way round.
	mkdir -p "$kb/content/moved"
	printf -- '---\nredirect_from: [moved.md, en/back.html]\n---\n# Moved\n' >"$kb/content/moved/index.md"
	printf -- '---\nredirect_from: [flat/index.html]\n---\n# Flat\n' >"$kb/content/flat.md"
	run 0 build -C "$kb" -q
	for page in old/either.html old/either/index.html old/both.html old/both/index.html old/index.html codes/one.html; do
		leads "$page" guide/one.html
	done
	leads old/folder/index.html guide/index.html
	absent old/folder.html
	leads old/file.html guide.html
	absent old/file/index.html
	leads old/markdown.html codes/4-4-312.html
	leads old/markdown/index.html codes/4-4-312.html
	leads old/name/index.html codes/4-4-312.html
	leads old/codes.html codes/index.html
	for page in Old/Page.html Old/Page/index.html 'old page.html' 'old page/index.html' \
		'Old Name/café.html' Old/Index.html mixed/old-case.html; do
		leads "$page" guide.html
	done
	there moved/index.html Moved
	leads moved.html moved/index.html
	leads back.html moved/index.html
	there flat.html Flat
	leads flat/index.html flat.html
}

# check_refuses PLACE TEXT: with these redirects check says what build does, behind its
# findings, and only of the whole base.
check_refuses() {
	local lang told
	printf 'redirects:\n  %s\n' "$2" >>"$kb/site/site.yaml"
	for lang in en ja; do
		run 2 build -C "$kb" --keep-going --lang "$lang"
		told=$(grep '^taiyaku: ' <<<"$err")
		run 2 check -C "$kb" --lang "$lang"
		[ "$err" = "$told" ] || fail "$2: check says '$err', build '$told'"
		has "$1"
		[ -n "$out" ] || fail "$2: check tells no findings"
	done
	run 0 check "$kb/content/guide.md" -C "$kb"
	sed -i '/^redirects:/,$d' "$kb/site/site.yaml"
}

unpublished() {
	sed -i '/^redirects:/,$d' "$kb/site/site.yaml"
	local line=$(($(wc -l <"$kb/site/site.yaml") + 2))
	check_refuses "site.yaml:$line:3" 'old/x: nope.md'
	check_refuses "site.yaml:$line:3" 'old/x: guide.md#nowhere'
	check_refuses "site.yaml:$line:3" 'guide.html: error-index.md'
	check_refuses "site.yaml:$line:3" '../x: guide.md'
	printf -- '---\nredirect_from: [guide.html]\n---\n# Late\n' >"$kb/content/late.md"
	check_refuses late.md:2 'old/x: guide.md'
	rm "$kb/content/late.md"
	printf 'redirects:\n  old/x: guide.md\n' >>"$kb/site/site.yaml"
	run 0 check -C "$kb"
	[ -z "$err" ] || fail "check says $err"
}

# Every address belongs to one.
clashes() {
	sed -i '/^redirects:/,$d' "$kb/site/site.yaml"
	printf 'redirects:\n  guide: error-index.md\n' >>"$kb/site/site.yaml"
	refused 'guide.html' build -C "$kb" -q
	sed -i 's/  guide:/  old.html:/; $a\  en/old.html: guide.md' "$kb/site/site.yaml"
	refused 'old.html' build -C "$kb" -q
	# "x" is two addresses, of which another page or redirect has one.
	sed -i '/^redirects:/,$d' "$kb/site/site.yaml"
	printf 'redirects:\n  error-index: guide.md\n' >>"$kb/site/site.yaml"
	refused 'error-index.html' build -C "$kb" -q
	has 'site.yaml:2'
	printf 'redirects:\n  old/x: guide.md\n  old/x.html: flat.md\n' >"$kb/site/site.yaml"
	refused 'site.yaml:2' build -C "$kb" -q
	has 'site.yaml:3'
	for name in 'old%5cx' 'old/%00' 'old/%0ax' 'old/%e2%80%aex' 'old/%ff' '%2e%2e/x' '../x'; do
		printf 'redirects:\n  "%s": guide.md\n' "${name//\\/\\\\}" >"$kb/site/site.yaml"
		refused 'site.yaml:2' build -C "$kb" -q
	done
	: >"$kb/site/site.yaml"
	printf '# Another\n' >"$kb/content/ERROR-index.md"
	refused 'error-index.html' build -C "$kb" -q
	rm "$kb/content/ERROR-index.md"
	mkdir "$kb/content/guide.html"
	printf '# Below\n' >"$kb/content/guide.html/x.md"
	refused 'guide.html' build -C "$kb" -q
}

kb "$kb"
touch "$kb/site/site.yaml"
likenesses
pages
addresses
redirects
unpublished
clashes

exit "$status"
