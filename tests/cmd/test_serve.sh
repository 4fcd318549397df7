#!/bin/bash
# taiyaku serve: what is served and what is not, to whom, and that it follows every
# change. Requests are written byte by byte: no client would send most of them.
# shellcheck source=tests/support/bed.sh disable=SC2317
source "$(dirname "${BASH_SOURCE[0]}")/../support/bed.sh"

kb=$bed/kb
public=$kb/site/public
pid=
trap '[ -z "$pid" ] || kill -KILL "$pid" 2>/dev/null; chmod -R u+rwx "$bed"; rm -rf "$bed"' EXIT

# within WHAT COMMAND...: the command succeeds before long.
within() {
	local what=$1 tries
	shift
	for ((tries = 0; tries < 600; tries++)); do
		if "$@"; then return; fi
		if ! kill -0 "$pid"; then
			fail "$what: it has ended: $(tail -n 100 "$bed/err")"
			exit 1
		fi
		sleep 0.05
	done
	fail "not within 30 seconds: $what"
	return 1
}

# start ARGUMENT...: sets $pid and $port; standard error goes to $bed/err.
start() {
	rm -f "$bed/out"
	"$TAIYAKU" serve -C "$kb" --port 0 "$@" >"$bed/out" 2>"$bed/err" </dev/null &
	pid=$!
	within 'the address' grep -qs '^http://127\.0\.0\.1:[0-9]*/' "$bed/out" || exit 1
	port=$(sed -n 's|^http://127\.0\.0\.1:\([0-9]*\)/.*|\1|p' "$bed/out")
}

# stop SIGNAL: it ends at once, cleanly.
stop() {
	local code=0
	kill -"$1" "$pid"
	wait "$pid" || code=$?
	pid=
	[ "$code" = 0 ] || fail "SIG$1: exit status $code: $(tail -n 20 "$bed/err")"
}

# send BYTES: as printf reads them; the whole answer goes to $bed/answer.
send() {
	exec 3<>"/dev/tcp/127.0.0.1/$port"
	# shellcheck disable=SC2059
	printf "$1" >&3
	timeout 20 cat <&3 >"$bed/answer" || true
	exec 3<&-
}

# ask METHOD PATH [HOST]
ask() {
	send "$1 ${2//%/%%} HTTP/1.1\\r\\nHost: ${3-127.0.0.1:$port}\\r\\nConnection: close\\r\\n\\r\\n"
}

# answers STATUS WHAT
answers() {
	local first
	first=$(head -n 1 "$bed/answer" | tr -d '\0\r')
	[[ $first == "HTTP/1.1 $1 "* ]] || fail "$2: '$first', not $1"
}

# says TEXT: the answer holds it.
says() {
	grep -qaF -- "$1" "$bed/answer" || fail "the answer lacks '$1': $(tr -d '\0' <"$bed/answer" | head -n 40)"
}

lacks() {
	! grep -qaF -- "$1" "$bed/answer" || fail "the answer has '$1'"
}

shows() {
	ask GET "$1"
	grep -qaF -- "$2" "$bed/answer"
}

state() {
	ask GET /.taiyaku/state
	grep -aoP "\"$1\": \"?\\K[^\",}]+" "$bed/answer"
}

kb "$kb"
echo 'title: {en: The site, ja: サイト}' >"$kb/site/site.yaml"
echo 'a secret' >"$bed/secret"
echo 'a secret' >"$kb/secret.txt"
start

# --- What is served ---------------------------------------------------------------

for page in / /en/index.html /en/ /ja/codes/4-4-312.html '/%65n/%61.html?x=%00#y'; do
	ask GET "$page"
	answers 200 "$page"
	says 'Content-Type: text/html; charset=utf-8'
	says 'Cache-Control: no-store'
	says 'Cross-Origin-Resource-Policy: same-origin'
	says '<script src="/.taiyaku/reload.js?site='
done
! grep -rq reload.js "$public" || fail 'the published site has the script'
grep -aq '^<script src="/.taiyaku/reload.js?site=[0-9]*"></script>.\?$' "$bed/answer" || fail 'the script has no line of its own'
[ "$(grep -ac '</body>' "$bed/answer")" = 1 ] || fail 'the body does not end once'

# type PATH TYPE: and byte for byte the published file
type() {
	ask GET "/$1"
	answers 200 "$1"
	says "Content-Type: $2"$'\r'
	sed '1,/^\r$/d' "$bed/answer" | cmp - "$public/$1" || fail "$1 is not the published file"
}
type assets/taiyaku.css 'text/css; charset=utf-8'
type assets/taiyaku.js 'text/javascript; charset=utf-8'
type assets/favicon.svg image/svg+xml
type codes.json application/json
type llms.txt 'text/plain; charset=utf-8'
type catalogue.bin application/octet-stream
type man/man7/4.4.312.7 'text/troff; charset=utf-8'

ask GET /en/codes
answers 302 'a folder without its /'
says $'Location: /en/codes/\r'

ask HEAD /en/
answers 200 HEAD
says 'Content-Length: '
lacks '<html'

ask GET /en/none/at/all
answers 404 'a missing page'
says 'href="/assets/taiyaku.css'
says '<html lang="en">'
ask GET /ja/none
answers 404 'a missing page in Japanese'
says '<html lang="ja">'
ask GET /none
answers 404 'a missing page in neither'
says 'href="/assets/taiyaku.css'
says '<span lang="ja">ページが見つかりません'

# --- What is not --------------------------------------------------------------------

mkdir "$public/hole"
ln -s "$bed/secret" "$public/out.txt"
ln -s "$bed" "$public/out"
ln -s index.html "$public/in.html"
ln "$kb/secret.txt" "$public/.hidden"
mkfifo "$public/pipe"
for path in /../secret.txt /../../secret.txt /en/../../secret.txt /%2e%2e/secret.txt /.%2e/secret.txt \
	/%2E%2E%2Fsecret.txt /..%2fsecret.txt /en/..%2f..%2fsecret.txt /%252e%252e/secret.txt \
	/..%5csecret.txt '/..\secret.txt' "//$bed/secret" "/$bed/secret" "$bed/secret" /out.txt /out/secret \
	/out/ /in.html /.hidden /%2ehidden /en/./index.html /en//index.html //en/index.html /en/%00 \
	/codes.json%00.html /codes.json/ /codes.json/x /codes.json%2f /hole/ /pipe /% /%4 /%zz /en/index.html%0 \
	"/$(printf 'a%.0s' {1..300})" "/$(printf 'a/%.0s' {1..3000})"; do
	ask GET "$path"
	answers 404 "$path"
	lacks 'a secret'
done
rm "$public"/{out.txt,out,in.html,.hidden,pipe} && rmdir "$public/hole"

for target in secret.txt '*' http://127.0.0.1/codes.json "http://evil.example/$bed/secret"; do
	ask GET "$target"
	! grep -qa '^HTTP/1.1 200' "$bed/answer" || fail "$target is answered"
	lacks 'a secret'
done
send 'GET /en/\0/../secret.txt HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'
lacks 'a secret'

for host in localhost "localhost:$port" LOCALHOST:1 127.0.0.1; do
	ask GET /en/ "$host"
	answers 200 "Host: $host"
done
for host in evil.example "evil.example:$port" localhost.evil.example 127.0.0.1.evil.example "localhost:$port.evil" \
	'localhost:@evil' 0.0.0.0 "127.0.0.2:$port" '' '[::1]' 127.0.0.10; do
	ask GET /en/ "$host"
	answers 403 "Host: $host"
	lacks '<html'
	ask GET /.taiyaku/state "$host"
	answers 403 "Host: $host"
done
send 'GET /en/ HTTP/1.0\r\n\r\n'
! grep -qa '<html' "$bed/answer" || fail 'a request without a host is answered'

for method in POST PUT DELETE OPTIONS PATCH TRACE FOO; do
	ask "$method" /en/
	answers 405 "$method"
	says $'Allow: GET, HEAD\r'
done
send "POST /en/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 9\r\n\r\nsome body"
answers 405 'POST with a body'
! (exec 3<>"/dev/tcp/127.0.0.2/$port") 2>/dev/null || fail '127.0.0.2 is served'

# --- The port ------------------------------------------------------------------------

refused "--port" serve -C "$kb" --port "$port"
has "ポート $port "
refused '--port' serve -C "$kb" --port 65536
refused "$bed/none" serve -C "$bed/none" --port 0

# --- Without the HTTP server's library ---------------------------------------------------

mkdir "$bed/broken"
: >"$bed/broken/$(grep -aom 1 'libmicrohttpd\.so[.0-9]*' "$TAIYAKU")"
LD_LIBRARY_PATH=$bed/broken refused 'install libmicrohttpd' serve -C "$kb" --port 0
LD_LIBRARY_PATH=$bed/broken run 0 --version

# --- It follows -------------------------------------------------------------------------

quiet() {
	local now
	now=$(state turn)
	[ "$now" = "$turn" ] || { turn=$now && return 1; }
}
turn=$(state turn)
sleep 1
quiet || fail 'its own builds are changes to it'

# Waits as a page does, and is answered by the change.
before=$(state site) turn=$(state turn)
(
	sleep 0.3
	sed -i 's/Because of that/Because of this/' "$kb/content/a.md"
) &
ask GET "/.taiyaku/state?turn=$turn"
answers 200 'who waits'
says '"failed": false'
lacks "\"site\": \"$before\""
shows /en/a.html 'Because of this' || fail 'the page is old when its reader is told'
wait $! || true

# By a new file of the old name, as editors save.
sed 's/Because of this/Since then/' "$kb/content/a.md" >"$kb/content/.a.md.new"
mv "$kb/content/.a.md.new" "$kb/content/a.md"
within 'a file that was replaced' shows /en/a.html 'Since then'

mkdir -p "$kb/content/x/y/z"
article b0001 4.4.313 >"$kb/content/x/y/z/b.md"
within 'a new folder' shows /en/x/y/z/b.html 4.4.313
mv "$kb/content/x" "$kb/content/w"
within 'a folder of another name' shows /en/w/y/z/b.html 4.4.313
sed -i 's/Because of that/In a moved folder/' "$kb/content/w/y/z/b.md"
within 'an article in it' shows /en/w/y/z/b.html 'In a moved folder'
rm -r "$kb/content/w"
within 'a folder that went' shows /en/w/y/z/b.html 'page-notfound'

echo 'title: {en: Another name, ja: 別の名前}' >"$kb/site/site.yaml"
within 'the configuration' shows /ja/ '別の名前'
sed -i 's/<body/<body data-mine/' "$kb/templates/home.mustache"
within 'a template' shows /en/ 'data-mine'
echo '/* mine */' >>"$kb/site/assets/taiyaku.css"
within 'a style' shows /assets/taiyaku.css '/* mine */'

printf 'base_url: https://help.example.com/docs/\n' >>"$kb/site/site.yaml"
within 'an address with a path' shows /docs/en/none '/docs/assets/taiyaku.css'
ask GET /docs/assets/taiyaku.css
answers 200 'below the path of the address'
ask GET /docs/../secret.txt
answers 404 'up from there'

# --- What cannot be published -------------------------------------------------------------

before=$(state site)
cp "$kb/content/a.md" "$bed/whole.md"
sed -i '/name="fix"/,$d' "$kb/content/a.md"
is_failed() { [ "$(state failed)" = "$1" ]; }
within 'a failure' is_failed true
shows /en/a.html 'Mend it' || fail 'the old site has not stayed'
[ "$(state site)" = "$before" ] || fail 'pages reload though nothing was published'
err=$(<"$bed/err")
has 'entry.no-fix'
has 'content/a.md:'
cp "$bed/whole.md" "$kb/content/a.md"
within 'the mended article' is_failed false
echo 'nonsense: 1' >>"$kb/site/site.yaml"
within 'a configuration with a mistake' is_failed true
sed -i '$d' "$kb/site/site.yaml"
within 'the mended configuration' is_failed false

mv "$kb/content" "$kb/put-away"
within 'no articles at all' is_failed true
mv "$kb/put-away" "$kb/content"
within 'the articles are back' is_failed false
sed -i 's/Since then/After all/' "$kb/content/a.md"
within 'they are watched again' shows /en/a.html 'After all'

# --- The end ---------------------------------------------------------------------------------

exec 4<>"/dev/tcp/127.0.0.1/$port" # somebody waits
printf 'GET /.taiyaku/state?turn=%s HTTP/1.1\r\nHost: localhost\r\n\r\n' "$(state turn)" >&4
stop INT
exec 4<&-
! grep -q 'Sanitizer' "$bed/err" || fail "$(<"$bed/err")"
[ "$(grep -c http "$bed/out")" = 1 ] || fail "the address is not told once: $(<"$bed/out")"
[ ! -s "$public/anchors.txt" ] || fail "the preview puts anchors on record: $(<"$public/anchors.txt")"
"$TAIYAKU" build -C "$kb" -o "$bed/built" -q
grep -q '^a#fix' "$bed/built/anchors.txt" || fail 'the build behind a preview puts no anchors on record'
diff -r -x anchors.txt "$public" "$bed/built" || fail 'the preview leaves another site than a build'
# What one keeps is of use to the other, though only the preview loads the HTTP server's library.
writer() { head -n 1 "$kb/site/.public.taiyaku/site" | cut -d ' ' -f 4; }
writer=$(writer)
"$TAIYAKU" build -C "$kb" -q
[ "$(writer)" = "$writer" ] || fail 'a build takes what a preview keeps for that of another program'
diff -r "$public" "$bed/built" || fail 'a build in place of a preview makes another site'

# Nothing was ever published: the page says so, and is replaced.
rm -rf "$public" "$kb"/site/.public.taiyaku
sed -i '/name="fix"/,$d' "$kb/content/a.md"
start --lang ja
grep -q 'Ctrl+C を押して' "$bed/out" || fail 'no Japanese'
ask GET /
answers 503 'nothing published'
says 'reload.js'
cp "$bed/whole.md" "$kb/content/a.md"
within 'the first site' shows /en/a.html 'Mend it'
stop TERM

# With errors, where that is wished.
sed -i '/name="fix"/,$d' "$kb/content/a.md"
start --keep-going -q -o "$bed/elsewhere"
ask GET /en/a.html
answers 200 --keep-going
stop INT

exit "$status"
