/* What can be wrong with the front matter of an article. */
#include "front_matter_rules.h"

#include "source/rules.h"

/* An argument is one text for both languages, so the reason comes twice and
   each message takes its own. */
const struct rule rule_front_yaml = {
	.id = "front.yaml",
	.severity = SEVERITY_ERROR,
	.message = {"the front matter cannot be read from here on: {0}",
		    "フロント マターをここから先は読み取れません: {1}"},
	.explain = {"The lines between the two --- at the top of an article are YAML, a \"key: "
		    "value\" a line. The keys before this place were read, those behind it are "
		    "missing. A value with a colon and a blank in it must stand in quotes: title: "
		    "\"Error: access denied\".",
		    "記事の先頭にある 2 つの --- に挟まれた部分は YAML で、1 行に 1 "
		    "つ「キー: 値」を書きます。この位置より前のキーは読み取りましたが、"
		    "後のキーは読み取れていません。コロンと空白を含む値は title: \"エラー: "
		    "アクセス拒否\" のように引用符で囲みます。"},
};

const struct rule rule_front_unclosed = {
	.id = "front.unclosed",
	.severity = SEVERITY_ERROR,
	.message = {"the front matter that begins here is never closed; add a line of --- behind "
		    "its last key",
		    "ここから始まるフロント マターが閉じられていません。最後のキーの後に --- "
		    "だけの行を追加してください"},
	.explain = {"Front matter begins with a first line of --- and ends with another one. "
		    "Without the second, where the article's text begins is unknown: all of the "
		    "file was read as text, and the article has no title, description or date of "
		    "its own.",
		    "フロント マターは 1 行目の --- で始まり、次の --- で終わります。2 つ目の --- "
		    "がないと本文の始まりがわからないため、ファイル全体を本文として読み取りました。"
		    "この記事のタイトル、説明、日付は読み取れていません。"},
};

const struct rule rule_front_duplicate_key = {
	.id = "front.duplicate-key",
	.severity = SEVERITY_WARNING,
	.message = {"the key \"{0}\" is already given in line {1}, and that value is used; remove "
		    "one of the two",
		    "キー「{0}」は {1} "
		    "行目にもあり、そちらの値を使います。どちらか一方を削除してください"},
	.explain = {"YAML allows a key once. Programs differ in which of the two values they take: "
		    "some the first, some the last, and some refuse the file.",
		    "YAML では同じキーを 1 回しか書けません。2 "
		    "回書かれた場合に最初の値を使うか、最後の値を使うか、エラーにするかはプログラム"
		    "によって異なります。"},
};

const struct rule *const front_matter_rules[] = {
	&rule_front_yaml,
	&rule_front_unclosed,
	&rule_front_duplicate_key,
	NULL,
};
