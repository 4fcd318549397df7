/* What can be wrong with the alignment of an article. */
#include "align_rules.h"

#include "source/rules.h"

const struct rule rule_align_unclosed = {
	.id = "align.unclosed",
	.severity = SEVERITY_ERROR,
	.message = {"the alignment span of segment {0} is not closed; add the missing </span>",
		    "セグメント {0} の対訳 span が閉じていません。足りない </span> "
		    "を追加してください"},
	.explain =
		{"A pair is written <span data-ttu-id=\"ID\">Japanese</span><span "
		 "class=\"sxs-lookup\"><span data-stu-id=\"ID\">English</span></span>. One of its "
		 "closing tags is missing; the text up to the end of the line was read as part of "
		 "the segment.",
		 "対訳は <span data-ttu-id=\"ID\">日本語</span><span class=\"sxs-lookup\"><span "
		 "data-stu-id=\"ID\">英語</span></span> の形で書きます。終了タグが 1 "
		 "つ足りないため、"
		 "行末までをこのセグメントとして読み取りました。"},
};

const struct rule rule_align_incomplete = {
	.id = "align.incomplete",
	.severity = SEVERITY_ERROR,
	.message = {"segment {0} has no {lang} half; add it to the pair",
		    "セグメント {0} に{lang}側がありません。対になる span を追加してください"},
	.explain =
		{"A Japanese span must be followed at once by its English span with the same id.",
		 "日本語の span の直後には、同じ id を持つ英語の span が必要です。"},
};

const struct rule rule_align_apart = {
	.id = "align.apart",
	.severity = SEVERITY_ERROR,
	.message = {"text stands between the two languages of segment {0}; move it before or "
		    "behind the pair",
		    "セグメント {0} の日本語と英語の間に文字があります。対訳の前か後ろに移動して"
		    "ください"},
	.explain = {"The English span follows the Japanese one at once. What stands between them "
		    "is shown in both languages.",
		    "英語の span は日本語の span の直後に置きます。間にある文字は両言語に表示され"
		    "ます。"},
};

const struct rule rule_align_id_mismatch = {
	.id = "align.id-mismatch",
	.severity = SEVERITY_ERROR,
	.message = {"the pair's ids differ: {0} and {1}; give both spans the same id",
		    "対になる span の id が異なります ({0} と {1})。同じ id にしてください"},
	.explain = {"data-ttu-id and data-stu-id of a pair are always equal. Where they differ, "
		    "the Japanese may belong to another English sentence.",
		    "対になる data-ttu-id と data-stu-id は常に同じ値です。異なる場合、"
		    "別の英文の訳である可能性があります。"},
};

const struct rule rule_align_repeated_id = {
	.id = "align.repeated-id",
	.severity = SEVERITY_ERROR,
	.message =
		{"segment id {0} is used twice, first in line {1}; give this pair an id of its own",
		 "セグメント id {0} が重複しています (最初は {1} 行目)。別の id を付けてください"},
	.explain = {"An id names one segment of its article; translators' tools and findings refer "
		    "to it.",
		    "id は記事内の 1 つのセグメントを指します。翻訳ツールや指摘はこの id "
		    "を参照します。"},
};

const struct rule rule_align_order = {
	.id = "align.order",
	.severity = SEVERITY_ERROR,
	.message = {"segment {0} comes after {1}; put the segments back in order",
		    "セグメント {0} が {1} より後にあります。順序を元に戻してください"},
	.explain = {"The numbers of an article's segments ascend. One that goes back was moved or "
		    "copied from elsewhere.",
		    "記事内のセグメント番号は昇順です。戻っている場合は、移動または複写された可能性"
		    "があります。"},
};

const struct rule rule_align_prefix = {
	.id = "align.prefix",
	.severity = SEVERITY_ERROR,
	.message = {"segment {0} does not share the article's id prefix {1}; it was copied from "
		    "elsewhere",
		    "セグメント {0} の接頭辞が記事の接頭辞 {1} "
		    "と異なります。別の記事から複写されていないか確認してください"},
	.explain = {"All ids of a file begin with the same five hexadecimal digits.",
		    "1 つのファイルの id は、すべて同じ 5 桁の 16 進数で始まります。"},
};

const struct rule rule_align_nested = {
	.id = "align.nested",
	.severity = SEVERITY_ERROR,
	.message = {"segment {0} stands inside segment {1}; close {1} first",
		    "セグメント {0} がセグメント {1} の中にあります。先に {1} を閉じてください"},
	.explain = {"Pairs follow each other and never nest.",
		    "対訳は順に並べます。入れ子にはできません。"},
};

const struct rule rule_align_stray_tag = {
	.id = "align.stray-tag",
	.severity = SEVERITY_ERROR,
	.message = {"{0} belongs to no pair; delete it",
		    "{0} に対応する対訳がありません。削除してください"},
	.explain = {"A tag of the alignment without its pair. It is left out of both languages.",
		    "対応する対訳のないタグです。どちらの言語にも出力されません。"},
};

const struct rule rule_align_damaged_tag = {
	.id = "align.damaged-tag",
	.severity = SEVERITY_ERROR,
	.message =
		{"quotes inside tags were escaped as &quot;, here and in {0} more tags of this "
		 "file; "
		 "write plain quotes",
		 "タグ内の引用符が &quot; に置き換わっています (このファイルではほかに {0} か所)。"
		 "通常の引用符に直してください"},
	.explain =
		{"From some point on, a tool escaped the quotes inside tags, so that the tags no "
		 "longer close. They were read as meant.",
		 "ツールがタグ内の引用符をエスケープしたため、タグが閉じなくなっています。"
		 "本来の意味で読み取りました。"},
};

const struct rule rule_align_empty = {
	.id = "align.empty",
	.severity = SEVERITY_ERROR,
	.message = {"segment {0} has no text in {lang}; {1}",
		    "セグメント {0} に{lang}の文がありません。{1}"},
	.explain = {"One side of the pair is blank, so readers of that language miss the sentence.",
		    "対訳の片方が空白のため、その言語の読者には文が表示されません。"},
};

const struct rule rule_align_none = {
	.id = "align.none",
	.severity = SEVERITY_INFO,
	.message = {"the article has no alignment spans, so it has one language only; both sites "
		    "show it as it is",
		    "対訳の span がないため、1 "
		    "言語の記事として扱います。両言語のサイトに同じ内容を表示します"},
	.explain = {"Without spans nothing can be checked against the other language.",
		    "span がない記事では、もう一方の言語との照合ができません。"},
};

const struct rule *const align_rules[] = {
	&rule_align_unclosed,
	&rule_align_incomplete,
	&rule_align_apart,
	&rule_align_id_mismatch,
	&rule_align_repeated_id,
	&rule_align_order,
	&rule_align_prefix,
	&rule_align_nested,
	&rule_align_stray_tag,
	&rule_align_damaged_tag,
	&rule_align_empty,
	&rule_align_none,
	NULL,
};
