/* What site/site.yaml says about published anchors. */
#include "config_reader.h"

#include "kb/anchors.h"

/* "en/old/page.html#x" as the record has it, "old/page#x"; the home page is "index".
   The pointer is NULL for what is no place of the site, and when memory is out. */
static struct slice place_of_written(struct arena *arena, struct slice written)
{
	bool has_html;
	size_t hash = slice_find_char(written, '#', 0);
	struct slice page = slice_sub(written, 0, hash);
	struct slice path = path_of_written(arena, page.len ? page : SLICE("."), &has_html);
	if (!path.ptr || written.len == 0)
		return (struct slice){NULL, 0};
	struct slice address = page.len ? address_of_path(arena, path) : SLICE("");
	return arena_join(arena, address,
			  hash == SLICE_NONE ? SLICE("") : slice_skip(written, hash));
}

static bool retire(struct reader *reader, const struct yaml_node *item)
{
	static char present;
	struct slice written = item->kind == YAML_SCALAR ? slice_trim(item->text) : SLICE("");
	struct slice place = place_of_written(reader->arena, written);
	if (reader->arena->failed)
		return false;
	/* As it is written too: an article "x.html.md" has the address "x.html". */
	if (place.ptr)
		return map_put(&reader->config->retired, written, &present) == STATUS_OK &&
		       map_put(&reader->config->retired, place, &present) == STATUS_OK;
	return mistake(reader, item,
		       "\"%.*s\" is no place of this site; write old/page#anchor, or old/page for "
		       "the whole page",
		       "「%.*s」はこのサイトのアドレスではありません。old/page#anchor、またはページ"
		       "全体なら old/page と書いてください",
		       SLICE_ARG(written));
}

bool read_retired(struct reader *reader, const struct yaml_node *value, void *into)
{
	bool is_good = true;
	(void)into;
	if (value->kind != YAML_LIST)
		return mistake(
			reader, value,
			"\"%.*s\" must be a list; write [old/page#anchor, other/page]",
			"「%.*s」にはリストが必要です。[old/page#anchor, other/page] のように"
			"書いてください",
			SLICE_ARG(value->key->text));
	for (const struct yaml_node *item = value->first; item && is_good; item = item->next)
		is_good = retire(reader, item);
	return is_good;
}

const char *config_anchor_record(const struct config *config, struct place *at)
{
	*at = config->anchor_record.at;
	return config->anchor_record.path;
}

bool config_is_retired(const struct config *config, struct slice place)
{
	return map_has(&config->retired, place) || map_has(&config->retired, anchor_address(place));
}
