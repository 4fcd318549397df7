/* Finding the codes of a message or a text, and putting them in order. */
#include "lookup/found.h"

#include "original.h"
#include "qmail.h"
#include "recipient.h"
#include "base/array.h"
#include "lookup/dsn.h"
#include "text/unicode.h"

#include <stdlib.h>
#include <string.h>

/* Of all that is said of the failures. */
enum { ALL_WORDS_MAX_BYTES = 4800 };

/* Of a long line, how much before the code is quoted. */
enum { WORDS_BEFORE_BYTES = 200 };

static const struct {
	const char *name;
	const char *words[LANG_SIDES];
} places[] = {
	[PLACE_DIAGNOSTIC] = {"diagnostic-code",
			      {"in the field Diagnostic-Code: the mail server's own words",
			       "Diagnostic-Code フィールド (メール サーバーの応答)"}},
	[PLACE_STATUS] = {"status", {"in the field Status", "Status フィールド"}},
	[PLACE_REPORT] = {"report",
			  {"in another field of the delivery report",
			   "配信レポートのその他のフィールド"}},
	[PLACE_TEXT] = {"text", {"in the text", "本文"}},
	[PLACE_SUBJECT] = {"subject", {"in the subject", "件名"}},
	[PLACE_CARRIED] = {"original-message",
			   {"only in the message that is enclosed",
			    "添付された元のメッセージのみ"}},
};

const char *code_place_name(enum code_place place)
{
	return places[place].name;
}

const char *code_place_words(enum code_place place, enum lang lang)
{
	return places[place].words[lang == LANG_JA ? LANG_JA : LANG_EN];
}

void found_init(struct found *found, struct arena *arena, const struct known *known)
{
	*found = (struct found){.arena = arena, .known = known};
}

/* --- Adding ----------------------------------------------------------------- */

/* Less explains more; see the header. */
static unsigned int rank_of(const struct code *code, enum code_place place, enum dsn_action action)
{
	unsigned int rank = is_success(code) ? 1 : 0;
	rank = rank * 2 + (place == PLACE_CARRIED);
	rank = rank * 2 + is_vague(code);
	rank = rank * 4 + (unsigned int)action;
	rank = rank * 8 + (unsigned int)place;
	/* "5.1.0 - Unknown address error 550-'5.7.1 …'": what has a reply code, of its
	   own class, is what a server said last. */
	rank = rank * 2 + (code->reply.len == 0 || (code->faults & CODE_REPLY_CLASS));
	/* "554 5.7.0 < #5.7.23 smtp;550 5.7.23 …>": x.y.0 is what a server says that has
	   no code for it, or passes on another's. */
	return rank * 2 + slice_ends_with(code->normal, SLICE(".0"));
}

static struct found_code *find_code(const struct found *found, struct slice normal)
{
	for (size_t i = 0; i < found->count; i++)
		if (slice_eq(found->items[i].code.normal, normal))
			return &found->items[i];
	return NULL;
}

static struct found_code *new_code(struct found *found, const struct code *code)
{
	if (found->count == FOUND_MAX) {
		found->is_cut = true;
		return NULL;
	}
	if (found->count == found->capacity) {
		size_t capacity = found->capacity ? found->capacity * 2 : 4;
		struct found_code *items = arena_array(found->arena, capacity, sizeof(*items));
		if (found->count)
			memcpy(items, found->items, found->count * sizeof(*items));
		found->items = items;
		found->capacity = capacity;
	}
	struct found_code *item = &found->items[found->count++];
	*item = (struct found_code){.code = *code, .rank = ~0U, .order = found->count};
	item->code.normal = arena_copy(found->arena, code->normal);
	item->code.reply = arena_copy(found->arena, code->reply);
	item->code.first = arena_copy(found->arena, code->first);
	item->code.last = arena_copy(found->arena, code->last);
	return item;
}

/* Where it was found, of a place that tells more than the one before. */
struct find {
	enum code_place place;
	enum dsn_action action;
	struct slice recipient;
	struct slice words;
	size_t line;
};

/* Without the character that the end cuts in two. */
static struct slice without_half(struct slice text)
{
	size_t start = text.len ? text.len - 1 : 0;
	while (start > 0 && utf8_is_trail(text.ptr[start]))
		start--;
	bool is_whole = utf8_invalid_at(slice_skip(text, start)) == SLICE_NONE;
	return is_whole ? text : slice_sub(text, 0, start);
}

/* In one line, cut to what a person reads. */
static struct slice one_line(struct arena *arena, struct slice words)
{
	words = slice_trim(without_half(slice_sub(words, 0, FOUND_WORDS_MAX_BYTES)));
	struct slice copy = arena_copy(arena, words);
	char *bytes = (char *)copy.ptr; /* just made */
	size_t len = 0;
	for (size_t i = 0; i < copy.len; i++)
		if (!ascii_is_blank(bytes[i]))
			bytes[len++] = bytes[i];
		else if (len && bytes[len - 1] != ' ')
			bytes[len++] = ' ';
	return (struct slice){copy.ptr, len};
}

static void add(struct found *found, const struct code *code, struct find find)
{
	struct found_code *item = find_code(found, code->normal);
	if (!item)
		item = new_code(found, code);
	if (!item)
		return;
	item->count++;
	if (item->code.reply.len == 0 && code->reply.len)
		item->code.reply = arena_copy(found->arena, code->reply);
	unsigned int rank = rank_of(code, find.place, find.action);
	if (rank >= item->rank)
		return;
	item->rank = rank;
	item->place = find.place;
	item->line = find.line;
	item->words = one_line(found->arena, find.words);
	if (find.recipient.len)
		item->recipient = arena_copy(found->arena, find.recipient);
}

/* --- In a text -------------------------------------------------------------- */

/* From the beginning of the code's line to the end of its paragraph. */
static struct slice words_around(struct slice text, size_t at)
{
	size_t start = at;
	while (start > 0 && text.ptr[start - 1] != '\n' && at - start < WORDS_BEFORE_BYTES)
		start--;
	struct slice rest = slice_sub(text, start, at + FOUND_WORDS_MAX_BYTES);
	size_t end = slice_find(rest, SLICE("\n\n"), 0);
	size_t other = slice_find(rest, SLICE("\n\r\n"), 0);
	end = other < end ? other : end;
	return slice_sub(rest, 0, end == SLICE_NONE ? rest.len : end);
}

/* Counts lines once, however many codes a text has. */
struct line_counter {
	struct slice text;
	size_t at;
	size_t line;
};

static size_t line_of(struct line_counter *counter, size_t offset)
{
	while ((counter->at = slice_find_char(counter->text, '\n', counter->at)) != SLICE_NONE &&
	       counter->at < offset) {
		counter->at++;
		counter->line++;
	}
	if (counter->at == SLICE_NONE)
		counter->at = counter->text.len;
	return counter->line;
}

void found_add_of_line(struct found *found, const struct code *code, struct slice line,
		       size_t place, size_t number)
{
	struct found_code *item = find_code(found, code->normal);
	if (item && rank_of(code, PLACE_TEXT, DSN_FAILED) >= item->rank) {
		item->count++; /* nearly every time: no more is asked */
		return;
	}
	struct span whole = {place, place + code->whole.end - code->whole.start};
	add(found, code,
	    (struct find){PLACE_TEXT, DSN_FAILED, recipient_near(line, whole),
			  words_around(line, place), number});
}

void found_add_reply(struct found *found, const struct code *code)
{
	struct found_code *item = find_code(found, code->normal);
	if (!item || item->code.reply.len || !code->reply.len)
		return;
	unsigned int rank = rank_of(code, PLACE_TEXT, DSN_FAILED);
	item->code.reply = arena_copy(found->arena, code->reply);
	item->rank = rank < item->rank ? rank : item->rank;
}

bool found_has_reply(const struct found *found, struct slice normal)
{
	const struct found_code *item = find_code(found, normal);
	return item && item->code.reply.len;
}

/* All codes of a text that are meant as such. `find` says where it is; without
   a recipient the text is asked for one. */
static void search(struct found *found, struct slice text, struct find find)
{
	struct code_list codes;
	struct line_counter counter = {text, 0, 1};
	bool is_field = find.place == PLACE_DIAGNOSTIC || find.place == PLACE_STATUS;
	if (scheme_find(known_schemes(found->known), found->arena, text, &codes) != STATUS_OK)
		out_of_memory();
	struct slice recipient = find.recipient;
	bool is_meant = false;
	for (size_t i = 0; i < codes.count; i++) {
		const struct code *code = &codes.items[i];
		is_meant = is_field ? !(code->faults & CODE_BAD)
				    : is_code_meant(found->known, text, code, is_meant);
		if (!is_meant)
			continue;
		if (!is_field) {
			find.words = words_around(text, code->whole.start);
			if (!recipient.len)
				find.recipient = recipient_near(text, code->whole);
			if (find.place == PLACE_TEXT)
				find.line = line_of(&counter, code->at.start);
		}
		add(found, code, find);
	}
}

/* --- In a report ------------------------------------------------------------ */

static void add_words(struct found *found, struct slice words)
{
	if (slice_is_blank(words) || found->words.len > ALL_WORDS_MAX_BYTES)
		return;
	words = slice_sub(words, 0, ALL_WORDS_MAX_BYTES);
	found->words = found->words.len ? arena_printf(found->arena, "%.*s\n%.*s",
						       SLICE_ARG(found->words), SLICE_ARG(words))
					: arena_copy(found->arena, words);
}

/* The 550 of "550 User unknown", which a server gave with no code of its own, if it is of
   the class of the code in Status. */
static struct slice reply_beside(const struct code *code, struct slice diagnostic)
{
	size_t end = 0;
	while (end < diagnostic.len && ascii_is_digit(diagnostic.ptr[end]))
		end++;
	bool is_reply = end == 3 &&
			(end == diagnostic.len || !ascii_is_alpha(diagnostic.ptr[end])) &&
			code->normal.len && code->normal.ptr[0] == diagnostic.ptr[0];
	return slice_sub(diagnostic, 0, is_reply ? end : 0);
}

static void search_recipient(struct found *found, const struct dsn_recipient *r, bool is_carried)
{
	struct slice said = r->diagnostic.len ? r->diagnostic : r->status;
	struct find find = {PLACE_DIAGNOSTIC, r->action, r->recipient, said, 0};
	if (is_carried)
		find.place = PLACE_CARRIED;
	size_t n_before = found->count;
	search(found, r->diagnostic, find);
	bool has_own_code = found->count > n_before;
	if (!is_carried)
		find.place = PLACE_STATUS;
	/* Alone in its field, a code needs no word before it. */
	struct code code = {0};
	if (r->status.len &&
	    scheme_parse(known_schemes(found->known), found->arena, r->status, &code) != STATUS_OK)
		out_of_memory();
	if (code.scheme && code.reply.len == 0 && !has_own_code)
		code.reply = reply_beside(&code, r->diagnostic);
	if (code.scheme && !(code.faults & CODE_BAD))
		add(found, &code, find);
	else
		search(found, r->status, find);
	find.place = is_carried ? PLACE_CARRIED : PLACE_REPORT;
	search(found, r->others, find);
	if (r->action == DSN_OTHER)
		return;
	add_words(found, r->diagnostic);
	if (found->recipient.len == 0)
		found->recipient = r->recipient;
}

static void search_report(struct found *found, struct slice text, bool is_carried)
{
	struct dsn dsn;
	dsn_read(&dsn, found->arena, text);
	for (size_t i = 0; i < dsn.count; i++)
		search_recipient(found, &dsn.recipients[i], is_carried);
	found->is_cut |= dsn.is_cut;
}

/* --- In a message ----------------------------------------------------------- */

/* Text for people, up to the message that failed; and reports that stand in it. */
static void search_text(struct found *found, struct slice text, struct slice recipient)
{
	struct slice own = slice_sub(text, 0, original_start(text));
	own = qmail_with_blanks(found->arena, own);
	if (has_dsn_fields(own))
		search_report(found, own, false);
	search(found, own, (struct find){PLACE_TEXT, DSN_FAILED, recipient, own, 0});
	add_words(found, own);
}

static void search_part(struct found *found, const struct mail_part *part)
{
	if (part->role == MAIL_STATUS)
		search_report(found, part->text, part->is_of_carried);
	else
		search_text(found, part->text, (struct slice){0});
}

/* What was passed over at first: it is asked where nothing else says anything. */
static void search_carried(struct found *found, const struct mail *mail)
{
	for (size_t i = 0; i < mail->n_parts; i++) {
		const struct mail_part *part = &mail->parts[i];
		struct slice text = part->text;
		if (!part->is_of_carried)
			text = slice_skip(text, original_start(text));
		if (part->role == MAIL_STATUS)
			search_report(found, text, true);
		else
			search(found, text, (struct find){PLACE_CARRIED, DSN_FAILED, {0}, text, 0});
		if (found->words.len == 0 || part->is_of_carried)
			add_words(found, slice_sub(text, 0, FOUND_WORDS_MAX_BYTES));
	}
}

static bool has_failure(const struct found *found)
{
	for (size_t i = 0; i < found->count; i++)
		if (!is_success(&found->items[i].code))
			return true;
	return false;
}

/* A success is worth telling only where nothing failed. */
static void drop_successes(struct found *found)
{
	size_t kept = 0;
	bool has = has_failure(found);
	for (size_t i = 0; i < found->count; i++)
		if (!has || !is_success(&found->items[i].code))
			found->items[kept++] = found->items[i];
	found->count = kept;
}

/* --- Order ------------------------------------------------------------------ */

static int compare_rank(const void *left, const void *right)
{
	const struct found_code *a = left;
	const struct found_code *b = right;
	if (a->rank != b->rank)
		return a->rank < b->rank ? -1 : 1;
	return (a->order > b->order) - (a->order < b->order);
}

static int compare_count(const void *left, const void *right)
{
	const struct found_code *a = left;
	const struct found_code *b = right;
	if (a->count != b->count)
		return a->count > b->count ? -1 : 1;
	return compare_rank(left, right);
}

static void sort(struct found *found, int (*compare)(const void *, const void *))
{
	if (found->count)
		qsort(found->items, found->count, sizeof(*found->items), compare);
}

/* --- Whole inputs ----------------------------------------------------------- */

void found_in_mail(struct found *found, const struct mail *mail)
{
	found->is_cut |= mail->is_cut;
	if (mail->failed.len && slice_find_char(mail->failed, ',', 0) == SLICE_NONE)
		found->recipient = mail->failed;
	for (size_t i = 0; i < mail->n_parts; i++)
		if (mail->parts[i].role == MAIL_STATUS && !mail->parts[i].is_of_carried)
			search_part(found, &mail->parts[i]);
	for (size_t i = 0; i < mail->n_parts; i++)
		if (mail->parts[i].role == MAIL_TEXT && !mail->parts[i].is_of_carried)
			search_part(found, &mail->parts[i]);
	search(found, mail->subject,
	       (struct find){PLACE_SUBJECT, DSN_FAILED, found->recipient, mail->subject, 0});
	if (!has_failure(found))
		search_carried(found, mail);
	add_words(found, mail->subject);
	drop_successes(found);
	for (size_t i = 0; i < found->count; i++)
		if (found->items[i].recipient.len == 0)
			found->items[i].recipient = found->recipient;
	sort(found, compare_rank);
}

void found_in_text(struct found *found, struct slice text)
{
	search_text(found, text, (struct slice){0});
	if (found->count == 0 && original_start(text) < text.len)
		search(found, text, (struct find){PLACE_CARRIED, DSN_FAILED, {0}, text, 0});
	size_t kept = 0;
	for (size_t i = 0; i < found->count; i++)
		if (!is_success(&found->items[i].code))
			found->items[kept++] = found->items[i];
	found->count = kept;
	sort(found, compare_rank);
}

void found_finish_log(struct found *found)
{
	sort(found, compare_count);
	if (found->count)
		add_words(found, found->items[0].words);
}
