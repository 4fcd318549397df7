/* Lists for programs, made of the index alone; and articles' own Markdown. */
#include "programs.h"

#include "base/eight.h"
#include "base/json.h"
#include "page_links.h"
#include "render/markdown.h"

struct list {
	const struct build_options *options;
	const struct output *output;
	struct arena arena;
	struct buffer *out;
};

static const struct knowledge *kb_of(const struct list *list)
{
	return list->options->kb;
}

static struct slice url_of(struct list *list, enum lang lang, struct slice page)
{
	struct slice path = path_in_lang(&list->arena, lang, page);
	if (list->options->base_url.len)
		return absolute_url(&list->arena, list->options, path);
	return link_to(&list->arena, list->output->path, path);
}

/* --- llms.txt ----------------------------------------------------------- */

/* How many of eight bytes, from the first, are put as they are. */
static size_t word_bytes(uint64_t eight)
{
	return eight_before(eight_below(eight, ' ') | eight_equal(eight, '[') |
			    eight_equal(eight, ']') | eight_equal(eight, '\\'));
}

/* On one line, and no end of a link's text. */
static void put_words(struct buffer *out, struct slice text)
{
	size_t from = 0; /* all before it is written */
	for (size_t at = 0; (at = eight_end(text, at, word_bytes)) < text.len; at++) {
		bool is_blank = (unsigned char)text.ptr[at] < ' ';
		buffer_slice(out, slice_sub(text, from, at));
		buffer_char(out, is_blank ? ' ' : '\\');
		from = is_blank ? at + 1 : at;
	}
	buffer_slice(out, slice_skip(text, from));
}

static void put_item(struct buffer *out, struct slice title, struct slice url,
		     struct slice description)
{
	buffer_str(out, "- [");
	put_words(out, title);
	buffer_str(out, "](");
	buffer_slice(out, url);
	buffer_char(out, ')');
	if (description.len) {
		buffer_str(out, ": ");
		put_words(out, description);
	}
	buffer_char(out, '\n');
}

static void put_head(struct list *list, enum lang lang)
{
	const struct config *config = list->options->config;
	struct slice title = config_title(config, lang);
	struct slice description = config_description(config, lang);
	buffer_str(list->out, "# ");
	put_words(list->out, title);
	buffer_str(list->out, "\n\n");
	if (description.len == 0)
		return;
	buffer_str(list->out, "> ");
	put_words(list->out, description);
	buffer_str(list->out, "\n\n");
}

static void put_codes(struct list *list, enum lang lang)
{
	const struct knowledge *kb = kb_of(list);
	if (kb->n_entries == 0)
		return;
	buffer_str(list->out, lang == LANG_JA ? "## エラー コード\n\n" : "## Error codes\n\n");
	for (size_t i = 0; i < kb->n_entries; i++) {
		const struct kb_entry *entry = &kb->entries[i];
		const struct kb_article *article = &kb->articles[entry->article];
		struct arena_mark mark = arena_mark(&list->arena);
		struct slice url = url_of(list, lang, article_markdown(&list->arena, article));
		struct slice title =
			arena_printf(&list->arena, "%.*s %.*s", SLICE_ARG(entry->code.normal),
				     SLICE_ARG(entry->titles[lang]));
		if (!entry->is_duplicate)
			put_item(list->out, title, url, article->descriptions[lang]);
		arena_rewind(&list->arena, mark);
	}
}

static void put_articles(struct list *list, enum lang lang)
{
	const struct knowledge *kb = kb_of(list);
	buffer_str(list->out, lang == LANG_JA ? "\n## 記事\n\n" : "\n## Articles\n\n");
	for (size_t i = 0; i < kb->n_articles; i++) {
		const struct kb_article *article = &kb->articles[i];
		struct arena_mark mark = arena_mark(&list->arena);
		if (article->n_entries || article->is_include)
			continue;
		put_item(list->out, article->titles[lang],
			 url_of(list, lang, article_page(&list->arena, article)),
			 article->descriptions[lang]);
		arena_rewind(&list->arena, mark);
	}
}

void llms_write(const struct build_options *options, const struct output *output,
		struct buffer *out)
{
	struct list list = {.options = options, .output = output, .out = out};
	arena_init_must(&list.arena);
	put_head(&list, output->lang == LANG_BOTH ? LANG_EN : output->lang);
	if (output->lang == LANG_BOTH) {
		put_item(out, SLICE("English"), url_of(&list, LANG_EN, SLICE("llms.txt")),
			 SLICE("error codes and articles"));
		put_item(out, SLICE("日本語"), url_of(&list, LANG_JA, SLICE("llms.txt")),
			 SLICE("エラー コードと記事"));
	} else {
		put_codes(&list, output->lang);
		put_articles(&list, output->lang);
	}
	arena_release(&list.arena);
}

/* --- Markdown ----------------------------------------------------------- */

/* From the tree: what the source includes, and its links from file to file, are of no
   use to who reads this one alone. */
void markdown_write(const struct build_options *options, const struct output *output,
		    const struct article *article, struct buffer *out)
{
	struct page_links links = {.kb = options->kb,
				   .article = &options->kb->articles[output->index],
				   .path = output->path,
				   .lang = output->lang,
				   .is_own_page = true,
				   .is_markdown = true};
	struct markdown_options markdown = {
		.resolve = resolve_link, .context = &links, .has_anchors = true};
	arena_init_must(&links.arena);
	markdown_blocks(&markdown, article->sides[output->lang].root->first, NULL, out);
	buffer_char(out, '\n');
	arena_release(&links.arena);
}

/* --- codes.json --------------------------------------------------------- */

static void put_side(struct list *list, struct json *json, enum lang lang,
		     const struct kb_entry *entry)
{
	const struct kb_article *article = &kb_of(list)->articles[entry->article];
	json_key(json, lang_name(lang));
	json_begin_object(json);
	json_key(json, "title");
	json_put_string(json, entry->titles[lang]);
	json_key(json, "url");
	json_put_string(json, url_of(list, lang, entry_page(&list->arena, entry)));
	json_key(json, "markdown");
	json_put_string(json, url_of(list, lang, article_markdown(&list->arena, article)));
	json_end_object(json);
}

static void put_acts(struct json *json, const struct role_list *acts)
{
	json_key(json, "act");
	json_begin_array(json);
	for (size_t i = 0; i < acts->count; i++)
		json_put_str(json, role_name(acts->items[i]));
	json_end_array(json);
}

static void put_entry(struct list *list, struct json *json, const struct kb_entry *entry)
{
	const struct kb_article *article = &kb_of(list)->articles[entry->article];
	struct buffer day;
	buffer_init(&day, BUFFER_MAX_PAGE);
	day_iso(article->updated, &day);
	json_begin_object(json);
	json_key(json, "code");
	json_put_string(json, entry->code.normal);
	json_key(json, "scheme");
	json_put_string(json, scheme_name(entry->code.scheme));
	json_key(json, "reply");
	json_put_string_or_null(json, entry->code.reply);
	put_acts(json, &article->acts);
	json_key(json, "updated");
	json_put_string_or_null(json, buffer_view(&day));
	json_key(json, "article");
	json_put_str(json, article->path);
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++)
		put_side(list, json, lang, entry);
	json_end_object(json);
	buffer_release(&day);
}

void codes_json_write(const struct build_options *options, const struct output *output,
		      struct buffer *out)
{
	enum { LINES_DEPTH = 2 }; /* a code a line */
	struct list list = {.options = options, .output = output, .out = out};
	struct json json;
	arena_init_must(&list.arena);
	json_init(&json, out, LINES_DEPTH);
	json_begin_object(&json);
	json_key(&json, "version");
	json_put_size(&json, 1);
	json_key(&json, "entries");
	json_begin_array(&json);
	for (size_t i = 0; i < options->kb->n_entries; i++) {
		struct arena_mark mark = arena_mark(&list.arena);
		if (!options->kb->entries[i].is_duplicate)
			put_entry(&list, &json, &options->kb->entries[i]);
		arena_rewind(&list.arena, mark);
	}
	json_end_array(&json);
	json_end_object(&json);
	json_finish(&json);
	arena_release(&list.arena);
}
