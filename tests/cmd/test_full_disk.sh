#!/bin/bash
# A full disk: the build says so and the published site stays as it was, whole;
# with room again the next build works. On a small file system in memory, which
# only root can mount.
# shellcheck source=tests/support/bed.sh
source "$(dirname "${BASH_SOURCE[0]}")/../support/bed.sh"

disk=$bed/disk
mkdir "$disk"
if ! mount -t tmpfs -o size=2m tmpfs "$disk" 2>/dev/null; then
	echo 'skipped: a small file system could not be mounted (not root?)'
	exit 77
fi
trap 'umount "$disk"; chmod -R u+rwx "$bed"; rm -rf "$bed"' EXIT

kb=$bed/kb
public=$disk/public
kb "$kb"
run 0 build -C "$kb" -q -o "$public"
cp -r "$public" "$bed/before"

# Each fills the disk at another point: where the site is made, or the lists.
for free in 0 4 16 40 64 100 150 220 300 400 500; do
	for n in 1 2 3 4 5 6 7 8 9; do
		article "c000$n" "4.4.40$n" >"$kb/content/c$n.md"
	done
	rm -f "$disk/ballast"
	left=$(df --output=avail -k "$disk" | tail -n 1)
	[ "$left" -le "$free" ] || head -c $(((left - free) * 1024)) /dev/zero >"$disk/ballast"
	code=0
	"$TAIYAKU" build -C "$kb" -q -o "$public" --lang en >"$bed/.out" 2>"$bed/.err" </dev/null || code=$?
	if [ $code = 0 ]; then
		echo "with $free KiB free: published"
		[ -e "$public/en/c9.html" ] || fail "with $free KiB free: half a site"
	else
		echo "with $free KiB free: $(head -n 1 "$bed/.err")"
		[ $code = 2 ] || fail "with $free KiB free: exit status $code"
		err=$(<"$bed/.err")
		has 'No space left on device'
		diff -r "$public" "$bed/before" || fail "with $free KiB free: the old site is not whole"
	fi
	rm -f "$disk/ballast" "$kb"/content/c*.md
	run 0 build -C "$kb" -q -o "$public"
	diff -r "$public" "$bed/before" || fail "after $free KiB: the next build made another site"
	[ "$(find "$disk" -mindepth 1 -maxdepth 1 | wc -l)" = 2 ] || fail "strange files: $(ls -A "$disk")"
done

exit "$status"
