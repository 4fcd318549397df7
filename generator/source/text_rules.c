/* What can be wrong with an article's bytes. */
#include "text_rules.h"

#include "source/rules.h"

const struct rule rule_text_encoding = {
	.id = "text.encoding",
	.severity = SEVERITY_ERROR,
	.message = {"the file is not UTF-8, it was read as {0}; save it as UTF-8",
		    "ファイルが UTF-8 ではないため、{0} として読み取りました。UTF-8 "
		    "で保存し直してください"},
	.explain =
		{"Articles are UTF-8. The place is that of the first byte that is not.",
		 "記事の文字コードは UTF-8 です。指摘の位置は、UTF-8 ではない最初のバイトです。"},
};

const struct rule rule_text_nul = {
	.id = "text.nul",
	.severity = SEVERITY_ERROR,
	.message = {"the file holds a NUL byte, shown as U+FFFD; delete it",
		    "ファイルに NUL 文字があるため、U+FFFD として表示します。削除してください"},
	.explain = {"A NUL has no place in text; it often means that a file was cut short or is "
		    "UTF-16.",
		    "NUL 文字はテキストでは使えません。ファイルの破損や UTF-16 "
		    "が原因のことがあります。"},
};

const struct rule rule_text_empty = {
	.id = "text.empty",
	.severity = SEVERITY_WARNING,
	.message = {"the article has no text; write it or delete the file",
		    "記事に本文がありません。本文を書くか、ファイルを削除してください"},
	.explain = {"The file is empty or holds front matter only.",
		    "ファイルが空か、フロント マターだけが書かれています。"},
};

const struct rule rule_text_table = {
	.id = "text.table",
	.severity = SEVERITY_WARNING,
	.message = {"the row of dashes has {0} cells and the head of the table {1}, so it is no "
		    "table; make them equal",
		    "区切り行は {0} 列、表の見出しは {1} "
		    "列のため、表になりません。列の数を揃えてください"},
	.explain = {"Markdown makes a table of such lines only where both rows have as many cells. "
		    "Readers see the lines with their signs.",
		    "Markdown "
		    "では、見出しの行と区切り行の列の数が同じ場合にだけ表になります。"
		    "このままでは、| や - がそのまま表示されます。"},
};

const struct rule *const text_rules[] = {
	&rule_text_encoding, &rule_text_nul, &rule_text_empty, &rule_text_table, NULL,
};
