/* MessagePack: the bytes between host and runner and in the journal's bodies.
 * Maps are written with keys sorted, so equal values have equal bytes; reals,
 * extensions and map keys that are not strings are refused. */
#ifndef SONGHE_BASE_PACK_H
#define SONGHE_BASE_PACK_H

#include <jansson.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/error.h"

/* Appends `value`. Returns 0 or ERROR_INPUT (a real, depth over
 * JSON_DEPTH_MAX). */
int pack_write(struct buf *buf, const json_t *value);

/* Reads exactly one value that fills `len` bytes. The bytes may be hostile.
 * New reference in *out. */
int pack_read(const void *bytes, size_t len, json_t **out);

#endif
