/* A message: taken apart, its codes found, entries for them, and shown both ways. What
   is shown on a terminal must hold nothing that a terminal obeys. */
#include "fuzz/fuzz.h"

#include "lookup/fits.h"
#include "lookup/show.h"
#include "text/unicode.h"

/* Made once: a knowledge base of two entries. */
struct base {
	struct scheme_set *schemes;
	struct known_entry entries[2];
	struct known *known;
	struct line_breaker *breaker;
};

static const struct base *open_base(void)
{
	static struct base base;
	static struct arena arena;
	struct problems problems;
	if (base.known)
		return &base;
	problems_init(&problems, NULL, LANG_EN);
	arena_init_must(&arena);
	if (scheme_set_new(NULL, 0, &problems, &base.schemes) != STATUS_OK ||
	    scheme_parse(base.schemes, &arena, SLICE("5.1.1"), &base.entries[0].code) !=
		    STATUS_OK ||
	    scheme_parse(base.schemes, &arena, SLICE("4.2.2"), &base.entries[1].code) != STATUS_OK)
		out_of_memory();
	base.entries[0].titles[LANG_EN] = SLICE("Error 5.1.1: Recipient address does not exist");
	base.entries[1].titles[LANG_JA] = SLICE("エラー 4.2.2: メールボックスがいっぱいです");
	base.breaker = line_breaker_new();
	base.known = known_new(base.entries, 2, base.schemes);
	return &base;
}

static void check_parts(const struct mail *mail)
{
	check(mail->n_parts <= MAIL_PARTS_MAX);
	check(utf8_invalid_at(mail->subject) == SLICE_NONE);
	for (size_t i = 0; i < mail->n_parts; i++)
		check(utf8_invalid_at(mail->parts[i].text) == SLICE_NONE);
}

static void check_shown(struct slice text)
{
	for (size_t i = 0; i < text.len; i++)
		check((unsigned char)text.ptr[i] >= ' ' || text.ptr[i] == '\n');
	check(utf8_invalid_at(text) == SLICE_NONE);
}

static void search(const struct base *base, struct arena *arena, struct slice bytes, bool as_mail)
{
	struct found found;
	struct mail mail;
	struct fits fits;
	struct buffer out;
	struct show show = {.lang = LANG_JA, .width_cells = 60, .breaker = base->breaker};
	found_init(&found, arena, base->known);
	buffer_init(&out, BUFFER_MAX_PAGE);
	if (as_mail) {
		mail_read(&mail, arena, bytes);
		check_parts(&mail);
		found_in_mail(&found, &mail);
	} else {
		found_in_text(&found, bytes);
	}
	check(found.count <= FOUND_MAX);
	fits_find(&fits, arena, &found);
	show_text(&show, "x", &found, &fits, &out);
	check(!out.failed);
	check_shown(buffer_view(&out));
	buffer_clear(&out);
	show_json(&show, "x", &found, &fits, &out);
	check(!out.failed);
	buffer_release(&out);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	struct arena arena;
	struct slice bytes = {(const char *)data, size};
	arena_init_must(&arena);
	search(open_base(), &arena, bytes, true);
	search(open_base(), &arena, bytes, false);
	arena_release(&arena);
	return 0;
}
