/*
 * Reading a catalogue in place. Once the header and the index have the hashes
 * that they say, rows may be trusted to be where they are counted; what is in
 * them is looked at each time all the same, for a hash keeps out damage and
 * not malice.
 */
#include "lookup/catalogue.h"

#include "base/file.h"
#include "base/hash.h"
#include "catalogue_format.h"
#include "catalogue_tree.h"
#include "render/html.h"
#include "source/url.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

struct catalogue {
	struct slice bytes;
	void *mapped; /* or NULL */
	const char *name;
	struct arena arena;
	struct scheme_set *schemes;
	size_t n_schemes;
	size_t n_articles;
	size_t n_entries;
	size_t n_ranges;
	const char *site; /* rows */
	const char *scheme_rows;
	const char *articles;
	const char *entries;
	const char *ranges;
	struct slice strings;
	struct slice bodies;
};

/* --- Opening ------------------------------------------------------------------ */

static enum status refuse(const struct catalogue *c, struct problems *problems)
{
	return problem_report(problems, (struct place){.file = c->name},
			      "is no catalogue of Taiyaku, or a damaged one; make it again with "
			      "\"taiyaku build\"",
			      "Taiyaku のカタログではないか、壊れています。「taiyaku "
			      "build」で作り直してください");
}

static enum status refuse_version(const struct catalogue *c, struct problems *problems,
				  unsigned int version)
{
	return problem_report(
		problems, (struct place){.file = c->name},
		"is a catalogue of version %u, but this program reads version %d; "
		"make it again with \"taiyaku build\"",
		"バージョン %u のカタログですが、このプログラムが読めるのはバージョン "
		"%d です。「taiyaku build」で作り直してください",
		version, CATALOGUE_VERSION);
}

static bool has_sound_header(struct slice bytes)
{
	return bytes.len >= CATALOGUE_HEADER_BYTES &&
	       get_u64(bytes.ptr + HEADER_HASH) == hash_slice(slice_sub(bytes, 0, HEADER_HASH)) &&
	       get_u64(bytes.ptr + HEADER_FILE_BYTES) == bytes.len &&
	       get_u64(bytes.ptr + HEADER_INDEX_BYTES) <= bytes.len - CATALOGUE_HEADER_BYTES;
}

static bool is_catalogue(struct slice bytes)
{
	return slice_starts_with(bytes, SLICE(CATALOGUE_MAGIC)) && bytes.len >= HEADER_ZERO;
}

/* Where the rows of each kind begin. Counts have 32 bits and rows some hundred
   bytes: no sum can overflow. */
static bool find_rows(struct catalogue *c)
{
	const char *header = c->bytes.ptr;
	uint64_t index_bytes = get_u64(header + HEADER_INDEX_BYTES);
	struct slice index = {header + CATALOGUE_HEADER_BYTES, (size_t)index_bytes};
	c->n_schemes = get_u32(header + HEADER_SCHEMES);
	c->n_articles = get_u32(header + HEADER_ARTICLES);
	c->n_entries = get_u32(header + HEADER_ENTRIES);
	c->n_ranges = get_u32(header + HEADER_RANGES);
	uint64_t articles = SITE_BYTES + (uint64_t)c->n_schemes * SCHEME_BYTES;
	uint64_t entries = articles + (uint64_t)c->n_articles * ARTICLE_BYTES;
	uint64_t ranges = entries + (uint64_t)c->n_entries * ENTRY_BYTES;
	uint64_t strings = ranges + (uint64_t)c->n_ranges * sizeof(uint32_t);
	if (strings > index.len || hash_slice(index) != get_u64(header + HEADER_INDEX_HASH))
		return false;
	c->site = index.ptr;
	c->scheme_rows = index.ptr + SITE_BYTES;
	c->articles = index.ptr + articles;
	c->entries = index.ptr + entries;
	c->ranges = index.ptr + ranges;
	c->strings = slice_skip(index, (size_t)strings);
	c->bodies = slice_skip(c->bytes, CATALOGUE_HEADER_BYTES + (size_t)index_bytes);
	return true;
}

/* A reference that leads nowhere is the empty text. */
static struct slice text_at(const struct catalogue *c, const char *field)
{
	size_t offset = get_u32(field);
	size_t len = get_u32(field + 4);
	if (offset > c->strings.len || len > c->strings.len - offset)
		return (struct slice){0};
	return slice_sub(c->strings, offset, offset + len);
}

/* The user's schemes, made again. */
static enum status make_schemes(struct catalogue *c, struct problems *problems)
{
	struct place at = {.file = c->name};
	struct scheme_definition *definitions =
		arena_array(&c->arena, c->n_schemes + 1, sizeof(*definitions));
	size_t count = 0;
	for (size_t i = 0; i < c->n_schemes; i++) {
		const char *row = c->scheme_rows + i * SCHEME_BYTES;
		uint32_t letters = get_u32(row + SCHEME_LETTERS);
		struct slice pattern = text_at(c, row + SCHEME_PATTERN);
		if (pattern.len == 0 || letters > LETTERS_LOWER)
			continue;
		definitions[count++] = (struct scheme_definition){
			.name = text_at(c, row + SCHEME_NAME),
			.pattern = pattern,
			.normal = text_at(c, row + SCHEME_NORMAL),
			.letters = (enum code_letters)letters,
			.name_at = at,
			.pattern_at = at,
			.normal_at = at,
		};
	}
	return problem_memory(problems, scheme_set_new(definitions, count, problems, &c->schemes));
}

static enum status open_bytes(struct catalogue *c, struct problems *problems)
{
	if (!is_catalogue(c->bytes))
		return refuse(c, problems);
	uint32_t version = get_u32(c->bytes.ptr + HEADER_VERSION);
	if (version != CATALOGUE_VERSION)
		return refuse_version(c, problems, version);
	if (!has_sound_header(c->bytes) || !find_rows(c))
		return refuse(c, problems);
	return make_schemes(c, problems);
}

static struct catalogue *new_catalogue(const char *name)
{
	struct catalogue *c = calloc(1, sizeof(*c));
	if (!c)
		out_of_memory();
	arena_init_must(&c->arena);
	c->name = arena_copy(&c->arena, slice_from(name)).ptr;
	return c;
}

enum status catalogue_open_bytes(struct slice bytes, const char *name, struct problems *problems,
				 struct catalogue **out)
{
	struct catalogue *c = new_catalogue(name);
	c->bytes = bytes;
	enum status status = open_bytes(c, problems);
	*out = status == STATUS_OK ? c : NULL;
	if (status != STATUS_OK)
		catalogue_free(c);
	return status;
}

static enum status map_file(struct catalogue *c, struct problems *problems)
{
	struct stat about;
	struct place at = {.file = c->name};
	int file = open(c->name, O_RDONLY | O_CLOEXEC);
	if (file < 0 || fstat(file, &about) != 0) {
		const char *reason = problem_of_system(problems, errno);
		if (file >= 0)
			close(file);
		return problem_report(
			problems, at, "cannot read: %s; check the name and its permissions",
			"読み取れません (%s)。名前とアクセス許可を確認してください", reason);
	}
	if (!S_ISREG(about.st_mode) || about.st_size < CATALOGUE_HEADER_BYTES) {
		close(file);
		return refuse(c, problems);
	}
	size_t size = (size_t)about.st_size;
	void *mapped = mmap(NULL, size, PROT_READ, MAP_PRIVATE, file, 0);
	close(file);
	if (mapped == MAP_FAILED)
		return problem_memory(problems, STATUS_NO_MEMORY);
	c->mapped = mapped;
	c->bytes = (struct slice){mapped, size};
	return STATUS_OK;
}

enum status catalogue_open(const char *path, struct problems *problems, struct catalogue **out)
{
	struct catalogue *c = new_catalogue(path);
	enum status status = map_file(c, problems);
	if (status == STATUS_OK)
		status = open_bytes(c, problems);
	*out = status == STATUS_OK ? c : NULL;
	if (status != STATUS_OK)
		catalogue_free(c);
	return status;
}

void catalogue_free(struct catalogue *c)
{
	if (!c)
		return;
	if (c->mapped)
		munmap(c->mapped, c->bytes.len);
	scheme_set_free(c->schemes);
	arena_release(&c->arena);
	free(c);
}

/* --- Rows --------------------------------------------------------------------- */

struct slice catalogue_base_url(const struct catalogue *c)
{
	return text_at(c, c->site + SITE_BASE_URL);
}

struct slice catalogue_title(const struct catalogue *c, enum lang lang)
{
	return text_at(c, c->site + SITE_TITLES + (size_t)lang * TEXT_BYTES);
}

const struct scheme_set *catalogue_schemes(const struct catalogue *c)
{
	return c->schemes;
}

size_t catalogue_count(const struct catalogue *c)
{
	return c->n_entries;
}

size_t catalogue_article_count(const struct catalogue *c)
{
	return c->n_articles;
}

static const char *entry_row(const struct catalogue *c, size_t i)
{
	assert(i < c->n_entries);
	return c->entries + i * ENTRY_BYTES;
}

static struct slice scheme_of(const struct catalogue *c, size_t row)
{
	return row < c->n_schemes ? text_at(c, c->scheme_rows + row * SCHEME_BYTES + SCHEME_NAME)
				  : (struct slice){0};
}

struct catalogue_entry catalogue_entry_at(const struct catalogue *c, size_t i)
{
	const char *row = entry_row(c, i);
	struct catalogue_entry entry = {
		.code = text_at(c, row + ENTRY_CODE),
		.scheme = scheme_of(c, get_u32(row + ENTRY_SCHEME)),
		.reply = text_at(c, row + ENTRY_REPLY),
		.first = text_at(c, row + ENTRY_FIRST),
		.last = text_at(c, row + ENTRY_LAST),
		.man_name = text_at(c, row + ENTRY_MAN_NAME),
		.page = text_at(c, row + ENTRY_PAGE),
		.anchor = text_at(c, row + ENTRY_ANCHOR),
		.article = get_u32(row + ENTRY_ARTICLE),
		.is_duplicate = get_u32(row + ENTRY_FLAGS) & ENTRY_IS_DUPLICATE,
	};
	for (size_t lang = LANG_EN; lang <= LANG_JA; lang++) {
		entry.titles[lang] = text_at(c, row + ENTRY_TITLES + lang * TEXT_BYTES);
		entry.full_titles[lang] = text_at(c, row + ENTRY_FULL_TITLES + lang * TEXT_BYTES);
	}
	return entry;
}

static struct day day_of(uint32_t number)
{
	struct day day = {(int)(number / 10000), (int)(number / 100 % 100), (int)(number % 100)};
	bool is_day = day.year > 0 && day.year < 10000 && day.month >= 1 && day.month <= 12 &&
		      day.day >= 1 && day.day <= 31;
	return is_day ? day : (struct day){0};
}

static struct role_list acts_of(uint32_t number)
{
	struct role_list acts = {.count = 0};
	for (; number && acts.count < ROLES; number >>= ROLE_BITS) {
		uint32_t role = number & ROLE_MASK;
		if (role == 0 || role > ROLES)
			break;
		acts.items[acts.count++] = (enum role)(role - 1);
	}
	return acts;
}

/* A row that is not there is an article without anything. */
struct catalogue_article catalogue_article_at(const struct catalogue *c, size_t i)
{
	struct catalogue_article article = {0};
	if (i >= c->n_articles)
		return article;
	const char *row = c->articles + i * ARTICLE_BYTES;
	article.path = text_at(c, row + ARTICLE_PATH);
	article.page = text_at(c, row + ARTICLE_PAGE);
	article.man_name = text_at(c, row + ARTICLE_MAN_NAME);
	article.updated = day_of(get_u32(row + ARTICLE_UPDATED));
	article.acts = acts_of(get_u32(row + ARTICLE_ACTS));
	for (size_t lang = LANG_EN; lang <= LANG_JA; lang++)
		article.titles[lang] = text_at(c, row + ARTICLE_TITLES + lang * TEXT_BYTES);
	return article;
}

/* --- Finding ------------------------------------------------------------------ */

static struct slice code_at(const struct catalogue *c, size_t i)
{
	return text_at(c, entry_row(c, i) + ENTRY_CODE);
}

size_t catalogue_position(const struct catalogue *c, struct slice code)
{
	size_t low = 0;
	size_t high = c->n_entries;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (catalogue_compare_codes(code_at(c, middle), code) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

size_t catalogue_find(const struct catalogue *c, struct slice code)
{
	size_t i = catalogue_position(c, code);
	return i < c->n_entries && slice_eq(code_at(c, i), code) ? i : CATALOGUE_NONE;
}

struct code catalogue_code_of(const struct catalogue *c, const struct catalogue_entry *entry)
{
	struct code code = {.normal = entry->code,
			    .reply = entry->reply,
			    .first = entry->first,
			    .last = entry->last};
	for (size_t i = 0; i < scheme_count(c->schemes); i++)
		if (slice_eq(scheme_name(scheme_at(c->schemes, i)), entry->scheme))
			code.scheme = scheme_at(c->schemes, i);
	/* What code_covers takes for granted. */
	if (code.last.len && code.first.len + 1 + code.last.len > code.normal.len)
		code.first = code.last = (struct slice){0};
	return code;
}

size_t catalogue_find_code(const struct catalogue *c, const struct code *code)
{
	size_t best = catalogue_find(c, code->normal);
	struct code best_range = {0};
	if (best != CATALOGUE_NONE)
		return best;
	for (size_t i = 0; i < c->n_ranges; i++) {
		size_t at = get_u32(c->ranges + i * sizeof(uint32_t));
		if (at >= c->n_entries)
			continue;
		struct catalogue_entry entry = catalogue_entry_at(c, at);
		struct code range = catalogue_code_of(c, &entry);
		if (!range.scheme || !code_covers(&range, code))
			continue;
		if (best != CATALOGUE_NONE && !code_covers(&best_range, &range))
			continue;
		if (best != CATALOGUE_NONE && slice_eq(range.normal, best_range.normal))
			continue; /* a duplicate */
		best = at;
		best_range = range;
	}
	return best;
}

/* --- Addresses ---------------------------------------------------------------- */

/* An address on the site; empty where nobody knows where that is. */
static struct slice site_url(const struct catalogue *c, struct arena *arena, const char *folder,
			     struct slice path, struct slice fragment)
{
	struct slice base = catalogue_base_url(c);
	struct buffer url;
	if (base.len == 0)
		return (struct slice){0};
	buffer_init(&url, BUFFER_MAX_PAGE);
	html_url_text(&url, base);
	buffer_printf(&url, "%s/", folder);
	html_url_text(&url, path);
	html_url_text(&url, fragment);
	struct slice copy = arena_copy(arena, buffer_view(&url));
	buffer_release(&url);
	return copy;
}

struct slice catalogue_entry_url(const struct catalogue *c, struct arena *arena,
				 const struct catalogue_entry *entry, enum lang lang)
{
	return site_url(c, arena, lang_name(lang), entry->page, (struct slice){0});
}

struct slice catalogue_article_url(const struct catalogue *c, struct arena *arena,
				   const struct catalogue_article *article, enum lang lang)
{
	return site_url(c, arena, lang_name(lang), article->page, (struct slice){0});
}

static struct catalogue_link to_url(struct slice url)
{
	return (struct catalogue_link){.kind = url.len ? CATALOGUE_LINK_URL : CATALOGUE_LINK_NONE,
				       .url = url};
}

static struct catalogue_link to_article(const struct catalogue *c, struct arena *arena,
					struct slice rest, enum lang lang)
{
	size_t number = 0;
	size_t at = 0;
	for (; at < rest.len && at < 10 && ascii_is_digit(rest.ptr[at]); at++)
		number = number * 10 + (size_t)(rest.ptr[at] - '0');
	if (at == 0 || number >= c->n_articles)
		return (struct catalogue_link){0};
	struct catalogue_article article = catalogue_article_at(c, number);
	return (struct catalogue_link){
		.kind = CATALOGUE_LINK_ARTICLE,
		.url = site_url(c, arena, lang_name(lang), article.page, slice_skip(rest, at)),
		.article = number,
		.man_name = article.man_name,
	};
}

/* Moves `text` behind the prefix that it begins with. */
static bool take_prefix(struct slice *text, struct slice prefix)
{
	bool has_prefix = slice_starts_with(*text, prefix);
	if (has_prefix)
		*text = slice_skip(*text, prefix.len);
	return has_prefix;
}

struct catalogue_link catalogue_link(const struct catalogue *c, struct arena *arena,
				     struct slice url, enum lang lang)
{
	struct slice none = {0};
	if (take_prefix(&url, SLICE(CATALOGUE_ARTICLE_URL)))
		return to_article(c, arena, url, lang);
	if (take_prefix(&url, SLICE(CATALOGUE_MEDIA_URL)))
		return to_url(site_url(c, arena, "media", url, none));
	if (take_prefix(&url, SLICE(CATALOGUE_HOME_URL)))
		return to_url(site_url(c, arena, lang_name(lang), none, none));
	/* A file that was made to harm may say anything. */
	enum url_kind kind = url_classify(url);
	return to_url(kind == URL_ABSOLUTE || kind == URL_PROGRAM ? url : none);
}

/* --- Texts
 * -------------------------------------------------------------------- */

/* False where the row leads out of the file, or its text has another hash.
 */
static bool find_body(const struct catalogue *c, size_t i, enum lang lang, struct slice *out)
{
	const char *row = entry_row(c, i) + ENTRY_BODIES + (size_t)lang * BODY_BYTES;
	uint64_t offset = get_u64(row + BODY_OFFSET);
	size_t len = get_u32(row + BODY_LENGTH);
	if (offset > c->bodies.len || len > c->bodies.len - offset)
		return false;
	*out = slice_sub(c->bodies, (size_t)offset, (size_t)offset + len);
	return hash_slice(*out) == get_u64(row + BODY_HASH);
}

enum status catalogue_body(const struct catalogue *c, size_t i, enum lang lang, struct arena *arena,
			   struct problems *problems, struct catalogue_body *out)
{
	struct slice bytes;
	*out = (struct catalogue_body){0};
	if (!find_body(c, i, lang, &bytes))
		return refuse(c, problems);
	out->intro = catalogue_tree_read(&bytes, arena);
	out->cause = out->intro ? catalogue_tree_read(&bytes, arena) : NULL;
	out->fix = out->cause ? catalogue_tree_read(&bytes, arena) : NULL;
	return out->fix && bytes.len == 0 ? STATUS_OK : refuse(c, problems);
}
