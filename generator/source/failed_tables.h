/*
 * Tables that are none: the row of dashes has another number of cells than the head
 * above it (GFM 4.10), and readers see its signs.
 */
#ifndef SOURCE_FAILED_TABLES_H
#define SOURCE_FAILED_TABLES_H

#include "builder.h"

/* Tells them of the side that was built. */
enum status failed_tables_tell(struct builder *builder);

#endif
