/* The one file that includes xxHash. */
#include "base/hash.h"

#include <xxhash.h>

uint64_t hash_slice(struct slice text)
{
	return hash_more(0, text);
}

uint64_t hash_key(struct slice text)
{
	return XXH3_64bits(text.ptr, text.len);
}

uint64_t hash_more(uint64_t hash, struct slice text)
{
	return XXH64(text.ptr, text.len, hash);
}

uint64_t hash_number(uint64_t hash, uint64_t number)
{
	return hash_more(hash, (struct slice){(const char *)&number, sizeof(number)});
}

uint64_t hash_text(uint64_t hash, struct slice text)
{
	return hash_more(hash_number(hash, text.len), text);
}
