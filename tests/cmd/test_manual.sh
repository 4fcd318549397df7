#!/bin/bash
# The manual's pages about the program itself: clean for every reader, in both
# languages, with every command, option and field of the configuration; and all
# pages together are found by whatis and apropos.
set -euo pipefail
export LC_ALL=C.UTF-8 MANWIDTH=78 PAGER=cat
unset MANPATH MANPAGER MANROFFOPT MANOPT GROFF_TYPESETTER LANGUAGE
WIDTH=78

status=0
fail() {
	echo "$*"
	status=1
}

for program in mandoc groff lexgrog mandb; do
	command -v "$program" >/dev/null || {
		[ -z "${CI:-}" ] || fail "$program is not installed"
		echo "SKIPPED: $program is not installed"
		exit "$([ -n "${CI:-}" ] && echo 1 || echo 77)"
	}
done
man='man'
[ ! -x /usr/bin/man.REAL ] || man='man.REAL'

bed=$(mktemp -d)
trap 'rm -rf "$bed"' EXIT

plain() { sed 's/.\x08//g; s/\x1b\[[0-9;]*m//g'; }

narrow() { # READER FILE
	local widest
	widest=$(plain <"$2" | wc -L)
	[ "$widest" -le "$WIDTH" ] || fail "$page ($lang): a line of $widest columns in $1"
}

folder_of() { echo "$bed/man/$([ "$1" = ja ] && echo ja/)man${2##*.}"; }

# check_page: $page and $lang.
check_page() {
	local file said
	file=$(folder_of "$lang" "$page")/$page
	mkdir -p "${file%/*}"
	"$TAIYAKU" manual --lang "$lang" "$page" >"$file" || fail "$page ($lang) was not written"
	said=$(mandoc -Tlint -W warning "$file" 2>&1 || true)
	[ -z "$said" ] || fail "mandoc: $said"
	for macros in '' ja; do
		said=$(groff -man ${macros:+-m"$macros"} -ww -z -K utf8 -Tutf8 "$file" 2>&1)
		[ -z "$said" ] || fail "groff: $said"
	done
	lexgrog "$file" | grep -q ": \"${page%.*} - ..*\"" || fail "$page ($lang): lexgrog finds no name"
	mandoc -Tutf8 "$file" >"$bed/mandoc"
	narrow mandoc "$bed/mandoc"
	groff -man -t -K utf8 -Tutf8 "$file" >"$bed/groff"
	narrow groff "$bed/groff"
	MANPATH=$bed/man "$man" -L "$lang" "${page##*.}" "${page%.*}" >"$bed/man-db" 2>&1 ||
		fail "man -L $lang ${page%.*}: $(cat "$bed/man-db")"
	narrow man "$bed/man-db"
	! plain <"$bed/mandoc" | grep -F '**' || fail "$page ($lang): Markdown as it is written"
}

# examples SECTION: those of a section of the page, as they stand there.
examples() {
	mandoc -Tutf8 "$(folder_of "$lang" "$page")/$page" | plain |
		sed -n "/^$1\$/,/^[^ ]/p" | grep -E '^ {9,}|^$' | sed -E 's/^ {10,11}//' || true
}

# Who copies an example of the format has an article without findings, with
# the line breaks of the page or without them.
check_article_examples() {
	local said pairs=$1 whole=$2
	examples "$pairs" >"$bed/pair.md"
	examples "$whole" >"$bed/article.md"
	perl -0pe 's/\n +/ /g' "$bed/article.md" >"$bed/lines.md"
	grep -q '^## <a name="fix"></a><span data-ttu-id=' "$bed/lines.md" ||
		fail "$page ($lang): the example shows no pairs"
	for example in pair article lines; do
		said=$("$TAIYAKU" check --strict --lang en "$bed/$example.md" 2>&1) || fail "$page ($lang): $said"
		[[ $said != *" 0 segments"* ]] || fail "$page ($lang): no pair in $example: $said"
	done
}

# holds WORD...: in the page as it is read, without its line breaks.
holds() {
	local text word
	text=$(mandoc -Tutf8 "$(folder_of "$lang" "$page")/$page" | plain | tr -s ' \n' ' ')
	for word in "$@"; do
		[[ $text == *"$word"* ]] || fail "$page ($lang) does not tell $word"
	done
}

options_of() { "$TAIYAKU" "$1" --help | grep -oE '^ +(-., )?--[a-z-]+' | grep -oE -- '--[a-z-]+'; }

mapfile -t commands < <("$TAIYAKU" --help --lang en 2>/dev/null |
	sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p')
[ "${#commands[@]}" -ge 4 ] || fail "too few commands: ${commands[*]}"
mapfile -t keys < <(sed -n 's/^\t\t{"\([a-z_]*\)", read_.*/\1/p' generator/kb/config*.c | sort -u)
[ "${#keys[@]}" -ge 10 ] || fail "too few fields: ${keys[*]}"

for lang in en ja; do
	for page in taiyaku.1 taiyaku-article.5 taiyaku-site.5; do
		check_page
	done
	page=taiyaku-article.5
	if [ "$lang" = en ]; then
		check_article_examples PAIRS EXAMPLE
	else
		check_article_examples 対 例
	fi
	holds '## <a name="fix"></a><span data-ttu-id='
	page=taiyaku.1
	holds "--name=$([ "$lang" = en ] && echo VALUE || echo 値)"
	for command in "${commands[@]}"; do
		mapfile -t options < <(options_of "$command")
		[ "${#options[@]}" -ge 8 ] || fail "too few options of $command: ${options[*]}"
		holds "taiyaku $command" "${options[@]}"
	done
	page=taiyaku-site.5
	holds "${keys[@]}"
done

# With the published pages: what an administrator would type.
"$TAIYAKU" build -q --man all -o "$bed/public"
cp -r "$bed/public/man/." "$bed/man/"
mandb -q -c "$bed/man" >/dev/null 2>&1
finds() { # WORD COMMAND...
	local word=$1 said
	shift
	said=$(MANPATH=$bed/man "$@" 2>&1 || true)
	[[ $said == *"$word"* ]] || fail "$*: no $word in: $said"
}
finds 'DNS query failed' whatis 4.4.312
finds 'DNS クエリ' whatis -L ja 4.4.312
finds '450-4.4.312' whatis 450-4.4.312
finds 4.4.312 apropos DNS
finds 4.4.312 apropos -L ja クエリ
finds 4.4.312 apropos -L ja DNS
finds taiyaku-site apropos taiyaku
finds '構成ファイル' whatis -L ja taiyaku-site
finds CAUSE "$man" 4.4.312
finds 原因 "$man" -L ja 4.4.312

exit "$status"
