/* Edit distance, in bytes: names are ASCII. */
#include "base/nearest.h"

#include <stdint.h>

enum { NAME_MAX_BYTES = 64 };

static size_t least(size_t a, size_t b, size_t c)
{
	size_t ab = a < b ? a : b;
	return ab < c ? ab : c;
}

/* Insertions, deletions, replacements, and two neighbours swapped, each one slip:
   Levenshtein's distance with the most common slip of all (titel for title)
   counted once, as optimal string alignment does. `limit` or more may come back as
   any number that is not below it: so only that band of the table is filled in where
   the two places are less than `limit` apart (Ukkonen). */
static size_t distance(struct slice a, struct slice b, size_t limit)
{
	/* This one, the one before, the one before that. */
	size_t rows[3][NAME_MAX_BYTES + 1] = {{0}};
	if (a.len > NAME_MAX_BYTES || b.len > NAME_MAX_BYTES)
		return SIZE_MAX;
	if (a.len > b.len ? a.len - b.len >= limit : b.len - a.len >= limit)
		return limit;
	size_t best_above = 0;
	for (size_t j = 0; j <= b.len; j++)
		rows[0][j] = j;
	for (size_t i = 1; i <= a.len; i++) {
		size_t *row = rows[i % 3];
		const size_t *above = rows[(i + 2) % 3];
		const size_t *two_above = rows[(i + 1) % 3];
		size_t first = i >= limit ? i - limit + 1 : 1;
		size_t last = i + limit <= b.len ? i + limit - 1 : b.len;
		size_t best = row[first - 1] = first == 1 ? i : limit;
		if (last < b.len)
			row[last + 1] = limit;
		for (size_t j = first; j <= last; j++) {
			size_t replaced = above[j - 1] + (a.ptr[i - 1] != b.ptr[j - 1]);
			row[j] = least(replaced, above[j] + 1, row[j - 1] + 1);
			bool is_swapped = i > 1 && j > 1 && a.ptr[i - 1] == b.ptr[j - 2] &&
					  a.ptr[i - 2] == b.ptr[j - 1];
			if (is_swapped && two_above[j - 2] + 1 < row[j])
				row[j] = two_above[j - 2] + 1;
			best = row[j] < best ? row[j] : best;
		}
		/* Nothing further down is less than what two rows have. */
		if (best >= limit && best_above >= limit)
			return limit;
		best_above = best;
	}
	return rows[a.len % 3][b.len];
}

/* A beginning, as in --out for --output, is as near as one slip. */
static size_t distance_to_name(struct slice typed, const char *name, size_t limit)
{
	struct slice whole = slice_from(name);
	if (typed.len >= 2 && slice_starts_with(whole, typed))
		return 1;
	return distance(typed, whole, limit);
}

void nearest_init(struct nearest *nearest, struct slice typed)
{
	size_t limit = typed.len / 3 + 1; /* below it */
	*nearest = (struct nearest){.typed = typed, .distance = limit < 2 ? 2 : limit};
}

void nearest_offer(struct nearest *nearest, const char *name)
{
	size_t d = distance_to_name(nearest->typed, name, nearest->distance);
	if (d < nearest->distance) {
		nearest->distance = d;
		nearest->name = name;
	}
}

const char *nearest_of(struct slice typed, const char *const *names)
{
	struct nearest nearest;
	nearest_init(&nearest, typed);
	for (; *names; names++)
		nearest_offer(&nearest, *names);
	return nearest.name;
}
