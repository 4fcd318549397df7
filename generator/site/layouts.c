/* A short list for each kind and language, under a lock. */
#include "layouts.h"

#include "layout_data.h"
#include "page_links.h"

#include <pthread.h>
#include <stdlib.h>

struct layout {
	struct layout_key key;
	const struct mustache *template;
	struct layout *next;
};

struct layouts {
	pthread_mutex_t lock;
	struct arena arena;
	struct layout *of[OUTPUT_KINDS][LANG_SIDES];
};

struct layouts *layouts_new(void)
{
	struct layouts *layouts = calloc(1, sizeof(*layouts));
	if (!layouts)
		out_of_memory();
	pthread_mutex_init(&layouts->lock, NULL);
	arena_init_must(&layouts->arena);
	return layouts;
}

void layouts_free(struct layouts *layouts)
{
	if (!layouts)
		return;
	arena_release(&layouts->arena);
	pthread_mutex_destroy(&layouts->lock);
	free(layouts);
}

/* The page of what is missing is served at any depth: its links start at the
   site's root. */
static struct slice root_path(struct arena *arena, const struct build_options *options,
			      const struct output *output)
{
	if (!output_is_not_found(output))
		return root_of(arena, output->path);
	struct slice base = options->base_url;
	size_t host = slice_find(base, SLICE("//"), 0);
	size_t path = host == SLICE_NONE ? SLICE_NONE : slice_find_char(base, '/', host + 2);
	return path == SLICE_NONE ? SLICE("/") : slice_skip(base, path);
}

static struct layout *make(const struct pages *pages, const struct layout_key *key)
{
	struct arena *arena = &pages->layouts->arena;
	const struct mustache *template =
		templates_get(pages->templates, layout_template(key->kind), pages->problems);
	if (!template)
		return NULL;
	struct layout *layout = arena_alloc(arena, sizeof(*layout));
	layout->key = *key;
	layout->template = mustache_bind(arena, template, layout_data(pages, key, arena));
	return layout;
}

const struct mustache *layout_of(const struct pages *pages, const struct output *output)
{
	struct layouts *layouts = pages->layouts;
	struct layout **first = &layouts->of[output->kind][output->lang];
	const struct kb_article *article = output_article(output, pages->options->kb);
	struct layout_key key = {.kind = output->kind,
				 .lang = output->lang,
				 .has_pair = article && article->lang == LANG_BOTH};
	pthread_mutex_lock(&layouts->lock);
	key.root = root_path(&layouts->arena, pages->options, output);
	struct layout *layout = *first;
	while (layout &&
	       (layout->key.has_pair != key.has_pair || !slice_eq(layout->key.root, key.root)))
		layout = layout->next;
	if (!layout && (layout = make(pages, &key))) {
		layout->next = *first;
		*first = layout;
	}
	pthread_mutex_unlock(&layouts->lock);
	return layout ? layout->template : NULL;
}
