/* What can be wrong with a link. {0} is the address, {1} what to do. */
#include "link_rules.h"

#include "kb/rules.h"

const struct rule rule_link_missing_target = {
	.id = "link.missing-target",
	.severity = SEVERITY_WARNING,
	.message = {"there is no article at \"{0}\"; {1}", "「{0}」に記事がありません。{1}"},
	.explain =
		{"The link leads to an article that the content folder does not hold. The page "
		 "shows its text without a link. Addresses are relative to the article, or "
		 "begin with / at the content folder; `links: {root: https://docs.example.com}` "
		 "in site/site.yaml says where those that begin with / lead otherwise.",
		 "リンク先の記事がコンテンツ フォルダーにありません。ページではリンクのない文字列"
		 "として表示されます。アドレスは記事からの相対パスか、/ で始まるコンテンツ "
		 "フォルダーからのパスです。/ で始まるアドレスを別のサイトに向けるには、"
		 "site/site.yaml に links: {root: https://docs.example.com} と書きます。"},
};

const struct rule rule_link_missing_anchor = {
	.id = "link.missing-anchor",
	.severity = SEVERITY_WARNING,
	.message = {"\"{0}\" leads to no place on that page ({lang}); {1}",
		    "「{0}」の指す場所がそのページにありません ({lang})。{1}"},
	.explain = {"What stands behind # must be the anchor of a heading, or of an <a name>, in "
		    "the same language. A link to a place that is not there opens the page at its "
		    "top.",
		    "# の後には、同じ言語の見出しまたは <a name> のアンカーを書きます。"
		    "存在しない場所へのリンクでは、ページの先頭が開きます。"},
};

const struct rule rule_link_missing_media = {
	.id = "link.missing-media",
	.severity = SEVERITY_WARNING,
	.message = {"there is no file at \"{0}\"; {1}", "「{0}」にファイルがありません。{1}"},
	.explain = {"The image or file is not in the content folder. The page shows its "
		    "alternative text instead.",
		    "画像またはファイルがコンテンツ フォルダーにありません。"
		    "ページでは代わりに代替テキストが表示されます。"},
};

const struct rule rule_link_leaves_folder = {
	.id = "link.leaves-folder",
	.severity = SEVERITY_WARNING,
	.message = {"\"{0}\" leads out of the content folder; {1}",
		    "「{0}」はコンテンツ フォルダーの外を指しています。{1}"},
	.explain = {"An address has more \"../\" than there are folders above the article. "
		    "Nothing outside the content folder is published.",
		    "アドレスの「../」が、記事より上のフォルダーの数より多くなっています。"
		    "コンテンツ フォルダーの外にあるものは公開されません。"},
};

const struct rule rule_link_not_published = {
	.id = "link.not-published",
	.severity = SEVERITY_WARNING,
	.message = {"\"{0}\" is not published; {1}", "「{0}」は公開されません。{1}"},
	.explain = {"Published are images (png, gif, jpg, webp, svg, avif), mp4, pdf, zip, csv, "
		    "txt and Office documents. An SVG that could run script when it is opened by "
		    "itself is not.",
		    "公開されるのは、画像 (png、gif、jpg、webp、svg、avif)、mp4、pdf、zip、csv、"
		    "txt、Office 文書です。単独で開いたときにスクリプトを実行できる SVG "
		    "は公開されません。"},
};

const struct rule rule_link_outside_image = {
	.id = "link.outside-image",
	.severity = SEVERITY_WARNING,
	.message = {"the image \"{0}\" is on another site and is shown as a link; {1}",
		    "画像「{0}」は別のサイトにあるため、リンクとして表示されます。{1}"},
	.explain =
		{"Pages load nothing from other sites: those would learn of every reader, and "
		 "offline the image would be missing. What is shown is its alternative text, "
		 "as a link to it.",
		 "ページが別のサイトから何かを読み込むことはありません。"
		 "読み込むと閲覧者がそのサイトに知られるうえ、オフラインでは表示できないためです。"
		 "代わりに、代替テキストが画像へのリンクとして表示されます。"},
};

const struct rule *const link_rules[] = {
	&rule_link_missing_target,
	&rule_link_missing_anchor,
	&rule_link_missing_media,
	&rule_link_leaves_folder,
	&rule_link_not_published,
	&rule_link_outside_image,
	NULL,
};
