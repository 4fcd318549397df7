/* The index as scripts. */
#include "search_shards.h"

#include "base/json.h"
#include "text/unicode.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	TEXT_MAX_COLS = 200, /* of a page's text in a list of results */
	/* A word in one page of so many, and in so many at least, is called common: the
	   browser asks for the shards of others first. */
	COMMON_RATIO = 32,
	COMMON_MIN = 64,
	COMMON_MAX = 800,
	RANGES_MAX = 400,
};

static void begin_call(const char *name, uint32_t version, struct buffer *out)
{
	buffer_printf(out, "taiyakuSearch(\"%s\",\"%08" PRIx32 "\",", name, version);
}

static void end_call(struct buffer *out)
{
	buffer_str(out, ");\n");
}

/* --- Words ---------------------------------------------------------------- */

/* No word holds a character that a string would have to escape. */
void search_write_terms(struct search_index *index, size_t shard, struct buffer *out)
{
	char name[32];
	search_index_fill(index);
	snprintf(name, sizeof(name), "t%zu", shard);
	begin_call(name, index->term_versions[shard], out);
	buffer_char(out, '"');
	size_t first = index->term_shards[shard];
	for (size_t i = first; i < index->term_shards[shard + 1]; i++) {
		const struct search_term *term = index->terms[i];
		if (i > first)
			buffer_char(out, ',');
		buffer_slice(out, term->text);
		buffer_char(out, ' ');
		buffer_append(out, term->places, term->places_len);
	}
	buffer_char(out, '"');
	end_call(out);
}

/* --- Pages ---------------------------------------------------------------- */

/* The beginning of a text, to a blank where it has blanks. */
static struct slice shorten(struct slice text)
{
	size_t cols = 0;
	size_t blank = 0;
	if (text.len <= TEXT_MAX_COLS) /* no character has more columns than bytes */
		return text;
	for (size_t at = 0; at < text.len;) {
		size_t start = at;
		int32_t c = utf8_next(text, &at);
		cols += code_point_width(c);
		if (cols > TEXT_MAX_COLS)
			return slice_sub(text, 0, blank > start / 2 ? blank : start);
		if (c == ' ')
			blank = start;
	}
	return text;
}

static void put_text(struct json *json, struct arena *arena, struct slice text)
{
	struct arena_mark mark = arena_mark(arena);
	struct slice part = shorten(text);
	if (part.len < text.len)
		part = arena_join(arena, part, SLICE("…"));
	json_put_string(json, part);
	arena_rewind(arena, mark);
}

static void put_address(struct json *json, struct arena *arena, const struct search_doc *doc)
{
	struct arena_mark mark = arena_mark(arena);
	struct slice page =
		doc->entry ? entry_page(arena, doc->entry) : article_page(arena, doc->article);
	struct slice address = page_address(page);
	if (slice_ends_with(address, SLICE(".html")))
		address.len -= strlen(".html");
	json_put_string(json, address);
	arena_rewind(arena, mark);
}

static void put_doc(struct json *json, struct arena *arena, const struct search_doc *doc,
		    enum lang lang)
{
	enum lang has = doc->article->lang;
	bool is_other = has != LANG_BOTH && has != lang;
	json_begin_array(json);
	put_text(json, arena, search_doc_title(doc, lang));
	put_text(json, arena, search_doc_text(doc, lang));
	put_address(json, arena, doc);
	if (doc->entry)
		json_put_string(json, doc->entry->code.normal);
	else if (is_other)
		json_put_str(json, "");
	if (is_other)
		json_put_str(json, lang_name(has));
	json_end_array(json);
}

void search_write_docs(struct search_index *index, enum lang lang, size_t shard, struct buffer *out)
{
	char name[32];
	struct json json;
	struct arena arena;
	search_index_fill(index);
	struct span docs = search_shard_docs(index, shard);
	arena_init_must(&arena);
	snprintf(name, sizeof(name), "%s%zu", lang_name(lang), shard);
	begin_call(name, index->doc_versions[shard], out);
	json_init(&json, out, JSON_ONE_LINE);
	json_begin_array(&json);
	for (size_t i = docs.start; i < docs.end; i++)
		put_doc(&json, &arena, &index->docs[i], lang);
	json_end_array(&json);
	json_finish(&json);
	end_call(out);
	arena_release(&arena);
}

/* --- What is where --------------------------------------------------------- */

/* The shortest beginning of a word that comes behind the word before it; for a shard
   that is empty, what no word comes behind. */
static struct slice border(const struct search_index *index, size_t i)
{
	if (i == index->n_terms)
		return SLICE("\xF4\x8F\xBF\xBF");
	if (i == 0)
		return SLICE("");
	struct slice text = index->terms[i]->text;
	struct slice before = index->terms[i - 1]->text;
	size_t end = 0;
	while (end < before.len && end < text.len && before.ptr[end] == text.ptr[end])
		end++;
	end++;
	while (end < text.len && utf8_is_trail(text.ptr[end]))
		end++;
	return slice_sub(text, 0, end);
}

static void put_borders(struct json *json, const struct search_index *index)
{
	json_key(json, "terms");
	json_begin_array(json);
	for (size_t i = 0; i < index->n_term_shards; i++)
		json_put_string(json, border(index, index->term_shards[i]));
	json_end_array(json);
	json_key(json, "keys");
	json_begin_array(json);
	for (size_t i = 0; i < index->n_coded; i += SEARCH_SHARD_DOCS)
		json_put_string(json, index->docs[i].key);
	json_end_array(json);
}

static void put_versions_of(struct json *json, const char *key, const uint32_t *versions,
			    size_t count)
{
	char text[16];
	json_key(json, key);
	json_begin_array(json);
	for (size_t i = 0; i < count; i++) {
		snprintf(text, sizeof(text), "%08" PRIx32, versions[i]);
		json_put_str(json, text);
	}
	json_end_array(json);
}

static void put_versions(struct json *json, const struct search_index *index)
{
	json_key(json, "versions");
	json_begin_object(json);
	put_versions_of(json, "t", index->term_versions, index->n_term_shards);
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++)
		put_versions_of(json, lang_name(lang), index->doc_versions, index->n_doc_shards);
	json_end_object(json);
}

static int compare_counts(const void *left, const void *right)
{
	const struct search_term *a = *(const struct search_term *const *)left;
	const struct search_term *b = *(const struct search_term *const *)right;
	if (a->n_docs != b->n_docs)
		return a->n_docs > b->n_docs ? -1 : 1;
	return slice_compare(a->text, b->text);
}

/* {"の":3120, …}, the most common first. */
static void put_common(struct json *json, const struct search_index *index, struct arena *arena)
{
	size_t count = 0;
	size_t least = index->n_docs / COMMON_RATIO;
	struct search_term **common =
		arena_array(arena, index->n_terms, sizeof(struct search_term *));
	for (size_t i = 0; i < index->n_terms; i++)
		if (index->terms[i]->n_docs > (least > COMMON_MIN ? least : COMMON_MIN))
			common[count++] = index->terms[i];
	if (count)
		qsort(common, count, sizeof(*common), compare_counts);
	json_key(json, "common");
	json_begin_object(json);
	for (size_t i = 0; i < count && i < COMMON_MAX; i++) {
		json_key_slice(json, common[i]->text);
		json_put_size(json, common[i]->n_docs);
	}
	json_end_object(json);
}

/* [first, last, page]: entries for a range of codes. */
static void put_ranges(struct json *json, const struct search_index *index, struct arena *arena)
{
	size_t count = 0;
	json_key(json, "ranges");
	json_begin_array(json);
	for (size_t i = 0; i < index->n_coded && count < RANGES_MAX; i++) {
		struct code last = index->docs[i].entry->code;
		if (!last.last.len)
			continue;
		count++;
		/* "5.7.501-503" to "5.7.503" */
		size_t dot = slice_find_char(last.normal, '.', 2);
		last.normal = arena_printf(arena, "%.*s%.*s", (int)dot + 1, last.normal.ptr,
					   SLICE_ARG(last.last));
		json_begin_array(json);
		json_put_string(json, index->docs[i].key);
		json_put_string(json, search_code_key(arena, &last));
		json_put_size(json, i);
		json_end_array(json);
	}
	json_end_array(json);
}

static void put_schemes(struct json *json, const struct scheme_set *schemes)
{
	static const char *const letters[] = {
		[LETTERS_AS_WRITTEN] = "", [LETTERS_UPPER] = "upper", [LETTERS_LOWER] = "lower"};
	json_key(json, "schemes");
	json_begin_array(json);
	for (size_t i = 0; i < scheme_count(schemes); i++) {
		struct scheme_definition scheme;
		if (!scheme_definition(scheme_at(schemes, i), &scheme))
			continue;
		json_begin_array(json);
		json_put_string(json, scheme.pattern);
		json_put_string(json, scheme.normal);
		json_put_str(json, letters[scheme.letters]);
		json_end_array(json);
	}
	json_end_array(json);
}

/* The words that tell a code from a version: one list for both finders. */
static void put_words(struct json *json)
{
	static const char *const names[SCHEME_WORD_GROUPS] = {
		[SCHEME_WORDS_CODE] = "code",       [SCHEME_WORDS_VERSION] = "version",
		[SCHEME_WORDS_PRODUCT] = "product", [SCHEME_WORDS_FILLER] = "filler",
		[SCHEME_WORDS_TAIL] = "tail",       [SCHEME_WORDS_LIST] = "list",
		[SCHEME_WORDS_RANGE] = "range",     [SCHEME_WORDS_RELEASE] = "release",
	};
	json_key(json, "words");
	json_begin_object(json);
	for (int group = 0; group < SCHEME_WORD_GROUPS; group++) {
		const char *word;
		json_key(json, names[group]);
		json_begin_array(json);
		for (size_t i = 0; (word = scheme_word((enum scheme_word_group)group, i)); i++)
			json_put_str(json, word);
		json_end_array(json);
	}
	json_end_object(json);
}

/* What the box says, of templates/strings: the keys that begin with search_say_. */
static void put_strings(struct json *json, const struct value *const strings[LANG_SIDES])
{
	static const struct slice prefix = {"search_say_", 11};
	json_key(json, "say");
	json_begin_object(json);
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++) {
		json_key(json, lang_name(lang));
		json_begin_object(json);
		for (size_t i = 0; i < strings[lang]->object.count; i++) {
			const struct value_member *member = &strings[lang]->object.members[i];
			if (!slice_starts_with(member->key, prefix) ||
			    member->value->kind != VALUE_TEXT)
				continue;
			json_key_slice(json, slice_skip(member->key, prefix.len));
			json_put_string(json, member->value->text);
		}
		json_end_object(json);
	}
	json_end_object(json);
}

void search_write_index(struct search_index *index, const struct scheme_set *schemes,
			const struct value *const strings[LANG_SIDES], struct buffer *out)
{
	struct json json;
	struct arena arena;
	search_index_fill(index);
	arena_init_must(&arena);
	buffer_str(out, "taiyakuSearch(\"index\",\"\",");
	json_init(&json, out, JSON_ONE_LINE);
	json_begin_object(&json);
	json_key(&json, "docs");
	json_put_size(&json, index->n_docs);
	json_key(&json, "coded");
	json_put_size(&json, index->n_coded);
	json_key(&json, "perShard");
	json_put_size(&json, SEARCH_SHARD_DOCS);
	put_versions(&json, index);
	put_borders(&json, index);
	put_common(&json, index, &arena);
	put_ranges(&json, index, &arena);
	put_schemes(&json, schemes);
	put_words(&json);
	put_strings(&json, strings);
	json_end_object(&json);
	json_finish(&json);
	end_call(out);
	arena_release(&arena);
}
