/* The sitemap, or several and the list of them. */
#include "sitemap.h"

#include "page_links.h"
#include "xml.h"

static const char sitemap_namespace[] = "http://www.sitemaps.org/schemas/sitemap/0.9";
static const char xhtml_namespace[] = "http://www.w3.org/1999/xhtml";

struct sitemap {
	const struct build_options *options;
	struct xml xml;
	struct arena arena;
};

static const char *absolute(struct sitemap *map, enum lang lang, const struct output *output)
{
	struct slice path = slice_skip(slice_from(output->path), 2); /* behind the language */
	path = arena_printf(&map->arena, "%s%.*s", lang_name(lang), SLICE_ARG(path));
	return absolute_url(&map->arena, map->options, path).ptr;
}

static void write_alternate(struct sitemap *map, const char *lang, const char *url)
{
	xml_open(&map->xml, "xhtml:link");
	xml_attribute(&map->xml, "rel", "alternate");
	xml_attribute(&map->xml, "hreflang", lang);
	xml_attribute(&map->xml, "href", url);
	xml_close(&map->xml);
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

static void write_page(struct sitemap *map, const struct output *output)
{
	struct day day = updated(map, output);
	struct arena_mark mark = arena_mark(&map->arena);
	const char *const urls[LANG_SIDES] = {absolute(map, LANG_EN, output),
					      absolute(map, LANG_JA, output)};
	xml_open(&map->xml, "url");
	xml_element(&map->xml, "loc", slice_from(urls[output->lang]));
	if (day.month) {
		struct buffer date;
		buffer_init(&date, BUFFER_MAX_PAGE);
		day_iso(day, &date);
		xml_element(&map->xml, "lastmod", buffer_view(&date));
		buffer_release(&date);
	}
	write_alternate(map, "en", urls[LANG_EN]);
	write_alternate(map, "ja", urls[LANG_JA]);
	write_alternate(map, "x-default", urls[LANG_EN]);
	xml_close(&map->xml);
	arena_rewind(&map->arena, mark);
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

static void write_pages(struct sitemap *map, const struct plan *plan, size_t part)
{
	size_t n = 0;
	xml_open(&map->xml, "urlset");
	xml_attribute(&map->xml, "xmlns", sitemap_namespace);
	xml_attribute(&map->xml, "xmlns:xhtml", xhtml_namespace);
	for (size_t i = 0; i < plan->count; i++)
		if (output_is_indexed(&plan->outputs[i]) && n++ / SITEMAP_PAGES == part)
			write_page(map, &plan->outputs[i]);
}

static void write_list(struct sitemap *map, const struct plan *plan)
{
	xml_open(&map->xml, "sitemapindex");
	xml_attribute(&map->xml, "xmlns", sitemap_namespace);
	for (size_t i = 0; i < plan->count; i++) {
		const struct output *output = &plan->outputs[i];
		if (output->kind != OUTPUT_SITEMAP || output->index == PLAN_NONE)
			continue;
		struct slice path = slice_from(output->path);
		xml_open(&map->xml, "sitemap");
		xml_element(&map->xml, "loc", absolute_url(&map->arena, map->options, path));
		xml_close(&map->xml);
	}
}

enum status sitemap_write(const struct build_options *options, const struct plan *plan,
			  const struct output *output, struct problems *problems,
			  struct buffer *out)
{
	struct sitemap map = {.options = options};
	arena_init_must(&map.arena);
	xml_begin(&map.xml, out);
	if (output->index == PLAN_NONE)
		write_list(&map, plan);
	else
		write_pages(&map, plan, output->index);
	arena_release(&map.arena);
	return xml_end(&map.xml, problems);
}

void robots_write(const struct build_options *options, struct buffer *out)
{
	buffer_printf(out, "User-agent: *\nAllow: /\n\nSitemap: %.*ssitemap.xml\n",
		      SLICE_ARG(options->base_url));
}
