/* For search engines and for other programs. */
#include "linked_data.h"

/* The same text as Markdown, where the article has codes. */
static void set_markdown(struct page *page)
{
	const struct kb_article *article = page_article(page);
	if (!article || article->n_entries == 0 || page->output->kind == OUTPUT_PAIR)
		return;
	value_set_text(page->arena, page->data, "markdown_url",
		       page_url(page, article_markdown(page->arena, article)));
}

void page_set_head(struct page *page)
{
	if (page->output->kind == OUTPUT_ARTICLE || page->output->kind == OUTPUT_ENTRY)
		page_set_linked_data(page);
	set_markdown(page);
}
