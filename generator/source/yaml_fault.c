/* What is wrong in a YAML text, said so that its author can mend it. libyaml's
   own words are kept only where nothing better is known. */
#include "yaml_fault.h"

#include <string.h>

/* Longer names are cut in messages. */
enum { NAME_MAX_BYTES = 80 };

struct wording {
	const char *text[LANG_SIDES];
};

enum takes { TAKES_NOTHING, TAKES_NAME, TAKES_NAME_AND_LINE };

static const struct fault_text {
	enum takes takes; /* what the texts' % stand for, in this order */
	struct wording says;
} fault_texts[YAML_FAULTS] = {
	[YAML_FAULT_CHARACTER] =
		{TAKES_NOTHING,
		 {{"a control character or a byte that is not UTF-8; remove it or save the file as "
		   "UTF-8",
		   "制御文字、または UTF-8 ではないバイトがあります。取り除くか、UTF-8 "
		   "で保存し直してください"}}},
	[YAML_FAULT_ALIAS] =
		{TAKES_NAME,
		 {{"an alias (*%s) cannot be used here; write the value out, or put it in quotes",
		   "ここではエイリアス (*%s) "
		   "を使えません。値そのものを書くか、引用符で囲んでください"}}},
	[YAML_FAULT_ANCHOR] =
		{TAKES_NAME,
		 {{"an anchor (&%s) cannot be used here; remove it, or put the value in quotes",
		   "ここではアンカー (&%s) を使えません。取り除くか、値を引用符で囲んでください"}}},
	[YAML_FAULT_TAG] =
		{TAKES_NAME,
		 {{"a tag (%s) cannot be used here; remove it, or put the value in quotes",
		   "ここではタグ (%s) を使えません。取り除くか、値を引用符で囲んでください"}}},
	[YAML_FAULT_DOCUMENTS] =
		{TAKES_NOTHING,
		 {{"a second YAML document begins here; keep one, without another --- line",
		   "ここから 2 つ目の YAML 文書が始まっています。--- の行を取り除き、1 "
		   "つにまとめてください"}}},
	[YAML_FAULT_REPEATED] =
		{TAKES_NAME_AND_LINE,
		 {{"the key \"%s\" is already given in line %zu; keep one of the two",
		   "キー「%s」は %zu 行目にもあります。どちらか一方にしてください"}}},
	[YAML_FAULT_KEY] = {TAKES_NOTHING,
			    {{"a list or a map cannot be a key; put the key in quotes if it begins "
			      "with [ or {",
			      "リストやマップはキーにできません。キーが [ や { "
			      "で始まる場合は引用符で囲んでください"}}},
	[YAML_FAULT_DEPTH] =
		{TAKES_NOTHING,
		 {{"lists and maps are nested more than 32 deep; make the structure flatter",
		   "リストやマップの入れ子が 32 段を超えています。構造を浅くしてください"}}},
	[YAML_FAULT_NODES] =
		{TAKES_NOTHING,
		 {{"more than 100,000 keys and values; make the file smaller",
		   "キーと値が合わせて 100,000 個を超えています。ファイルを小さくしてください"}}},
};

/* The problems people really make. `context` is NULL where it does not matter. */
static const struct problem_text {
	const char *problem;
	const char *context;
	struct wording says;
} problem_texts[] = {
	{"mapping values are not allowed in this context",
	 NULL,
	 {{"a colon followed by a blank cannot stand here; put the whole value in quotes",
	   "ここにはコロンと空白を続けて書けません。値全体を引用符で囲んでください"}}},
	{"could not find expected ':'",
	 NULL,
	 {{"a colon is missing; write \"key: value\"",
	   "コロンがありません。「キー: 値」の形で書いてください"}}},
	{"found unexpected end of stream",
	 "while scanning a quoted scalar",
	 {{"the quotation mark that opens here is never closed; add the closing one",
	   "ここで始まる引用符が閉じられていません。終わりの引用符を追加してください"}}},
	{"found unexpected document indicator",
	 "while scanning a quoted scalar",
	 {{"the quotation mark that opens here is not closed before the next --- line; add the "
	   "closing one",
	   "ここで始まる引用符が次の --- "
	   "の行までに閉じられていません。終わりの引用符を追加してください"}}},
	{"did not find expected ',' or ']'",
	 NULL,
	 {{"a comma or the closing ] of a list is missing; add it, or put the value in quotes",
	   "リストのコンマまたは閉じる ] がありません。追加するか、値を引用符で囲んでください"}}},
	{"did not find expected ',' or '}'",
	 NULL,
	 {{"a comma or the closing } of a map is missing; add it, or put the value in quotes",
	   "マップのコンマまたは閉じる } がありません。追加するか、値を引用符で囲んでください"}}},
	{"did not find expected key",
	 NULL,
	 {{"a key is expected here; check the indentation and the quotation marks of this line and "
	   "the one before",
	   "ここにはキーが必要です。この行と前の行の字下げと引用符を確認してください"}}},
	{"did not find expected '-' indicator",
	 NULL,
	 {{"a list item (\"- \") is expected here; check the indentation of this line",
	   "ここにはリストの項目 (「- 」) が必要です。この行の字下げを確認してください"}}},
	{"block sequence entries are not allowed in this context",
	 NULL,
	 {{"a list item cannot begin here; start it on a line of its own",
	   "ここではリストの項目を始められません。行を改めてください"}}},
	{"found character that cannot start any token",
	 NULL,
	 {{"a value cannot begin with this character (a tab, @ or a backtick, for example); put "
	   "the "
	   "value in quotes, and indent with blanks",
	   "この文字 (タブ、@、` など) "
	   "で値を始めることはできません。値を引用符で囲み、字下げには空白を使ってください"}}},
	{"found a tab character that violates indentation",
	 NULL,
	 {{"a tab in the indentation; use blanks",
	   "字下げにタブが使われています。空白を使ってください"}}},
	{"found a tab character where an indentation space is expected",
	 NULL,
	 {{"a tab in the indentation; use blanks",
	   "字下げにタブが使われています。空白を使ってください"}}},
	{"found unknown escape character",
	 NULL,
	 {{"an unknown escape in double quotes; write the backslash twice, or use single quotes",
	   "二重引用符の中に不明なエスケープがあります。\\ を 2 "
	   "つ重ねるか、一重引用符を使ってください"}}},
	{"did not find expected hexdecimal number",
	 NULL,
	 {{"an escape in double quotes lacks its hexadecimal digits; write the backslash twice, or "
	   "use single quotes",
	   "二重引用符の中のエスケープに 16 進数の桁が足りません。\\ を 2 "
	   "つ重ねるか、一重引用符を使ってください"}}},
	{"did not find expected alphabetic or numeric character",
	 NULL,
	 {{"a value that begins with * or & must be put in quotes",
	   "* や & で始まる値は引用符で囲んでください"}}},
	{"did not find expected node content",
	 NULL,
	 {{"a value is missing before this character; add it, or put the value in quotes",
	   "この文字の前に値がありません。値を追加するか、引用符で囲んでください"}}},
	{"did not find expected comment or line break",
	 NULL,
	 {{"a value that begins with | or > must be put in quotes, unless its text begins on the "
	   "next line",
	   "| や > で始まる値は、本文を次の行から書く場合を除き、引用符で囲んでください"}}},
};

static const struct wording syntax_text = {
	{"this is not valid YAML (%s); check the indentation and put the value in quotes",
	 "YAML として読み取れません (%s)。字下げを確認し、値を引用符で囲んでください"}};

enum status yaml_fault_message(struct arena *arena, struct yaml_error *error, struct slice name,
			       size_t line)
{
	const struct fault_text *row = &fault_texts[error->fault];
	struct slice shown = arena_copy(arena, slice_cut(name, NAME_MAX_BYTES));
	if (!shown.ptr)
		return STATUS_NO_MEMORY;
	for (int lang = 0; lang < LANG_SIDES; lang++) {
		const char *text = row->says.text[lang];
		if (row->takes == TAKES_NAME)
			text = arena_printf(arena, text, shown.ptr).ptr;
		else if (row->takes == TAKES_NAME_AND_LINE)
			text = arena_printf(arena, text, shown.ptr, line).ptr;
		if (!text)
			return STATUS_NO_MEMORY;
		error->message[lang] = text;
	}
	return STATUS_OK;
}

enum status yaml_syntax_message(struct arena *arena, struct yaml_error *error, const char *problem,
				const char *context)
{
	for (size_t i = 0; i < sizeof(problem_texts) / sizeof(*problem_texts); i++) {
		const struct problem_text *row = &problem_texts[i];
		if (strcmp(row->problem, problem) != 0)
			continue;
		if (row->context && (!context || strcmp(row->context, context) != 0))
			continue;
		memcpy(error->message, row->says.text, sizeof(error->message));
		return STATUS_OK;
	}
	for (int lang = 0; lang < LANG_SIDES; lang++) {
		error->message[lang] = arena_printf(arena, syntax_text.text[lang], problem).ptr;
		if (!error->message[lang])
			return STATUS_NO_MEMORY;
	}
	return STATUS_OK;
}
