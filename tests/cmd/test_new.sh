#!/bin/bash
# taiyaku init and new: a base and an article that pass `check` once their blanks
# are filled in; nothing is ever overwritten, and what is no code is refused.
# shellcheck source=tests/support/bed.sh
source "$(dirname "${BASH_SOURCE[0]}")/../support/bed.sh"

kb=$bed/kb

# A base that can be built as it is.
run 0 init "$kb" --lang en
grep -qF "taiyaku new -C $kb" <<<"$out" || fail "init does not say what comes next: $out"
run 0 check -C "$kb" --strict
cp -r "$repository/templates" "$kb/"
cp -r "$repository/site/assets" "$kb/site/"
run 0 build -C "$kb" -q
[ -f "$kb/site/public/ja/index.html" ] || fail 'the new base publishes no page'

before=$(state "$kb")
refused "$kb/content/index.md" init "$kb"
[ "$before" = "$(state "$kb")" ] || fail 'init changed a base that was there'

# An article: its blanks are errors until they are filled.
run 0 new -C "$kb" 550 5.7.1 --lang ja
article=$kb/content/smtp/5-7-1.md
grep -qF "$article" <<<"$out" || fail "new does not name the file: $out"
grep -qF 'Error 550 5.7.1' "$article" || fail "the reply code is lost"
run 1 check -C "$kb"
for rule in entry.empty-cause entry.empty-fix; do
	[ "$(grep -c "\[$rule\]" <<<"$out")" = 2 ] || fail "$rule is not told for both languages: $out"
done
sed -i 's|\(data-ttu-id="[^"]*">\)</span>|\1書きました。</span>|; s|\(data-stu-id="[^"]*">\)</span>|\1Written.</span>|; s|^description:.*|description: 説明です。|' \
	"$article"
run 0 check -C "$kb" --strict
run 0 build -C "$kb" -q
[ -f "$kb/site/public/en/codes/5-7-1.html" ] || fail 'the new code has no page'

# What is there already stays.
before=$(state "$kb/content")
refused "$article:" new -C "$kb" 5.7.1
refused "$article" new -C "$kb" '#5.7.1'
[ "$before" = "$(state "$kb/content")" ] || fail 'new changed an article that was there'

# Several at once; one that is wrong does not keep the others.
refused 4.4.0312 new -C "$kb" 4.4.0312
# What to do is said once.
for lang in en ja; do
	for code in '550 4.1.1' 4.1.99999 4.4.0312 4.7.700-500; do
		# shellcheck disable=SC2086 # words
		run 2 new -C "$kb" $code --lang $lang
		[ "$(grep -oE ';|してください' <<<"$err" | wc -l)" -le 1 ] || fail "new $code: more than one thing to do: $err"
	done
done
refused nonsense new -C "$kb" nonsense
run 2 new -C "$kb" nonsense 0x80070005 AADSTS50011
[ -f "$kb/content/hresult/0x80070005.md" ] || fail 'the codes beside a wrong one are not started'
[ -f "$kb/content/aadsts/aadsts50011.md" ] || fail 'the codes beside a wrong one are not started'
refused "$bed/none/content" new -C "$bed/none" 5.1.1

# stats counts what is there.
run 0 stats -C "$kb" --format json
grep -qF '"entries": 3' <<<"$out" || fail "stats: $out"
grep -qF '"incomplete": 2' <<<"$out" || fail "stats: $out"
run 0 stats -C "$kb" --lang ja
grep -qF '両言語に原因と対処方法があるもの 33.3 %' <<<"$out" || fail "stats in Japanese: $out"

exit "$status"
