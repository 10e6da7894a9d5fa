/* Tables built again from the journal, in a scratch database on disk that has
 * no name and goes away by itself. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/pack.h"
#include "storage/verify.h"

static int rebuild_start(struct verify *verify, struct error *err) {
  int rc = conn_open("", NULL, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                     &verify->scratch, err);

  if (rc != 0)
    return rc;
  verify->catalog = catalog_new(++verify->generation);
  if (verify->catalog == NULL)
    return error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
  /* rows come in the journal's order; what they refer to may be erased */
  rc = sqlite3_db_config(verify->scratch->db, SQLITE_DBCONFIG_ENABLE_FKEY, 0,
                         NULL);
  if (rc != SQLITE_OK)
    return conn_fail(verify->scratch, rc, err);
  rc = conn_exec(
      verify->scratch,
      "PRAGMA synchronous=OFF;PRAGMA cache_size=-8000;BEGIN;"
      "CREATE TEMP TABLE told(command,n,by,PRIMARY KEY(command,n))"
      " WITHOUT ROWID;"
      "CREATE TEMP TABLE gone(command,n,by,PRIMARY KEY(command,n))"
      " WITHOUT ROWID;"
      "CREATE TEMP TABLE tainted(name,id,PRIMARY KEY(name,id)) WITHOUT ROWID;",
      err);
  return rc == 0 ? conn_exec(verify->scratch,
                             journal_ddl[verify->conn->format - 1], err)
                 : rc;
}

static int rebuild_two(struct verify *verify, const char *sql, const char *text,
                       int64_t a, struct error *err) {
  struct statement *st;
  int rc = statement_get(verify->scratch, sql, &st, err);

  if (rc != 0)
    return rc;
  statement_text(st, 1, text);
  statement_int(st, 2, a);
  return statement_run(st, err);
}

static int rebuild_three(struct verify *verify, const char *sql, int64_t a,
                         int64_t b, int64_t c, struct error *err) {
  struct statement *st;
  int rc = statement_get(verify->scratch, sql, &st, err);

  if (rc != 0)
    return rc;
  statement_int(st, 1, a);
  statement_int(st, 2, b);
  statement_int(st, 3, c);
  return statement_run(st, err);
}

static int rebuild_schema_row(struct verify *verify,
                              const struct schema *schema, struct error *err) {
  struct statement *st;
  struct buf text;
  int rc = statement_get(verify->scratch,
                         "INSERT OR REPLACE INTO schema VALUES(?1,?2,?3,?4)",
                         &st, err);

  if (rc != 0)
    return rc;
  buf_init(&text);
  json_write(&text, schema->json);
  statement_text(st, 1, schema->plugin);
  statement_text(st, 2, schema->version);
  statement_int(st, 3, schema->migration);
  sqlite3_bind_text64(st->raw, 4, text.data, text.len, SQLITE_TRANSIENT,
                      SQLITE_UTF8);
  buf_fini(&text);
  return statement_run(st, err);
}

static int rebuild_take_schema(struct verify *verify, int64_t command,
                               const json_t *body, struct error *err) {
  const char *plugin = json_get_text(body, "plugin", "");
  struct schema *old = catalog_schema(verify->catalog, plugin);
  struct schema *fresh = NULL;
  struct catalog *more;
  int rc = schema_parse(plugin, json_get_text(body, "version", ""),
                        json_get_int(body, "migration", 0),
                        json_object_get(body, "new"), &fresh, err);

  if (rc == 0)
    rc = migrate_tables(verify->scratch, verify->catalog, old, fresh,
                        json_object_get(body, "steps"), command, true, err);
  if (rc == 0)
    rc = rebuild_schema_row(verify, fresh, err);
  if (rc == 0) {
    more = catalog_with(verify->catalog, fresh, ++verify->generation);
    if (more == NULL)
      rc = error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
    else {
      catalog_unref(verify->catalog);
      verify->catalog = more;
    }
  }
  schema_unref(fresh);
  return rc;
}

static void rebuild_bind(sqlite3_stmt *st, int index, const json_t *value) {
  if (json_is_integer(value))
    sqlite3_bind_int64(st, index, json_integer_value(value));
  else if (json_is_string(value))
    sqlite3_bind_text64(st, index, json_string_value(value),
                        json_string_length(value), SQLITE_TRANSIENT,
                        SQLITE_UTF8);
  else
    sqlite3_bind_null(st, index);
}

/* `values` NULL: the row was erased, its columns are unknown. */
static int rebuild_insert(struct verify *verify, const struct table *table,
                          int64_t command, int64_t id, const json_t *values,
                          struct error *err) {
  struct statement *st;
  int rc = statement_get(verify->scratch, table->sql_insert, &st, err);

  if (rc != 0)
    return rc;
  statement_int(st, 1, id);
  for (size_t i = 0; i < table->count; i++)
    rebuild_bind(st->raw, (int)i + 2, json_array_get(values, i));
  if (table->history)
    statement_int(st, (int)table->count + 2, command);
  return statement_run(st, err);
}

/* A change of one row: {"column index": value}. */
static int rebuild_update(struct verify *verify, const struct table *table,
                          int64_t command, int64_t id, const json_t *changes,
                          struct error *err) {
  sqlite3_stmt *st = NULL;
  struct buf sql;
  int rc;

  buf_init(&sql);
  buf_printf(&sql, "UPDATE %s SET id=id", table->sql_name);
  for (size_t i = 0; i < json_array_size(changes); i += 2) {
    int64_t column = json_integer_value(json_array_get(changes, i));
    if (column >= 0 && (size_t)column < table->count)
      buf_printf(&sql, ",\"%s\"=?%zu", table->columns[column].name, i + 2);
  }
  if (table->history)
    buf_printf(&sql, ",_seq=%" PRId64, command);
  buf_printf(&sql, " WHERE id=?1%c", 0);
  rc = sql.failed
           ? SQLITE_NOMEM
           : sqlite3_prepare_v2(verify->scratch->db, sql.data, -1, &st, NULL);
  buf_fini(&sql);
  if (rc == SQLITE_OK) {
    sqlite3_bind_int64(st, 1, id);
    for (size_t i = 0; i + 1 < json_array_size(changes); i += 2)
      rebuild_bind(st, (int)i + 2, json_array_get(changes, i + 1));
    rc = sqlite3_step(st);
  }
  sqlite3_finalize(st);
  return rc == SQLITE_DONE ? 0 : conn_fail(verify->scratch, rc, err);
}

static int rebuild_delete(struct verify *verify, const struct table *table,
                          int64_t id, struct error *err) {
  struct statement *st;
  int rc = statement_get(verify->scratch, table->sql_delete, &st, err);

  if (rc != 0)
    return rc;
  statement_int(st, 1, id);
  rc = statement_run(st, err);
  if (rc == 0)
    rc = rebuild_two(verify,
                     "INSERT INTO counter VALUES(?1,?2) ON CONFLICT(name) DO "
                     "UPDATE SET id=max(id,excluded.id)",
                     table->sql_name, id, err);
  return rc;
}

/* An erased body leaves its row unknown until a later one gives every column;
 * versions before stay unknown. */
static int rebuild_taint(struct verify *verify, const struct table *table,
                         int64_t id, const json_t *body, struct error *err) {
  int rc;

  if (body != NULL && json_array_size(body) == 2 * table->count &&
      verify->verdict.erased > 0)
    return rebuild_two(verify, "DELETE FROM tainted WHERE name=?1 AND id=?2",
                       table->sql_name, id, err);
  if (body != NULL)
    return 0;
  rc = rebuild_two(verify, "INSERT OR IGNORE INTO tainted VALUES(?1,?2)",
                   table->sql_name, id, err);
  return rc != 0 ? rc
                 : rebuild_two(verify,
                               "INSERT OR IGNORE INTO tainted "
                               "VALUES(?1||'__h',?2)",
                               table->sql_name, id, err);
}

static int rebuild_change(struct verify *verify, int64_t command,
                          const struct part *part, const json_t *body,
                          struct error *err) {
  const struct table *table =
      part->name == NULL ? NULL
                         : catalog_sql_table(verify->catalog, part->name);
  int rc = 0;

  if (table == NULL || (body != NULL && !json_is_array(body)))
    return ERROR_CORRUPT;
  if (part->op != OP_DELETE)
    rc = rebuild_taint(verify, table, part->row, body, err);
  if (rc != 0)
    return rc;
  switch (part->op) {
  case OP_INSERT:
    return rebuild_insert(verify, table, command, part->row, body, err);
  case OP_UPDATE:
    return rebuild_update(verify, table, command, part->row, body, err);
  case OP_DELETE:
    return rebuild_delete(verify, table, part->row, err);
  default:
    return ERROR_CORRUPT;
  }
}

static int rebuild_take(struct verify *verify, int64_t command,
                        int64_t recorded_at, const struct part *part,
                        const void *bytes, size_t len, struct error *err) {
  json_t *body = NULL;
  int rc = 0;

  if (bytes != NULL && pack_read(bytes, len, &body) != 0)
    rc = ERROR_CORRUPT;
  else if (part->kind == PART_CHANGE) {
    rows_instants(body, recorded_at);
    rc = rebuild_change(verify, command, part, body, err);
  } else if (part->kind == PART_SCHEMA)
    rc = rebuild_take_schema(verify, command, body, err);
  json_decref(body);
  return rc;
}

static int rebuild_part(struct verify *verify, sqlite3_stmt *st,
                        const struct part *part, const void *bytes, size_t len,
                        struct error *err) {
  int64_t command = sqlite3_column_int64(st, 0);
  int64_t erased_by = sqlite3_column_int64(st, 7);
  struct error why;
  int rc = 0;

  verify->scratch->seq = command;
  if (erased_by != 0) {
    verify->verdict.erased++;
    rc = rebuild_three(verify, "INSERT INTO gone VALUES(?1,?2,?3)", command,
                       sqlite3_column_int64(st, 1), erased_by, err);
  }
  if (rc == 0 && part->kind == PART_ERASE)
    rc = rebuild_three(verify, "INSERT INTO told VALUES(?1,?2,?3)", part->row,
                       part->op, command, err);
  if (rc != 0 || (part->kind != PART_CHANGE && part->kind != PART_SCHEMA))
    return rc;
  error_init(&why);
  if (rebuild_take(verify, command, sqlite3_column_int64(st, 8), part, bytes,
                   len, &why) != 0)
    verify_find(verify, "replay", "这条日志的改动无法重做。",
                "The changes of this record can't be replayed.",
                "command %" PRId64, command);
  error_fini(&why);
  return 0;
}

/* The body at the cursor. */
static int rebuild_body(struct verify *verify, sqlite3_stmt *st,
                        struct error *err) {
  struct part part = {
      .kind = (enum part_kind)sqlite3_column_int(st, 2),
      .op = sqlite3_column_int64(st, 3),
      .name = words_text(&verify->words, sqlite3_column_int64(st, 4)),
      .row = sqlite3_column_int64(st, 5)};
  const char *data = sqlite3_column_blob(st, 6);
  size_t len = (size_t)sqlite3_column_bytes(st, 6);

  data = data != NULL && len > STORAGE_SALT ? data + STORAGE_SALT : NULL;
  return rebuild_part(verify, st, &part, data,
                      data != NULL ? len - STORAGE_SALT : 0, err);
}

/* Inputs, replies and events make no rows; the chain's walk has them all. */
static int rebuild_bodies(struct verify *verify, struct error *err) {
  sqlite3_stmt *st = NULL;
  int step = SQLITE_DONE;
  char sql[300];
  int rc;

  snprintf(sql, sizeof sql,
           "SELECT command,n,kind,op,name,row,data,erased_by,"
           "(SELECT recorded_at FROM command WHERE seq=b.command) FROM body b "
           "WHERE (kind IN(4,6,7) OR erased_by IS NOT NULL) AND %s",
           journal_body_after(verify->conn));
  rc = sqlite3_prepare_v2(verify->conn->db, sql, -1, &st, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_bind_int(st, 1, 0);
  if (rc != SQLITE_OK)
    return conn_fail(verify->conn, rc, err);
  rc = 0;
  while (rc == 0 && (step = sqlite3_step(st)) == SQLITE_ROW)
    rc = rebuild_body(verify, st, err);
  if (rc == 0 && step != SQLITE_DONE)
    rc = conn_fail(verify->conn, step, err);
  sqlite3_finalize(st);
  return rc;
}

/* Constraints last: they speed nothing up and are compared by their text. */
static void rebuild_end(struct verify *verify) {
  struct error why;
  struct buf sql;

  buf_init(&sql);
  error_init(&why);
  for (size_t i = 0; i < verify->catalog->count; i++)
    for (size_t k = 0; k < verify->catalog->schemas[i]->count; k++) {
      const struct table *table = &verify->catalog->schemas[i]->tables[k];
      buf_clear(&sql);
      constraint_create(&sql, table);
      buf_byte(&sql, '\0');
      if (constraint_drop(verify->scratch, table->sql_name, &why) != 0 ||
          conn_exec(verify->scratch, sql.data, &why) != 0)
        verify_find(verify, "rows", "按日志重建的表不合声明。",
                    "The table rebuilt from the journal breaks its "
                    "declaration.",
                    "%s", table->sql_name);
    }
  error_fini(&why);
  buf_fini(&sql);
}

int rebuild_all(struct verify *verify, struct error *err) {
  int rc = rebuild_start(verify, err);

  if (rc == 0)
    rc = rebuild_bodies(verify, err);
  if (rc == 0)
    rebuild_end(verify);
  return rc;
}
