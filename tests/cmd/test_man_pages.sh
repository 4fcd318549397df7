#!/bin/bash
# `build --man all` makes a man page of every article, also of those without
# codes: clean for the readers, found by man, whatis and apropos in both languages,
# with links between the pages. Without it only codes and what explains them have
# pages; and going from one to the other leaves nothing behind.
# shellcheck source=tests/support/bed.sh
source "$(dirname "${BASH_SOURCE[0]}")/../support/bed.sh"
unset MANPATH MANPAGER MANROFFOPT MANOPT GROFF_TYPESETTER LANGUAGE
export MANWIDTH=78 PAGER=cat

for program in mandoc groff lexgrog mandb; do
	command -v "$program" >/dev/null || skip "SKIPPED: $program is not installed"
done
man='man'
[ ! -x /usr/bin/man.REAL ] || man='man.REAL'

kb=$bed/kb
kb "$kb"
mkdir -p "$kb/content/guide/dns"

# guide ID EN JA [LINK]: an article without a code.
guide() {
	printf '# '
	pair "$1-103" "$2" "$3"
	printf '\n'
	pair "$1-104" 'Ask the name server first.' '最初にネーム サーバーに問い合わせます。'
	printf '\n%s\n' "${4:-}"
}
guide g0001 'How to read DNS records' 'DNS レコードの読み方' \
	'[4.4.312](../a.md), [DNS](dns.md)' >"$kb/content/guide/records.md"
guide g0002 'About DNS' 'DNS について' '[Records](records.md)' >"$kb/content/guide/dns.md"
guide g0003 'How to read an answer' '応答の読み方' >"$kb/content/guide/dns/answer.md"
guide g0004 'More records' 'その他のレコード' >"$kb/content/guide-records.md"
echo '[DNS](guide/dns.md)' >>"$kb/content/a.md"

pages() { find "$kb/site/public/man" -name '*.7' | sed 's|.*/man/||' | sort | tr '\n' ' '; }
codes='ja/man7/4.4.312.7 ja/man7/450-4.4.312.7 ja/man7/a.7 man7/4.4.312.7 man7/450-4.4.312.7 man7/a.7 '

run 0 build -C "$kb" -q
[ "$(pages)" = "$codes" ] || fail "the pages of codes are $(pages)"
! grep -q 'guide' "$kb/site/public/man/man7/4.4.312.7" || fail 'a link leads to a page that is not there'

run 0 build -C "$kb" -q --man all
for name in a guide-dns guide-dns-answer guide-records guide-records-2 4.4.312; do
	for folder in man7 ja/man7; do
		page=$kb/site/public/man/$folder/$name.7
		[ -f "$page" ] || fail "no page $folder/$name.7 in $(pages)"
		said=$(mandoc -Tlint -W warning "$page" 2>&1 || true)
		[ -z "$said" ] || fail "mandoc: $said"
		said=$(groff -man -t -ww -z -K utf8 -Tutf8 "$page" 2>&1)
		[ -z "$said" ] || fail "groff: $said"
		lexgrog "$page" | grep -qF ": \"$name - " || fail "$folder/$name.7: lexgrog finds no name"
	done
done

cp -r "$kb/site/public/man" "$bed/man"
mandb -q -c "$bed/man" >/dev/null 2>&1
finds() { # WORD COMMAND...
	local word=$1 said
	shift
	said=$(MANPATH=$bed/man "$@" 2>&1 || true)
	[[ $said == *"$word"* ]] || fail "$*: no $word in: $said"
}
finds 'More records' whatis guide-records
finds 'How to read DNS records' whatis guide-records-2
finds 'DNS レコードの読み方' whatis -L ja guide-records-2
finds guide-dns-answer apropos answer
finds guide-dns-answer apropos -L ja 応答
finds 'Ask the name server first.' "$man" guide-dns
finds 'ネーム サーバー' "$man" -L ja guide-dns
finds 'DNS guide-dns(7)' "$man" guide-records-2
finds '4.4.312(7)' "$man" guide-records-2
finds 'DNS guide-dns(7)' "$man" 4.4.312

# Pages that stay lead where the others are now.
run 0 build -C "$kb" -q --man all -o "$bed/anew"
diff -r "$kb/site/public" "$bed/anew" >"$bed/difference" || fail "all: $(head -n 3 "$bed/difference")"
run 0 build -C "$kb" -q
[ "$(pages)" = "$codes" ] || fail "the pages of codes are now $(pages)"

refused man build -C "$kb" --man some

exit "$status"
