/* Answers as JSON. */
#include "lookup/show.h"

#include "base/json.h"

static void put_code(struct json *json, const struct found_code *code)
{
	json_begin_object(json);
	json_key(json, "code");
	json_put_string(json, code->code.normal);
	json_key(json, "scheme");
	json_put_string(json, scheme_name(code->code.scheme));
	json_key(json, "reply");
	json_put_string_or_null(json, code->code.reply);
	json_key(json, "found_in");
	json_put_str(json, code_place_name(code->place));
	json_key(json, "recipient");
	json_put_string_or_null(json, code->recipient);
	json_key(json, "count");
	json_put_size(json, code->count);
	json_key(json, "words");
	json_put_string(json, code->words);
	json_end_object(json);
}

static void put_entry(struct json *json, const struct show *show, struct arena *arena,
		      const struct fit *entry)
{
	json_begin_object(json);
	json_key(json, "code");
	json_put_string(json, entry->entry->code.normal);
	json_key(json, "article");
	json_put_string(json, entry->entry->article);
	json_key(json, "title");
	json_put_string(json, show_title(entry->entry, show->lang));
	json_key(json, "why");
	json_put_str(json, fit_why_name(entry->why));
	json_key(json, "url");
	json_put_string_or_null(json, show_url(show, arena, entry->entry));
	json_end_object(json);
}

void show_json(const struct show *show, const char *input, const struct found *found,
	       const struct fits *fits, struct buffer *out)
{
	struct json json;
	struct arena arena;
	arena_init_must(&arena);
	json_init(&json, out, JSON_ONE_LINE);
	json_begin_object(&json);
	json_key(&json, "input");
	json_put_str(&json, input);
	json_key(&json, "codes");
	json_begin_array(&json);
	for (size_t i = 0; i < found->count; i++)
		put_code(&json, &found->items[i]);
	json_end_array(&json);
	json_key(&json, "entries");
	json_begin_array(&json);
	for (size_t i = 0; i < fits->count; i++)
		put_entry(&json, show, &arena, &fits->items[i]);
	json_end_array(&json);
	json_key(&json, "cut");
	json_put_bool(&json, found->is_cut);
	json_end_object(&json);
	json_finish(&json);
	buffer_char(out, '\n');
	arena_release(&arena);
}
