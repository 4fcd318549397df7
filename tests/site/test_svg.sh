#!/bin/bash
# A picture that could run script when it is opened by itself is not published; any other
# is, byte for byte.
# shellcheck source=tests/support/bed.sh
source "$(dirname "${BASH_SOURCE[0]}")/../support/bed.sh"

kb=$bed/kb
public=$kb/site/public
picture=$kb/content/media/icon.svg
rule='[link.not-published]'

# svg INSIDE [BEFORE]: the picture.
svg() {
	printf '%b<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">%b</svg>\n' \
		"${2:-}" "$1" >"$picture"
}

published() {
	run 0 build -q -C "$kb"
	cmp -s "$picture" "$public/media/media/icon.svg" || fail "is not published: $(<"$picture")"
	! grep -F "$rule" <<<"$err" || fail "is told: $(<"$picture")"
	grep -qF 'href="../media/media/icon.svg"' "$public/en/b.html" || fail 'the page has no link'
}

withheld() {
	run 0 build -q -C "$kb"
	[ ! -e "$public/media/media/icon.svg" ] || fail "is published: $(tr -d "\0" <"$picture")"
	has "$kb/content/b.md:3:7"
	has "$rule"
	has '<script>'
	! grep -F /icon.svg "$public/en/b.html" || fail 'the page leads to it'
}

kb "$kb"
mkdir "$kb/content/media"
printf '# B\n\n[svg](media/icon.svg)\n' >"$kb/content/b.md"

svg '<title>on top</title><path d="M0 0h1"/>' '<?xml version="1.0" encoding="UTF-8"?>\n'
published
svg '<script>alert(1)</script>'
withheld
svg '<a xlink:href="#x"><image href="data:image/png;base64,AA=="/></a>' \
	'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://localhost:1/svg11.dtd">'
published
for inside in '<path onload="x()"/>' '<path ONCLICK="x()"/>' '<x:script xmlns:x="http://www.w3.org/2000/svg"/>' \
	'<a xlink:href=" java&#10;script&#x3a;x()"/>' '<animate attributeName="href" values="#a;javascript:x()"/>' \
	'<set attributeName="x" to="data:text/html,x"/>' \
	'<foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>' '<path>' '&x;' '\xff'; do
	svg "$inside"
	withheld
done
for before in '<!DOCTYPE svg [<!ENTITY x "y">]>' '<!DOCTYPE svg [<!ATTLIST svg onload CDATA "x()">]>' \
	'<?xml-stylesheet type="text/xsl" href="#x"?>' '<?xml version="1.0" encoding="UTF-7"?>'; do
	svg '' "$before"
	withheld
done
svg '' '<!DOCTYPE svg [<!ATTLIST svg onload CDATA "x()">]>'
iconv -f UTF-8 -t UTF-16 "$picture" >"$bed/wide"
cp "$bed/wide" "$picture"
withheld
: >"$picture"
withheld
svg ''
published

exit "$status"
