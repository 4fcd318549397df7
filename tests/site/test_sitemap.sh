#!/bin/bash
# More pages than one sitemap holds: several, and sitemap.xml names them.
# shellcheck source=tests/support/bed.sh
source "$(dirname "${BASH_SOURCE[0]}")/../support/bed.sh"

kb=$bed/kb
public=$kb/site/public
base=https://help.example.com

kb "$kb"
run 0 build -C "$kb" -q --base-url "$base"
grep -q '<urlset ' "$public/sitemap.xml" || fail 'few pages are not in one sitemap'
[ ! -e "$public/sitemap-1.xml" ] || fail 'few pages are in several sitemaps'

for ((i = 0; i < 5000; i++)); do
	echo "# $i" >"$kb/content/n$i.md"
done
run 0 build -C "$kb" -q --base-url "$base"
names=$(grep -oP '(?<=<loc>)[^<]*' "$public/sitemap.xml")
[ "$names" = "$base/sitemap-1.xml"$'\n'"$base/sitemap-2.xml" ] || fail "the sitemaps are $names"
[ "$(grep -c '<url>' "$public/sitemap-1.xml")" = 10000 ] || fail 'the first sitemap is not full'
# Two languages of 5,000 articles and "a", its code, the codes and the home page.
urls=$(cat "$public"/sitemap-?.xml | grep -oP '(?<=<loc>)[^<]*' | sort -u | wc -l)
[ "$urls" = $((2 * 5004)) ] || fail "$urls pages are in the sitemaps"
grep -qx "Sitemap: $base/sitemap.xml" "$public/robots.txt" || fail 'robots.txt names no sitemap'

find "$kb/content" -name 'n*.md' -delete
run 0 build -C "$kb" -q --base-url "$base"
grep -q '<urlset ' "$public/sitemap.xml" || fail 'the list of sitemaps is left behind'
[ ! -e "$public/sitemap-2.xml" ] || fail 'a sitemap is left behind'

exit "$status"
