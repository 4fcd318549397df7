#!/bin/bash
# The English originals as they are now: the article's own English differs in
# nothing; a changed, a new and a lost sentence are each told at their place.
# shellcheck source=tests/support/bed.sh
source "$(dirname "${BASH_SOURCE[0]}")/../support/bed.sh"

kb=$bed/kb
kb "$kb"
run 0 export --format markdown --lang en -C "$kb" -o "$bed/en"
check() {
	run "$1" check -C "$kb" --source-dir "$bed/en" "${@:2}"
}
says() {
	grep -qF -- "$1" <<<"$out" || fail "does not say '$1': $out"
}

check 0
! grep -q 'source\.' <<<"$out" || fail "differs from itself: $out"
run 0 check "$kb/content/a.md" --source-dir "$bed/en"
! grep -q 'source\.' <<<"$out" || fail "a named article differs: $out"

sed -i 's/Mend it/Mend it now/' "$bed/en/a.md"
check 1 --strict
says 'a.md:7:'
says 'the original now says "Mend it now."'
check 0 --lang ja
says '原文が「Mend it now.」に変わっています'
printf '\nThen rest.\n' >>"$bed/en/a.md"
check 0
says '[source.new]'
sed -i '/Because of that/d' "$bed/en/a.md"
check 0
says '"Because of that." is no longer in the original'
rm "$bed/en/a.md"
check 0
says 'no original at "a.md"'
refused "$bed/none" check -C "$kb" --source-dir "$bed/none"

exit "$status"
