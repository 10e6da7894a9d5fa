#include "support.h"

static void a_row_comes_back(void **state) {
  struct home *home = *state;
  struct error err;
  json_t *row;
  json_t *want;
  int64_t id;

  error_init(&err);
  begin(home);
  id = insert(home, "bed",
              "{\"label\":\"301-1\",\"kind\":\"nursing\",\"fee\":\"12.50\","
              "\"since\":\"2026-02-28\",\"rank\":3,\"note\":{\"b\":[1,null]}}");
  assert_int_equal(id, 1);
  end(home);
  assert_int_equal(
      storage_get(storage_writer(home->storage), "beds", "bed", id, &row, &err),
      0);
  want = json("{\"id\":1,\"label\":\"301-1\",\"kind\":\"nursing\",\"fee\":"
              "\"12.5\",\"since\":\"2026-02-28\",\"open\":true,\"rank\":3,"
              "\"note\":{\"b\":[1,null]},\"photo\":null}");
  assert_true(json_equal(row, want));
  json_decref(row);
  json_decref(want);
  storage_get(storage_writer(home->storage), "beds", "bed", 99, &row, &err);
  assert_null(row);
}

static void every_wrong_column_is_named(void **state) {
  static const char *const want[][2] = {
      {"nonsense", "unknown"}, {"label", "too_long"}, {"kind", "value"},
      {"fee", "type"},         {"since", "type"},     {"open", "type"},
      {"rank", "max"},         {"photo", "type"}};
  struct home *home = *state;
  struct error err;
  int rc;

  error_init(&err);
  begin(home);
  rc = try_insert(home, "bed",
                  "{\"nonsense\":1,\"label\":\"123456789012345678901\","
                  "\"kind\":\"tent\",\"fee\":\"1.234\",\"since\":"
                  "\"2026-02-29\",\"open\":1,\"rank\":10,\"photo\":\"zz\"}",
                  NULL, &err);
  assert_int_equal(rc, ERROR_INPUT);
  assert_int_equal(err.fault_count, 8);
  for (size_t i = 0; i < err.fault_count; i++) {
    assert_string_equal(err.faults[i].field, want[i][0]);
    assert_string_equal(err.faults[i].code, want[i][1]);
  }
  error_fini(&err);
  refused(try_insert(home, "bed", "{}", NULL, &err), &err, "label", "required");
  refused(
      try_insert(home, "bed", "{\"label\":\"a\",\"fee\":\"-1\"}", NULL, &err),
      &err, "fee", "min");
  end(home);
}

static void constraints_hold(void **state) {
  struct home *home = *state;
  struct error err;
  int64_t stay;

  error_init(&err);
  begin(home);
  insert(home, "bed", "{\"label\":\"1\"}");
  insert(home, "bed", "{\"label\":\"2\"}");
  refused(try_insert(home, "bed", "{\"label\":\"1\"}", NULL, &err), &err,
          "label", "unique");
  stay = insert(home, "stay",
                "{\"bed\":1,\"who\":\"a\",\"starts\":100,\"ends\":200}");
  refused(try_insert(home, "stay", "{\"bed\":1,\"who\":\"b\",\"starts\":199}",
                     NULL, &err),
          &err, "bed", "overlap");
  insert(home, "stay", "{\"bed\":1,\"who\":\"b\",\"starts\":200}");
  refused(try_insert(home, "stay",
                     "{\"bed\":1,\"who\":\"c\",\"starts\":900,\"ends\":901}",
                     NULL, &err),
          &err, "bed", "overlap");
  refused(try_insert(home, "stay",
                     "{\"bed\":2,\"who\":\"c\",\"starts\":9,\"ends\":9}", NULL,
                     &err),
          &err, "ends", "order");
  refused(try_insert(home, "stay", "{\"bed\":77,\"who\":\"c\",\"starts\":9}",
                     NULL, &err),
          &err, "bed", "ref");
  refused(try_insert(home, "stay",
                     "{\"bed\":2,\"who\":\"c\",\"starts\":9,"
                     "\"state\":\"ended\"}",
                     NULL, &err),
          &err, "state", "transition");
  refused(try_update(home, "stay", stay, "{\"state\":\"ended\"}", &err), &err,
          "state", "transition");
  refused(try_update(home, "stay", stay, "{\"ends\":201}", &err), &err, "bed",
          "overlap");
  update(home, "stay", stay, "{\"state\":\"active\"}");
  update(home, "stay", stay, "{\"state\":\"ended\",\"ends\":150}");
  refused(storage_delete(home->storage, "beds", "bed", 1, &err), &err, "",
          "used");
  insert(home, "log", "{\"text\":\"x\"}");
  refused(try_update(home, "log", 1, "{\"text\":\"y\"}", &err), &err, "",
          "append_only");
  refused(storage_delete(home->storage, "beds", "log", 1, &err), &err, "",
          "append_only");
  assert_int_equal(try_update(home, "bed", 99, "{\"rank\":1}", &err),
                   ERROR_NOT_FOUND);
  error_fini(&err);
  end(home);
}

static void ids_are_never_reused(void **state) {
  struct home *home = *state;
  struct error err;

  error_init(&err);
  begin(home);
  insert(home, "bed", "{\"label\":\"1\"}");
  assert_int_equal(insert(home, "bed", "{\"label\":\"2\"}"), 2);
  ok(storage_delete(home->storage, "beds", "bed", 2, &err), &err);
  end(home);
  home_reopen(home);
  begin(home);
  assert_int_equal(insert(home, "bed", "{\"label\":\"3\"}"), 3);
  end(home);
}

static void refused_in_the_middle_of_a_batch(void **state) {
  struct home *home = *state;
  struct storage_command command = {.plugin = "beds", .action = "try"};
  struct storage_receipt receipt;
  struct error err;
  struct error why;
  json_t *row;

  error_init(&err);
  error_init(&why);
  ok(storage_begin(home->storage, &err), &err);
  for (int i = 0; i < 3; i++) {
    char text[64];
    snprintf(text, sizeof text, "{\"label\":\"%d\"}", i);
    ok(storage_command_begin(home->storage, &command, &err), &err);
    assert_int_equal(insert(home, "bed", text), i == 2 ? 2 : i + 1);
    ok(storage_publish(home->storage, "beds.made", "bed:1", NULL, NULL, &err),
       &err);
    if (i == 1) {
      error_set(&why, ERROR_RULE, "不行", "no");
      ok(storage_command_refuse(home->storage, &why, &receipt, &err), &err);
      assert_true(receipt.refused);
    } else
      ok(storage_command_accept(home->storage, NULL, &receipt, &err), &err);
    assert_int_equal(receipt.number, 3 + i);
  }
  ok(storage_commit(home->storage, &err), &err);
  error_fini(&why);
  home_reopen(home);
  assert_int_equal(storage_state(home->storage, NULL), 0);
  assert_int_equal(storage_last_event(storage_writer(home->storage)), 2);
  storage_get(storage_writer(home->storage), "beds", "bed", 2, &row, &err);
  assert_string_equal(json_get_text(row, "label", ""), "2");
  json_decref(row);
}

static void a_key_is_answered_once(void **state) {
  struct home *home = *state;
  json_t *input = json("{\"bed\":1}");
  json_t *reply = json("{\"stay\":5}");
  json_t *found;
  struct storage_command command = {.plugin = "beds",
                                    .action = "assign",
                                    .person = 3,
                                    .key = "k-1",
                                    .input = input};
  struct storage_receipt receipt;
  struct error err;

  error_init(&err);
  ok(storage_begin(home->storage, &err), &err);
  assert_int_equal(
      storage_command_find(home->storage, &command, &found, &receipt, &err), 0);
  ok(storage_command_begin(home->storage, &command, &err), &err);
  ok(storage_command_accept(home->storage, reply, &receipt, &err), &err);
  ok(storage_commit(home->storage, &err), &err);
  home_reopen(home);
  assert_int_equal(
      storage_command_find(home->storage, &command, &found, &receipt, &err), 1);
  assert_true(json_equal(found, reply));
  assert_true(receipt.repeated);
  assert_int_equal(receipt.number, 3);
  json_decref(found);
  command.person = 4;
  assert_int_equal(
      storage_command_find(home->storage, &command, &found, &receipt, &err),
      ERROR_CONFLICT);
  error_fini(&err);
  command.person = 3;
  json_object_set_new(input, "bed", json_integer(2));
  assert_int_equal(
      storage_command_find(home->storage, &command, &found, &receipt, &err),
      ERROR_CONFLICT);
  error_fini(&err);
  json_decref(input);
  json_decref(reply);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(a_row_comes_back, home_setup,
                                      home_teardown),
      cmocka_unit_test_setup_teardown(every_wrong_column_is_named, home_setup,
                                      home_teardown),
      cmocka_unit_test_setup_teardown(constraints_hold, home_setup,
                                      home_teardown),
      cmocka_unit_test_setup_teardown(ids_are_never_reused, home_setup,
                                      home_teardown),
      cmocka_unit_test_setup_teardown(refused_in_the_middle_of_a_batch,
                                      home_setup, home_teardown),
      cmocka_unit_test_setup_teardown(a_key_is_answered_once, home_setup,
                                      home_teardown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
