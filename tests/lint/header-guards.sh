#!/bin/bash
# A header is guarded, by the name under which it is included: "base/map.h" is
# BASE_MAP_H; that of a test by its path, tests/support/shared.h is
# TESTS_SUPPORT_SHARED_H.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

status=0
for header in $(find include generator tests -name '*.h' -not -path '*/node_modules/*' | sort); do
	guard=${header#include/}
	guard=${guard#generator/}
	guard=$(tr 'a-z/.-' 'A-Z___' <<<"$guard")
	directives=$(grep -E '^[[:blank:]]*#' "$header" || true)
	if [ "$(sed -n 1p <<<"$directives")" != "#ifndef $guard" ] ||
		[ "$(sed -n 2p <<<"$directives")" != "#define $guard" ] ||
		[[ "$(tail -n 1 <<<"$directives")" != "#endif"* ]]; then
		echo "$header: the guard must be $guard"
		status=1
	fi
done
exit "$status"
