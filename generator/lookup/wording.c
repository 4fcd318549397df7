/* The table of wordings, and finding them. */
#include "lookup/wording.h"

#include "base/buffer.h"
#include "text/transform.h"

#include <string.h>

enum { TEXT_MAX_BYTES = 16 << 10 };

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* A phrase is compared after NFKC and case folding. */
static const struct wording table[] = {
	/* Mail that goes round and round. */
	{"loops back to myself", "5.4.6"},
	{"mail loop", "5.4.6"},
	{"routing loop", "5.4.6"},
	{"forwarding loop", "5.4.6"},
	{"too many hops", "5.4.6"},
	{"hop count exceeded", "5.4.6"},
	{"too many received headers", "5.4.6"},
	{"message is looping", "5.4.6"},
	{"hopcountexceeded", "5.4.6"},

	/* It waited until it was too old. */
	{"in the queue too long", "4.4.7"},
	{"message expired", "4.4.7"},
	{"message timed out", "4.4.7"},
	{"delivery time expired", "4.4.7"},
	{"retry timeout exceeded", "4.4.7"},
	{"delivery expired", "4.4.7"},
	{"queue.expired", "4.4.7"},
	{"could not be delivered for too long", "4.4.7"},

	/* A mailbox without room. */
	{"mailbox full", "5.2.2"},
	{"mailbox is full", "5.2.2"},
	{"mailbox for user is full", "5.2.2"},
	{"mailbox has exceeded", "5.2.2"},
	{"mailbox size limit exceeded", "5.2.2"},
	{"over quota", "5.2.2"},
	{"overquota", "5.2.2"},
	{"over the maximum allowed quota", "5.2.2"},
	{"quota exceeded", "5.2.2"},
	{"exceeded its quota", "5.2.2"},
	{"exceeds allowed quota", "5.2.2"},
	{"quotaexceeded", "5.2.2"},
	{"out of storage space", "5.2.2"},
	{"exceeded storage allocation", "5.2.2"},
	{"inbox is full", "5.2.2"},
	{"mailbox quota", "5.2.2"},
	{"メールボックスがいっぱい", "5.2.2"},
	{"メールボックスの容量", "5.2.2"},
	{"容量制限を超え", "5.2.2"},

	/* Who proves too little. */
	{"dmarc", "5.7.26"},
	{"unauthenticated email", "5.7.26"},
	{"unauthenticated mail", "5.7.26"},
	{"does not pass authentication", "5.7.26"},
	{"spf check", "5.7.23"},
	{"spf validation", "5.7.23"},
	{"not authorized by spf", "5.7.23"},
	{"sender policy framework", "5.7.23"},
	{"spf fail", "5.7.23"},
	{"reverse dns", "5.7.25"},
	{"reverse hostname", "5.7.25"},
	{"no ptr record", "5.7.25"},
	{"ptr record", "5.7.25"},
	{"cannot find your hostname", "5.7.25"},
	{"authentication credentials invalid", "5.7.8"},
	{"authentication failed", "5.7.8"},
	{"username and password not accepted", "5.7.8"},
	{"authentication unsuccessful", "5.7.3"},
	{"client was not authenticated", "5.7.57"},
	{"authentication required", "5.7.0"},
	{"must issue a starttls command first", "5.7.0"},

	/* Relaying. */
	{"relay access denied", "5.7.1"},
	{"relaying denied", "5.7.1"},
	{"relay not permitted", "5.7.1"},
	{"relaying not allowed", "5.7.1"},
	{"not permitted to relay", "5.7.1"},
	{"unable to relay", "5.7.1"},
	{"list of allowed rcpthosts", "5.7.1"},
	{"リレーが拒否", "5.7.1"},

	/* Refused for what it is or where it comes from. */
	{"considered spam", "5.7.1"},
	{"classified as spam", "5.7.1"},
	{"identified as spam", "5.7.1"},
	{"detected as spam", "5.7.1"},
	{"looks like spam", "5.7.1"},
	{"rejected as spam", "5.7.1"},
	{"marked as spam", "5.7.1"},
	{"blocked for spam", "5.7.1"},
	{"unsolicited", "5.7.1"},
	{"blocked using", "5.7.1"},
	{"blocklist", "5.7.1"},
	{"blacklist", "5.7.1"},
	{"block list", "5.7.1"},
	{"dnsbl", "5.7.1"},
	{"blocked ip", "5.7.1"},
	{"spamhaus", "5.7.1"},
	{"spamcop", "5.7.1"},
	{"message content rejected", "5.7.1"},
	{"rejected due to content", "5.7.1"},
	{"rejected by policy", "5.7.1"},
	{"denied by policy", "5.7.1"},
	{"policy violation", "5.7.1"},
	{"administrative prohibition", "5.7.1"},
	{"client host rejected", "5.7.1"},
	{"resolver.rst.authrequired", "5.7.1"},
	{"not authorized to send", "5.7.1"},
	{"don't have permission to send", "5.7.1"},
	{"unauthenticated senders", "5.7.1"},
	{"address is not verified", "5.7.1"},
	{"permission to send to this recipient", "5.7.1"},
	{"virus", "5.7.0"},
	{"迷惑メール", "5.7.1"},
	{"送信する権限がありません", "5.7.1"},

	/* Too much at once. */
	{"unusual rate", "4.7.28"},
	{"at a rate that", "4.2.1"},
	{"too many recipients", "4.5.3"},
	{"greylist", "4.7.1"},
	{"graylist", "4.7.1"},
	{"too many connections", "4.7.0"},
	{"too many messages", "4.7.0"},
	{"temporarily deferred due to", "4.7.0"},
	{"sender rate", "4.7.0"},

	/* The sender's own address. */
	{"sender address rejected", "5.1.8"},
	{"sender domain must exist", "5.1.8"},
	{"domain of sender address", "5.1.8"},
	{"sender verify failed", "5.1.8"},
	{"bad sender", "5.1.7"},
	{"invalid sender", "5.1.7"},

	/* The recipient's domain. */
	{"does not accept mail", "5.1.10"},
	{"doesn't accept mail", "5.1.10"},
	{"null mx", "5.1.10"},
	{"nullmx", "5.1.10"},
	{"host or domain name not found", "5.4.4"},
	{"host not found", "5.4.4"},
	{"name or service not known", "5.4.4"},
	{"unable to route", "5.4.4"},
	{"all relevant mx records point to non-existent hosts", "5.4.4"},
	{"host unknown", "5.1.2"},
	{"unknown host", "5.1.2"},
	{"no such domain", "5.1.2"},
	{"domain not found", "5.1.2"},
	{"domain does not exist", "5.1.2"},
	{"couldn't find any host named", "5.1.2"},
	{"couldn't find a mail exchanger", "5.1.2"},
	{"badly formatted", "5.1.3"},
	{"bad address syntax", "5.1.3"},
	{"malformed address", "5.1.3"},
	{"ドメインが見つかりません", "5.1.2"},

	/* The recipient. */
	{"recipnotfound", "5.1.10"},
	{"user unknown", "5.1.1"},
	{"unknown user", "5.1.1"},
	{"no such user", "5.1.1"},
	{"no such mailbox", "5.1.1"},
	{"no such recipient", "5.1.1"},
	{"no such account", "5.1.1"},
	{"no such address", "5.1.1"},
	{"no such person", "5.1.1"},
	{"user not found", "5.1.1"},
	{"user doesn't exist", "5.1.1"},
	{"user does not exist", "5.1.1"},
	{"user not exist", "5.1.1"},
	{"unknown recipient", "5.1.1"},
	{"recipient unknown", "5.1.1"},
	{"recipient not found", "5.1.1"},
	{"recipient not exist", "5.1.1"},
	{"invalid recipient", "5.1.1"},
	{"invalid mailbox", "5.1.1"},
	{"invalid address", "5.1.1"},
	{"mailbox unavailable", "5.1.1"},
	{"mailbox not found", "5.1.1"},
	{"mailbox does not exist", "5.1.1"},
	{"no mailbox here by that name", "5.1.1"},
	{"not a valid mailbox", "5.1.1"},
	{"address does not exist", "5.1.1"},
	{"address couldn't be found", "5.1.1"},
	{"address wasn't found", "5.1.1"},
	{"email address you entered couldn't be found", "5.1.1"},
	{"account that you tried to reach does not exist", "5.1.1"},
	{"account does not exist", "5.1.1"},
	{"unknown address", "5.1.1"},
	{"unknown local part", "5.1.1"},
	{"unknown alias", "5.1.1"},
	{"unrouteable address", "5.1.1"},
	{"undeliverable address", "5.1.1"},
	{"not listed in", "5.1.1"},
	{"does not have an account here", "5.1.1"},
	{"doesn't have a mailbox", "5.1.1"},
	{"does not like recipient", "5.1.1"},
	{"電子メール アドレスが見つかりません", "5.1.1"},
	{"アドレスが見つかりません", "5.1.1"},
	{"宛先が見つかりません", "5.1.1"},
	{"ユーザーが見つかりません", "5.1.1"},
	{"mailbox disabled", "5.2.1"},
	{"mailbox is disabled", "5.2.1"},
	{"account is disabled", "5.2.1"},
	{"account has been disabled", "5.2.1"},
	{"account disabled", "5.2.1"},
	{"account is inactive", "5.2.1"},
	{"account inactive", "5.2.1"},
	{"inactive user", "5.2.1"},
	{"user is inactive", "5.2.1"},
	{"mailbox is inactive", "5.2.1"},
	{"account has been suspended", "5.2.1"},
	{"account suspended", "5.2.1"},
	{"mailbox is locked", "5.2.1"},
	{"mailbox is frozen", "5.2.1"},
	{"mailbox currently unavailable", "4.2.1"},

	/* The message itself. */
	{"exceeds maximum message size", "5.2.3"},
	{"larger than the current limit for the recipient", "5.2.3"},
	{"recipsizelimit", "5.2.3"},
	{"message size exceeds", "5.3.4"},
	{"message too large", "5.3.4"},
	{"message is too large", "5.3.4"},
	{"message too big", "5.3.4"},
	{"message is too big", "5.3.4"},
	{"size limit exceeded", "5.3.4"},
	{"exceeds size limit", "5.3.4"},
	{"exceeded the message size limit", "5.3.4"},
	{"maximum message size", "5.3.4"},
	{"メッセージが大きすぎ", "5.3.4"},
	{"サイズ制限を超え", "5.3.4"},

	/* The way there. */
	{"connection refused", "4.4.1"},
	{"connection timed out", "4.4.1"},
	{"no route to host", "4.4.1"},
	{"network is unreachable", "4.4.1"},
	{"host is unreachable", "4.4.1"},
	{"able to establish an smtp connection", "4.4.1"},
	{"unable to connect", "4.4.1"},
	{"could not connect", "4.4.1"},
	{"no answer from host", "4.4.1"},
	{"lost connection", "4.4.2"},
	{"connection lost", "4.4.2"},
	{"connection dropped", "4.4.2"},
	{"connected to remote host, but it died", "4.4.2"},
	{"but connection died", "4.4.2"},
	{"connection reset", "4.4.2"},
	{"connection closed", "4.4.2"},
	{"timed out while", "4.4.2"},
	{"timeout while", "4.4.2"},
	{"cname lookup failed", "4.4.3"},
	{"name server:", "4.4.3"},
	{"dns query failed", "4.4.3"},
	{"dns lookup failure", "4.4.3"},
	{"temporary failure in name resolution", "4.4.3"},
	{"try again later, name server", "4.4.3"},

	/* The server. */
	{"insufficient system storage", "4.3.1"},
	{"insufficient system resources", "4.3.1"},
	{"insufficient disk space", "4.3.1"},
	{"no space left on device", "4.3.1"},
	{"out of disk space", "4.3.1"},
	{"not accepting network messages", "4.3.2"},
	{"not accepting connections", "4.3.2"},
	{"not accepting mail", "4.3.2"},
	{"server is shutting down", "4.3.2"},
	{"service not available", "4.3.2"},
	{"service unavailable", "4.3.2"},
	{"service currently unavailable", "4.3.2"},
	{"server busy", "4.3.2"},
	{"local configuration error", "5.3.0"},
	{"mail system full", "4.3.1"},

	/* The conversation. */
	{"unrecognized command", "5.5.1"},
	{"command unrecognized", "5.5.1"},
	{"command not recognized", "5.5.1"},
	{"bad sequence of commands", "5.5.1"},
	{"command not implemented", "5.5.1"},
	{"syntax error", "5.5.2"},
	{"invalid command arguments", "5.5.4"},
	{"unsupported parameter", "5.5.4"},
};

const struct wording *wording_table(size_t *count)
{
	*count = COUNT(table);
	return table;
}

/* Folded, with one blank for each run of blanks and line ends, and one quote. */
static struct slice make_plain(struct arena *arena, struct slice text)
{
	struct buffer folded;
	buffer_init(&folded, (size_t)TEXT_MAX_BYTES * 20);
	if (text_fold(slice_sub(text, 0, TEXT_MAX_BYTES), &folded) != STATUS_OK)
		out_of_memory();
	struct slice plain = arena_copy(arena, buffer_view(&folded));
	buffer_release(&folded);
	char *bytes = (char *)plain.ptr; /* just made */
	size_t len = 0;
	for (size_t i = 0; i < plain.len; i++) {
		if (!ascii_is_blank(bytes[i]))
			bytes[len++] = bytes[i];
		else if (len && bytes[len - 1] != ' ')
			bytes[len++] = ' ';
	}
	return (struct slice){plain.ptr, len};
}

static bool has_wording_of(const struct wording *const *found, size_t n, const char *code)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(found[i]->code, code) == 0)
			return true;
	return false;
}

size_t wording_find(struct arena *arena, struct slice text, const struct wording **out, size_t max)
{
	struct slice plain = make_plain(arena, text);
	size_t n = 0;
	for (size_t i = 0; i < COUNT(table) && n < max; i++)
		if (!has_wording_of(out, n, table[i].code) &&
		    slice_contains(plain, slice_from(table[i].phrase)))
			out[n++] = &table[i];
	return n;
}
