/* Passwords and PINs: argon2id (19 MiB, two passes), libsodium's text form. A
 * hash takes tens of milliseconds and its memory: never on the loop thread,
 * and at most two at once (the functions wait for each other). */
#ifndef SONGHE_BASE_PASSWORD_H
#define SONGHE_BASE_PASSWORD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

#define PASSWORD_HASH_TEXT 128 /* with the NUL */
#define PASSWORD_MIN 8         /* characters */
#define PASSWORD_MAX 256       /* bytes; longer is refused, never cut */
#define PASSWORD_NAME_MIN 3    /* bytes; shorter names are in anything */
#define PIN_MIN 4              /* digits */
#define PIN_MAX 12

int password_hash(const char *text, char out[PASSWORD_HASH_TEXT],
                  struct error *err);

/* A NULL hash takes the same time and is never right: an unknown name can't
 * be told from a wrong password. */
bool password_verify(const char *hash, const char *text);

/* Refuses what is too short, too long, or among the most used. */
int password_check(const char *field, const char *text, struct error *err);
/* Refuses a password that holds this name, of its user or of a home. */
int password_check_name(const char *field, const char *text, const char *name,
                        struct error *err);
int password_check_pin(const char *field, const char *text, struct error *err);

/* A one-time password of 4 groups of 4 letters and digits that are hard to
 * confuse: about 77 bits. */
void password_make(char out[20]);

#endif
