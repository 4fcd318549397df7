/*
 * The cases of the translation rules, tests/check/cases/FAMILY.txt: for every
 * rule at least two articles that must make it fire and two that must not.
 *
 *     # a comment
 *     rule space.colon
 *     fires ド:4            (what the finding must stand at, exactly; may be left out)
 *     en Error code: 450
 *     ja エラー コード:450
 *     quiet
 *     en Error code: 450
 *     ja エラー コード: 450
 *
 * "says TEXT" behind "fires" is a part of the Japanese message.
 * An "en" and the "ja" behind it make a segment, a paragraph of its own. Other
 * lines: "as ## " puts markup before the next segment; "add TEXT" puts a segment
 * behind the last one, in the same paragraph; "raw TEXT" is a line outside any
 * segment; "front KEY: VALUE" stands in the front matter; "file NAME.md" begins
 * another article of the same case; "site LINE" is a line of site.yaml, and
 * "glossary LINE" one of glossary.csv behind "en,ja,forbidden"; "media NAME" is a
 * file that is no article; "original LINE" is one of the English original of
 * a.md, as it is now; "recorded PLACE LANGS" is a line of the record of published
 * anchors. In texts
 * \n is a line end and \t a tab, \uXXXX a character.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/file.h"
#include "check/checker.h"
#include "check/rule_table.h"
#include "support/golden.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { CASES_MIN = 2, RULES_MAX = 400 };

struct tally {
	const char *id;
	size_t n_fires;
	size_t n_quiet;
};

struct rig {
	struct arena arena;
	struct problems problems;
	const char *folder; /* of the case being made */
	struct buffer article;
	struct buffer front;
	struct buffer site;
	struct buffer glossary;
	struct buffer original;
	struct buffer record;
	bool has_originals;
	struct slice name; /* of the article being made */
	struct slice rule;
	struct slice wanted; /* the words that the finding must stand at */
	struct slice said;   /* and a part of its Japanese message */
	struct slice en;
	struct slice as;
	bool must_fire;
	bool is_open;
	size_t n_segments;
	const char *path; /* of the file of cases */
	size_t line;
	struct tally tallies[RULES_MAX];
	size_t n_tallies;
};

static struct tally *tally_of(struct rig *rig, struct slice id)
{
	for (size_t i = 0; i < rig->n_tallies; i++)
		if (slice_eq_str(id, rig->tallies[i].id))
			return &rig->tallies[i];
	fail_msg("%s:%zu: there is no rule %.*s", rig->path, rig->line, SLICE_ARG(id));
	return NULL;
}

/* --- Making a base ------------------------------------------------------ */

static struct slice unescape(struct rig *rig, struct slice text)
{
	struct buffer out;
	buffer_init(&out, BUFFER_MAX_PAGE);
	for (size_t i = 0; i < text.len; i++) {
		char next = text.ptr[i] == '\\' && i + 1 < text.len ? text.ptr[i + 1] : '\0';
		if (next == 'n' || next == 't') {
			buffer_char(&out, next == 'n' ? '\n' : '\t');
			i++;
		} else if (next == 'u' && i + 5 < text.len) {
			char digits[5] = {text.ptr[i + 2], text.ptr[i + 3], text.ptr[i + 4],
					  text.ptr[i + 5], '\0'};
			buffer_utf8(&out, (unsigned int)strtoul(digits, NULL, 16));
			i += 5;
		} else {
			buffer_char(&out, text.ptr[i]);
		}
	}
	struct slice copy = arena_copy(&rig->arena, buffer_view(&out));
	buffer_release(&out);
	return copy;
}

static void write_file(struct rig *rig, const char *name, struct slice text)
{
	const char *path = path_join(&rig->arena, rig->folder, name);
	assert_int_equal(file_write(path, text, &rig->problems), STATUS_OK);
}

static void end_article(struct rig *rig)
{
	struct buffer whole;
	buffer_init(&whole, BUFFER_MAX_PAGE);
	if (rig->front.len)
		buffer_printf(&whole, "---\n%s---\n", rig->front.ptr);
	buffer_slice(&whole, buffer_view(&rig->article));
	struct slice name = arena_printf(&rig->arena, "content/%.*s", SLICE_ARG(rig->name));
	write_file(rig, name.ptr, buffer_view(&whole));
	buffer_release(&whole);
	buffer_clear(&rig->article);
	buffer_clear(&rig->front);
	rig->n_segments = 0;
}

static void put_pair(struct rig *rig, struct slice ja, bool is_same_line)
{
	size_t number = 101 + rig->n_segments++;
	if (rig->article.len)
		buffer_str(&rig->article, is_same_line ? " " : "\n\n");
	buffer_slice(&rig->article, rig->as);
	buffer_printf(&rig->article,
		      "<span data-ttu-id=\"ab12c-%zu\">%.*s</span><span "
		      "class=\"sxs-lookup\"><span data-stu-id=\"ab12c-%zu\">%.*s</span></span>",
		      number, SLICE_ARG(ja), number, SLICE_ARG(rig->en));
	rig->as = (struct slice){0};
}

/* --- Judging it --------------------------------------------------------- */

/* "{0}" of a message: the cases have no placeholder of one digit that is missing. */
static bool has_gap(const char *text)
{
	for (const char *at = text; (at = strchr(at, '{')); at++)
		if (at[1] >= '0' && at[1] <= '9' && at[2] == '}')
			return true;
	return strstr(text, "\"\"") || strstr(text, "「」");
}

static void check_message(const struct rig *rig, const struct finding *finding)
{
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++) {
		struct buffer text;
		buffer_init(&text, BUFFER_MAX_PAGE);
		finding_message(finding, lang, &text);
		if (lang == LANG_JA && !slice_contains(buffer_view(&text), rig->said))
			fail_msg("%s:%zu: it does not say %.*s: %s", rig->path, rig->line,
				 SLICE_ARG(rig->said), text.ptr);
		if (has_gap(text.ptr))
			fail_msg("%s:%zu: a gap in \"%s\"", rig->path, rig->line, text.ptr);
		buffer_release(&text);
	}
}

static struct slice words_of(struct rig *rig, const struct finding *finding)
{
	struct slice bytes;
	struct lines lines;
	if (file_read(&rig->arena, finding->file, &rig->problems, &bytes) != STATUS_OK ||
	    lines_init(&lines, &rig->arena, bytes) != STATUS_OK)
		fail();
	size_t start = lines_offset(&lines, finding->start.line);
	for (size_t n = 1; n < finding->start.column; n++)
		do
			start++;
		while (((unsigned char)bytes.ptr[start] & 0xC0) == 0x80);
	size_t end = lines_offset(&lines, finding->end.line);
	for (size_t n = 1; n < finding->end.column; n++)
		do
			end++;
		while (((unsigned char)bytes.ptr[end] & 0xC0) == 0x80);
	return slice_sub(bytes, start, end);
}

static void judge(struct rig *rig, const struct findings *findings)
{
	size_t n = 0;
	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->items[i];
		if (!slice_eq_str(rig->rule, finding->rule->id))
			continue;
		n++;
		check_message(rig, finding);
		struct slice words = words_of(rig, finding);
		if (n == 1 && rig->must_fire && rig->wanted.len && !slice_eq(words, rig->wanted))
			fail_msg("%s:%zu: %.*s stands at \"%.*s\", not \"%.*s\"", rig->path,
				 rig->line, SLICE_ARG(rig->rule), SLICE_ARG(words),
				 SLICE_ARG(rig->wanted));
	}
	if (rig->must_fire != (n > 0))
		fail_msg("%s:%zu: %.*s %s", rig->path, rig->line, SLICE_ARG(rig->rule),
			 n ? "fires" : "does not fire");
}

static void turn_on(struct config *config, struct slice id)
{
	struct rule named = {.id = id.ptr, .severity = SEVERITY_OFF};
	if (config_severity(config, &named) == SEVERITY_OFF)
		assert_true(config_set_severity(config, &named, SEVERITY_WARNING));
}

static void read_glossary(struct rig *rig, struct config *config)
{
	struct glossary *glossary;
	if (rig->glossary.len == 0)
		return;
	const char *path = path_join(&rig->arena, rig->folder, "glossary.csv");
	struct slice text = arena_printf(&rig->arena, "en,ja,forbidden\n%s", rig->glossary.ptr);
	assert_int_equal(file_write(path, text, &rig->problems), STATUS_OK);
	assert_int_equal(glossary_read(path, &rig->problems, &glossary), STATUS_OK);
	config_set_glossary(config, glossary);
}

static enum status read_original(void *context, const char *path, struct arena *arena,
				 struct slice *bytes)
{
	const struct rig *rig = context;
	if (strcmp(path, "a.md") == 0)
		*bytes = arena_copy(arena, buffer_view(&rig->original));
	return STATUS_OK;
}

static void run_base(struct rig *rig)
{
	struct config *config;
	struct knowledge kb;
	struct findings findings;
	const char *site = path_join(&rig->arena, rig->folder, "site.yaml");
	assert_int_equal(config_read(site, &rig->problems, &config), STATUS_OK);
	turn_on(config, rig->rule);
	read_glossary(rig, config);
	struct checker *checker = checker_new(config, 1);
	if (rig->has_originals)
		checker_set_originals(checker, &(struct originals){read_original, rig});
	if (rig->record.len) {
		const char *record = path_join(&rig->arena, rig->folder, "anchors.txt");
		write_file(rig, "anchors.txt", buffer_view(&rig->record));
		checker_set_record(checker, record, &rig->problems);
	}
	struct knowledge_options options = {
		.content = path_join(&rig->arena, rig->folder, "content"),
		.config = config,
		.n_threads = 1,
		.checker = checker_hook(checker),
	};
	assert_int_equal(knowledge_read(&kb, &options, &rig->problems), STATUS_OK);
	findings_init(&findings, &rig->arena, NULL, NULL);
	assert_int_equal(knowledge_take_findings(&kb, config, &findings), STATUS_OK);
	judge(rig, &findings);
	findings_release(&findings);
	knowledge_release(&kb);
	checker_free(checker);
	config_free(config);
}

static void end_case(struct rig *rig)
{
	if (!rig->is_open)
		return;
	end_article(rig);
	write_file(rig, "site.yaml", buffer_view(&rig->site));
	run_base(rig);
	assert_int_equal(folder_remove(rig->folder, &rig->problems), STATUS_OK);
	buffer_clear(&rig->site);
	buffer_clear(&rig->glossary);
	buffer_clear(&rig->original);
	buffer_clear(&rig->record);
	rig->has_originals = false;
	rig->is_open = false;
}

static void begin_case(struct rig *rig, bool must_fire, struct slice wanted)
{
	char name[] = "/tmp/taiyaku-rules-XXXXXX";
	struct tally *tally = tally_of(rig, rig->rule);
	end_case(rig);
	assert_non_null(mkdtemp(name));
	rig->folder = arena_copy(&rig->arena, slice_from(name)).ptr;
	rig->must_fire = must_fire;
	rig->wanted = wanted;
	rig->said = SLICE("");
	rig->name = SLICE("a.md");
	rig->is_open = true;
	tally->n_fires += must_fire;
	tally->n_quiet += !must_fire;
}

/* --- The files ---------------------------------------------------------- */

static void take_line(struct rig *rig, struct slice key, struct slice text)
{
	if (slice_eq_str(key, "rule")) {
		end_case(rig);
		rig->rule = text;
	} else if (slice_eq_str(key, "fires")) {
		begin_case(rig, true, unescape(rig, text));
	} else if (slice_eq_str(key, "says")) {
		rig->said = unescape(rig, text);
	} else if (slice_eq_str(key, "quiet")) {
		begin_case(rig, false, text);
	} else if (slice_eq_str(key, "en")) {
		rig->en = unescape(rig, text);
	} else if (slice_eq_str(key, "ja")) {
		put_pair(rig, unescape(rig, text), false);
	} else if (slice_eq_str(key, "add")) {
		put_pair(rig, unescape(rig, text), true);
	} else if (slice_eq_str(key, "as")) {
		rig->as = unescape(rig, text);
	} else if (slice_eq_str(key, "raw")) {
		buffer_printf(&rig->article, "\n\n%.*s", SLICE_ARG(unescape(rig, text)));
	} else if (slice_eq_str(key, "front")) {
		buffer_printf(&rig->front, "%.*s\n", SLICE_ARG(text));
	} else if (slice_eq_str(key, "site")) {
		buffer_printf(&rig->site, "%.*s\n", SLICE_ARG(unescape(rig, text)));
	} else if (slice_eq_str(key, "glossary")) {
		buffer_printf(&rig->glossary, "%.*s\n", SLICE_ARG(text));
	} else if (slice_eq_str(key, "original")) {
		buffer_printf(&rig->original, "%.*s\n", SLICE_ARG(unescape(rig, text)));
		rig->has_originals = true;
	} else if (slice_eq_str(key, "recorded")) {
		size_t blank = slice_find_char(text, ' ', 0);
		buffer_printf(&rig->record, "%.*s\t%.*s\n", SLICE_ARG(slice_sub(text, 0, blank)),
			      SLICE_ARG(slice_skip(text, blank + 1)));
	} else if (slice_eq_str(key, "media")) {
		write_file(rig, arena_printf(&rig->arena, "content/%.*s", SLICE_ARG(text)).ptr,
			   SLICE("bytes"));
	} else if (slice_eq_str(key, "file")) {
		end_article(rig);
		rig->name = text;
	} else {
		fail_msg("%s:%zu: what is \"%.*s\"?", rig->path, rig->line, SLICE_ARG(key));
	}
}

static struct rig *rig_of_group; /* golden_each passes nothing on */

static void run_file(const char *path, const char *stem)
{
	struct rig *rig = rig_of_group;
	struct slice rest;
	struct slice line;
	(void)stem;
	rig->path = path;
	rig->line = 0;
	assert_int_equal(file_read(&rig->arena, path, &rig->problems, &rest), STATUS_OK);
	while (slice_next_line(&rest, &line)) {
		size_t blank = slice_find_char(line, ' ', 0);
		size_t end = blank == SLICE_NONE ? line.len : blank;
		rig->line++;
		if (line.len && line.ptr[0] != '#')
			take_line(rig, arena_copy(&rig->arena, slice_sub(line, 0, end)),
				  arena_copy(&rig->arena, slice_skip(line, end + 1)));
	}
	end_case(rig);
}

/* --- Every rule --------------------------------------------------------- */

static void list_rule(void *context, const struct rule *rule)
{
	struct rig *rig = context;
	assert_true(rig->n_tallies < RULES_MAX);
	rig->tallies[rig->n_tallies++] = (struct tally){.id = rule->id};
}

static void cases_of_all_rules(void **state)
{
	(void)state;
	struct rig rig = {0};
	arena_init_must(&rig.arena);
	buffer_init(&rig.article, BUFFER_MAX_PAGE);
	buffer_init(&rig.front, BUFFER_MAX_PAGE);
	buffer_init(&rig.site, BUFFER_MAX_PAGE);
	buffer_init(&rig.glossary, BUFFER_MAX_PAGE);
	buffer_init(&rig.original, BUFFER_MAX_PAGE);
	buffer_init(&rig.record, BUFFER_MAX_PAGE);
	problems_init(&rig.problems, stderr, LANG_EN);
	article_setup();
	rules_each(list_rule, &rig);
	rig_of_group = &rig;
	golden_each("tests/check/cases", ".txt", run_file);
	rig_of_group = NULL;
	buffer_release(&rig.article);
	buffer_release(&rig.front);
	buffer_release(&rig.site);
	buffer_release(&rig.glossary);
	buffer_release(&rig.original);
	buffer_release(&rig.record);
	for (size_t i = 0; i < rig.n_tallies; i++) {
		const struct tally *tally = &rig.tallies[i];
		/* What reading tells has its cases beside the readers. */
		bool is_own = translation_has_rule(tally->id);
		if (is_own && (tally->n_fires < CASES_MIN || tally->n_quiet < CASES_MIN))
			fail_msg("%s: %zu cases fire and %zu do not; %d of each are asked for",
				 tally->id, tally->n_fires, tally->n_quiet, CASES_MIN);
	}
	arena_release(&rig.arena);
}

static void is_complete(void *context, const struct rule *rule)
{
	(void)context;
	assert_non_null(strchr(rule->id, '.'));
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++) {
		assert_true(rule->message[lang] && *rule->message[lang]);
		assert_true(rule->explain[lang] && *rule->explain[lang]);
	}
	assert_true(strcmp(rule->message[LANG_EN], rule->message[LANG_JA]) != 0);
	assert_true(strcmp(rule->explain[LANG_EN], rule->explain[LANG_JA]) != 0);
	/* An excerpt may be a bracket or a comma itself. */
	static const char *const quoting[] = {"bracket.balance",  "content.same",
					      "markup.escaped",   "markup.literal",
					      "markup.menu-path", "space.before-punct"};
	for (size_t i = 0; i < sizeof(quoting) / sizeof(*quoting); i++)
		if (strcmp(rule->id, quoting[i]) == 0)
			assert_non_null(strstr(rule->message[LANG_JA], "(「{"));
	/* "1 times" */
	if (strcmp(rule->id, "markup.html") == 0)
		assert_null(strstr(rule->message[LANG_EN], "times"));
	/* What a translator is to mend is shown; lines that are wrong and right. */
	if (translation_has_rule(rule->id) &&
	    (!rule->example || !strstr(rule->example, "- ") || !strstr(rule->example, "+ ")))
		fail_msg("%s has no example", rule->id);
}

static void every_rule_speaks_both_languages(void **state)
{
	(void)state;
	rules_each(is_complete, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_rule_speaks_both_languages),
		cmocka_unit_test(cases_of_all_rules),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
