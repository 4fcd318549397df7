#!/bin/bash
# What keeps the site from being published is told behind the findings, however many
# they are: there it is seen. The findings are told while the site is made.
# shellcheck source=tests/support/bed.sh
source "$(dirname "${BASH_SOURCE[0]}")/../support/bed.sh"

kb=$bed/kb
kb "$kb"
for i in {1..400}; do
	printf '# Page %d\n\n[gone](gone-%d.md)\n' "$i" "$i" >"$kb/content/page-$i.md"
done
printf '{{#open}}' >"$kb/templates/article.mustache"
for lang in en ja; do
	for jobs in 1 2 8; do
		run 2 build -C "$kb" --keep-going --lang $lang --jobs $jobs
		last=$(tail -n 1 <<<"$err")
		[[ $last == "taiyaku: $kb/templates/article.mustache:1"* ]] || fail "--lang $lang --jobs $jobs: the last line is $last"
		n=$(grep -c '\[link.missing-target\]' <<<"$err")
		[ "$n" = 400 ] || fail "--lang $lang --jobs $jobs: $n findings are told"
	done
done
# A build looks for no findings of severity info, and tells no number of them.
run 1 build -C "$kb" --strict --lang en
grep -qE ': [0-9]+ errors, [0-9]+ warnings$' <<<"$err" || fail "the numbers are missing: $(tail -n 3 <<<"$err")"

# What is wrong with the site is not told where the findings keep it from being published.
for jobs in 1 2; do
	run 1 build -C "$kb" --strict --jobs $jobs
	[ "$(grep -c 'article.mustache' <<<"$err")" = 0 ] || fail "--jobs $jobs: the template is told of"
	[[ $(tail -n 1 <<<"$err") == 'taiyaku: nothing was published'* ]] || fail "--jobs $jobs: nothing tells that nothing was published"
done
[ ! -e "$kb/site/public" ] || fail 'a site was published'
exit "$status"
