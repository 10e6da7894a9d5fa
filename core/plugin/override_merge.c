/* One override laid over a declaration: texts, settings' defaults, fields. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/json.h"
#include "plugin/declare.h"
#include "plugin/fields.h"
#include "plugin/override.h"

#define MERGE_PATH 300

/* --- texts ----------------------------------------------------------------
 */

/* The entry of an array that `name` (of `len` bytes) means: by its name, its
 * value, or its number from 1. */
static json_t *merge_entry(const json_t *array, const char *name, size_t len) {
  static const char *const keys[] = {"name", "value"};
  json_t *item;
  size_t i;
  char *end;
  long number = strtol(name, &end, 10);

  json_array_foreach(array, i, item) {
    for (size_t k = 0; k < 2; k++) {
      const char *text = json_get_text(item, keys[k], NULL);
      if (text != NULL && strlen(text) == len && memcmp(text, name, len) == 0)
        return item;
    }
  }
  if (end == name + len && number >= 1)
    return json_array_get(array, (size_t)number - 1);
  return NULL;
}

/* "actions.assign.input.bed" within a declaration. Keys may hold dots
 * (permissions), so every length is tried, the shortest first. */
static json_t *merge_find(json_t *at, const char *path) {
  size_t len = 0;

  if (*path == '\0')
    return at;
  while (path[len] != '\0') {
    char key[MERGE_PATH];
    json_t *next;
    json_t *found;

    len += strcspn(path + len, ".");
    snprintf(key, sizeof key, "%.*s", (int)len, path);
    next = json_is_array(at) ? merge_entry(at, key, strlen(key))
                             : json_object_get(at, key);
    found =
        next == NULL ? NULL : merge_find(next, path + len + (path[len] == '.'));
    if (found != NULL)
      return found;
    len += path[len] == '.';
  }
  return NULL;
}

static void merge_texts(json_t *declaration, const json_t *override,
                        struct error *err) {
  const char *path;
  json_t *text;

  json_object_foreach(json_object_get(override, "texts"), path, text) {
    json_t *found = merge_find(declaration, path);
    char where[MERGE_PATH];

    snprintf(where, sizeof where, "texts.%.200s", path);
    if (!json_is_object(found) || (json_object_get(found, "zh") == NULL &&
                                   json_object_get(found, "en") == NULL))
      error_fault(err, where, "unknown", "插件里没有这处文字。",
                  "The plugin has no text there.");
    else
      json_object_update(found, text);
  }
}

/* --- settings --------------------------------------------------------------
 */

static void merge_settings(json_t *declaration, const json_t *override,
                           struct error *err) {
  json_t *settings = json_object_get(declaration, "settings");
  const char *name;
  json_t *value;

  json_object_foreach(json_object_get(override, "settings"), name, value) {
    json_t *field = merge_entry(settings, name, strlen(name));
    struct error why = {0};
    char where[MERGE_PATH];

    snprintf(where, sizeof where, "settings.%.60s", name);
    if (field == NULL) {
      error_fault(err, where, "unknown", "插件里没有这项设置。",
                  "The plugin has no such setting.");
    } else {
      json_t *fields = json_pack("[O]", field);
      json_t *input = json_pack("{s:O}", name, value);
      json_t *checked = NULL;
      if (fields_check(fields, input, FIELDS_JSON, NULL, &checked, &why) != 0)
        error_fault(err, where, "type", "这个值不合这项设置的声明。",
                    "The value does not fit the setting as declared.");
      else
        json_object_set(field, "default", value);
      json_decref(checked);
      json_decref(fields);
      json_decref(input);
    }
    error_fini(&why);
  }
}

/* --- fields ----------------------------------------------------------------
 */

/* One override's `fields` on their way. */
struct merge {
  json_t *declaration;
  const json_t *fields;
  const json_t *columns;
  const char *table; /* local name */
  json_t *added;     /* {action: {table: {row, columns}}} */
  struct error *err;
};

static json_t *merge_section(const struct merge *merge, const char *section,
                             const char *name) {
  return json_object_get(json_object_get(merge->declaration, section), name);
}

static json_t *merge_without(const json_t *field, const char *const *keys) {
  json_t *copy = json_deep_copy(field);

  for (; *keys != NULL; keys++)
    json_object_del(copy, *keys);
  return copy;
}

/* Columns of the table. Rows of before have no value, so it may be absent. */
static void merge_columns(const struct merge *merge, json_t *table) {
  static const char *const drop[] = {"hint_zh", "hint_en", "page", NULL};
  json_t *columns = json_object_get(table, "columns");
  json_t *column;
  size_t i;

  json_array_foreach(merge->columns, i, column) {
    const char *name = json_get_text(column, "name", "");
    char where[MERGE_PATH];
    json_t *copy;

    snprintf(where, sizeof where, "fields.columns[%zu]", i);
    if (merge_entry(columns, name, strlen(name)) != NULL)
      error_fault(merge->err, where, "twice", "表里已经有“%s”这一列。",
                  "The table has a column \"%s\" already.", name);
    if (json_get_bool(column, "required", false))
      error_fault(merge->err, where, "required",
                  "补充的字段不能是必填的：以前的记录没有它。",
                  "An added field can't be required: earlier records have "
                  "none.");
    copy = merge_without(column, drop);
    /* tells it from the plugin's own when the override is gone */
    json_object_set_new(copy, "note", json_string("override"));
    json_array_append_new(columns, copy);
  }
}

static void merge_added(const struct merge *merge, const char *action,
                        const char *row) {
  json_t *tables = json_object_get(merge->added, action);
  json_t *entry;
  json_t *column;
  size_t i;

  if (tables == NULL) {
    tables = json_object();
    json_object_set_new(merge->added, action, tables);
  }
  entry = json_object_get(tables, merge->table);
  if (entry == NULL) {
    entry = json_pack("{s:s, s:[]}", "row", row, "columns");
    json_object_set_new(tables, merge->table, entry);
  }
  json_array_foreach(merge->columns, i, column) json_array_append(
      json_object_get(entry, "columns"), json_object_get(column, "name"));
}

/* A list that may be absent or have come as an empty table. */
static json_t *merge_list(json_t *object, const char *key) {
  json_t *list = json_object_get(object, key);

  if (!json_is_array(list)) {
    list = json_array();
    json_object_set_new(object, key, list);
  }
  return list;
}

static void merge_action(const struct merge *merge, const char *name,
                         const char *row) {
  static const char *const drop[] = {"personal", "unique", "default", NULL};
  json_t *action = merge_section(merge, "actions", name);
  char where[MERGE_PATH];
  json_t *input;
  json_t *column;
  size_t i;

  snprintf(where, sizeof where, "fields.actions.%.60s", name);
  if (action == NULL) {
    error_fault(merge->err, where, "unknown", "插件里没有动作“%s”。",
                "The plugin has no action \"%s\".", name);
    return;
  }
  input = merge_list(action, "input");
  if (strcmp(row, "new") != 0 && merge_entry(input, row, strlen(row)) == NULL)
    error_fault(merge->err, where, "unknown", "它的输入里没有“%s”。",
                "Its input has no \"%s\".", row);
  json_array_foreach(merge->columns, i, column) {
    const char *field = json_get_text(column, "name", "");
    if (merge_entry(input, field, strlen(field)) != NULL)
      error_fault(merge->err, where, "twice", "它的输入里已经有“%s”。",
                  "Its input has a \"%s\" already.", field);
    json_array_append_new(input, merge_without(column, drop));
  }
  merge_added(merge, name, row);
}

/* The query's own SQL within one that adds the columns; scalar selects, so
 * that the order of its rows stays. */
static void merge_sql(const struct merge *merge, json_t *query,
                      const char *key) {
  const char *id = json_get_text(merge->declaration, "id", "");
  const char *sql = json_get_text(query, "sql", "");
  size_t len = strlen(sql);
  struct buf buf;
  json_t *column;
  size_t i;

  while (len > 0 && strchr(" \t\r\n;", sql[len - 1]) != NULL)
    len--;
  buf_init(&buf);
  buf_text(&buf, "select added_q.*");
  json_array_foreach(merge->columns, i, column) {
    const char *name = json_get_text(column, "name", "");
    buf_printf(&buf,
               ", (select added_t.%s from %s_%s added_t where added_t.id = "
               "added_q.%s) as %s",
               name, id, merge->table, key, name);
  }
  buf_text(&buf, " from (\n");
  buf_append(&buf, sql, len);
  buf_text(&buf, "\n) added_q");
  json_object_set_new(query, "sql", json_stringn(buf.data, buf.len));
  buf_fini(&buf);
}

/* A page over the query shows them too: a list at its end, a record in a
 * section of their own. */
static void merge_page(const struct merge *merge, json_t *page) {
  json_t *names = json_array();
  json_t *columns = json_object_get(page, "columns");
  json_t *column;
  size_t i;

  json_array_foreach(merge->columns, i, column)
      json_array_append(names, json_object_get(column, "name"));
  if (strcmp(json_get_text(page, "kind", ""), "record") == 0)
    json_array_append_new(merge_list(page, "sections"),
                          json_pack("{s:s, s:s, s:O}", "zh", "本院补充", "en",
                                    "Added by this home", "columns", names));
  else if (json_is_array(columns))
    json_array_extend(columns, names);
  json_decref(names);
}

static void merge_pages(const struct merge *merge, const char *query) {
  const char *id = json_get_text(merge->declaration, "id", "");
  const char *name;
  json_t *page;

  json_object_foreach(json_object_get(merge->declaration, "pages"), name,
                      page) {
    const char *shown = json_get_text(page, "query", NULL);
    shown = shown == NULL ? NULL : plugin_local_name(id, shown);
    if (shown != NULL && strcmp(shown, query) == 0)
      merge_page(merge, page);
  }
}

static void merge_query(const struct merge *merge, const char *name,
                        const char *key) {
  static const char *const drop[] = {"personal", "unique", "default", "hint_zh",
                                     "hint_en",  "page",   NULL};
  json_t *query = merge_section(merge, "queries", name);
  json_t *columns = json_object_get(query, "columns");
  char where[MERGE_PATH];
  json_t *column;
  size_t i;

  snprintf(where, sizeof where, "fields.queries.%.60s", name);
  if (json_object_get(query, "sql") == NULL) {
    error_fault(merge->err, where, "unknown",
                "插件里没有这个用 SQL 写的查询；只有 SQL 查询能补充字段。",
                "The plugin has no such query in SQL; only those can show "
                "added fields.");
    return;
  }
  if (merge_entry(columns, key, strlen(key)) == NULL) {
    error_fault(merge->err, where, "unknown", "这个查询没有“%s”这一列。",
                "This query has no column \"%s\".", key);
    return;
  }
  json_array_foreach(merge->columns, i, column) {
    const char *field = json_get_text(column, "name", "");
    if (merge_entry(columns, field, strlen(field)) != NULL)
      error_fault(merge->err, where, "twice", "这个查询已经有“%s”这一列。",
                  "This query has a column \"%s\" already.", field);
    json_array_append_new(columns, merge_without(column, drop));
  }
  merge_sql(merge, query, key);
  merge_pages(merge, name);
}

static void merge_fields(struct merge *merge) {
  const char *id = json_get_text(merge->declaration, "id", "");
  const char *named = json_get_text(merge->fields, "table", "");
  json_t *table;
  const char *name;
  json_t *item;

  merge->table = plugin_local_name(id, named);
  table = merge->table == NULL ? NULL
                               : merge_section(merge, "tables", merge->table);
  if (table == NULL) {
    error_fault(merge->err, "fields.table", "unknown", "插件里没有表“%s”。",
                "The plugin has no table \"%s\".", named);
    return;
  }
  merge_columns(merge, table);
  json_object_foreach(json_object_get(merge->fields, "actions"), name, item)
      merge_action(merge, name, json_string_value(item));
  json_object_foreach(json_object_get(merge->fields, "queries"), name, item)
      merge_query(merge, name, json_string_value(item));
}

void plugin_override_merge(json_t *declaration, const json_t *override,
                           json_t *added, struct error *err) {
  struct merge merge = {.declaration = declaration,
                        .fields = json_object_get(override, "fields"),
                        .added = added,
                        .err = err};

  merge_settings(declaration, override, err);
  if (merge.fields != NULL) {
    merge.columns = json_object_get(merge.fields, "columns");
    merge_fields(&merge);
  }
  merge_texts(declaration, override, err);
}
