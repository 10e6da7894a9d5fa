/* Stored tables against rebuilt ones, both ways, row by row in order. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "storage/verify.h"

struct compare {
  struct verify *verify;
  const char *name;   /* what findings call it */
  sqlite3_stmt *real; /* the home's rows, key columns first */
  sqlite3_stmt *want; /* the rebuilt ones */
  int keys;           /* columns that order them */
  bool erasable;      /* rows may hold what was erased */
};

static int compare_value(sqlite3_stmt *a, sqlite3_stmt *b, int column) {
  int type = sqlite3_column_type(a, column);
  int len;

  if (type != sqlite3_column_type(b, column))
    return type < sqlite3_column_type(b, column) ? -1 : 1;
  if (type == SQLITE_NULL)
    return 0;
  if (type == SQLITE_INTEGER) {
    int64_t x = sqlite3_column_int64(a, column);
    int64_t y = sqlite3_column_int64(b, column);
    return x < y ? -1 : x > y;
  }
  len = sqlite3_column_bytes(a, column);
  if (type == SQLITE_TEXT) {
    const void *x = sqlite3_column_text(a, column);
    const void *y = sqlite3_column_text(b, column);
    int other = sqlite3_column_bytes(b, column);
    int same = x == NULL || y == NULL
                   ? 0
                   : memcmp(x, y, (size_t)(len < other ? len : other));
    return same != 0 ? same : (len > other) - (len < other);
  }
  if (type == SQLITE_BLOB && len == sqlite3_column_bytes(b, column))
    return len == 0 ? 0
                    : memcmp(sqlite3_column_blob(a, column),
                             sqlite3_column_blob(b, column), (size_t)len);
  return 1;
}

static int compare_tainted(struct compare *c, bool *tainted,
                           struct error *err) {
  struct statement *st;
  int rc;

  *tainted = false;
  if (!c->erasable || c->verify->verdict.erased == 0)
    return 0;
  rc = statement_get(c->verify->scratch,
                     "SELECT 1 FROM tainted WHERE name=?1 AND id=?2", &st, err);
  if (rc != 0)
    return rc;
  statement_text(st, 1, c->name);
  statement_int(st, 2, sqlite3_column_int64(c->real, 0));
  rc = statement_step(st, err);
  *tainted = rc == 1;
  statement_reset(st);
  return rc < 0 ? rc : 0;
}

static void compare_say(struct compare *c, sqlite3_stmt *st, const char *code,
                        const char *zh, const char *en) {
  const char *key = (const char *)sqlite3_column_text(st, 0);
  verify_find(c->verify, code, zh, en, "%s %s", c->name,
              key != NULL ? key : "?");
}

static int compare_row(struct compare *c, struct error *err) {
  int columns = sqlite3_column_count(c->real);
  bool tainted;

  for (int i = c->keys; i < columns; i++) {
    int rc;
    if (compare_value(c->real, c->want, i) == 0)
      continue;
    rc = compare_tainted(c, &tainted, err);
    if (rc == 0 && !tainted)
      compare_say(c, c->real, "changed", "这一行与日志不符。",
                  "This row is not what the journal says.");
    return rc;
  }
  return 0;
}

static int compare_step(struct storage_conn *conn, sqlite3_stmt *st, bool *row,
                        struct error *err) {
  int rc = sqlite3_step(st);

  *row = rc == SQLITE_ROW;
  return rc == SQLITE_ROW || rc == SQLITE_DONE ? 0 : conn_fail(conn, rc, err);
}

static int compare_rows(struct compare *c, struct error *err) {
  struct verify *verify = c->verify;
  bool real = false;
  bool want = false;
  int rc = compare_step(verify->conn, c->real, &real, err);

  if (rc == 0)
    rc = compare_step(verify->scratch, c->want, &want, err);
  while (rc == 0 && (real || want)) {
    int order = real && want ? 0 : real ? -1 : 1;
    for (int i = 0; i < c->keys && real && want && order == 0; i++)
      order = compare_value(c->real, c->want, i);
    if (order == 0)
      rc = compare_row(c, err);
    else if (order < 0)
      compare_say(c, c->real, "inserted", "这一行不是由日志写入的。",
                  "No record of the journal wrote this row.");
    else
      compare_say(c, c->want, "deleted", "这一行不见了，而日志没有删除它。",
                  "This row is gone, and no record deleted it.");
    verify->verdict.rows += c->erasable && order <= 0;
    if (rc == 0 && order <= 0)
      rc = compare_step(verify->conn, c->real, &real, err);
    if (rc == 0 && order >= 0)
      rc = compare_step(verify->scratch, c->want, &want, err);
  }
  return rc;
}

/* Runs `real` on the home and `want` on the copy. */
static int compare_sql(struct verify *verify, const char *name,
                       const char *real, const char *want, int keys,
                       bool erasable, struct error *err) {
  struct compare c = {
      .verify = verify, .name = name, .keys = keys, .erasable = erasable};
  int rc = sqlite3_prepare_v2(verify->conn->db, real, -1, &c.real, NULL);

  if (rc != SQLITE_OK)
    verify_find(verify, "table", "表不见了或结构被改动。",
                "The table is gone or its columns were changed.", "%s", name);
  else {
    rc = sqlite3_prepare_v2(verify->scratch->db, want, -1, &c.want, NULL);
    rc = rc == SQLITE_OK ? compare_rows(&c, err)
                         : conn_fail(verify->scratch, rc, err);
  }
  sqlite3_finalize(c.real);
  sqlite3_finalize(c.want);
  return c.real == NULL ? 0 : rc;
}

static int compare_table(struct verify *verify, const struct table *table,
                         struct error *err) {
  char name[3 * STORAGE_NAME_MAX];
  struct buf sql;
  int rc;

  buf_init(&sql);
  buf_text(&sql, "SELECT id");
  for (size_t i = 0; i < table->count; i++)
    buf_printf(&sql, ",\"%s\"", table->columns[i].name);
  buf_printf(&sql, "%s FROM %s ORDER BY id%c", table->history ? ",_seq" : "",
             table->sql_name, 0);
  rc = compare_sql(verify, table->sql_name, sql.data, sql.data, 1, true, err);
  if (rc == 0 && table->history) {
    buf_clear(&sql);
    buf_text(&sql, "SELECT id,_from,_to");
    for (size_t i = 0; i < table->count; i++)
      buf_printf(&sql, ",\"%s\"", table->columns[i].name);
    buf_printf(&sql, " FROM %s__h ORDER BY id,_from%c", table->sql_name, 0);
    snprintf(name, sizeof name, "%s__h", table->sql_name);
    rc = compare_sql(verify, name, sql.data, sql.data, 2, true, err);
  }
  buf_fini(&sql);
  return rc;
}

int compare_all(struct verify *verify, struct error *err) {
  static const char counter[] = "SELECT name,id FROM counter ORDER BY name";
  static const char schema[] =
      "SELECT plugin,version,migration,tables FROM schema ORDER BY plugin";
  static const char gone[] = "SELECT command,n,by FROM gone ORDER BY command,n";
  static const char told[] = "SELECT command,n,by FROM told ORDER BY command,n";
  struct storage_conn *home = verify->conn;
  int rc = compare_sql(verify, "counter", counter, counter, 1, false, err);

  if (rc == 0)
    rc = compare_sql(verify, "schema", schema, schema, 1, false, err);
  for (size_t i = 0; i < verify->catalog->count && rc == 0; i++)
    for (size_t k = 0; k < verify->catalog->schemas[i]->count && rc == 0; k++) {
      const struct table *table = &verify->catalog->schemas[i]->tables[k];
      rc = compare_table(verify, table, err);
    }
  if (rc != 0)
    return rc;
  /* what is erased against what the journal says was to be erased */
  verify->conn = verify->scratch;
  rc = compare_sql(verify, "erased", gone, told, 2, false, err);
  verify->conn = home;
  return rc;
}
