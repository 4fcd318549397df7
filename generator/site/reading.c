/* The first rendering of articles, while they are read, and a look at the old site. */
#include "reading.h"

#include "bodies.h"

#include <stdlib.h>

struct site_reading {
	struct knowledge_hook hook;
	struct fragments fragments;
	struct publication publication;
	struct body_room **rooms; /* one per worker */
	size_t n_rooms;
	const char *folder;
	struct problems *problems;
};

static enum status begin(void *context, const struct knowledge *kb, size_t n_workers)
{
	struct site_reading *reading = context;
	reading->rooms = calloc(n_workers, sizeof(struct body_room *));
	if (!reading->rooms)
		out_of_memory();
	while (reading->n_rooms < n_workers)
		reading->rooms[reading->n_rooms++] = body_room_new();
	fragments_init(&reading->fragments, kb->n_articles, n_workers, reading->folder,
		       reading->problems);
	return STATUS_OK;
}

static enum status on_article(void *context, const struct knowledge *kb, size_t index,
			      const struct article *source, const struct entry_list *entries,
			      size_t worker)
{
	(void)entries;
	struct site_reading *reading = context;
	const struct kb_article *article = &kb->articles[index];
	struct arena arena;
	struct fragment_set texts;
	if (article->is_include)
		return STATUS_OK;
	arena_init_must(&arena);
	body_render(reading->rooms[worker], kb, article, source, &arena, &texts);
	enum status status = fragments_put(&reading->fragments, index, worker, &texts);
	arena_release(&arena);
	return status;
}

/* Its pages are taken over, or it is read when they are made. */
static enum status on_kept(void *context, const struct knowledge *kb, size_t index, size_t worker)
{
	(void)context;
	(void)kb;
	(void)index;
	(void)worker;
	return STATUS_OK;
}

struct site_reading *site_reading_new(const struct site_reading_options *options,
				      struct problems *problems)
{
	struct site_reading *reading = calloc(1, sizeof(*reading));
	if (!reading)
		out_of_memory();
	reading->hook = (struct knowledge_hook){begin, on_article, on_kept, reading};
	reading->folder = options->folder;
	reading->problems = problems;
	publication_init(&reading->publication,
			 &(struct publication_options){.output = options->output,
						       .n_threads = options->n_threads,
						       .is_fresh = options->is_fresh},
			 problems);
	return reading;
}

const struct knowledge_hook *site_reading_hook(const struct site_reading *reading)
{
	return &reading->hook;
}

void site_reading_look(struct site_reading *reading)
{
	publication_look(&reading->publication);
}

struct publication *site_reading_publication(struct site_reading *reading)
{
	return &reading->publication;
}

struct fragments *site_reading_fragments(struct site_reading *reading)
{
	return &reading->fragments;
}

void site_reading_free(struct site_reading *reading)
{
	if (!reading)
		return;
	publication_release(&reading->publication);
	fragments_release(&reading->fragments);
	for (size_t i = 0; i < reading->n_rooms; i++)
		body_room_free(reading->rooms[i]);
	free(reading->rooms);
	free(reading);
}
