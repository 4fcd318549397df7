/* Each word of a page once, from its title where it stands there. */
#include "search_gather.h"

void search_gather_init(struct search_gathering *gathering, struct arena *arena)
{
	gathering->arena = arena;
	search_tokens_init(&gathering->tokens);
	search_terms_init(&gathering->terms, arena);
}

void search_gather_release(struct search_gathering *gathering)
{
	search_terms_release(&gathering->terms);
	search_tokens_release(&gathering->tokens);
}

static void add_words(struct search_gathering *gathering, uint32_t doc, struct slice text,
		      bool in_title)
{
	search_tokens_read(&gathering->tokens, text);
	for (size_t i = 0; i < gathering->tokens.count; i++) {
		struct search_term *term =
			search_term_of(&gathering->terms, gathering->tokens.items[i]);
		if (term->next_doc != doc + 1)
			search_term_put(gathering->arena, term, doc, in_title);
	}
}

void search_gather(struct search_gathering *gathering, uint32_t doc, const struct search_doc *page)
{
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++)
		add_words(gathering, doc, search_doc_title(page, lang), true);
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++)
		add_words(gathering, doc, search_doc_text(page, lang), false);
}
