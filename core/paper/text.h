/* Text of unknown encoding to UTF-8: spreadsheets in China save UTF-8 with or
 * without a mark, UTF-16, or GB 18030. */
#ifndef SONGHE_PAPER_TEXT_H
#define SONGHE_PAPER_TEXT_H

#include <stdbool.h>

#include "base/buf.h"

/* Opens the converters; their tables are files, so call it before the
 * sandbox closes. Returns 0 or ERROR_IO. */
int text_prepare(void);

/* Replaces the bytes by UTF-8 without a mark. ERROR_INPUT when they are no
 * text in any of the encodings, or hold a NUL. */
int text_to_utf8(struct buf *text);

/* What the bytes were. */
enum text_encoding { TEXT_UTF8, TEXT_UTF16, TEXT_GB18030 };

/* The same, and says what they were. */
int text_to_utf8_from(struct buf *text, enum text_encoding *from);

bool text_is_utf8(const char *text, size_t len);

#endif
