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

# -o of the others names a file, which holds what standard output would.
for format in tsv json; do
	run 0 export --format "$format" kb
	cp .out "expected.$format"
	echo 'an older and longer file, by far longer than any of what is written now' >"old.$format"
	for file in "new/folder/x.$format" "old.$format"; do
		run 0 export --format "$format" -o "$file" kb
		[ -z "$out$err" ] || fail "export -o $file says $out$err"
		cmp "$file" "expected.$format" || fail "$file is not what standard output is"
	done
	run 0 export --format "$format" -o /dev/stdout kb
	cmp .out "expected.$format" || fail "$format to /dev/stdout"
	mkfifo "pipe.$format"
	cat "pipe.$format" >"piped.$format" &
	run 0 export --format "$format" -o "pipe.$format" kb
	wait
	cmp "piped.$format" "expected.$format" || fail "$format to a pipe"
	[ -p "pipe.$format" ] || fail "a file is in the place of the pipe"
	[ -z "$(find . -name '*.new')" ] || fail "left behind: $(find . -name '*.new')"

	# What cannot be written leaves what is there.
	state kb >before
	refused kb/a/x.md export --format "$format" -o kb/a/x.md kb
	refused kb/./b/x.md export --format "$format" -o kb/./b/x.md kb
	refused kb/a export --format "$format" -o kb/a kb
	refused "-o" export --format "$format" -o '' kb
	refused nothing.md export --format "$format" -o kb/c kb nothing.md
	state kb | diff before - || fail "$format: something changed"
done

# An article that cannot be read: the file of the last time stays as it is.
printf 'old' >kept
chmod 0 kb/b/x.md
if [ ! -r kb/b/x.md ]; then
	run 2 export -o kept kb
	[ "$(<kept)" = old ] || fail "half a file was written"
fi

exit "$status"
