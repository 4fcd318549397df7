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
	*)
		find content -name '*.md'
		[ ! -d "$SHARED/corpus" ] || find "$SHARED/corpus" -name '*.md' -size -12k | awk 'NR <= 400'
		;;
	esac | while read -r file; do
		cp "$file" "$2/$(echo "$file" | cksum | cut -d' ' -f1)"
	done
}

mkdir -p "$BUILD/crashes"
status=0
for target in "$BUILD"/tests/fuzz/fuzz_*[!.]; do
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
