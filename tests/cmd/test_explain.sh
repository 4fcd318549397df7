#!/bin/bash
# taiyaku explain as people use it: codes in all their spellings, in both
# languages, from articles, from a compiled catalogue and from an installed one.
set -euo pipefail
export LC_ALL=C.UTF-8 TERM=xterm
unset COLUMNS PAGER NO_COLOR

status=0
fail() {
	echo "$*"
	status=1
}

bed=$(mktemp -d)
trap 'rm -rf "$bed"' EXIT
mkdir -p "$bed/content/smtp" "$bed/site"
cp content/smtp/4-4-312.md content/smtp/5-1-1.md content/smtp/5-1-10.md "$bed/content/smtp/"
cp -r templates "$bed/templates"
cat >"$bed/content/more.md" <<-'END'
	# 0x80070005 Access denied

	Who you are is known, what you may do is not.

	## Fix

	Ask <https://example.com/>.

	# AADSTS50011 Wrong address

	No.

	## Fix

	Yes.

	# 5.7.500-699 Access denied by policy

	A range.

	## Fix

	Ask.
END

run() { # EXPECTED_STATUS ARGUMENT...
	local expected=$1 got=0
	shift
	said=$("$TAIYAKU" "$@" 2>"$bed/errors") || got=$?
	[ "$got" = "$expected" ] || fail "$*: exit status $got, not $expected: $(cat "$bed/errors")"
}

says() { grep -qF -- "$1" <<<"$said" || fail "no \"$1\" in: $said"; }
tells() { grep -qF -- "$1" "$bed/errors" || fail "not told \"$1\" but: $(cat "$bed/errors")"; }

# Spellings, from the articles and then from the compiled catalogue.
spellings() {
	local code
	for code in 4.4.312 '450 4.4.312' '#4.4.312' 44312 ４．４．３１２ 4-4-312 'error 4.4.312'; do
		run 0 explain -C "$bed" "$code"
		says '450 4.4.312: DNS query failed'
	done
	for code in 0x80070005 0X80070005 80070005 ０ｘ８００７０００５; do
		run 0 explain -C "$bed" "$code"
		says '0x80070005: Access denied'
	done
	for code in -2147024891 '-- -2147024891'; do
		# shellcheck disable=SC2086 # two words
		run 0 explain -C "$bed" $code
		says '0x80070005: Access denied'
	done
	for code in aadsts50011 AADSTS50011 50011; do
		run 0 explain -C "$bed" "$code"
		says 'AADSTS50011: Wrong address'
	done
	run 0 explain -C "$bed" 5.7.512
	says '5.7.512 is one of these codes.'
	run 0 explain -C "$bed" 450 4.4.312 5.1.1
	says '450 4.4.312: DNS query failed'
	says '550 5.1.1'
	run 0 explain -C "$bed" --lang ja 4.4.312
	says '450 4.4.312: DNS クエリが失敗しました'
	says '対処'
}
spellings
"$TAIYAKU" build -q --keep-going -C "$bed" 2>/dev/null || true
[ -f "$bed/site/public/catalogue.bin" ] || fail 'build has written no catalogue'
spellings
run 0 explain -v -C "$bed" 4.4.312
tells 'site/public/catalogue.bin: using this catalogue'

# What there is no entry for.
run 1 explain -C "$bed" 4.4.999
says '4.4.999: no entry explains this code'
says '4.x.x: A temporary failure'
says 'x.4.x: The network, DNS and routing'
says '450 4.4.312: DNS query failed'
run 1 explain -C "$bed" --lang ja 4.1.1
says 'このコードの解説はありません'
says '近いコード'
says '550 5.1.1'
run 1 explain -C "$bed" 550
says 'Codes that come with it'
run 2 explain -C "$bed" 4.4.0312
tells 'a number in it begins with 0; write it without the zero; did you mean 4.4.312?'
run 2 explain -C "$bed" --lang ja 4.4.0312
tells '4.4.312 のことですか'
run 2 explain -C "$bed" $'evil\033[2J'
tells 'is no error code'
! grep -q $'\033' "$bed/errors" || fail 'an escape sequence was passed on'
run 2 explain -C "$bed"

# An article that is newer than what was built is read instead.
sleep 0.02
sed -i 's/DNS query failed/DNS has changed/g' "$bed/content/smtp/4-4-312.md"
run 0 explain -C "$bed" 4.4.312
says 'DNS has changed'
printf '# 5.9.9 New one\n\nNew.\n\n## Fix\n\nOld.\n' >"$bed/content/new.md"
run 0 explain -C "$bed" 5.9.9
says '5.9.9: New one'

# A damaged catalogue is told, and never believed.
"$TAIYAKU" build -q --keep-going -C "$bed" 2>/dev/null || true
cp "$bed/site/public/catalogue.bin" "$bed/damaged.bin"
printf 'x' | dd of="$bed/damaged.bin" bs=1 seek=100 conv=notrunc 2>/dev/null
run 2 explain --catalogue "$bed/damaged.bin" 4.4.312
tells "$bed/damaged.bin: is no catalogue of Taiyaku, or a damaged one"
run 2 explain --catalogue "$bed/missing.bin" 4.4.312
run 2 explain -C "$bed/site" 4.4.312
if [ ! -f /usr/local/share/taiyaku/catalogue.bin ]; then
	tells 'no knowledge base here, and none is installed'
fi

# Installed beside the program: found from anywhere.
mkdir -p "$bed/usr/bin" "$bed/usr/share/taiyaku"
cp "$TAIYAKU" "$bed/usr/bin/taiyaku"
cp "$bed/site/public/catalogue.bin" "$bed/usr/share/taiyaku/"
(cd / && "$bed/usr/bin/taiyaku" explain 5.1.1) | grep -qF '550 5.1.1' ||
	fail 'the installed catalogue is not found'

# Formats.
run 0 explain -C "$bed" --format markdown 0x80070005
says '# 0x80070005: Access denied'
says '## Fix'
says '<https://example.com/>'
run 0 explain -C "$bed" --lang en --format markdown 5.1.1
says $'\n## Fix'
says $'\n### For the sender'
printf '# Two\n\n## 5.9.1 Deep\n\n### Fix\n\n#### First\n\nA.\n\n#### Second\n\nB.\n' >"$bed/content/deep.md"
run 0 explain -C "$bed" --lang en --format markdown 5.9.1
says $'\n## Fix'
says $'\n### First'
says $'\n### Second'
run 1 explain -C "$bed" --format json 4.4.312 4.4.999
python=$(command -v python3 || true)
if [ -n "$python" ]; then
	"$python" -c '
import json, sys
answers = json.load(sys.stdin)["answers"]
assert answers[0]["entry"]["code"] == "4.4.312", answers
assert answers[0]["entry"]["ja"]["fix"]["text"] and answers[0]["entry"]["en"]["cause"]["html"]
assert answers[1]["entry"] is None and answers[1]["nearest"][0] == "4.4.312", answers
' <<<"$said" || fail 'the JSON is not as it should be'
fi
for lang in en ja; do
	run 0 explain -C "$bed" --lang "$lang" --format man 4.4.312
	page=$bed/4.4.312.$lang.7
	printf '%s\n' "$said" >"$page"
	if command -v mandoc >/dev/null; then
		lint=$(mandoc -Tlint -W warning "$page" || true)
		[ -z "$lint" ] || fail "mandoc: $lint"
	fi
done
published=$bed/site/public/man/ja/man7/4.4.312.7
run 0 explain -C "$bed" --lang ja --format man 4.4.312
diff <(printf '%s\n' "$said") "$published" >/dev/null ||
	fail "the man page is not the one that build publishes: $(diff <(printf '%s\n' "$said") "$published")"

# Who has to act: from the articles and from the compiled catalogue alike.
acts() { # OPTION...
	run 0 explain "$@" --lang en 5.1.10
	says 'Who has to act: the sender and the'
	run 0 explain "$@" --lang ja 5.1.10
	says '対応する人: 送信者、'
	run 0 explain "$@" --lang ja --format markdown 5.1.10
	says '対応する人: 送信者、'
	run 0 explain "$@" --lang en --format man 5.1.10
	says 'Who has to act: the sender and the'
	run 0 explain "$@" --format json 5.1.10
	says '"act": ["sender", "'
	run 0 explain "$@" --format json 0x80070005
	says '"act": []'
	run 0 explain "$@" 0x80070005
	! grep -q 'Who has to act' <<<"$said" || fail "nobody has to act: $said"
}
cp "$bed/site/public/catalogue.bin" "$bed/catalogue.bin"
acts --catalogue "$bed/catalogue.bin"
acts -C "$bed" --content "$bed/content"

# Plain when piped; no line wider than asked for.
run 0 explain -C "$bed" --lang ja 4.4.312
! grep -q $'\033' <<<"$said" || fail 'escape sequences in a pipe'
for columns in 30 40 60 100; do
	said=$(COLUMNS=$columns "$TAIYAKU" explain -C "$bed" --lang ja 4.4.312 | grep -v -e Outbound -e example)
	widest=$(wc -L <<<"$said")
	[ "$widest" -le "$columns" ] || fail "a line of $widest columns, not $columns"
done

# On a terminal: bold, and through a pager where the window is too low.
on_terminal() { # PAGER, in a window of ten lines
	"$python" -c '
import fcntl, os, pty, struct, sys, termios
pid, end = pty.fork()
if pid == 0:
    os.environ["PAGER"] = sys.argv[1]
    os.execv(sys.argv[2], ["taiyaku", "explain", "-C", sys.argv[3], "5.1.1"])
fcntl.ioctl(end, termios.TIOCSWINSZ, struct.pack("HHHH", 10, 60, 0, 0))
try:
    while piece := os.read(end, 65536):
        sys.stdout.buffer.write(piece)
except OSError:
    pass
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))' "$1" "$TAIYAKU" "$bed"
}
if [ -n "$python" ]; then
	[[ $(on_terminal 'sed s/^/paged:/') == paged:* ]] || fail 'the pager was not asked'
	[[ $(on_terminal '') == $'\033[1m'*'550 5.1.1'* ]] || fail 'no bold title on a terminal'
	[[ $(on_terminal nobody-has-this) == *'550 5.1.1'* ]] || fail 'without its pager nothing is shown'
fi

exit "$status"
