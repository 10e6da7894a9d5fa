/* Triggers and indexes that hold what a table declares, whoever writes. A
 * trigger's message is a token, "songhe:<what>:<which>", which refusal.c turns
 * into words on the right field. */
#include <inttypes.h>
#include <string.h>

#include "base/json.h"
#include "storage/internal.h"

static void constraint_column(struct buf *sql, const struct column *column,
                              const char *prefix) {
  const json_t *item;
  size_t i;

  if (column->required)
    buf_printf(sql, " AND %s\"%s\" IS NOT NULL", prefix, column->name);
  switch (column->type) {
  case FIELD_TEXT:
    buf_printf(sql, " AND length(%s\"%s\")<=%" PRId64, prefix, column->name,
               column->max);
    if (column->has_min)
      buf_printf(sql, " AND length(%s\"%s\")>=%" PRId64, prefix, column->name,
                 column->min);
    return;
  case FIELD_BOOLEAN:
    buf_printf(sql, " AND %s\"%s\" IN (0,1)", prefix, column->name);
    return;
  case FIELD_DATE:
    buf_printf(
        sql,
        " AND (%s\"%s\" IS NULL OR (%s\"%s\" IS date(%s\"%s\",'+0 days') AND "
        "length(%s\"%s\")=10))",
        prefix, column->name, prefix, column->name, prefix, column->name,
        prefix, column->name);
    return;
  case FIELD_FILE:
    buf_printf(sql, " AND length(%s\"%s\")=64", prefix, column->name);
    return;
  case FIELD_ENUM:
    buf_printf(sql, " AND %s\"%s\" IN (", prefix, column->name);
    json_array_foreach(column->values, i, item) {
      if (i > 0)
        buf_byte(sql, ',');
      ddl_literal(sql, column, json_object_get(item, "value"));
    }
    buf_byte(sql, ')');
    return;
  default:
    if (column->has_min)
      buf_printf(sql, " AND %s\"%s\">=%" PRId64, prefix, column->name,
                 column->min);
    if (column->has_max)
      buf_printf(sql, " AND %s\"%s\"<=%" PRId64, prefix, column->name,
                 column->max);
  }
}

/* True (or null) for a row that keeps all bounds. */
void constraint_checks(struct buf *sql, const struct table *table,
                       const char *prefix) {
  buf_text(sql, "(1");
  for (size_t i = 0; i < table->count; i++)
    constraint_column(sql, &table->columns[i], prefix);
  buf_text(sql, ")");
}

static void constraint_check(struct buf *sql, const struct table *table) {
  static const char *const when[] = {"INSERT", "UPDATE"};

  for (int i = 0; i < 2; i++) {
    buf_printf(sql, "CREATE TRIGGER %s__c%d BEFORE %s ON %s WHEN NOT ",
               table->sql_name, i, when[i], table->sql_name);
    constraint_checks(sql, table, "NEW.");
    buf_text(sql, " BEGIN SELECT RAISE(ABORT,'songhe:check');END;");
  }
}

static void constraint_append_only(struct buf *sql, const struct table *table) {
  static const char *const when[] = {"UPDATE", "DELETE"};

  for (int i = 0; i < 2 && table->append_only; i++)
    buf_printf(sql,
               "CREATE TRIGGER %s__a%d BEFORE %s ON %s BEGIN SELECT "
               "RAISE(ABORT,'songhe:append');END;",
               table->sql_name, i, when[i], table->sql_name);
}

static void constraint_names(struct buf *sql, const json_t *names) {
  const json_t *item;
  size_t i;

  if (json_is_string(names))
    buf_printf(sql, "\"%s\"", json_string_value(names));
  json_array_foreach(names, i, item)
      buf_printf(sql, "%s\"%s\"", i > 0 ? "," : "", json_string_value(item));
}

static void constraint_unique(struct buf *sql, const struct table *table) {
  const json_t *item;
  size_t i;

  for (i = 0; i < table->count; i++)
    if (table->columns[i].unique)
      buf_printf(sql, "CREATE UNIQUE INDEX %s__v_%s ON %s(\"%s\");",
                 table->sql_name, table->columns[i].name, table->sql_name,
                 table->columns[i].name);
  json_array_foreach(json_object_get(table->json, "unique"), i, item) {
    const json_t *where = json_object_get(item, "where");
    buf_printf(sql, "CREATE UNIQUE INDEX %s__u%zu ON %s(", table->sql_name, i,
               table->sql_name);
    constraint_names(sql, json_object_get(item, "columns"));
    buf_text(sql, ")");
    if (json_object_size(where) > 0) {
      buf_text(sql, " WHERE 1");
      ddl_where(sql, table, where, "");
    }
    buf_text(sql, ";");
  }
}

/* Does a full index of `unique` or no_overlap already begin with it? */
static bool constraint_covered(const struct table *table,
                               const struct column *column) {
  static const char *const lists[][2] = {{"unique", "columns"},
                                         {"no_overlap", "key"}};
  const json_t *item;
  size_t i;

  if (column->unique)
    return true;
  for (int n = 0; n < 2; n++)
    json_array_foreach(json_object_get(table->json, lists[n][0]), i, item) {
      const json_t *key = json_object_get(item, lists[n][1]);
      const char *first =
          json_string_value(json_is_array(key) ? json_array_get(key, 0) : key);
      if (json_object_size(json_object_get(item, "where")) == 0 &&
          first != NULL && strcmp(first, column->name) == 0)
        return true;
    }
  return false;
}

static void constraint_index(struct buf *sql, const struct table *table) {
  for (size_t i = 0; i < table->count; i++) {
    const struct column *column = &table->columns[i];
    if (column->index && !constraint_covered(table, column))
      buf_printf(sql, "CREATE INDEX %s__i_%s ON %s(\"%s\");", table->sql_name,
                 column->name, table->sql_name, column->name);
  }
}

static void constraint_key(struct buf *sql, const json_t *key,
                           const char *form) {
  const json_t *item;
  const char *name = json_string_value(key);
  size_t i;

  if (name != NULL)
    buf_printf(sql, form, name, name);
  json_array_foreach(key, i, item) {
    name = json_string_value(item);
    buf_printf(sql, form, name, name);
  }
}

/* Rows of one key never overlap, so only two neighbours can touch a new one:
 * the last that starts at or before it, and any that starts inside it. Both
 * are found in the index of (key, from). */
static void constraint_neighbours(struct buf *sql, const struct table *table,
                                  const json_t *rule) {
  const char *from = json_get_text(rule, "from", "");
  const char *to = json_get_text(rule, "to", "");
  const json_t *key = json_object_get(rule, "key");
  const json_t *where = json_object_get(rule, "where");
  const char *same = " AND \"%s\"=NEW.\"%s\"";

  buf_printf(sql,
             "EXISTS(SELECT 1 FROM (SELECT \"%s\" AS e FROM %s WHERE "
             "\"%s\"<=NEW.\"%s\"",
             to, table->sql_name, from, from);
  constraint_key(sql, key, same);
  ddl_where(sql, table, where, "");
  buf_printf(sql,
             " AND id<>NEW.id ORDER BY \"%s\" DESC LIMIT 1) WHERE e IS NULL "
             "OR e>NEW.\"%s\") OR EXISTS(SELECT 1 FROM %s WHERE \"%s\">"
             "NEW.\"%s\" AND (NEW.\"%s\" IS NULL OR \"%s\"<NEW.\"%s\")",
             from, from, table->sql_name, from, from, to, from, to);
  constraint_key(sql, key, same);
  ddl_where(sql, table, where, "");
  buf_text(sql, " AND id<>NEW.id)");
}

static void constraint_overlap_rule(struct buf *sql, const struct table *table,
                                    const json_t *rule, size_t n) {
  static const char *const when[] = {"INSERT", "UPDATE"};
  const char *from = json_get_text(rule, "from", "");
  const char *to = json_get_text(rule, "to", "");
  const json_t *key = json_object_get(rule, "key");
  const json_t *where = json_object_get(rule, "where");

  buf_printf(sql, "CREATE INDEX %s__o%zu ON %s(", table->sql_name, n,
             table->sql_name);
  constraint_names(sql, key);
  buf_printf(sql, ",\"%s\")", from);
  if (json_object_size(where) > 0) {
    buf_text(sql, " WHERE 1");
    ddl_where(sql, table, where, "");
  }
  buf_text(sql, ";");
  for (int i = 0; i < 2; i++) {
    buf_printf(sql,
               "CREATE TRIGGER %s__o%zu_%d BEFORE %s ON %s WHEN "
               "NEW.\"%s\"<=NEW.\"%s\" BEGIN SELECT "
               "RAISE(ABORT,'songhe:order:%zu');END;",
               table->sql_name, n, i, when[i], table->sql_name, to, from, n);
    buf_printf(sql, "CREATE TRIGGER %s__o%zu_%d BEFORE %s ON %s WHEN 1",
               table->sql_name, n, i + 2, when[i], table->sql_name);
    constraint_key(sql, key, " AND NEW.\"%s\" IS NOT NULL%.0s");
    ddl_where(sql, table, where, "NEW.");
    buf_text(sql, " AND (");
    constraint_neighbours(sql, table, rule);
    buf_printf(sql, ") BEGIN SELECT RAISE(ABORT,'songhe:overlap:%zu');END;", n);
  }
}

static void constraint_values(struct buf *sql, const struct column *column,
                              const json_t *values) {
  const json_t *item;
  size_t i;

  buf_byte(sql, '(');
  json_array_foreach(values, i, item) {
    if (i > 0)
      buf_byte(sql, ',');
    ddl_literal(sql, column, item);
  }
  buf_byte(sql, ')');
}

static void constraint_moves(struct buf *sql, const struct table *table,
                             const char *name, const json_t *moves) {
  const struct column *column = table_column(table, name);
  const char *from;
  json_t *to;

  buf_printf(sql,
             "CREATE TRIGGER %s__t_%s BEFORE INSERT ON %s WHEN NEW.\"%s\" NOT "
             "IN ",
             table->sql_name, name, table->sql_name, name);
  constraint_values(sql, column, json_object_get(moves, "initial"));
  buf_printf(sql,
             " BEGIN SELECT RAISE(ABORT,'songhe:initial:%s');END;"
             "CREATE TRIGGER %s__m_%s BEFORE UPDATE OF \"%s\" ON %s WHEN "
             "NEW.\"%s\" IS NOT OLD.\"%s\" AND NOT (0",
             name, table->sql_name, name, name, table->sql_name, name, name);
  json_object_foreach((json_t *)(uintptr_t)moves, from, to) {
    json_t *text;
    if (strcmp(from, "initial") == 0 || json_array_size(to) == 0)
      continue;
    text = json_string(from);
    buf_printf(sql, " OR (OLD.\"%s\" IS ", name);
    ddl_literal(sql, column, text);
    json_decref(text);
    buf_printf(sql, " AND ifnull(NEW.\"%s\" IN ", name);
    constraint_values(sql, column, to);
    buf_text(sql, ",0))");
  }
  /* what was never set may take a first value */
  buf_printf(sql, " OR (OLD.\"%s\" IS NULL AND NEW.\"%s\" IN ", name, name);
  constraint_values(sql, column, json_object_get(moves, "initial"));
  buf_printf(sql, ")) BEGIN SELECT RAISE(ABORT,'songhe:move:%s');END;", name);
}

void constraint_create(struct buf *sql, const struct table *table) {
  const json_t *item;
  const char *name;
  json_t *moves;
  size_t i;

  constraint_check(sql, table);
  constraint_append_only(sql, table);
  constraint_unique(sql, table);
  constraint_index(sql, table);
  json_array_foreach(json_object_get(table->json, "no_overlap"), i, item)
      constraint_overlap_rule(sql, table, item, i);
  json_object_foreach(json_object_get(table->json, "transitions"), name, moves)
      constraint_moves(sql, table, name, moves);
  if (table->history)
    ddl_history_triggers(sql, table);
}

int constraint_drop(struct storage_conn *conn, const char *sql_name,
                    struct error *err) {
  sqlite3_stmt *st = NULL;
  struct buf sql;
  int rc;

  buf_init(&sql);
  rc = sqlite3_prepare_v2(conn->db,
                          "SELECT type,name FROM sqlite_schema WHERE "
                          "tbl_name=?1 AND type IN ('trigger','index') AND "
                          "sql IS NOT NULL",
                          -1, &st, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_bind_text(st, 1, sql_name, -1, SQLITE_STATIC);
  while (rc == SQLITE_OK && (rc = sqlite3_step(st)) == SQLITE_ROW) {
    buf_printf(&sql, "DROP %s \"%s\";",
               (const char *)sqlite3_column_text(st, 0),
               (const char *)sqlite3_column_text(st, 1));
    rc = SQLITE_OK;
  }
  sqlite3_finalize(st);
  buf_byte(&sql, '\0');
  rc = rc != SQLITE_DONE ? conn_fail(conn, rc, err)
       : sql.failed      ? ERROR_MEMORY
                         : conn_exec(conn, sql.data, err);
  buf_fini(&sql);
  return rc;
}

/* One row that breaks what is now declared is enough to refuse. */
static int constraint_look(struct storage_conn *conn, const struct table *table,
                           struct buf *sql, struct error *err) {
  sqlite3_stmt *st = NULL;
  int rc;

  buf_byte(sql, '\0');
  if (sql->failed)
    return error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
  rc = sqlite3_prepare_v2(conn->db, sql->data, -1, &st, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_step(st);
  if (rc == SQLITE_ROW) {
    char path[2 * STORAGE_NAME_MAX];
    snprintf(path, sizeof path, "tables.%s", table->name);
    rc = error_fault(err, path, "rows",
                     "已有的第 %lld 行不合新的规定，请先改正数据。",
                     "Row %lld, already there, does not fit this declaration; "
                     "correct it first.",
                     (long long)sqlite3_column_int64(st, 0));
  } else
    rc = rc == SQLITE_DONE ? 0 : conn_fail(conn, rc, err);
  sqlite3_finalize(st);
  return rc;
}

int constraint_check_rows(struct storage_conn *conn, const struct table *table,
                          struct error *err) {
  const json_t *item;
  struct buf sql;
  size_t i;
  int rc;

  buf_init(&sql);
  buf_printf(&sql, "SELECT id FROM %s WHERE NOT ", table->sql_name);
  constraint_checks(&sql, table, "");
  rc = constraint_look(conn, table, &sql, err);
  json_array_foreach(json_object_get(table->json, "no_overlap"), i, item) {
    const char *from = json_get_text(item, "from", "");
    const char *to = json_get_text(item, "to", "");
    buf_clear(&sql);
    buf_printf(&sql,
               "SELECT id FROM (SELECT id,\"%s\" AS f,\"%s\" AS t,"
               "lead(\"%s\") OVER (PARTITION BY ",
               from, to, from);
    constraint_names(&sql, json_object_get(item, "key"));
    buf_printf(&sql, " ORDER BY \"%s\") AS n FROM %s WHERE 1", from,
               table->sql_name);
    ddl_where(&sql, table, json_object_get(item, "where"), "");
    constraint_key(&sql, json_object_get(item, "key"),
                   " AND \"%s\" IS NOT NULL%.0s");
    buf_text(&sql, ") WHERE t<=f OR (n IS NOT NULL AND (t IS NULL OR t>n))");
    if (rc == 0)
      rc = constraint_look(conn, table, &sql, err);
  }
  buf_fini(&sql);
  return rc;
}
