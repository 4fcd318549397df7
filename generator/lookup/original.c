/* Lines that say: here follows the message. */
#include "original.h"

enum { LINE_MAX_BYTES = 160 };

/* How they begin, behind dashes and other ornaments. */
static const struct slice beginnings[] = {
	{"below this line is a copy", 25},  {"this is a copy of ", 18},
	{"original message", 16},           {"the original message", 20},
	{"the header of the original", 26}, {"header of the original", 22},
	{"copy of the original", 20},       {"unsent message", 14},
	{"undelivered message", 19},        {"message header", 14},
	{"message text follows", 20},       {"message follows", 15},
	{"returned message", 16},           {"here is a copy of", 17},
	{"here is your message", 20},       {"the text of your message", 24},
	{"your original message", 21},      {"forwarded message", 17},
	{"the message headers", 19},        {"start of original", 17},
};

/* Fields that a text for people does not begin a line with. */
static const struct slice fields[] = {
	{"received: from ", 15},
	{"received: by ", 13},
	{"return-path: <", 14},
};

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static bool begins_with(struct slice line, struct slice lower)
{
	return slice_eq_nocase(slice_sub(line, 0, lower.len), lower);
}

static bool says_so(struct slice line)
{
	struct slice bare = line;
	while (bare.len && (ascii_is_punct(bare.ptr[0]) || ascii_is_blank(bare.ptr[0])))
		bare = slice_skip(bare, 1);
	bool is_adorned = line.len - bare.len >= 2 && ascii_is_punct(line.ptr[0]);
	char last = line.len ? line.ptr[line.len - 1] : ' ';
	bool is_heading = is_adorned || last == ':' || last == '.';
	for (size_t i = 0; is_heading && i < COUNT(beginnings); i++)
		if (begins_with(bare, beginnings[i]))
			return true;
	return false;
}

size_t original_start(struct slice text)
{
	struct slice rest = text;
	struct slice line;
	while (slice_next_line(&rest, &line)) {
		bool is_field = false;
		for (size_t i = 0; i < COUNT(fields); i++)
			is_field |= begins_with(line, fields[i]);
		if (is_field || (line.len <= LINE_MAX_BYTES && says_so(line)))
			return (size_t)(line.ptr - text.ptr);
	}
	return text.len;
}
