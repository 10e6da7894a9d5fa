/* Passwords that are guessed first. Nothing outside base includes this. */
#ifndef SONGHE_BASE_PASSWORD_COMMON_H
#define SONGHE_BASE_PASSWORD_COMMON_H

#include <stdbool.h>
#include <stddef.h>

/* 3,000 words in lower case, some to a row, each between spaces; NULL ends the
 * rows. */
extern const char *const password_words[];

/* Whether `text` (lower case) is one of the words, or made as people make them:
 * a usual beginning and a usual ending ("woaini" and "1314", "wang" and
 * "1985"), a date, a run ("23456789"), the same few characters again and
 * again. */
bool password_is_common(const char *text);

#endif
