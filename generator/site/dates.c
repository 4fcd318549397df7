/* A table of the days written so far, behind a lock. */
#include "dates.h"

#include "base/map.h"

#include <pthread.h>
#include <stdlib.h>

struct dates {
	enum lang lang;
	pthread_mutex_t lock;
	struct arena arena;
	struct day_writer *writer; /* NULL until there is a day to write */
	struct map by_day;         /* the bytes of a struct day to its struct value */
	struct buffer text;
};

struct dates *dates_new(enum lang lang)
{
	struct dates *dates = calloc(1, sizeof(*dates));
	if (!dates)
		out_of_memory();
	dates->lang = lang;
	pthread_mutex_init(&dates->lock, NULL);
	arena_init_must(&dates->arena);
	map_init(&dates->by_day);
	buffer_init(&dates->text, BUFFER_MAX_PAGE);
	return dates;
}

void dates_free(struct dates *dates)
{
	if (!dates)
		return;
	if (dates->writer)
		day_writer_free(dates->writer);
	buffer_release(&dates->text);
	map_release(&dates->by_day);
	arena_release(&dates->arena);
	pthread_mutex_destroy(&dates->lock);
	free(dates);
}

/* As people write it. */
static struct slice write(struct dates *dates, struct day day)
{
	if (!dates->writer)
		dates->writer = day_writer_new(dates->lang);
	buffer_clear(&dates->text);
	if (!dates->writer || day_write(dates->writer, day, &dates->text) != STATUS_OK)
		out_of_memory();
	return arena_copy(&dates->arena, buffer_view(&dates->text));
}

static const struct value *get(struct dates *dates, struct day day)
{
	struct slice key = {(const char *)&day, sizeof(day)};
	struct value *date = map_get(&dates->by_day, key);
	if (date)
		return date;
	buffer_clear(&dates->text);
	day_iso(day, &dates->text);
	struct slice iso = arena_copy(&dates->arena, buffer_view(&dates->text));
	struct slice text = write(dates, day);
	date = value_object(&dates->arena);
	value_set(&dates->arena, date, "iso", value_text_often(&dates->arena, iso));
	value_set(&dates->arena, date, "text", value_text_often(&dates->arena, text));
	if (map_put(&dates->by_day, arena_copy(&dates->arena, key), date) != STATUS_OK)
		out_of_memory();
	return date;
}

const struct value *dates_get(struct dates *dates, struct day day)
{
	if (!day.month)
		return NULL;
	pthread_mutex_lock(&dates->lock);
	const struct value *date = get(dates, day);
	pthread_mutex_unlock(&dates->lock);
	return date;
}
