/*
 * Room in a growing array that its owner holds as pointer, count and
 * capacity:
 *
 *     if (!array_room(&list->items, &list->capacity, list->count + 1))
 *             return STATUS_NO_MEMORY;
 *     list->items[list->count++] = item;
 *     …
 *     free(list->items);
 */
#ifndef BASE_ARRAY_H
#define BASE_ARRAY_H

#include <stdbool.h>
#include <stddef.h>

#define array_room(items, capacity, needed)                                                        \
	array_room_for((void *)(items), (capacity), (needed), sizeof(**(items)))

/* Private: where there is no room yet. */
bool array_grow(void *items, size_t *capacity, size_t needed, size_t size);

/* Behind the macro. `items` is the address of the owner's pointer. False,
   with nothing changed, when memory is out. */
static inline bool array_room_for(void *items, size_t *capacity, size_t needed, size_t size)
{
	return needed <= *capacity || array_grow(items, capacity, needed, size);
}

#endif
