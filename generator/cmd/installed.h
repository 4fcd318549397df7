/*
 * What was installed beside the program: PREFIX/share/taiyaku.
 */
#ifndef CMD_INSTALLED_H
#define CMD_INSTALLED_H

#include "command.h"

/* The path of a file or folder there. Beside the program that runs
   (PREFIX/bin/taiyaku), so that an installation may be moved; else where it was
   meant to be. Whether it exists is not said. */
const char *installed_path(const struct invocation *invocation, const char *name);

#endif
