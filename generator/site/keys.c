/* Keys are hashes of hashes, made once for all outputs where they can be. */
#include "keys.h"

#include "base/hash.h"
#include "base/kept.h"
#include "base/stamp.h"
#include "kb/links.h"

#include <fcntl.h>

static const unsigned int dependencies[OUTPUT_KINDS] = {
	[OUTPUT_ARTICLE] = ON_SITE | ON_ARTICLE | ON_NEIGHBOURS,
	[OUTPUT_PAIR] = ON_SITE | ON_ARTICLE | ON_NEIGHBOURS,
	[OUTPUT_HOME] = ON_SITE | ON_ARTICLE | ON_INDEX,
	[OUTPUT_ENTRY] = ON_SITE | ON_ARTICLE | ON_ENTRIES,
	[OUTPUT_CODES] = ON_SITE | ON_ENTRIES,
	[OUTPUT_NOT_FOUND] = ON_SITE,
	[OUTPUT_ROOT] = ON_SITE,
	[OUTPUT_ROOT_NOT_FOUND] = ON_SITE,
	[OUTPUT_REDIRECT] = ON_SITE | ON_INDEX,
	[OUTPUT_MARKDOWN] = ON_SITE | ON_ARTICLE | ON_ENTRIES,
	[OUTPUT_FEED] = ON_SITE | ON_LANG_TEXTS | ON_DAYS,
	[OUTPUT_LLMS] = ON_SITE | ON_ENTRIES | ON_LANG_TEXTS,
	[OUTPUT_JSON] = ON_SITE | ON_INDEX,
	[OUTPUT_SEARCH_INDEX] = ON_SITE | ON_ENTRIES | ON_TEXTS,
	[OUTPUT_SEARCH_TERMS] = ON_SITE | ON_ENTRIES | ON_TEXTS,
	[OUTPUT_SEARCH_DOCS] = ON_SITE | ON_ENTRIES | ON_SHARD,
	[OUTPUT_SITEMAP] = ON_SITE | ON_ENTRIES | ON_DAYS,
	[OUTPUT_ROBOTS] = ON_SITE,
	[OUTPUT_ANCHORS] = ON_SITE | ON_ANCHORS | ON_SOURCE,
	[OUTPUT_ANCHORS_KEPT] = ON_SITE | ON_ANCHORS | ON_SOURCE,
	[OUTPUT_CATALOGUE] = ON_SITE | ON_ENTRIES | ON_TITLES | ON_DAYS | ON_BODIES,
	[OUTPUT_ASSET] = ON_SOURCE,
	[OUTPUT_MEDIA] = ON_SOURCE,
	[OUTPUT_MAN_ARTICLE] = ON_SITE | ON_ARTICLE | ON_ENTRIES | ON_MANUALS,
	[OUTPUT_MAN_ENTRY] = ON_SITE | ON_ARTICLE | ON_ENTRIES | ON_MANUALS,
	[OUTPUT_MAN_ALIAS] = ON_SITE | ON_ARTICLE,
};

/* --- The site ----------------------------------------------------------- */

static uint64_t hash_of_site(const struct pages *pages)
{
	const struct build_options *options = pages->options;
	const struct knowledge *kb = options->kb;
	uint64_t hash = hash_number(program_identity(), config_hash(options->config));
	hash = hash_text(hash, options->base_url);
	hash = hash_text(hash, options->source_url);
	hash = hash_number(hash, (uint64_t)options->today.year);
	hash = hash_number(hash, (uint64_t)options->today.month);
	hash = hash_number(hash, (uint64_t)options->today.day);
	hash = hash_number(hash, pages->templates->hash);
	hash = hash_number(hash, pages->strings_hash);
	hash = hash_text(hash, pages->asset_version);
	hash = hash_number(hash, pages->has_feed);
	for (size_t i = 0; i < kb->n_articles; i++)
		hash = hash_text(hash, slice_from(kb->articles[i].path));
	for (size_t i = 0; i < kb->n_media; i++)
		hash = hash_text(hash_number(hash, media_is_unsafe(kb, slice_from(kb->media[i]))),
				 slice_from(kb->media[i]));
	for (size_t i = 0; i < pages->plan->count; i++)
		if (pages->plan->outputs[i].kind == OUTPUT_ASSET)
			hash = hash_text(hash, slice_from(pages->plan->outputs[i].path));
	return hash;
}

static uint64_t add_entry(uint64_t hash, const struct kb_entry *entry)
{
	hash = hash_text(hash, scheme_name(entry->code.scheme));
	hash = hash_text(hash, entry->code.normal);
	hash = hash_text(hash, entry->code.reply);
	hash = hash_text(hash, entry->address);
	hash = hash_text(hash, entry->man_name);
	hash = hash_text(hash, entry->anchor);
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++) {
		hash = hash_text(hash, entry->titles[lang]);
		hash = hash_text(hash, entry->full_titles[lang]);
	}
	return hash_number(hash, entry->is_duplicate);
}

/* Of each article, which its neighbours' pages show. */
static const uint64_t *hash_titles(const struct knowledge *kb, struct arena *arena)
{
	uint64_t *titles = arena_array_raw(arena, kb->n_articles, sizeof(*titles));
	for (size_t i = 0; i < kb->n_articles; i++) {
		const struct kb_article *article = &kb->articles[i];
		uint64_t hash = hash_text(article->hashes.titles, article->address);
		titles[i] = hash_step(hash, article->lang);
	}
	return titles;
}

static uint64_t hash_of_titles(const struct knowledge *kb, const uint64_t *titles)
{
	uint64_t hash = HASH_START;
	for (size_t i = 0; i < kb->n_articles; i++) {
		const struct role_list *acts = &kb->articles[i].acts;
		hash = hash_step(hash_step(hash, titles[i]), acts->count);
		for (size_t n = 0; n < acts->count; n++)
			hash = hash_step(hash, acts->items[n]);
	}
	return hash;
}

static uint64_t hash_of_entries(const struct knowledge *kb, const uint64_t *titles)
{
	uint64_t hash = 0;
	for (size_t i = 0; i < kb->n_articles; i++) {
		const struct kb_article *article = &kb->articles[i];
		if (article->n_entries == 0)
			continue;
		hash = hash_number(hash_number(hash, titles[i]), article->n_entries);
		for (size_t n = 0; n < article->n_entries; n++)
			hash = add_entry(hash, &kb->entries[article->first_entry + n]);
	}
	return hash;
}

static uint64_t hash_of_index(const struct knowledge *kb, uint64_t entries)
{
	uint64_t hash = entries;
	for (size_t i = 0; i < kb->n_articles; i++)
		hash = hash_step(hash, kb->articles[i].hashes.row);
	return hash;
}

static void hash_texts(struct site_keys *keys, struct arena *arena)
{
	const struct knowledge *kb = keys->options->kb;
	uint64_t *all = keys->all_texts;
	uint64_t *texts = arena_array_raw(arena, kb->n_articles, sizeof(*texts));
	all[LANG_EN] = all[LANG_JA] = all[LANG_BOTH] = HASH_START;
	for (size_t i = 0; i < kb->n_articles; i++) {
		const struct kb_hashes *hashes = &kb->articles[i].hashes;
		uint64_t title = keys->titles[i]; /* and address */
		texts[i] = hash_step(title, hashes->texts[LANG_EN]);
		texts[i] = hash_step(texts[i], hashes->texts[LANG_JA]);
		all[LANG_BOTH] = hash_step(all[LANG_BOTH], texts[i]);
		for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++)
			all[lang] = hash_step(all[lang], hashes->texts[lang]);
	}
	keys->texts = texts;
}

static uint64_t hash_of_days(const struct knowledge *kb)
{
	uint64_t hash = HASH_START;
	for (size_t i = 0; i < kb->n_articles; i++) {
		struct day day = kb->articles[i].updated;
		hash = hash_step(hash, kb->articles[i].lang);
		hash = hash_step(hash, ((uint64_t)day.year << 16) + ((uint64_t)day.month << 8) +
					       (uint64_t)day.day);
	}
	return hash;
}

static uint64_t hash_of_anchors(const struct knowledge *kb)
{
	uint64_t hash = HASH_START;
	for (size_t i = 0; i < kb->n_articles; i++)
		hash = hash_step(hash, kb->articles[i].hashes.anchors);
	for (size_t i = 0; i < kb->n_entries; i++)
		hash = hash_text(hash_step(hash, kb->entries[i].is_duplicate),
				 kb->entries[i].address);
	return hash;
}

static uint64_t hash_of_bodies(const struct knowledge *kb)
{
	uint64_t hash = HASH_START;
	for (size_t i = 0; i < kb->n_articles; i++)
		if (kb->articles[i].texts.len)
			hash = hash_text(hash_step(hash, i), kb->articles[i].texts);
	return hash;
}

void keys_init(struct site_keys *keys, const struct pages *pages, const struct search_index *search,
	       struct arena *arena)
{
	const struct knowledge *kb = pages->options->kb;
	*keys = (struct site_keys){.options = pages->options,
				   .search = search,
				   .titles = hash_titles(kb, arena),
				   .site = hash_of_site(pages),
				   .days = hash_of_days(kb),
				   .anchors = hash_of_anchors(kb),
				   .bodies = hash_of_bodies(kb)};
	keys->all_titles = hash_of_titles(kb, keys->titles);
	keys->entries = hash_of_entries(kb, keys->titles);
	keys->index = hash_of_index(kb, keys->entries);
	hash_texts(keys, arena);
}

/* --- An output ---------------------------------------------------------- */

static uint64_t add_article(uint64_t hash, const struct knowledge *kb,
			    const struct kb_article *article)
{
	if (!article)
		return hash;
	hash = hash_number(hash_number(hash, article->hash), article->hashes.row);
	for (size_t i = 0; i < article->n_entries; i++)
		hash = hash_number(hash, kb->entries[article->first_entry + i].is_duplicate);
	return hash;
}

static uint64_t add_neighbours(uint64_t hash, const struct site_keys *keys,
			       const struct kb_article *article)
{
	const struct knowledge *kb = keys->options->kb;
	size_t index = (size_t)(article - kb->articles);
	const struct kb_article *neighbours[] = {pages_previous(kb, index), pages_next(kb, index)};
	for (size_t i = 0; i < 2; i++)
		hash = hash_number(hash,
				   neighbours[i] ? keys->titles[neighbours[i] - kb->articles] : 0);
	return hash;
}

static uint64_t add_shard(uint64_t hash, const struct site_keys *keys, size_t shard)
{
	const struct search_index *search = keys->search;
	struct span docs = search_shard_docs(search, shard);
	for (size_t i = docs.start; i < docs.end; i++)
		hash = hash_number(
			hash, keys->texts[search->docs[i].article - keys->options->kb->articles]);
	return hash;
}

/* A file that changed just now may change again without another time. */
static bool add_source(uint64_t *hash, const char *path)
{
	struct stamp stamp;
	struct buffer bytes;
	if (!stamp_file(AT_FDCWD, path, &stamp) || !stamp_is_settled(&stamp))
		return false;
	buffer_init(&bytes, BUFFER_MAX_PAGE);
	stamp_put(&bytes, &stamp);
	*hash = hash_text(*hash, buffer_view(&bytes));
	buffer_release(&bytes);
	return true;
}

/* The article that an output is made from, or NULL. */
static const struct kb_article *article_of(const struct knowledge *kb, const struct output *output)
{
	switch (output->kind) {
	case OUTPUT_ENTRY:
	case OUTPUT_MAN_ENTRY:
	case OUTPUT_MAN_ALIAS:
		return &kb->articles[kb->entries[output->index].article];
	default:
		return output->index == PLAN_NONE ? NULL : &kb->articles[output->index];
	}
}

uint64_t key_of_output(const struct site_keys *keys, const struct output *output)
{
	const struct knowledge *kb = keys->options->kb;
	unsigned int on = dependencies[output->kind];
	uint64_t hash = hash_number(0, output->kind);
	hash = hash_number(hash, output->lang);
	if (on == 0)
		return 0;
	if (on & ON_SITE)
		hash = hash_number(hash, keys->site);
	if (on & ON_ARTICLE)
		hash = add_article(hash, kb, article_of(kb, output));
	if (on & ON_NEIGHBOURS)
		hash = add_neighbours(hash, keys, article_of(kb, output));
	if (on & ON_ENTRIES)
		hash = hash_number(hash, keys->entries);
	if (on & ON_INDEX)
		hash = hash_number(hash, keys->index);
	if (on & ON_TEXTS)
		hash = hash_number(hash, keys->all_texts[LANG_BOTH]);
	if (on & ON_LANG_TEXTS)
		hash = hash_number(hash, keys->all_texts[output->lang]);
	if (on & ON_TITLES)
		hash = hash_number(hash, keys->all_titles);
	if (on & ON_ANCHORS)
		hash = hash_number(hash, keys->anchors);
	if (on & ON_BODIES)
		hash = hash_number(hash, keys->bodies);
	if (on & ON_SHARD)
		hash = add_shard(hash, keys, output->index);
	if (on & ON_DAYS)
		hash = hash_number(hash, keys->days);
	if (on & ON_MANUALS)
		hash = hash_number(hash, keys->options->has_all_manuals);
	if ((on & ON_SOURCE) && output->source && !add_source(&hash, output->source))
		return 0;
	return hash ? hash : 1;
}
