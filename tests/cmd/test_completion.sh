#!/bin/bash
# Completions for bash, zsh and fish, in the shells themselves: commands,
# options, their values, rule ids and codes.
set -euo pipefail
export LC_ALL=C.UTF-8
bed=$(mktemp -d)
trap 'rm -rf "$bed"' EXIT
mkdir "$bed/bin"
ln -s "$TAIYAKU" "$bed/bin/taiyaku"
export PATH=$bed/bin:$PATH HOME=$bed XDG_CONFIG_HOME=$bed XDG_DATA_HOME=$bed

status=0
fail() {
	echo "$*"
	status=1
}

for shell in bash zsh fish; do
	taiyaku completion --lang en "$shell" >"$bed/$shell"
	taiyaku completion --lang ja "$shell" >"$bed/$shell.ja"
done
[ "$(taiyaku completion codes | grep -c $'^4\\.4\\.312\t')" = 1 ] || fail 'codes lack 4.4.312'
taiyaku completion rules | grep -qx entry.no-fix || fail 'rules lack entry.no-fix'
! taiyaku completion tcsh 2>/dev/null || fail 'completions for tcsh'

# gives SHELL "LINE" WORD...: what the shell offers behind the line has each word.
gives() {
	local shell=$1 line=$2 word offered
	shift 2
	offered=$("complete_in_$shell" "$line" 2>&1 | tr '\n' ' ')
	for word in "$@"; do
		[[ " $offered" == *" $word "* ]] || fail "$shell: \"$line\" gives no $word: $offered"
	done
}

# shellcheck disable=SC2317 # gives calls them
complete_in_bash() {
	bash --norc -c '
		source "$1"
		read -ra COMP_WORDS <<<"$2"
		[[ $2 != *" " ]] || COMP_WORDS+=("")
		COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) COMP_LINE=$2 COMP_POINT=${#2}
		_taiyaku
		printf "%s\n" "${COMPREPLY[@]}"' bash "$bed/bash" "$1"
}

# shellcheck disable=SC2317 # gives calls them
# The completion runs with a compadd that prints what it is given.
complete_in_zsh() {
	zsh -f -c '
		autoload -Uz compinit && compinit -u -d "$3/dump"
		source "$1"
		zmodload zsh/zpty
		zpty shell zsh -f -i
		zpty -w shell "PROMPT=; autoload -Uz compinit && compinit -u -d $3/dump"
		zpty -w shell "source $1; zstyle \":completion:*\" list-prompt \"\"; LISTMAX=10000"
		zpty -w shell "compadd() { builtin compadd -O found \"\$@\"; print -rl -- \"<<\" \$found \">>\"; builtin compadd \"\$@\"; }"
		zpty -w shell "stty columns 200 rows 500; print ready"
		zpty -r shell out "*ready*ready*"
		zpty -w -n shell "$2"$'"'\t'"'
		for i in {1..60}; do
			sleep 0.1
			while zpty -r -t shell out; do all+=$out; done
			[[ $all != *">>"* ]] || (( ++seen < 4 )) || break
		done
		print -r -- "$all"
		zpty -d shell' zsh "$bed/zsh" "$1" "$bed" | sed 's/\x1b\[[0-9;?]*[a-zA-Z]//g' | tr -s ' \r\n' '\n'
}

# shellcheck disable=SC2317 # gives calls them
complete_in_fish() {
	fish --no-config -c "source $bed/fish; complete -C '$1'" | cut -f 1
}

all=(bash)
for shell in zsh fish; do
	if command -v "$shell" >/dev/null; then
		all+=("$shell")
	else
		echo "SKIPPED: $shell is not installed"
		[ -z "${CI:-}" ] || fail "$shell is not installed"
	fi
done

for shell in "${all[@]}"; do
	gives "$shell" 'taiyaku ' build check explain export
	gives "$shell" 'taiyaku explain 4.4.31' 4.4.312 4.4.315
	gives "$shell" 'taiyaku explain --format ' text json man markdown
	gives "$shell" 'taiyaku build --st' --strict --stats
	gives "$shell" 'taiyaku check --explain-rule entry.no' entry.no-fix entry.no-cause
	gives "$shell" 'taiyaku check --lang ' en ja
	gives "$shell" 'taiyaku check --profile ' microsoft jtf
	folder=site
	[ "$shell" != fish ] || folder=site/
	gives "$shell" 'taiyaku check --content sit' "$folder"
done
gives bash 'taiyaku explain --format = ma' man markdown
gives bash 'taiyaku check READM' README.md
[ -z "$(complete_in_bash 'taiyaku explain nothing-like-it')" ] || fail 'something for nothing'
zsh_is=$(command -v zsh || true)
[ -z "$zsh_is" ] || zsh -n "$bed/zsh.ja" || fail 'zsh: the Japanese file is no script'
if [ -n "$(command -v fish)" ]; then
	gives fish 'taiyaku check --baseline READM' README.md
	for file in fish fish.ja; do
		said=$(fish --no-config -c "source $bed/$file" 2>&1) || fail "$file is no script"
		[ -z "$said" ] || fail "$file, when it is read, says: $said"
	done
fi
bash -n "$bed/bash.ja" || fail 'bash: the Japanese file is no script'

exit "$status"
