#!/bin/bash
# site/site.yaml is its own reference: every field that the program knows stands in it
# and in docs/site.md, and its examples are read without a complaint.
# shellcheck source=tests/support/bed.sh
source "$(dirname "${BASH_SOURCE[0]}")/../support/bed.sh"

kb "$bed/kb"
sed -E 's/^#( {2,}|[a-z])/\1/' "$repository/site/site.yaml" >"$bed/kb/site/site.yaml"
for page in smtp/4-4-312.md codes/4-4-312; do
	sed -i "s|$page|codes/4-4-312|" "$bed/kb/site/site.yaml"
done
sed -i -e 's/\[What happened\]/[Fix]/' -e 's/replace: true//' "$bed/kb/site/site.yaml"
cp "$repository/site/glossary.csv" "$bed/kb/site/"
: >"$bed/kb/site/anchors.txt"
run 0 build -q -C "$bed/kb" -o "$bed/out"
[ -z "$err" ] || fail "the examples are not read: $err"

# The fields, from what the program says to a field that it does not know.
known=$(grep -oE '^\s*\{"[a-z_]+", read_' "$repository/generator/kb/config.c" | grep -oE '[a-z_]+"' | tr -d '"' | sort -u)
[ "$(wc -w <<<"$known")" -gt 10 ] || fail "no fields found in config.c"
for field in $known; do
	grep -qE "^#? *(- )?$field:" "$repository/site/site.yaml" || fail "$field is not in site.yaml"
	for lang in '' .ja; do
		grep -qF "\`$field\`" "$repository/docs/site$lang.md" || fail "$field is not in docs/site$lang.md"
	done
done

exit "$status"
