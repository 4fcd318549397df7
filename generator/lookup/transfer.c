/* Decoding base64 and quoted-printable. */
#include "transfer.h"

enum { NOT_BASE64 = -1 };

static int base64_value(char c)
{
	if (ascii_is_upper(c))
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (ascii_is_digit(c))
		return c - '0' + 52;
	if (c == '+' || c == '-')
		return 62;
	return c == '/' || c == '_' ? 63 : NOT_BASE64;
}

void decode_base64(struct slice text, struct buffer *out)
{
	unsigned int bits = 0;
	unsigned int n_bits = 0;
	for (size_t i = 0; i < text.len && !out->failed; i++) {
		int value = base64_value(text.ptr[i]);
		if (text.ptr[i] == '=') /* padding: another text may follow */
			n_bits = 0;
		if (value == NOT_BASE64)
			continue;
		bits = ((bits << 6) | (unsigned int)value) & 0xFFFF;
		n_bits += 6;
		if (n_bits < 8)
			continue;
		n_bits -= 8;
		buffer_char(out, (char)(unsigned char)(bits >> n_bits));
	}
}

static int hex_value(char c)
{
	char lower = ascii_lower(c);
	if (ascii_is_digit(c))
		return c - '0';
	return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/* "=41" at `at`; false where it is none. */
static bool read_hex(struct slice text, size_t at, char *byte)
{
	int high = at + 2 < text.len ? hex_value(text.ptr[at + 1]) : -1;
	int low = at + 2 < text.len ? hex_value(text.ptr[at + 2]) : -1;
	if (high < 0 || low < 0)
		return false;
	*byte = (char)(unsigned char)(high * 16 + low);
	return true;
}

static void decode_qp_line(struct slice line, struct buffer *out)
{
	for (size_t i = 0; i < line.len; i++) {
		char byte = line.ptr[i];
		if (byte == '=' && read_hex(line, i, &byte))
			i += 2;
		buffer_char(out, byte);
	}
}

void decode_quoted_printable(struct slice text, struct buffer *out)
{
	struct slice line;
	while (!out->failed && slice_next_line(&text, &line)) {
		while (line.len && ascii_is_blank(line.ptr[line.len - 1]))
			line.len--; /* blanks at a line's end came on the way */
		bool is_soft = line.len && line.ptr[line.len - 1] == '=';
		line.len -= is_soft;
		decode_qp_line(line, out);
		if (!is_soft)
			buffer_char(out, '\n');
	}
}

void decode_q(struct slice text, struct buffer *out)
{
	for (size_t i = 0; i < text.len; i++) {
		char byte = text.ptr[i] == '_' ? ' ' : text.ptr[i];
		if (byte == '=' && read_hex(text, i, &byte))
			i += 2;
		buffer_char(out, byte);
	}
}
