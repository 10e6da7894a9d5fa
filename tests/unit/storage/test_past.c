/* Commands read back from the journal as they were given. */
#include "storage/past.h"

#include "base/json.h"
#include "support.h"

static json_t *past(struct home *home, int64_t seq) {
  struct error err;
  json_t *out = NULL;

  error_init(&err);
  ok(storage_past_command(storage_writer(home->storage), seq, &out, &err),
     &err);
  return out;
}

static void the_first_says_what_the_home_is(void **state) {
  json_t *first = past(*state, 1);

  assert_string_equal(json_get_text(first, "plugin", ""), "core");
  assert_string_equal(json_get_text(first, "action", ""), "create");
  assert_non_null(json_object_get(json_object_get(first, "input"), "zone"));
  json_decref(first);
  assert_null(past(*state, 9999));
}

static void changes_and_events_have_names(void **state) {
  struct home *home = *state;
  json_t *payload = json("{\"bed\":1}");
  json_t *changes = json("{\"rank\":4}");
  json_t *command;
  json_t *change;
  struct error err;
  int64_t event;
  int64_t id;
  int64_t seq;

  error_init(&err);
  begin(home);
  id = insert(home, "bed",
              "{\"label\":\"301-1\",\"kind\":\"nursing\","
              "\"since\":\"2026-02-28\",\"rank\":3}");
  ok(storage_update(home->storage, "beds", "bed", id, changes, &err), &err);
  ok(storage_publish(home->storage, "beds.made", "bed:1", payload, &event,
                     &err),
     &err);
  seq = end(home);
  command = past(home, seq);
  assert_int_equal(json_get_int(command, "seq", 0), seq);
  assert_false(json_get_bool(command, "refused", true));
  assert_int_equal(json_array_size(json_object_get(command, "changes")), 2);
  change = json_array_get(json_object_get(command, "changes"), 0);
  assert_string_equal(json_get_text(change, "table", ""), "beds_bed");
  assert_string_equal(json_get_text(change, "op", ""), "insert");
  assert_string_equal(
      json_get_text(json_object_get(change, "values"), "label", ""), "301-1");
  change = json_array_get(json_object_get(command, "changes"), 1);
  assert_string_equal(json_get_text(change, "op", ""), "update");
  assert_true(json_equal(json_object_get(change, "values"), changes));
  change = json_array_get(json_object_get(command, "events"), 0);
  assert_string_equal(json_get_text(change, "type", ""), "beds.made");
  assert_string_equal(json_get_text(change, "subject", ""), "bed:1");
  assert_true(json_equal(json_object_get(change, "payload"), payload));
  json_decref(command);
  json_decref(payload);
  json_decref(changes);
}

static void a_refusal_is_told(void **state) {
  struct home *home = *state;
  struct storage_receipt receipt;
  struct error why;
  struct error err;
  json_t *command;

  error_init(&err);
  error_init(&why);
  begin(home);
  insert(home, "bed",
         "{\"label\":\"301-1\",\"kind\":\"nursing\","
         "\"since\":\"2026-02-28\",\"rank\":3}");
  error_fault(&why, "label", "taken", "有了。", "There is one.");
  ok(storage_command_refuse(home->storage, &why, &receipt, &err), &err);
  ok(storage_commit(home->storage, &err), &err);
  command = past(home, receipt.number);
  assert_true(json_get_bool(command, "refused", false));
  assert_int_equal(json_array_size(json_object_get(command, "changes")), 0);
  assert_int_equal(json_array_size(json_object_get(
                       json_object_get(command, "refusal"), "faults")),
                   1);
  json_decref(command);
  error_fini(&why);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(the_first_says_what_the_home_is,
                                      home_setup, home_teardown),
      cmocka_unit_test_setup_teardown(changes_and_events_have_names, home_setup,
                                      home_teardown),
      cmocka_unit_test_setup_teardown(a_refusal_is_told, home_setup,
                                      home_teardown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
