/* Connections that only read, and the past as they show it. */
#include <stdlib.h>
#include <string.h>

#include "storage/internal.h"

int reader_connect(struct storage *storage, struct storage_conn **out,
                   struct error *err) {
  struct storage_conn *conn;
  char *path;
  int rc = storage_path(storage->dir, "home.db", &path, err);

  if (rc == 0)
    rc =
        conn_open(path, storage->options.vfs, SQLITE_OPEN_READONLY, &conn, err);
  free(path);
  if (rc != 0)
    return rc;
  conn->storage = storage;
  conn->clock = storage->options.clock;
  conn->zone = storage->zone;
  conn->format = storage->conn->format;
  rc = sqlite3_db_config(conn->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  rc =
      rc == SQLITE_OK ? conn_settle(conn, NULL, err) : conn_fail(conn, rc, err);
  if (rc != 0)
    conn_close(conn);
  else
    *out = conn;
  return rc;
}

int storage_reader_open(struct storage *storage, struct storage_reader **out,
                        struct error *err) {
  struct storage_reader *reader = calloc(1, sizeof *reader);
  int rc;

  *out = NULL;
  if (reader == NULL)
    return error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
  rc = reader_connect(storage, &reader->conn, err);
  if (rc != 0)
    free(reader);
  else
    *out = reader;
  return rc;
}

void storage_reader_close(struct storage_reader *reader) {
  if (reader == NULL)
    return;
  storage_reader_end(reader);
  conn_close(reader->conn);
  free(reader);
}

struct storage_conn *storage_reader_conn(struct storage_reader *reader) {
  return reader->conn;
}

/* BEGIN takes no snapshot before the first read. */
int storage_reader_begin(struct storage_reader *reader, struct error *err) {
  int64_t any;
  int rc;

  if (reader->held)
    return error_set(err, ERROR_INTERNAL, "快照已经打开。",
                     "A snapshot is already held.");
  rc = conn_exec_cached(reader->conn, "BEGIN", err);
  if (rc != 0)
    return rc;
  reader->held = true;
  reader->conn->personal = false;
  rc = conn_ask_int(reader->conn, "SELECT count(*) FROM schema", &any, err);
  if (rc != 0)
    storage_reader_end(reader);
  return rc;
}

void storage_reader_end(struct storage_reader *reader) {
  struct error ignored;

  if (!reader->held)
    return;
  error_init(&ignored);
  conn_exec_cached(reader->conn, "COMMIT", &ignored);
  error_fini(&ignored);
  reader->held = false;
}

/* --- the past ------------------------------------------------------------ */

/* A view that hides the table of its name and shows it as it was. */
static void past_view(struct buf *sql, const struct table *table) {
  const char *name = table->sql_name;

  if (!table->history)
    return;
  buf_printf(sql, "CREATE TEMP VIEW %s AS SELECT id", name);
  for (size_t i = 0; i < table->count; i++)
    buf_printf(sql, ",\"%s\"", table->columns[i].name);
  buf_printf(sql, " FROM main.%s WHERE _seq<=at_seq() UNION ALL SELECT id",
             name);
  for (size_t i = 0; i < table->count; i++)
    buf_printf(sql, ",\"%s\"", table->columns[i].name);
  buf_printf(sql, " FROM main.%s__h WHERE _from<=at_seq() AND _to>at_seq();",
             name);
}

static int past_views(struct storage_conn *past, const struct catalog *catalog,
                      struct error *err) {
  struct buf sql;
  int rc;

  buf_init(&sql);
  for (size_t i = 0; i < catalog->count; i++)
    for (size_t k = 0; k < catalog->schemas[i]->count; k++)
      past_view(&sql, &catalog->schemas[i]->tables[k]);
  buf_byte(&sql, '\0');
  rc = sql.failed ? error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.")
                  : conn_exec(past, sql.data, err);
  buf_fini(&sql);
  return rc;
}

/* A new declaration means new views, and so a new connection: it is rare. */
int past_open(struct storage_conn *conn, struct error *err) {
  struct catalog *catalog = storage_catalog(conn->storage);
  struct storage_conn *past = NULL;
  int rc = 0;

  if (conn->past == NULL || conn->past_generation != catalog->generation) {
    rc = reader_connect(conn->storage, &past, err);
    if (rc == 0)
      rc = past_views(past, catalog, err);
    if (rc == 0) {
      conn_close(conn->past);
      conn->past = past;
      conn->past_generation = catalog->generation;
    } else
      conn_close(past);
  }
  catalog_unref(catalog);
  return rc;
}
