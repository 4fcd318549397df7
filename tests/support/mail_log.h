/*
 * Ordinary lines of mail servers' logs, without an error, made up: Postfix,
 * Exim, Sendmail, Exchange's message tracking, Dovecot, qmail, OpenSMTPD and
 * the filters beside them, full of what looks like a status code and is none:
 * addresses, versions, dates, delays, sizes, queue and message ids, and the
 * codes of success.
 */
#ifndef TESTS_SUPPORT_MAIL_LOG_H
#define TESTS_SUPPORT_MAIL_LOG_H

#include "base/buffer.h"

#include <stdint.h>

/* The same seed gives the same lines. */
struct mail_log {
	uint64_t state;
	size_t n_lines;
};

struct mail_log mail_log_from(uint64_t seed);

/* Appends the next line, with its line feed. */
void mail_log_line(struct mail_log *log, struct buffer *out);

/* Appends a line about an error with this code, as Postfix writes it. */
void mail_log_error(struct mail_log *log, const char *code, struct buffer *out);

#endif
