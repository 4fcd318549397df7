/* Entries as JSON. */
#include "exchange/catalogue_json.h"

#include "base/json.h"
#include "render/html.h"

enum { LINES_DEPTH = 2 }; /* an entry a line */

struct catalogue_json {
	struct json json;
};

static void put_html(struct json *json, enum lang lang, const struct part *first)
{
	struct html_options options = {.lang = lang, .id_prefix = "", .is_part = true};
	struct html_writer writer;
	struct buffer html;
	buffer_init(&html, BUFFER_MAX_PAGE);
	html_init(&writer, &options, &html);
	for (const struct part *part = first; part; part = part->next)
		html_blocks(&writer, part->body.first, part->body.end);
	json_put_string(json, slice_trim(buffer_view(&html)));
	html_release(&writer);
	buffer_release(&html);
}

static void put_text(struct json *json, const struct part *first)
{
	struct buffer text;
	buffer_init(&text, BUFFER_MAX_PAGE);
	for (const struct part *part = first; part; part = part->next)
		for (const struct node *node = part->body.first; node && node != part->body.end;
		     node = node->next) {
			if (text.len)
				buffer_char(&text, '\n');
			node_plain_text(node, &text);
		}
	json_put_string(json, slice_trim(buffer_view(&text)));
	buffer_release(&text);
}

static bool has_text(const struct part *first)
{
	for (const struct part *part = first; part; part = part->next)
		if (block_range_has_text(part->body))
			return true;
	return false;
}

static void put_part(struct json *json, const char *key, enum lang lang, const struct part *first)
{
	json_key(json, key);
	if (!has_text(first)) {
		json_put_null(json);
		return;
	}
	json_begin_object(json);
	json_key(json, "html");
	put_html(json, lang, first);
	json_key(json, "text");
	put_text(json, first);
	json_end_object(json);
}

static void put_side(struct json *json, enum lang lang, const struct entry_side *side)
{
	json_key(json, lang_name(lang));
	json_begin_object(json);
	json_key(json, "title");
	json_put_string(json, side->full_title);
	put_part(json, "cause", lang, side->parts[PART_CAUSE]);
	put_part(json, "fix", lang, side->parts[PART_FIX]);
	json_end_object(json);
}

static void put_entry(struct json *json, const struct kb_article *article,
		      const struct entry *entry)
{
	json_begin_object(json);
	json_key(json, "code");
	json_put_string(json, entry->code.normal);
	json_key(json, "scheme");
	json_put_string(json, scheme_name(entry->code.scheme));
	json_key(json, "reply");
	json_put_string_or_null(json, entry->code.reply);
	json_key(json, "article");
	json_put_str(json, article->is_alone ? article->file : article->path);
	json_key(json, "anchor");
	json_put_string(json, entry->anchor);
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++)
		put_side(json, lang, &entry->sides[lang]);
	json_end_object(json);
}

struct catalogue_json *catalogue_json_begin(struct arena *arena, struct buffer *out)
{
	struct catalogue_json *catalogue = arena_alloc(arena, sizeof(*catalogue));
	struct json *json = &catalogue->json;
	json_init(json, out, LINES_DEPTH);
	json_begin_object(json);
	json_key(json, "version");
	json_put_size(json, 1);
	json_key(json, "entries");
	json_begin_array(json);
	return catalogue;
}

void catalogue_json_add(struct catalogue_json *json, const struct kb_article *article,
			const struct entry_list *entries)
{
	for (size_t i = 0; i < entries->count; i++)
		put_entry(&json->json, article, &entries->items[i]);
}

void catalogue_json_end(struct catalogue_json *json)
{
	json_end_array(&json->json);
	json_end_object(&json->json);
	json_finish(&json->json);
}
