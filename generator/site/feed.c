/* Articles by date, the newest first. */
#include "feed.h"

#include "page_links.h"
#include "xml.h"

#include <stdlib.h>
#include <string.h>

enum { FEED_MAX = 50 };

struct feed {
	const struct build_options *options;
	const struct output *output;
	struct xml xml;
	struct arena arena;
};

/* --- Which articles ----------------------------------------------------- */

static bool is_dated(const struct kb_article *article)
{
	return article->updated.month && !article->is_include && article->address.len;
}

static int compare_days(struct day a, struct day b)
{
	if (a.year != b.year)
		return a.year - b.year;
	return a.month != b.month ? a.month - b.month : a.day - b.day;
}

static int compare_articles(const void *left, const void *right)
{
	const struct kb_article *a = *(const struct kb_article *const *)left;
	const struct kb_article *b = *(const struct kb_article *const *)right;
	int order = compare_days(b->updated, a->updated);
	return order ? order : strcmp(a->path, b->path);
}

static const struct kb_article **newest(const struct knowledge *kb, struct arena *arena,
					size_t *count)
{
	const struct kb_article **articles = arena_array(arena, kb->n_articles, sizeof(*articles));
	*count = 0;
	for (size_t i = 0; i < kb->n_articles; i++)
		if (is_dated(&kb->articles[i]))
			articles[(*count)++] = &kb->articles[i];
	qsort(articles, *count, sizeof(*articles), compare_articles);
	if (*count > FEED_MAX)
		*count = FEED_MAX;
	return articles;
}

bool feed_is_possible(const struct build_options *options)
{
	for (size_t i = 0; options->base_url.len && i < options->kb->n_articles; i++)
		if (is_dated(&options->kb->articles[i]))
			return true;
	return false;
}

/* --- Writing ------------------------------------------------------------ */

static enum lang lang_of(const struct feed *feed)
{
	return feed->output->lang;
}

static struct slice absolute(struct feed *feed, struct slice page)
{
	struct slice path = path_in_lang(&feed->arena, lang_of(feed), page);
	return absolute_url(&feed->arena, feed->options, path);
}

static void write_link(struct feed *feed, const char *rel, const char *type, struct slice url)
{
	xml_open(&feed->xml, "link");
	xml_attribute(&feed->xml, "rel", rel);
	xml_attribute(&feed->xml, "type", type);
	xml_attribute(&feed->xml, "hreflang", lang_name(lang_of(feed)));
	xml_attribute(&feed->xml, "href", url.ptr);
	xml_close(&feed->xml);
}

/* A day has no hour; midnight in UTC stands for it (RFC 3339). */
static void write_updated(struct feed *feed, struct day day)
{
	struct buffer text;
	buffer_init(&text, BUFFER_MAX_PAGE);
	day_iso(day, &text);
	buffer_str(&text, "T00:00:00Z");
	xml_element(&feed->xml, "updated", buffer_view(&text));
	buffer_release(&text);
}

static void write_entry(struct feed *feed, const struct kb_article *article)
{
	enum lang lang = lang_of(feed);
	struct slice url = absolute(feed, article_page(&feed->arena, article));
	xml_open(&feed->xml, "entry");
	xml_element(&feed->xml, "title", article->titles[lang]);
	xml_element(&feed->xml, "id", url);
	write_link(feed, "alternate", "text/html", url);
	write_updated(feed, article->updated);
	if (article->descriptions[lang].len)
		xml_element(&feed->xml, "summary", article->descriptions[lang]);
	xml_close(&feed->xml);
}

static void write_head(struct feed *feed, struct day newest_day)
{
	const struct config *config = feed->options->config;
	enum lang lang = lang_of(feed);
	struct slice title = config_title(config, lang);
	struct slice home = absolute(feed, SLICE("index.html"));
	xml_open(&feed->xml, "feed");
	xml_attribute(&feed->xml, "xmlns", "http://www.w3.org/2005/Atom");
	xml_attribute(&feed->xml, "xml:lang", lang_name(lang));
	xml_element(&feed->xml, "title", title);
	if (config_description(config, lang).len)
		xml_element(&feed->xml, "subtitle", config_description(config, lang));
	xml_element(&feed->xml, "id", home);
	write_link(feed, "self", "application/atom+xml", absolute(feed, SLICE("feed.xml")));
	write_link(feed, "alternate", "text/html", home);
	write_updated(feed, newest_day);
	xml_open(&feed->xml, "author");
	xml_element(&feed->xml, "name", title);
	xml_close(&feed->xml);
	xml_element(&feed->xml, "generator", SLICE("Taiyaku"));
}

enum status feed_write(const struct build_options *options, const struct output *output,
		       struct problems *problems, struct buffer *out)
{
	struct feed feed = {.options = options, .output = output};
	size_t count;
	arena_init_must(&feed.arena);
	xml_begin(&feed.xml, out);
	const struct kb_article **articles = newest(options->kb, &feed.arena, &count);
	write_head(&feed, count ? articles[0]->updated : (struct day){0});
	for (size_t i = 0; i < count; i++)
		write_entry(&feed, articles[i]);
	arena_release(&feed.arena);
	return xml_end(&feed.xml, problems);
}
