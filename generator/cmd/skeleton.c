/* New files, as the format asks for them. */
#include "skeleton.h"

#include "base/hash.h"
#include "text/transform.h"

#include <time.h>

/* Numbers count from 101; 101 and 102 are the title's and the description's. */
enum { FIRST_NUMBER = 103, PREFIX_MASK = 0xFFFFF };

struct skeleton {
	struct buffer *out;
	unsigned int prefix; /* five hexadecimal digits */
	unsigned int number; /* of the next segment */
};

static struct skeleton skeleton_of(struct buffer *out, struct slice path)
{
	return (struct skeleton){out, (unsigned int)(hash_slice(path) & PREFIX_MASK), FIRST_NUMBER};
}

static void put_front(struct buffer *out, struct slice title, struct slice description,
		      struct day today)
{
	buffer_printf(out, "---\ntitle: '%.*s'\ndescription: %.*s\nms.contentlocale: ja-JP\n",
		      SLICE_ARG(title), SLICE_ARG(description));
	buffer_printf(out, "ms.translationtype: HT\nms.date: %02d/%02d/%04d\n---\n", today.month,
		      today.day, today.year);
}

static void put_pair(struct skeleton *s, struct slice en, struct slice ja)
{
	unsigned int number = s->number++;
	buffer_printf(s->out,
		      "<span data-ttu-id=\"%05x-%u\">%.*s</span><span class=\"sxs-lookup\"><span "
		      "data-stu-id=\"%05x-%u\">%.*s</span></span>",
		      s->prefix, number, SLICE_ARG(ja), s->prefix, number, SLICE_ARG(en));
}

static void put_heading(struct skeleton *s, const char *marks, struct slice en, struct slice ja)
{
	buffer_printf(s->out, "%s <a name=\"", marks);
	if (text_slug(en, s->out) != STATUS_OK)
		out_of_memory();
	buffer_str(s->out, "\"></a>");
	put_pair(s, en, ja);
	buffer_str(s->out, "\n\n");
}

static void put_blank(struct skeleton *s, const char *before)
{
	buffer_str(s->out, before);
	put_pair(s, SLICE(""), SLICE(""));
	buffer_str(s->out, "\n\n");
}

static void put_part(struct skeleton *s, const struct part_words *words, enum part_kind kind,
		     const char *before)
{
	put_heading(s, "##", part_words_example(words, kind, LANG_EN),
		    part_words_example(words, kind, LANG_JA));
	put_blank(s, before);
}

void skeleton_article(const struct config *config, const struct code *code, struct slice path,
		      struct day today, struct buffer *out)
{
	struct arena arena;
	arena_init_must(&arena);
	struct skeleton s = skeleton_of(out, path);
	const char *gap = code->reply.len ? " " : "";
	struct slice en = arena_printf(&arena, "Error %.*s%s%.*s", SLICE_ARG(code->reply), gap,
				       SLICE_ARG(code->normal));
	struct slice ja = arena_printf(&arena, "エラー %.*s%s%.*s", SLICE_ARG(code->reply), gap,
				       SLICE_ARG(code->normal));
	put_front(out, ja, SLICE("''"), today);
	put_heading(&s, "#", en, ja);
	put_blank(&s, "");
	put_part(&s, config_part_words(config), PART_CAUSE, "");
	put_part(&s, config_part_words(config), PART_FIX, "1. ");
	buffer_truncate(out, out->len - 1);
	arena_release(&arena);
}

void skeleton_home(struct day today, struct buffer *out)
{
	struct skeleton s = skeleton_of(out, SLICE("index.md"));
	put_front(out, SLICE("エラーのヘルプ"),
		  SLICE("エラー コードごとに、意味、原因、対処方法をまとめています。"), today);
	put_heading(&s, "#", SLICE("Help with errors"), SLICE("エラーのヘルプ"));
	put_pair(&s,
		 SLICE("For each error code, this site says what it means, why it happens and how "
		       "to fix it."),
		 SLICE("エラー コードごとに、意味、原因、対処方法をまとめています。"));
	buffer_char(out, '\n');
}

void skeleton_site(struct buffer *out)
{
	buffer_str(
		out,
		"# 設定 / The configuration of this knowledge base: see taiyaku-site(5).\n"
		"# Every field may be left out.\n\n"
		"# The site's name and one sentence about it, in both languages.\n"
		"title:\n  en: Help with errors\n  ja: エラーのヘルプ\n"
		"description:\n"
		"  en: What each error means, why it happens, and how to fix it.\n"
		"  ja: エラーの意味、原因、対処方法を、コードごとに日本語と英語で説明します。\n\n"
		"# Where the site will be served: sitemap, feed and links between languages\n"
		"# need the whole address.\n"
		"# base_url: https://help.example.com/\n\n"
		"# Where the articles' sources can be edited.\n"
		"# source_url: https://git.example.com/help/edit/main/content/\n\n"
		"# Families of codes besides smtp, hresult, aadsts and office.\n"
		"# schemes:\n"
		"#   - name: shop\n"
		"#     pattern: '(?i)\\bERR[- ]?([0-9]{3,5})\\b'\n"
		"#     normal: ERR-$1\n"
		"#     letters: upper\n");
}

struct day today_here(void)
{
	time_t now = time(NULL);
	struct tm date;
	if (!localtime_r(&now, &date))
		return (struct day){1970, 1, 1};
	return (struct day){date.tm_year + 1900, date.tm_mon + 1, date.tm_mday};
}
