/* Declared queries: prepared under the authorizer, run with a deadline, typed
 * by their declared columns. */
#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"
#include "base/json.h"
#include "base/utf8.h"
#include "storage/internal.h"

#define QUERY_SEEN_MAX 1024 /* bytes of a JSON text that is remembered */

/* One column of the answer: a declared field. */
struct answer {
  struct column field;
  char *key; /* "\"name\":" for the text form */
  size_t key_len;
  /* of JSON texts, which rows often repeat: the last one, and as it was
   * written */
  struct buf seen;
  struct buf written;
};

struct storage_query {
  struct storage_conn *conn;
  sqlite3_stmt *st;
  sqlite3_stmt *past; /* on conn->past, when asked for a past */
  uint64_t past_generation;
  bool personal; /* reads residents' records */
  int64_t shown; /* rows of the last answer */
  char *sql;
  char *plugin;    /* who asks */
  json_t *columns; /* keeps the fields' strings alive */
  struct answer *answers;
  int count;
};

static const int query_limits[][2] = {{SQLITE_LIMIT_EXPR_DEPTH, 200},
                                      {SQLITE_LIMIT_COMPOUND_SELECT, 30},
                                      {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 100},
                                      {SQLITE_LIMIT_VARIABLE_NUMBER, 64},
                                      {SQLITE_LIMIT_FUNCTION_ARG, 64},
                                      {SQLITE_LIMIT_SQL_LENGTH, 100000},
                                      {SQLITE_LIMIT_VDBE_OP, 25000}};
#define QUERY_LIMITS (sizeof query_limits / sizeof *query_limits)

static int query_prepare_raw(struct storage_conn *conn, const char *sql,
                             sqlite3_stmt **st, const char **tail) {
  int before[QUERY_LIMITS];
  int rc;

  for (size_t i = 0; i < QUERY_LIMITS; i++)
    before[i] = sqlite3_limit(conn->db, query_limits[i][0], query_limits[i][1]);
  rc = sqlite3_prepare_v3(conn->db, sql, -1,
                          SQLITE_PREPARE_PERSISTENT | SQLITE_PREPARE_NO_VTAB,
                          st, tail);
  for (size_t i = 0; i < QUERY_LIMITS; i++)
    sqlite3_limit(conn->db, query_limits[i][0], before[i]);
  return rc;
}

static int query_wrong(struct error *err, const char *text) {
  if (err == NULL || err->fault_count == 0)
    error_fault(err, "sql", "sql", "查询写得不对：%s。",
                "The query is wrong: %s.", text);
  return error_set(err, ERROR_INPUT, "查询不能使用，请看各项说明。",
                   "The query can't be used; see each fault.");
}

static int query_check_sql(struct storage_query *query,
                           const struct storage_access *access, const char *sql,
                           struct error *err) {
  struct storage_conn *conn = query->conn;
  struct catalog *catalog = conn->writer ? catalog_ref(conn->storage->catalog)
                                         : storage_catalog(conn->storage);
  struct access_check check = {
      .access = access, .catalog = catalog, .err = err};
  const char *tail = "";
  int rc;

  if (!own_names_fit(sql) || !own_joins_fit(sql)) {
    catalog_unref(catalog);
    return query_wrong(err, own_names_fit(sql)
                                ? "write JOIN ... ON, not USING or NATURAL"
                                : "own_duty_open and own_duty_done stand "
                                  "behind FROM or JOIN only, with an alias");
  }
  conn->check = &check;
  conn->seen = false;
  rc = query_prepare_raw(conn, sql, &query->st, &tail);
  conn->check = NULL;
  query->personal = conn->seen;
  catalog_unref(catalog);
  if ((rc & 0xff) == SQLITE_CORRUPT || (rc & 0xff) == SQLITE_IOERR ||
      (rc & 0xff) == SQLITE_BUSY)
    return conn_fail(conn, rc, err);
  if (rc != SQLITE_OK)
    return query_wrong(err, sqlite3_errmsg(conn->db));
  if (query->st == NULL || tail[strspn(tail, " \t\r\n;")] != '\0')
    return query_wrong(err, "only one statement is allowed");
  if (!sqlite3_stmt_readonly(query->st) ||
      sqlite3_stmt_isexplain(query->st) != 0)
    return query_wrong(err, "only a select is allowed");
  for (int i = 1; i <= sqlite3_bind_parameter_count(query->st); i++) {
    const char *name = sqlite3_bind_parameter_name(query->st, i);
    if (name == NULL || name[0] != ':')
      return query_wrong(err, "parameters are written :name");
  }
  return 0;
}

static int query_answer(struct answer *answer, const json_t *field,
                        struct error *err) {
  struct buf key;
  const char *name = json_get_text(field, "name", "");

  answer->field.name = name;
  answer->field.type = field_type_of(json_get_text(field, "type", NULL));
  answer->field.scale = (int)json_get_int(field, "scale", 0);
  if (answer->field.type == FIELD_TYPES || answer->field.scale < 0 ||
      answer->field.scale > DECIMAL_SCALE_MAX)
    return error_fault(err, name, "type", "这一列的类型不对。",
                       "This column's type is wrong.");
  buf_init(&key);
  json_write_string(&key, name, strlen(name));
  buf_byte(&key, ':');
  answer->key_len = key.len;
  answer->key = buf_take(&key);
  return answer->key == NULL ? ERROR_MEMORY : 0;
}

/* Every returned column is declared and every declared one returned. */
static int query_check_columns(struct storage_query *query, struct error *err) {
  const json_t *field;
  size_t i;
  int rc = 0;

  query->count = sqlite3_column_count(query->st);
  query->answers = calloc((size_t)query->count + 1, sizeof *query->answers);
  if (query->answers == NULL)
    return error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
  for (int c = 0; c < query->count; c++) {
    const char *name = sqlite3_column_name(query->st, c);
    bool found = false;
    json_array_foreach(query->columns, i, field) {
      if (found || strcmp(json_get_text(field, "name", ""), name) != 0)
        continue;
      found = true;
      if (query_answer(&query->answers[c], field, err) != 0)
        rc = ERROR_INPUT;
    }
    if (!found)
      rc = error_fault(err, name, "undeclared", "查询给出了没有声明的列。",
                       "The query returns this column, which is not "
                       "declared.");
  }
  json_array_foreach(query->columns, i, field) {
    bool found = false;
    for (int c = 0; c < query->count; c++)
      found = found || strcmp(json_get_text(field, "name", ""),
                              sqlite3_column_name(query->st, c)) == 0;
    if (!found)
      rc = error_fault(err, json_get_text(field, "name", ""), "missing",
                       "查询没有给出这一列。",
                       "The query does not return this column.");
  }
  return rc;
}

int storage_query_prepare(struct storage_conn *conn,
                          const struct storage_access *access, const char *sql,
                          const json_t *columns, struct storage_query **out,
                          struct error *err) {
  struct storage_query *query = calloc(1, sizeof *query);
  int rc;

  *out = NULL;
  if (query == NULL || (query->sql = strdup(sql)) == NULL ||
      (query->plugin = strdup(access->plugin)) == NULL) {
    storage_query_free(query);
    return error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
  }
  query->conn = conn;
  query->columns = json_deep_copy(columns);
  rc = query_check_sql(query, access, sql, err);
  if (rc == 0 && (rc = query_check_columns(query, err)) != 0)
    error_set(err, ERROR_INPUT, "查询的列与声明不一致。",
              "The query's columns differ from the declared ones.");
  if (rc != 0) {
    storage_query_free(query);
    return rc;
  }
  *out = query;
  return 0;
}

void storage_query_free(struct storage_query *query) {
  if (query == NULL)
    return;
  sqlite3_finalize(query->st);
  sqlite3_finalize(query->past);
  for (int i = 0; query->answers != NULL && i < query->count; i++) {
    free(query->answers[i].key);
    buf_fini(&query->answers[i].seen);
    buf_fini(&query->answers[i].written);
  }
  free(query->answers);
  json_decref(query->columns);
  free(query->sql);
  free(query->plugin);
  free(query);
}

/* --- running ----------------------------------------------------------------
 */

static int query_bind_one(sqlite3_stmt *st, int index, const json_t *value) {
  struct buf text;
  int rc;

  switch (value == NULL ? JSON_NULL : json_typeof(value)) {
  case JSON_STRING:
    return sqlite3_bind_text64(st, index, json_string_value(value),
                               json_string_length(value), SQLITE_TRANSIENT,
                               SQLITE_UTF8);
  case JSON_INTEGER:
    return sqlite3_bind_int64(st, index, json_integer_value(value));
  case JSON_TRUE:
  case JSON_FALSE:
    return sqlite3_bind_int(st, index, json_is_true(value));
  case JSON_OBJECT:
  case JSON_ARRAY:
    buf_init(&text);
    json_write(&text, value);
    rc = text.failed ? SQLITE_NOMEM
                     : sqlite3_bind_text64(st, index, text.data, text.len,
                                           SQLITE_TRANSIENT, SQLITE_UTF8);
    buf_fini(&text);
    return rc;
  default:
    return sqlite3_bind_null(st, index);
  }
}

static int query_bind(struct storage_conn *conn, sqlite3_stmt *st,
                      const json_t *params, struct error *err) {
  int rc = SQLITE_OK;

  for (int i = 1; i <= sqlite3_bind_parameter_count(st) && rc == SQLITE_OK; i++)
    rc = query_bind_one(
        st, i, json_object_get(params, sqlite3_bind_parameter_name(st, i) + 1));
  return rc == SQLITE_OK ? 0 : conn_fail(conn, rc, err);
}

static int query_bad_value(const struct answer *answer, struct error *err) {
  return error_set(
      err, ERROR_INPUT,
      "查询的列 %s 的值与声明的类型不符（小数请用整数表示，文字须是 UTF-8）。",
      "A value of the query's column %s does not fit its declared "
      "type (no reals; text is UTF-8).",
      answer->field.name);
}

static int query_write_json(struct buf *out, sqlite3_value *cell,
                            struct answer *answer, struct error *err) {
  bool keep = sqlite3_value_type(cell) == SQLITE_TEXT;
  const void *text = keep ? sqlite3_value_text(cell) : NULL;
  size_t len = keep ? (size_t)sqlite3_value_bytes(cell) : 0;
  size_t start = out->len;
  json_t *value;

  if (text != NULL && len > 0 && answer->seen.len == len &&
      memcmp(answer->seen.data, text, len) == 0) {
    buf_append(out, answer->written.data, answer->written.len);
    return 0;
  }
  value = field_from_sql(&answer->field, cell);
  if (value == NULL)
    return query_bad_value(answer, err);
  json_write(out, value);
  json_decref(value);
  if (text == NULL || len > QUERY_SEEN_MAX || out->failed)
    return 0;
  buf_clear(&answer->seen);
  buf_clear(&answer->written);
  buf_append(&answer->seen, text, len);
  buf_append(&answer->written, out->data + start, out->len - start);
  if (answer->seen.failed || answer->written.failed)
    buf_clear(&answer->seen);
  return 0;
}

static void query_write_instant(struct storage_conn *conn, struct buf *out,
                                int64_t instant) {
  char text[32];

  calendar_format_instant(
      instant, conn->zone != NULL ? zone_offset(conn->zone, instant) : 0, text);
  json_write_string(out, text, strlen(text));
}

static int query_write_value(struct storage_conn *conn, struct buf *out,
                             sqlite3_value *cell, struct answer *answer,
                             struct error *err) {
  int type = sqlite3_value_type(cell);
  const char *text;
  size_t len;

  if (type == SQLITE_NULL) {
    buf_append(out, "null", 4);
    return 0;
  }
  switch (answer->field.type) {
  case FIELD_TEXT:
  case FIELD_ENUM:
  case FIELD_DATE:
  case FIELD_FILE:
    text = (const char *)sqlite3_value_text(cell);
    len = (size_t)sqlite3_value_bytes(cell);
    /* SQL can make bytes that are no text: cast, char(55296) */
    if (text == NULL || type == SQLITE_FLOAT || type == SQLITE_BLOB ||
        !utf8_valid(text, len))
      return query_bad_value(answer, err);
    json_write_string(out, text, len);
    return 0;
  case FIELD_INTEGER:
  case FIELD_REF:
  case FIELD_ID:
  case FIELD_INSTANT:
    if (type != SQLITE_INTEGER)
      return query_bad_value(answer, err);
    if (answer->field.type == FIELD_INSTANT)
      query_write_instant(conn, out, sqlite3_value_int64(cell));
    else
      json_write_int(out, sqlite3_value_int64(cell));
    return 0;
  default:
    return query_write_json(out, cell, answer, err);
  }
}

static int query_row_text(struct storage_query *query, sqlite3_stmt *st,
                          struct buf *out, struct error *err) {
  int rc = 0;

  buf_byte(out, '{');
  for (int i = 0; i < query->count && rc == 0; i++) {
    if (i > 0)
      buf_byte(out, ',');
    buf_append(out, query->answers[i].key, query->answers[i].key_len);
    rc = query_write_value(query->conn, out, sqlite3_column_value(st, i),
                           &query->answers[i], err);
  }
  buf_byte(out, '}');
  return rc;
}

static int query_row_json(struct storage_query *query, sqlite3_stmt *st,
                          json_t *rows, size_t *bytes, struct error *err) {
  json_t *row = json_object();

  for (int i = 0; i < query->count; i++) {
    sqlite3_value *cell = sqlite3_column_value(st, i);
    json_t *value = field_from_sql(&query->answers[i].field, cell);
    if (value == NULL) {
      json_decref(row);
      return query_bad_value(&query->answers[i], err);
    }
    json_object_set_new_nocheck(row, query->answers[i].field.name, value);
    *bytes += query->answers[i].key_len + 8;
    if (sqlite3_value_type(cell) == SQLITE_TEXT)
      *bytes += (size_t)sqlite3_value_bytes(cell);
  }
  json_array_append_new(rows, row);
  return 0;
}

static int query_too_much(struct error *err) {
  return error_set(err, ERROR_RULE,
                   "结果太多（最多 %d 行、%d MB）。请缩小范围。",
                   "Too much to show (at most %d rows, %d MB). Ask for less.",
                   STORAGE_ROWS_MAX, STORAGE_BYTES_MAX >> 20);
}

static int query_step_all(struct storage_query *query, sqlite3_stmt *st,
                          struct storage_conn *conn, json_t *rows,
                          struct buf *out, struct error *err) {
  size_t start = out != NULL ? out->len : 0;
  size_t bytes = 0;
  int64_t count = 0;
  int rc;

  while ((rc = sqlite3_step(st)) == SQLITE_ROW) {
    if (out != NULL) {
      if (count > 0)
        buf_byte(out, ',');
      rc = query_row_text(query, st, out, err);
      bytes = out->len - start;
    } else
      rc = query_row_json(query, st, rows, &bytes, err);
    if (rc != 0)
      return rc;
    if (++count > STORAGE_ROWS_MAX || bytes > STORAGE_BYTES_MAX)
      return query_too_much(err);
  }
  query->shown = count;
  if (out != NULL && out->failed)
    return error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
  return rc == SQLITE_DONE ? 0 : conn_fail(conn, rc, err);
}

static int query_time_at(struct storage_conn *conn, int64_t seq, int64_t *at,
                         struct error *err) {
  struct statement *st;
  int rc = statement_get(conn, "SELECT recorded_at FROM command WHERE seq=?1",
                         &st, err);

  if (rc != 0)
    return rc;
  statement_int(st, 1, seq);
  rc = statement_step(st, err);
  if (rc == 0)
    return error_set(err, ERROR_NOT_FOUND, "没有第 %lld 条记录。",
                     "There is no record %lld.", (long long)seq);
  if (rc == 1) {
    *at = statement_get_int(st, 0);
    statement_reset(st);
    rc = 0;
  }
  return rc;
}

/* The statement and connection that answer, for now or for a past. */
static int query_choose(struct storage_query *query,
                        const struct storage_ask *ask,
                        struct storage_conn **conn, sqlite3_stmt **st,
                        struct error *err) {
  int rc;

  *conn = query->conn;
  *st = query->st;
  if (ask->at == 0)
    return 0;
  rc = past_open(query->conn, err);
  if (rc != 0)
    return rc;
  *conn = query->conn->past;
  if (query->past != NULL &&
      query->past_generation != query->conn->past_generation) {
    sqlite3_finalize(query->past);
    query->past = NULL;
  }
  if (query->past == NULL) {
    /* what it reads was allowed when it was first prepared */
    rc = query_prepare_raw(*conn, query->sql, &query->past, NULL);
    if (rc != SQLITE_OK)
      return conn_fail(*conn, rc, err);
    query->past_generation = query->conn->past_generation;
  }
  *st = query->past;
  (*conn)->at = ask->at;
  return query_time_at(*conn, ask->at, &(*conn)->now, err);
}

int64_t storage_query_shown(const struct storage_query *query) {
  return query->shown;
}

int storage_query_run(struct storage_query *query,
                      const struct storage_ask *ask, json_t **rows,
                      struct buf *out, struct error *err) {
  struct storage_conn *conn;
  sqlite3_stmt *st;
  json_t *array = out == NULL ? json_array() : NULL;
  int64_t now;
  int rc;

  if (rows != NULL)
    *rows = NULL;
  rc = query_choose(query, ask, &conn, &st, err);
  conn->asker = query->plugin;
  query->shown = 0;
  query->conn->personal = query->conn->personal || query->personal;
  if (rc == 0)
    rc = query_bind(conn, st, ask->params, err);
  if (rc != 0) {
    json_decref(array);
    return rc;
  }
  now = conn->now;
  if (ask->now != 0)
    conn->now = ask->now;
  conn->deadline = ask->deadline;
  if (out != NULL)
    buf_byte(out, '[');
  rc = query_step_all(query, st, conn, array, out, err);
  if (out != NULL)
    buf_byte(out, ']');
  sqlite3_reset(st);
  sqlite3_clear_bindings(st);
  conn->deadline = 0;
  conn->now = conn == query->conn ? now : 0;
  if (rc != 0)
    json_decref(array);
  else if (out == NULL)
    *rows = array;
  return rc;
}
