/* The sitemap, or several and the list of them. Only addresses and days vary in these
   files; an address has no character that XML escapes in another way than HTML.
   Pages are many, so no writer of XML stands between. */
#include "sitemap.h"

#include "render/html.h"
#include "text/html.h"

#define XML_HEAD        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
#define NAMESPACE       "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\""
#define XHTML_NAMESPACE "xmlns:xhtml=\"http://www.w3.org/1999/xhtml\""

struct sitemap {
	const struct build_options *options;
	const struct plan *plan;
	struct buffer folders[LANG_SIDES]; /* what the URLs of all pages begin with, */
	struct buffer page;                /* and with what that of this page goes on */
	struct buffer *out;
};

static void put_url(const struct sitemap *map, struct buffer *out, struct slice path)
{
	html_escape(out, map->options->base_url);
	html_url(out, page_address(path));
}

/* What is the same of the page in both languages: of "en/x" and "ja/x". */
static void make_url(struct sitemap *map, const struct output *output)
{
	struct slice path = slice_skip(slice_from(output->path), 2); /* behind the language */
	buffer_clear(&map->page);
	html_url(&map->page, page_address(path));
}

static void put_page_url(const struct sitemap *map, enum lang lang)
{
	buffer_slice(map->out, buffer_view(&map->folders[lang]));
	buffer_slice(map->out, buffer_view(&map->page));
}

static void put_alternate(const struct sitemap *map, const char *name, enum lang lang)
{
	buffer_str(map->out, "  <xhtml:link rel=\"alternate\" hreflang=\"");
	buffer_str(map->out, name);
	buffer_str(map->out, "\" href=\"");
	put_page_url(map, lang);
	buffer_str(map->out, "\"/>\n");
}

static struct day updated(const struct sitemap *map, const struct output *output)
{
	const struct knowledge *kb = map->options->kb;
	if (output->kind == OUTPUT_ENTRY)
		return kb->articles[kb->entries[output->index].article].updated;
	bool has_article = output->kind == OUTPUT_ARTICLE ||
			   (output->kind == OUTPUT_HOME && output->index != PLAN_NONE);
	return has_article ? kb->articles[output->index].updated : (struct day){0};
}

static void put_page(struct sitemap *map, const struct output *output)
{
	struct day day = updated(map, output);
	make_url(map, output);
	buffer_str(map->out, " <url>\n  <loc>");
	put_page_url(map, output->lang);
	buffer_str(map->out, "</loc>\n");
	if (day.month) {
		buffer_str(map->out, "  <lastmod>");
		day_iso(day, map->out);
		buffer_str(map->out, "</lastmod>\n");
	}
	put_alternate(map, "en", LANG_EN);
	put_alternate(map, "ja", LANG_JA);
	put_alternate(map, "x-default", LANG_EN);
	buffer_str(map->out, " </url>\n");
}

static size_t count_pages(const struct plan *plan)
{
	size_t count = 0;
	for (size_t i = 0; i < plan->count; i++)
		count += output_is_indexed(&plan->outputs[i]);
	return count;
}

size_t sitemap_parts(const struct plan *plan)
{
	return (count_pages(plan) + SITEMAP_PAGES - 1) / SITEMAP_PAGES;
}

static void put_pages(struct sitemap *map, size_t part)
{
	size_t n = 0;
	buffer_str(map->out, XML_HEAD "<urlset " NAMESPACE " " XHTML_NAMESPACE ">\n");
	for (size_t i = 0; i < map->plan->count; i++)
		if (output_is_indexed(&map->plan->outputs[i]) && n++ / SITEMAP_PAGES == part)
			put_page(map, &map->plan->outputs[i]);
	buffer_str(map->out, "</urlset>\n");
}

static void put_list(const struct sitemap *map)
{
	buffer_str(map->out, XML_HEAD "<sitemapindex " NAMESPACE ">\n");
	for (size_t i = 0; i < map->plan->count; i++) {
		const struct output *output = &map->plan->outputs[i];
		if (output->kind != OUTPUT_SITEMAP || output->index == PLAN_NONE)
			continue;
		buffer_str(map->out, " <sitemap>\n  <loc>");
		put_url(map, map->out, slice_from(output->path));
		buffer_str(map->out, "</loc>\n </sitemap>\n");
	}
	buffer_str(map->out, "</sitemapindex>\n");
}

void sitemap_write(const struct build_options *options, const struct plan *plan,
		   const struct output *output, struct buffer *out)
{
	struct sitemap map = {.options = options, .plan = plan, .out = out};
	buffer_init(&map.page, BUFFER_MAX_PAGE);
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++) {
		buffer_init(&map.folders[lang], BUFFER_MAX_PAGE);
		put_url(&map, &map.folders[lang], slice_from(lang_name(lang)));
	}
	if (output->index == PLAN_NONE)
		put_list(&map);
	else
		put_pages(&map, output->index);
	out->failed |= map.page.failed;
	buffer_release(&map.page);
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++) {
		out->failed |= map.folders[lang].failed;
		buffer_release(&map.folders[lang]);
	}
}

void robots_write(const struct build_options *options, struct buffer *out)
{
	buffer_printf(out, "User-agent: *\nAllow: /\n\nSitemap: %.*ssitemap.xml\n",
		      SLICE_ARG(options->base_url));
}
