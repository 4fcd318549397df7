#!/bin/bash
# The Markdown of articles with codes, read by itself: its links and pictures lead to
# what is published, and nothing of it is a directive.
# shellcheck source=tests/support/bed.sh
source "$(dirname "${BASH_SOURCE[0]}")/../support/bed.sh"

kb=$bed/kb
public=$kb/site/public

# links TEXT TARGET: the English Markdown has this link, and its file is there.
links() {
	grep -qF "[$1]($2)" "$public/en/mail/a.md" || fail "no [$1]($2) in $(<"$public/en/mail/a.md")"
	[ -f "$public/en/mail/${2%%#*}" ] || fail "nothing is at $2"
}

has_line() {
	grep -qxF -- "$1" "$public/en/mail/a.md" || fail "no line '$1' in $(<"$public/en/mail/a.md")"
}

kb "$kb"
mkdir -p "$kb/content/mail" "$kb/content/includes" "$kb/content/media"
printf '# Plain\n' >"$kb/content/plain.md"
printf 'Ask the **desk**.\n' >"$kb/content/includes/desk.md"
printf 'PNG' >"$kb/content/media/pic.png"
article a0002 4.4.313 >"$kb/content/mail/b.md"
cat >"$kb/content/mail/a.md" <<'END'
---
title: 表題
---
# <a name="code"></a>450 4.4.314 It failed

Because. See [plain](../plain.md), [other](b.md#fix), [here](#fix) and [gone](gone.md).

![pic](../media/pic.png)

:::image type="content" source="../media/pic.png" alt-text="shot":::

## <a name="fix"></a>Fix

[!INCLUDE [desk](../includes/desk.md)]
END
run 0 build -C "$kb" -q --keep-going
links plain ../../en/plain.html
links other ../../en/mail/b.md#fix
links pic ../../media/media/pic.png
links shot ../../media/media/pic.png
has_line '# <a name="code"></a>450 4.4.314 It failed'
has_line '## <a name="fix"></a>Fix'
grep -qF '[here](#fix) and gone.' "$public/en/mail/a.md" || fail "the place is not kept: $(<"$public/en/mail/a.md")"
has_line 'Ask the **desk**.'
! grep -qE ':::|INCLUDE|表題' "$public/en/mail/a.md" || fail "a directive stands raw: $(<"$public/en/mail/a.md")"
[ -z "$(tail -c 1 "$public/en/mail/a.md")" ] || fail 'the last line has no end'

# The other article's codes are gone, and with them its Markdown.
printf '# <a name="fix"></a>Other\n' >"$kb/content/mail/b.md"
run 0 build -C "$kb" -q --keep-going
links other ../../en/mail/b.html#fix

exit "$status"
