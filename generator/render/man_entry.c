/* English headings as man-pages(7) has them, Japanese ones as JM's pages. */
#include "render/man_entry.h"

void man_entry_section(struct man_writer *man, enum man_entry_section section, enum lang lang)
{
	static const char *const titles[][LANG_SIDES] = {
		[MAN_ENTRY_DESCRIPTION] = {"DESCRIPTION", "説明"},
		[MAN_ENTRY_CAUSE] = {"CAUSE", "原因"},
		[MAN_ENTRY_FIX] = {"FIX", "対処"},
	};
	man_section(man, slice_from(titles[section][lang == LANG_JA ? LANG_JA : LANG_EN]));
}

void man_entry_acts(struct man_writer *man, struct slice roles, enum lang lang)
{
	const char *label = lang == LANG_JA ? "対応する人: " : "Who has to act: ";
	struct buffer text;
	if (roles.len == 0)
		return;
	buffer_init(&text, BUFFER_MAX_PAGE);
	buffer_str(&text, label);
	buffer_slice(&text, roles);
	man_paragraph(man, buffer_view(&text));
	buffer_release(&text);
}

static bool is_section(const struct node *node)
{
	return node->kind == NODE_HEADING && node->heading.level <= 2;
}

static void section_of(struct man_writer *man, const struct node *heading)
{
	struct buffer title;
	buffer_init(&title, BUFFER_MAX_PAGE);
	node_plain_text(heading, &title);
	man_section(man, buffer_view(&title));
	buffer_release(&title);
}

void man_article(struct man_writer *man, const struct node *root, enum lang lang)
{
	const struct node *node = root->first;
	while (node && node->kind == NODE_HEADING && node->heading.level == 1)
		node = node->next;
	if (node && node->kind != NODE_HEADING)
		man_entry_section(man, MAN_ENTRY_DESCRIPTION, lang);
	while (node) {
		const struct node *first = node;
		if (is_section(node)) {
			section_of(man, node);
			first = node->next;
		}
		node = first;
		while (node && !is_section(node))
			node = node->next;
		man_blocks(man, first, node);
	}
}

struct slice man_entry_manual(enum lang lang)
{
	return lang == LANG_JA ? SLICE("エラー コード") : SLICE("Error codes");
}
