/* The guard over a whole request head, before any parser sees it.
 *
 * One grammar, stricter than RFC 9112 where leniency has let one request be
 * read as two: every LF after a CR, no lone CR, NUL or other control, no folded
 * line, token names, one Host, one Content-Length, no Transfer-Encoding beside
 * it, origin-form targets, known methods. Works on bytes as they arrive and
 * never looks at one twice. No loop, no memory of its own. */
#ifndef SONGHE_WEB_HTTP_GUARD_H
#define SONGHE_WEB_HTTP_GUARD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "web/http.h"

#define HTTP_LINE_MAX 2048 /* the request line */
#define HTTP_HEAD_MAX 8192 /* the header lines together */
#define HTTP_FIELDS_MAX 64
#define HTTP_BLANKS_MAX 4 /* empty lines before a request */
#define HTTP_HEAD_ROOM (HTTP_LINE_MAX + HTTP_HEAD_MAX + 64)

/* A header line as offsets from the start of the buffer. */
struct http_field {
  uint16_t name;
  uint16_t name_len;
  uint16_t value; /* without the space around it */
  uint16_t value_len;
};

/* A head, filled while it arrives. */
struct http_head {
  const char *data; /* the buffer that offsets refer to */
  size_t pos;       /* bytes looked at */
  size_t start;     /* of the request line, after empty lines */
  size_t line;      /* start of the line being read */
  size_t headers;   /* start of the first header line; 0 before it */
  uint16_t target;  /* the request target */
  uint16_t target_len;
  struct http_field fields[HTTP_FIELDS_MAX];
  unsigned field_count;
  unsigned blanks; /* empty lines skipped */
  unsigned seen;   /* single headers seen, as bits */
  enum http_method method;
  bool http10;
  bool cr; /* the last byte was a CR */
  bool chunked;
  bool has_length;
  uint64_t length; /* Content-Length */
  /* Why it was refused: static texts. */
  const char *zh;
  const char *en;
};

/* Makes ready for a new head at the start of `data`. */
void http_guard_init(struct http_head *head, const char *data);

/* Looks at the bytes up to `len`. Returns 0 when more are needed, 1 when the
 * head is complete (head->pos is the first byte after it), or the HTTP status
 * of a refusal as a negative number. */
int http_guard_feed(struct http_head *head, size_t len);

/* The first header of this name (any case). */
struct http_text http_head_find(const struct http_head *head, const char *name);

#endif
