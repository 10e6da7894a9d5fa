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

/* As pack_write, for a large value that repeats itself, as a declaration does:
 * what is equal is written once and stands in memory once. The bytes are one
 * array of nodes: a scalar, an array of numbers of nodes, or a map from keys to
 * numbers of nodes. A node names nodes before it only; the last is the value.
 * ERROR_INPUT also for more than a million nodes. */
int pack_write_shared(struct buf *buf, const json_t *value);

/* Reads what pack_write_shared made; the bytes may be hostile. New reference in
 * *out. Nobody may change it: a part of it stands in several places. */
int pack_read_shared(const void *bytes, size_t len, json_t **out);

#endif
