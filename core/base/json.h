/* JSON in (strict, integers exact, no floats) and out.
 *
 * Values inside the host are jansson's json_t: null, boolean, integer, string,
 * array, object. There are no reals: an amount travels as a string such as
 * "0.5". Text written is UTF-8 with keys in the order they were given. */
#ifndef SONGHE_BASE_JSON_H
#define SONGHE_BASE_JSON_H

#include <jansson.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"

#define JSON_DEPTH_MAX 32       /* nesting that is read */
#define JSON_TEXT_MAX (1 << 20) /* bytes of one text that is read */

/* Reads one JSON text: duplicate keys, reals, trailing bytes, depth over
 * JSON_DEPTH_MAX and NUL in a string are refused with a fault naming the
 * place. New reference in *out. */
int json_read(const char *text, size_t len, json_t **out, struct error *err);

/* Writes `value` compactly. */
void json_write(struct buf *buf, const json_t *value);

/* For writers that stream: each value written by itself. */
void json_write_string(struct buf *buf, const char *text, size_t len);
void json_write_int(struct buf *buf, int64_t value);

/* The problem of RFC 9457: type, title, detail, status, errors. New
 * reference. */
json_t *json_problem(const struct error *err, bool zh);

/* object[key] as a string or integer, or the fallback when it is absent or of
 * another type. The string is borrowed. */
const char *json_get_text(const json_t *object, const char *key,
                          const char *fallback);
int64_t json_get_int(const json_t *object, const char *key, int64_t fallback);
bool json_get_bool(const json_t *object, const char *key, bool fallback);

/* The first object of an array whose `key` is this text, as a column is found
 * by its name; borrowed, NULL when there is none. */
json_t *json_find(const json_t *array, const char *key, const char *text);

#endif
