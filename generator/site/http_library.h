/*
 * libmicrohttpd, loaded when it is needed: it brings GnuTLS and eight more libraries,
 * and to load them with the program is a third of the time of a short command.
 *
 *     struct http_library http;
 *     if (http_library_load(&http, &problems) != STATUS_OK) …
 *     http.stop_daemon(http.start_daemon(…));
 */
#ifndef SITE_HTTP_LIBRARY_H
#define SITE_HTTP_LIBRARY_H

#include "base/problem.h"

#include <microhttpd.h>

/* Each is the function MHD_… of its name. */
struct http_library {
	__typeof__(MHD_start_daemon) *start_daemon;
	__typeof__(MHD_stop_daemon) *stop_daemon;
	__typeof__(MHD_lookup_connection_value) *lookup_connection_value;
	__typeof__(MHD_suspend_connection) *suspend_connection;
	__typeof__(MHD_resume_connection) *resume_connection;
	__typeof__(MHD_create_response_from_buffer) *create_response_from_buffer;
	__typeof__(MHD_create_response_from_fd64) *create_response_from_fd64;
	__typeof__(MHD_add_response_header) *add_response_header;
	__typeof__(MHD_queue_response) *queue_response;
	__typeof__(MHD_destroy_response) *destroy_response;
};

/* The library stays until the program ends. Reports what is missing. */
enum status http_library_load(struct http_library *out, struct problems *problems);

#endif
