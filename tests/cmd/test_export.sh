#!/bin/bash
# taiyaku export -o: every article is somewhere afterwards, every file is whole.
# shellcheck source=tests/support/bed.sh
source "$(dirname "${BASH_SOURCE[0]}")/../support/bed.sh"

mkdir -p "$bed/kb/a" "$bed/kb/b"
article a0001 4.4.312 >"$bed/kb/a/x.md"
article a0002 4.4.313 >"$bed/kb/b/x.md"
cd "$bed"
markdown=(export --format markdown --lang)

# Two of one name: nothing is written, and both are named.
for paths in 'kb/a/x.md kb/b/x.md' 'kb/a kb/b' 'kb/a kb/b/x.md' 'kb/b/../a/x.md kb/b'; do
	for lang in en ja; do
		# shellcheck disable=SC2086 # words
		run 2 "${markdown[@]}" $lang -o out $paths
		has a/x.md
		has kb/b/x.md
		has out/x.md
		[ ! -e out ] || fail "$paths: something was written"
	done
done
has '上位のフォルダー'
run 2 "${markdown[@]}" en -o out kb/a kb/b
has 'name the folder above both'

# The folder above them, and a file that is named twice, are fine.
run 0 "${markdown[@]}" en -o out kb
cat out/a/x.md out/b/x.md >both
[ "$(grep -c '# <a name="code"></a>Error 450' both)" = 2 ] || fail "not both: $(cat both)"
run 0 "${markdown[@]}" en -o twice kb/a/x.md kb/a kb/../kb/a/x.md
[ "$(ls twice)" = x.md ] || fail "a file named twice is $(ls twice)"

exit "$status"
