/* Commands taken back: rows are what they were before, whatever was done to
 * them; what somebody else did since stands, and is named. */
#include "storage/statement.h"
#include "storage/undo.h"
#include "support.h"

#define IDS 60 /* rows looked at of each table */

/* All rows of the home, as they are given out. New reference. */
static json_t *dump(struct home *home) {
  static const char *const tables[] = {"bed", "stay", "log"};
  json_t *all = json_array();
  struct error err;

  error_init(&err);
  for (size_t t = 0; t < 3; t++)
    for (int64_t id = 1; id <= IDS; id++) {
      json_t *row = NULL;
      ok(storage_get(storage_writer(home->storage), "beds", tables[t], id, &row,
                     &err),
         &err);
      if (row != NULL)
        json_array_append_new(all, row);
    }
  return all;
}

static void same(struct home *home, json_t *before) {
  json_t *now = dump(home);

  if (!json_equal(before, now)) {
    char *a = json_dumps(before, JSON_COMPACT);
    char *b = json_dumps(now, JSON_COMPACT);
    print_error("before %s\nafter  %s\n", a, b);
    fail();
  }
  json_decref(now);
  json_decref(before);
}

static void verified(struct home *home) {
  struct storage_verdict verdict = {0};
  struct error err;
  int rc;

  error_init(&err);
  error_init(&verdict.findings);
  rc = storage_verify_open(home->storage, NULL, &verdict, &err);
  for (size_t i = 0; i < verdict.findings.fault_count; i++)
    print_error("  %s %s\n", verdict.findings.faults[i].field,
                verdict.findings.faults[i].en);
  assert_int_equal(rc, 0);
  storage_verdict_fini(&verdict);
  error_fini(&err);
}

/* In a command of its own; a refusal leaves nothing of it. */
static int take_back_but(struct home *home, const int64_t *commands,
                         size_t count, const struct storage_undo_keep *keep,
                         struct error *err) {
  struct storage_undo *undo = NULL;
  json_t *numbers = json_array();
  int64_t undone;
  int rc;

  for (size_t i = 0; i < count; i++)
    json_array_append_new(numbers, json_integer((json_int_t)commands[i]));
  begin_as(home, "undo", NULL);
  rc = storage_undo_plan(home->storage, numbers, keep, &undo, err);
  if (rc == 0 && err->fault_count > 0)
    rc = ERROR_RULE;
  if (rc == 0)
    rc = storage_undo_run(undo, &undone, err);
  storage_undo_free(undo);
  json_decref(numbers);
  if (rc == 0) {
    end(home);
    return 0;
  }
  storage_command_drop(home->storage);
  storage_rollback(home->storage);
  return rc;
}

static int take_back(struct home *home, const int64_t *commands, size_t count,
                     struct error *err) {
  return take_back_but(home, commands, count, NULL, err);
}

static void taken_back(struct home *home, const int64_t *commands,
                       size_t count) {
  struct error err;

  error_init(&err);
  ok(take_back(home, commands, count, &err), &err);
}

static void drop(struct home *home, const char *table, int64_t id) {
  struct error err;

  error_init(&err);
  ok(storage_delete(home->storage, "beds", table, id, &err), &err);
}

static void two_beds(struct home *home) {
  begin(home);
  insert(home, "bed",
         "{\"label\":\"1\",\"fee\":\"12.50\",\"note\":{\"a\":[1]},"
         "\"since\":\"2026-01-05\"}");
  insert(home, "bed", "{\"label\":\"2\",\"rank\":2}");
  insert(home, "stay",
         "{\"bed\":1,\"who\":\"a\",\"starts\":100,\"state\":\"active\"}");
  insert(home, "log", "{\"text\":\"before\"}");
  end(home);
  begin(home);
  update(home, "bed", 2, "{\"rank\":3,\"kind\":\"nursing\"}");
  end(home);
}

static void rows_are_what_they_were(void **state) {
  struct home *home = *state;
  int64_t commands[3];
  json_t *before;

  two_beds(home);
  before = dump(home);
  begin(home);
  update(home, "bed", 1, "{\"fee\":\"99\",\"note\":null,\"label\":\"1x\"}");
  update(home, "bed", 1, "{\"fee\":null,\"rank\":9}");
  insert(home, "bed", "{\"label\":\"1\"}"); /* the name that was freed */
  commands[0] = end(home);
  begin(home);
  update(home, "stay", 1, "{\"state\":\"ended\",\"ends\":200}");
  insert(home, "stay", "{\"bed\":1,\"who\":\"b\",\"starts\":200}");
  insert(home, "log", "{\"text\":\"by it\"}");
  update(home, "stay", 2, "{\"state\":\"cancelled\"}");
  commands[1] = end(home);
  begin(home);
  drop(home, "bed", 2);
  insert(home, "bed", "{\"label\":\"2\"}");
  drop(home, "bed", 4);
  commands[2] = end(home);
  taken_back(home, commands, 3);
  same(home, before);
  verified(home);
  /* ids are not given again, and the rules bind as before */
  begin(home);
  assert_int_equal(insert(home, "bed", "{\"label\":\"9\"}"), 5);
  assert_int_equal(insert(home, "log", "{\"text\":\"next\"}"), 3);
  {
    struct error err;
    error_init(&err);
    refused(storage_delete(home->storage, "beds", "log", 1, &err), &err, "",
            "append_only");
    refused(try_update(home, "stay", 1, "{\"state\":\"planned\"}", &err), &err,
            "state", "transition");
  }
  end(home);
  home_reopen(home);
  verified(home);
}

static void what_changed_since_is_named_and_stays(void **state) {
  struct home *home = *state;
  int64_t commands[1];
  struct error err;
  json_t *before;
  int64_t later;
  char number[32];

  error_init(&err);
  two_beds(home);
  begin(home);
  update(home, "bed", 1, "{\"fee\":\"1\"}");
  update(home, "bed", 2, "{\"fee\":\"1\"}");
  insert(home, "bed", "{\"label\":\"3\"}");
  commands[0] = end(home);
  begin(home);
  update(home, "bed", 2, "{\"rank\":7}");
  update(home, "bed", 3, "{\"rank\":8}");
  later = end(home);
  before = dump(home);
  assert_int_equal(take_back(home, commands, 1, &err), ERROR_RULE);
  assert_int_equal(err.fault_count, 2);
  snprintf(number, sizeof number, "command %lld ", (long long)later);
  for (size_t i = 0; i < 2; i++) {
    assert_string_equal(err.faults[i].code, "changed");
    assert_non_null(strstr(err.faults[i].en, number));
  }
  assert_string_equal(err.faults[0].field, "beds_bed 3");
  assert_string_equal(err.faults[1].field, "beds_bed 2");
  error_fini(&err);
  same(home, before);
  /* a change that was itself put back is none */
  begin(home);
  update(home, "bed", 2, "{\"rank\":3}");
  update(home, "bed", 3, "{\"rank\":null}");
  end(home);
  taken_back(home, commands, 1);
  verified(home);
}

/* A change before the commands is no change since, though it stands after the
 * first of them. */
static void others_between_the_commands(void **state) {
  struct home *home = *state;
  int64_t commands[2];
  json_t *before;

  two_beds(home);
  begin(home);
  update(home, "bed", 2, "{\"fee\":\"1\"}");
  commands[0] = end(home);
  begin(home);
  update(home, "bed", 1, "{\"fee\":\"13\"}");
  end(home);
  begin(home);
  update(home, "bed", 1, "{\"fee\":\"14\",\"rank\":1}");
  commands[1] = end(home);
  taken_back(home, commands, 2);
  before = dump(home);
  assert_string_equal(json_get_text(json_array_get(before, 0), "fee", ""),
                      "13");
  assert_true(json_is_null(json_object_get(json_array_get(before, 0), "rank")));
  json_decref(before);
  verified(home);
}

static void what_stands_in_the_way_is_named(void **state) {
  struct home *home = *state;
  int64_t commands[1];
  struct error err;
  json_t *before;

  error_init(&err);
  two_beds(home);
  begin(home);
  update(home, "stay", 1, "{\"state\":\"ended\",\"ends\":200}");
  insert(home, "bed", "{\"label\":\"3\"}");
  commands[0] = end(home);
  begin(home);
  insert(home, "stay", "{\"bed\":3,\"who\":\"c\",\"starts\":5}");
  end(home);
  before = dump(home);
  assert_int_equal(take_back(home, commands, 1, &err), ERROR_RULE);
  assert_int_equal(err.fault_count, 1);
  assert_string_equal(err.faults[0].field, "beds_bed 3");
  assert_string_equal(err.faults[0].code, "used");
  assert_non_null(strstr(err.faults[0].en, "stay no. 2"));
  error_fini(&err);
  same(home, before);
  begin(home);
  drop(home, "stay", 2);
  insert(home, "stay", "{\"bed\":1,\"who\":\"d\",\"starts\":200}");
  end(home);
  /* the bed that the old stay would have again is somebody else's */
  before = dump(home);
  assert_int_equal(take_back(home, commands, 1, &err), ERROR_RULE);
  assert_string_equal(err.faults[0].field, "beds_stay 1");
  assert_string_equal(err.faults[0].code, "overlap");
  error_fini(&err);
  same(home, before);
  verified(home);
}

static void what_was_erased_by_law_does_not_come_back(void **state) {
  struct home *home = *state;
  int64_t commands[1];
  struct error err;
  int64_t bodies;

  error_init(&err);
  two_beds(home);
  begin(home);
  drop(home, "stay", 1);
  commands[0] = end(home);
  taken_back(home, commands, 1);
  begin(home);
  update(home, "stay", 1, "{\"who\":\"a2\"}");
  commands[0] = end(home);
  begin(home);
  ok(storage_erase(home->storage, "beds", "stay", 1, &bodies, &err), &err);
  end(home);
  assert_int_equal(take_back(home, commands, 1, &err), ERROR_RULE);
  assert_string_equal(err.faults[0].field, "beds_stay 1");
  error_fini(&err);
  verified(home);
}

/* An event's handlers act on behalf of who published it. */
static void what_followed_goes_with_it(void **state) {
  struct home *home = *state;
  struct storage_command answer = {.plugin = "beds", .action = "on"};
  struct error err;
  int64_t commands[1];
  json_t *before;
  int64_t event;

  error_init(&err);
  two_beds(home);
  before = dump(home);
  begin(home);
  insert(home, "bed", "{\"label\":\"3\"}");
  ok(storage_publish(home->storage, "beds.made", "bed:3", NULL, &event, &err),
     &err);
  commands[0] = end(home);
  for (int i = 0; i < 2; i++) { /* an answer, and an answer to that */
    answer.cause_event = event;
    ok(storage_begin(home->storage, &err), &err);
    ok(storage_command_begin(home->storage, &answer, &err), &err);
    update(home, "bed", 1, i == 0 ? "{\"rank\":5}" : "{\"rank\":6}");
    insert(home, "log", "{\"text\":\"told\"}");
    ok(storage_publish(home->storage, "beds.told", "bed:3", NULL, &event, &err),
       &err);
    end(home);
  }
  taken_back(home, commands, 1);
  same(home, before);
  verified(home);
}

/* One command may answer several events: only what answered theirs goes. */
static void of_a_shared_answer_only_its_own(void **state) {
  struct home *home = *state;
  struct storage_command answer = {.plugin = "beds", .action = "on"};
  struct storage_event told[3] = {{0}};
  struct error err;
  int64_t numbers[3];
  json_t *rows;

  error_init(&err);
  two_beds(home);
  for (int i = 0; i < 3; i++) { /* the second is what goes */
    begin(home);
    ok(storage_publish(home->storage, "beds.made", "bed:1", NULL, &told[i].id,
                       &err),
       &err);
    numbers[i] = end(home);
  }
  ok(storage_begin(home->storage, &err), &err);
  ok(storage_command_begin(home->storage, &answer, &err), &err);
  for (int i = 0; i < 3; i++) {
    ok(storage_delivery_begin(home->storage, &told[i], &err), &err);
    insert(home, "log",
           i == 1 ? "{\"text\":\"mine\"}" : "{\"text\":\"other\"}");
    update(home, "bed", 1 + i % 2, "{\"rank\":8}");
    ok(storage_delivery_end(home->storage, true, &err), &err);
  }
  ok(storage_deliveries_accept(home->storage, &err), &err);
  ok(storage_commit(home->storage, &err), &err);
  taken_back(home, &numbers[1], 1);
  rows = dump(home); /* 2 beds, 1 stay, 3 logs of 4 */
  assert_int_equal(json_array_size(rows), 6);
  assert_int_equal(json_get_int(json_array_get(rows, 0), "rank", 0), 8);
  assert_int_equal(json_get_int(json_array_get(rows, 1), "rank", 0), 3);
  for (size_t i = 3; i < 6; i++)
    assert_string_not_equal(json_get_text(json_array_get(rows, i), "text", ""),
                            "mine");
  json_decref(rows);
  verified(home);
}

static int withdraw(void *context, int64_t id, struct error *err) {
  return try_update(context, "bed", id, "{\"open\":false}", err);
}

/* A row that is kept says so itself, what was answered to events about it goes,
 * and the rows of one table are let alone. */
static void what_is_kept_is_withdrawn(void **state) {
  struct home *home = *state;
  struct storage_undo_keep keep = {.table = "beds_bed",
                                   .subject = "bed:",
                                   .left = "beds_log",
                                   .withdraw = withdraw,
                                   .context = home};
  struct storage_command answer = {.plugin = "beds", .action = "on"};
  struct error err;
  int64_t commands[1];
  json_t *rows;
  int64_t event;

  error_init(&err);
  two_beds(home);
  begin(home);
  insert(home, "bed", "{\"label\":\"3\"}");
  insert(home, "log", "{\"text\":\"it went out\"}");
  commands[0] = end(home);
  begin(home); /* of its own accord, as the clock does */
  ok(storage_publish(home->storage, "beds.due", "bed:3", NULL, &event, &err),
     &err);
  end(home);
  answer.cause_event = event;
  ok(storage_begin(home->storage, &err), &err);
  ok(storage_command_begin(home->storage, &answer, &err), &err);
  insert(home, "stay", "{\"bed\":3,\"who\":\"z\",\"starts\":1}");
  end(home);
  ok(take_back_but(home, commands, 1, &keep, &err), &err);
  rows = dump(home);
  assert_int_equal(json_array_size(rows), 6); /* 3 beds, 1 stay, 2 logs */
  assert_true(json_is_false(json_object_get(json_array_get(rows, 2), "open")));
  json_decref(rows);
  verified(home);
}

/* Columns were added, renamed and dropped since, so the journal's older parts
 * count them otherwise. */
static void across_changes_of_the_tables(void **state) {
  static const char first[] =
      "{\"t\":{\"columns\":[{\"name\":\"a\",\"type\":\"text\"},"
      "{\"name\":\"b\",\"type\":\"text\"},{\"name\":\"c\",\"type\":"
      "\"integer\"}]}}";
  static const char second[] =
      "{\"t\":{\"columns\":[{\"name\":\"z\",\"type\":\"text\","
      "\"default\":\"new\"},{\"name\":\"bee\",\"type\":\"text\"},"
      "{\"name\":\"c\",\"type\":\"integer\"}]}}";
  static const char steps[] =
      "[{\"number\":1,\"steps\":[{\"rename_column\":{\"table\":\"t\","
      "\"from\":\"b\",\"to\":\"bee\"}},{\"drop_column\":{\"table\":\"t\","
      "\"column\":\"a\"}}]}]";
  static const char third[] =
      "{\"t\":{\"columns\":[{\"name\":\"z\",\"type\":\"text\","
      "\"default\":\"new\"},{\"name\":\"bee\",\"type\":\"text\"},"
      "{\"name\":\"c\",\"type\":\"integer\"},"
      "{\"name\":\"d\",\"type\":\"integer\",\"default\":4}]}}";
  struct home *home = *state;
  struct error err;
  int64_t commands[2];
  json_t *changes, *row, *want;
  int64_t id;

  error_init(&err);
  home_apply(home, "other", "1.0.0", first, NULL);
  begin(home);
  row = json("{\"a\":\"A\",\"b\":\"B\",\"c\":3}");
  for (int i = 0; i < 2; i++)
    ok(storage_insert(home->storage, "other", "t", row, &id, &err), &err);
  json_decref(row);
  end(home);
  home_apply(home, "other", "2.0.0", second, steps);
  begin(home);
  changes = json("{\"z\":\"mine\",\"bee\":\"b2\",\"c\":4}");
  ok(storage_update(home->storage, "other", "t", 1, changes, &err), &err);
  json_decref(changes);
  ok(storage_delete(home->storage, "other", "t", 2, &err), &err);
  commands[0] = end(home);
  home_apply(home, "other", "3.0.0", third, steps);
  begin(home);
  changes = json("{\"d\":5}");
  ok(storage_update(home->storage, "other", "t", 1, changes, &err), &err);
  json_decref(changes);
  commands[1] = end(home);
  taken_back(home, commands, 2);
  for (id = 1; id <= 2; id++) {
    ok(storage_get(storage_writer(home->storage), "other", "t", id, &row, &err),
       &err);
    want = json(id == 1 ? "{\"id\":1,\"z\":\"new\",\"bee\":\"B\",\"c\":3,"
                          "\"d\":4}"
                        : "{\"id\":2,\"z\":\"new\",\"bee\":\"B\",\"c\":3,"
                          "\"d\":4}");
    assert_true(json_equal(row, want));
    json_decref(row);
    json_decref(want);
  }
  verified(home);
}

/* Whatever is done, taking the last commands back gives what was before. */
static void any_last_commands(void **state) {
  struct home *home = *state;
  unsigned seed = 20261129;

  two_beds(home);
  for (int round = 0; round < 60; round++) {
    json_t *before = dump(home);
    int64_t commands[4];
    size_t count = 1 + (size_t)rand_r(&seed) % 4;
    for (size_t c = 0; c < count; c++) {
      begin(home);
      for (int i = rand_r(&seed) % 6; i >= 0; i--) {
        struct error err;
        char text[160];
        int64_t id = 1 + rand_r(&seed) % IDS;
        error_init(&err);
        snprintf(text, sizeof text, "{\"label\":\"%d\",\"rank\":%d}",
                 rand_r(&seed) % 30, 1 + rand_r(&seed) % 9);
        if (rand_r(&seed) % 3 == 0)
          try_insert(home, "bed", text, NULL, &err);
        else if (rand_r(&seed) % 3 == 0)
          storage_delete(home->storage, "beds", "bed", id, &err);
        else
          try_update(home, "bed", id, text, &err);
        error_fini(&err);
        error_init(&err);
        snprintf(text, sizeof text,
                 "{\"bed\":%d,\"who\":\"w\",\"starts\":%d,\"ends\":%d}",
                 1 + rand_r(&seed) % IDS, rand_r(&seed) % 500,
                 500 + rand_r(&seed) % 9);
        try_insert(home, "stay", text, NULL, &err);
        error_fini(&err);
      }
      commands[c] = end(home);
    }
    if (round % 3 == 2) { /* let some of it stay */
      json_decref(before);
      continue;
    }
    taken_back(home, commands, count);
    same(home, before);
  }
  verified(home);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(rows_are_what_they_were, home_setup,
                                      home_teardown),
      cmocka_unit_test_setup_teardown(what_changed_since_is_named_and_stays,
                                      home_setup, home_teardown),
      cmocka_unit_test_setup_teardown(others_between_the_commands, home_setup,
                                      home_teardown),
      cmocka_unit_test_setup_teardown(what_stands_in_the_way_is_named,
                                      home_setup, home_teardown),
      cmocka_unit_test_setup_teardown(what_was_erased_by_law_does_not_come_back,
                                      home_setup, home_teardown),
      cmocka_unit_test_setup_teardown(what_followed_goes_with_it, home_setup,
                                      home_teardown),
      cmocka_unit_test_setup_teardown(of_a_shared_answer_only_its_own,
                                      home_setup, home_teardown),
      cmocka_unit_test_setup_teardown(what_is_kept_is_withdrawn, home_setup,
                                      home_teardown),
      cmocka_unit_test_setup_teardown(across_changes_of_the_tables, home_setup,
                                      home_teardown),
      cmocka_unit_test_setup_teardown(any_last_commands, home_setup,
                                      home_teardown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
