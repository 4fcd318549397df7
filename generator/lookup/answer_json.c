/* For other programs. */
#include "answer_parts.h"
#include "render/html.h"

struct json_answer {
	const struct answering *answering;
	struct json *json;
	enum lang lang;
};

static bool resolve(void *context, const struct node *node, struct buffer *out)
{
	const struct json_answer *j = context;
	struct slice url = node->kind == NODE_IMAGE ? node->image.url : node->link.url;
	struct catalogue_link link =
		catalogue_link(j->answering->catalogue, j->answering->arena, url, j->lang);
	buffer_slice(out, link.url);
	return link.url.len > 0;
}

static void put_html(struct json_answer *j, const struct node *document)
{
	struct html_options options = {.lang = j->lang,
				       .resolve = resolve,
				       .context = j,
				       .id_prefix = "",
				       .is_part = true};
	struct html_writer writer;
	struct buffer html;
	buffer_init(&html, BUFFER_MAX_PAGE);
	html_init(&writer, &options, &html);
	html_blocks(&writer, document->first, NULL);
	json_put_string(j->json, slice_trim(buffer_view(&html)));
	html_release(&writer);
	buffer_release(&html);
}

static void put_text(struct json_answer *j, const struct node *document)
{
	struct buffer text;
	buffer_init(&text, BUFFER_MAX_PAGE);
	node_plain_text(document, &text);
	json_put_string(j->json, slice_trim(buffer_view(&text)));
	buffer_release(&text);
}

static void put_part(struct json_answer *j, const char *key, const struct node *document)
{
	json_key(j->json, key);
	if (!has_blocks(document)) {
		json_put_null(j->json);
		return;
	}
	json_begin_object(j->json);
	json_key(j->json, "html");
	put_html(j, document);
	json_key(j->json, "text");
	put_text(j, document);
	json_end_object(j->json);
}

static enum status put_side(struct json_answer *j, size_t i, const struct catalogue_entry *entry)
{
	struct catalogue_body body;
	const struct answering *a = j->answering;
	if (catalogue_body(a->catalogue, i, j->lang, a->arena, a->problems, &body) != STATUS_OK)
		return STATUS_FAILED;
	json_key(j->json, lang_name(j->lang));
	json_begin_object(j->json);
	json_key(j->json, "title");
	json_put_string(j->json, entry->full_titles[j->lang]);
	json_key(j->json, "url");
	json_put_string_or_null(j->json,
				catalogue_entry_url(a->catalogue, a->arena, entry, j->lang));
	put_part(j, "intro", body.intro);
	put_part(j, "cause", body.cause);
	put_part(j, "fix", body.fix);
	json_end_object(j->json);
	return STATUS_OK;
}

static void put_string(struct json *json, const char *key, struct slice text)
{
	json_key(json, key);
	json_put_string_or_null(json, text);
}

static void put_acts(struct json *json, const struct role_list *acts)
{
	json_key(json, "act");
	json_begin_array(json);
	for (size_t i = 0; i < acts->count; i++)
		json_put_str(json, role_name(acts->items[i]));
	json_end_array(json);
}

static enum status put_entry(struct json_answer *j, size_t i)
{
	const struct catalogue *catalogue = j->answering->catalogue;
	struct catalogue_entry entry = catalogue_entry_at(catalogue, i);
	struct catalogue_article article = catalogue_article_at(catalogue, entry.article);
	enum status status = STATUS_OK;
	json_begin_object(j->json);
	put_string(j->json, "code", entry.code);
	put_string(j->json, "scheme", entry.scheme);
	put_string(j->json, "reply", entry.reply);
	put_string(j->json, "article", article.path);
	put_string(j->json, "anchor", entry.anchor);
	put_string(j->json, "man", entry.man_name);
	put_acts(j->json, &article.acts);
	for (j->lang = LANG_EN; j->lang <= LANG_JA && status == STATUS_OK; j->lang++)
		status = put_side(j, i, &entry);
	if (status == STATUS_OK)
		json_end_object(j->json);
	return status;
}

enum status answer_json(const struct answering *a, struct slice asked, const struct query *query,
			struct json *json)
{
	struct json_answer j = {.answering = a, .json = json};
	bool is_found = query->result == QUERY_FOUND;
	json_begin_object(json);
	json_key(json, "asked");
	json_put_string(json, asked);
	put_string(json, "code", query->code.scheme ? query->code.normal : (struct slice){0});
	json_key(json, "entry");
	if (is_found && put_entry(&j, query->entry) != STATUS_OK)
		return STATUS_FAILED;
	if (!is_found)
		json_put_null(json);
	json_key(json, "nearest");
	json_begin_array(json);
	for (size_t i = 0; !is_found && i < query->n_candidates; i++)
		json_put_string(json, catalogue_entry_at(a->catalogue, query->candidates[i]).code);
	json_end_array(json);
	json_end_object(json);
	return STATUS_OK;
}
