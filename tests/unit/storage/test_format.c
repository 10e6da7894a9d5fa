/* The file of a home that was made when an event had no place of its own for
 * what it says (format 1): it verifies as it is, and the first writer that
 * opens it brings it to today's format. */
#include "base/json.h"
#include "support.h"

static void publish(struct home *home, bool bare) {
  json_t *payload = json(bare ? "[7,3600]" : "{\"bed\":7}");
  struct error err;

  error_init(&err);
  begin(home);
  if (bare)
    ok(storage_publish_bare(home->storage, "beds.due", NULL, payload, NULL,
                            &err),
       &err);
  else
    ok(storage_publish(home->storage, "beds.made", "bed:7", payload, NULL,
                       &err),
       &err);
  end(home);
  json_decref(payload);
}

static int collect(void *context, const struct storage_event *event) {
  json_array_append(context, event->payload);
  return 0;
}

static void events_are(struct home *home, const char *expected) {
  json_t *want = json(expected);
  json_t *seen = json_array();
  struct error err;

  error_init(&err);
  ok(storage_events(storage_writer(home->storage), 0, 10, collect, seen, &err),
     &err);
  assert_true(json_equal(seen, want));
  json_decref(seen);
  json_decref(want);
}

static void verifies(struct home *home) {
  struct storage_verdict verdict;
  struct error err;

  error_init(&err);
  ok(storage_verify(home->dir, &home->options, NULL, &verdict, &err), &err);
  storage_verdict_fini(&verdict);
}

static void closes(struct home *home) {
  storage_close(home->storage);
  home->storage = NULL;
}

static void format_1_is_brought_up(void **state) {
  struct home *home = *state;

  publish(home, false);
  closes(home);
  assert_int_equal(shell(home, "ALTER TABLE event DROP COLUMN data;"
                               "PRAGMA user_version=1"),
                   SQLITE_OK);
  verifies(home);
  home_open(home);
  assert_int_equal(storage_state(home->storage, NULL), ERROR_NONE);
  events_are(home, "[{\"bed\":7}]");
  publish(home, true);
  publish(home, false);
  events_are(home, "[{\"bed\":7},[7,3600],{\"bed\":7}]");
  home_reopen(home);
  assert_int_equal(storage_state(home->storage, NULL), ERROR_NONE);
  closes(home);
  verifies(home);
  home_open(home);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(
      format_1_is_brought_up, home_setup, home_teardown)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
