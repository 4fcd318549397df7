/* A catalogue from anywhere: opened as it is, and once more with its hashes made
   right, so that what lies behind them is reached. All of it is read and shown
   in every format. */
#include "fuzz/fuzz.h"

#include "base/hash.h"
#include "base/json.h"
#include "lookup/answer.h"
#include "lookup/catalogue_format.h"
#include "text/linebreak.h"

#include <stdlib.h>
#include <string.h>

static void put_u64_at(char *at, uint64_t number)
{
	for (int i = 0; i < 8; i++)
		at[i] = (char)(unsigned char)(number >> 8 * i);
}

/* The bodies' hashes first: they are part of the index. */
static void mend(char *bytes, size_t size)
{
	struct slice all = {bytes, size};
	if (size < CATALOGUE_HEADER_BYTES)
		return;
	memcpy(bytes, CATALOGUE_MAGIC, sizeof(CATALOGUE_MAGIC) - 1);
	memcpy(bytes + HEADER_VERSION, (char[]){CATALOGUE_VERSION, 0, 0, 0}, 4);
	put_u64_at(bytes + HEADER_FILE_BYTES, size);
	uint64_t index = get_u64(bytes + HEADER_INDEX_BYTES);
	if (index > size - CATALOGUE_HEADER_BYTES)
		index = size - CATALOGUE_HEADER_BYTES;
	put_u64_at(bytes + HEADER_INDEX_BYTES, index);
	uint64_t rows = SITE_BYTES + (uint64_t)get_u32(bytes + HEADER_SCHEMES) * SCHEME_BYTES +
			(uint64_t)get_u32(bytes + HEADER_ARTICLES) * ARTICLE_BYTES;
	for (uint64_t i = 0; i < get_u32(bytes + HEADER_ENTRIES); i++) {
		uint64_t row = rows + i * ENTRY_BYTES;
		if (row + ENTRY_BYTES > index)
			break;
		for (size_t lang = 0; lang < LANG_SIDES; lang++) {
			char *body = bytes + CATALOGUE_HEADER_BYTES + row + ENTRY_BODIES +
				     lang * BODY_BYTES;
			size_t start = CATALOGUE_HEADER_BYTES + (size_t)index;
			uint64_t offset = get_u64(body + BODY_OFFSET);
			size_t len = get_u32(body + BODY_LENGTH);
			if (offset <= size - start && len <= size - start - offset)
				put_u64_at(body + BODY_HASH,
					   hash_slice(slice_sub(all, start + (size_t)offset,
								start + (size_t)offset + len)));
		}
	}
	put_u64_at(bytes + HEADER_INDEX_HASH,
		   hash_slice(slice_sub(all, CATALOGUE_HEADER_BYTES,
					CATALOGUE_HEADER_BYTES + (size_t)index)));
	put_u64_at(bytes + HEADER_HASH, hash_slice(slice_sub(all, 0, HEADER_HASH)));
}

static void show(const struct answering *answering, size_t entry)
{
	struct query query = {.result = QUERY_FOUND, .entry = entry};
	struct slice asked = SLICE("4.4.312");
	struct buffer out;
	struct json json;
	buffer_init(&out, 1 << 22);
	(void)answer_text(answering, asked, &query, &out);
	(void)answer_markdown(answering, asked, &query, &out);
	(void)answer_man(answering, &query, &out);
	json_init(&json, &out, JSON_ONE_LINE);
	(void)answer_json(answering, asked, &query, &json);
	for (size_t i = 0; i < out.len; i++)
		if (out.ptr[i] == '\033')
			__builtin_trap();
	buffer_release(&out);
}

static void read_all(struct slice bytes, struct line_breaker *breaker)
{
	enum { ENTRIES_MAX = 8 };
	struct problems problems;
	struct catalogue *catalogue;
	struct arena arena;
	problems_init(&problems, NULL, LANG_EN);
	if (catalogue_open_bytes(bytes, "fuzz", &problems, &catalogue) != STATUS_OK)
		return;
	arena_init_must(&arena);
	struct answering answering = {.catalogue = catalogue,
				      .arena = &arena,
				      .problems = &problems,
				      .breaker = breaker,
				      .columns = 40};
	size_t count = catalogue_count(catalogue);
	for (size_t i = 0; i < count && i < ENTRIES_MAX; i++) {
		answering.lang = i % 2 ? LANG_JA : LANG_EN;
		show(&answering, i);
	}
	struct query query;
	(void)query_find(catalogue, &arena, SLICE("4.4.312"), &query);
	(void)query_find(catalogue, &arena, SLICE("44312"), &query);
	arena_release(&arena);
	catalogue_free(catalogue);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	static struct line_breaker *breaker;
	char *copy = malloc(size ? size : 1);
	if (!breaker)
		breaker = line_breaker_new();
	if (!copy || !breaker)
		out_of_memory();
	memcpy(copy, data, size);
	read_all((struct slice){copy, size}, breaker);
	mend(copy, size);
	read_all((struct slice){copy, size}, breaker);
	free(copy);
	return 0;
}
