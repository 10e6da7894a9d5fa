/* A home in a scratch folder, shared by the tests of storage. */
#ifndef SONGHE_TESTS_STORAGE_SUPPORT_H
#define SONGHE_TESTS_STORAGE_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "base/json.h"
#include "storage/storage.h"

#define START 1795449600000 /* 2026-11-23T16:00:00Z */

struct home {
  char dir[64];
  struct clock clock;
  struct storage_options options;
  struct storage *storage;
};

static inline json_t *json(const char *text) {
  struct error err;
  json_t *out;

  error_init(&err);
  if (json_read(text, strlen(text), &out, &err) != 0)
    fail_msg("%s: %s", err.en, text);
  return out;
}

static inline void ok(int rc, struct error *err) {
  if (rc < 0) {
    for (size_t i = 0; i < err->fault_count; i++)
      print_error("  %s %s %s\n", err->faults[i].field, err->faults[i].code,
                  err->faults[i].en);
    fail_msg("%d %s", rc, err->en);
  }
}

static const char beds_tables[] =
    "{\"bed\":{\"columns\":["
    "{\"name\":\"label\",\"type\":\"text\",\"required\":true,\"max\":20,"
    "\"unique\":true},"
    "{\"name\":\"kind\",\"type\":\"enum\",\"values\":[{\"value\":\"nursing\"},"
    "{\"value\":\"general\"}],\"default\":\"general\"},"
    "{\"name\":\"fee\",\"type\":\"decimal\",\"scale\":2,\"min\":\"0\"},"
    "{\"name\":\"since\",\"type\":\"date\"},"
    "{\"name\":\"open\",\"type\":\"boolean\",\"default\":true},"
    "{\"name\":\"rank\",\"type\":\"integer\",\"min\":1,\"max\":9},"
    "{\"name\":\"note\",\"type\":\"json\"},"
    "{\"name\":\"photo\",\"type\":\"file\"}],"
    "\"share\":[\"label\"]},"
    "\"stay\":{\"columns\":["
    "{\"name\":\"bed\",\"type\":\"ref\",\"to\":\"bed\",\"required\":true},"
    "{\"name\":\"who\",\"type\":\"text\",\"required\":true,\"personal\":"
    "\"self\"},"
    "{\"name\":\"starts\",\"type\":\"instant\",\"required\":true},"
    "{\"name\":\"ends\",\"type\":\"instant\"},"
    "{\"name\":\"state\",\"type\":\"enum\",\"values\":[{\"value\":\"planned\"},"
    "{\"value\":\"active\"},{\"value\":\"ended\"},{\"value\":\"cancelled\"}],"
    "\"required\":true,\"default\":\"planned\"}],"
    "\"unique\":[{\"columns\":[\"bed\"],\"where\":{\"state\":[\"active\"]},"
    "\"zh\":\"床有人\",\"en\":\"The bed is taken\"}],"
    "\"no_overlap\":[{\"key\":\"bed\",\"from\":\"starts\",\"to\":\"ends\","
    "\"where\":{\"state\":[\"planned\",\"active\",\"ended\"]},"
    "\"zh\":\"这张床在这段时间已经有人。\","
    "\"en\":\"This bed is taken in that time.\"}],"
    "\"transitions\":{\"state\":{\"initial\":[\"planned\",\"active\"],"
    "\"planned\":[\"active\",\"cancelled\"],\"active\":[\"ended\"]}},"
    "\"history\":true},"
    "\"log\":{\"append_only\":true,\"columns\":["
    "{\"name\":\"text\",\"type\":\"text\",\"required\":true}]}}";

static inline void home_open(struct home *home) {
  struct error err;

  error_init(&err);
  ok(storage_open(home->dir, &home->options, &home->storage, &err), &err);
  error_fini(&err);
}

static inline void home_apply(struct home *home, const char *plugin,
                              const char *version, const char *tables,
                              const char *migrations) {
  struct storage_command command = {.plugin = "core", .action = "schema"};
  json_t *declared = json(tables);
  json_t *steps = migrations != NULL ? json(migrations) : NULL;
  struct error err;
  bool changed;

  error_init(&err);
  ok(storage_begin(home->storage, &err), &err);
  ok(storage_command_begin(home->storage, &command, &err), &err);
  ok(storage_schema_apply(home->storage, plugin, version, declared, steps,
                          &changed, &err),
     &err);
  ok(storage_command_accept(home->storage, NULL, NULL, &err), &err);
  ok(storage_commit(home->storage, &err), &err);
  json_decref(declared);
  json_decref(steps);
  error_fini(&err);
}

static inline void home_make(struct home *home) {
  struct storage_home what = {.name = (char *)"松鹤园",
                              .zone = (char *)"Asia/Shanghai",
                              .kind = (char *)"public"};
  struct error err;

  memset(home, 0, sizeof *home);
  snprintf(home->dir, sizeof home->dir, "/tmp/songhe-test-XXXXXX");
  assert_non_null(mkdtemp(home->dir));
  clock_init_virtual(&home->clock, START);
  home->options.clock = &home->clock;
  hash_uuid(what.uuid);
  error_init(&err);
  ok(storage_create(home->dir, &what, &home->options, &err), &err);
  error_fini(&err);
  home_open(home);
}

static inline void home_start(struct home *home) {
  home_make(home);
  home_apply(home, "beds", "1.0.0", beds_tables, NULL);
}

static inline void home_remove(struct home *home) {
  char line[128];

  storage_close(home->storage);
  home->storage = NULL;
  snprintf(line, sizeof line, "rm -rf '%s'", home->dir);
  assert_int_equal(system(line), 0);
}

/* One home for each test. */
static inline int home_setup(void **state) {
  struct home *home = calloc(1, sizeof *home);
  home_start(home);
  *state = home;
  return 0;
}

static inline int home_teardown(void **state) {
  home_remove(*state);
  free(*state);
  return 0;
}

static inline void home_reopen(struct home *home) {
  storage_close(home->storage);
  home_open(home);
}

static inline void home_path(const struct home *home, const char *name,
                             char path[128]) {
  snprintf(path, 128, "%s/%s", home->dir, name);
}

/* Opens a command in a batch of its own. */
static inline void begin_as(struct home *home, const char *action,
                            const char *key) {
  struct storage_command command = {.plugin = "beds",
                                    .action = action,
                                    .person = 7,
                                    .role = "nurse",
                                    .key = key};
  struct error err;

  error_init(&err);
  ok(storage_begin(home->storage, &err), &err);
  ok(storage_command_begin(home->storage, &command, &err), &err);
}

static inline void begin(struct home *home) {
  begin_as(home, "test", NULL);
}

static inline int64_t end(struct home *home) {
  struct storage_receipt receipt;
  struct error err;

  error_init(&err);
  ok(storage_command_accept(home->storage, NULL, &receipt, &err), &err);
  ok(storage_commit(home->storage, &err), &err);
  return receipt.number;
}

static inline int try_insert(struct home *home, const char *table,
                             const char *row, int64_t *id, struct error *err) {
  json_t *value = json(row);
  int rc = storage_insert(home->storage, "beds", table, value, id, err);

  json_decref(value);
  return rc;
}

static inline int64_t insert(struct home *home, const char *table,
                             const char *row) {
  struct error err;
  int64_t id = 0;

  error_init(&err);
  ok(try_insert(home, table, row, &id, &err), &err);
  return id;
}

static inline int try_update(struct home *home, const char *table, int64_t id,
                             const char *changes, struct error *err) {
  json_t *value = json(changes);
  int rc = storage_update(home->storage, "beds", table, id, value, err);

  json_decref(value);
  return rc;
}

static inline void update(struct home *home, const char *table, int64_t id,
                          const char *changes) {
  struct error err;

  error_init(&err);
  ok(try_update(home, table, id, changes, &err), &err);
}

/* The call fails with one fault on `field` with `code`. */
static inline void refused(int rc, struct error *err, const char *field,
                           const char *code) {
  assert_true(rc < 0);
  assert_true(err->fault_count >= 1);
  assert_string_equal(err->faults[0].field, field);
  assert_string_equal(err->faults[0].code, code);
  assert_non_null(err->zh);
  error_fini(err);
}

/* What another program does to the file. */
static inline int shell(const struct home *home, const char *sql) {
  char path[128];
  sqlite3 *db;
  int rc;

  home_path(home, "home.db", path);
  assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
  rc = sqlite3_exec(db, sql, NULL, NULL, NULL);
  sqlite3_close(db);
  return rc;
}

static inline int64_t ask(struct home *home, const char *sql,
                          const char *columns, int64_t at, char **text) {
  struct storage_access access = {.plugin = "beds"};
  struct storage_ask how = {.at = at};
  struct storage_query *query;
  json_t *declared = json(columns);
  struct buf out;
  struct error err;

  error_init(&err);
  buf_init(&out);
  ok(storage_query_prepare(storage_writer(home->storage), &access, sql,
                           declared, &query, &err),
     &err);
  ok(storage_query_run(query, &how, NULL, &out, &err), &err);
  storage_query_free(query);
  json_decref(declared);
  *text = buf_take(&out);
  return 0;
}

#endif
