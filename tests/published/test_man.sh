#!/bin/bash
# The published man pages are clean for mandoc, groff and man-db, in both
# languages, and the entry that everybody tries first is found by its code.
set -euo pipefail

# C.UTF-8 is on every machine. man-db needs no Japanese locale for `-L ja`:
# the folder man/ja is enough where the character set is UTF-8.
export LC_ALL=C.UTF-8
unset MANPATH MANPAGER MANROFFOPT MANOPT GROFF_TYPESETTER LANGUAGE
export MANWIDTH=78 PAGER=cat
WIDTH=78 # terminal columns

# Ubuntu's container images put a placeholder in the place of man.
man='man'
[ ! -x /usr/bin/man.REAL ] || man='man.REAL'

status=0
fail() {
	echo "$*"
	status=1
}

# silent PAGE COMMAND...: the command must succeed and say nothing.
silent() {
	local page=$1 said
	shift
	said=$("$@" 2>&1) || fail "$page: $1 failed"
	[ -z "$said" ] || fail "$page: $1 says: $said"
}

# narrow PAGE READER COMMAND...: no line that it writes is wider than the terminal.
narrow() {
	local page=$1 reader=$2 widest
	shift 2
	widest=$("$@" | sed 's/.\x08//g; s/\x1b\[[0-9;]*m//g' | wc -L)
	[ "$widest" -le "$WIDTH" ] || fail "$page: a line of $widest columns in $reader"
}

check_page() {
	local page=$1 name
	name=$(basename "$page" .7)
	silent "$page" mandoc -Tlint -W warning "$page"
	silent "$page" groff -man -ww -z -K utf8 -Tutf8 "$page"
	lexgrog "$page" | grep ": \"${name//./\\.} - ..*\"" >/dev/null || fail "$page: lexgrog finds no name"
	narrow "$page" mandoc mandoc -Tutf8 "$page"
	narrow "$page" groff groff -t -man -K utf8 -Tutf8 "$page"
	narrow "$page" man "$man" -l "$page"
}

# shows CODE OPTION... -- WORD...: man finds the page, and every word is in it.
shows() {
	local code=$1 options=() text word
	shift
	while [ "$1" != -- ]; do
		options+=("$1")
		shift
	done
	shift
	text=$(MANPATH=$mandir "$man" "${options[@]}" "$code" 2>&1) || {
		fail "man ${options[*]} $code: $text"
		return
	}
	for word in "$@"; do
		grep -qF -- "$word" <<<"$text" || fail "man ${options[*]} $code shows no $word: $text"
	done
	narrow "$code" "man ${options[*]}" cat <<<"$text"
}

out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
mandir=$out/public/man

"$TAIYAKU" build -q --man all -o "$out/public"
cd "$mandir" 2>/dev/null || {
	echo "the build has written no man/"
	exit 1
}

for folder in man7 ja/man7; do
	pages=0
	for page in "$folder"/*.7; do
		[ -f "$page" ] || continue
		pages=$((pages + 1))
		# A further name of a page is one `.so` line, which mandoc calls fragile.
		if read -r first <"$page" && [[ $first == ".so "* ]]; then
			[ -f "${folder%man7}${first#.so }" ] || fail "$page: $first leads nowhere"
		else
			check_page "$page"
		fi
	done
	[ "$pages" -gt 0 ] || fail "no page in man/$folder"
done

shows 4.4.312 -- CAUSE FIX
shows 4.4.312 -L ja -- 原因 対処

exit "$status"
