/* Schemes that site/site.yaml defines: a regular expression, and a template
   that makes the normal form of what it matched. */
#include "scheme_kind.h"

#include "base/buffer.h"

/* A normal form is a heading's code, not its text. */
enum { NORMAL_MAX_BYTES = 200 };

/* The next "$…" of a template at or after `at`: its number, or -1 for "$$". False
   at the end; `start` and `at` are its borders. */
static bool next_group(struct slice template, size_t *start, size_t *at, int *group)
{
	for (size_t i = *at; i + 1 < template.len; i++) {
		char c = template.ptr[i + 1];
		if (template.ptr[i] != '$' || (c != '$' && !ascii_is_digit(c)))
			continue;
		*start = i;
		*at = i + 2;
		*group = c == '$' ? -1 : c - '0';
		return true;
	}
	*start = template.len;
	return false;
}

static void fill_in(struct slice template, struct slice text, const struct regex_match *match,
		    struct buffer *out)
{
	size_t at = 0;
	size_t from = 0;
	size_t start;
	int group;
	while (next_group(template, &start, &at, &group)) {
		buffer_slice(out, slice_sub(template, from, start));
		from = at;
		if (group < 0)
			buffer_char(out, '$');
		else if (match->groups[group].start != SLICE_NONE)
			buffer_slice(out, slice_sub(text, match->groups[group].start,
						    match->groups[group].end));
	}
	buffer_slice(out, slice_skip(template, from));
}

static char change_letter(char c, enum code_letters letters)
{
	char lower = ascii_lower(c);
	if (letters == LETTERS_LOWER)
		return lower;
	bool is_lower = lower == c && ascii_is_alpha(c);
	return letters == LETTERS_UPPER && is_lower ? (char)(c - 'a' + 'A') : c;
}

static enum status add_match(struct finder *finder, const struct regex_match *match)
{
	const struct scheme *scheme = finder->scheme;
	struct buffer made;
	buffer_init(&made, NORMAL_MAX_BYTES);
	fill_in(scheme->normal, finder->text, match, &made);
	for (size_t i = 0; i < made.len; i++)
		made.ptr[i] = change_letter(made.ptr[i], scheme->letters);
	struct slice normal = slice_trim(buffer_view(&made));
	enum status status = STATUS_OK;
	if (!made.failed && normal.len) {
		struct span at = match->groups[0];
		normal = arena_copy(finder->arena, normal);
		status = finder_add(finder, (struct code){.normal = normal, .at = at, .whole = at});
	}
	buffer_release(&made);
	return status;
}

/* Adds all matches, or only one that is the whole text. */
static enum status search_all(struct finder *finder, bool is_whole)
{
	struct regex_search *search = regex_search_new(finder->scheme->regex, finder->text);
	struct regex_match match;
	enum status status = STATUS_OK;
	while (status == STATUS_OK && regex_search_next(search, &match)) {
		struct span at = match.groups[0];
		if (!is_whole || (at.start == 0 && at.end == finder->text.len))
			status = add_match(finder, &match);
	}
	enum regex_result result = regex_search_result(search);
	regex_search_free(search);
	finder->gave_up = result == REGEX_GAVE_UP;
	return result == REGEX_NO_MEMORY ? STATUS_NO_MEMORY : status;
}

static enum status find(struct finder *finder)
{
	return search_all(finder, false);
}

/* People type letters in any case: as typed, then as the scheme writes them. */
static enum status parse(struct finder *finder)
{
	enum status status = search_all(finder, true);
	if (status != STATUS_OK || finder->count || finder->scheme->letters == LETTERS_AS_WRITTEN)
		return status;
	struct slice copy = arena_copy(finder->arena, finder->text);
	if (!copy.ptr)
		return STATUS_NO_MEMORY;
	char *bytes = (char *)copy.ptr; /* our own copy */
	for (size_t i = 0; i < copy.len; i++)
		bytes[i] = change_letter(bytes[i], finder->scheme->letters);
	finder->text = copy;
	return search_all(finder, true);
}

const struct scheme_kind scheme_user = {.find = find, .parse = parse};

static enum status report_pattern(const struct scheme_definition *definition,
				  const struct regex_fault *fault, struct problems *problems)
{
	const char *reason = fault->message[problems->lang == LANG_JA ? LANG_JA : LANG_EN];
	if (!fault->character)
		return problem_report(problems, definition->pattern_at,
				      "the pattern of the scheme \"%.*s\" is no regular "
				      "expression: %s; correct it",
				      "スキーム「%.*s」のパターンは正規表現として使えません: "
				      "%s。修正してください",
				      SLICE_ARG(definition->name), reason);
	return problem_report(
		problems, definition->pattern_at,
		"the pattern of the scheme \"%.*s\" is no regular expression: %s, near "
		"its character %zu; correct it",
		"スキーム「%.*s」のパターンは正規表現として使えません: %s (%zu "
		"文字目付近)。修正してください",
		SLICE_ARG(definition->name), reason, fault->character);
}

/* A pattern that matches nothing at all would match everywhere. */
static enum status check_empty_match(const struct scheme *scheme,
				     const struct scheme_definition *definition,
				     struct problems *problems)
{
	if (!regex_matches_empty(scheme->regex))
		return STATUS_OK;
	return problem_report(
		problems, definition->pattern_at,
		"the pattern of the scheme \"%.*s\" matches the empty text; require at least one "
		"character, with + instead of * for example",
		"スキーム「%.*s」のパターンは空の文字列にも一致します。* の代わりに + "
		"を使うなど、1 "
		"文字以上に一致するようにしてください",
		SLICE_ARG(definition->name));
}

static enum status check_normal(const struct scheme *scheme,
				const struct scheme_definition *definition,
				struct problems *problems)
{
	size_t at = 0;
	size_t start;
	int group;
	if (slice_is_blank(definition->normal))
		return problem_report(
			problems, definition->normal_at,
			"the normal form of the scheme \"%.*s\" is empty; write $0 for "
			"the code as it was found",
			"スキーム「%.*s」の正規形が空です。見つかったコードをそのまま使"
			"う場合は $0 と書いてください",
			SLICE_ARG(definition->name));
	while (next_group(definition->normal, &start, &at, &group)) {
		if (group <= 0 || (size_t)group <= regex_groups(scheme->regex))
			continue;
		return problem_report(
			problems, definition->normal_at,
			"the normal form of the scheme \"%.*s\" uses $%d, but its pattern has only "
			"%zu groups; put parentheses around the part that is meant",
			"スキーム「%.*s」の正規形で $%d "
			"を使っていますが、パターンのグループは %zu "
			"個です。該当する部分を括弧で囲んでください",
			SLICE_ARG(definition->name), group, regex_groups(scheme->regex));
	}
	return STATUS_OK;
}

enum status scheme_user_init(struct scheme *scheme, struct arena *arena,
			     const struct scheme_definition *definition, struct problems *problems)
{
	struct regex_fault fault;
	*scheme = (struct scheme){.kind = &scheme_user, .letters = definition->letters};
	enum status status = regex_new(definition->pattern, &scheme->regex, &fault);
	if (status == STATUS_FAILED)
		return report_pattern(definition, &fault, problems);
	if (status == STATUS_OK)
		status = check_empty_match(scheme, definition, problems);
	if (status == STATUS_OK)
		status = check_normal(scheme, definition, problems);
	scheme->name = arena_copy(arena, definition->name);
	scheme->pattern = arena_copy(arena, definition->pattern);
	scheme->normal = arena_copy(arena, definition->normal);
	if (!scheme->name.ptr || !scheme->pattern.ptr || !scheme->normal.ptr)
		return STATUS_NO_MEMORY;
	return status;
}
