#!/bin/bash
# Articles that mean harm: every case is listed in cases.txt, gets a page in both
# languages and an ending without a crash; the pages are valid HTML without one
# foreign element, and the man pages are clean. What a browser makes of them is
# tests/browser/test_hostile.sh.
# shellcheck source=tests/support/bed.sh
source "$(dirname "${BASH_SOURCE[0]}")/../support/bed.sh"

CASES_MIN=200
cases=tests/hostile/cases
jar=tests/browser/node_modules/vnu-jar/build/dist/vnu.jar

listed() {
	local named
	named=$(cd "$cases" && find . -name '*.md' | sed 's|^\./||; s|\.md$||' | sort)
	[ "$(wc -l <<<"$named")" -ge "$CASES_MIN" ] || fail "fewer than $CASES_MIN cases"
	diff <(sed 's/: .*//' tests/hostile/cases.txt | sort) <(echo "$named") ||
		fail 'cases.txt does not list the cases'
}

published() {
	run 1 build -q --keep-going --content "$cases" -o "$bed/site"
	while IFS=: read -r name _; do
		for lang in en ja; do
			[ -f "$bed/site/$lang/${name,,}.html" ] || fail "$lang/$name has no page"
		done
	done <tests/hostile/cases.txt
}

# A guess at the language of a page of nonsense is nobody's mistake.
valid() {
	if [ ! -f "$jar" ] || ! command -v java >/dev/null; then
		skip 'the HTML checker is missing: java, or vnu-jar from npm (make check installs both)'
	fi
	java -Xss8m -jar "$jar" --Werror --skip-non-html --format gnu \
		--filterpattern '.*appears to be written in.*' "$bed/site" || fail 'HTML that is not valid'
}

# Only what the templates bring: their one script each, their own style sheet.
inert() {
	local foreign
	foreign=$(grep -rhoiE --include='*.html' \
		'<(script|style|iframe|object|embed|base|form|svg|math|video|audio|link|meta|img)\b[^>]*>|<[^>]* (on[a-z]+|style|srcdoc|srcset|formaction|ping)=[^>]*>|(href|src)="[[:space:]]*(javascript|data|vbscript|file|blob):[^"]*"' \
		"$bed/site" |
		grep -vE '^<(script (src|type="application/ld\+json")|form class="site-search" role="search" action="[^":]*"|link rel|meta (charset|name|property="og:[a-z:_]+"|http-equiv="Content-Security-Policy")|svg (viewBox|class)|img (src="[^":]*assets/favicon|loading="lazy" src="[^":]*"))' |
		sort | uniq -c || true)
	[ -z "$foreign" ] || fail "elements of the articles' own: $foreign"
}

clean_manual() {
	local page
	for page in "$bed"/site/man/man7/*.7 "$bed"/site/man/ja/man7/*.7; do
		read -r first <"$page"
		[[ $first != ".so "* ]] || continue
		mandoc -Tlint -W warning "$page" || fail "$page is not clean"
		! grep -qP '[\x00-\x08\x0b-\x1f\x7f]' "$page" || fail "$page has control characters"
	done
}

listed
published
inert
clean_manual
valid
exit "$status"
