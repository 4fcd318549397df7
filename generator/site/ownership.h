/*
 * Whether an output folder is ours to replace. A list of the files that were
 * published lies in it; a folder that holds anything else is refused, and so is
 * one that holds a source or lies in one.
 */
#ifndef SITE_OWNERSHIP_H
#define SITE_OWNERSHIP_H

#include "base/buffer.h"
#include "base/problem.h"
#include "base/status.h"

extern const char output_list_name[];

/* The bytes of the list. */
void output_list(struct buffer *out, const char *const *paths, size_t n_paths);

/* The functions below report what is wrong. An output folder that does not
   exist is fine. */
enum status output_is_folder(const char *output, struct problems *problems, bool *exists);
enum status output_is_ours(const char *output, struct problems *problems);
enum status output_holds_no_source(const char *output, const char *const *sources, size_t n_sources,
				   struct problems *problems);

#endif
