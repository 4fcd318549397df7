/* What can be wrong with our own keys of the front matter. */
#include "own_keys_rules.h"

#include "kb/rules.h"

const struct rule rule_entry_unknown_role = {
	.id = "entry.unknown-role",
	.severity = SEVERITY_WARNING,
	.message = {"\"{0}\" is nobody who can act; write sender, sender-admin, recipient, "
		    "recipient-admin or partner{1}",
		    "「{0}」は対応する人として使えません。sender、sender-admin、recipient、"
		    "recipient-admin、partner のいずれかを書いてください{2}"},
	.explain = {"taiyaku.act lists who has to act on the error, in the order in which they "
		    "should try: act: [sender, recipient-admin]. The page of each code shows "
		    "them in the reader's language.",
		    "taiyaku.act には、エラーに対応する人を、対応する順に書きます。例: act: "
		    "[sender, recipient-admin]。コードのページには、読者の言語で表示されます。"},
};

const struct rule rule_entry_unknown_key = {
	.id = "entry.unknown-key",
	.severity = SEVERITY_WARNING,
	.message = {"the key \"{0}\" means nothing here; write taiyaku.act or taiyaku.bounce",
		    "キー「{0}」は使われません。taiyaku.act または taiyaku.bounce "
		    "を書いてください"},
	.explain = {"Keys below taiyaku are read by this program, so a misspelt one would be lost "
		    "in silence. Keys of other names are nobody's business and are kept.",
		    "taiyaku の下のキーはこのプログラムが読み取ります。綴りの誤ったキーを黙って"
		    "無視しないように指摘します。ほかの名前のキーは自由に使えます。"},
};

const struct rule rule_entry_bounce_code = {
	.id = "entry.bounce-code",
	.severity = SEVERITY_WARNING,
	.message = {"a bounce with {0} stands in an article that has no entry for it; correct the "
		    "code, or move the line",
		    "この記事にエントリのないコード {0} のバウンス メッセージがあります。コードを"
		    "修正するか、行を移動してください"},
	.explain = {"taiyaku.bounce holds the lines of bounces, one a line, that the article's "
		    "codes appear in. Each is shown on the page of its code; one without a code "
		    "on all of the article's.",
		    "taiyaku.bounce には、記事のコードが現れるバウンス メッセージを 1 行に 1 つ"
		    "書きます。各行はそのコードのページに、コードのない行は記事の全コードのページに"
		    "表示されます。"},
};

const struct rule *const own_keys_rules[] = {
	&rule_entry_unknown_role,
	&rule_entry_unknown_key,
	&rule_entry_bounce_code,
	NULL,
};
