/* SQL of declared tables. Types and references are in the tables themselves;
 * what a declaration may later widen (bounds, choices, required) is in
 * triggers, so that no change ever rewrites ten years of rows. */
#include <string.h>

#include "storage/internal.h"

static void ddl_quoted(struct buf *sql, const char *text) {
  buf_byte(sql, '\'');
  for (; *text != '\0'; text++) {
    if (*text == '\'')
      buf_byte(sql, '\'');
    buf_byte(sql, *text);
  }
  buf_byte(sql, '\'');
}

/* A declared value as an SQL literal. */
void ddl_literal(struct buf *sql, const struct column *column,
                 const json_t *json) {
  struct value value;
  struct error ignored;

  error_init(&ignored);
  /* the schema's own check has already accepted it */
  if (field_to_value(column, json, &value, &ignored) != 0 || value.is_null)
    buf_text(sql, "NULL");
  else if (value.is_text)
    ddl_quoted(sql, value.text);
  else
    buf_printf(sql, "%lld", (long long)value.integer);
  value_fini(&value);
  error_fini(&ignored);
}

void ddl_column(struct buf *sql, const struct column *column) {
  buf_printf(sql, "\"%s\" %s", column->name,
             field_is_integer(column->type) ? "INTEGER" : "TEXT");
  if (column->type == FIELD_REF)
    buf_printf(sql, " REFERENCES %s(id) ON DELETE RESTRICT ON UPDATE RESTRICT",
               column->target);
}

void ddl_table(struct buf *sql, const struct table *table) {
  buf_printf(sql, "CREATE TABLE %s(id INTEGER PRIMARY KEY", table->sql_name);
  for (size_t i = 0; i < table->count; i++) {
    buf_text(sql, ",");
    ddl_column(sql, &table->columns[i]);
  }
  buf_text(sql,
           table->history ? ",_seq INTEGER NOT NULL) STRICT;" : ") STRICT;");
}

/* Former versions of rows: each held from command _from up to _to. */
void ddl_history(struct buf *sql, const struct table *table) {
  buf_printf(sql,
             "CREATE TABLE %s__h(id INTEGER NOT NULL,_from INTEGER NOT NULL,"
             "_to INTEGER NOT NULL",
             table->sql_name);
  for (size_t i = 0; i < table->count; i++)
    buf_printf(sql, ",\"%s\" %s", table->columns[i].name,
               field_is_integer(table->columns[i].type) ? "INTEGER" : "TEXT");
  buf_text(sql, ",PRIMARY KEY(id,_from)) STRICT, WITHOUT ROWID;");
}

static void ddl_history_insert(struct buf *sql, const struct table *table,
                               const char *to) {
  buf_printf(sql, "INSERT INTO %s__h(id,_from,_to", table->sql_name);
  for (size_t i = 0; i < table->count; i++)
    buf_printf(sql, ",\"%s\"", table->columns[i].name);
  buf_printf(sql, ") VALUES(OLD.id,OLD._seq,%s", to);
  for (size_t i = 0; i < table->count; i++)
    buf_printf(sql, ",OLD.\"%s\"", table->columns[i].name);
  buf_text(sql, ");END;");
}

/* A version that came and went within one command is nobody's past. */
void ddl_history_triggers(struct buf *sql, const struct table *table) {
  const char *name = table->sql_name;

  buf_printf(sql,
             "CREATE TRIGGER %s__hu AFTER UPDATE ON %s "
             "WHEN OLD._seq IS NOT songhe_seq() BEGIN ",
             name, name);
  ddl_history_insert(sql, table, "songhe_seq()");
  buf_printf(sql,
             "CREATE TRIGGER %s__hd AFTER DELETE ON %s "
             "WHEN OLD._seq IS NOT songhe_seq() BEGIN ",
             name, name);
  ddl_history_insert(sql, table, "songhe_seq()");
}

/* A declared `where`, each column as <prefix>"column" IN (...). */
void ddl_where(struct buf *sql, const struct table *table, const json_t *where,
               const char *prefix) {
  const char *key;
  json_t *values;
  json_t *item;
  size_t i;

  json_object_foreach((json_t *)(uintptr_t)where, key, values) {
    const struct column *column = table_column(table, key);
    buf_printf(sql, " AND %s\"%s\" IN (", prefix, key);
    json_array_foreach(values, i, item) {
      if (i > 0)
        buf_byte(sql, ',');
      ddl_literal(sql, column, item);
    }
    buf_byte(sql, ')');
  }
}
