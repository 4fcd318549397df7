/* What can be wrong with an include; {0} is its path. */
#include "includes.h"

#include "source/rules.h"

const struct rule rule_include_unresolved = {
	.id = "include.unresolved",
	.severity = SEVERITY_INFO,
	.message = {"\"{0}\" is not included here, its title is shown; build or check the whole "
		    "content folder to include it",
		    "「{0}」はここでは取り込まれず、タイトルが表示されます。取り込むには、"
		    "コンテンツ フォルダー全体を検査またはビルドしてください"},
	.explain = {"Files named one by one are read without their neighbours.",
		    "ファイルを個別に指定すると、ほかのファイルは読み取られません。"},
};

const struct rule rule_include_missing = {
	.id = "include.missing",
	.severity = SEVERITY_WARNING,
	.message =
		{"there is no file \"{0}\" to include; correct the path, or add the file",
		 "取り込むファイル「{0}」がありません。パスを直すか、ファイルを追加してください"},
	.explain = {"The path of [!INCLUDE [title](path)] is relative to the article; ~/ is the "
		    "content folder. The page shows the title instead.",
		    "[!INCLUDE [タイトル](パス)] のパスは記事からの相対パスです。~/ は"
		    "コンテンツ フォルダーです。ページには代わりにタイトルが表示されます。"},
};

const struct rule rule_include_leaves_folder = {
	.id = "include.leaves-folder",
	.severity = SEVERITY_WARNING,
	.message =
		{"\"{0}\" lies outside the content folder and is not included; move the file "
		 "into it",
		 "「{0}」はコンテンツ フォルダーの外にあるため取り込みません。ファイルをフォルダー"
		 "内に移動してください"},
	.explain = {"Nothing outside the content folder is published.",
		    "コンテンツ フォルダーの外にあるものは公開されません。"},
};

const struct rule rule_include_cycle = {
	.id = "include.cycle",
	.severity = SEVERITY_WARNING,
	.message = {"\"{0}\" includes itself, directly or through others; remove one of the "
		    "includes",
		    "「{0}」が直接または間接に自分自身を取り込んでいます。取り込みを 1 つ"
		    "削除してください"},
	.explain = {"A file that includes itself would never end.",
		    "自分自身を取り込むと終わりがありません。"},
};

const struct rule rule_include_too_deep = {
	.id = "include.too-deep",
	.severity = SEVERITY_WARNING,
	.message = {"\"{0}\" is one include too many; include at most 8 files within each other, "
		    "and 256 in all",
		    "「{0}」は取り込みの上限を超えています。入れ子は 8 段、全体で 256 ファイル"
		    "以内にしてください"},
	.explain = {"Includes within includes have limits, so that no article grows without end.",
		    "記事が際限なく大きくならないように、取り込みには上限があります。"},
};

const struct rule *const include_rules[] = {
	&rule_include_unresolved, &rule_include_missing,  &rule_include_leaves_folder,
	&rule_include_cycle,      &rule_include_too_deep, NULL,
};
