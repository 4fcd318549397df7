#!/bin/bash
# What an article says stays data where pages and lists repeat it: in JSON-LD, Open
# Graph, the feed, llms.txt and codes.json.
# shellcheck disable=SC2016 # the code marks of Markdown
# shellcheck source=tests/support/bed.sh
. "$(dirname "${BASH_SOURCE[0]}")/../support/bed.sh"

kb "$bed/kb"
{
	printf -- '---\nms.date: 01/02/2026\ntaiyaku:\n  bounce: |\n    450 4.4.312 </code></pre><script>alert(3)</script>\n---\n'
	printf '# <a name="code"></a>'
	pair a0001-103 'Error 450 4.4.312: `</script><script>alert(1)</script>` & "x" ](y)' \
		'エラー 450 4.4.312: `</script><script>alert(1)</script>` & "x" ](y)'
	printf '\n'
	pair a0001-104 '`]]><!-- </summary>` because' '`]]><!-- </summary>` なので'
	printf '\n## <a name="fix"></a>'
	pair a0001-105 Fix 対処方法
	printf '\n'
	pair a0001-106 'Mend it.' '直します。'
} >"$bed/kb/content/a.md"
run 0 build -q -C "$bed/kb" -o "$bed/out" --base-url https://x.example/

page=$bed/out/en/codes/4-4-312.html
grep -q 'ld+json.*\\u003c/script\\u003e' "$page" || fail 'JSON-LD does not hold the title'
! grep -rqiE '<script>alert' "$bed/out" --include='*.html' --include='*.xml' ||
	fail 'markup of an article on a page'
grep -q 'og:title" content="[^"]*&lt;/script&gt;' "$page" || fail 'Open Graph is not escaped'
grep -qF '&lt;/code&gt;&lt;/pre&gt;&lt;script&gt;alert(3)' "$page" || fail 'the bounce is not shown as text'
grep -qF '\](y)' "$bed/out/en/llms.txt" || fail 'a title ends a link of llms.txt'

exit "$status"
