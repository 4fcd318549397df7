/* The least preferred folder is read first: what comes later replaces single texts. */
#include "strings.h"

#include "base/hash.h"
#include "base/nearest.h"
#include "source/yaml.h"

/* One file on its way into the texts of the others. */
struct reading {
	struct pages *pages;
	struct value *texts;
	const char *path;
	bool is_first; /* its keys are those that there are */
};

static struct place place_of(const struct reading *r, const struct yaml_node *node)
{
	return (struct place){r->path, node->start.line, node->start.column};
}

static enum status unknown_key(const struct reading *r, const struct yaml_node *key)
{
	struct nearest nearest;
	nearest_init(&nearest, key->text);
	for (size_t i = 0; i < r->texts->object.count; i++)
		nearest_offer(&nearest, r->texts->object.members[i].key.ptr);
	if (nearest.name)
		return problem_report(r->pages->problems, place_of(r, key),
				      "unknown key \"%.*s\"; did you mean \"%s\"?",
				      "不明なキー「%.*s」です。「%s」の間違いではありませんか",
				      SLICE_ARG(key->text), nearest.name);
	return problem_report(r->pages->problems, place_of(r, key),
			      "unknown key \"%.*s\"; no page uses it, take it out",
			      "不明なキー「%.*s」です。どのページにも使われないので、"
			      "削除してください",
			      SLICE_ARG(key->text));
}

/* A site's own templates may have texts of their own. */
static bool is_known(const struct reading *r, struct slice key)
{
	return r->is_first || value_get(r->texts, key) || templates_use(r->pages->templates, key);
}

static enum status add_text(const struct reading *r, const struct yaml_node *node)
{
	if (!is_known(r, node->key->text))
		return unknown_key(r, node->key);
	if (node->kind != YAML_SCALAR)
		return problem_report(r->pages->problems, place_of(r, node),
				      "\"%.*s\" must be a text; write it behind the colon",
				      "「%.*s」には文字列が必要です。コロンの後に書いてください",
				      SLICE_ARG(node->key->text));
	value_set_text(&r->pages->arena, r->texts, node->key->text.ptr, node->text);
	return STATUS_OK;
}

static enum status add_texts(const struct reading *r, const struct yaml_node *root)
{
	enum status status = STATUS_OK;
	/* A file of comments only. */
	if (!root || (root->kind == YAML_SCALAR && root->text.len == 0))
		return STATUS_OK;
	if (root->kind != YAML_MAP)
		return problem_report(r->pages->problems, place_of(r, root),
				      "\"key: text\" lines are expected here; write \"home: …\"",
				      "ここには「キー: 文字列」の行が必要です。「home: "
				      "…」のように書いてください");
	for (const struct yaml_node *node = root->first; node; node = node->next)
		if (add_text(r, node) != STATUS_OK)
			status = STATUS_FAILED;
	return status;
}

static enum status read_file(const struct reading *r)
{
	struct pages *pages = r->pages;
	struct slice text;
	struct yaml_node *root;
	struct yaml_error error;
	if (file_read(&pages->arena, r->path, pages->problems, &text) != STATUS_OK)
		return STATUS_FAILED;
	pages->strings_hash = hash_more(pages->strings_hash, text);
	enum status status =
		yaml_read(&pages->arena, text, (struct span){0, text.len}, 0, &root, &error);
	if (status == STATUS_FAILED)
		return problem_report_text(pages->problems,
					   (struct place){r->path, error.at.line, error.at.column},
					   error.message);
	if (status == STATUS_OK)
		status = add_texts(r, root);
	return problem_memory(pages->problems, status);
}

enum status strings_load(struct pages *pages, enum lang lang)
{
	enum status status = STATUS_OK;
	struct value *texts = value_object(&pages->arena);
	struct reading reading = {.pages = pages, .texts = texts, .is_first = true};
	for (size_t i = pages->options->n_template_folders; i-- > 0;) {
		reading.path = arena_printf(&pages->arena, "%s/strings/%s.yaml",
					    pages->options->template_folders[i], lang_name(lang))
				       .ptr;
		if (file_kind(reading.path) == FILE_MISSING)
			continue;
		if (read_file(&reading) != STATUS_OK)
			status = STATUS_FAILED;
		reading.is_first = false;
	}
	pages->strings[lang] = texts;
	return status;
}
