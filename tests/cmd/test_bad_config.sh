#!/bin/bash
# Mistakes in site/site.yaml: told with their place before anything is read or
# written.
# shellcheck source=tests/support/bed.sh
source "$(dirname "${BASH_SOURCE[0]}")/../support/bed.sh"

kb=$bed/kb
yaml=$kb/site/site.yaml
kb "$kb"

# wrong PLACE TEXT: with this configuration every command refuses, naming PLACE.
wrong() {
	local command
	printf '%b' "$2" >"$yaml"
	for command in build check export; do
		refused "$yaml$1" $command -C "$kb"
	done
	[ ! -e "$kb/site/public" ] || fail "published with a broken $yaml"
}

wrong :2:1 'title:\n\ten: Tab\n'
wrong :1: 'title: [a\n'
wrong :1:1 'titel:\n  en: x\n  ja: x\n'
has title
wrong :1: 'base_url: example.com\n'
wrong :2:3 'rules:\n  entry.no-fixx: warning\n'
has entry.no-fix
wrong :2: 'rules:\n  entry.no-fix: fatal\n'
wrong :2:1 'rules: {}\nrules: {}\n'
wrong :1: 'title: \x01\n'
wrong : '\xff\xfe\n'
wrong :2:11 'title: {en: T, ja: T}\nglossary: nope.csv\n'
has "$kb/site/nope.csv"
wrong :1:11 'glossary: .\n'
# Only who checks anchors wants the record.
printf 'anchors:\n  record: nope.txt\n' >"$yaml"
for command in build check; do
	refused "$yaml:2:11" "$command" -C "$kb"
	has "$kb/site/nope.txt"
done

rm "$yaml"
mkdir "$yaml"
refused "$yaml" build -C "$kb"
rmdir "$yaml"

# And it is obeyed.
sed '/data-ttu-id="a0001-105"/d' -i "$kb/content/a.md"
run 1 check -C "$kb"
printf 'rules:\n  entry.no-fix: warning\n' >"$yaml"
run 0 check -C "$kb"
printf 'title:\n  en: The "<b>" site\n  ja: サイト\n' >"$yaml"
run 1 build -C "$kb" --keep-going -q
grep -qF '| The &quot;&lt;b&gt;&quot; site</title>' "$kb/site/public/en/a.html" || fail 'the title of the site'

exit "$status"
