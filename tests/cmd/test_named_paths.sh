#!/bin/bash
# Files and folders that are named need no knowledge base around them: what their
# links lead to is looked for beside them, however the way to them is written.
# shellcheck source=tests/support/bed.sh
source "$(dirname "${BASH_SOURCE[0]}")/../support/bed.sh"

# found EXPECTED ARGUMENT...: the link.* findings, as "file:line rule".
found() {
	local expected=$1 actual
	shift
	run 0 check --format json "$@"
	actual=$(tr -d '\n' <<<"$out" | grep -oP '"rule": "link\.[^}]*' |
		sed -E 's/"rule": "([^"]*)".*"file": "([^"]*)".*"line": ([0-9]*).*/\2:\3 \1/' | sort || true)
	[ "$actual" = "$expected" ] || fail "check $*: found $actual, not $expected"
}

mkdir -p "$bed/kb/sub/media" "$bed/elsewhere"
cat >"$bed/kb/sub/a.md" <<'END'
# A

![gone](media/gone.gif)
![there](media/there.gif)
[beside](b.md) [without](b) [case](B.MD) [page](b.html) [folder](../sub/) [up](../top.md)
[gone](c.md)
[up and gone](../nothing.md)
[far](../../../../../../../../../../../../../nothing.md)
[rooted](/sub/b.md)
[place](b.md#place)
[no place](b.md#nowhere)
[encoded](%62.md) [back](..\\sub\\b.md) [asked](b.md?x=1)
END
printf '# B\n\n## Place\n' >"$bed/kb/sub/b.md"
printf '# Top\n' >"$bed/kb/top.md"
printf '# Index\n' >"$bed/kb/sub/index.md"
touch "$bed/kb/sub/media/there.gif"

alone() {
	local file=$1
	echo "$file:3 link.missing-media"
	printf '%s\n' "$file":{6,7,8}' link.missing-target'
}

cd "$bed/kb"
found "$(alone sub/a.md)" sub/a.md
found "$(alone ./sub/a.md)" ./sub/a.md
cd sub
found "$(alone a.md)" a.md
cd ../../elsewhere
found "$(alone ../kb/sub/a.md)" ../kb/sub/a.md
found "$(alone "$bed/kb/sub/a.md")" "$bed/kb/sub/a.md"

# Anchors are known where the other file was named as well.
anchor='../kb/sub/a.md:11 link.missing-anchor'
found "$({ alone ../kb/sub/a.md; echo "$anchor"; } | sort)" ../kb/sub/a.md ../kb/sub/b.md
found "$({ alone ../kb/sub/a.md; echo "$anchor"; } | sort)" ../kb/sub
found "$({ alone ../kb/sub/a.md; echo "$anchor"; } | sort)" ../kb

# The words are right: nothing leaves a folder that nobody named.
run 0 check ../kb/sub/a.md --lang en
! grep -q 'content folder' <<<"$out" || fail "speaks of a content folder: $out"

# Below a folder that was named, addresses with a leading '/' can be told.
printf '# C\n\n[a](/sub/b.md) [b](/kb/sub/b) [c](/sub/gone.md)\n' >"$bed/kb/sub/c.md"
rm "$bed/kb/sub/a.md"
found '../kb/sub/c.md:3 link.missing-target' ../kb/sub
found '' ../kb/sub/c.md

# What is exported keeps its own name.
run 0 export --format markdown --lang en -o "$bed/out" ../kb/sub/b.md ../kb/top.md
for name in b top; do
	[ -f "$bed/out/$name.md" ] || fail "$name.md was named alone and does not keep its name"
done

exit "$status"
