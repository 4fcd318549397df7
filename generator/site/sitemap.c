/* The sitemap. */
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

static bool is_page(const struct output *output)
{
	return output->kind == OUTPUT_ARTICLE || output->kind == OUTPUT_HOME ||
	       output->kind == OUTPUT_ENTRY || output->kind == OUTPUT_CODES;
}

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

enum status sitemap_write(const struct build_options *options, const struct plan *plan,
			  struct problems *problems, struct buffer *out)
{
	struct sitemap map = {.options = options};
	arena_init_must(&map.arena);
	xml_begin(&map.xml);
	xml_open(&map.xml, "urlset");
	xml_attribute(&map.xml, "xmlns", sitemap_namespace);
	xml_attribute(&map.xml, "xmlns:xhtml", xhtml_namespace);
	for (size_t i = 0; i < plan->count; i++)
		if (is_page(&plan->outputs[i]))
			write_page(&map, &plan->outputs[i]);
	arena_release(&map.arena);
	return xml_end(&map.xml, problems, out);
}

void robots_write(const struct build_options *options, struct buffer *out)
{
	buffer_printf(out, "User-agent: *\nAllow: /\n\nSitemap: %.*ssitemap.xml\n",
		      SLICE_ARG(options->base_url));
}
