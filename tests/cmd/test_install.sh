#!/bin/bash
# `make install` and `make uninstall` write and delete in their folders alone, also
# where those have a blank in their names. The program that is tested stands in
# for the one that would be built.
# shellcheck source=tests/support/bed.sh
source "$(dirname "${BASH_SOURCE[0]}")/../support/bed.sh"

there="$bed/a place"
mkdir -p "$bed/a" "$there/opt"
touch "$bed/a/mine" "$there/opt/mine"

copy=$bed/copy
mkdir -p "$copy/build/release"
cp -r Makefile LICENSE README*.md content templates site generator include "$copy/"
rm -rf "$copy/site/public" "$copy/site/.public.taiyaku"
cp "$TAIYAKU" "$copy/build/release/taiyaku"

# make TARGET...: without compiling anything
make_there() {
	make -C "$copy" -s -o build/release/taiyaku PREFIX=/opt/x DESTDIR="$there" "$@" >"$bed/.made" 2>&1 ||
		fail "make $*: $(<"$bed/.made")"
}

make_there install
[ "$("$there/opt/x/bin/taiyaku" --version)" = "$("$TAIYAKU" --version)" ] || fail 'no program is installed'
for file in share/taiyaku/templates/entry.mustache share/taiyaku/assets/taiyaku.css \
	share/man/man7/4.4.312.7 share/man/ja/man7/4.4.312.7 share/doc/taiyaku/README.ja.md; do
	[ -f "$there/opt/x/$file" ] || fail "$file is not installed"
done
touch "$there/opt/x/share/man/man7/other.7"
make_there uninstall
left=$(cd "$bed" && find a 'a place' -type f | sort)
[ "$left" = 'a place/opt/mine
a place/opt/x/share/man/man7/other.7
a/mine' ] || fail "uninstall leaves $left"
[ -z "$(find "$copy" -maxdepth 1 -name place -o -maxdepth 1 -name opt)" ] || fail 'something was written beside the folder'

exit "$status"
