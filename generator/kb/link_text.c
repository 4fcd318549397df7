/* Addresses and file names as texts. */
#include "link_text.h"

#include "base/file.h"
#include "kb/links.h"

static unsigned int hex_value(char c)
{
	if (ascii_is_digit(c))
		return (unsigned int)(c - '0');
	c = ascii_lower(c);
	return c >= 'a' && c <= 'f' ? (unsigned int)(c - 'a') + 10 : 16;
}

struct slice percent_decode(struct arena *arena, struct slice text)
{
	if (slice_find_char(text, '%', 0) == SLICE_NONE) /* nothing to decode */
		return slice_find_char(text, '\0', 0) == SLICE_NONE ? arena_copy(arena, text)
								    : (struct slice){NULL, 0};
	char *out = arena_alloc(arena, text.len + 1);
	size_t len = 0;
	for (size_t i = 0; out && i < text.len; i++) {
		unsigned int high = i + 2 < text.len ? hex_value(text.ptr[i + 1]) : 16;
		unsigned int low = i + 2 < text.len ? hex_value(text.ptr[i + 2]) : 16;
		bool is_escape = text.ptr[i] == '%' && high < 16 && low < 16;
		out[len++] = is_escape ? (char)(high * 16 + low) : text.ptr[i];
		i += is_escape ? 2 : 0;
		if (out[len - 1] == '\0')
			return (struct slice){NULL, 0};
	}
	return (struct slice){out, len};
}

struct slice text_percent_decode(struct arena *arena, struct slice text)
{
	struct slice decoded = percent_decode(arena, text);
	char *bytes = (char *)decoded.ptr;
	for (size_t at = 0; (at = slice_find_char(decoded, '\\', at)) != SLICE_NONE; at++)
		bytes[at] = '/';
	return decoded;
}

struct slice text_lower(struct arena *arena, struct slice text)
{
	struct slice copy = arena_copy(arena, text);
	char *bytes = (char *)copy.ptr;
	for (size_t i = 0; bytes && i < copy.len; i++)
		bytes[i] = ascii_lower(bytes[i]);
	return bytes ? copy : (struct slice){NULL, 0};
}

struct slice name_of_page(struct arena *arena, struct slice path)
{
	struct slice name = text_lower(arena, path_base(path));
	if (!name.ptr)
		return name;
	if (slice_ends_with(name, SLICE(".md")))
		name.len -= 3;
	else if (slice_ends_with(name, SLICE(".html")))
		name.len -= 5;
	if (slice_eq_str(name, "index") || slice_eq_str(name, "readme"))
		name.len = 0;
	return name;
}
