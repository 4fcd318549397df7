/* For search engines, for previews of links, and for other programs: what the
   page says, once more, in the words of Open Graph and (linked_data.h) of schema.org. */
#include "linked_data.h"

static bool has_text(const struct page *page)
{
	return page->output->kind == OUTPUT_ARTICLE || page->output->kind == OUTPUT_ENTRY;
}

/* --- Open Graph --------------------------------------------------------- */

static void set_open_graph(struct page *page)
{
	static const char *const locales[LANG_SIDES] = {"en_US", "ja_JP"};
	enum lang lang = page_lang(page);
	if (!output_is_indexed(page->output))
		return;
	struct value *og = value_set_object(&page->arena, page->data, "open_graph");
	value_set_text(&page->arena, og, "title", page->title);
	value_set_str(&page->arena, og, "type", has_text(page) ? "article" : "website");
	value_set_str(&page->arena, og, "locale", locales[lang]);
	value_set_str(&page->arena, og, "other_locale", locales[lang_other(lang)]);
}

/* --- Other forms -------------------------------------------------------- */

/* The same text as Markdown, where the article has codes. */
static void set_markdown(struct page *page)
{
	const struct kb_article *article = page_article(page);
	if (!article || article->n_entries == 0 || page->output->kind == OUTPUT_PAIR)
		return;
	value_set_text(&page->arena, page->data, "markdown_url",
		       page_url(page, article_markdown(&page->arena, article)));
}

void page_set_head(struct page *page)
{
	set_open_graph(page);
	/* Whole addresses are what it is made of, so there is none without them. */
	if (has_text(page) && page->url.len)
		value_set_text(&page->arena, page->data, "json_ld", linked_data(page));
	set_markdown(page);
}
