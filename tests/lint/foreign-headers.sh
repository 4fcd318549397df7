#!/bin/bash
# One file includes each foreign library's headers, so that a library can be
# replaced there: libxml2's one a folder and header (its jobs), ICU's only text/.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

status=0
complain() {
	printf '%s\n' "$@"
	status=1
}

# Prints the files that include a header whose name matches the pattern.
including() {
	grep -rlE --include='*.[ch]' "^[[:blank:]]*#[[:blank:]]*include[[:blank:]]*[<\"]$1[>\"]" \
		"${@:2}" | sort || true
}

for header in 'cmark-gfm[a-z_-]*\.h' 'yaml\.h' 'xxhash\.h' 'jansson\.h' 'microhttpd\.h'; do
	files=$(including "$header" include generator)
	[ "$(wc -w <<<"$files")" -le 1 ] || complain "more than one file includes $header:" "$files"
done

for header in $(grep -rhoE --include='*.[ch]' '<libxml/[a-zA-Z]+\.h>' include generator | sort -u | tr -d '<>'); do
	for folder in generator/*/; do
		files=$(including "${header/./\\.}" "$folder")
		[ "$(wc -w <<<"$files")" -le 1 ] ||
			complain "more than one file of $folder includes $header:" "$files"
	done
done

files=$(including 'libxml/.*' include)
[ -z "$files" ] || complain "libxml2 leaks into a header of all folders:" "$files"

files=$(including 'unicode/.*' include generator | grep -v '^generator/text/' || true)
[ -z "$files" ] || complain "ICU is used outside generator/text/:" "$files"

exit "$status"
