/* Which columns are residents' records: what the access log must tell of. It
 * follows from the declarations, through the authorizer, so no plugin can
 * forget it. */
#include <string.h>

#include "storage/access.h"
#include "storage/internal.h"

#define SCOPE_DEPTH 4 /* references from a table to a resident */
#define SCOPE_RESIDENT "residents_resident"

/* Columns of the host's own tables that may hold something of a resident. */
static const char *const scope_own[][2] = {
    {"body", "data"},          {"event", "data"},
    {"core_schedule", "data"}, {"core_schedule", "subject"},
    {"core_outcome", "facts"}, {"core_outcome", "reason"},
    {"core_hold", "reason"},   {"core_import", "left_out"},
    {"access", "person"}};

/* A table is about residents when it is theirs, or points to one that is. */
static bool scope_leads(const struct catalog *catalog, const char *name,
                        int depth) {
  const struct table *table = catalog_sql_table(catalog, name);

  if (strcmp(name, SCOPE_RESIDENT) == 0)
    return true;
  if (table == NULL || depth == SCOPE_DEPTH)
    return false;
  for (size_t i = 0; i < table->count; i++) {
    const struct column *column = &table->columns[i];
    if (column->type == FIELD_REF && column->target[0] != '\0' &&
        strcmp(column->target, name) != 0 &&
        scope_leads(catalog, column->target, depth + 1))
      return true;
  }
  return false;
}

static bool scope_holds(const struct catalog *catalog, const char *table,
                        const char *column) {
  char name[2 * STORAGE_NAME_MAX];
  size_t len = strlen(table);

  for (size_t i = 0; i < sizeof scope_own / sizeof *scope_own; i++)
    if (strcmp(scope_own[i][0], table) == 0 &&
        strcmp(scope_own[i][1], column) == 0)
      return true;
  /* former versions are read as their table is */
  if (len > 3 && strcmp(table + len - 3, "__h") == 0)
    len -= 3;
  if (len >= sizeof name)
    return false;
  memcpy(name, table, len);
  name[len] = '\0';
  return scope_leads(catalog, name, 0);
}

void access_see(struct storage_conn *conn, const char *table,
                const char *column) {
  struct catalog *catalog;

  /* rows that are only counted are not read: no column is named then */
  if (conn->writer || conn->storage == NULL || conn->seen || table == NULL ||
      column == NULL || *column == '\0')
    return;
  catalog = storage_catalog(conn->storage);
  conn->seen = scope_holds(catalog, table, column);
  catalog_unref(catalog);
}

void access_read_elsewhere(struct storage_conn *conn) {
  conn->personal = true;
}

bool access_was_read(const struct storage_reader *reader) {
  return reader->conn->personal;
}
