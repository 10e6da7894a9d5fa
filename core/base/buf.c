#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void buf_init(struct buf *buf) {
  *buf = (struct buf){0};
}

void buf_fini(struct buf *buf) {
  free(buf->data);
  buf_init(buf);
}

void buf_clear(struct buf *buf) {
  buf->len = 0;
  buf->failed = false;
}

char *buf_reserve(struct buf *buf, size_t len) {
  size_t cap = buf->cap == 0 ? 256 : buf->cap;
  char *data;

  if (buf->failed || len > BUF_MAX - buf->len) {
    buf->failed = true;
    return NULL;
  }
  if (buf->cap - buf->len >= len && buf->data != NULL)
    return buf->data + buf->len;
  while (cap - buf->len < len)
    cap *= 2;
  if (cap > BUF_MAX)
    cap = BUF_MAX;
  data = realloc(buf->data, cap);
  if (data == NULL) {
    buf->failed = true;
    return NULL;
  }
  buf->data = data;
  buf->cap = cap;
  return data + buf->len;
}

void buf_text(struct buf *buf, const char *text) {
  buf_append(buf, text, strlen(text));
}

void buf_printf(struct buf *buf, const char *format, ...) {
  va_list args;
  va_list again;
  int len;

  va_start(args, format);
  va_copy(again, args);
  len = vsnprintf(NULL, 0, format, args);
  va_end(args);
  if (len < 0)
    buf->failed = true;
  else if (buf_reserve(buf, (size_t)len + 1) != NULL) {
    vsnprintf(buf->data + buf->len, (size_t)len + 1, format, again);
    buf->len += (size_t)len;
  }
  va_end(again);
}

char *buf_take(struct buf *buf) {
  char *data;

  buf_byte(buf, '\0');
  if (buf->failed) {
    buf_fini(buf);
    return NULL;
  }
  data = buf->data;
  buf_init(buf);
  return data;
}
