#!/bin/bash
# Rules on the command line and in site/site.yaml: listed, explained, switched,
# chosen by a profile; a name that does not exist is told with the one meant.
# shellcheck source=tests/support/bed.sh
source "$(dirname "${BASH_SOURCE[0]}")/../support/bed.sh"

kb=$bed/kb
yaml=$kb/site/site.yaml
kb "$kb"
pair a0001-107 'Code: 450' 'コード:450をDNSで' >>"$kb/content/a.md"

# says TEXT: standard output holds it.
says() {
	grep -qF -- "$1" <<<"$out" || fail "does not print '$1': $out"
}
silent_about() {
	! grep -qF -- "$1" <<<"$out" || fail "prints '$1': $out"
}

run 0 check -C "$kb" --list-rules --lang en
says 'space.colon                info '
says 'style.blank                off '
says '[profile microsoft]'
! grep -qP "$japanese" <<<"${out//[・のなを]/}" || fail "Japanese in the list: $out"
[ "$(sort <<<"$out" | cut -d' ' -f1 | uniq -d)" = '' ] || fail 'a rule is listed twice'
run 0 check -C "$kb" --list-rules --lang ja --rule space.colon=error
says 'space.colon                error'
says '[既定値 info]'

for lang in en ja; do
	run 0 check -C "$kb" --explain-rule space.colon --lang $lang
	says 'space.colon (info)'
	says '  - エラー コード:450'
	says 'rules: {space.colon: off}'
done

# What cannot be written is told once.
if [ -e /dev/full ]; then
	for argument in --list-rules --explain-rule=space.colon; do
		code=0
		"$TAIYAKU" check -C "$kb" --lang en "$argument" >/dev/full 2>"$bed/.err" || code=$?
		[ "$code" = 2 ] || fail "a full disk with $argument: exit status $code"
		[ "$(wc -l <"$bed/.err")" = 1 ] || fail "not told once: $(<"$bed/.err")"
	done
fi

# An unknown name anywhere is an error with a suggestion.
for arguments in '--rule space.colom=off' '--explain-rule space.colom'; do
	# shellcheck disable=SC2086 # words
	run 2 check -C "$kb" $arguments
	has 'did you mean "space.colon"?'
	# shellcheck disable=SC2086
	run 2 check -C "$kb" $arguments --lang ja
	has '「space.colon」の間違い'
done
run 2 check -C "$kb" --profile micosoft
has 'did you mean "microsoft"?'
refused space.colon check -C "$kb" --rule space.colon
refused space.colon=loud check -C "$kb" --rule space.colon=loud
printf 'profile: jtff\n' >"$yaml"
run 2 check -C "$kb"
has "$yaml:1:"
has 'did you mean "jtf"?'
rm "$yaml"

# Severities: the command line over the file, the file over the profile.
run 0 check -C "$kb"
says '[space.colon]'
silent_about '[style.blank]'
run 0 check -C "$kb" --rule space.colon=off
silent_about '[space.colon]'
run 1 check -C "$kb" --rule space.colon=off --rule space.colon=error
says 'error: no blank follows the colon'
run 1 check -C "$kb" --profile microsoft --strict
says '[style.blank]'
printf 'profile: microsoft\nrules:\n  space.colon: error\n' >"$yaml"
run 1 check -C "$kb" --format github
says 'title=style.blank'
run 0 check -C "$kb" --rule space.colon=info
printf 'profile: microsoft\nrules:\n  style.blank: off\n' >"$yaml"
run 0 check -C "$kb"
silent_about '[style.blank]'
run 0 check -C "$kb" --profile jtf
says 'space.colon'

# A build tells no information; what site.yaml makes a warning is told, from then on.
rm "$yaml"
run 0 build -C "$kb"
! grep -qF '[space.colon]' <<<"$err" || fail "a build tells information: $err"
printf 'rules:\n  space.colon: warning\n' >"$yaml"
for _ in 1 2; do
	run 0 build -C "$kb"
	has 'warning: no blank follows the colon'
done
rm "$yaml"
run 0 build -C "$kb"
! grep -qF '[space.colon]' <<<"$err" || fail "a build tells information: $err"

# A glossary, from the folder of site.yaml or the command line.
printf 'glossary: terms.csv\n' >"$yaml"
refused "$kb/site/terms.csv" check -C "$kb"
printf 'en,ja\n,x\n' >"$kb/site/terms.csv"
refused "$kb/site/terms.csv:2:" check -C "$kb"
printf 'en,ja\nfix,修正\n' >"$kb/site/terms.csv"
run 0 check -C "$kb"
says 'the glossary has "修正" for "fix"'
printf 'en,ja\nfix,対処方法\n' >"$bed/other.csv"
run 0 check -C "$kb" --glossary "$bed/other.csv"
silent_about '[term.glossary]'

exit "$status"
