/* The table of schemes, and what is the same for all of them: putting their
   finds in order, names and addresses. */
#include "scheme_kind.h"

#include "base/array.h"
#include "base/buffer.h"
#include "base/hash.h"

#include <stdlib.h>
#include <string.h>

static const struct scheme_kind *const built_in[] = {
	&scheme_smtp,
	&scheme_hresult,
	&scheme_aadsts,
	&scheme_office,
};

enum { N_BUILT_IN = sizeof(built_in) / sizeof(*built_in), NAME_MAX_BYTES = 40 };

struct scheme_set {
	struct arena arena;
	struct scheme *schemes; /* the built-in ones first */
	size_t count;
};

static const struct fault_text {
	enum code_fault fault;
	const char *text[LANG_SIDES];
} fault_texts[] = {
	{CODE_LEADING_ZERO,
	 {"a number in it begins with 0; write it without the zero",
	  "数字の先頭に 0 があります。0 を取り除いてください"}},
	{CODE_CLASS,
	 {"its class is none of 2, 4 and 5; correct the first number",
	  "クラスが 2、4、5 のいずれでもありません。最初の数字を直してください"}},
	{CODE_DIGITS,
	 {"a number in it has too many or too few digits; correct it",
	  "数字の桁数が正しくありません。修正してください"}},
	{CODE_RANGE,
	 {"the range runs backwards; write the smaller number first",
	  "範囲の順序が逆です。小さい方を先に書いてください"}},
	{CODE_REPLY_CLASS,
	 {"the basic reply code before it is of another class; make their first digits equal",
	  "直前の基本応答コードとクラスが異なります。先頭の数字をそろえてください"}},
};

enum status finder_add(struct finder *finder, struct code code)
{
	if (!code.normal.ptr || !array_room(&finder->items, &finder->capacity, finder->count + 1))
		return STATUS_NO_MEMORY;
	code.scheme = finder->scheme;
	finder->items[finder->count++] = code;
	return STATUS_OK;
}

/* --- The set --------------------------------------------------------------- */

static bool is_name(struct slice name)
{
	for (size_t i = 0; i < name.len; i++) {
		char c = name.ptr[i];
		if (c != '-' && !ascii_is_digit(c) && !(c >= 'a' && c <= 'z'))
			return false;
	}
	return name.len > 0 && name.len <= NAME_MAX_BYTES;
}

static enum status check_name(const struct scheme_set *set,
			      const struct scheme_definition *definition, struct problems *problems)
{
	if (!is_name(definition->name))
		return problem_report(
			problems, definition->name_at,
			"\"%.*s\" is no name for a scheme; use up to 40 of a-z, 0-9 and -",
			"「%.*s」はスキームの名前に使えません。a-z、0-9、- を使い、40 "
			"文字以内にしてください",
			SLICE_ARG(definition->name));
	for (size_t i = 0; i < set->count; i++)
		if (slice_eq(set->schemes[i].name, definition->name))
			return problem_report(
				problems, definition->name_at,
				"there is a scheme \"%.*s\" already; choose another name",
				"スキーム「%.*s」は既にあります。別の名前にしてください",
				SLICE_ARG(definition->name));
	return STATUS_OK;
}

static enum status fill(struct scheme_set *set, const struct scheme_definition *definitions,
			size_t count, struct problems *problems)
{
	set->schemes = arena_array(&set->arena, N_BUILT_IN + count, sizeof(*set->schemes));
	if (!set->schemes)
		return STATUS_NO_MEMORY;
	for (size_t i = 0; i < N_BUILT_IN; i++)
		set->schemes[set->count++] =
			(struct scheme){.kind = built_in[i], .name = slice_from(built_in[i]->name)};
	enum status worst = STATUS_OK;
	for (size_t i = 0; i < count && worst != STATUS_NO_MEMORY; i++) {
		enum status status = check_name(set, &definitions[i], problems);
		if (status == STATUS_OK) /* counted even if it fails: its regex must be freed */
			status = scheme_user_init(&set->schemes[set->count++], &set->arena,
						  &definitions[i], problems);
		if (status != STATUS_OK)
			worst = status;
	}
	return worst;
}

enum status scheme_set_new(const struct scheme_definition *definitions, size_t count,
			   struct problems *problems, struct scheme_set **out)
{
	*out = NULL;
	struct scheme_set *set = calloc(1, sizeof(*set));
	if (!set)
		return STATUS_NO_MEMORY;
	arena_init(&set->arena);
	enum status status = fill(set, definitions, count, problems);
	if (status == STATUS_OK)
		*out = set;
	else
		scheme_set_free(set);
	return status;
}

void scheme_set_free(struct scheme_set *set)
{
	if (!set)
		return;
	for (size_t i = 0; i < set->count; i++)
		regex_free(set->schemes[i].regex);
	arena_release(&set->arena);
	free(set);
}

bool scheme_definition(const struct scheme *scheme, struct scheme_definition *out)
{
	*out = (struct scheme_definition){.name = scheme->name,
					  .pattern = scheme->pattern,
					  .normal = scheme->normal,
					  .letters = scheme->letters};
	return scheme->kind == &scheme_user;
}

size_t scheme_count(const struct scheme_set *set)
{
	return set->count;
}

const struct scheme *scheme_at(const struct scheme_set *set, size_t i)
{
	return &set->schemes[i];
}

struct slice scheme_name(const struct scheme *scheme)
{
	return scheme->name;
}

/* --- Finding --------------------------------------------------------------- */

static bool is_users(const struct code *code)
{
	return code->scheme->kind == &scheme_user;
}

/* By place; where two begin together, the user's scheme first, then the
   longer, then the scheme that was defined first. */
static int compare(const void *left, const void *right)
{
	const struct code *a = left;
	const struct code *b = right;
	if (a->at.start != b->at.start)
		return a->at.start < b->at.start ? -1 : 1;
	if (is_users(a) != is_users(b))
		return is_users(a) ? -1 : 1;
	if (a->at.end != b->at.end)
		return a->at.end > b->at.end ? -1 : 1;
	return (a->scheme > b->scheme) - (a->scheme < b->scheme);
}

/* Of codes that overlap the first stays, unless the later one is of a scheme
   that the user defined and the first is not. */
static size_t drop_overlaps(struct code *codes, size_t count)
{
	size_t kept = 0;
	for (size_t i = 0; i < count; i++) {
		bool is_free = true;
		while (kept && codes[kept - 1].at.end > codes[i].at.start && is_free) {
			is_free = is_users(&codes[i]) && !is_users(&codes[kept - 1]);
			kept -= is_free;
		}
		if (is_free)
			codes[kept++] = codes[i];
	}
	return kept;
}

static bool has_digit(struct slice text)
{
	for (size_t i = 0; i < text.len; i++)
		if (ascii_is_digit(text.ptr[i]))
			return true;
	return false;
}

static enum status run(const struct scheme_set *set, struct finder *finder, bool is_parse,
		       struct code_list *out)
{
	struct slice text = finder->text;
	enum status status = STATUS_OK;
	/* Most headings have no digit, and every code of a built-in scheme has one. */
	bool users_only = !is_parse && !has_digit(text);
	for (size_t i = users_only ? N_BUILT_IN : 0; i < set->count && status == STATUS_OK; i++) {
		const struct scheme *scheme = &set->schemes[i];
		finder->scheme = scheme;
		finder->text = text; /* parsers may change theirs */
		finder->gave_up = false;
		status = is_parse ? scheme->kind->parse(finder) : scheme->kind->find(finder);
		if (finder->gave_up)
			out->gave_up = scheme;
	}
	return status;
}

/* Moves the finds into the arena. Spans become those of the original first:
   two that do not overlap may come from one character (½). */
static enum status keep(struct finder *finder, const struct normal_text *normal,
			struct code_list *out)
{
	if (finder->count == 0)
		return STATUS_OK;
	for (size_t i = 0; normal && i < finder->count; i++) {
		struct code *code = &finder->items[i];
		code->at = normal_text_origin(normal, code->at);
		code->whole = normal_text_origin(normal, code->whole);
	}
	qsort(finder->items, finder->count, sizeof(*finder->items), compare);
	size_t n = drop_overlaps(finder->items, finder->count);
	out->items = arena_array(finder->arena, n, sizeof(*out->items));
	if (!out->items)
		return STATUS_NO_MEMORY;
	memcpy(out->items, finder->items, n * sizeof(*out->items));
	out->count = n;
	return STATUS_OK;
}

enum status scheme_find(const struct scheme_set *set, struct arena *arena, struct slice text,
			struct code_list *out)
{
	*out = (struct code_list){0};
	struct normal_text normal;
	enum status status = normal_text_make(arena, text, &normal);
	if (status != STATUS_OK)
		return status;
	struct finder finder = {.arena = arena, .text = normal.text};
	status = run(set, &finder, false, out);
	if (status == STATUS_OK)
		status = keep(&finder, &normal, out);
	free(finder.items);
	return status;
}

enum code_hint code_hint_before(struct slice text, size_t start)
{
	static const enum code_hint hints[] = {
		[CONTEXT_NONE] = CODE_HINT_NONE,
		[CONTEXT_CODE] = CODE_HINT_CODE,
		[CONTEXT_VERSION] = CODE_HINT_VERSION,
	};
	return hints[context_before(text, start)];
}

/* The only code that a text names, however often. */
static void take_only(const struct code_list *list, struct code *out)
{
	for (size_t i = 1; i < list->count; i++)
		if (!slice_eq(list->items[i].normal, list->items[0].normal))
			return;
	if (list->count)
		*out = list->items[0];
}

enum status scheme_parse(const struct scheme_set *set, struct arena *arena, struct slice text,
			 struct code *out)
{
	*out = (struct code){0};
	struct normal_text normal;
	enum status status = normal_text_make(arena, text, &normal);
	if (status != STATUS_OK)
		return status;
	struct code_list list = {0};
	struct finder finder = {.arena = arena, .text = slice_trim(normal.text)};
	status = run(set, &finder, true, &list);
	if (status == STATUS_OK)
		status = keep(&finder, NULL, &list);
	free(finder.items);
	if (status == STATUS_OK && list.count == 0)
		status = scheme_find(set, arena, text, &list);
	if (status != STATUS_OK)
		return status;
	take_only(&list, out);
	if (out->scheme)
		out->at = out->whole = (struct span){0, text.len};
	return STATUS_OK;
}

/* --- Names ----------------------------------------------------------------- */

const char *code_fault_text(enum code_fault fault, enum lang lang)
{
	for (size_t i = 0; i < sizeof(fault_texts) / sizeof(*fault_texts); i++)
		if (fault_texts[i].fault == fault)
			return fault_texts[i].text[lang == LANG_JA ? LANG_JA : LANG_EN];
	return "";
}

static char address_char(char c)
{
	char lower = ascii_lower(c);
	return ascii_is_alnum(lower) ? lower : '-';
}

/* Can the normal form be told from its address? The built-in schemes' always
   can. A user's must come back by raising the letters (or, where the scheme
   writes small ones, as it is), and must not look like a built-in scheme's. */
static bool is_reversible(const struct code *code, struct slice address)
{
	if (!is_users(code))
		return true;
	bool has_letter = false;
	for (size_t i = 0; i < address.len; i++) {
		char normal = code->normal.ptr[i];
		bool is_letter = ascii_is_alpha(address.ptr[i]);
		bool is_lower = is_letter && normal == address.ptr[i];
		bool wants_lower = code->scheme->letters == LETTERS_LOWER;
		has_letter |= is_letter;
		if (is_letter ? is_lower != wants_lower : normal != address.ptr[i])
			return false;
	}
	return has_letter && !slice_starts_with(address, SLICE("0x"));
}

struct slice code_address(struct arena *arena, const struct code *code)
{
	struct slice address = arena_copy(arena, code->normal);
	if (!address.ptr)
		return address;
	char *bytes = (char *)address.ptr; /* just made */
	for (size_t i = 0; i < address.len; i++)
		bytes[i] = address_char(bytes[i]);
	if (is_reversible(code, address))
		return address;
	/* Two codes whose addresses would be equal are told apart by a hash. */
	unsigned int hash = (unsigned int)hash_slice(code->normal);
	return arena_printf(arena, "%s-%08x", address.ptr, hash);
}

static struct slice man_name(struct arena *arena, struct slice prefix, struct slice normal)
{
	struct slice name = arena_printf(arena, "%.*s%s%.*s", SLICE_ARG(prefix),
					 prefix.len ? "-" : "", SLICE_ARG(normal));
	char *bytes = (char *)name.ptr; /* just made */
	for (size_t i = 0; i < name.len; i++) {
		bool is_safe =
			ascii_is_alnum(bytes[i]) || (i > 0 && bytes[i] && strchr(".-_", bytes[i]));
		if (!is_safe)
			bytes[i] = '_';
	}
	return name;
}

struct slice code_man_name(struct arena *arena, const struct code *code)
{
	return man_name(arena, (struct slice){0}, code->normal);
}

struct slice code_man_name_with_reply(struct arena *arena, const struct code *code)
{
	return man_name(arena, code->reply, code->normal);
}

/* "4.7." of "4.7.500" and of "4.7.500-699". */
static struct slice subject_of(const struct code *code)
{
	size_t tail = code->first.len + (code->last.len ? 1 + code->last.len : 0);
	return slice_sub(code->normal, 0, code->normal.len - tail);
}

bool code_covers(const struct code *code, const struct code *other)
{
	if (code->scheme != other->scheme)
		return false;
	if (slice_eq(code->normal, other->normal))
		return true;
	struct slice subject = subject_of(code);
	if (!code->last.len || !slice_starts_with(other->normal, subject))
		return false;
	struct slice rest = slice_skip(other->normal, subject.len);
	struct slice first = other->last.len ? other->first : rest;
	struct slice last = other->last.len ? other->last : rest;
	return digits_value(code->first) <= digits_value(first) &&
	       digits_value(last) <= digits_value(code->last);
}
