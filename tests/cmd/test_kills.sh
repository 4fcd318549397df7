#!/bin/bash
# Publishing is all or nothing: a build killed at any moment, and two builds at the
# same time, leave the old site or the new one, whole, and the next build works.
# KILLS says how often (20); `make torture` does 200.
# shellcheck source=tests/support/bed.sh disable=SC2317,SC2120
source "$(dirname "${BASH_SOURCE[0]}")/../support/bed.sh"

kills=${KILLS:-20}
RANDOM=${SEED:-$$}
echo "seed $RANDOM"
RANDOM=${SEED:-$$}

kb=$bed/kb
public=$kb/site/public
work=$kb/site/.public.taiyaku

kb "$kb"
cp "$repository"/content/smtp/4-*.md "$kb/content/"
rm "$kb/content/a.md"
cp "$kb/content/4-4-7.md" "$bed/page"

# Two versions of the content: other titles, another article, one less.
become_a() {
	cp "$bed/page" "$kb/content/4-4-7.md"
	rm -f "$kb/content/b.md"
	article b0001 4.4.398 >"$kb/content/a.md"
}

become_b() {
	sed 's/</ B</' "$bed/page" >"$kb/content/4-4-7.md"
	rm -f "$kb/content/a.md"
	article b0002 4.4.399 >"$kb/content/b.md"
}

version=a
change() {
	if [ $version = a ]; then version=b; else version=a; fi
	become_$version
}

# The published site is one of the two, file for file, its own list included.
is_whole() {
	diff -r "$public" "$bed/site-a" >"$bed/not-a" || diff -r "$public" "$bed/site-b" >"$bed/not-b" ||
		fail "$1: the site is neither the old one nor the new one: $(head -n 3 "$bed/not-a" "$bed/not-b")"
}

# Nothing piles up beside it.
is_tidy() {
	local strange
	strange=$(cd "$kb/site" && find . -mindepth 1 -maxdepth 1 ! -name assets ! -name public ! -name .public.taiyaku)
	strange+=$(find "$work" -mindepth 1 -maxdepth 1 ! -name lock ! -name search ! -name search.new ! -name findings ! -name findings.new ! -name 'articles-[0-9a-f]' ! -name 'articles-[0-9a-f].new' \
		! -name site ! -name site.new ! -name spare ! -name new ! -name twin ! -name old)
	[ -z "$strange" ] || fail "$1: strange files: $strange"
}

# Both have been published before: what each says of published anchors is the same.
for name in a b; do
	become_$name
	run 0 build -C "$kb" -q
done
for name in a b; do
	become_$name
	run 0 build -C "$kb" -q -o "$bed/site-$name"
done
! diff -rq "$bed/site-a" "$bed/site-b" >/dev/null || fail 'the two versions are the same'
become_a

# How long a build takes, in microseconds: that of everything, and that of a change.
now() {
	local time=${EPOCHREALTIME/[.,]/}
	echo "$time"
}
measure() {
	local start
	start=$(now)
	run 0 build -C "$kb" -q "$@"
	took=$(($(now) - start))
}
measure --fresh
whole=$took
change
measure
partial=$took
echo "a build takes $whole µs, of a change $partial µs"

# --- Killed -----------------------------------------------------------------------

for ((i = 1; i <= kills; i++)); do
	change
	options=()
	most=$((partial * 12 / 10))
	if ((i % 3 == 0)); then
		options=(--fresh)
		most=$((whole * 12 / 10))
	fi
	"$TAIYAKU" build -C "$kb" -q "${options[@]}" >/dev/null 2>&1 </dev/null &
	pid=$!
	micros=$(((RANDOM * 32768 + RANDOM) % most))
	sleep "$(printf '%d.%06d' $((micros / 1000000)) $((micros % 1000000)))"
	kill -KILL $pid 2>/dev/null || true
	wait $pid 2>/dev/null || true
	is_whole "kill $i after $micros µs"
	is_tidy "kill $i"
	if ((i % 5 == 0)); then
		run 0 build -C "$kb" -q
		diff -r "$public" "$bed/site-$version" >/dev/null || fail "kill $i: the next build made another site"
	fi
	[ "$status" = 0 ] || exit 1
done
run 0 build -C "$kb" -q
diff -r "$public" "$bed/site-$version" || fail 'the last build made another site'

# --- Two at the same time ----------------------------------------------------------

busy=0
for ((i = 1; i <= kills / 4 + 1; i++)); do
	change
	pids=()
	for n in 1 2 3; do
		"$TAIYAKU" build -C "$kb" --fresh -q --lang en >"$bed/out$n" 2>&1 </dev/null &
		pids+=($!)
	done
	done_=0
	for n in 1 2 3; do
		code=0
		wait "${pids[n - 1]}" || code=$?
		if [ $code = 0 ]; then
			done_=$((done_ + 1))
		else
			grep -qF 'another build is publishing here' "$bed/out$n" ||
				fail "exit status $code beside another build: $(<"$bed/out$n")"
			busy=$((busy + 1))
		fi
	done
	[ $done_ -gt 0 ] || fail 'of three builds at the same time none was done'
	diff -r "$public" "$bed/site-$version" || fail 'builds at the same time made another site'
	is_tidy 'builds at the same time'
done
echo "$kills kills; $busy builds gave way to another"

exit "$status"
