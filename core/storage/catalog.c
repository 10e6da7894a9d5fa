/* The tables of all plugins as one shared, counted whole. */
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "storage/internal.h"

struct schema *schema_ref(struct schema *schema) {
  schema->refs++;
  return schema;
}

void schema_unref(struct schema *schema) {
  if (schema == NULL || --schema->refs > 0)
    return;
  for (size_t i = 0; i < schema->count; i++) {
    free(schema->tables[i].sql_insert);
    free(schema->tables[i].sql_get);
    free(schema->tables[i].sql_delete);
  }
  free(schema->tables);
  json_decref(schema->json);
  free(schema->plugin);
  free(schema->version);
  free(schema);
}

size_t table_column_index(const struct table *table, const char *name) {
  for (size_t i = 0; i < table->count; i++)
    if (strcmp(table->columns[i].name, name) == 0)
      return i;
  return SIZE_MAX;
}

const struct column *table_column(const struct table *table, const char *name) {
  size_t i = table_column_index(table, name);
  return i == SIZE_MAX ? NULL : &table->columns[i];
}

struct table *schema_table(struct schema *schema, const char *name) {
  for (size_t i = 0; i < schema->count; i++)
    if (strcmp(schema->tables[i].name, name) == 0)
      return &schema->tables[i];
  return NULL;
}

struct catalog *catalog_new(uint64_t generation) {
  struct catalog *catalog = calloc(1, sizeof *catalog);

  if (catalog == NULL)
    return NULL;
  catalog->refs = 1;
  catalog->generation = generation;
  return catalog;
}

/* A copy in which `schema` takes the place of its plugin's former one. */
struct catalog *catalog_with(const struct catalog *catalog,
                             struct schema *schema, uint64_t generation) {
  struct catalog *copy = catalog_new(generation);

  if (copy == NULL)
    return NULL;
  copy->schemas = calloc(catalog->count + 1, sizeof *copy->schemas);
  if (copy->schemas == NULL) {
    free(copy);
    return NULL;
  }
  for (size_t i = 0; i < catalog->count; i++)
    if (strcmp(catalog->schemas[i]->plugin, schema->plugin) != 0)
      copy->schemas[copy->count++] = schema_ref(catalog->schemas[i]);
  copy->schemas[copy->count++] = schema_ref(schema);
  return copy;
}

struct catalog *catalog_ref(struct catalog *catalog) {
  catalog->refs++;
  return catalog;
}

void catalog_unref(struct catalog *catalog) {
  if (catalog == NULL || --catalog->refs > 0)
    return;
  for (size_t i = 0; i < catalog->count; i++)
    schema_unref(catalog->schemas[i]);
  free(catalog->schemas);
  free(catalog);
}

struct schema *catalog_schema(const struct catalog *catalog,
                              const char *plugin) {
  for (size_t i = 0; i < catalog->count; i++)
    if (strcmp(catalog->schemas[i]->plugin, plugin) == 0)
      return catalog->schemas[i];
  return NULL;
}

struct table *catalog_table(const struct catalog *catalog, const char *plugin,
                            const char *table) {
  struct schema *schema = catalog_schema(catalog, plugin);
  return schema == NULL ? NULL : schema_table(schema, table);
}

struct table *catalog_sql_table(const struct catalog *catalog,
                                const char *sql_name) {
  for (size_t i = 0; i < catalog->count; i++)
    for (size_t k = 0; k < catalog->schemas[i]->count; k++)
      if (strcmp(catalog->schemas[i]->tables[k].sql_name, sql_name) == 0)
        return &catalog->schemas[i]->tables[k];
  return NULL;
}

struct catalog *storage_catalog(struct storage *storage) {
  struct catalog *catalog;

  pthread_mutex_lock(&storage->catalog_lock);
  catalog = catalog_ref(storage->published);
  pthread_mutex_unlock(&storage->catalog_lock);
  return catalog;
}

static int catalog_load_row(struct storage *storage, struct statement *st,
                            struct error *err) {
  const char *text = statement_get_text(st, 3);
  json_t *tables = NULL;
  struct schema *schema = NULL;
  struct catalog *more;
  int rc;

  rc = text == NULL ? ERROR_CORRUPT
                    : json_read(text, strlen(text), &tables, NULL);
  if (rc == 0)
    rc = schema_parse(statement_get_text(st, 0), statement_get_text(st, 1),
                      statement_get_int(st, 2), tables, &schema, NULL);
  json_decref(tables);
  if (rc != 0)
    return error_set(err, ERROR_CORRUPT, "保存的表声明读不出来。",
                     "A stored declaration of tables can't be read.");
  more = catalog_with(storage->catalog, schema, ++storage->catalog_generation);
  schema_unref(schema);
  if (more == NULL)
    return error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
  catalog_unref(storage->catalog);
  storage->catalog = more;
  return 0;
}

int catalog_load(struct storage *storage, struct error *err) {
  struct statement *st;
  int rc;

  storage->catalog = catalog_new(++storage->catalog_generation);
  if (storage->catalog == NULL)
    return error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
  rc = statement_get(storage->conn,
                     "SELECT plugin, version, migration, tables FROM schema",
                     &st, err);
  while (rc == 0 && (rc = statement_step(st, err)) == 1)
    if ((rc = catalog_load_row(storage, st, err)) != 0)
      statement_reset(st);
  if (rc == 0)
    storage->published = catalog_ref(storage->catalog);
  return rc;
}
