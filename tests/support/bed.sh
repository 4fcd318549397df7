# Sourced by the black-box tests: a folder of its own, $bed, and words for what
# the program must do there. A test ends with `exit "$status"`.
# shellcheck shell=bash disable=SC2034
set -euo pipefail

repository=$PWD
bed=$(mktemp -d)
trap 'chmod -R u+rwx "$bed"; rm -rf "$bed"' EXIT

# The messages' language and the dates come from the options and the articles.
unset LC_MESSAGES LANG NO_COLOR SOURCE_DATE_EPOCH
export LC_ALL=C.UTF-8

status=0
fail() {
	echo "FAILED: $*"
	status=1
}

skip() {
	echo "$*"
	[ -z "${CI:-}" ] && exit 77
	exit 1
}

japanese='\p{Han}|\p{Hiragana}|\p{Katakana}'

# run STATUS ARGUMENT...: runs taiyaku; $out and $err are what it wrote.
run() {
	local expected=$1 actual=0
	shift
	"$TAIYAKU" "$@" >"$bed/.out" 2>"$bed/.err" </dev/null || actual=$?
	out=$(<"$bed/.out")
	err=$(<"$bed/.err")
	[ "$actual" = "$expected" ] ||
		fail "taiyaku $*: exit status $actual, not $expected: ${err:-(nothing said)}"
}

# refused NAMED ARGUMENT...: in both languages taiyaku must end with status 2 and
# tell, on standard error alone, what is wrong with NAMED and what to do.
refused() {
	local named=$1
	shift
	run 2 "$@" --lang en
	complains "$named" '; |must be' "$@"
	! grep -qP "$japanese" <<<"$err" || fail "taiyaku $*: Japanese in English: $err"
	run 2 "$@" --lang ja
	complains "$named" '' "$@"
	grep -qP "$japanese" <<<"$err" || fail "taiyaku $*: no Japanese: $err"
}

complains() {
	local named=$1 advice=$2
	shift 2
	[ -z "$out" ] || fail "taiyaku $*: on standard output: $out"
	! grep -qv '^taiyaku: ' <<<"$err" || fail "taiyaku $*: not all lines are errors: $err"
	grep -qF -- "$named" <<<"$err" || fail "taiyaku $*: does not name $named: $err"
	grep -qE -- "$advice" <<<"$err" || fail "taiyaku $*: does not say what to do: $err"
}

# has TEXT: standard error holds it.
has() {
	grep -qF -- "$1" <<<"$err" || fail "does not say '$1': $err"
}

# kb DIR: makes a knowledge base of one article with one whole entry, and the
# repository's templates and assets.
kb() {
	mkdir -p "$1/content" "$1/site"
	cp -r "$repository/templates" "$1/"
	cp -r "$repository/site/assets" "$1/site/"
	article a0001 4.4.312 >"$1/content/a.md"
}

# pair ID EN JA
pair() {
	printf '<span data-ttu-id="%s">%s</span><span class="sxs-lookup"><span data-stu-id="%s">%s</span></span>\n' \
		"$1" "$3" "$1" "$2"
}

# article PREFIX CODE: a whole entry.
article() {
	printf '# <a name="code"></a>'
	pair "$1-103" "Error 450 $2: it failed" "エラー 450 $2: 失敗しました"
	printf '\n'
	pair "$1-104" 'Because of that.' 'それが原因です。'
	printf '\n## <a name="fix"></a>'
	pair "$1-105" 'Fix' '対処方法'
	printf '\n'
	pair "$1-106" 'Mend it.' '直します。'
}

# state DIR: all that is in it, with kinds, links, inodes, times and contents.
state() {
	find "$1" -printf '%P %y %l %i %T@ %s\n' | sort
	find "$1" -type f -exec sha256sum {} + | sort
}
