/* A plugin's declared tables, brought into a home by a command. */
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/pack.h"
#include "storage/internal.h"

/* Versions are numbers with dots; -1, 0, 1 as for strcmp. */
static int apply_compare(const char *a, const char *b) {
  while (*a != '\0' || *b != '\0') {
    char *end_a;
    char *end_b;
    unsigned long x = strtoul(a, &end_a, 10);
    unsigned long y = strtoul(b, &end_b, 10);
    if (x != y)
      return x < y ? -1 : 1;
    if (end_a == a && end_b == b)
      return 0;
    a = *end_a == '.' ? end_a + 1 : "";
    b = *end_b == '.' ? end_b + 1 : "";
  }
  return 0;
}

/* The steps of migrations above `done`, flat and in order. */
static int apply_pending(const json_t *migrations, int64_t done, json_t *steps,
                         int64_t *last, struct error *err) {
  const json_t *item;
  const json_t *step;
  size_t i;
  size_t k;
  int64_t before = 0;

  *last = 0;
  json_array_foreach(migrations, i, item) {
    int64_t number = json_get_int(item, "number", 0);
    if (number != before + 1 || !json_is_array(json_object_get(item, "steps")))
      return error_fault(err, "migrations", "number",
                         "迁移要从 1 起连续编号，并写明 steps。",
                         "Number migrations from 1 without gaps, with steps.");
    before = number;
    if (number > done)
      json_array_foreach(json_object_get(item, "steps"), k, step)
          json_array_append(steps, (json_t *)(uintptr_t)step);
  }
  *last = before;
  return 0;
}

static int apply_future(const struct schema *old, const char *version,
                        int64_t last, bool same, struct error *err) {
  if (old->migration <= last &&
      (same || apply_compare(old->version, version) <= 0))
    return 0;
  return error_set(err, ERROR_FUTURE,
                   "插件 %s 的数据由更新的版本 %s 写成，现有版本 %s 不能用。",
                   "The data of plugin %s was written by version %s; version "
                   "%s can't use it.",
                   old->plugin, old->version, version);
}

static int apply_unfit(struct error *err) {
  return error_set(err, ERROR_INPUT, "表声明嵌套太深或含有小数。",
                   "The declaration nests too deep or holds reals.");
}

static int apply_journal(struct storage *storage, const struct schema *old,
                         const struct schema *fresh, const json_t *steps,
                         struct error *err) {
  struct part part = {.kind = PART_SCHEMA, .name = fresh->plugin};
  json_t *body = json_pack(
      "{s:s, s:s, s:I, s:O?, s:O, s:O}", "plugin", fresh->plugin, "version",
      fresh->version, "migration", (json_int_t)fresh->migration, "old",
      old != NULL ? old->json : NULL, "new", fresh->json, "steps", steps);
  int rc;

  parts_body(storage);
  rc = body == NULL ? ERROR_MEMORY : pack_write(&storage->scratch, body);
  json_decref(body);
  if (rc != 0)
    return apply_unfit(err);
  return parts_add(storage, &part, err);
}

static int apply_store(struct storage *storage, const struct schema *schema,
                       struct error *err) {
  struct statement *st;
  struct buf text;
  int rc = statement_get(storage->conn,
                         "INSERT INTO schema(plugin,version,migration,tables) "
                         "VALUES(?1,?2,?3,?4) ON CONFLICT(plugin) DO UPDATE "
                         "SET version=excluded.version,"
                         "migration=excluded.migration,tables=excluded.tables",
                         &st, err);

  if (rc != 0)
    return rc;
  buf_init(&text);
  json_write(&text, schema->json);
  buf_byte(&text, '\0');
  if (text.failed)
    rc = error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
  else {
    statement_text(st, 1, schema->plugin);
    statement_text(st, 2, schema->version);
    statement_int(st, 3, schema->migration);
    statement_text(st, 4, text.data);
    rc = statement_run(st, err);
  }
  buf_fini(&text);
  return rc;
}

static int apply_change(struct storage *storage, struct schema *old,
                        struct schema *fresh, const json_t *steps,
                        struct error *err) {
  struct catalog *more;
  int rc = migrate_tables(storage->conn, storage->catalog, old, fresh, steps,
                          storage->command.seq, false, err);

  if (rc == 0)
    rc = apply_journal(storage, old, fresh, steps, err);
  if (rc == 0)
    rc = apply_store(storage, fresh, err);
  if (rc != 0)
    return rc;
  more = catalog_with(storage->catalog, fresh, ++storage->catalog_generation);
  if (more == NULL)
    return error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
  catalog_unref(storage->catalog);
  storage->catalog = more;
  storage->epoch++;
  return 0;
}

/* The declaration with its keys sorted, as the journal gives it back: what is
 * made from it is the same text whenever it is made. */
static json_t *apply_copy(const json_t *tables) {
  struct buf packed;
  json_t *copy = NULL;

  if (tables == NULL || json_is_array(tables))
    return json_object();
  buf_init(&packed);
  if (pack_write(&packed, tables) == 0)
    pack_read(packed.data, packed.len, &copy);
  buf_fini(&packed);
  return copy;
}

static bool apply_same(const struct schema *old, const json_t *tables) {
  if (old == NULL)
    return false;
  return json_is_object(tables) ? json_equal(old->json, tables)
                                : json_object_size(old->json) == 0;
}

const json_t *storage_schema_tables(struct storage *storage,
                                    const char *plugin) {
  const struct schema *schema = catalog_schema(storage->catalog, plugin);

  return schema != NULL ? schema->json : NULL;
}

int storage_schema_apply(struct storage *storage, const char *plugin,
                         const char *version, const json_t *tables,
                         const json_t *migrations, bool *changed,
                         struct error *err) {
  struct schema *old = catalog_schema(storage->catalog, plugin);
  json_t *steps = json_array();
  struct schema *fresh = NULL;
  json_t *copy = NULL;
  int64_t last = 0;
  bool same = apply_same(old, tables);
  int rc = storage_writable(storage, err);

  *changed = false;
  if (rc == 0 && !storage->command.open)
    rc = error_set(err, ERROR_INTERNAL, "没有进行中的命令。",
                   "No command is open.");
  if (rc == 0)
    rc = apply_pending(migrations, old != NULL ? old->migration : INT64_MAX,
                       steps, &last, err);
  if (rc == 0 && old != NULL)
    rc = apply_future(old, version, last, same, err);
  if (rc == 0 && same && old->migration == last)
    goto done;
  if (rc == 0 && (copy = apply_copy(tables)) == NULL)
    rc = apply_unfit(err);
  if (rc == 0)
    rc = schema_parse(plugin, version, last, copy, &fresh, err);
  if (rc == 0)
    rc = apply_change(storage, old, fresh, steps, err);
  *changed = rc == 0;
done:
  schema_unref(fresh);
  json_decref(steps);
  json_decref(copy);
  return rc;
}

int storage_derive(struct storage *storage, const char *ddl,
                   struct error *err) {
  int rc;

  if (storage->batch || storage->options.read_only ||
      storage->state.code != ERROR_NONE)
    return storage->batch ? error_set(err, ERROR_INTERNAL, "批次还没有结束。",
                                      "A batch is open.")
                          : 0;
  rc = conn_exec(storage->conn, "BEGIN IMMEDIATE", err);
  if (rc == 0)
    rc = conn_exec(storage->conn, ddl, err);
  if (rc == 0)
    return conn_exec(storage->conn, "COMMIT", err);
  conn_exec(storage->conn, "ROLLBACK", NULL);
  return rc;
}
