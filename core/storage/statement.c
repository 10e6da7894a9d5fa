#include <stdlib.h>
#include <string.h>

#include "storage/internal.h"

static uint64_t statement_hash(const char *sql, size_t len) {
  uint64_t hash = 0xcbf29ce484222325u ^ len;
  uint64_t part;

  for (; len >= 8; len -= 8, sql += 8) {
    memcpy(&part, sql, 8);
    hash = (hash ^ part) * 0x9e3779b97f4a7c15u;
    hash ^= hash >> 29;
  }
  for (; len > 0; len--, sql++)
    hash = (hash ^ (unsigned char)*sql) * 0x100000001b3u;
  return hash;
}

bool statement_room(const struct storage_conn *conn) {
  return conn->cache_count < STORAGE_STATEMENTS_MAX;
}

static int statement_grow(struct storage_conn *conn) {
  size_t room = conn->cache_room == 0 ? 64 : 2 * conn->cache_room;
  struct statement **more;

  if (2 * conn->cache_count < conn->cache_room)
    return 0;
  more = calloc(room, sizeof *more);
  if (more == NULL)
    return ERROR_MEMORY;
  for (size_t i = 0; i < conn->cache_room; i++) {
    struct statement *st = conn->cache[i];
    size_t at;
    if (st == NULL)
      continue;
    for (at = st->hash & (room - 1); more[at] != NULL;)
      at = (at + 1) & (room - 1);
    more[at] = st;
  }
  free(conn->cache);
  conn->cache = more;
  conn->cache_room = room;
  return 0;
}

static struct statement *statement_find(const struct storage_conn *conn,
                                        const char *sql, uint64_t hash) {
  if (conn->cache_room == 0)
    return NULL;
  for (size_t at = hash & (conn->cache_room - 1); conn->cache[at] != NULL;
       at = (at + 1) & (conn->cache_room - 1))
    if (conn->cache[at]->hash == hash && strcmp(conn->cache[at]->sql, sql) == 0)
      return conn->cache[at];
  return NULL;
}

static int statement_add(struct storage_conn *conn, const char *sql,
                         uint64_t hash, struct statement **out,
                         struct error *err) {
  struct statement *st;
  size_t at;
  int rc;

  if (!statement_room(conn))
    return error_set(err, ERROR_INTERNAL, "预备语句太多。",
                     "Too many prepared statements.");
  st = calloc(1, sizeof *st);
  if (st == NULL || (st->sql = strdup(sql)) == NULL ||
      statement_grow(conn) != 0) {
    if (st != NULL)
      free(st->sql);
    free(st);
    return error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
  }
  st->conn = conn;
  st->hash = hash;
  conn->seen = false;
  rc = sqlite3_prepare_v3(conn->db, sql, -1, SQLITE_PREPARE_PERSISTENT,
                          &st->raw, NULL);
  if (rc != SQLITE_OK) {
    free(st->sql);
    free(st);
    return conn_fail(conn, rc, err);
  }
  st->personal = conn->seen;
  st->writes = !sqlite3_stmt_readonly(st->raw);
  for (at = hash & (conn->cache_room - 1); conn->cache[at] != NULL;)
    at = (at + 1) & (conn->cache_room - 1);
  conn->cache[at] = st;
  conn->cache_count++;
  *out = st;
  return 0;
}

int statement_get(struct storage_conn *conn, const char *sql,
                  struct statement **out, struct error *err) {
  uint64_t hash = statement_hash(sql, strlen(sql));
  int rc;

  *out = statement_find(conn, sql, hash);
  if (*out != NULL)
    sqlite3_reset((*out)->raw);
  else if ((rc = statement_add(conn, sql, hash, out, err)) != 0)
    return rc;
  conn->personal = conn->personal || (*out)->personal;
  return (*out)->writes ? journal_guard(conn, err) : 0;
}

void statement_clear(struct storage_conn *conn) {
  for (size_t i = 0; i < conn->cache_room; i++) {
    if (conn->cache[i] == NULL)
      continue;
    sqlite3_finalize(conn->cache[i]->raw);
    free(conn->cache[i]->sql);
    free(conn->cache[i]);
    conn->cache[i] = NULL;
  }
  conn->cache_count = 0;
}

/* A bind fails only for an index out of range or for want of memory; both show
 * at the next step, as a null that constraints refuse or as SQLITE_NOMEM. */
void statement_int(struct statement *st, int index, int64_t value) {
  sqlite3_bind_int64(st->raw, index, value);
}

void statement_text(struct statement *st, int index, const char *text) {
  sqlite3_bind_text(st->raw, index, text, -1, SQLITE_TRANSIENT);
}

void statement_blob(struct statement *st, int index, const void *data,
                    size_t len) {
  sqlite3_bind_blob64(st->raw, index, data, len, SQLITE_TRANSIENT);
}

void statement_null(struct statement *st, int index) {
  sqlite3_bind_null(st->raw, index);
}

int statement_step(struct statement *st, struct error *err) {
  int rc = sqlite3_step(st->raw);

  if (rc == SQLITE_ROW)
    return 1;
  if (rc != SQLITE_DONE) {
    rc = conn_fail(st->conn, rc, err);
    sqlite3_reset(st->raw);
    return rc;
  }
  sqlite3_reset(st->raw);
  return 0;
}

void statement_reset(struct statement *st) {
  sqlite3_reset(st->raw);
}

int64_t statement_get_int(struct statement *st, int column) {
  return sqlite3_column_int64(st->raw, column);
}

const char *statement_get_text(struct statement *st, int column) {
  return (const char *)sqlite3_column_text(st->raw, column);
}

const void *statement_get_blob(struct statement *st, int column, size_t *len) {
  const void *data = sqlite3_column_blob(st->raw, column);

  *len = (size_t)sqlite3_column_bytes(st->raw, column);
  return data;
}

int statement_is_null(struct statement *st, int column) {
  return sqlite3_column_type(st->raw, column) == SQLITE_NULL;
}

void statement_put_int(struct statement *st, int column, json_t *to,
                       const char *key) {
  if (!statement_is_null(st, column))
    json_object_set_new(to, key, json_integer(statement_get_int(st, column)));
}

void statement_put_text(struct statement *st, int column, json_t *to,
                        const char *key) {
  if (!statement_is_null(st, column))
    json_object_set_new(to, key, json_string(statement_get_text(st, column)));
}

int statement_run(struct statement *st, struct error *err) {
  int rc;

  while ((rc = statement_step(st, err)) == 1)
    continue;
  return rc;
}

int conn_exec_cached(struct storage_conn *conn, const char *sql,
                     struct error *err) {
  struct statement *st;
  int rc = statement_get(conn, sql, &st, err);

  return rc == 0 ? statement_run(st, err) : rc;
}
