/* Terms by their first two letters, the longest first. */
#include "kb/glossary.h"

#include "base/array.h"
#include "base/file.h"
#include "base/hash.h"
#include "glossary_read.h"
#include "text/unicode.h"

#include <stdlib.h>
#include <string.h>

enum { N_BUCKETS = 1 << 12, STEM_MIN = 3 };

/* --- Words -------------------------------------------------------------- */

/* Inside a word only: e-mail, Microsoft's, Node.js, TCP/IP. */
static bool is_joint(struct slice text, size_t at)
{
	switch (text.ptr[at]) {
	case '-':
	case '\'':
	case '.':
	case '_':
	case '/':
	case '&':
	case '+':
		return at > 0 && at + 1 < text.len && ascii_is_alnum(text.ptr[at - 1]) &&
		       ascii_is_alnum(text.ptr[at + 1]);
	default:
		return false;
	}
}

static bool is_word_char(struct slice text, size_t at)
{
	return ascii_is_alnum(text.ptr[at]) || is_joint(text, at);
}

bool glossary_word(struct slice text, size_t *at, struct span *word)
{
	size_t i = *at;
	while (i < text.len && !is_word_char(text, i))
		i++;
	word->start = i;
	while (i < text.len && is_word_char(text, i))
		i++;
	word->end = i;
	*at = i;
	return word->end > word->start;
}

static bool ends_with(struct slice word, const char *ending)
{
	return slice_ends_with_nocase(word, slice_from(ending));
}

static struct slice cut(struct slice word, size_t n)
{
	return slice_sub(word, 0, word.len - n);
}

/* The S of DNS and HTTPS is one of its letters. */
static bool is_acronym(struct slice word)
{
	enum { ACRONYM_MAX = 5 };
	for (size_t i = 0; i < word.len; i++)
		if (!ascii_is_upper(word.ptr[i]))
			return false;
	return word.len <= ACRONYM_MAX;
}

/* Without 's, and without the s of a plural. */
static struct slice singular(struct slice word)
{
	if (word.len == 0 || ascii_lower(word.ptr[word.len - 1]) != 's')
		return word;
	if (ends_with(word, "'s"))
		word = cut(word, 2);
	if (word.len <= STEM_MIN - 1 || !ends_with(word, "s") || ends_with(word, "ss") ||
	    ends_with(word, "us") || ends_with(word, "is") || is_acronym(word))
		return word;
	if (ends_with(word, "ches") || ends_with(word, "shes") || ends_with(word, "xes") ||
	    ends_with(word, "sses"))
		return cut(word, 2);
	return cut(word, 1);
}

static bool same_letters(struct slice a, struct slice b, bool is_exact)
{
	return is_exact ? slice_eq(a, b) : slice_eq_nocase(a, b);
}

/* "policies" is a form of "policy". */
static bool is_ies_form(struct slice word, struct slice base, bool is_exact)
{
	return ends_with(word, "ies") && ends_with(base, "y") &&
	       same_letters(cut(word, 3), cut(base, 1), is_exact);
}

/* "routing" of "route", "forwarding" of "forward", "spamming" of "spam". */
static bool is_ing_form(struct slice word, struct slice base, bool is_exact)
{
	if (!ends_with(word, "ing") || word.len < STEM_MIN + 3)
		return false;
	struct slice stem = cut(word, 3);
	return same_letters(stem, base, is_exact) ||
	       (ends_with(base, "e") && same_letters(stem, cut(base, 1), is_exact)) ||
	       (stem.len == base.len + 1 && stem.ptr[stem.len - 1] == stem.ptr[stem.len - 2] &&
		same_letters(cut(stem, 1), base, is_exact));
}

static bool is_form_of(struct slice word, struct slice base, bool is_exact)
{
	if (same_letters(word, base, is_exact))
		return true;
	char last = word.len ? ascii_lower(word.ptr[word.len - 1]) : ' ';
	if (last != 's' && last != 'g') /* no plural, and no -ing */
		return same_letters(word, singular(base), is_exact);
	struct slice plain = singular(word);
	return same_letters(plain, base, is_exact) ||
	       same_letters(plain, singular(base), is_exact) || is_ies_form(word, base, is_exact) ||
	       is_ing_form(word, base, is_exact);
}

/* How many letters of the base all its forms begin with. */
static size_t common_length(struct slice base)
{
	size_t plain = singular(base).len;
	return plain < base.len ? plain : base.len - 1;
}

static bool has_capital(struct slice text)
{
	for (size_t i = 0; i < text.len; i++)
		if (ascii_is_upper(text.ptr[i]))
			return true;
	return false;
}

/* --- The index ---------------------------------------------------------- */

static size_t bucket_of(struct slice word)
{
	size_t first = word.len > 0 ? (unsigned char)ascii_lower(word.ptr[0]) : 0;
	size_t second = word.len > 1 ? (unsigned char)ascii_lower(word.ptr[1]) : 0;
	return (first * 67 + second) % N_BUCKETS;
}

/* Where less than three letters are common to all forms, any may follow. */
static void add_start(struct glossary_starts *starts, struct slice common)
{
	size_t n_open = common.len < 2 ? 2 - common.len : 0; /* of the first two */
	size_t first = glossary_letter(common, 0) << 5 | glossary_letter(common, 1);
	size_t end = first + ((size_t)1 << 5 * n_open);
	uint32_t thirds = common.len > 2 ? UINT32_C(1) << glossary_letter(common, 2) : UINT32_MAX;
	for (size_t two = first; two < end; two++)
		starts->thirds[two] |= thirds;
}

static int longest_first(const void *a, const void *b)
{
	const struct term *left = a;
	const struct term *right = b;
	if (left->en.len != right->en.len)
		return left->en.len < right->en.len ? 1 : -1;
	return slice_compare(left->en, right->en);
}

static enum status make_index(struct glossary *glossary)
{
	glossary->buckets = arena_array(&glossary->arena, N_BUCKETS, sizeof(uint32_t));
	glossary->next = arena_array(&glossary->arena, glossary->n_terms + 1, sizeof(uint32_t));
	glossary->heads =
		arena_array(&glossary->arena, glossary->n_terms, sizeof(struct term_head));
	if (!glossary->buckets || !glossary->next || !glossary->heads)
		return STATUS_NO_MEMORY;
	if (glossary->n_terms)
		qsort(glossary->terms, glossary->n_terms, sizeof(*glossary->terms), longest_first);
	for (size_t i = glossary->n_terms; i-- > 0;) {
		size_t at = 0;
		struct span word;
		if (!glossary_word(glossary->terms[i].en, &at, &word))
			continue;
		struct slice first = slice_sub(glossary->terms[i].en, word.start, word.end);
		size_t bucket = bucket_of(first);
		glossary->heads[i] = (struct term_head){
			.first = first,
			.common = slice_sub(first, 0, common_length(first)),
			.behind = at,
			.is_exact = has_capital(glossary->terms[i].en),
		};
		add_start(&glossary->starts, glossary->heads[i].common);
		glossary->next[i] = glossary->buckets[bucket];
		glossary->buckets[bucket] = (uint32_t)i + 1;
	}
	return STATUS_OK;
}

/* --- Reading ------------------------------------------------------------ */

void renderings_add(struct glossary_reader *reader, struct renderings *list, struct slice text)
{
	text = slice_trim(text);
	if (text.len == 0)
		return;
	struct slice *items =
		arena_array(&reader->glossary->arena, list->count + 1, sizeof(*items));
	if (!items) {
		reader->failed = true;
		return;
	}
	if (list->count)
		memcpy(items, list->items, list->count * sizeof(*items));
	items[list->count] = text;
	*list = (struct renderings){items, list->count + 1};
}

/* "*" is no rendering, but leave to use others. */
static void take_star(struct term *term)
{
	size_t kept = 0;
	for (size_t i = 0; i < term->ja.count; i++)
		if (slice_eq_str(term->ja.items[i], "*"))
			term->is_free = true;
		else
			term->ja.items[kept++] = term->ja.items[i];
	term->ja.count = kept;
}

void glossary_add(struct glossary_reader *reader, const struct term *term)
{
	struct glossary *glossary = reader->glossary;
	if (glossary->n_terms >= GLOSSARY_TERMS_MAX) {
		if (glossary->n_terms == GLOSSARY_TERMS_MAX && reader->n_mistakes++ == 0)
			problem_report(reader->problems, term->at,
				       "the glossary has more than %d terms; split it",
				       "用語が %d 件を超えています。用語集を分割してください",
				       GLOSSARY_TERMS_MAX);
		return;
	}
	if (!array_room(&glossary->terms, &glossary->capacity, glossary->n_terms + 1)) {
		reader->failed = true;
		return;
	}
	struct term *added = &glossary->terms[glossary->n_terms++];
	*added = *term;
	added->en = slice_trim(added->en);
	take_star(added);
	if (added->ja.count == 0)
		renderings_add(reader, &added->ja, added->en);
	added->is_kept = added->ja.count > 0 && slice_eq(added->ja.items[0], added->en);
}

static enum status read_bytes(struct glossary_reader *reader, struct slice bytes)
{
	if (slice_starts_with(bytes, SLICE("\xEF\xBB\xBF")))
		bytes = slice_skip(bytes, 3);
	if (utf8_invalid_at(bytes) != SLICE_NONE)
		return problem_report(
			reader->problems, (struct place){.file = reader->path},
			"the glossary is not UTF-8; save it as UTF-8",
			"用語集が UTF-8 ではありません。UTF-8 で保存し直してください");
	if (slice_starts_with(slice_trim(bytes), SLICE("<")))
		glossary_read_tbx(reader, bytes);
	else
		glossary_read_csv(reader, bytes);
	if (reader->failed)
		return STATUS_NO_MEMORY;
	return reader->n_mistakes ? STATUS_FAILED : make_index(reader->glossary);
}

enum status glossary_read(const char *path, struct problems *problems, struct glossary **out)
{
	struct slice bytes;
	*out = NULL;
	struct glossary *glossary = calloc(1, sizeof(*glossary));
	if (!glossary)
		return problem_memory(problems, STATUS_NO_MEMORY);
	arena_init(&glossary->arena);
	struct glossary_reader reader = {.glossary = glossary, .problems = problems};
	reader.path = arena_copy(&glossary->arena, slice_from(path)).ptr;
	enum status status = reader.path ? STATUS_OK : STATUS_NO_MEMORY;
	if (status == STATUS_OK)
		status = file_read(&glossary->arena, path, problems, &bytes);
	if (status == STATUS_OK) {
		glossary->hash = hash_slice(bytes);
		status = read_bytes(&reader, bytes);
	}
	if (status == STATUS_OK)
		*out = glossary;
	else
		glossary_free(glossary);
	return problem_memory(problems, status);
}

void glossary_free(struct glossary *glossary)
{
	if (!glossary)
		return;
	free(glossary->terms);
	arena_release(&glossary->arena);
	free(glossary);
}

const struct term *glossary_terms(const struct glossary *glossary, size_t *count)
{
	*count = glossary->n_terms;
	return glossary->terms;
}

uint64_t glossary_hash(const struct glossary *glossary)
{
	return glossary->hash;
}

const struct glossary_starts *glossary_starts(const struct glossary *glossary)
{
	return &glossary->starts;
}

/* --- Finding ------------------------------------------------------------ */

/* Most words differ from the start in its last letter already. */
static bool starts_alike(struct slice word, const struct term_head *head)
{
	size_t len = head->common.len;
	if (len == 0 || word.len < len)
		return len == 0;
	return ascii_lower(word.ptr[len - 1]) == ascii_lower(head->common.ptr[len - 1]) &&
	       same_letters(slice_sub(word, 0, len), head->common, head->is_exact);
}

/* Whether the text goes on with the other words of a term, which `*at` moves behind. */
static bool goes_on(const struct term *term, const struct term_head *head, struct slice text,
		    size_t *at)
{
	struct span a;
	struct span b;
	for (size_t in_term = head->behind; glossary_word(term->en, &in_term, &a);) {
		size_t gap = *at;
		/* Only blanks may stand between the words of a term. */
		if (!glossary_word(text, at, &b) || !slice_is_blank(slice_sub(text, gap, b.start)))
			return false;
		if (!is_form_of(slice_sub(text, b.start, b.end),
				slice_sub(term->en, a.start, a.end), head->is_exact))
			return false;
	}
	return true;
}

bool glossary_term_at(const struct glossary *glossary, struct slice text, struct span word,
		      struct term_match *match)
{
	struct slice first = slice_sub(text, word.start, word.end);
	for (uint32_t i = glossary->buckets[bucket_of(first)]; i; i = glossary->next[i - 1]) {
		const struct term *term = &glossary->terms[i - 1];
		const struct term_head *head = &glossary->heads[i - 1];
		size_t end = word.end;
		if (!starts_alike(first, head) || !is_form_of(first, head->first, head->is_exact) ||
		    !goes_on(term, head, text, &end))
			continue;
		*match = (struct term_match){term, {word.start, end}};
		return true;
	}
	return false;
}

/* Behind the rendering at `at`, or SLICE_NONE. */
static size_t rendering_end(struct slice text, struct slice rendering, size_t at)
{
	for (size_t i = 0; i < rendering.len; i++) {
		if (rendering.ptr[i] == ' ')
			continue;
		while (i > 0 && at < text.len && text.ptr[at] == ' ')
			at++;
		if (at >= text.len || ascii_lower(text.ptr[at]) != ascii_lower(rendering.ptr[i]))
			return SLICE_NONE;
		at++;
	}
	return at;
}

/* The next place at or after `at` where the rendering may begin: its first
   character stands there, letters in any case. */
static size_t first_character(struct slice text, struct slice rendering, size_t at)
{
	char first = rendering.ptr[0];
	if ((unsigned char)first >= 0x80) {
		size_t len = 0;
		utf8_next(rendering, &len);
		return slice_find(text, slice_sub(rendering, 0, len), at);
	}
	if (!ascii_is_alpha(first))
		return slice_find_char(text, first, at);
	while (at < text.len && ascii_lower(text.ptr[at]) != ascii_lower(first))
		at++;
	return at < text.len ? at : SLICE_NONE;
}

bool rendering_is_in(struct slice text, struct slice rendering)
{
	return rendering.len > 0 && (slice_contains(text, rendering) ||
				     rendering_find(text, rendering, 0).start != SLICE_NONE);
}

struct span rendering_find(struct slice text, struct slice rendering, size_t from)
{
	const struct span none = {SLICE_NONE, SLICE_NONE};
	if (rendering.len == 0)
		return none;
	for (size_t at = from; (at = first_character(text, rendering, at)) != SLICE_NONE; at++) {
		size_t end = rendering_end(text, rendering, at);
		if (end != SLICE_NONE)
			return (struct span){at, end};
	}
	return none;
}
