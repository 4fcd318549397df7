/*
 * Watching files and folders for changes (inotify(7)).
 *
 *     struct watch *watch;
 *     if (watch_new(&watch, &problems) != STATUS_OK) …
 *     watch_pass_over(watch, "site/public");
 *     status = watch_add(watch, "content");      // with all below it
 *     …poll(2) watch_descriptor(watch) for POLLIN…
 *     if (watch_take(watch)) …something has changed…
 *     watch_free(watch);
 *
 * Not for several threads at once.
 */
#ifndef BASE_WATCH_H
#define BASE_WATCH_H

#include "base/problem.h"

#include <stdbool.h>

struct watch;

/* `problems` lives as long as the watch. */
enum status watch_new(struct watch **out, struct problems *problems);
void watch_free(struct watch *watch); /* NULL is fine */

/* What happens to this path and below it is no change. Call it before watch_add
   of a folder around it; the folder that it lies in exists. */
enum status watch_pass_over(struct watch *watch, const char *path);

/* A file, or a folder with all below it. It may be missing, and come, go or be
   replaced later; the folder that it lies in exists. Names that begin with a dot
   do not count, as in folder_walk (base/file.h); symbolic links are followed
   for `path` itself only. */
enum status watch_add(struct watch *watch, const char *path);

int watch_descriptor(const struct watch *watch);

/* Reads all that has happened since the last call, without waiting, and watches
   new folders. Whether any of it is a change: a file that is half written is
   none until it is closed. Where a folder cannot be watched, it is reported. */
bool watch_take(struct watch *watch);

#endif
