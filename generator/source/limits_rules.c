/* What is too large, too deep or too intricate to be read. */
#include "limits_rules.h"

#include "source/rules.h"

const struct rule rule_limit_file_size = {
	.id = "limit.file-size",
	.severity = SEVERITY_ERROR,
	.message = {"the article is larger than {0} MiB and is shown as plain text; split it into "
		    "several articles",
		    "記事が {0} MiB を超えているため、そのままの文字列として表示します。"
		    "複数の記事に分割してください"},
	.explain = {"Neither its front matter nor its segments are read. An article that large "
		    "mostly holds something else, such as a log or a picture.",
		    "フロント マターもセグメントも読み取りません。"
		    "これほど大きい場合は、ログや画像など、記事ではないものが含まれているのが普通で"
		    "す。"},
};

const struct rule rule_limit_line_length = {
	.id = "limit.line-length",
	.severity = SEVERITY_ERROR,
	.message = {"the line is longer than {0} KiB, so the article is shown as plain text; break "
		    "the line",
		    "行が {0} KiB を超えているため、記事をそのままの文字列として表示します。"
		    "行を分けてください"},
	.explain = {"No paragraph is that long. Line ends have been lost, or the line holds data "
		    "that belongs in a file of its own.",
		    "これほど長い段落はありません。改行が失われているか、"
		    "別のファイルに置くべきデータが含まれています。"},
};

const struct rule rule_limit_segments = {
	.id = "limit.segments",
	.severity = SEVERITY_ERROR,
	.message = {"the article has more than {0} segments and is shown as plain text; split it "
		    "into several articles",
		    "セグメントが {0} 個を超えているため、記事をそのままの文字列として表示します。"
		    "複数の記事に分割してください"},
	.explain = {"The place is that of the first segment too many.",
		    "指摘の位置は、上限を超えた最初のセグメントです。"},
};

const struct rule rule_limit_segment_length = {
	.id = "limit.segment-length",
	.severity = SEVERITY_ERROR,
	.message = {"segment {1} is longer than {0} KiB, so its translation is not checked; split "
		    "it into sentences",
		    "セグメント {1} が {0} KiB を超えているため、訳文を検査していません。"
		    "文ごとに分割してください"},
	.explain = {"A segment is a sentence, or a few. One that long mostly has lost its end: a "
		    "tag is missing behind it.",
		    "セグメントは 1 つから数個の文です。これほど長い場合は、終了タグが抜けて"
		    "いるのが普通です。"},
};

const struct rule rule_limit_depth = {
	.id = "limit.depth",
	.severity = SEVERITY_ERROR,
	.message = {"quotes and lists ({lang}) are nested more than {0} deep, so this language is "
		    "shown as plain text; nest them less",
		    "引用とリスト ({lang}) の入れ子が {0} "
		    "段を超えているため、この言語の本文をそのままの文字列として表示します。"
		    "入れ子を浅くしてください"},
	.explain = {"No page can show that many levels. A line of > or - signs that is meant as "
		    "text belongs in a code block.",
		    "これほど深い入れ子はページに表示できません。文字としての > や - "
		    "の並びは、コード ブロックに入れてください。"},
};

const struct rule rule_limit_table = {
	.id = "limit.table",
	.severity = SEVERITY_ERROR,
	.message = {"the tables ({lang}) have more than {0} cells, so this language is shown as "
		    "plain text; split them, or take columns away",
		    "表 ({lang}) のセルが {0} "
		    "個を超えているため、この言語の本文をそのままの文字列として表示します。"
		    "表を分割するか、列を減らしてください"},
	.explain = {"Every row has the cells of the header row, those that it leaves out included.",
		    "どの行にも、省略したものを含めて、見出し行と同じ数のセルがあります。"},
};

const struct rule rule_limit_markup = {
	.id = "limit.markup",
	.severity = SEVERITY_ERROR,
	.message =
		{"the Markdown ({lang}) up to here would take too long to read, so this language "
		 "is shown as plain text; part its paragraphs by blank lines, or put the text in "
		 "a code block",
		 "ここまでの Markdown ({lang}) "
		 "の解析に時間がかかりすぎるため、この言語の本文をそのままの文字列として表示します"
		 "。"
		 "段落を空行で区切るか、コード ブロックに入れてください"},
	.explain =
		{"Thousands of brackets or <! in one paragraph, a table with thousands of "
		 "columns, a long text directly above a table, or a long link definition that is "
		 "used often.",
		 "1 つの段落に角かっこや <! が数千個ある、表の列が数千ある、"
		 "長い文章のすぐ下に表がある、長いリンク定義が何度も使われている、などが原因です"
		 "。"},
};

const struct rule rule_limit_findings = {
	.id = "limit.findings",
	.severity = SEVERITY_ERROR,
	.message = {"{1} more findings of {0} in this article are not listed; mend those that are, "
		    "and check again",
		    "この記事には {0} の指摘がさらに {1} 件あります "
		    "(一覧には表示していません)。表示された指摘を修正してから、"
		    "もう一度検査してください"},
	.explain =
		{"A thousand findings of one kind in one article mostly have one reason. Findings "
		 "of other kinds and of other articles are listed as ever.",
		 "1 つの記事に同じ種類の指摘が 1,000 件もある場合、原因は 1 つであることが"
		 "ほとんどです。ほかの種類の指摘や、ほかの記事の指摘は通常どおり表示されます。"},
};

const struct rule *const limit_rules[] = {
	&rule_limit_file_size,      &rule_limit_line_length, &rule_limit_segments,
	&rule_limit_segment_length, &rule_limit_depth,       &rule_limit_table,
	&rule_limit_markup,         &rule_limit_findings,    NULL,
};
