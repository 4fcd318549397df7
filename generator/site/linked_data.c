/* Texts made fit for a script. */
#include "linked_data.h"

#include "base/json.h"
#include "text/html.h"
#include "text/transform.h"
#include "text/unicode.h"

/* --- Texts -------------------------------------------------------------- */

static bool is_usual(char c)
{
	return c >= ' ' && c < 0x7F && c != '<' && c != '>' && c != '&';
}

/* The end of what needs no second look: ASCII without markup, and usual Japanese. */
static size_t usual_end(struct slice json, size_t at)
{
	while (at < json.len && is_usual(json.ptr[at]))
		at++;
	return text_composed_end(json, at);
}

/* In a <script>, nothing may look like its end or like a comment: "<", ">" and "&" are
   written as JSON can (HTML 4.12.1.3). */
static void put_safe(struct buffer *out, struct slice json)
{
	size_t from = 0; /* all before it is written */
	for (size_t at = 0; (at = usual_end(json, at)) < json.len;) {
		size_t start = at;
		int32_t c = utf8_next(json, &at);
		bool is_markup = c == '<' || c == '>' || c == '&';
		if (!is_markup && !html_is_forbidden(c))
			continue;
		buffer_slice(out, slice_sub(json, from, start));
		buffer_printf(out, "\\u%04x", is_markup ? (unsigned int)c : 0xFFFD);
		from = at;
	}
	buffer_slice(out, slice_skip(json, from));
}

static struct slice made_safe(struct arena *arena, struct slice text)
{
	struct buffer quoted;
	struct buffer composed; /* pages are in NFC */
	struct buffer safe;
	struct json json;
	buffer_init(&quoted, BUFFER_MAX_PAGE);
	buffer_init(&composed, BUFFER_MAX_PAGE);
	buffer_init(&safe, BUFFER_MAX_PAGE);
	json_init(&json, &quoted, JSON_ONE_LINE);
	json_put_string(&json, text);
	if (quoted.failed ||
	    text_nfc(slice_sub(buffer_view(&quoted), 1, quoted.len - 1), &composed) != STATUS_OK)
		out_of_memory();
	put_safe(&safe, buffer_view(&composed));
	struct slice copy = arena_copy(arena, buffer_view(&safe));
	buffer_release(&safe);
	buffer_release(&composed);
	buffer_release(&quoted);
	return copy;
}

/* Of what HTML leaves as it is, JSON escapes two. */
static struct slice text_of(struct arena *arena, struct slice text, bool is_plain)
{
	bool is_same = is_plain && slice_find_char(text, '\\', 0) == SLICE_NONE &&
		       slice_find_char(text, '\n', 0) == SLICE_NONE;
	return is_same ? text : made_safe(arena, text);
}

struct slice linked_text(struct arena *arena, struct slice text)
{
	return text_of(arena, text, html_is_plain(text));
}

/* --- Pages -------------------------------------------------------------- */

static void set(struct page *page, const char *key, const struct value *value)
{
	if (value)
		value_set_text(page->arena, page->data, key,
			       text_of(page->arena, value->text, value->is_plain));
}

/* What a code's page is about. */
static void set_about(struct page *page)
{
	struct arena *arena = page->arena;
	const struct kb_entry *entry = &page_kb(page)->entries[page->output->index];
	struct value *about = value_set_object(arena, page->data, "json_about");
	value_set_text(arena, about, "term_code", linked_text(arena, entry->code.normal));
	value_set_text(arena, about, "term", linked_text(arena, page_full_code(page, entry)));
	value_set_text(arena, about, "term_set",
		       linked_text(arena, page_scheme_title(page, entry)));
}

void page_set_linked_data(struct page *page)
{
	set(page, "json_title", page->title);
	set(page, "json_address", page->address);
	if (page->output->kind == OUTPUT_ENTRY)
		set_about(page);
}
