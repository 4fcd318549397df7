/* Two small tables. */
#include "lookup/status_words.h"

static const struct {
	int number;
	const char *text[LANG_SIDES];
} classes[] = {
	{2, {"The message went through.", "メッセージは正常に処理されました。"}},
	{4,
	 {"A temporary failure: the message itself is in order, something stood in its way for "
	  "now. The sending server tries again by itself.",
	  "一時的な失敗です。メッセージ自体に問題はなく、配信が一時的に妨げられています。"
	  "送信側のサーバーが自動的に再試行します。"}},
	{5,
	 {"A permanent failure: sending the same message again will not help until something is "
	  "changed.",
	  "恒久的な失敗です。何かを変更しない限り、同じメッセージを再送信しても配信されません。"}},
};

static const char *const subjects[][LANG_SIDES] = {
	{"Nothing more is said about where the trouble lies.",
	 "問題の所在については、これ以上示されていません。"},
	{"It concerns an address, of the sender or of a recipient.",
	 "送信者または受信者のアドレスに関する問題です。"},
	{"It concerns the mailbox of a recipient: full, disabled or not taking the message.",
	 "受信者のメールボックスに関する問題です (容量超過、無効、受け取り拒否など)。"},
	{"It concerns the receiving mail system as a whole, such as its disk space or its "
	 "configuration.",
	 "受信側のメール システム全体 (ディスク容量や構成など) に関する問題です。"},
	{"It concerns the network or the route: DNS, connections, loops.",
	 "ネットワークまたは経路に関する問題です (DNS、接続、ループなど)。"},
	{"It concerns the conversation between the servers: commands and their order, the "
	 "protocol.",
	 "サーバー間のやり取り (コマンドとその順序、プロトコル) に関する問題です。"},
	{"It concerns the content of the message: a form or a character set that cannot be "
	 "passed on.",
	 "メッセージの内容に関する問題です (渡せない形式や文字セットなど)。"},
	{"It concerns security or a policy: permissions, authentication, spam protection.",
	 "セキュリティまたはポリシーに関する問題です (アクセス許可、認証、迷惑メール対策など)。"},
};

enum {
	N_CLASSES = sizeof(classes) / sizeof(*classes),
	N_SUBJECTS = sizeof(subjects) / sizeof(*subjects),
};

/* The number before the next '.', which it moves behind; -1 where there is
   none. */
static int take_number(struct slice *rest)
{
	size_t dot = slice_find_char(*rest, '.', 0);
	int number = 0;
	if (dot == SLICE_NONE || dot == 0 || dot > 3)
		return -1;
	for (size_t i = 0; i < dot; i++) {
		if (!ascii_is_digit(rest->ptr[i]))
			return -1;
		number = number * 10 + (rest->ptr[i] - '0');
	}
	*rest = slice_skip(*rest, dot + 1);
	return number;
}

struct status_words status_words_of(struct slice code, enum lang lang)
{
	enum lang side = lang == LANG_JA ? LANG_JA : LANG_EN;
	struct status_words words = {.class_number = take_number(&code)};
	words.subject_number = take_number(&code);
	if (words.subject_number < 0 || code.len == 0 || !ascii_is_digit(code.ptr[0]))
		return words;
	for (size_t i = 0; i < N_CLASSES; i++)
		if (classes[i].number == words.class_number)
			words.class_text = classes[i].text[side];
	if (words.class_text && words.subject_number < N_SUBJECTS)
		words.subject_text = subjects[words.subject_number][side];
	return words;
}
