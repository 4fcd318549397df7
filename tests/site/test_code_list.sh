#!/bin/bash
# The index of codes names the article of each where it says something more.
# shellcheck source=tests/support/bed.sh
source "$(dirname "${BASH_SOURCE[0]}")/../support/bed.sh"

kb=$bed/kb
index=$kb/site/public/en/codes/index.html

# item CODE: its item of the list, without markup.
item() {
	grep -F "<code>$1</code>" "$index" | sed -E 's/<[^>]*>//g; s/^ +//'
}

kb "$kb"
cat >"$kb/content/both.md" <<'END'
# Error 5.7.41 or 5.7.42 in the shop

Both say that it is closed.

## Fix

Wait.
END
cat >"$kb/content/more.md" <<'END'
# What the shop says

## 550 5.7.43 Closed

For today.

### Fix

Wait.

## 550 5.7.44 Sold out

For ever.

### Fix

Give up.
END
run 0 build -q -C "$kb"
for code in 5.7.41 5.7.42; do
	[ "$(item $code)" = "$code Error 5.7.41 or 5.7.42 in the shop" ] || fail "the title stands twice: $(item $code)"
done
[ "$(item '550 5.7.43')" = '550 5.7.43 Closed What the shop says' ] || fail "no article: $(item '550 5.7.43')"

exit "$status"
