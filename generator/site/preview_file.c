/* From the path of a request to an open file, one name at a time. */
#include "preview_file.h"

#include "base/file.h"

#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char html_type[] = "text/html; charset=utf-8";

static const char *type_of(struct slice name)
{
	static const struct {
		const char *ending;
		const char *type;
	} types[] = {
		{".html", html_type},
		{".css", "text/css; charset=utf-8"},
		{".js", "text/javascript; charset=utf-8"},
		{".json", "application/json"},
		{".xml", "application/xml"},
		{".txt", "text/plain; charset=utf-8"},
		{".md", "text/markdown; charset=utf-8"},
		{".1", "text/troff; charset=utf-8"},
		{".5", "text/troff; charset=utf-8"},
		{".7", "text/troff; charset=utf-8"},
		{".svg", "image/svg+xml"},
		{".png", "image/png"},
		{".jpg", "image/jpeg"},
		{".jpeg", "image/jpeg"},
		{".gif", "image/gif"},
		{".webp", "image/webp"},
		{".avif", "image/avif"},
		{".ico", "image/vnd.microsoft.icon"},
		{".woff2", "font/woff2"},
		{".pdf", "application/pdf"},
		{".mp4", "video/mp4"},
	};
	for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++) {
		struct slice ending = slice_from(types[i].ending);
		if (name.len > ending.len &&
		    slice_eq_nocase(slice_skip(name, name.len - ending.len), ending))
			return types[i].type;
	}
	return "application/octet-stream";
}

/* --- Names ----------------------------------------------------------------- */

static unsigned int hex_value(char c)
{
	return (unsigned int)(ascii_is_digit(c) ? c - '0' : ascii_lower(c) - 'a' + 10);
}

/* One name between two '/', decoded. False for what is no name of a published
   file: "", "..", what begins with a dot, and what hides a '/' or a NUL. */
static bool decode_name(struct slice part, char out[NAME_MAX + 1])
{
	size_t len = 0;
	for (size_t i = 0; i < part.len; i++) {
		char c = part.ptr[i];
		if (c == '%') {
			if (part.len - i < 3 || !ascii_is_hex(part.ptr[i + 1]) ||
			    !ascii_is_hex(part.ptr[i + 2]))
				return false;
			c = (char)(hex_value(part.ptr[i + 1]) << 4 | hex_value(part.ptr[i + 2]));
			i += 2;
		}
		if (c == '/' || c == '\0' || len == NAME_MAX)
			return false;
		out[len++] = c;
	}
	out[len] = '\0';
	return len > 0 && out[0] != '.';
}

/* --- Opening --------------------------------------------------------------- */

/* Closes `folder`. A name alone, and no link, cannot lead out of it; a pipe does
   not wait for its writer. */
static int step_into(int folder, const char *name)
{
	int fd = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	close(folder);
	return fd;
}

/* The final component is no link, however many '/' stand behind it. */
static int open_folder(const char *path)
{
	char bare[PATH_MAX];
	struct slice name = slice_from(path);
	while (name.len > 1 && name.ptr[name.len - 1] == '/')
		name.len--;
	if (name.len >= sizeof(bare))
		return -1;
	memcpy(bare, name.ptr, name.len);
	bare[name.len] = '\0';
	return open(bare, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

/* Takes `fd` over. */
static enum preview_found judge(int fd, const char *name, bool is_index, struct preview_file *out)
{
	struct stat info;
	bool is_known = fstat(fd, &info) == 0;
	if (is_known && S_ISREG(info.st_mode)) {
		const char *type = type_of(slice_from(name));
		*out = (struct preview_file){fd, (uint64_t)info.st_size, type, type == html_type};
		return PREVIEW_FILE;
	}
	close(fd);
	return is_known && S_ISDIR(info.st_mode) && !is_index ? PREVIEW_FOLDER : PREVIEW_MISSING;
}

/* Closes `fd`; gives the last file or folder of the path, and its name. */
static int walk(int fd, struct slice path, char name[NAME_MAX + 1])
{
	while (path.len) {
		size_t slash = slice_find_char(path, '/', 0);
		if (!decode_name(slice_sub(path, 0, slash), name)) {
			close(fd);
			return -1;
		}
		fd = step_into(fd, name);
		if (fd < 0 || slash == SLICE_NONE)
			return fd;
		path = slice_skip(path, slash + 1);
	}
	return fd;
}

enum preview_found preview_find(const char *folder, struct slice path, struct preview_file *out)
{
	static const char index[] = "index.html";
	char name[NAME_MAX + 1] = "";
	if (!slice_starts_with(path, SLICE("/")))
		return PREVIEW_MISSING;
	int fd = open_folder(folder);
	if (fd < 0)
		return PREVIEW_NO_FOLDER;
	fd = walk(fd, slice_skip(path, 1), name);
	bool is_index = path.ptr[path.len - 1] == '/';
	if (fd >= 0 && is_index)
		fd = step_into(fd, index);
	return fd < 0 ? PREVIEW_MISSING : judge(fd, is_index ? index : name, is_index, out);
}
