/*
 * YAML as front matter and the configuration use it: scalars, lists and maps
 * with a single document. Every scalar is a string, never a number or a
 * truth value ("off" and "2019-02-11" stay what was written); quotes and
 * escapes are resolved. Every node knows its bytes and its line and column.
 *
 *     struct yaml_node *root;
 *     struct yaml_error error;
 *     switch (yaml_read(&arena, text, whole, 0, &root, &error)) {
 *     case STATUS_OK: …yaml_get(root, "title")…
 *     case STATUS_FAILED: …error.at, error.message[lang]…; root is what was read so far
 *     case STATUS_NO_MEMORY: …
 *     }
 *
 * What hides surprises is refused, at the exact place: aliases, anchors,
 * tags, a second document, a key given twice, keys that are no scalars, deep
 * nesting, and more nodes than any honest file has.
 *
 * Spec: YAML 1.1 (libyaml), https://yaml.org/spec/1.1/.
 */
#ifndef SOURCE_YAML_H
#define SOURCE_YAML_H

#include "base/arena.h"
#include "base/lang.h"
#include "base/lines.h"
#include "base/status.h"

enum { YAML_DEPTH_MAX = 32, YAML_NODES_MAX = 100000 };

enum yaml_kind { YAML_SCALAR, YAML_LIST, YAML_MAP };

/* Read-only for callers; lives in the arena. */
struct yaml_node {
	enum yaml_kind kind;
	struct span at;        /* bytes of the text: quotes and brackets included, comments
				  and blanks behind it not */
	struct position start; /* of at.start */
	struct slice text;     /* YAML_SCALAR: terminated, may be empty */
	bool is_quoted;        /* YAML_SCALAR: written in quotes */
	struct yaml_node *key; /* of a value in a map; NULL elsewhere */
	const struct yaml_node *repeats; /* the same key, where its map has it already: see
					    YAML_KEEP_REPEATED; or NULL */
	struct yaml_node *first;         /* a list's items, a map's values, as written */
	struct yaml_node *last;
	struct yaml_node *next;
	size_t count;
};

enum yaml_fault {
	YAML_FAULT_SYNTAX,
	YAML_FAULT_CHARACTER, /* not UTF-8, or a control character */
	YAML_FAULT_ALIAS,
	YAML_FAULT_ANCHOR,
	YAML_FAULT_TAG,
	YAML_FAULT_DOCUMENTS,
	YAML_FAULT_REPEATED,
	YAML_FAULT_KEY,
	YAML_FAULT_DEPTH,
	YAML_FAULT_NODES,
	YAML_FAULTS
};

struct yaml_error {
	enum status status;
	enum yaml_fault fault;
	size_t offset; /* byte of the text where it went wrong */
	struct position at;
	/* What is wrong; what to do. Strings that live in the arena or for ever,
	   and NULL only where the status is not STATUS_FAILED. */
	const char *message[LANG_SIDES];
};

/* For yaml_read, added up. */
enum yaml_read_flags {
	YAML_KEEP_REPEATED = 1, /* mark a repeated key's value and go on */
};

/* Reads the bytes `part` of `text`; offsets and lines count from the start of
   `text`, a byte order mark there counting for no column. `*root` is NULL for
   an empty document; on STATUS_FAILED it holds what was read before the
   error. `error` is always filled in. */
enum status yaml_read(struct arena *arena, struct slice text, struct span part, unsigned int flags,
		      struct yaml_node **root, struct yaml_error *error);

/* The value of a map's key, its first where it is repeated. NULL where there
   is none, and where `map` is NULL or no map. */
const struct yaml_node *yaml_get(const struct yaml_node *map, const char *key);

#endif
