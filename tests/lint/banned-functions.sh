#!/bin/bash
# Functions that cannot be told how much room there is, keep state between
# calls, or cannot report an error.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

# Comments and strings may name them.
banned='strcpy|stpcpy|strcat|sprintf|vsprintf|gets|strtok|atoi|atol|atoll|atof'
status=0
for file in $(find include generator tests -name '*.[ch]' -not -path '*/node_modules/*' | sort); do
	found=$(gcc -fpreprocessed -dD -E -P "$file" 2>/dev/null | sed 's/"\([^"\\]\|\\.\)*"/""/g' |
		grep -oE "(^|[^A-Za-z0-9_])($banned)[[:blank:]]*\(" | tr -dc 'a-z\n' | sort -u | paste -sd ' ') || true
	[ -z "$found" ] || {
		echo "$file: banned: $found"
		status=1
	}
done
exit "$status"
