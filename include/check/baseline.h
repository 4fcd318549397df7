/*
 * A baseline: the findings of some day, so that later runs tell only new ones.
 *
 *     baseline_write("baseline.json", &findings, content, &problems);
 *     …
 *     baseline_apply("baseline.json", &findings, content, &problems);
 *
 * The file is JSON, an object a finding, sorted as the findings are:
 *
 *     {"version": 1,
 *      "findings": [{"fingerprint": "0123456789abcdef:1", "rule": "space.colon",
 *                    "file": "smtp/4-4-312.md", "segment": "1b4da-118"}]}
 */
#ifndef CHECK_BASELINE_H
#define CHECK_BASELINE_H

#include "base/finding.h"
#include "base/problem.h"

/* `content` as in check/fingerprints.h. Findings of SEVERITY_OFF are left out. Replaces the
   file. */
enum status baseline_write(const char *path, const struct findings *findings, const char *content,
			   struct problems *problems);

/* Sets the severity of each finding that the file knows to SEVERITY_OFF. Fails for
   a file that cannot be read or is no baseline, and for an unknown rule in it. */
enum status baseline_apply(const char *path, struct findings *findings, const char *content,
			   struct problems *problems);

#endif
