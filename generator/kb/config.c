/*
 * Reads site/site.yaml by tables of its keys. It goes on after a mistake, so
 * that one run tells them all.
 */
#include "config_reader.h"

#include "base/file.h"
#include "base/hash.h"
#include "base/nearest.h"
#include "kb/web_folder.h"

#include <stdlib.h>
#include <string.h>

struct place place_of(const struct reader *reader, const struct yaml_node *node)
{
	return (struct place){reader->path, node->start.line, node->start.column};
}

bool count_mistake(struct reader *reader, enum status reported)
{
	reader->n_mistakes += reported != STATUS_OK;
	return true;
}

/* --- Maps ------------------------------------------------------------------ */

static bool unknown_key(struct reader *reader, const struct yaml_node *key,
			const struct field *fields, size_t count)
{
	struct nearest nearest;
	struct buffer all;
	nearest_init(&nearest, key->text);
	buffer_init(&all, BUFFER_MAX_PAGE);
	for (size_t i = 0; i < count; i++) {
		nearest_offer(&nearest, fields[i].name);
		buffer_str(&all, i ? ", " : "");
		buffer_str(&all, fields[i].name);
	}
	bool is_whole = !all.failed;
	if (is_whole && nearest.name)
		mistake(reader, key, "unknown key \"%.*s\"; did you mean \"%s\"?",
			"不明なキー「%.*s」です。「%s」の間違いではありませんか",
			SLICE_ARG(key->text), nearest.name);
	else if (is_whole)
		mistake(reader, key, "unknown key \"%.*s\"; the keys here are %s",
			"不明なキー「%.*s」です。ここで使えるキーは %s です", SLICE_ARG(key->text),
			all.ptr);
	buffer_release(&all);
	return is_whole;
}

static const struct field *find_field(const struct field *fields, size_t count, struct slice key)
{
	for (size_t i = 0; i < count; i++)
		if (slice_eq_str(key, fields[i].name))
			return &fields[i];
	return NULL;
}

static bool read_map(struct reader *reader, const struct yaml_node *node,
		     const struct field *fields, size_t count, void *into)
{
	if (node->kind != YAML_MAP)
		return mistake(
			reader, node, "\"key: value\" lines are expected here; write \"%s: …\"",
			"ここには「キー: 値」の行が必要です。「%s: …」のように書いてください",
			fields[0].name);
	bool is_good = true;
	for (const struct yaml_node *value = node->first; value && is_good; value = value->next) {
		const struct field *field = find_field(fields, count, value->key->text);
		if (field)
			is_good = field->read(reader, value, (char *)into + field->offset);
		else
			is_good = unknown_key(reader, value->key, fields, count);
	}
	return is_good;
}

/* --- Values ---------------------------------------------------------------- */

bool read_text(struct reader *reader, const struct yaml_node *value, void *into)
{
	struct slice *text = into;
	if (value->kind != YAML_SCALAR || slice_is_blank(value->text))
		return mistake(reader, value, "\"%.*s\" must be a text; write it behind the colon",
			       "「%.*s」には文字列が必要です。コロンの後に書いてください",
			       SLICE_ARG(value->key->text));
	*text = slice_trim(value->text);
	return true;
}

/* From the folder of the file that names it. */
bool read_file_name(struct reader *reader, const struct yaml_node *value, void *into)
{
	struct named_file *file = into;
	struct slice name = {0};
	if (!read_text(reader, value, &name))
		return false;
	struct slice folder = path_folder(slice_from(reader->path));
	bool is_whole = slice_starts_with(name, SLICE("/"));
	file->at = place_of(reader, value);
	file->path = !name.len  ? NULL
		     : is_whole ? arena_copy(reader->arena, name).ptr
				: arena_printf(reader->arena, "%.*s/%.*s", SLICE_ARG(folder),
					       SLICE_ARG(name))
					  .ptr;
	return !name.len || file->path;
}

/* A text in both languages. */
static bool read_texts(struct reader *reader, const struct yaml_node *value, void *into)
{
	static const struct field fields[] = {
		{"en", read_text, LANG_EN * sizeof(struct slice)},
		{"ja", read_text, LANG_JA * sizeof(struct slice)},
	};
	if (!read_map(reader, value, fields, COUNT(fields), into))
		return false;
	for (size_t i = 0; value->kind == YAML_MAP && i < COUNT(fields); i++)
		if (!yaml_get(value, fields[i].name))
			mistake(reader, value->key,
				"\"%.*s\" has no text in one language; add \"%s: …\" below it",
				"「%.*s」に片方の言語の文字列がありません。その下に「%s: "
				"…」を追加してください",
				SLICE_ARG(value->key->text), fields[i].name);
	return true;
}

static bool read_url(struct reader *reader, const struct yaml_node *value, void *into)
{
	struct slice *url = into;
	struct slice text = value->kind == YAML_SCALAR ? slice_trim(value->text) : SLICE("");
	switch (web_folder_kind(text)) {
	case WEB_FOLDER_GOOD:
		*url = web_folder_normal(reader->arena, text);
		return url->ptr != NULL;
	case WEB_FOLDER_CHARACTER:
		return mistake(
			reader, value,
			"\"%.*s\" has a character that must be encoded; write the host in its "
			"ASCII form (xn--…) and what follows percent-encoded (%%E3%%81%%82)",
			"「%.*s」にエンコードの必要な文字があります。ホスト名は ASCII 形式 "
			"(xn--…)、"
			"その後は %% エンコード (%%E3%%81%%82) で書いてください",
			SLICE_ARG(value->key->text));
	default:
		return mistake(
			reader, value,
			"\"%.*s\" must be a whole web address without ? and #; write one such as "
			"https://help.example.com/",
			"「%.*s」には ? や # を含まない完全な Web アドレスが必要です。"
			"https://help.example.com/ のように書いてください",
			SLICE_ARG(value->key->text));
	}
}

static bool read_flag(struct reader *reader, const struct yaml_node *value, void *into)
{
	bool *flag = into;
	bool is_true = value->kind == YAML_SCALAR && slice_eq_str(value->text, "true");
	bool is_false = value->kind == YAML_SCALAR && slice_eq_str(value->text, "false");
	*flag = is_true;
	if (is_true || is_false)
		return true;
	return mistake(reader, value, "\"%.*s\" must be true or false",
		       "「%.*s」には true か false を指定してください",
		       SLICE_ARG(value->key->text));
}

/* --- Headings -------------------------------------------------------------- */

/* One word, or a list of them; none may be empty. */
static bool read_words(struct reader *reader, const struct yaml_node *value, void *into)
{
	const struct yaml_node **words = into;
	const struct yaml_node *item = value->kind == YAML_LIST ? value->first : value;
	bool is_good = item != NULL;
	for (; item && is_good; item = value->kind == YAML_LIST ? item->next : NULL)
		is_good = item->kind == YAML_SCALAR && !slice_is_blank(item->text);
	if (!is_good)
		return mistake(reader, value,
			       "\"%.*s\" must be a list of words; write [word, \"two words\"]",
			       "「%.*s」には語の一覧が必要です。[語, 語] のように書いてください",
			       SLICE_ARG(value->key->text));
	*words = value;
	return true;
}

static bool read_part(struct reader *reader, const struct yaml_node *value, void *into)
{
	static const struct field fields[] = {
		{"en", read_words,
		 offsetof(struct part_lists, words) + LANG_EN * sizeof(struct yaml_node *)},
		{"ja", read_words,
		 offsetof(struct part_lists, words) + LANG_JA * sizeof(struct yaml_node *)},
		{"replace", read_flag, offsetof(struct part_lists, is_replaced)},
	};
	return read_map(reader, value, fields, COUNT(fields), into);
}

static bool read_headings(struct reader *reader, const struct yaml_node *value, void *into)
{
	static const struct field fields[] = {
		{"cause", read_part, PART_CAUSE * sizeof(struct part_lists)},
		{"fix", read_part, PART_FIX * sizeof(struct part_lists)},
	};
	(void)into;
	return read_map(reader, value, fields, COUNT(fields), reader->parts);
}

/* The words of the file, then the built-in ones unless they are replaced. A
   language that the file does not name keeps the built-in words. */
static bool build_words(struct reader *reader, enum part_kind kind, enum lang lang)
{
	const struct part_words *built_in = part_words_default();
	const struct part_lists *lists = &reader->parts[kind];
	const struct yaml_node *given = lists->words[lang];
	const struct slice *defaults = built_in->words[kind][lang];
	size_t n_given = !given ? 0 : given->kind == YAML_LIST ? given->count : 1;
	size_t n_defaults = given && lists->is_replaced ? 0 : built_in->counts[kind][lang];
	struct slice *words = arena_array(reader->arena, n_given + n_defaults, sizeof(*words));
	if (!words)
		return false;
	size_t n = 0;
	const struct yaml_node *item = n_given && given->kind == YAML_LIST ? given->first : given;
	for (; n < n_given; item = item->next)
		words[n++] = slice_trim(item->text);
	for (size_t i = 0; i < n_defaults; i++)
		words[n++] = defaults[i];
	reader->config->words.words[kind][lang] = words;
	reader->config->words.counts[kind][lang] = n;
	return true;
}

/* --- Schemes --------------------------------------------------------------- */

static bool read_letters(struct reader *reader, const struct yaml_node *value, void *into)
{
	static const char *const names[] = {[LETTERS_AS_WRITTEN] = "as-written",
					    [LETTERS_UPPER] = "upper",
					    [LETTERS_LOWER] = "lower"};
	enum code_letters *letters = into;
	for (size_t i = 0; i < COUNT(names); i++) {
		if (value->kind != YAML_SCALAR || !slice_eq_str(value->text, names[i]))
			continue;
		*letters = (enum code_letters)i;
		return true;
	}
	return mistake(reader, value, "\"%.*s\" must be upper, lower or as-written",
		       "「%.*s」には upper、lower、as-written のいずれかを指定してください",
		       SLICE_ARG(value->key->text));
}

/* Where a key's value stands, or else the whole definition. */
static struct place place_of_key(const struct reader *reader, const struct yaml_node *map,
				 const char *key)
{
	const struct yaml_node *value = yaml_get(map, key);
	return place_of(reader, value ? value : map);
}

static bool read_scheme(struct reader *reader, const struct yaml_node *node)
{
	static const struct field fields[] = {
		{"name", read_text, offsetof(struct scheme_definition, name)},
		{"pattern", read_text, offsetof(struct scheme_definition, pattern)},
		{"normal", read_text, offsetof(struct scheme_definition, normal)},
		{"letters", read_letters, offsetof(struct scheme_definition, letters)},
	};
	struct scheme_definition definition = {.normal = SLICE("$0")};
	size_t before = reader->n_mistakes;
	if (!read_map(reader, node, fields, COUNT(fields), &definition))
		return false;
	for (size_t i = 0; node->kind == YAML_MAP && i < 2; i++)
		if (!yaml_get(node, fields[i].name))
			mistake(reader, node, "a scheme needs a \"%s\"; add \"%s: …\"",
				"スキームには「%s」が必要です。「%s: …」を追加してください",
				fields[i].name, fields[i].name);
	definition.name_at = place_of_key(reader, node, "name");
	definition.pattern_at = place_of_key(reader, node, "pattern");
	definition.normal_at = place_of_key(reader, node, "normal");
	if (reader->n_mistakes == before)
		reader->definitions[reader->n_definitions++] = definition;
	return true;
}

static bool read_schemes(struct reader *reader, const struct yaml_node *value, void *into)
{
	(void)into;
	if (value->kind != YAML_LIST)
		return mistake(
			reader, value,
			"\"%.*s\" must be a list; begin each scheme with \"- name: …\"",
			"「%.*s」にはリストが必要です。各スキームを「- name: …」で始めてください",
			SLICE_ARG(value->key->text));
	reader->definitions =
		arena_array(reader->arena, value->count, sizeof(*reader->definitions));
	bool is_good = reader->definitions != NULL;
	for (const struct yaml_node *item = value->first; item && is_good; item = item->next)
		is_good = read_scheme(reader, item);
	return is_good;
}

/* --- Links and redirects --------------------------------------------------- */

static bool read_links(struct reader *reader, const struct yaml_node *value, void *into)
{
	static const struct field fields[] = {{"root", read_url, 0}};
	return read_map(reader, value, fields, COUNT(fields), into);
}

static bool read_redirect(struct reader *reader, const struct yaml_node *value)
{
	struct config *config = reader->config;
	struct redirect *redirect = &config->redirects[config->n_redirects];
	size_t before = reader->n_mistakes;
	*redirect = (struct redirect){.from = slice_trim(value->key->text),
				      .at = place_of(reader, value->key)};
	if (!read_text(reader, value, &redirect->to))
		return false;
	config->n_redirects += reader->n_mistakes == before;
	return true;
}

/* Where they lead is known only when the articles are. */
static bool read_redirects(struct reader *reader, const struct yaml_node *value, void *into)
{
	(void)into;
	if (value->kind != YAML_MAP)
		return mistake(reader, value,
			       "\"%.*s\" must map old addresses to new ones; write \"old/page: "
			       "new/page.md\" lines",
			       "「%.*s」には古いアドレスと新しいアドレスの対応が必要です。"
			       "「old/page: new/page.md」のような行を書いてください",
			       SLICE_ARG(value->key->text));
	reader->config->redirects =
		arena_array(reader->arena, value->count, sizeof(*reader->config->redirects));
	bool is_good = reader->config->redirects != NULL;
	for (const struct yaml_node *item = value->first; item && is_good; item = item->next)
		is_good = read_redirect(reader, item);
	return is_good;
}

/* --- Anchors ---------------------------------------------------------------- */

static bool read_anchors(struct reader *reader, const struct yaml_node *value, void *into)
{
	static const struct field fields[] = {
		{"record", read_file_name, offsetof(struct config, anchor_record)},
		{"retired", read_retired, 0},
	};
	return read_map(reader, value, fields, COUNT(fields), into);
}

/* --- The file -------------------------------------------------------------- */

static bool read_root(struct reader *reader, const struct yaml_node *root)
{
	static const struct field fields[] = {
		{"title", read_texts, offsetof(struct config, title)},
		{"description", read_texts, offsetof(struct config, description)},
		{"base_url", read_url, offsetof(struct config, base_url)},
		{"source_url", read_url, offsetof(struct config, source_url)},
		{"links", read_links, offsetof(struct config, links_root)},
		{"redirects", read_redirects, 0},
		{"headings", read_headings, 0},
		{"schemes", read_schemes, 0},
		{"rules", read_rules, 0},
		{"ignore", read_ignore, 0},
		{"profile", read_profile, 0},
		{"glossary", read_file_name, offsetof(struct config, glossary_file)},
		{"anchors", read_anchors, 0},
	};
	/* A file of comments only. */
	if (!root || (root->kind == YAML_SCALAR && root->text.len == 0))
		return true;
	return read_map(reader, root, fields, COUNT(fields), reader->config);
}

static enum status read_file(struct reader *reader)
{
	struct slice bytes;
	struct yaml_node *root;
	struct yaml_error error;
	if (file_kind(reader->path) == FILE_MISSING)
		return STATUS_OK;
	enum status status = file_read(reader->arena, reader->path, reader->problems, &bytes);
	if (status != STATUS_OK)
		return status;
	reader->config->hash = hash_slice(bytes);
	status = yaml_read(reader->arena, bytes, (struct span){0, bytes.len}, 0, &root, &error);
	if (status == STATUS_FAILED) {
		enum lang lang = reader->problems->lang == LANG_JA ? LANG_JA : LANG_EN;
		struct place at = {reader->path, error.at.line, error.at.column};
		return problem_report(reader->problems, at, "%s", "%s", error.message[lang]);
	}
	if (status == STATUS_OK && !read_root(reader, root))
		return STATUS_NO_MEMORY;
	return status;
}

static enum status finish(struct reader *reader)
{
	for (int kind = 0; kind < PART_KINDS; kind++)
		for (int lang = 0; lang < LANG_SIDES; lang++)
			if (!build_words(reader, (enum part_kind)kind, (enum lang)lang))
				return STATUS_NO_MEMORY;
	if (part_words_fold(&reader->config->words, reader->arena) != STATUS_OK)
		return STATUS_NO_MEMORY;
	enum status status = scheme_set_new(reader->definitions, reader->n_definitions,
					    reader->problems, &reader->config->schemes);
	return status == STATUS_OK && reader->n_mistakes ? STATUS_FAILED : status;
}

static enum status read_into(struct config *config, const char *path, struct problems *problems)
{
	struct reader reader = {.config = config, .arena = &config->arena, .problems = problems};
	reader.path = arena_copy(&config->arena, slice_from(path)).ptr;
	if (!reader.path)
		return STATUS_NO_MEMORY;
	enum status status = read_file(&reader);
	return status == STATUS_OK ? finish(&reader) : status;
}

enum status config_read(const char *path, struct problems *problems, struct config **out)
{
	*out = NULL;
	struct config *config = calloc(1, sizeof(*config));
	if (!config)
		return problem_memory(problems, STATUS_NO_MEMORY);
	arena_init(&config->arena);
	map_init(&config->severities);
	map_init(&config->retired);
	enum status status = read_into(config, path, problems);
	if (status == STATUS_OK)
		*out = config;
	else
		config_free(config);
	return problem_memory(problems, status);
}

void config_free(struct config *config)
{
	if (!config)
		return;
	scheme_set_free(config->schemes);
	map_release(&config->severities);
	map_release(&config->retired);
	free(config->ignores);
	glossary_free(config->glossary);
	arena_release(&config->arena);
	free(config);
}

/* --- Asking ---------------------------------------------------------------- */

struct slice config_title(const struct config *config, enum lang lang)
{
	static const char *const untitled[LANG_SIDES] = {"Error help", "エラー ヘルプ"};
	lang = lang == LANG_JA ? LANG_JA : LANG_EN;
	return config->title[lang].len ? config->title[lang] : slice_from(untitled[lang]);
}

struct slice config_description(const struct config *config, enum lang lang)
{
	return config->description[lang == LANG_JA ? LANG_JA : LANG_EN];
}

struct slice config_base_url(const struct config *config)
{
	return config->base_url;
}

struct slice config_source_url(const struct config *config)
{
	return config->source_url;
}

struct slice config_links_root(const struct config *config)
{
	return config->links_root;
}

const struct redirect *config_redirects(const struct config *config, size_t *count)
{
	*count = config->n_redirects;
	return config->redirects;
}

const struct scheme_set *config_schemes(const struct config *config)
{
	return config->schemes;
}

const struct part_words *config_part_words(const struct config *config)
{
	return &config->words;
}

uint64_t config_hash(const struct config *config)
{
	return config->hash;
}
