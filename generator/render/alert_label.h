/* The word that stands before an alert where it has no frame. */
#ifndef RENDER_ALERT_LABEL_H
#define RENDER_ALERT_LABEL_H

#include "base/lang.h"
#include "source/node.h"

const char *alert_label(enum alert_kind kind, enum lang lang);

#endif
