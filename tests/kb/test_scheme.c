/* Which numbers in a text are codes, and of what form. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "kb/scheme.h"

#include "base/buffer.h"
#include "base/file.h"
#include "base/map.h"
#include "support/shared.h"
#include "support/vectors.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

struct fixture {
	struct arena arena;
	struct problems problems;
	struct scheme_set *set;
	size_t n_wrong;
};

static void open_with(struct fixture *f, const struct scheme_definition *definitions, size_t count)
{
	f->n_wrong = 0;
	arena_init(&f->arena);
	problems_init(&f->problems, stderr, LANG_EN);
	assert_int_equal(scheme_set_new(definitions, count, &f->problems, &f->set), STATUS_OK);
}

static void open_built_in(struct fixture *f)
{
	open_with(f, NULL, 0);
}

static void done(struct fixture *f)
{
	scheme_set_free(f->set);
	arena_release(&f->arena);
}

/* Finds in a block of exactly the text's size, so that a byte too far is seen. */
static struct code_list find_exact(struct fixture *f, struct slice text)
{
	struct code_list list;
	char *exact = malloc(text.len ? text.len : 1);
	assert_non_null(exact);
	memcpy(exact, text.ptr, text.len);
	enum status status = scheme_find(f->set, &f->arena, (struct slice){exact, text.len}, &list);
	assert_int_equal(status, STATUS_OK);
	for (size_t i = 0; i < list.count; i++) { /* normal forms may be slices of the text */
		list.items[i].normal = arena_copy(&f->arena, list.items[i].normal);
		list.items[i].reply = arena_copy(&f->arena, list.items[i].reply);
		list.items[i].first = arena_copy(&f->arena, list.items[i].first);
		list.items[i].last = arena_copy(&f->arena, list.items[i].last);
	}
	free(exact);
	return list;
}

/* "450 4.4.312; 5.1.1", faults behind a '!'. */
static void describe(const struct code_list *list, struct buffer *out)
{
	for (size_t i = 0; i < list->count; i++) {
		const struct code *code = &list->items[i];
		buffer_str(out, i ? "; " : "");
		if (code->reply.len)
			buffer_printf(out, "%.*s ", SLICE_ARG(code->reply));
		buffer_slice(out, code->normal);
		if (code->faults)
			buffer_printf(out, "!%u", code->faults);
	}
}

struct shape {
	const char *text;
	const char *codes;
};

static void check_shape(struct fixture *f, struct slice text, struct slice codes,
			struct code_list (*find)(struct fixture *, struct slice))
{
	struct buffer is;
	struct code_list list = find(f, text);
	buffer_init(&is, BUFFER_MAX_PAGE);
	describe(&list, &is);
	if (!slice_eq(buffer_view(&is), codes)) {
		print_error("\"%.*s\" has \"%.*s\", not \"%.*s\"\n", SLICE_ARG(text),
			    SLICE_ARG(buffer_view(&is)), SLICE_ARG(codes));
		f->n_wrong++;
	}
	buffer_release(&is);
}

static void check_shapes(struct fixture *f, const struct shape *shapes, size_t count)
{
	for (size_t i = 0; i < count; i++)
		check_shape(f, slice_from(shapes[i].text), slice_from(shapes[i].codes), find_exact);
	assert_int_equal(f->n_wrong, 0);
}

#define CHECK_SHAPES(f, shapes) check_shapes((f), (shapes), sizeof(shapes) / sizeof(*(shapes)))

/* A file of cases, each "text<tab>codes"; see find-codes.tsv. */
static void check_file(const char *path, struct code_list (*find)(struct fixture *, struct slice))
{
	struct fixture f;
	struct slice rest;
	struct slice line;
	size_t n_cases = 0;
	open_built_in(&f);
	assert_int_equal(file_read(&f.arena, path, &f.problems, &rest), STATUS_OK);
	while (slice_next_line(&rest, &line)) {
		struct vector vector;
		if (!vector_read(&f.arena, line, &vector))
			continue;
		n_cases++;
		check_shape(&f, vector.input, vector.expected, find);
	}
	assert_true(n_cases > 20);
	assert_int_equal(f.n_wrong, 0);
	done(&f);
}

static void codes_in_texts(void **state)
{
	(void)state;
	check_file("tests/kb/cases/find-codes.tsv", find_exact);
}

static struct code_list parse_one(struct fixture *f, struct slice text)
{
	struct code *code = arena_alloc(&f->arena, sizeof(*code));
	assert_int_equal(scheme_parse(f->set, &f->arena, text, code), STATUS_OK);
	return (struct code_list){code, code->scheme ? 1 : 0, NULL};
}

static void typed_codes(void **state)
{
	(void)state;
	check_file("tests/kb/cases/typed-codes.tsv", parse_one);
}

static void spans_are_of_the_text(void **state)
{
	(void)state;
	struct fixture f;
	open_built_in(&f);
	struct slice text = SLICE("日本 550-5.7.1 と 30125-4");
	struct code_list list = find_exact(&f, text);
	assert_int_equal(list.count, 2);
	assert_memory_equal(text.ptr + list.items[0].whole.start, "550-5.7.1 ", 10);
	assert_memory_equal(text.ptr + list.items[0].at.start, "5.7.1 ", 6);
	assert_int_equal(list.items[0].at.end - list.items[0].at.start, 5);
	assert_memory_equal(text.ptr + list.items[1].at.start, "30125-4", 7);
	assert_int_equal(list.items[1].at.end, text.len);
	done(&f);
}

static void assert_names(struct fixture *f, const char *typed, const char *address, const char *man,
			 const char *man_with_reply)
{
	struct code code;
	assert_int_equal(scheme_parse(f->set, &f->arena, slice_from(typed), &code), STATUS_OK);
	assert_non_null(code.scheme);
	assert_string_equal(code_address(&f->arena, &code).ptr, address);
	assert_string_equal(code_man_name(&f->arena, &code).ptr, man);
	assert_string_equal(code_man_name_with_reply(&f->arena, &code).ptr, man_with_reply);
	/* An address is typed as readily as the code. */
	struct code again;
	assert_int_equal(scheme_parse(f->set, &f->arena, slice_from(address), &again), STATUS_OK);
	assert_non_null(again.scheme);
	assert_true(slice_eq(again.normal, code.normal));
}

static void names_and_addresses(void **state)
{
	(void)state;
	struct fixture f;
	open_built_in(&f);
	assert_names(&f, "450 4.4.312", "4-4-312", "4.4.312", "450-4.4.312");
	assert_names(&f, "4.43.12", "4-43-12", "4.43.12", "4.43.12");
	assert_names(&f, "4.7.500-4.7.699", "4-7-500-699", "4.7.500-699", "4.7.500-699");
	assert_names(&f, "0x8007000e", "0x8007000e", "0x8007000E", "0x8007000E");
	assert_names(&f, "AADSTS50011", "aadsts50011", "AADSTS50011", "AADSTS50011");
	assert_names(&f, "30125-4", "30125-4", "30125-4", "30125-4");
	done(&f);
}

static void ranges_cover_codes(void **state)
{
	(void)state;
	static const struct {
		const char *code;
		const char *other;
		bool covers;
	} cases[] = {
		{"4.7.500-699", "4.7.500", true},     {"4.7.500-699", "4.7.699", true},
		{"4.7.500-699", "4.7.700", false},    {"4.7.500-699", "4.7.499", false},
		{"4.7.500-699", "5.7.600", false},    {"4.7.500-699", "4.70.600", false},
		{"4.7.500-699", "4.7.600-620", true}, {"4.7.500-699", "4.7.600-720", false},
		{"4.7.500", "4.7.500", true},         {"4.7.500", "4.7.500-699", false},
		{"4.7.500-699", "30600-4", false},
	};
	struct fixture f;
	open_built_in(&f);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct code code;
		struct code other;
		scheme_parse(f.set, &f.arena, slice_from(cases[i].code), &code);
		scheme_parse(f.set, &f.arena, slice_from(cases[i].other), &other);
		if (code_covers(&code, &other) != cases[i].covers)
			fail_msg("%s and %s", cases[i].code, cases[i].other);
	}
	done(&f);
}

#define DEFINE(name_, pattern_, normal_, letters_)                                                 \
	{                                                                                          \
		.name = {(name_), sizeof(name_) - 1},                                              \
		.pattern = {(pattern_), sizeof(pattern_) - 1},                                     \
		.normal = {(normal_), sizeof(normal_) - 1}, .letters = (letters_)                  \
	}

static void users_schemes(void **state)
{
	(void)state;
	static const struct scheme_definition definitions[] = {
		DEFINE("shop", "(?i)\\berr[- ]?([0-9]{3,5})\\b", "ERR-$1", LETTERS_UPPER),
		DEFINE("ticket", "T30125-4x?", "$0$$", LETTERS_AS_WRITTEN),
		DEFINE("small", "\\bq[a-z]+", "$0", LETTERS_LOWER),
		DEFINE("dotted", "5\\.7\\.1", "SEVEN", LETTERS_AS_WRITTEN),
	};
	static const struct shape shapes[] = {
		{"err 404 and ＥＲＲ－５０５", "ERR-404; ERR-505"},
		{"日本 err404です", ""}, /* no word border before kana */
		{"T30125-4", "T30125-4$"},
		{"30125-4", "30125-4"},
		{"qabc 5.7.1 5.7.2", "qabc; SEVEN; 5.7.2"},
	};
	struct fixture f;
	open_with(&f, definitions, sizeof(definitions) / sizeof(*definitions));
	CHECK_SHAPES(&f, shapes);
	assert_int_equal(scheme_count(f.set), 8);
	assert_true(slice_eq_str(scheme_name(scheme_at(f.set, 0)), "smtp"));
	assert_true(slice_eq_str(scheme_name(scheme_at(f.set, 4)), "shop"));
	assert_names(&f, "err-404", "err-404", "ERR-404", "ERR-404");
	struct code code;
	scheme_parse(f.set, &f.arena, SLICE("QABC"), &code);
	assert_string_equal(code_address(&f.arena, &code).ptr, "qabc");
	done(&f);
}

static void colliding_addresses_are_told_apart(void **state)
{
	(void)state;
	static const struct scheme_definition definitions[] = {
		DEFINE("any", "[A-Za-z]+[_.-][0-9]+|Z[0-9-]+|あ", "$0", LETTERS_AS_WRITTEN),
		DEFINE("number", "N([0-9]-[0-9]-[0-9]+)", "$1", LETTERS_UPPER),
	};
	static const char *const typed[] = {"E-1", "E_1",      "e-1",    "E.1",
					    "あ",  "N4-4-312", "4.4.312"};
	enum { N = sizeof(typed) / sizeof(*typed) };
	struct slice addresses[N];
	struct fixture f;
	open_with(&f, definitions, 2);
	for (size_t i = 0; i < N; i++) {
		struct code code;
		scheme_parse(f.set, &f.arena, slice_from(typed[i]), &code);
		assert_non_null(code.scheme);
		addresses[i] = code_address(&f.arena, &code);
		for (size_t k = 0; k < addresses[i].len; k++)
			assert_non_null(strchr("abcdefghijklmnopqrstuvwxyz0123456789-",
					       addresses[i].ptr[k]));
		for (size_t k = 0; k < i; k++)
			if (slice_eq(addresses[i], addresses[k]))
				fail_msg("%s and %s: %s", typed[i], typed[k], addresses[i].ptr);
		assert_int_not_equal(code_man_name(&f.arena, &code).ptr[0], '.');
	}
	assert_string_equal(addresses[0].ptr, "e-1");
	assert_string_equal(addresses[6].ptr, "4-4-312");
	done(&f);
}

static void wrong_definitions_are_reported(void **state)
{
	(void)state;
	static const struct scheme_definition wrong[] = {
		DEFINE("Shop", "a", "$0", LETTERS_UPPER), DEFINE("", "a", "$0", LETTERS_UPPER),
		DEFINE("smtp", "a", "$0", LETTERS_UPPER), DEFINE("a", "(", "$0", LETTERS_UPPER),
		DEFINE("a", "", "$0", LETTERS_UPPER),     DEFINE("a", "x*", "$0", LETTERS_UPPER),
		DEFINE("a", "x", "$1", LETTERS_UPPER),    DEFINE("a", "x", " ", LETTERS_UPPER),
	};
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		struct problems problems;
		struct scheme_set *set;
		for (int lang = 0; lang < LANG_SIDES; lang++) {
			char *said = NULL;
			size_t size = 0;
			FILE *out = open_memstream(&said, &size);
			problems_init(&problems, out, (enum lang)lang);
			assert_int_equal(scheme_set_new(&wrong[i], 1, &problems, &set),
					 STATUS_FAILED);
			fclose(out);
			assert_null(set);
			assert_int_equal(problems.count, 1);
			assert_true(size > 20);
			free(said);
		}
	}
}

/* A pattern that needs exponential time stops, and says so. */
static void slow_patterns_give_up(void **state)
{
	(void)state;
	static const struct scheme_definition slow[] = {
		DEFINE("slow", "(a|aa|a?a)+$", "$0", LETTERS_UPPER)};
	struct fixture f;
	open_with(&f, slow, 1);
	struct code_list list = find_exact(
		&f,
		SLICE("5.7.1 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab"));
	assert_int_equal(list.count, 1);
	assert_ptr_equal(list.gave_up, scheme_at(f.set, 4));
	done(&f);
}

static double seconds_to_find(struct fixture *f, const char *unit)
{
	struct buffer text;
	buffer_init(&text, BUFFER_MAX_PAGE);
	while (text.len < 1u << 20)
		buffer_str(&text, unit);
	clock_t before = clock();
	struct code_list list;
	assert_int_equal(scheme_find(f->set, &f->arena, buffer_view(&text), &list), STATUS_OK);
	buffer_release(&text);
	return (double)(clock() - before) / CLOCKS_PER_SEC;
}

static void time_is_linear(void **state)
{
	(void)state;
	static const char *const units[] = {"1",
					    "1.",
					    "1.1.1.",
					    "5.7.1 ",
					    "5.7.1-",
					    "5.7.0001 ",
					    " ",
					    "-",
					    "0x",
					    "0x80070005 ",
					    "a",
					    "AADSTS",
					    "AADSTS1",
					    "30125-",
					    "30125-4-",
					    "エラー",
					    "５．７．１、",
					    "、",
					    "# 5.7.1",
					    "\xFF",
					    "\xCC\x81",
					    "5.7.1 to ",
					    "450 ",
					    "4.4.0312                "};
	struct fixture f;
	open_built_in(&f);
	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++) {
		double seconds = seconds_to_find(&f, units[i]);
		if (seconds > 10)
			fail_msg("%s takes %f s", units[i], seconds);
	}
	done(&f);
}

static unsigned int next_random(unsigned int *seed)
{
	*seed = *seed * 1103515245u + 12345u;
	return *seed >> 16;
}

static void any_text(void **state)
{
	(void)state;
	static const char *const pieces[] = {"4",
					     "5",
					     "2",
					     "450",
					     "0x",
					     "80070005",
					     "aadsts",
					     "30125",
					     "-",
					     ".",
					     " ",
					     "#",
					     "or",
					     "error",
					     "version",
					     "エラー",
					     "１",
					     "．",
					     "–",
					     "(",
					     ")",
					     "/",
					     ",",
					     "5.7.1",
					     "v",
					     "\n",
					     "\xE2\x80\x8B",
					     "\xFF",
					     "か\xE3\x82\x99",
					     "½",
					     "㌔"};
	static const struct scheme_definition definitions[] = {
		DEFINE("any", "[0-9か]\\.[0-9]+", "X$0", LETTERS_UPPER)};
	struct fixture f;
	open_with(&f, definitions, 1);
	unsigned int seed = 11;
	for (int round = 0; round < 20000; round++) {
		struct buffer text;
		struct arena_mark mark = arena_mark(&f.arena);
		buffer_init(&text, BUFFER_MAX_PAGE);
		buffer_str(&text, " ");
		for (unsigned int n = next_random(&seed) % 16; n; n--)
			buffer_str(&text,
				   pieces[next_random(&seed) % (sizeof(pieces) / sizeof(*pieces))]);
		struct code_list list = find_exact(&f, buffer_view(&text));
		size_t from = 0;
		for (size_t i = 0; i < list.count; i++) {
			const struct code *code = &list.items[i];
			assert_true(code->normal.len > 0);
			assert_true(code->whole.start <= code->at.start);
			assert_true(from <= code->at.start && code->at.start < code->at.end);
			assert_true(code->at.end <= text.len);
			assert_true(code_address(&f.arena, code).len > 0);
			from = code->at.end;
		}
		struct code typed;
		assert_int_equal(scheme_parse(f.set, &f.arena, buffer_view(&text), &typed),
				 STATUS_OK);
		buffer_release(&text);
		arena_rewind(&f.arena, mark);
	}
	done(&f);
}

/* --- Real texts ------------------------------------------------------------ */

/* Every code that stands in a heading of the corpus, either language. */
static const char *const corpus_codes[] = {
	"0x8004DE40",    "0x80070005",  "0x80072EFD",  "0xC0000142",   "0xC004B100",
	"0xD000000C",    "30015-25",    "30015-4",     "30016-4",      "30034-4",
	"30068-39",      "30088-4",     "30125-1011",  "30125-4",      "30174-4",
	"30179-25",      "30180-28",    "4.4.312",     "4.4.315",      "4.4.316",
	"4.4.317",       "4.4.318",     "4.4.62",      "4.5.1",        "4.5.3",
	"4.7.320",       "4.7.500",     "5.2.2",       "5.4.1",        "5.4.14",
	"5.4.6",         "5.7.23",      "5.7.501",     "5.7.705",      "5.7.708",
	"5.7.750",       "AADSTS50000", "AADSTS50011", "AADSTS650056", "AADSTS7000112",
	"AADSTS9000411",
};

struct gathering {
	struct fixture f;
	struct map codes; /* normal form to a file's name */
	struct problems problems;
};

static void gather_piece(struct gathering *g, struct slice piece, const char *file)
{
	struct code_list list;
	assert_int_equal(scheme_find(g->f.set, &g->f.arena, piece, &list), STATUS_OK);
	for (size_t i = 0; i < list.count; i++) {
		struct slice key = arena_copy(&g->f.arena, list.items[i].normal);
		if (list.items[i].faults & CODE_BAD)
			fail_msg("%s: %.*s", file, SLICE_ARG(piece));
		if (!map_has(&g->codes, key))
			assert_int_equal(map_put(&g->codes, key, (void *)(uintptr_t)file),
					 STATUS_OK);
	}
}

/* A heading line, cut at its tags: the languages' texts, apart. */
static void gather_heading(struct gathering *g, struct slice line, const char *file)
{
	size_t at = 0;
	while (at < line.len) {
		size_t open = slice_find_char(line, '<', at);
		gather_piece(g, slice_sub(line, at, open == SLICE_NONE ? line.len : open), file);
		size_t close = open == SLICE_NONE ? SLICE_NONE : slice_find_char(line, '>', open);
		at = close == SLICE_NONE ? line.len : close + 1;
	}
}

static void gather_file(struct gathering *g, const char *folder, const char *name)
{
	struct slice rest;
	struct slice line;
	const char *path = path_join(&g->f.arena, folder, name);
	assert_int_equal(file_read(&g->f.arena, path, &g->problems, &rest), STATUS_OK);
	while (slice_next_line(&rest, &line)) {
		size_t level = 0;
		while (level < line.len && line.ptr[level] == '#')
			level++;
		if (level >= 1 && level <= 6 && level < line.len && line.ptr[level] == ' ')
			gather_heading(g, slice_skip(line, level), name);
	}
}

static bool is_listed(struct slice code)
{
	for (size_t i = 0; i < sizeof(corpus_codes) / sizeof(*corpus_codes); i++)
		if (slice_eq_str(code, corpus_codes[i]))
			return true;
	return false;
}

static void headings_of_the_corpus(void **state)
{
	(void)state;
	struct gathering g;
	struct arena arena;
	arena_init(&arena);
	const char *corpus = shared_path(&arena, "corpus");
	open_built_in(&g.f);
	map_init(&g.codes);
	problems_init(&g.problems, stderr, LANG_EN);
	struct file_list files = {0};
	assert_int_equal(folder_walk(&arena, corpus, &g.problems, &files), STATUS_OK);
	for (size_t i = 0; i < files.count; i++)
		if (slice_ends_with(slice_from(files.paths[i]), SLICE(".md")))
			gather_file(&g, corpus, files.paths[i]);
	enum { N_CODES = sizeof(corpus_codes) / sizeof(*corpus_codes) };
	for (size_t i = 0; i < N_CODES; i++)
		if (!map_has(&g.codes, slice_from(corpus_codes[i])))
			fail_msg("%s is not found", corpus_codes[i]);
	for (size_t i = 0; i < g.codes.count; i++)
		if (!is_listed(g.codes.entries[i].key))
			fail_msg("%.*s is no code, in %s", SLICE_ARG(g.codes.entries[i].key),
				 (const char *)g.codes.entries[i].value);
	assert_int_equal(g.codes.count, N_CODES);
	file_list_release(&files);
	map_release(&g.codes);
	arena_release(&arena);
	done(&g.f);
}

/* Is each of a comma-separated list's codes among those found? */
static void assert_found(const struct code_list *list, struct slice wanted, const char *file)
{
	while (wanted.len) {
		size_t comma = slice_find_char(wanted, ',', 0);
		struct slice one = slice_trim(slice_sub(wanted, 0, comma));
		wanted = comma == SLICE_NONE ? SLICE("") : slice_skip(wanted, comma + 1);
		bool is_found = one.len == 0;
		for (size_t i = 0; i < list->count && !is_found; i++)
			is_found = slice_eq(list->items[i].normal, one);
		if (!is_found)
			fail_msg("%s: %.*s is not found", file, SLICE_ARG(one));
	}
}

static struct slice next_field(struct slice *line)
{
	size_t tab = slice_find_char(*line, '\t', 0);
	struct slice field = slice_sub(*line, 0, tab);
	*line = tab == SLICE_NONE ? SLICE("") : slice_skip(*line, tab + 1);
	return field;
}

static void real_bounces(void **state)
{
	(void)state;
	struct fixture f;
	struct arena arena;
	arena_init(&arena);
	const char *folder = shared_path(&arena, "bounces");
	open_built_in(&f);
	struct slice table;
	struct slice line;
	assert_int_equal(
		file_read(&arena, path_join(&arena, folder, "expected.tsv"), &f.problems, &table),
		STATUS_OK);
	slice_next_line(&table, &line); /* the columns' names */
	while (slice_next_line(&table, &line)) {
		struct arena_mark mark = arena_mark(&f.arena);
		struct slice bytes;
		struct slice field = next_field(&line);
		const char *name = arena_copy(&f.arena, field).ptr;
		const char *path = path_join(&f.arena, folder, name);
		assert_int_equal(file_read(&f.arena, path, &f.problems, &bytes), STATUS_OK);
		struct code_list list;
		assert_int_equal(scheme_find(f.set, &f.arena, bytes, &list), STATUS_OK);
		assert_found(&list, next_field(&line), name);
		arena_rewind(&f.arena, mark);
	}
	arena_release(&arena);
	done(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(codes_in_texts),
		cmocka_unit_test(spans_are_of_the_text),
		cmocka_unit_test(typed_codes),
		cmocka_unit_test(names_and_addresses),
		cmocka_unit_test(ranges_cover_codes),
		cmocka_unit_test(users_schemes),
		cmocka_unit_test(colliding_addresses_are_told_apart),
		cmocka_unit_test(wrong_definitions_are_reported),
		cmocka_unit_test(slow_patterns_give_up),
		cmocka_unit_test(time_is_linear),
		cmocka_unit_test(any_text),
		cmocka_unit_test(headings_of_the_corpus),
		cmocka_unit_test(real_bounces),
	};
	return cmocka_run_group_tests_name("kb/scheme", tests, NULL, NULL);
}
