#!/bin/bash
# Each folder may use those above it in DESIGN's order and none below, and
# another folder only through its headers in include/.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

mapfile -t files < <(find include generator -name '*.[ch]' | sort)

awk '
BEGIN {
	n = split("base text source kb check render lookup exchange site cmd", order, " ")
	for (i = 1; i <= n; i++)
		rank[order[i]] = i
}

FNR == 1 {
	split(FILENAME, path, "/")
	folder = path[2]
	if (!(folder in rank))
		complain("the folder " folder "/ is not in the order")
}

/^[ \t]*#[ \t]*include[ \t]*"/ {
	split($0, quoted, "\"")
	if (split(quoted[2], part, "/") != 2)
		next # a neighbour
	used = part[1]
	if (!(used in rank))
		complain("\"" quoted[2] "\" is in no folder of the order")
	else if (rank[used] > rank[folder])
		complain(folder "/ may not use " used "/, which is below it")
	else if (used != folder && system("test -f include/" quoted[2]) != 0)
		complain("\"" quoted[2] "\" is private to " used "/")
}

function complain(what) {
	print FILENAME ":" FNR ": " what
	bad = 1
}

END { exit bad }
' "${files[@]}"
