#!/bin/bash
# Too large, too deep, too intricate: each limit is a finding, and no input takes
# long, whatever cmark-gfm would make of it: at most two seconds of processor time
# a command, up to the size of the largest article that is read at all. `make
# torture` tries more sizes.
# shellcheck source=tests/support/bed.sh disable=SC2317,SC2016,SC1003
source "$(dirname "${BASH_SOURCE[0]}")/../support/bed.sh"

# Two seconds of an optimised program; others are several times slower. Where threads
# are looked at, of which there is but one here, large articles would take hours.
largest=6200000
case ${BUILD:-} in
*release*) seconds=2 ;;
*tsan*) seconds=200 largest=60000 ;;
*) seconds=20 ;;
esac

# Each look for the next sign would walk to the end of the article (strict_string_checks),
# which no other program does.
export ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}strict_string_checks=0

kb=$bed/kb
kb "$kb"
article b0001 4.4.313 >"$bed/good.md"

# repeat TEXT TIMES: on one line.
repeat() {
	awk -v text="$1" -v n="$2" 'BEGIN { for (i = 0; i < n; i++) printf "%s", text }'
}

# lines TEXT TIMES: a line each; \t and \n are read.
lines() {
	awk -v text="$1" -v n="$2" 'BEGIN { for (i = 0; i < n; i++) print text }'
}

# numbered FORMAT TIMES: a line each, with the line's number for %d.
numbered() {
	awk -v format="$1" -v n="$2" 'BEGIN { for (i = 0; i < n; i++) printf format "\n", i, i }'
}

# --- What cmark-gfm, or anything behind it, may take long for ---------------------
# Each prints about $1 bytes.

quotes() { repeat '> ' $(($1 / 2)); }
quotes_by_line() { awk -v n="$1" 'BEGIN { for (d = 1; used < n; d++) { for (i = 0; i < d % 400; i++) printf ">"; print " a"; used += d % 400 + 3 } }'; }
lists() { repeat '- ' $(($1 / 2)); }
lists_by_line() { awk -v n="$1" 'BEGIN { for (d = 0; used < n; d++) { for (i = 0; i < d % 400; i++) printf "  "; print "- a"; used += 2 * (d % 400) + 4 } }'; }
images_open() { repeat '![[]()' $(($1 / 6)); }
images_nested() { repeat '![' $(($1 / 2)); }
brackets_open() { repeat '[' "$1"; }
brackets_nested() { repeat '[' $(($1 / 2)); repeat ']' $(($1 / 2)); }
links_open() { repeat '[a](' $(($1 / 4)); }
links_by_line() { lines '[a](<b' $(($1 / 7)); }
emphasis_open() { repeat '*a **a ' $(($1 / 7)); }
emphasis_nested() { repeat '*a_ ' $(($1 / 4)); }
emphasis_deep() { repeat '**a ' $(($1 / 8)); repeat 'a** ' $(($1 / 8)); }
strikes() { repeat '~a ~~b ' $(($1 / 7)); }
backticks() { awk -v n="$1" 'BEGIN { for (d = 1; used < n; d++) { for (i = 0; i < d; i++) printf "`"; printf "a"; used += d + 1 } }'; }
backticks_even() { repeat 'a`b``c' $(($1 / 6)); }
declarations() { repeat '<!A ' $(($1 / 4)); }
instructions() { repeat '<?' $(($1 / 2)); }
comments() { repeat '<!-- a ' $(($1 / 7)); }
cdata() { repeat '<![CDATA[' $(($1 / 9)); }
tags_open() { repeat '<b ' $(($1 / 3)); }
tags_nested() { repeat '<div>' $(($1 / 5)); }
tables_nested() { lines '<table><tr><td>' $(($1 / 16)); }
inline_html() { repeat '<b><i>' $(($1 / 6)); }
entities() { repeat '&amp;&#x' $(($1 / 8)); }
table_wide() { repeat '|a' $(($1 / 4)); echo; repeat '|-' $(($1 / 4)); echo; }
table_rows() { printf '|a|b|\n|-|-|\n'; lines '|' $(($1 / 2)); }
table_empty_cells() { repeat '|a' 500; echo; repeat '|-' 500; echo; lines '|' $(($1 / 2)); }
table_delimiters() { lines '|-|' $(($1 / 4)); }
table_above() { lines 'a' $(($1 / 2)); echo '|-|'; }
definitions() { numbered '[a%d]: b%d' $(($1 / 14)); }
definitions_same() { lines '[a]: b' $(($1 / 7)); }
definition_used() { printf '[a]: '; repeat 'b' $(($1 / 2)); echo; echo; repeat '[a] ' $(($1 / 8)); }
definitions_open() { lines '[a]: <b "c' $(($1 / 11)); }
autolinks() { repeat '<a:b' $(($1 / 4)); }
addresses() { repeat 'www.a.b(' $(($1 / 8)); }
at_signs() { repeat 'a@b.' $(($1 / 4)); }
headings() { lines '# a' $(($1 / 4)); }
underlines() { lines 'a
=' $(($1 / 4)); }
rules() { lines '* * *' $(($1 / 6)); }
fences() { awk -v n="$1" 'BEGIN { for (d = 3; used < n; d++) { for (i = 0; i < d; i++) printf "`"; print ""; used += d + 1 } }'; }
tasks() { lines '- [ ] a' $(($1 / 8)); }
breaks() { repeat ' ' "$1"; }
backslashes() { repeat '\\' "$1"; }
spans_open() { repeat '<span data-ttu-id="a-1">a' $(($1 / 25)); }
spans_closed() { repeat '</span>' $(($1 / 7)); }
lookups() { repeat '<span class="sxs-lookup"><span data-stu-id="a-1">' $(($1 / 49)); }
pairs() { numbered '<span data-ttu-id="a-%d">**あ**</span><span class="sxs-lookup"><span data-stu-id="a-%d">**a**</span></span>' $(($1 / 110)); }
pairs_inline() { pairs "$1" | tr '\n' ' '; }
pairs_quoted() {
	local words
	words=$(repeat 'say "a" ' 100)
	numbered "<span data-ttu-id=\"a-%d\">あ ${words}あ</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-%d\">a ${words}a</span></span>" $(($1 / 1800))
}
pairs_labelled() { numbered '<span data-ttu-id="a-%d">あ]: あ</span><span class="sxs-lookup"><span data-stu-id="a-%d">a]: a</span></span>' $(($1 / 110)); }
# long_pairs EN JA BYTES: texts nearly as long as they may be, of numbered things; %s is
# a number in three capitals.
long_pairs() {
	awk -v en="$1" -v ja="$2" -v n="$3" '
		function capitals(k) {
			return sprintf("%c%c%c", 65 + int(k / 676) % 26, 65 + int(k / 26) % 26, 65 + k % 26)
		}
		function text(format, k, all) {
			for (k = 0; length(all) < 5000; k++)
				all = all sprintf(format, format ~ /%s/ ? capitals(k) : k)
			return all
		}
		BEGIN {
			en = text(en)
			ja = text(ja)
			for (i = 0; used < n; i++) {
				printf "<span data-ttu-id=\"a-%d\">あ%s</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-%d\">a %s</span></span>\n\n", i, ja, i, en
				used += length(en) + length(ja) + 110
			}
		}'
}
pairs_of_code() { long_pairs '`x%d` ' '`y%d` ' "$1"; }
pairs_of_bold() { long_pairs '**x%d** ' '**y%d** **' "$1"; }
pairs_of_menus() { long_pairs '**x%d** > ' '**y%d** >y ' "$1"; }
pairs_of_codes() { long_pairs '4.4.%d ' 'あ' "$1"; }
pairs_of_capitals() { long_pairs '%s ' 'あ' "$1"; }
pairs_of_blanks() { long_pairs 'x%d ' 'あ%d  ' "$1"; }
remarks() { lines '<!-- taiyaku: ignore punct.end -->' $(($1 / 35)); }
anchors_lost() {
	numbered '# heading number %d' 500
	echo
	numbered '[a](#q%d) [b](good.md#q%d)' $(($1 / 34))
}
targets_lost() { numbered '[a](q%d.md) ![a](q%d.png)' $(($1 / 36)); }
includes() { lines '[!INCLUDE [a](b.md)]' $(($1 / 21)); }
alerts() { lines '> [!NOTE]' $(($1 / 10)); }
directives() { lines ':::image source="a" alt-text="b":::' $(($1 / 36)); }
codes() { repeat '4.4.312 ' $(($1 / 8)); }
code_headings() { numbered '# 4.4.%d' $(($1 / 10)); }
front_matter() { echo '---'; repeat '[' "$1"; echo; echo '---'; }
front_keys() { echo '---'; numbered 'key%d: v%d' $(($1 / 16)); echo '---'; }

kinds='quotes quotes_by_line lists lists_by_line images_open images_nested brackets_open
	brackets_nested links_open links_by_line emphasis_open emphasis_nested emphasis_deep strikes
	backticks backticks_even declarations instructions comments cdata tags_open tags_nested
	tables_nested inline_html entities table_wide table_rows table_empty_cells table_delimiters
	table_above definitions definitions_same definition_used definitions_open autolinks addresses
	at_signs headings underlines rules fences tasks breaks backslashes spans_open spans_closed
	lookups pairs pairs_inline pairs_quoted pairs_labelled pairs_of_code
	pairs_of_bold pairs_of_menus pairs_of_codes pairs_of_capitals pairs_of_blanks
	remarks anchors_lost targets_lost includes alerts directives codes code_headings front_matter
	front_keys'

# --- In time ----------------------------------------------------------------------

# in_time WHAT ARGUMENT…: ends by itself, and says nothing but findings.
in_time() {
	local what=$1 code=0
	shift
	(
		ulimit -St "$seconds"
		exec "$TAIYAKU" "$@" >"$bed/.out" 2>"$bed/.err" </dev/null
	) || code=$?
	[ "$code" -le 1 ] ||
		fail "$what: exit status $code of taiyaku $1 (152: more than $seconds seconds): $(head -c 500 "$bed/.err")"
}

sizes=${LIMIT_SIZES:-$largest}
n=0
for kind in $kinds; do
	for size in $sizes; do
		rm -f "$kb"/content/*.md
		cp "$bed/good.md" "$kb/content/"
		"$kind" "$size" >"$kb/content/a.md"
		in_time "$kind, $size bytes" check -C "$kb" --jobs 1
		grep -qE '^1 article|^2 articles' "$bed/.out" || fail "$kind, $size bytes: no summary"
		case $kind in
		pairs*) ;; # nothing is wrong with them
		*) grep -qE '\[[a-z]+\.[a-z-]+\]$' "$bed/.out" || fail "$kind, $size bytes: no finding" ;;
		esac
		n=$((n + 1))
	done
	in_time "$kind" build -C "$kb" --jobs 1 --keep-going -q -o "$bed/out"
done
echo "$n inputs of $(wc -w <<<"$kinds") kinds"

# --- Each limit -------------------------------------------------------------------

# limited RULE: an article on standard input breaks it, in English and Japanese.
limited() {
	rm -f "$kb"/content/*.md
	cat >"$kb/content/a.md"
	run 1 check -C "$kb" --lang en
	grep -qF "[$1]" <<<"$out" || fail "no $1: $(head -c 500 <<<"$out")"
	run 1 check -C "$kb" --lang ja
	grep -F "[$1]" <<<"$out" | grep -qP "$japanese" || fail "$1 is not told in Japanese"
}

# allowed: the same just below the limit.
allowed() {
	rm -f "$kb"/content/*.md
	cat >"$kb/content/a.md"
	"$TAIYAKU" check -C "$kb" >"$bed/.out" 2>&1 || true
	! grep -qF "[$1]" "$bed/.out" || fail "$1 below the limit"
}

lines 'word word word word' $((6 * 1048576 / 20 + 1)) | limited limit.file-size
lines 'word word word word' $((6 * 1048576 / 20 - 1)) | allowed limit.file-size
repeat 'word ' $((1048576 / 5 + 1)) | limited limit.line-length
repeat 'word ' $((1048576 / 5 - 1)) | allowed limit.line-length
{ repeat '> ' 51; echo a; } | limited limit.depth
{ repeat '> ' 50; echo a; } | allowed limit.depth
{ repeat '- ' 51; echo a; } | limited limit.depth
numbered '<span data-ttu-id="a-%d">a</span>' 100001 | limited limit.segments
numbered '<span data-ttu-id="a-%d">a</span>' 100000 | allowed limit.segments
# pair_of N: a pair whose Japanese is N times three bytes.
pair_of() {
	printf '<span data-ttu-id="a-1">'
	repeat 'あ' "$1"
	printf '</span><span class="sxs-lookup"><span data-stu-id="a-1">a</span></span>\n'
}
pair_of $((16384 / 3 + 1)) | limited limit.segment-length
pair_of $((16384 / 3)) | allowed limit.segment-length
{ printf '|a|b|\n|-|-|\n'; lines '|a|b|' 50001; } | limited limit.table
{ printf '|a|b|\n|-|-|\n'; lines '|a|b|' 20000; } | allowed limit.table
repeat '[' 100000 | limited limit.markup
lines '</span>' 1001 | limited limit.findings
lines '</span>' 1000 | allowed limit.findings

exit "$status"
