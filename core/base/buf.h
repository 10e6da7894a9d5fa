/* A growable byte buffer. Caller's memory; one thread at a time. */
#ifndef SONGHE_BASE_BUF_H
#define SONGHE_BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* No buffer grows past this. */
#define BUF_MAX ((size_t)256 << 20)

struct buf {
  char *data; /* NULL while empty; not NUL-terminated */
  size_t len;
  size_t cap;
  bool failed; /* an append ran out of memory or past BUF_MAX */
};

void buf_init(struct buf *buf);
void buf_fini(struct buf *buf);
void buf_clear(struct buf *buf); /* keeps the memory */

/* Appends; after a failure `failed` stays set and appends do nothing, so a
 * writer may check once at the end. */
static inline void buf_append(struct buf *buf, const void *data, size_t len);
static inline void buf_byte(struct buf *buf, char byte);
void buf_text(struct buf *buf, const char *text);
void buf_printf(struct buf *buf, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Room for `len` more bytes; returns where they go, or NULL. Does not change
 * len: the caller adds what it wrote. */
char *buf_reserve(struct buf *buf, size_t len);

/* NUL-terminates and hands the memory over (free() it); NULL on failure. */
char *buf_take(struct buf *buf);

/* Here, since answers are written cell by cell. */
static inline void buf_append(struct buf *buf, const void *data, size_t len) {
  char *to = buf->failed || len > buf->cap - buf->len ? buf_reserve(buf, len)
                                                      : buf->data + buf->len;

  if (to == NULL || len == 0)
    return;
  memcpy(to, data, len);
  buf->len += len;
}

static inline void buf_byte(struct buf *buf, char byte) {
  buf_append(buf, &byte, 1);
}

#endif
