#!/bin/bash
# Runs tests and prints one summary, whose last line is
# `N passed, N failed, N skipped`. Fails when anything failed.
#
#     BUILD=build/asan TAIYAKU=build/asan/taiyaku tests/run.sh TEST...
#
# A TEST is a cmocka binary, whose cases are counted, or a script *.sh, which is
# one case: exit status 0 passed, 77 skipped with the reason on its last line,
# else failed. Scripts find TAIYAKU, TAIYAKU_SHARED and BUILD (absolute paths)
# in the environment. Everything runs in the root of the repository.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

SKIPPED=77
TIMEOUT=${TEST_TIMEOUT:-600} # seconds, per binary or script

# --- One test: leaves NAME.out, NAME.status and the cases, NAME.GROUP.xml -----

run_one() {
	local test=$1 name status=0
	name=$(name_of "$test")
	# cmocka writes a group's cases out of band, so that nothing a test prints
	# can be taken for a result. It does not overwrite: the folder is fresh.
	{
		CMOCKA_MESSAGE_OUTPUT=xml CMOCKA_XML_FILE="$results/$name.%g.xml" \
			timeout -k 5 "$TIMEOUT" "$test" </dev/null >"$results/$name.out" 2>&1 || status=$?
	} 2>/dev/null # the shell's own word on a crash
	echo "$status" >"$results/$name.status"
}

name_of() {
	local name=${1##*tests/}
	echo "${name//\//-}"
}

# --- The count --------------------------------------------------------------

passed=0 failed=0 skipped=0
failures=() skips=()

# Sums the numbers of cmocka's <testsuite> lines: "tests failures errors skipped".
# A group that could not open its file, for its name, wrote to standard error.
sum_of_cases() {
	cat "$results/$1".*.xml "$results/$1.out" 2>/dev/null | sed -n \
		's/^  <testsuite .* tests="\([0-9]*\)" failures="\([0-9]*\)" errors="\([0-9]*\)" skipped="\([0-9]*\)" >$/\1 \2 \3 \4/p' |
		awk '{ t += $1; f += $2; e += $3; s += $4 } END { print t + 0, f + 0, e + 0, s + 0 }'
}

names_of_skipped() {
	cat "$results/$1".*.xml 2>/dev/null | awk -F'"' \
		'/^    <testcase name="/ { name = $2 } /^      <skipped\/>/ { printf "%s%s", gap, name; gap = ", " }'
}

# Why the process as a whole is to blame, or nothing.
blame() {
	local status=$1 tests=$2 bad=$3
	if [ "$status" = 124 ] || [ "$status" = 137 ]; then
		echo "did not end within $TIMEOUT seconds"
	elif [ "$status" -gt 128 ]; then
		echo "crashed (signal $((status - 128)))"
	elif [ "$tests" = 0 ] && [ "$bad" != 0 ]; then
		echo "the setup of the group failed"
	elif [ "$tests" = 0 ] && [ "$status" != 0 ]; then
		echo "ended early (exit status $status)"
	elif [ "$tests" = 0 ]; then
		echo "ran no case"
	elif [ "$status" != 0 ] && [ "$bad" = 0 ]; then
		echo "no case failed, but the exit status is $status"
	fi
}

count_binary() {
	local test=$1 name=$2 status=$3 tests bad failures_ errors skips_ why reason
	read -r tests failures_ errors skips_ <<<"$(sum_of_cases "$name")"
	bad=$((failures_ + errors))
	why=$(blame "$status" "$tests" "$bad")
	[ -z "$why" ] || [ "$bad" != 0 ] || bad=1
	passed=$((passed + (tests > failures_ + errors + skips_ ? tests - failures_ - errors - skips_ : 0)))
	failed=$((failed + bad))
	skipped=$((skipped + skips_))
	if [ "$skips_" != 0 ]; then
		reason=$(grep -i skip "$results/$name.out" | sort -u | paste -sd ';' || true)
		skips+=("$test: $(names_of_skipped "$name"): ${reason:-no reason given}")
	fi
	[ "$bad" = 0 ] || report "$test" "$name" "$why"
}

count_script() {
	local test=$1 name=$2 status=$3
	case $status in
	0) passed=$((passed + 1)) ;;
	"$SKIPPED")
		skipped=$((skipped + 1))
		skips+=("$test: $(tail -n 1 "$results/$name.out")")
		;;
	*)
		failed=$((failed + 1))
		report "$test" "$name" "$(blame "$status" 1 1)"
		;;
	esac
}

# Shows what a failed test said: its output, and the failed cases with cmocka's words.
report() {
	local test=$1 name=$2 why=$3
	failures+=("$test${why:+: $why}")
	echo "=== FAILED: $test${why:+: $why}"
	cat "$results/$name".*.xml 2>/dev/null | awk '
		/^    <testcase name="/ { split($0, part, "\""); name = part[2] }
		/<failure>/ { print "--- " name; on = 1 }
		on { text = $0; sub(/^ *<failure><!\[CDATA\[/, "", text); sub(/\]\]><\/failure>$/, "", text); print "    " text }
		/<\/failure>/ { on = 0 }' || true
	tail -n 200 "$results/$name.out" | awk 1 # ends the last line, too
}

# --- Main -------------------------------------------------------------------

main() {
	BUILD=$(realpath "$BUILD") TAIYAKU=$(realpath "$TAIYAKU")
	TAIYAKU_SHARED=$(realpath -m "${TAIYAKU_SHARED:-../shared}")
	results=$BUILD/results
	export BUILD TAIYAKU TAIYAKU_SHARED TIMEOUT results
	export ASAN_OPTIONS=${ASAN_OPTIONS:-detect_leaks=1:detect_stack_use_after_return=1:strict_string_checks=1}
	export UBSAN_OPTIONS=${UBSAN_OPTIONS:-print_stacktrace=1:halt_on_error=1}
	export TSAN_OPTIONS=${TSAN_OPTIONS:-halt_on_error=1}
	export -f run_one name_of
	rm -rf "$results"
	mkdir -p "$results"

	# shellcheck disable=SC2016 # the inner shell expands it
	printf '%s\0' "$@" | xargs -0 -r -n 1 -P "$(nproc)" bash -c 'run_one "$0"'

	local test name status
	for test in "$@"; do
		name=$(name_of "$test")
		status=$(cat "$results/$name.status" 2>/dev/null || echo 255)
		case $test in
		*.sh) count_script "$test" "$name" "$status" ;;
		*) count_binary "$test" "$name" "$status" ;;
		esac
	done

	[ ${#skips[@]} = 0 ] || printf 'skipped: %s\n' "${skips[@]}"
	[ ${#failures[@]} = 0 ] || printf 'FAILED: %s\n' "${failures[@]}"
	echo "$passed passed, $failed failed, $skipped skipped" | tee "$results/summary"
	[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
}

main "$@"
