#!/bin/bash
# A baseline: what was known is not told again, wherever its line has moved; what
# is new is, also a second one like it.
# shellcheck source=tests/support/bed.sh
source "$(dirname "${BASH_SOURCE[0]}")/../support/bed.sh"

kb=$bed/kb
known=$bed/baseline.json
kb "$kb"
pair a0001-107 'Code: 450' 'コード:四百五十' >>"$kb/content/a.md"
check() {
	run "$1" check -C "$kb" --rule space.colon=error "${@:2}"
}

# is N: so many errors are told.
is() {
	[ "$(grep -c 'space.colon' <<<"$out")" = "$1" ] || fail "not $1 findings: $out"
}

check 1
check 0 --write-baseline "$known"
grep -q 'findings written: [1-9]' <<<"$out" || fail "says $out"
check 0 --baseline "$known"
is 0

# Lines above, another folder's name, and severities change nothing.
sed -i '1i <!-- a comment -->\n' "$kb/content/a.md"
check 0 --baseline "$known"
mv "$kb" "$bed/other"
kb=$bed/other
check 0 --baseline "$known"
run 0 check -C "$kb" --baseline "$known" --strict

# However the articles are named, and from wherever.
for named in "$kb/content" "$kb/content/a.md" "$bed/./other/content/" "$kb/../other/content/a.md"; do
	check 0 --baseline "$known" "$named"
done
cd "$kb/content" || exit 1
check 0 --baseline "$known" a.md
check 0 --baseline "$known" ./a.md ../content/a.md
# Those of no knowledge base, from the working folder.
run 0 check -C "$bed/none" --rule space.colon=error --write-baseline "$bed/here.json" ../content
grep -qF '"file": "a.md"' "$bed/here.json" || fail "names $(<"$bed/here.json")"
cd "$bed" || exit 1
run 0 check -C "$bed/none" --rule space.colon=error --write-baseline "$bed/here.json" "$kb/content/a.md"
grep -qF '"file": "other/content/a.md"' "$bed/here.json" || fail "names $(<"$bed/here.json")"
cd "$kb/site" || exit 1
run 0 check -C "$bed/none" --rule space.colon=error --write-baseline "$bed/here.json" ../content/a.md
grep -qF '"file": "../content/a.md"' "$bed/here.json" || fail "names $(<"$bed/here.json")"
cd "$bed" || exit 1

# New ones are told: in another segment, and the second of two alike.
sed 's/コード:四/コード:四 コード:四/' -i "$kb/content/a.md"
check 1 --baseline "$known"
is 1
sed 's/コード:四 コード:四/コード:四/' -i "$kb/content/a.md"
pair a0001-108 'Code: 450' 'コード:四百五十' >>"$kb/content/a.md"
check 1 --baseline "$known"
is 1
check 0 --baseline "$known" --rule space.colon=off

# The same fingerprint as in SARIF.
run 0 check -C "$kb" --format sarif --rule space.colon=info
grep -qF "$(grep -o '[0-9a-f]\{16\}:1' "$known" | head -n 1)" <<<"$out" || fail 'not in SARIF'

# What is no baseline is told.
refused "$bed/none.json" check -C "$kb" --baseline "$bed/none.json"
printf '{"version": 1,\n x' >"$bed/bad.json"
refused "$bed/bad.json:2:" check -C "$kb" --baseline "$bed/bad.json"
printf '{"version": 2, "findings": []}' >"$bed/bad.json"
refused "$bed/bad.json" check -C "$kb" --baseline "$bed/bad.json"
sed 's/space.colon/space.colom/' "$known" >"$bed/bad.json"
refused space.colom check -C "$kb" --baseline "$bed/bad.json"
has "$bed/bad.json"
refused "$bed/no" check -C "$kb" --write-baseline "$kb/content/a.md/$bed/no"

exit "$status"
