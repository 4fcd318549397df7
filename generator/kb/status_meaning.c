/* The registry's rows, in the order of their numbers. */
#include "kb/status_meaning.h"

struct row {
	unsigned int subject;
	unsigned int detail;
	const char *words[LANG_SIDES];
};

static const char *const subjects[][LANG_SIDES] = {
	{"Not specified", "指定なし"},
	{"The address of the sender or a recipient", "送信者または受信者のアドレス"},
	{"The recipient's mailbox", "受信者のメールボックス"},
	{"The receiving mail system", "受信側のメール システム"},
	{"The network, DNS and routing", "ネットワーク、DNS、ルーティング"},
	{"The SMTP dialogue between the servers", "サーバー間の SMTP のやり取り"},
	{"The content of the message and its format", "メッセージの内容と形式"},
	{"Security and policy", "セキュリティとポリシー"},
};

enum { N_SUBJECTS = sizeof(subjects) / sizeof(*subjects) };

/* clang-format off */
static const struct row rows[] = {
	{0, 0, {"No details: only the class is known",
		"詳細不明。わかるのはクラスだけです"}},

	{1, 0, {"Something about the address, not further specified",
		"アドレスに関する問題 (詳細の指定なし)"}},
	{1, 1, {"No such mailbox: the part before the @ is unknown",
		"メールボックスが存在しない (@ より前が不明)"}},
	{1, 2, {"No such mail domain: the part after the @ cannot be reached by mail",
		"メール ドメインが存在しない (@ より後にメールを送れない)"}},
	{1, 3, {"The recipient's address is malformed",
		"受信者のアドレスの形式が不正"}},
	{1, 4, {"The address fits more than one recipient",
		"アドレスに該当する受信者が複数存在"}},
	{1, 5, {"The recipient's address is valid",
		"受信者のアドレスは有効"}},
	{1, 6, {"The mailbox has moved and left no new address",
		"メールボックスが移動し、転送先が不明"}},
	{1, 7, {"The sender's address is malformed",
		"送信者のアドレスの形式が不正"}},
	{1, 8, {"The sender's domain does not exist or takes no mail",
		"送信者のドメインが存在しないか、メールを受信できない"}},
	{1, 9, {"Passed on to a server without delivery reports",
		"配信レポートに対応しないサーバーに中継"}},
	{1, 10, {"The recipient's domain declares that it takes no mail (null MX)",
		"受信者のドメインがメールを受け付けないと宣言 (null MX)"}},

	{2, 0, {"Something about the mailbox, not further specified",
		"メールボックスに関する問題 (詳細の指定なし)"}},
	{2, 1, {"The mailbox exists but is disabled",
		"メールボックスは存在するが無効"}},
	{2, 2, {"The mailbox is full",
		"メールボックスが満杯"}},
	{2, 3, {"The message is larger than this mailbox may take",
		"メッセージがこのメールボックスの上限サイズを超過"}},
	{2, 4, {"The mailing list could not be expanded to its members",
		"メーリング リストを展開できない"}},

	{3, 0, {"Something about the receiving system, not further specified",
		"受信側のシステムに関する問題 (詳細の指定なし)"}},
	{3, 1, {"The storage of the mail system is full",
		"メール システムの保存領域が満杯"}},
	{3, 2, {"The system is not taking messages at the moment",
		"システムがメッセージの受け付けを停止中"}},
	{3, 3, {"The system lacks a feature that the message asks for",
		"メッセージが求める機能にシステムが未対応"}},
	{3, 4, {"The message is larger than the system takes",
		"メッセージがシステムの上限サイズを超過"}},
	{3, 5, {"The system's configuration prevents delivery",
		"システムの構成の誤り"}},
	{3, 6, {"The message's priority was changed",
		"メッセージの優先度を変更"}},

	{4, 0, {"Something about the network, not further specified",
		"ネットワークに関する問題 (詳細の指定なし)"}},
	{4, 1, {"The host does not answer",
		"ホストから応答なし"}},
	{4, 2, {"The connection broke before the message was through",
		"転送の完了前に接続が切断"}},
	{4, 3, {"A directory such as DNS did not answer",
		"DNS などのディレクトリから応答なし"}},
	{4, 4, {"No route: the next server could not be determined",
		"次の転送先のサーバーを決定できない"}},
	{4, 5, {"The mail system is congested",
		"メール システムが混雑"}},
	{4, 6, {"The message goes round in a loop",
		"メッセージの配送がループ"}},
	{4, 7, {"The message grew too old before it could be delivered",
		"配信できないまま期限が経過"}},

	{5, 0, {"Something about the dialogue, not further specified",
		"やり取りに関する問題 (詳細の指定なし)"}},
	{5, 1, {"A command that is unknown, or out of place",
		"不明な、または順序に合わないコマンド"}},
	{5, 2, {"A command that could not be parsed",
		"解釈できないコマンド"}},
	{5, 3, {"Too many recipients for one message",
		"1 通あたりの受信者の数が上限を超過"}},
	{5, 4, {"A command with invalid or unknown parameters",
		"コマンドのパラメーターが無効または不明"}},
	{5, 5, {"The two servers speak different versions of the protocol",
		"プロトコルのバージョンが不一致"}},
	{5, 6, {"A line of the authentication exchange is too long",
		"認証のやり取りの行が長すぎる"}},

	{6, 0, {"Something about the content, not further specified",
		"内容に関する問題 (詳細の指定なし)"}},
	{6, 1, {"A kind of content that is not supported",
		"未対応の種類の内容"}},
	{6, 2, {"The content must be converted, which is not allowed",
		"内容の変換が必要だが、禁止されている"}},
	{6, 3, {"The content must be converted, which is not possible here",
		"内容の変換が必要だが、対応していない"}},
	{6, 4, {"The content was converted, with losses",
		"内容を変換したが、一部が欠落"}},
	{6, 5, {"The content could not be converted",
		"内容の変換に失敗"}},
	{6, 6, {"The content of the message could not be fetched",
		"メッセージの内容を取得できない"}},
	{6, 7, {"Addresses beyond ASCII are not permitted here",
		"ASCII 以外の文字を含むアドレスは不可"}},
	{6, 8, {"The reply needs UTF-8, which the client did not offer",
		"応答に UTF-8 が必要だが、クライアントが未対応"}},
	{6, 9, {"A message with UTF-8 headers cannot be passed on to a recipient",
		"UTF-8 ヘッダーを含むメッセージを受信者に転送できない"}},
	{6, 10, {"The reply needs UTF-8 (an obsolete number for X.6.8)",
		"応答に UTF-8 が必要 (X.6.8 の廃止された番号)"}},

	{7, 0, {"Something about security or policy, not further specified",
		"セキュリティまたはポリシーに関する問題 (詳細の指定なし)"}},
	{7, 1, {"The sender may not send to this recipient",
		"送信者にこの受信者への送信が許可されていない"}},
	{7, 2, {"The sender may not use this mailing list",
		"送信者にこのメーリング リストの使用が許可されていない"}},
	{7, 3, {"A secure message would have to be converted, which is not possible",
		"保護されたメッセージの変換が必要だが、不可能"}},
	{7, 4, {"A security feature of the message is not supported",
		"メッセージのセキュリティ機能に未対応"}},
	{7, 5, {"The message could not be decrypted or verified",
		"メッセージの復号または検証に失敗"}},
	{7, 6, {"The cryptographic algorithm is not supported",
		"暗号アルゴリズムに未対応"}},
	{7, 7, {"The message was altered on its way",
		"メッセージが途中で改変"}},
	{7, 8, {"User name or password are wrong",
		"ユーザー名またはパスワードの誤り"}},
	{7, 9, {"The authentication mechanism is too weak",
		"認証方式の強度が不足"}},
	{7, 10, {"The mechanism is only permitted over an encrypted connection",
		"この方式には接続の暗号化が必要"}},
	{7, 11, {"The authentication mechanism needs an encrypted connection",
		"この認証方式には接続の暗号化が必要"}},
	{7, 12, {"The password must be entered anew, in another way, once",
		"別の方式でパスワードを一度入力し直すことが必要"}},
	{7, 13, {"The account is disabled",
		"アカウントが無効"}},
	{7, 14, {"A trust relationship with another server is missing",
		"別のサーバーとの信頼関係が必要"}},
	{7, 15, {"The message's priority is too low at the moment",
		"メッセージの優先度が現在の基準を下回る"}},
	{7, 16, {"The message is too large for its priority",
		"メッセージのサイズが優先度の上限を超過"}},
	{7, 17, {"The mailbox belongs to somebody else than before",
		"メールボックスの所有者が以前と異なる"}},
	{7, 18, {"The domain belongs to somebody else than before",
		"ドメインの所有者が以前と異なる"}},
	{7, 19, {"Whether the mailbox has changed hands cannot be checked",
		"メールボックスの所有者の変更を確認できない"}},
	{7, 20, {"No DKIM signature that verifies",
		"検証に成功する DKIM 署名がない"}},
	{7, 21, {"No DKIM signature that is acceptable here",
		"受け入れ可能な DKIM 署名がない"}},
	{7, 22, {"No DKIM signature that matches the author's domain",
		"作成者のドメインに一致する DKIM 署名がない"}},
	{7, 23, {"SPF does not permit this server to send for the domain",
		"SPF でこのサーバーからの送信が許可されていない"}},
	{7, 24, {"The SPF record could not be evaluated",
		"SPF レコードを評価できない"}},
	{7, 25, {"The sending address has no matching reverse DNS",
		"送信元 IP アドレスの逆引きが一致しない"}},
	{7, 26, {"More than one check of the sender failed, such as SPF and DKIM",
		"SPF や DKIM など、送信者に関する複数の検証に失敗"}},
	{7, 27, {"The sender's domain declares that it takes no mail (null MX)",
		"送信者のドメインがメールを受け付けないと宣言 (null MX)"}},
	{7, 28, {"Too much mail in a short time",
		"短時間に大量のメールを検出"}},
	{7, 29, {"The ARC chain does not verify",
		"ARC の検証に失敗"}},
	{7, 30, {"The message insists on TLS, which the next server lacks",
		"メッセージが求める TLS に次のサーバーが未対応"}},
};
/* clang-format on */

static const struct row *find_row(unsigned int subject, unsigned int detail)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		if (rows[i].subject == subject && rows[i].detail == detail)
			return &rows[i];
	return NULL;
}

/* "4.4.312"; codes in normal form have no more than three digits a part. */
static bool read_numbers(struct slice text, unsigned int *numbers)
{
	size_t part = 0;
	numbers[0] = numbers[1] = numbers[2] = 0;
	for (size_t i = 0; i < text.len; i++) {
		if (ascii_is_digit(text.ptr[i]) && numbers[part] < 1000)
			numbers[part] = numbers[part] * 10 + (unsigned int)(text.ptr[i] - '0');
		else if (text.ptr[i] != '.' || ++part > 2)
			return false;
	}
	return part == 2;
}

bool status_meaning(const struct code *code, struct status_meaning *out)
{
	*out = (struct status_meaning){0};
	if (!code->scheme || !slice_eq_str(scheme_name(code->scheme), "smtp") || code->first.len ||
	    !read_numbers(code->normal, out->numbers) || out->numbers[1] >= N_SUBJECTS)
		return false;
	const struct row *row = find_row(out->numbers[1], out->numbers[2]);
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++) {
		out->subject[lang] = subjects[out->numbers[1]][lang];
		out->detail[lang] = row ? row->words[lang] : NULL;
	}
	return true;
}
