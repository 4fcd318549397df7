#!/bin/bash
# What site.yaml ignores is meant by the paths below content/, whether the whole
# knowledge base is checked or articles are named, in whatever way.
# shellcheck source=tests/support/bed.sh
source "$(dirname "${BASH_SOURCE[0]}")/../support/bed.sh"

kb=$bed/kb
kb "$kb"
mkdir "$kb/content/sub" "$bed/elsewhere"
for name in a sub/b; do
	pair a0001-107 'Code: 450' 'コード:四百五十' >"$kb/content/$name.md"
done
printf 'ignore:\n  sub/*.md: [space.colon]\n' >>"$kb/site/site.yaml"

# told ARTICLES ARGUMENT...: in which of them colons are found.
told() {
	local expected=$1 actual
	shift
	run 0 check -C "$kb" --format json "$@"
	actual=$(tr -d '\n' <<<"$out" | grep -oP '"rule": "space.colon"[^}]*"file": "\K[^"]*' |
		sed 's#.*/##' | sort -u | tr '\n' ' ' || true)
	[ "$actual" = "$expected" ] || fail "check $*: found in $actual, not in $expected"
}

told 'a.md '
told 'a.md ' "$kb/content"
told '' "$kb/content/sub"
told '' "$kb/content/sub/b.md"
told 'a.md ' "$kb/content/sub/../a.md" "$kb/content/sub/b.md"
cd "$kb/content/sub" || exit 1
told '' b.md
told 'a.md ' ../a.md ./b.md
cp b.md "$bed/elsewhere"
told 'b.md ' "$bed/elsewhere/b.md"

exit "$status"
