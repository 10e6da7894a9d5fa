/* SQL of the core's own parts (schedule, bus, home) over their derived tables
 * and over declared ones. Never SQL of plugins. Same thread rules as the
 * connection. */
#ifndef SONGHE_STORAGE_STATEMENT_H
#define SONGHE_STORAGE_STATEMENT_H

#include <stddef.h>
#include <stdint.h>

#include "storage/storage.h"

struct statement;

/* Prepared once and kept by the connection: the same text gives the same
 * statement, reset. Never freed by the caller. */
int statement_get(struct storage_conn *conn, const char *sql,
                  struct statement **out, struct error *err);

/* Index from 1. Texts and blobs are copied. */
void statement_int(struct statement *st, int index, int64_t value);
void statement_text(struct statement *st, int index, const char *text);
void statement_blob(struct statement *st, int index, const void *data,
                    size_t len);
void statement_null(struct statement *st, int index);

/* 1: a row, 0: done, negative: error. After 0 or an error it is reset. */
int statement_step(struct statement *st, struct error *err);
void statement_reset(struct statement *st);

/* Column from 0; pointers live until the next step. */
int64_t statement_get_int(struct statement *st, int column);
const char *statement_get_text(struct statement *st, int column); /* or NULL */
const void *statement_get_blob(struct statement *st, int column, size_t *len);
int statement_is_null(struct statement *st, int column);
/* The same into a key of an object; null leaves it out. */
void statement_put_int(struct statement *st, int column, json_t *to,
                       const char *key);
void statement_put_text(struct statement *st, int column, json_t *to,
                        const char *key);

/* For statements without rows: step to the end and reset. */
int statement_run(struct statement *st, struct error *err);

#endif
