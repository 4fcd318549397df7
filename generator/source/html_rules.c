/* What can be wrong with an article's raw HTML. */
#include "html_rules.h"

#include "source/rules.h"

const struct rule rule_html_not_allowed = {
	.id = "html.not-allowed",
	.severity = SEVERITY_WARNING,
	.message = {"<{0}> is not allowed in articles and is shown as text; use Markdown, or put "
		    "it in backticks",
		    "<{0}> は記事で使えないため、文字として表示されます。Markdown "
		    "で書くか、バッククォートで囲んでください"},
	.explain = {"Pages never carry an article's own script, styles, forms or frames.",
		    "記事に含まれるスクリプト、スタイル、フォーム、フレームは、ページに出力されませ"
		    "ん。"},
};

const struct rule rule_html_unbalanced = {
	.id = "html.unbalanced",
	.severity = SEVERITY_WARNING,
	.message = {"<{0}> has no matching tag; open and close it in the same block",
		    "<{0}> に対応するタグがありません。同じブロック内で開始と終了を揃えてください"},
	.explain = {"An element is opened and never closed, or closed without having been opened. "
		    "It was closed at the end of its block, or the closing tag was left out.",
		    "要素が閉じられていないか、開始タグのない終了タグがあります。"
		    "ブロックの末尾で閉じるか、終了タグを無視して読み取りました。"},
};

const struct rule rule_html_bad_url = {
	.id = "html.bad-url",
	.severity = SEVERITY_WARNING,
	.message = {"the address \"{0}\" is left out; {1}",
		    "アドレス「{0}」は使えないため省きました。{1}"},
	.explain = {"Addresses such as javascript: or data: could run in a reader's browser. Web "
		    "addresses need a host behind two slashes, and no user's name before it. Of "
		    "addresses for other programs only mailto, tel, sip, ms-settings and "
		    "feedback-hub are followed. The text of the link is kept.",
		    "javascript: や data: "
		    "などのアドレスは、読者のブラウザーで実行される恐れがあります。"
		    "Web アドレスには 2 つのスラッシュに続けてホスト名が必要で、その前に"
		    "ユーザー名は書けません。ほかのプログラムを開くアドレスは "
		    "mailto、tel、sip、ms-settings、feedback-hub だけがリンクになります。"
		    "リンクの文字列だけを残しました。"},
};

const struct rule rule_html_too_deep = {
	.id = "html.too-deep",
	.severity = SEVERITY_WARNING,
	.message =
		{"<{0}> stands inside a hundred other elements and is left out, its text kept; "
		 "close some of them first",
		 "<{0}> は 100 を超える要素の中にあるため無視され、文字列だけが残ります。先に要素を"
		 "閉じてください"},
	.explain = {"No article needs elements that deep; as a rule, end tags are missing.",
		    "これほど深い入れ子が必要な記事はありません。通常は終了タグが抜けています。"},
};

const struct rule *const html_rules[] = {
	&rule_html_not_allowed,
	&rule_html_unbalanced,
	&rule_html_bad_url,
	&rule_html_too_deep,
	NULL,
};
