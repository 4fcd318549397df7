#!/bin/bash
# lookup as its users run it: messages, mailboxes, folders, logs and pipes; what
# it prints in both languages; its exit statuses.
# shellcheck source=tests/support/bed.sh
source "$(dirname "${BASH_SOURCE[0]}")/../support/bed.sh"

# bounce CODE RECIPIENT WORDS: a message with a delivery report.
bounce() {
	printf 'From: MAILER-DAEMON@mx.example.com\nTo: sender@example.com\nSubject: Undelivered\n'
	printf 'MIME-Version: 1.0\nContent-Type: multipart/report; boundary="b"\n\n'
	printf -- '--b\nContent-Type: text/plain\n\nThis is the mail system at mx.example.com.\n'
	printf -- '--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.com\n\n'
	printf 'Final-Recipient: rfc822; %s\nAction: failed\nStatus: %s\n' "$2" "$1"
	printf 'Diagnostic-Code: smtp; %c50 %s %s\n\n--b--\n' "$1" "$1" "$3"
}

# says TEXT, lacks TEXT: standard output holds it, or does not.
says() {
	grep -qF -- "$1" <<<"$out" || fail "does not print '$1': $out"
}
lacks() {
	! grep -qF -- "$1" <<<"$out" || fail "prints '$1': $out"
}

# piped STATUS INPUT ARGUMENT...: like run, with something on standard input.
piped() {
	local expected=$1 input=$2 actual=0
	shift 2
	"$TAIYAKU" "$@" <<<"$input" >"$bed/.out" 2>"$bed/.err" || actual=$?
	out=$(<"$bed/.out")
	err=$(<"$bed/.err")
	[ "$actual" = "$expected" ] || fail "taiyaku $*: exit status $actual, not $expected: $err"
}

one_message() {
	bounce 5.1.1 user@example.net 'no such user' >"$bed/one.eml"
	run 0 lookup --lang en "$bed/one.eml"
	says "$bed/one.eml: 5.1.1 (550) user@example.net"
	says 'Diagnostic-Code'
	says 'Recipient address does not exist'
	says '/en/codes/5-1-1.html'
	run 0 lookup --lang ja "$bed/one.eml"
	says '受信者のアドレスが存在しません'
	says '/ja/codes/5-1-1.html'
	says '原因'
	says '対処'
	lacks $'\e'
	"$TAIYAKU" lookup --lang en --color always "$bed/one.eml" | grep -qF $'\e[1m' || fail 'no bold'
	run 0 lookup --lang en --format json "$bed/one.eml"
	says '"codes":[{"code":"5.1.1","scheme":"smtp","reply":"550","found_in":"diagnostic-code","recipient":"user@example.net"'
	says '"entries":[{"code":"5.1.1","article":"smtp/5-1-1.md","title":"'
	says '"why":"code","url":"https://'
}

standard_input() {
	piped 0 'host mx.example.com said: 552 5.2.2 mailbox full' lookup --lang en
	says 'standard input: 5.2.2 (552)'
	piped 0 'エラー４．４．７' lookup --lang en -
	says '4.4.7'
	piped 0 'Sorry, no mailbox here by that name.' lookup --lang en
	says 'no mailbox here by that name'
	says '5.1.1'
	piped 1 'Postfix 4.5.1 at mx4.5.1.example.com [4.5.1.3], dsn=2.0.0' lookup --lang en
	says 'no error code found'
	piped 1 '' lookup --lang ja
	says 'エラー コードが見つかりません'
}

many_messages() {
	mkdir -p "$bed/many/cur"
	: >"$bed/many/box.mbox"
	for i in $(seq 600); do
		{
			echo "From MAILER-DAEMON Mon Jan  1 00:00:00 2024"
			bounce "5.1.$((i % 3))" "user$i@example.net" 'no'
			echo
		} >>"$bed/many/box.mbox"
	done
	bounce 4.9.99 last@example.net 'odd' >"$bed/many/cur/1:2,S"
	run 0 lookup --lang en --format json "$bed/many"
	[ "$(wc -l <<<"$out")" = 601 ] || fail "$(wc -l <<<"$out") objects, not 601"
	[[ $(sed -n 1p <<<"$out") == *'box.mbox#1"'*'5.1.1'*'user1@example.net'* ]] || fail "first: $(head -1 <<<"$out")"
	[[ $(sed -n 600p <<<"$out") == *'box.mbox#600"'*'5.1.0'*'user600@example.net'* ]] || fail "600th: $(sed -n 600p <<<"$out")"
	local all=$out
	run 0 lookup --lang en --format json --jobs 1 "$bed/many"
	[ "$all" = "$out" ] || fail "the number of threads changes the output"
	run 0 lookup --lang en --summary "$bed/many"
	says '200  5.1.0'
	says '(no entry)'
	says '601 messages'
	run 0 lookup --lang en --summary --format json "$bed/many"
	says '"messages": 601'
	says '"missing": ['
	[[ $out =~ '"missing": ['[[:space:]]*'"4.9.99"'[[:space:]]*']' ]] || fail "missing: $out"
}

logs() {
	for i in $(seq 3000); do
		echo "Nov 26 17:33:31 mx1 postfix/smtp[4.5]: A$i: to=<u@b.example>, relay=x[4.5.1.3]:25, delays=0.1/4.1/5.1/1, dsn=2.0.0, status=sent (250 2.0.0 Ok)"
	done >"$bed/mail.log"
	run 1 lookup --lang en "$bed/mail.log"
	echo 'postfix/smtp[5]: B: to=<v@b.example>, dsn=5.2.2, status=bounced (host x said: 552 5.2.2 full)' >>"$bed/mail.log"
	run 0 lookup --lang en "$bed/mail.log"
	says '5.2.2 (552) v@b.example'
	says 'line 3001'
	run 0 lookup --lang ja --summary "$bed/mail.log"
	says 'ログ 3001 行'
	printf '\xff\xfe' >"$bed/utf16.log"
	iconv -f utf-8 -t utf-16le "$bed/mail.log" >>"$bed/utf16.log"
	run 0 lookup --lang en "$bed/utf16.log"
	says '5.2.2 (552) v@b.example'
}

# Pasted from a system that does not use UTF-8.
encodings() {
	local encoding
	for encoding in cp932 euc-jp iso-2022-jp; do
		iconv -f utf-8 -t $encoding <<<'550 5.1.1 <user@example.net>: 宛先のメールボックスが存在しません' \
			>"$bed/pasted.txt"
		run 0 lookup --lang en "$bed/pasted.txt"
		says '> 550 5.1.1 <user@example.net>: 宛先のメールボックスが存在しません'
		iconv -f utf-8 -t $encoding <<<'メールボックスがいっぱいです' >"$bed/pasted.txt"
		run 0 lookup --lang en "$bed/pasted.txt"
		says '5.2.2'
	done
}

# Nothing in it is found, as in an empty file.
empty_folder() {
	mkdir "$bed/empty"
	run 1 lookup --lang en "$bed/empty"
	says "$bed/empty: no error code found"
	run 1 lookup --format json "$bed/empty"
	says "{\"input\":\"$bed/empty\",\"codes\":[],\"entries\":[]"
	run 0 lookup --lang en "$bed/empty" "$bed/one.eml"
	says "$bed/empty: no error code found"
	says "$bed/one.eml: 5.1.1"
}

what_cannot_be_read() {
	refused "$bed/missing" lookup "$bed/missing"
	refused "$bed/nothing" lookup --content "$bed/nothing" "$bed/one.eml"
	refused "$bed/one.eml" lookup --catalogue "$bed/one.eml" "$bed/one.eml"
	run 2 lookup --lang en "$bed/missing" "$bed/one.eml"
	says "5.1.1 (550)"
	refused '--format' lookup --format xml
}

# Nothing of a message reaches the terminal as a control.
escapes() {
	bounce 5.1.1 $'user\e]0;x\a@example.net' $'\e[2J\u202e no\x9b' >"$bed/escapes.eml"
	run 0 lookup --lang en "$bed/escapes.eml"
	! grep -qP '[\x00-\x08\x0b-\x1f\x7f]' <<<"$out" || fail "a control character is printed"
	lacks $'\u202e'
	says '5.1.1'
}

one_message
standard_input
many_messages
logs
encodings
empty_folder
what_cannot_be_read
escapes
exit "$status"
