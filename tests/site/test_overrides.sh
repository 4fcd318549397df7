#!/bin/bash
# A site replaces single templates, texts and assets; all others come from the folder
# that was installed beside the program.
# shellcheck source=tests/support/bed.sh
source "$(dirname "${BASH_SOURCE[0]}")/../support/bed.sh"

# --- An installation in a place of its own ----------------------------------------

mkdir -p "$bed/prefix/bin" "$bed/prefix/share/taiyaku" "$bed/kb/content" "$bed/kb/site"
cp "$TAIYAKU" "$bed/prefix/bin/taiyaku"
cp -r "$repository/templates" "$bed/prefix/share/taiyaku/templates"
cp -r "$repository/site/assets" "$bed/prefix/share/taiyaku/assets"
TAIYAKU=$bed/prefix/bin/taiyaku
article a0001 4.4.312 >"$bed/kb/content/a.md"

page=$bed/out/en/a.html
build() {
	run 0 build -q -C "$bed/kb" -o "$bed/out"
}
is_installed() {
	cmp -s "$bed/out/assets/$1" "$repository/site/assets/$1" || fail "assets/$1 is not the installed one"
}

build
grep -q '<footer class="site-footer">' "$page" || fail 'nothing came from the installed templates'
is_installed taiyaku.css
is_installed page.js

# --- One of each --------------------------------------------------------------------

mkdir -p "$bed/kb/templates/partials" "$bed/kb/templates/strings" "$bed/kb/site/assets"
echo '<footer>Our own {{t.home}}</footer>' >"$bed/kb/templates/partials/footer.mustache"
echo 'home: The very start' >"$bed/kb/templates/strings/en.yaml"
echo '<svg xmlns="http://www.w3.org/2000/svg"/>' >"$bed/kb/site/assets/favicon.svg"
echo 'body { color: red }' >"$bed/kb/site/assets/own.css"
build
grep -q '<footer>Our own The very start</footer>' "$page" || fail 'the own footer or text is not used'
grep -q '<h2 id="fix">' "$page" || fail 'the rest is not from the installed templates'
grep -q '<footer>Our own ホーム</footer>' "$bed/out/ja/a.html" || fail 'a text that is not replaced is lost'
cmp -s "$bed/out/assets/favicon.svg" "$bed/kb/site/assets/favicon.svg" || fail 'the own asset is not used'
cmp -s "$bed/out/assets/own.css" "$bed/kb/site/assets/own.css" || fail 'an asset more is not published'
is_installed taiyaku.css

# --- Names that are wrong -------------------------------------------------------------

# A template that was meant to take another's place and does not is told of, once.
misnamed() { # FILE MEANT
	echo 'x' >"$bed/kb/templates/$1.mustache"
	build
	[ "$err" = "taiyaku: $bed/kb/templates/$1.mustache: no page uses this template; did you mean $2.mustache?" ] ||
		fail "templates/$1.mustache: $err"
	run 0 build -q -C "$bed/kb" -o "$bed/out" --lang ja
	has '間違いではありませんか'
	rm "$bed/kb/templates/$1.mustache"
}
misnamed articel article
misnamed partials/fotter footer
# One that is used, in whatever folder, or like no other, is fine.
echo '{{> our_words}}<footer>Our own {{t.home}}</footer>' >"$bed/kb/templates/partials/footer.mustache"
echo 'ours' | tee "$bed/kb/templates/our_words.mustache" >"$bed/kb/templates/partials/kept_for_later.mustache"
echo '<footer>' >"$bed/kb/templates/footer.mustache"
build
[ -z "$err" ] || fail "with own partials: $err"
rm "$bed/kb/templates/footer.mustache"

# --- Texts that are wrong -------------------------------------------------------------

# wrong PLACE SAID LANG TEXT: a file of texts that is refused there, saying that.
wrong() {
	local file=$bed/kb/templates/strings/$3.yaml
	printf '%b' "$4" >"$file"
	refused "$file$1" build -q -C "$bed/kb" -o "$bed/out"
	run 2 build -q -C "$bed/kb" -o "$bed/out" --lang en
	has "$2"
	rm "$file"
}
rm "$bed/kb/templates/strings/en.yaml"
wrong :2:1 'unknown key "hoem"; did you mean "home"?' en 'articles: Texts\nhoem: Start\n'
wrong :1:1 'unknown key "qqqqqqqqqqqqqqqqqqqq"; no page uses it' ja 'qqqqqqqqqqqqqqqqqqqq: x\n'
wrong :1:7 '"home" must be a text' en 'home: [a]\n'
wrong :2:3 '"home" must be a text' ja 'home:\n  en: a\n'
wrong :1:1 '"key: text" lines are expected here' en '- home: a\n'
wrong :1:1 '"key: text" lines are expected here' ja 'Home\n'
# All of them at once.
printf 'hoem: x\nhome: []\n' >"$bed/kb/templates/strings/en.yaml"
printf 'hoem: x\n' >"$bed/kb/templates/strings/ja.yaml"
run 2 build -q -C "$bed/kb" -o "$bed/out"
[ "$(wc -l <<<"$err")" = 3 ] || fail "not every mistake is told: $err"
# No text is fine, as is one that only an own template uses.
printf '# later\n' >"$bed/kb/templates/strings/ja.yaml"
printf 'home: ""\nour_words: Ours\n' >"$bed/kb/templates/strings/en.yaml"
echo '<footer>{{#t.our_words}}{{.}}{{/t.our_words}}{{t.home}}</footer>' >"$bed/kb/templates/partials/footer.mustache"
build
grep -q '<footer>Ours</footer>' "$page" || fail 'an own text is not used'

# --- Every one -----------------------------------------------------------------------

# Each template and asset alone, replaced by a mark, is found by its mark: no name is
# one that only the installed folder can have.
rm -r "$bed/kb/templates" "$bed/kb/site/assets"
while read -r name; do
	mkdir -p "$bed/kb/templates/$(dirname "$name")"
	printf 'MARK %s\n' "$name" >"$bed/kb/templates/$name"
	run 0 build -q -C "$bed/kb" -o "$bed/marked"
	case $name in
	partials/toc_item.mustache | redirect.mustache) ;; # there is neither here
	man/*) ;;                                          # for the program's own pages
	*) grep -rqF "MARK $name" "$bed/marked" || fail "templates/$name cannot be replaced" ;;
	esac
	rm -r "$bed/kb/templates"
done < <(cd "$repository/templates" && find . -name '*.mustache' -printf '%P\n' | sort)

# --- What the documentation says -------------------------------------------------------

# Whoever wants to replace one finds its name, and the example of headings is a good one.
for docs in "$repository/docs/site.md" "$repository/docs/site.ja.md"; do
	while read -r name; do
		grep -qF "\`${name%.mustache}" "$docs" || grep -qF "/${name%.mustache}" "$docs" ||
			fail "${docs##*/} does not name $name"
	done < <(cd "$repository" && find site/assets templates -maxdepth 1 -type f -printf '%f\n')
	# shellcheck disable=SC2016 # the marks of code
	example=$(grep -oE '`fix: \{[^`]*`' "$docs" | tr -d '`')
	printf 'headings:\n  %s\n' "$example" >"$bed/kb/site/site.yaml"
	run 0 check -C "$bed/kb" --list-rules
	[ -n "$example" ] || fail "${docs##*/} has no example of replaced headings"
done

exit "$status"
