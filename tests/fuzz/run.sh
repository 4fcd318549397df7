#!/bin/bash
# Runs every fuzz target for FUZZ_SECONDS each (default 60), with seeds from the
# content and, where it lies beside the repository, the shared corpus. A crash is
# kept in build/fuzz/crashes/ and fails the run.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

BUILD=${BUILD:-build/fuzz}
SECONDS_EACH=${FUZZ_SECONDS:-60}
SHARED=${TAIYAKU_SHARED:-../shared}

collect() { # TARGET DESTINATION
	case $1 in
	fuzz_template) find templates -name '*.mustache' ;;
	fuzz_mail | fuzz_dsn | fuzz_log)
		find tests/lookup -name '*.eml'
		[ ! -d "$SHARED/bounces" ] || find "$SHARED/bounces" -name '*.eml' -size -12k
		;;
	fuzz_heading) find content -name '*.md' ;;
	fuzz_catalogue) find "$BUILD/catalogues" -name '*.bin' ;;
	*)
		find content -name '*.md'
		[ ! -d "$SHARED/corpus" ] || find "$SHARED/corpus" -name '*.md' -size -12k | awk 'NR <= 400'
		;;
	esac | while read -r file; do
		cp "$file" "$2/$(echo "$file" | cksum | cut -d' ' -f1)"
	done
}

# A catalogue of each of some articles.
make_catalogues() {
	local file folder
	for file in content/smtp/5-1-*.md; do
		folder=$BUILD/catalogues/$(basename "$file" .md)
		rm -rf "$folder"
		mkdir -p "$folder/content"
		cp "$file" "$folder/content/"
		build/release/taiyaku build -q --keep-going --content "$folder/content" \
			-o "$folder/public" >/dev/null 2>&1 || true
	done
}

mkdir -p "$BUILD/crashes"
make_catalogues
status=0
for target in "$BUILD"/tests/fuzz/${FUZZ_TARGET:-fuzz_*[!.]}; do
	name=$(basename "$target")
	[[ $name == *.* ]] && continue
	corpus=$BUILD/corpus/$name
	mkdir -p "$corpus"
	collect "$name" "$corpus"
	echo "$name: $SECONDS_EACH seconds"
	"$target" -max_total_time="$SECONDS_EACH" -max_len=16384 -timeout=10 -rss_limit_mb=2048 \
		-artifact_prefix="$BUILD/crashes/$name-" -print_final_stats=1 "$corpus" \
		>"$BUILD/$name.log" 2>&1 || status=1
	grep -E '^stat::number_of_executed_units|SUMMARY|ERROR' "$BUILD/$name.log" || true
done
exit $status
