/* UTF-8 by RFC 3629: shortest form, no surrogates, nothing above U+10FFFF. */
#ifndef SONGHE_BASE_UTF8_H
#define SONGHE_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>

/* Bytes of the character at `text`, of which `left` may be read (one or
 * more); 0 when it is none. */
size_t utf8_char(const char *text, size_t left);

bool utf8_valid(const char *text, size_t len);

#endif
