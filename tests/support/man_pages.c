/* Trees built by hand, and a sample of everything in both languages. */
#include "support/man_pages.h"

#include "text/linebreak.h"

void man_page_open(struct man_page *page, enum lang lang)
{
	bool ja = lang == LANG_JA;
	*page = (struct man_page){
		.breaker = line_breaker_new(),
		.head = {.name = SLICE("4.4.312"),
			 .description =
				 ja ? SLICE("DNS クエリに失敗しました") : SLICE("DNS query failed"),
			 .lang = lang,
			 .date = {2019, 2, 11},
			 .source = ja ? SLICE("エラー コードのヘルプ") : SLICE("Error help"),
			 .manual = ja ? SLICE("エラー コード") : SLICE("Error codes")},
	};
	if (!page->breaker)
		out_of_memory();
	page->options = (struct man_options){.breaker = page->breaker, .resolve = man_page_resolve};
	arena_init_must(&page->arena);
	buffer_init(&page->out, BUFFER_MAX_PAGE);
	page->root = node_new(&page->arena, NODE_DOCUMENT);
}

void man_page_close(struct man_page *page)
{
	buffer_release(&page->out);
	arena_release(&page->arena);
	line_breaker_free(page->breaker);
}

struct man_target man_page_resolve(void *context, struct slice url)
{
	(void)context;
	if (slice_starts_with(url, SLICE("http")) || slice_starts_with(url, SLICE("mailto:")))
		return (struct man_target){.kind = MAN_TARGET_URL, .url = url};
	if (slice_ends_with(url, SLICE(".md")))
		return (struct man_target){.kind = MAN_TARGET_PAGE,
					   .name = slice_sub(url, 0, url.len - 3),
					   .section = 7};
	return (struct man_target){.kind = MAN_TARGET_NONE};
}

const char *man_page_source(struct man_page *page)
{
	buffer_clear(&page->out);
	struct man_writer *man = man_begin(&page->arena, &page->out, &page->options, &page->head);
	man_section(man, page->head.lang == LANG_JA ? SLICE("説明") : SLICE("DESCRIPTION"));
	man_blocks(man, page->root->first, NULL);
	man_end(man);
	return page->out.failed ? NULL : page->out.ptr;
}

const char *man_page_blocks(struct man_page *page)
{
	struct slice heading =
		page->head.lang == LANG_JA ? SLICE(".SH 説明\n") : SLICE(".SH DESCRIPTION\n");
	const char *source = man_page_source(page);
	return source + slice_find(slice_from(source), heading, 0) + heading.len;
}

struct node *tree_add(struct man_page *page, struct node *parent, enum node_kind kind)
{
	struct node *node = node_new(&page->arena, kind);
	node_append(parent, node);
	return node;
}

struct node *tree_element(struct man_page *page, struct node *parent, const char *name,
			  bool is_block)
{
	struct node *node = tree_add(page, parent, NODE_ELEMENT);
	node->element.name = slice_from(name);
	node->element.is_block = is_block;
	return node;
}

struct node *tree_text(struct man_page *page, struct node *parent, const char *text)
{
	struct node *node = tree_add(page, parent, NODE_TEXT);
	node->text = slice_from(text);
	return node;
}

struct node *tree_with(struct man_page *page, struct node *parent, enum node_kind kind,
		       const char *text)
{
	struct node *node = tree_add(page, parent, kind);
	if (kind == NODE_CODE)
		node->text = slice_from(text);
	else
		tree_text(page, node, text);
	return node;
}

struct node *tree_link(struct man_page *page, struct node *parent, const char *url,
		       const char *text)
{
	struct node *node = tree_with(page, parent, NODE_LINK, text);
	node->link.url = slice_from(url);
	return node;
}

struct node *tree_code(struct man_page *page, struct node *parent, const char *code)
{
	struct node *node = tree_add(page, parent, NODE_CODE_BLOCK);
	node->code.text = slice_from(code);
	return node;
}

struct node *tree_list(struct man_page *page, struct node *parent, bool tight)
{
	struct node *node = tree_add(page, parent, NODE_LIST);
	node->list.tight = tight;
	return node;
}

struct node *tree_ordered(struct man_page *page, struct node *parent, unsigned int start)
{
	struct node *node = tree_add(page, parent, NODE_LIST);
	node->list.ordered = true;
	node->list.start = start;
	return node;
}

struct node *tree_item(struct man_page *page, struct node *list, const char *text)
{
	struct node *item = tree_add(page, list, NODE_ITEM);
	tree_with(page, item, NODE_PARAGRAPH, text);
	return item;
}

struct node *tree_table(struct man_page *page, struct node *parent, const char *cells)
{
	struct node *table = tree_add(page, parent, NODE_TABLE);
	struct slice rest = slice_from(cells), line;
	while (slice_next_line(&rest, &line)) {
		struct node *row = tree_add(page, table, NODE_ROW);
		row->row.is_header = row == table->first;
		for (size_t start = 0; start <= line.len;) {
			size_t end = slice_find_char(line, '|', start);
			end = end == SLICE_NONE ? line.len : end;
			struct slice text = arena_copy(&page->arena, slice_sub(line, start, end));
			tree_with(page, row, NODE_CELL, text.ptr);
			start = end + 1;
		}
	}
	return table;
}

/* --- The sample ----------------------------------------------------------------- */

/* Texts by language; long enough to be broken several times. */
static const struct sample {
	const char *heading, *long_heading, *text, *strong, *emphasis, *link, *note, *item, *table,
		*wide_table, *hostile, *code;
} samples[LANG_SIDES] = {
	[LANG_EN] =
		{
			.heading = "How do I fix error code 450 4.4.312?",
			.long_heading =
				"A heading that is far too long for one line of a page, since it "
				"explains at length what went wrong and what to do about it",
			.text = "Typically, this error means that the service tried to connect to "
				"the smart host that's specified in the connector, but the DNS "
				"query to find the smart host's IP addresses failed. Was it you? "
				"No! See C:\\Program Files\\Exchange\\Bin\\Very\\Long\\Path\\To\\"
				"Something\\That\\Does\\Not\\Fit\\On\\A\\Line\\At\\All\\Ever.exe ",
			.strong = "Connection refused",
			.emphasis = "mail flow intelligence",
			.link = "the list of addresses",
			.note = "It takes up to an hour until the change works everywhere.",
			.item = "Work with your DNS hosting service to identify and fix the "
				"problem with your domain.",
			.table = "Code|Meaning\n4.4.312|DNS query failed\n4.4.316|Connection "
				 "refused\n_|=\nT{|.TE",
			.wide_table =
				"Code|Meaning|Fix\n4.4.312|The DNS query to find the smart host's "
				"addresses failed.|Work with your DNS hosting service to fix "
				"it.\n4.4.316|The connection was refused.|",
			.hostile = ".SH evil 'quote' `tick` ^hat ~tilde \\fBbold \\n[x] \"q\"",
			.code = "Get-Message -Identity 1\n.dot 'quote'\n\tTabbed\\line\n\n\\&end\n",
		},
	[LANG_JA] =
		{
			.heading = "450 4.4.312 のエラー コードを修正する方法は?",
			.long_heading =
				"一行にはとても入りきらないほど長い見出しですから、どこかで"
				"折り返さなければなりませんが、読む人が困らないようにします",
			.text = "通常、このエラーは、コネクタで指定されている「スマート ホスト」に"
				"接続しようとしましたが、（スマートホストのIPアドレスを見つけるた"
				"めの）DNSクエリが失敗したことを意味します。ちょっとした「キャッシ"
				"ュ」のせいで、サーバーがシャットダウンされたままだったのかも"
				"しれません。１ヶ月前の設定・変更…でしょうか？そうです！",
			.strong = "「接続が拒否されました」",
			.emphasis = "メール フローのインテリジェンス",
			.link = "アドレスの一覧",
			.note = "変更が有効になるまでに、30 分から 1 時間ほどかかります。しばらく待"
				"ってから、もう一度お試しください。",
			.item = "ご使用のドメインの DNS ホスティング サービス（ご使用のドメインの"
				"権威ネームサーバーを管理している業者）に問題があります。",
			.table = "コード|意味\n4.4.312|DNS クエリに失敗しました\n4.4.316|接続が"
				 "「拒否」されました\n_|=\nT{|.TE",
			.wide_table =
				"コード|意味|対処\n4.4.312|スマート ホストのアドレスを見つけるため"
				"の DNS クエリが失敗しました。|DNS ホスティング サービスに問い合わ"
				"せて、問題を解決してください。\n4.4.316|接続が拒否されました。|",
			.hostile = ".SH 悪意 '引用' `符` ^山 ~波 \\fB太字 \\n[x] \"引用\"",
			.code = "Get-Message -Identity 1\n.ドット '引用'\n\t字下げ\\行\n\n\\&終\n",
		},
};

static void fill_paragraphs(struct man_page *page, struct node *parent, const struct sample *s)
{
	struct node *p = tree_with(page, parent, NODE_PARAGRAPH, s->text);
	tree_with(page, p, NODE_STRONG, s->strong);
	tree_text(page, p, s->text);
	tree_add(page, p, NODE_SOFT_BREAK);
	tree_with(page, tree_add(page, p, NODE_EMPHASIS), NODE_STRONG, s->emphasis);
	tree_text(page, p, s->text);
	tree_add(page, p, NODE_HARD_BREAK);
	tree_with(page, p, NODE_CODE, "-Identity '.x' \\n");
	p = tree_with(page, parent, NODE_PARAGRAPH, s->text);
	tree_link(page, p, "https://example.com/a_b-c/d~e?f=g&h=%E3%81%82", s->link);
	tree_text(page, p, s->text);
	tree_link(page, p, "other-page.md", s->link);
	tree_text(page, p, s->text);
	tree_link(page, p, "5.1.1.md", "5.1.1");
	tree_text(page, p, ", ");
	tree_link(page, p, "https://example.com/", "https://example.com");
	tree_text(page, p, ". ");
	tree_link(page, p,
		  "https://example.com/an/address/that/is/much/longer/than/a/line-of-the/page/"
		  "so/that/it/must/be/broken",
		  s->link);
	tree_text(page, p, s->text);
	tree_link(page, p, "#nowhere", s->link);
	p = tree_with(page, parent, NODE_PARAGRAPH, s->hostile);
	tree_add(page, p, NODE_HARD_BREAK);
	tree_text(page, p, s->hostile);
	tree_with(page, p, NODE_STRIKE, s->strong);
	tree_add(page, p, NODE_IMAGE)->image.alt = slice_from(s->item);
}

static void fill_lists(struct man_page *page, struct node *parent, const struct sample *s)
{
	struct node *list = tree_ordered(page, parent, 9);
	struct node *item = tree_item(page, list, s->item);
	tree_with(page, item, NODE_PARAGRAPH, s->text);
	tree_code(page, item, s->code);
	item = tree_item(page, list, s->note);
	struct node *inner = tree_list(page, item, true);
	tree_item(page, inner, s->item);
	struct node *innermost = tree_list(page, tree_item(page, inner, s->item), true);
	tree_item(page, innermost, s->text);
	tree_item(page, inner, s->note);
	tree_with(page, item, NODE_PARAGRAPH, s->note);
	item = tree_add(page, list, NODE_ITEM);
	tree_code(page, item, s->code);
	list = tree_list(page, parent, true);
	item = tree_item(page, list, s->note);
	item->item.is_task = item->item.is_done = true;
	item = tree_item(page, list, s->note);
	item->item.is_task = true;
}

static void fill_html(struct man_page *page, struct node *parent, const struct sample *s)
{
	struct node *details = tree_element(page, parent, "details", true);
	tree_text(page, tree_element(page, details, "summary", true), s->heading);
	tree_text(page, details, s->text);
	struct node *list = tree_element(page, details, "ul", true);
	tree_text(page, tree_element(page, list, "li", true), s->item);
	struct node *p = tree_element(page, parent, "p", true);
	tree_text(page, tree_element(page, p, "kbd", false), "Ctrl+C");
	tree_element(page, p, "br", false);
	tree_text(page, p, "10");
	tree_text(page, tree_element(page, p, "sup", false), "2");
	struct node *table = tree_element(page, parent, "table", true);
	struct node *row = tree_element(page, table, "tr", true);
	tree_text(page, tree_element(page, row, "th", true), s->strong);
	row = tree_element(page, table, "tr", true);
	tree_text(page, tree_element(page, row, "td", true), s->link);
}

void tree_fill_sample(struct man_page *page)
{
	const struct sample *s = &samples[page->head.lang];
	tree_with(page, page->root, NODE_HEADING, s->heading);
	fill_paragraphs(page, page->root, s);
	tree_with(page, page->root, NODE_HEADING, s->long_heading);
	fill_lists(page, page->root, s);
	for (int kind = ALERT_NOTE; kind <= ALERT_CAUTION; kind++) {
		struct node *alert = tree_add(page, page->root, NODE_ALERT);
		alert->alert.kind = (enum alert_kind)kind;
		tree_with(page, alert, NODE_PARAGRAPH, s->note);
		tree_item(page, tree_list(page, alert, true), s->item);
	}
	struct node *quote = tree_add(page, page->root, NODE_QUOTE);
	tree_with(page, quote, NODE_HEADING, s->heading);
	fill_paragraphs(page, quote, s);
	tree_add(page, page->root, NODE_RULE);
	tree_code(page, page->root, s->code);
	tree_table(page, page->root, s->table);
	tree_with(page, page->root, NODE_PARAGRAPH, s->note);
	tree_table(page, page->root, s->wide_table);
	fill_html(page, page->root, s);
}
