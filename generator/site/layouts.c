/* A short list for each kind and language, under a lock. */
#include "layouts.h"

#include "page_links.h"

#include <pthread.h>
#include <stdlib.h>

struct layout {
	struct slice root;
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

/* Of a page, by its kind: its template, and the key that says which it is. */
static const struct {
	const char *template;
	const char *flag;
} kinds[OUTPUT_KINDS] = {
	[OUTPUT_ARTICLE] = {"article", "is_article"},
	[OUTPUT_PAIR] = {"pair", "is_pair"},
	[OUTPUT_HOME] = {"home", "is_home"},
	[OUTPUT_ENTRY] = {"entry", "is_entry"},
	[OUTPUT_CODES] = {"codes", "is_codes"},
	[OUTPUT_NOT_FOUND] = {"notfound", "is_notfound"},
	[OUTPUT_ROOT] = {"root", "is_notfound"},
	[OUTPUT_ROOT_NOT_FOUND] = {"root_notfound", "is_notfound"},
	[OUTPUT_REDIRECT] = {"redirect", "is_redirect"},
};

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

static void set_flags(struct arena *arena, struct value *known, const struct output *output)
{
	for (size_t i = 0; i < OUTPUT_KINDS; i++)
		if (kinds[i].flag)
			value_set_bool(arena, known, kinds[i].flag, false);
	value_set_bool(arena, known, kinds[output->kind].flag, true);
	value_set_bool(arena, known, "has_languages",
		       output->kind != OUTPUT_ROOT && !output_is_not_found(output));
}

/* No object of a page's data has one of these keys: "lang" is not among them, which
   alternates have too. */
static const struct value *common_data(const struct pages *pages, const struct output *output,
				       struct slice root)
{
	struct arena *arena = &pages->layouts->arena;
	struct value *known = value_object(arena);
	const char *lang = lang_name(output->lang);
	value_set_str(arena, known, "other_lang", lang_name(lang_other(output->lang)));
	value_set_text(arena, known, "site_title",
		       config_title(pages->options->config, output->lang));
	value_set_text(arena, known, "root", root);
	value_set_printf(arena, known, "home_url", "%.*s%s/index.html", SLICE_ARG(root), lang);
	value_set_printf(arena, known, "codes_url", "%.*s%s/codes/index.html", SLICE_ARG(root),
			 lang);
	value_set(arena, known, "t", pages->strings[output->lang]);
	value_set(arena, known, "other", pages->strings[lang_other(output->lang)]);
	value_set_str(arena, known, "generator", "Taiyaku " TAIYAKU_VERSION);
	value_set_text(arena, known, "asset_version", pages->asset_version);
	set_flags(arena, known, output);
	if (output_is_indexed(output) && pages->has_feed)
		value_set_printf(arena, known, "feed_url", "%.*s%s/feed.xml", SLICE_ARG(root),
				 lang);
	return known;
}

static struct layout *make(const struct pages *pages, const struct output *output,
			   struct slice root)
{
	struct arena *arena = &pages->layouts->arena;
	const struct mustache *template =
		templates_get(pages->templates, kinds[output->kind].template, pages->problems);
	if (!template)
		return NULL;
	struct layout *layout = arena_alloc(arena, sizeof(*layout));
	layout->root = root;
	layout->template = mustache_bind(arena, template, common_data(pages, output, root));
	return layout;
}

const struct mustache *layout_of(const struct pages *pages, const struct output *output)
{
	struct layouts *layouts = pages->layouts;
	struct layout **first = &layouts->of[output->kind][output->lang];
	pthread_mutex_lock(&layouts->lock);
	struct slice root = root_path(&layouts->arena, pages->options, output);
	struct layout *layout = *first;
	while (layout && !slice_eq(layout->root, root))
		layout = layout->next;
	if (!layout && (layout = make(pages, output, root))) {
		layout->next = *first;
		*first = layout;
	}
	pthread_mutex_unlock(&layouts->lock);
	return layout ? layout->template : NULL;
}
