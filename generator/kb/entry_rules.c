/* What can be wrong with an entry. */
#include "entry_rules.h"

#include "kb/rules.h"

const struct rule rule_entry_no_cause = {
	.id = "entry.no-cause",
	.severity = SEVERITY_ERROR,
	.message = {"{0} has no cause in {lang}; add a heading such as \"{1}\" with the cause "
		    "under it",
		    "{0} "
		    "に{lang}の原因がありません。「{1}"
		    "」などの見出しを追加し、その下に原因を書いてください"},
	.explain = {"Every error code needs a cause in both languages: a section whose heading "
		    "says so (Cause, Possible causes, Why ...; 原因, 考えられる原因), or text "
		    "between the code's heading and the heading of the fix.",
		    "どのエラー コードにも、両言語の原因が必要です。見出し (Cause、Possible "
		    "causes、Why…、原因、考えられる原因) "
		    "の下に書くか、コードの見出しと対処方法の見出しの間に書きます。"},
};

const struct rule rule_entry_no_fix = {
	.id = "entry.no-fix",
	.severity = SEVERITY_ERROR,
	.message =
		{"{0} has no fix in {lang}; add a heading such as \"{1}\" with the steps under it",
		 "{0} "
		 "に{lang}の対処方法がありません。「{1}"
		 "」などの見出しを追加し、その下に手順を書いてください"},
	.explain = {"Every error code needs a fix in both languages: a section whose heading says "
		    "so (How do I fix ..., Fix, Resolution, Solution, Workaround; 解決策, "
		    "対処方法, 回避策).",
		    "どのエラー コードにも、両言語の対処方法が必要です。見出し (How do I "
		    "fix…、Fix、Resolution、Solution、Workaround、解決策、対処方法、回避策) "
		    "の下に書きます。"},
};

const struct rule rule_entry_empty_cause = {
	.id = "entry.empty-cause",
	.severity = SEVERITY_ERROR,
	.message =
		{"the cause of {0} has a heading but no text in {lang}; write the cause under it",
		 "{0} "
		 "の原因の見出しの下に{lang}の文がありません。見出しの下に原因を書いてください"},
	.explain =
		{"A heading for the cause is there, with nothing under it that a reader could see.",
		 "原因の見出しはありますが、その下に読者に見える内容がありません。"},
};

const struct rule rule_entry_empty_fix = {
	.id = "entry.empty-fix",
	.severity = SEVERITY_ERROR,
	.message = {"the fix of {0} has a heading but no text in {lang}; write the steps under it",
		    "{0} "
		    "の対処方法の見出しの下に{lang}"
		    "の文がありません。見出しの下に手順を書いてください"},
	.explain =
		{"A heading for the fix is there, with nothing under it that a reader could see.",
		 "対処方法の見出しはありますが、その下に読者に見える内容がありません。"},
};

const struct rule rule_entry_duplicate = {
	.id = "entry.duplicate",
	.severity = SEVERITY_ERROR,
	.message = {"{0} has an entry already, in {1}; keep one of the two",
		    "{0} のエントリは {1} にもあります。どちらか一方にまとめてください"},
	.explain = {"A code has one entry in the knowledge base, so that its address and its man "
		    "page are clear.",
		    "1 つのコードのエントリは、ナレッジ ベース全体で 1 つだけです。アドレスと man "
		    "ページを一意にするためです。"},
};

const struct rule rule_entry_bad_code = {
	.id = "entry.bad-code",
	.severity = SEVERITY_ERROR,
	.message = {"{0} in this heading is not a valid code: {1}",
		    "{0} はコードとして正しくありません ({1})。見出しを修正してください"},
	.explain =
		{"SMTP enhanced status codes are class.subject.detail (RFC 3463 section 2): class "
		 "2, 4 or 5, subject and detail of one to three digits without leading zeros.",
		 "SMTP の拡張状態コードは class.subject.detail の形です (RFC 3463 第 2 節)。class "
		 "は 2、4、5 のいずれか、subject と detail は先頭に 0 の付かない 1 ～ 3 "
		 "桁の数字です。"},
};

const struct rule rule_entry_class_mismatch = {
	.id = "entry.class-mismatch",
	.severity = SEVERITY_WARNING,
	.message =
		{"the reply code {1} and {0} are of different classes; use {2}xx with {2}.x.x",
		 "応答コード {1} と {0} のクラスが異なります。{2}.x.x には {2}xx を使ってください"},
	.explain =
		{"The first digit of the basic reply code and the class of the enhanced status "
		 "code say the same: 4 is temporary, 5 is permanent (RFC 2034 section 4). Some "
		 "published titles break it.",
		 "基本応答コードの先頭の数字と拡張状態コードのクラスは一致します。4 は一時的、5 "
		 "は恒久的なエラーです (RFC 2034 第 4 節)。一致しない公開済みの見出しもあります。"},
};

const struct rule *const entry_rules[] = {
	&rule_entry_no_cause,       &rule_entry_no_fix,
	&rule_entry_empty_cause,    &rule_entry_empty_fix,
	&rule_entry_duplicate,      &rule_entry_bad_code,
	&rule_entry_class_mismatch, NULL,
};
