/* A home in use: people, commands, queries, events, plugins, imports. */
#include <sqlite3.h>

#include "folder.h"

static json_t *named(const char *name) {
  return json_pack("{s:s}", "name", name);
}

static void add_person(struct folder *folder, const char *user,
                       const char *role) {
  assert_int_equal(
      folder_do(folder, "boss", "core.add_person", NULL,
                json_pack("{s:s, s:s}", "user", user, "name", user), NULL,
                NULL),
      0);
  assert_int_equal(
      folder_do(folder, "boss", "core.grant", NULL,
                json_pack("{s:s, s:s}", "user", user, "role", role), NULL,
                NULL),
      0);
}

static int64_t head_of(struct folder *folder) {
  json_t *result = NULL;
  int64_t commands;

  assert_int_equal(folder_ask(folder, "boss", "core.verify", &result), 0);
  assert_true(json_get_bool(result, "ok", false));
  commands = json_get_int(result, "commands", 0);
  json_decref(result);
  return commands;
}

static void test_do_and_ask(void **state) {
  struct folder folder;
  struct storage_receipt receipt;
  json_t *result = NULL;
  json_t *rows = NULL;
  struct error err = {0};

  (void)state;
  folder_init(&folder);
  assert_int_equal(folder_do(&folder, "boss", "box.put", "k1", named("cup"),
                             &result, &receipt),
                   0);
  assert_int_equal(json_get_int(result, "id", 0), 1);
  assert_int_equal(json_get_int(result, "limit", 0), 5);
  json_decref(result);
  assert_false(receipt.repeated);
  assert_int_equal(folder_count(&folder, "box.all"), 1);
  assert_int_equal(folder_ask(&folder, "boss", "box.count", &rows), 0);
  assert_int_equal(json_get_int(json_array_get(rows, 0), "n", 0), 1);
  json_decref(rows);
  /* a refusal rolls back alone and is journaled */
  assert_int_equal(
      folder_do(&folder, "boss", "box.put", NULL, named("bad"), NULL, &receipt),
      ERROR_INPUT);
  assert_true(receipt.refused);
  assert_int_equal(
      folder_do(&folder, "boss", "box.put", NULL, json_object(), NULL, NULL),
      ERROR_INPUT);
  assert_int_equal(folder_do(&folder, "boss", "box.put", NULL,
                             json_pack("{s:s, s:i}", "name", "x", "z", 1), NULL,
                             NULL),
                   ERROR_INPUT);
  assert_int_equal(folder_count(&folder, "box.all"), 1);
  /* a hook of another plugin has a veto */
  assert_int_equal(
      folder_do(&folder, "boss", "box.put", NULL, named("never"), NULL, NULL),
      ERROR_RULE);
  assert_int_equal(
      folder_do(&folder, "boss", "box.gone", NULL, NULL, NULL, NULL),
      ERROR_NOT_FOUND);
  folder_ok(host_drain(folder.host, "h", &err), &err);
  assert_int_equal(folder_count(&folder, "core.parked"), 0);
  head_of(&folder);
  folder_fini(&folder);
}

static void test_m3_key(void **state) {
  struct folder folder;
  struct storage_receipt first;
  struct storage_receipt again;
  json_t *result = NULL;

  (void)state;
  folder_init(&folder);
  assert_int_equal(
      folder_do(&folder, "boss", "box.put", "k", named("cup"), NULL, &first),
      0);
  host_close(folder.host);
  folder_open(&folder);
  assert_int_equal(
      folder_do(&folder, "boss", "box.put", "k", named("cup"), &result, &again),
      0);
  assert_true(again.repeated);
  assert_int_equal(again.number, first.number);
  assert_int_equal(json_get_int(result, "id", 0), 1);
  json_decref(result);
  assert_int_equal(
      folder_do(&folder, "boss", "box.put", "k", named("pot"), NULL, NULL),
      ERROR_CONFLICT);
  /* a refusal is remembered as one */
  assert_int_equal(
      folder_do(&folder, "boss", "box.put", "k2", named("bad"), NULL, NULL),
      ERROR_INPUT);
  assert_int_equal(
      folder_do(&folder, "boss", "box.put", "k2", named("bad"), NULL, &again),
      ERROR_INPUT);
  assert_true(again.repeated);
  assert_int_equal(folder_count(&folder, "box.all"), 1);
  folder_fini(&folder);
}

/* Every role against every kind of call; what is not granted is denied. */
static void test_permissions(void **state) {
  static const struct {
    const char *user;
    int put, see, people, administer;
  } matrix[] = {
      {"boss", 0, 0, 0, 0},
      {"nurse", 0, 0, ERROR_PERMISSION, ERROR_PERMISSION},
      {"inspector", ERROR_PERMISSION, 0, ERROR_PERMISSION, ERROR_PERMISSION},
      {"doctor", ERROR_PERMISSION, ERROR_PERMISSION, ERROR_PERMISSION,
       ERROR_PERMISSION},
      {"stranger", ERROR_PERMISSION, ERROR_PERMISSION, ERROR_PERMISSION,
       ERROR_PERMISSION},
      {NULL, ERROR_SIGN_IN, ERROR_SIGN_IN, ERROR_SIGN_IN, ERROR_SIGN_IN},
  };
  struct folder folder;

  (void)state;
  folder_init(&folder);
  add_person(&folder, "nurse", "nurse");
  add_person(&folder, "inspector", "inspector");
  add_person(&folder, "doctor", "doctor");
  for (size_t i = 0; i < sizeof matrix / sizeof *matrix; i++) {
    char name[32];
    snprintf(name, sizeof name, "thing %zu", i);
    assert_int_equal(folder_do(&folder, matrix[i].user, "box.put", NULL,
                               named(name), NULL, NULL),
                     matrix[i].put);
    assert_int_equal(folder_ask(&folder, matrix[i].user, "box.all", NULL),
                     matrix[i].see);
    assert_int_equal(folder_ask(&folder, matrix[i].user, "core.people", NULL),
                     matrix[i].people);
    assert_int_equal(folder_do(&folder, matrix[i].user, "core.plugin_reload",
                               NULL, json_pack("{s:s}", "plugin", "box"), NULL,
                               NULL),
                     matrix[i].administer);
  }
  /* a manager makes no administrator; the last one stays */
  add_person(&folder, "lead", "manager");
  assert_int_equal(folder_do(&folder, "lead", "core.grant", NULL,
                             json_pack("{s:s, s:s}", "user", "lead", "role",
                                       "administrator"),
                             NULL, NULL),
                   ERROR_PERMISSION);
  assert_int_equal(folder_do(&folder, "boss", "core.revoke", NULL,
                             json_pack("{s:s, s:s}", "user", "boss", "role",
                                       "administrator"),
                             NULL, NULL),
                   ERROR_RULE);
  folder_fini(&folder);
}

static void test_dry_run(void **state) {
  struct folder folder;
  struct host_call call = {.home = "h",
                           .name = "box.put",
                           .key = "dry",
                           .dry_run = true,
                           .who = {.user = "boss", .station = "test"}};
  struct host_reply reply;
  json_t *input = named("cup");
  int64_t before;

  (void)state;
  folder_init(&folder);
  before = head_of(&folder);
  call.input = input;
  host_do_wait(folder.host, &call, &reply);
  assert_int_equal(reply.err.code, 0);
  assert_int_equal(json_get_int(reply.result, "id", 0), 1);
  assert_int_equal(reply.receipt.number, 0);
  host_reply_fini(&reply);
  json_decref(input);
  assert_int_equal(folder_count(&folder, "box.all"), 0);
  assert_int_equal(head_of(&folder), before);
  folder_fini(&folder);
}

static void test_quarantine(void **state) {
  struct folder folder;
  json_t *rows = NULL;
  json_t *row;
  size_t i;
  bool found = false;

  (void)state;
  folder_init(&folder);
  for (int n = 0; n < 3; n++)
    assert_int_equal(
        folder_do(&folder, "boss", "box.loop", NULL, NULL, NULL, NULL),
        ERROR_TIMEOUT);
  assert_int_equal(
      folder_do(&folder, "boss", "box.put", NULL, named("x"), NULL, NULL),
      ERROR_PLUGIN);
  /* the core goes on, and it stays off after a restart */
  host_close(folder.host);
  folder_open(&folder);
  assert_int_equal(folder_ask(&folder, "boss", "core.plugins", &rows), 0);
  json_array_foreach(rows, i, row) {
    if (strcmp(json_get_text(row, "id", ""), "box") == 0) {
      assert_string_equal(json_get_text(row, "state", ""), "quarantined");
      assert_true(strlen(json_get_text(row, "reason", "")) > 0);
      found = true;
    }
  }
  assert_true(found);
  json_decref(rows);
  assert_int_equal(folder_do(&folder, "boss", "core.plugin_enable", NULL,
                             json_pack("{s:s}", "plugin", "box"), NULL, NULL),
                   0);
  assert_int_equal(
      folder_do(&folder, "boss", "box.put", NULL, named("x"), NULL, NULL), 0);
  folder_fini(&folder);
}

static void test_swap(void **state) {
  struct folder folder;
  json_t *result = NULL;

  (void)state;
  folder_init(&folder);
  folder_write_box(&folder, "1.1.0");
  assert_int_equal(folder_do(&folder, "boss", "core.plugin_reload", NULL,
                             json_pack("{s:s}", "plugin", "box"), NULL, NULL),
                   0);
  assert_int_equal(
      folder_do(&folder, "boss", "box.put", NULL, named("a"), &result, NULL),
      0);
  assert_string_equal(json_get_text(result, "version", ""), "1.1.0");
  json_decref(result);
  /* a faulty version is refused with its reasons; the old one stays */
  folder_write(&folder, "box", "return { id = 'box' ");
  assert_int_equal(folder_do(&folder, "boss", "core.plugin_reload", NULL,
                             json_pack("{s:s}", "plugin", "box"), &result,
                             NULL),
                   ERROR_RULE);
  json_decref(result);
  assert_int_equal(
      folder_do(&folder, "boss", "box.put", NULL, named("b"), &result, NULL),
      0);
  assert_string_equal(json_get_text(result, "version", ""), "1.1.0");
  json_decref(result);
  /* settings take effect without a restart */
  folder_write_box(&folder, "1.1.0");
  assert_int_equal(folder_do(&folder, "boss", "core.set_setting", NULL,
                             json_pack("{s:s, s:s, s:i}", "plugin", "box",
                                       "name", "limit", "value", 7),
                             NULL, NULL),
                   0);
  assert_int_equal(folder_do(&folder, "boss", "core.set_setting", NULL,
                             json_pack("{s:s, s:s, s:i}", "plugin", "box",
                                       "name", "limit", "value", 70),
                             NULL, NULL),
                   ERROR_INPUT);
  assert_int_equal(
      folder_do(&folder, "boss", "box.put", NULL, named("c"), &result, NULL),
      0);
  assert_int_equal(json_get_int(result, "limit", 0), 7);
  json_decref(result);
  folder_fini(&folder);
}

static int64_t count_of(const struct folder *folder, const char *sql) {
  sqlite3_stmt *st;
  sqlite3 *db;
  char path[256];
  int64_t n;

  snprintf(path, sizeof path, "%s/homes/h/home.db", folder->dir);
  assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), 0);
  assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &st, NULL), 0);
  assert_int_equal(sqlite3_step(st), SQLITE_ROW);
  n = sqlite3_column_int64(st, 0);
  sqlite3_finalize(st);
  sqlite3_close(db);
  return n;
}

/* Its text has gone out and stays neither in the journal nor beside it. */
static void effect_is_written(struct folder *folder) {
  json_t *verdict = NULL;

  assert_int_equal(count_of(folder, "select count(*) from core_effect where "
                                    "done_at is not null and failed = 0"),
                   1);
  assert_int_equal(count_of(folder, "select count(*) from effect_text"), 0);
  assert_int_equal(count_of(folder, "select count(*) from body where "
                                    "instr(data, cast('hello' as blob))"),
                   0);
  assert_int_equal(count_of(folder, "select payload ->> '$.bytes' from "
                                    "core_effect"),
                   5);
  assert_int_equal(folder_ask(folder, "boss", "core.verify", &verdict), 0);
  assert_true(json_get_bool(verdict, "ok", false));
  json_decref(verdict);
}

static void test_effect(void **state) {
  struct folder folder;
  struct error err = {0};
  char path[256];
  char text[16] = "";
  FILE *file;

  (void)state;
  folder_init(&folder);
  assert_int_equal(
      folder_do(&folder, "boss", "box.out", NULL, NULL, NULL, NULL), 0);
  folder_ok(host_drain(folder.host, "h", &err), &err);
  snprintf(path, sizeof path, "%s/homes/h/out/note.txt", folder.dir);
  file = fopen(path, "r");
  assert_non_null(file);
  assert_int_equal(fread(text, 1, sizeof text, file), 5);
  assert_string_equal(text, "hello");
  fclose(file);
  effect_is_written(&folder);
  folder_fini(&folder);
}

static json_t *import_rows(void) {
  return json_pack("[{s:i, s:[s, s]}, {s:i, s:[s, s]}, {s:i, s:[s, s]},"
                   " {s:i, s:[s, s]}]",
                   "row", 1, "cells", "名称", "备注", "row", 2, "cells", "a",
                   "", "row", 3, "cells", "bad", "", "row", 4, "cells", "b",
                   "");
}

static int import_things(struct folder *folder, bool whole, bool dry,
                         json_t **result) {
  json_t *input = json_pack("{s:s, s:o, s:b}", "kind", "box.things", "rows",
                            import_rows(), "whole", whole);
  struct host_call call = {.home = "h",
                           .name = "core.import",
                           .input = input,
                           .dry_run = dry,
                           .who = {.user = "boss", .station = "test"}};
  struct host_reply reply;
  int code;

  host_do_wait(folder->host, &call, &reply);
  code = reply.err.code;
  if (code != 0)
    printf("import: %s\n", reply.err.en != NULL ? reply.err.en : "-");
  *result = json_incref(reply.result);
  host_reply_fini(&reply);
  json_decref(input);
  return code;
}

static void test_import(void **state) {
  struct folder folder;
  json_t *result = NULL;
  int64_t id;

  (void)state;
  folder_init(&folder);
  assert_int_equal(import_things(&folder, true, true, &result), 0);
  assert_int_equal(json_get_int(result, "rejected", 0), 1);
  assert_int_equal(
      json_get_int(json_array_get(json_object_get(result, "faults"), 0), "row",
                   0),
      3);
  json_decref(result);
  assert_int_equal(folder_count(&folder, "box.all"), 0);
  assert_int_equal(import_things(&folder, true, false, &result), 0);
  assert_int_equal(json_get_int(result, "accepted", -1), 0);
  json_decref(result);
  assert_int_equal(folder_count(&folder, "box.all"), 0);
  assert_int_equal(import_things(&folder, false, false, &result), 0);
  assert_int_equal(json_get_int(result, "accepted", -1), 2);
  assert_non_null(
      strstr(json_get_text(result, "reject_file", ""), "bad,,名称: bad"));
  id = json_get_int(result, "import", 0);
  json_decref(result);
  assert_int_equal(folder_count(&folder, "box.all"), 2);
  assert_int_equal(folder_do(&folder, "boss", "core.import_undo", NULL,
                             json_pack("{s:I}", "import", (json_int_t)id), NULL,
                             NULL),
                   0);
  assert_int_equal(folder_count(&folder, "box.all"), 0);
  assert_int_equal(folder_do(&folder, "boss", "core.import_undo", NULL,
                             json_pack("{s:I}", "import", (json_int_t)id), NULL,
                             NULL),
                   ERROR_RULE);
  head_of(&folder);
  folder_fini(&folder);
}

static json_t *import_many(int count) {
  json_t *rows = json_array();

  json_array_append_new(rows,
                        json_pack("{s:i, s:[s]}", "row", 1, "cells", "名称"));
  for (int i = 2; i <= count + 1; i++) {
    char name[16];
    snprintf(name, sizeof name, "a%d", i);
    json_array_append_new(rows,
                          json_pack("{s:i, s:[s]}", "row", i, "cells", name));
  }
  return rows;
}

static void import_told(void *context, struct host_reply *reply) {
  struct error *why = context;

  assert_null(reply->result);
  error_move(why, &reply->err);
}

/* The part that was taken in is finished, the next is not begun; whoever waits
 * is told what came in. */
static void test_import_stopped(void **state) {
  struct folder folder;
  struct error why = {0};
  json_t *input =
      json_pack("{s:s, s:o}", "kind", "box.things", "rows", import_many(10001));
  struct host_call call = {.home = "h",
                           .name = "core.import",
                           .input = input,
                           .who = {.user = "boss", .station = "test"}};

  (void)state;
  folder_init(&folder);
  host_do(folder.host, &call, import_told, &why);
  json_decref(input);
  host_close(folder.host);
  assert_int_equal(why.code, ERROR_BUSY);
  assert_non_null(strstr(why.en, "first 5000 rows are done (imports 1 to 1)"));
  assert_non_null(strstr(why.en, "stopping"));
  assert_non_null(strstr(why.zh, "前 5000 行已经处理"));
  error_fini(&why);
  folder_open(&folder);
  assert_int_equal(folder_count(&folder, "box.all"), 5000);
  folder_fini(&folder);
}

static void test_catalogue(void **state) {
  struct folder folder;
  struct host_call call = {.home = "h",
                           .name = "core.catalogue",
                           .who = {.user = "doctor", .station = "test"}};
  struct host_reply reply;
  json_t *shown;

  (void)state;
  folder_init(&folder);
  add_person(&folder, "doctor", "doctor");
  host_ask_wait(folder.host, &call, &reply);
  assert_int_equal(reply.err.code, 0);
  shown = json_loadb(reply.text.data, reply.text.len, 0, NULL);
  host_reply_fini(&reply);
  assert_null(json_object_get(json_object_get(shown, "actions"), "box.put"));
  assert_non_null(
      json_object_get(json_object_get(shown, "queries"), "core.duties"));
  json_decref(shown);
  call.who.user = "boss";
  host_ask_wait(folder.host, &call, &reply);
  shown = json_loadb(reply.text.data, reply.text.len, 0, NULL);
  assert_non_null(
      json_object_get(json_object_get(shown, "actions"), "box.put"));
  host_reply_fini(&reply);
  json_decref(shown);
  folder_fini(&folder);
}

/* A duty falls due, is recorded by a person, once. */
static void test_duty(void **state) {
  struct folder folder;
  struct error err = {0};
  json_t *rows = NULL;
  json_t *row;
  char duty[64];
  int64_t stopped = 0;

  (void)state;
  folder_init(&folder);
  add_person(&folder, "doctor", "doctor");
  assert_int_equal(
      folder_do(&folder, "boss", "box.plan", NULL, NULL, NULL, NULL), 0);
  /* the home is not even loaded when it falls due */
  host_close(folder.host);
  folder_open(&folder);
  folder_ok(host_tick(folder.host, "h", FOLDER_START + 3600000, &stopped, &err),
            &err);
  assert_int_equal(stopped, FOLDER_START + 3600000);
  assert_int_equal(folder_ask(&folder, "boss", "core.duties", &rows), 0);
  assert_int_equal(json_array_size(rows), 1);
  row = json_array_get(rows, 0);
  assert_string_equal(json_get_text(row, "state", ""), "due");
  assert_true(json_is_string(json_object_get(row, "due")));
  snprintf(duty, sizeof duty, "%s", json_get_text(row, "duty", ""));
  json_decref(rows);
  assert_int_equal(
      folder_do(&folder, "doctor", "core.record_duty", NULL,
                json_pack("{s:s, s:s}", "duty", duty, "outcome", "done"), NULL,
                NULL),
      ERROR_PERMISSION);
  assert_int_equal(
      folder_do(&folder, "boss", "core.record_duty", NULL,
                json_pack("{s:s, s:s}", "duty", duty, "outcome", "done"), NULL,
                NULL),
      0);
  assert_int_not_equal(
      folder_do(&folder, "boss", "core.record_duty", NULL,
                json_pack("{s:s, s:s}", "duty", duty, "outcome", "done"), NULL,
                NULL),
      0);
  assert_int_equal(host_tick(folder.host, "h", FOLDER_START, &stopped, &err),
                   ERROR_USAGE);
  error_fini(&err);
  head_of(&folder);
  folder_fini(&folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_do_and_ask),     cmocka_unit_test(test_m3_key),
      cmocka_unit_test(test_permissions),    cmocka_unit_test(test_dry_run),
      cmocka_unit_test(test_quarantine),     cmocka_unit_test(test_swap),
      cmocka_unit_test(test_effect),         cmocka_unit_test(test_import),
      cmocka_unit_test(test_import_stopped), cmocka_unit_test(test_catalogue),
      cmocka_unit_test(test_duty),
  };

  return cmocka_run_group_tests(tests, NULL, NULL);
}
