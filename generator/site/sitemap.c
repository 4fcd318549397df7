/* The sitemap, through libxml2's writer. */
#include "sitemap.h"

#include "page_links.h"

#include <libxml/xmlwriter.h>

static const char sitemap_namespace[] = "http://www.sitemaps.org/schemas/sitemap/0.9";
static const char xhtml_namespace[] = "http://www.w3.org/1999/xhtml";

struct sitemap {
	const struct build_options *options;
	xmlTextWriter *writer;
	struct arena arena;
	bool failed;
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

static void check(struct sitemap *map, int result)
{
	map->failed |= result < 0;
}

static void write_element(struct sitemap *map, const char *name, const char *text)
{
	check(map, xmlTextWriterWriteElement(map->writer, BAD_CAST name, BAD_CAST text));
}

static void write_attribute(struct sitemap *map, const char *name, const char *text)
{
	check(map, xmlTextWriterWriteAttribute(map->writer, BAD_CAST name, BAD_CAST text));
}

static void write_alternate(struct sitemap *map, const char *lang, const char *url)
{
	check(map, xmlTextWriterStartElement(map->writer, BAD_CAST "xhtml:link"));
	write_attribute(map, "rel", "alternate");
	write_attribute(map, "hreflang", lang);
	write_attribute(map, "href", url);
	check(map, xmlTextWriterEndElement(map->writer));
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
	check(map, xmlTextWriterStartElement(map->writer, BAD_CAST "url"));
	write_element(map, "loc", absolute(map, output->lang, output));
	if (day.month) {
		struct buffer date;
		buffer_init(&date, BUFFER_MAX_PAGE);
		day_iso(day, &date);
		write_element(map, "lastmod", date.ptr);
		buffer_release(&date);
	}
	write_alternate(map, "en", absolute(map, LANG_EN, output));
	write_alternate(map, "ja", absolute(map, LANG_JA, output));
	write_alternate(map, "x-default", absolute(map, LANG_EN, output));
	check(map, xmlTextWriterEndElement(map->writer));
	arena_rewind(&map->arena, mark);
}

enum status sitemap_write(const struct build_options *options, const struct plan *plan,
			  struct problems *problems, struct buffer *out)
{
	struct sitemap map = {.options = options};
	xmlBuffer *xml = xmlBufferCreate();
	arena_init_must(&map.arena);
	map.writer = xml ? xmlNewTextWriterMemory(xml, 0) : NULL;
	if (!map.writer)
		out_of_memory();
	xmlTextWriterSetIndent(map.writer, 1);
	check(&map, xmlTextWriterStartDocument(map.writer, NULL, "UTF-8", NULL));
	check(&map, xmlTextWriterStartElement(map.writer, BAD_CAST "urlset"));
	write_attribute(&map, "xmlns", sitemap_namespace);
	write_attribute(&map, "xmlns:xhtml", xhtml_namespace);
	for (size_t i = 0; i < plan->count; i++)
		if (is_page(&plan->outputs[i]))
			write_page(&map, &plan->outputs[i]);
	check(&map, xmlTextWriterEndDocument(map.writer));
	xmlFreeTextWriter(map.writer);
	buffer_str(out, (const char *)xmlBufferContent(xml));
	xmlBufferFree(xml);
	arena_release(&map.arena);
	return map.failed ? problem_memory(problems, STATUS_NO_MEMORY) : STATUS_OK;
}

void robots_write(const struct build_options *options, struct buffer *out)
{
	buffer_printf(out, "User-agent: *\nAllow: /\n\nSitemap: %.*ssitemap.xml\n",
		      SLICE_ARG(options->base_url));
}
