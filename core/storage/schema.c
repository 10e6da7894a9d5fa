/* Declared tables: JSON of docs/plugin-authors.md, "Fields" and "Tables",
 * checked with every fault named by its path. */
#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"
#include "base/json.h"
#include "storage/internal.h"

#define SCHEMA_PATH 256     /* bytes of a fault's path */
#define SCHEMA_TEXT_MAX 200 /* characters of a text without `max` */

/* Where a declaration is being read, and what is wrong with it. */
struct schema_reader {
  struct schema *schema;
  struct error *err;
  bool wrong;
};

static void schema_fault(struct schema_reader *reader, const char *path,
                         const char *code, const char *zh, const char *en) {
  reader->wrong = true;
  error_fault(reader->err, path, code, zh, en);
}

static bool schema_is_name(const char *text) {
  size_t len = text == NULL ? 0 : strlen(text);

  return len > 0 && len < STORAGE_NAME_MAX && text[0] >= 'a' &&
         text[0] <= 'z' && strstr(text, "__") == NULL && text[len - 1] != '_' &&
         strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_") == len;
}

static void schema_known(struct schema_reader *reader, const json_t *object,
                         const char *path, const char *const *names) {
  char where[SCHEMA_PATH];
  const char *key;
  json_t *item;

  json_object_foreach((json_t *)(uintptr_t)object, key, item) {
    size_t i = 0;
    while (names[i] != NULL && strcmp(names[i], key) != 0)
      i++;
    if (names[i] != NULL)
      continue;
    snprintf(where, sizeof where, "%s.%s", path, key);
    schema_fault(reader, where, "unknown", "不认识这一项。",
                 "This is not known here.");
  }
}

/* Lua can't tell an empty array from an empty table. */
static bool schema_is_array(const json_t *json) {
  return json == NULL || json_is_array(json) ||
         (json_is_object(json) && json_object_size(json) == 0);
}

static void schema_bound(struct schema_reader *reader, struct column *column,
                         const json_t *json, const char *path, const char *key,
                         bool *has, int64_t *value) {
  const json_t *bound = json_object_get(json, key);
  char where[SCHEMA_PATH];
  int rc = 0;

  if (bound == NULL)
    return;
  *has = true;
  if (column->type == FIELD_DECIMAL && json_is_string(bound))
    rc = decimal_parse(json_string_value(bound), json_string_length(bound),
                       column->scale, value);
  else if (column->type != FIELD_DECIMAL && json_is_integer(bound))
    *value = json_integer_value(bound);
  else
    rc = ERROR_INPUT;
  if (rc == 0)
    return;
  snprintf(where, sizeof where, "%s.%s", path, key);
  schema_fault(reader, where, "type", "上下限要与列的类型一致。",
               "A bound must fit the column's type.");
}

static void schema_column_bounds(struct schema_reader *reader,
                                 struct column *column, const json_t *json,
                                 const char *path) {
  char where[SCHEMA_PATH];

  if (column->type == FIELD_DECIMAL) {
    const json_t *scale = json_object_get(json, "scale");
    column->scale = (int)json_get_int(json, "scale", -1);
    snprintf(where, sizeof where, "%s.scale", path);
    if (!json_is_integer(scale) || json_integer_value(scale) < 0 ||
        json_integer_value(scale) > DECIMAL_SCALE_MAX) {
      schema_fault(reader, where, "scale", "小数位数要在 0 到 9 之间。",
                   "The scale must be from 0 to 9.");
      column->scale = 0;
    }
  }
  schema_bound(reader, column, json, path, "min", &column->has_min,
               &column->min);
  schema_bound(reader, column, json, path, "max", &column->has_max,
               &column->max);
  if (column->type == FIELD_TEXT && !column->has_max) {
    column->has_max = true;
    column->max = SCHEMA_TEXT_MAX;
  }
  if (column->has_min && column->has_max && column->min > column->max)
    schema_fault(reader, path, "bounds", "下限大于上限。",
                 "The lower bound is above the upper one.");
}

static void schema_column_values(struct schema_reader *reader,
                                 struct column *column, const json_t *json,
                                 const char *path) {
  char where[SCHEMA_PATH];
  const json_t *item;
  size_t i;

  if (column->type != FIELD_ENUM)
    return;
  column->values = json_object_get(json, "values");
  snprintf(where, sizeof where, "%s.values", path);
  if (!json_is_array(column->values) || json_array_size(column->values) == 0) {
    schema_fault(reader, where, "required", "要列出可选的值。",
                 "List the values to choose from.");
    return;
  }
  json_array_foreach(column->values, i, item) {
    const char *value = json_get_text(item, "value", "");
    snprintf(where, sizeof where, "%s.values[%zu]", path, i);
    if (value[0] == '\0' || strlen(value) >= STORAGE_NAME_MAX)
      schema_fault(reader, where, "value",
                   "每个选项要有 value（40 字节以内）。",
                   "Each choice needs a value (under 40 bytes).");
    for (size_t k = 0; k < i; k++)
      if (strcmp(value, json_get_text(json_array_get(column->values, k),
                                      "value", "")) == 0)
        schema_fault(reader, where, "twice", "这个选项写了两次。",
                     "This choice is there twice.");
  }
}

static void schema_column_target(struct schema_reader *reader,
                                 struct column *column, const json_t *json,
                                 const char *path) {
  const char *to = json_get_text(json, "to", "");
  char where[SCHEMA_PATH];
  const char *dot = strchr(to, '.');
  char plugin[STORAGE_NAME_MAX];

  if (column->type != FIELD_REF)
    return;
  snprintf(where, sizeof where, "%s.to", path);
  snprintf(plugin, sizeof plugin, "%.*s",
           dot != NULL ? (int)(dot - to < 39 ? dot - to : 39) : 39,
           dot != NULL ? to : reader->schema->plugin);
  if (!schema_is_name(plugin) || !schema_is_name(dot != NULL ? dot + 1 : to)) {
    schema_fault(reader, where, "name",
                 "写明所指的表，例如 bed 或 residents.resident。",
                 "Name the table, such as bed or residents.resident.");
    return;
  }
  snprintf(column->target, sizeof column->target, "%s_%s", plugin,
           dot != NULL ? dot + 1 : to);
}

static void schema_column_default(struct schema_reader *reader,
                                  struct column *column, const json_t *json,
                                  const char *path) {
  struct value value;
  struct error why;
  char where[SCHEMA_PATH];

  column->given = json_object_get(json, "default");
  if (column->given == NULL)
    return;
  error_init(&why);
  if (field_to_value(column, column->given, &value, &why) != 0) {
    snprintf(where, sizeof where, "%s.default", path);
    schema_fault(reader, where, "default", "默认值不合这一列的规定。",
                 "The default does not fit the column.");
  }
  value_fini(&value);
  error_fini(&why);
}

static void schema_column(struct schema_reader *reader, struct table *table,
                          const json_t *json, const char *path) {
  static const char *const known[] = {
      "name", "type",     "zh",       "en",     "required", "default",
      "min",  "max",      "scale",    "values", "to",       "unique",
      "unit", "help",     "personal", "index",  "help_zh",  "help_en",
      "note", "standard", "fields",   "image",  NULL};
  struct column *column = &table->columns[table->count];

  *column = (struct column){.name = json_get_text(json, "name", NULL)};
  if (!schema_is_name(column->name) || strcmp(column->name, "id") == 0) {
    schema_fault(reader, path, "name",
                 "列名要用小写字母、数字和下划线，不能叫 id。",
                 "A column's name is lower-case letters, digits and "
                 "underscores, and not id.");
    return;
  }
  if (table_column(table, column->name) != NULL)
    schema_fault(reader, path, "twice", "这个列名写了两次。",
                 "This column is there twice.");
  schema_known(reader, json, path, known);
  column->type = field_type_of(json_get_text(json, "type", NULL));
  if (column->type >= FIELD_OBJECT || column->type == FIELD_ID) {
    schema_fault(reader, path, "type", "列的类型不对。",
                 "This is not a type for a column.");
    return;
  }
  column->required = json_get_bool(json, "required", false);
  column->unique = json_get_bool(json, "unique", false);
  column->index = json_get_bool(json, "index", column->type == FIELD_REF);
  column->personal = json_get_text(json, "personal", NULL);
  schema_column_bounds(reader, column, json, path);
  schema_column_values(reader, column, json, path);
  schema_column_target(reader, column, json, path);
  schema_column_default(reader, column, json, path);
  table->count++;
}

static void schema_columns(struct schema_reader *reader, struct table *table,
                           const char *path) {
  const json_t *columns = json_object_get(table->json, "columns");
  const json_t *item;
  char where[SCHEMA_PATH];
  size_t i;

  snprintf(where, sizeof where, "%s.columns", path);
  if (!json_is_array(columns) || json_array_size(columns) == 0 ||
      json_array_size(columns) > STORAGE_COLUMNS_MAX) {
    schema_fault(reader, where, "columns", "一张表要有 1 到 80 列。",
                 "A table has 1 to 80 columns.");
    return;
  }
  json_array_foreach(columns, i, item) {
    const char *name = json_get_text(item, "name", "");
    snprintf(where, sizeof where, "%s.columns[%zu]%s%.40s", path, i,
             *name != '\0' ? "." : "", name);
    schema_column(reader, table, item, where);
  }
  for (i = 0; i < table->count; i++) {
    const char *whose = table->columns[i].personal;
    if (whose == NULL || strcmp(whose, "self") == 0 ||
        table_column(table, whose) != NULL)
      continue;
    snprintf(where, sizeof where, "%s.columns.%s.personal", path,
             table->columns[i].name);
    schema_fault(reader, where, "column", "没有这一列。",
                 "There is no such column.");
  }
}

/* Needs a column that is there; says so otherwise. */
static const struct column *schema_names(struct schema_reader *reader,
                                         const struct table *table,
                                         const json_t *name, const char *path) {
  const char *text = json_string_value(name);
  const struct column *column = text == NULL ? NULL : table_column(table, text);

  if (column == NULL)
    schema_fault(reader, path, "column", "没有这一列。",
                 "There is no such column.");
  return column;
}

static void schema_where(struct schema_reader *reader,
                         const struct table *table, const json_t *where,
                         const char *path) {
  char at[SCHEMA_PATH];
  const char *key;
  json_t *values;
  json_t *item;
  size_t i;

  if (where != NULL && !json_is_object(where))
    schema_fault(reader, path, "type", "条件写成 列 = { 值, ... }。",
                 "Write the condition as column = { value, ... }.");
  json_object_foreach((json_t *)(uintptr_t)where, key, values) {
    const struct column *column = table_column(table, key);
    snprintf(at, sizeof at, "%s.where.%s", path, key);
    if (column == NULL || !json_is_array(values) ||
        json_array_size(values) == 0) {
      schema_fault(reader, at, "column", "条件要写表中的列和它的值。",
                   "A condition names a column and its values.");
      continue;
    }
    json_array_foreach(values, i, item) {
      struct value value;
      struct error why;
      error_init(&why);
      if (field_to_value(column, item, &value, &why) != 0)
        schema_fault(reader, at, "value", "条件中的值不合这一列的规定。",
                     "A value of the condition does not fit the column.");
      value_fini(&value);
      error_fini(&why);
    }
  }
}

static void schema_unique(struct schema_reader *reader,
                          const struct table *table, const char *path) {
  static const char *const known[] = {"columns", "where", "zh", "en", NULL};
  const json_t *list = json_object_get(table->json, "unique");
  const json_t *item;
  char where[SCHEMA_PATH];
  size_t i;

  if (!schema_is_array(list))
    schema_fault(reader, path, "type", "unique 要写成数组。",
                 "Write unique as an array.");
  json_array_foreach(list, i, item) {
    const json_t *columns = json_object_get(item, "columns");
    const json_t *name;
    size_t k;
    snprintf(where, sizeof where, "%s.unique[%zu]", path, i);
    schema_known(reader, item, where, known);
    if (!json_is_array(columns) || json_array_size(columns) == 0)
      schema_fault(reader, where, "columns", "写明哪些列。",
                   "Name the columns.");
    json_array_foreach(columns, k, name)
        schema_names(reader, table, name, where);
    schema_where(reader, table, json_object_get(item, "where"), where);
  }
}

static void schema_overlap_item(struct schema_reader *reader,
                                const struct table *table, const json_t *item,
                                const char *where) {
  static const char *const known[] = {"key", "from", "to", "where",
                                      "zh",  "en",   NULL};
  const json_t *key = json_object_get(item, "key");
  const struct column *from;
  const struct column *to;
  const json_t *name;
  size_t k;

  schema_known(reader, item, where, known);
  if (!json_is_array(key))
    schema_names(reader, table, key, where);
  json_array_foreach(key, k, name) schema_names(reader, table, name, where);
  from = schema_names(reader, table, json_object_get(item, "from"), where);
  to = schema_names(reader, table, json_object_get(item, "to"), where);
  if (from != NULL && to != NULL &&
      (from->type != to->type || !from->required ||
       (from->type != FIELD_DATE && from->type != FIELD_INSTANT &&
        from->type != FIELD_INTEGER)))
    schema_fault(reader, where, "type",
                 "起止两列要同为日期、时间或整数，起列必填。",
                 "From and to must both be dates, instants or integers, and "
                 "from required.");
  schema_where(reader, table, json_object_get(item, "where"), where);
}

static void schema_overlap(struct schema_reader *reader,
                           const struct table *table, const char *path) {
  const json_t *list = json_object_get(table->json, "no_overlap");
  const json_t *item;
  char where[SCHEMA_PATH];
  size_t i;

  if (!schema_is_array(list))
    schema_fault(reader, path, "type", "no_overlap 要写成数组。",
                 "Write no_overlap as an array.");
  json_array_foreach(list, i, item) {
    snprintf(where, sizeof where, "%s.no_overlap[%zu]", path, i);
    schema_overlap_item(reader, table, item, where);
  }
}

static void schema_transitions(struct schema_reader *reader,
                               const struct table *table, const char *path) {
  const json_t *all = json_object_get(table->json, "transitions");
  char where[SCHEMA_PATH];
  const char *name;
  const char *from;
  json_t *moves;
  json_t *to;
  json_t *item;
  size_t i;

  json_object_foreach((json_t *)(uintptr_t)all, name, moves) {
    const struct column *column = table_column(table, name);
    snprintf(where, sizeof where, "%s.transitions.%s", path, name);
    if (column == NULL || column->type != FIELD_ENUM ||
        !json_is_array(json_object_get(moves, "initial"))) {
      schema_fault(reader, where, "column",
                   "要写一个选项列，并写明 initial（起始值）。",
                   "Name an enum column, with its initial values.");
      continue;
    }
    json_object_foreach(moves, from, to) {
      bool known = strcmp(from, "initial") == 0 ||
                   json_find(column->values, "value", from) != NULL;
      if (!schema_is_array(to))
        known = false;
      json_array_foreach(to, i, item) known =
          known &&
          json_find(column->values, "value", json_string_value(item)) != NULL;
      if (!known)
        schema_fault(reader, where, "value", "有的值不是这一列的选项。",
                     "A value is not one of the column's.");
    }
  }
}

static void schema_share(struct schema_reader *reader,
                         const struct table *table, const char *path) {
  const json_t *item;
  char where[SCHEMA_PATH];
  size_t i;

  snprintf(where, sizeof where, "%s.share", path);
  json_array_foreach(json_object_get(table->json, "share"), i, item) {
    if (json_string_value(item) == NULL ||
        strcmp(json_string_value(item), "id") != 0)
      schema_names(reader, table, item, where);
  }
}

/* The statements that write and read a table's rows, made once. */
static bool schema_statements(struct table *table) {
  struct buf insert;
  struct buf get;
  struct buf out;

  buf_init(&insert);
  buf_init(&get);
  buf_init(&out);
  buf_printf(&insert, "INSERT INTO %s(id", table->sql_name);
  buf_text(&get, "SELECT id");
  for (size_t i = 0; i < table->count; i++) {
    buf_printf(&insert, ",\"%s\"", table->columns[i].name);
    buf_printf(&get, ",\"%s\"", table->columns[i].name);
  }
  buf_text(&insert, table->history ? ",_seq) VALUES(?" : ") VALUES(?");
  for (size_t i = table->history ? 0 : 1; i <= table->count; i++)
    buf_text(&insert, ",?");
  buf_text(&insert, ")");
  buf_printf(&get, " FROM %s WHERE id=?1", table->sql_name);
  buf_printf(&out, "DELETE FROM %s WHERE id=?1", table->sql_name);
  table->sql_insert = buf_take(&insert);
  table->sql_get = buf_take(&get);
  table->sql_delete = buf_take(&out);
  return table->sql_insert != NULL && table->sql_get != NULL &&
         table->sql_delete != NULL;
}

static void schema_table_parse(struct schema_reader *reader, const char *name,
                               const json_t *json) {
  static const char *const known[] = {
      "zh",          "en",      "columns",     "unique", "no_overlap",
      "transitions", "history", "append_only", "share",  "note",
      "standard",    "help",    NULL};
  struct table *table = &reader->schema->tables[reader->schema->count++];
  char path[SCHEMA_PATH];

  snprintf(path, sizeof path, "tables.%.60s", name);
  table->name = name;
  table->json = json;
  if (!schema_is_name(name) || !json_is_object(json)) {
    schema_fault(reader, path, "name",
                 "表名要用小写字母、数字和下划线，内容写成一张表。",
                 "A table's name is lower-case letters, digits and "
                 "underscores; its declaration is a table.");
    return;
  }
  snprintf(table->sql_name, sizeof table->sql_name, "%s_%s",
           reader->schema->plugin, name);
  table->history = json_get_bool(json, "history", false);
  table->append_only = json_get_bool(json, "append_only", false);
  schema_known(reader, json, path, known);
  schema_columns(reader, table, path);
  schema_unique(reader, table, path);
  schema_overlap(reader, table, path);
  schema_transitions(reader, table, path);
  schema_share(reader, table, path);
  if (!schema_statements(table))
    schema_fault(reader, path, "memory", "内存不足。", "Out of memory.");
}

/* References to tables of the same plugin must lead somewhere. */
static void schema_targets(struct schema_reader *reader) {
  struct schema *schema = reader->schema;
  char path[SCHEMA_PATH];
  char prefix[STORAGE_NAME_MAX + 2];

  snprintf(prefix, sizeof prefix, "%.39s_", schema->plugin);
  for (size_t i = 0; i < schema->count; i++)
    for (size_t k = 0; k < schema->tables[i].count; k++) {
      const struct column *column = &schema->tables[i].columns[k];
      const json_t *json =
          json_array_get(json_object_get(schema->tables[i].json, "columns"), k);
      bool found = strchr(json_get_text(json, "to", ""), '.') != NULL;
      if (column->type != FIELD_REF || column->target[0] == '\0')
        continue;
      for (size_t n = 0; n < schema->count; n++)
        found =
            found || strcmp(schema->tables[n].sql_name, column->target) == 0;
      if (found)
        continue;
      snprintf(path, sizeof path, "tables.%s.columns.%s.to",
               schema->tables[i].name, column->name);
      schema_fault(reader, path, "table", "没有这张表。",
                   "There is no such table.");
    }
}

int schema_parse(const char *plugin, const char *version, int64_t migration,
                 json_t *tables, struct schema **out, struct error *err) {
  struct schema_reader reader = {.err = err};
  const char *name;
  json_t *item;

  *out = NULL;
  reader.schema = calloc(1, sizeof *reader.schema);
  if (reader.schema == NULL)
    return error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
  reader.schema->refs = 1;
  reader.schema->plugin = strdup(plugin);
  reader.schema->version = strdup(version != NULL ? version : "");
  reader.schema->migration = migration;
  reader.schema->json = json_incref(tables);
  reader.schema->tables =
      calloc(json_object_size(tables) + 1, sizeof *reader.schema->tables);
  if (!schema_is_name(plugin))
    schema_fault(&reader, "id", "name",
                 "id 里不能有两个连着的 _，也不能以 _ 结尾。",
                 "An id has no two _ in a row and does not end with _.");
  if ((!json_is_object(tables) && json_array_size(tables) > 0) ||
      json_object_size(tables) > STORAGE_TABLES_MAX)
    schema_fault(&reader, "tables", "type", "tables 要写成最多 64 张表。",
                 "Write tables as at most 64 named tables.");
  else if (reader.schema->tables != NULL)
    json_object_foreach(tables, name, item)
        schema_table_parse(&reader, name, item);
  schema_targets(&reader);
  if (reader.wrong || reader.schema->tables == NULL) {
    schema_unref(reader.schema);
    return error_set(err, ERROR_INPUT, "插件 %s 的表声明有误。",
                     "The tables that plugin %s declares are wrong.", plugin);
  }
  *out = reader.schema;
  return 0;
}

int storage_schema_check(const char *plugin, const json_t *tables,
                         struct error *err) {
  struct schema *schema;
  int rc =
      schema_parse(plugin, NULL, 0, (json_t *)(uintptr_t)tables, &schema, err);

  if (rc == 0)
    schema_unref(schema);
  return rc;
}
