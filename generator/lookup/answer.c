/* The words of an answer, whatever its format. */
#include "answer_parts.h"

#include "kb/status_meaning.h"
#include "text/transform.h"

const char *answer_word(const struct answering *answering, const char *en, const char *ja)
{
	return answering->lang == LANG_JA ? ja : en;
}

bool has_blocks(const struct node *document)
{
	return document && document->first;
}

static bool is_empty(const struct catalogue_body *body)
{
	return !has_blocks(body->intro) && !has_blocks(body->cause) && !has_blocks(body->fix);
}

enum status told_entry_open(const struct answering *a, size_t i, struct told_entry *out)
{
	*out = (struct told_entry){.lang = a->lang};
	out->entry = catalogue_entry_at(a->catalogue, i);
	out->article = catalogue_article_at(a->catalogue, out->entry.article);
	enum status status =
		catalogue_body(a->catalogue, i, a->lang, a->arena, a->problems, &out->body);
	if (status != STATUS_OK || !is_empty(&out->body))
		return status;
	struct catalogue_body other;
	status =
		catalogue_body(a->catalogue, i, lang_other(a->lang), a->arena, a->problems, &other);
	if (status != STATUS_OK || is_empty(&other))
		return status;
	out->body = other;
	out->lang = lang_other(a->lang);
	out->is_other_lang = true;
	return STATUS_OK;
}

struct slice told_code(const struct answering *a, const struct catalogue_entry *entry)
{
	if (entry->reply.len == 0)
		return entry->code;
	return arena_printf(a->arena, "%.*s %.*s", SLICE_ARG(entry->reply), SLICE_ARG(entry->code));
}

struct slice told_title(const struct catalogue_entry *entry,
			const struct catalogue_article *article, enum lang lang)
{
	const struct slice titles[] = {entry->titles[lang], entry->full_titles[lang],
				       article->titles[lang], entry->titles[lang_other(lang)]};
	for (size_t i = 0; i < sizeof(titles) / sizeof(*titles); i++)
		if (titles[i].len)
			return titles[i];
	return entry->code;
}

/* --- Remarks ------------------------------------------------------------------ */

/* What was typed, fit to be printed. */
static struct slice shown(const struct answering *a, struct slice asked)
{
	struct buffer text;
	buffer_init(&text, BUFFER_MAX_PAGE);
	if (text_printable(asked, &text) != STATUS_OK)
		out_of_memory();
	struct slice copy = arena_copy(a->arena, slice_trim(buffer_view(&text)));
	buffer_release(&text);
	return copy;
}

static struct slice sentence(const struct answering *a, const char *en, const char *ja,
			     struct slice text)
{
	return arena_printf(a->arena, answer_word(a, en, ja), SLICE_ARG(text));
}

static struct slice headline_of(const struct answering *a, struct slice asked,
				const struct query *query)
{
	switch (query->result) {
	case QUERY_UNKNOWN:
		return sentence(a, "%.*s: no entry explains this code",
				"%.*s: このコードの解説はありません", query->code.normal);
	case QUERY_AMBIGUOUS:
		return sentence(a, "%.*s may be one of several codes",
				"%.*s は複数のコードに当てはまります", shown(a, asked));
	case QUERY_REPLY:
		return sentence(a,
				"%.*s is a basic reply code; which error it was is told by the "
				"code behind it, such as 4.4.312",
				"%.*s は基本応答コードです。どのエラーかは、その後に続く 4.4.312 "
				"のようなコードでわかります",
				shown(a, asked));
	default:
		return (struct slice){0};
	}
}

static struct slice note_of(const struct answering *a, const struct query *query,
			    const struct told_entry *told)
{
	if (!told)
		return (struct slice){0};
	if (told->is_other_lang)
		return slice_from(answer_word(a, "There is only the Japanese text.",
					      "英語の原文のみがあります。"));
	if (!query->is_in_range)
		return (struct slice){0};
	return sentence(a, "%.*s is one of these codes.", "%.*s は、これらのコードの 1 つです。",
			query->code.normal);
}

static struct slice acts_of(const struct answering *a, const struct told_entry *told)
{
	struct slice roles = {0};
	if (told)
		roles = roles_text(&told->article.acts, a->lang, a->arena);
	return roles.len ? sentence(a, "Who has to act: %.*s", "対応する人: %.*s", roles) : roles;
}

static const char *candidates_heading(const struct answering *a, enum query_result result)
{
	switch (result) {
	case QUERY_UNKNOWN:
		return answer_word(a, "The nearest codes", "近いコード");
	case QUERY_AMBIGUOUS:
		return answer_word(a, "Write one of them in full",
				   "次のいずれかを省略せずに指定してください");
	default:
		return answer_word(a, "Codes that come with it",
				   "この応答コードとともに返されるコード");
	}
}

/* RFC 3463 section 3.1. */
static const char *class_text(const struct answering *a, unsigned int class_number)
{
	switch (class_number) {
	case 2:
		return answer_word(a, "The message went through.",
				   "メッセージは正常に処理されました。");
	case 4:
		return answer_word(
			a,
			"A temporary failure: the message itself is in order, something stood in "
			"its way for now. The sending server tries again by itself.",
			"一時的な失敗です。メッセージ自体に問題はなく、配信が一時的に妨げられて"
			"います。送信側のサーバーが自動的に再試行します。");
	default:
		return answer_word(
			a,
			"A permanent failure: sending the same message again will not help until "
			"something is changed.",
			"恒久的な失敗です。何かを変更しない限り、同じメッセージを再送信しても"
			"配信されません。");
	}
}

/* "4.x.x: …", as a range of all codes alike. */
static void add_status_words(const struct answering *a, const struct query *query,
			     struct remarks *out)
{
	struct status_meaning meaning;
	struct slice name = scheme_name(query->code.scheme);
	if (!slice_eq_str(name, "smtp") || query->code.normal.len == 0)
		return;
	unsigned int class_number = (unsigned int)(query->code.normal.ptr[0] - '0');
	out->status[0] =
		arena_printf(a->arena, "%u.x.x: %s", class_number, class_text(a, class_number));
	if (!status_meaning(&query->code, &meaning))
		return;
	out->status[1] =
		arena_printf(a->arena, "x.%u.x: %s", meaning.numbers[1], meaning.subject[a->lang]);
	if (meaning.detail[a->lang])
		out->status[2] = arena_printf(a->arena, "x.%u.%u: %s", meaning.numbers[1],
					      meaning.numbers[2], meaning.detail[a->lang]);
}

void remarks_of(const struct answering *a, struct slice asked, const struct query *query,
		const struct told_entry *told, struct remarks *out)
{
	*out = (struct remarks){
		.headline = headline_of(a, asked, query),
		.note = note_of(a, query, told),
		.acts = acts_of(a, told),
	};
	if (query->result == QUERY_UNKNOWN)
		add_status_words(a, query, out);
	if (query->result != QUERY_FOUND && query->n_candidates)
		out->candidates = slice_from(candidates_heading(a, query->result));
}
