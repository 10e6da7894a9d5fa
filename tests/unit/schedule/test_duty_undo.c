/* What made or changed schedules is taken back: what is asked for is what was
 * asked for before, nothing that was asked vanishes, outcomes stay. */
#include "duty_home.h"
#include "storage/undo.h"

static int withdraw(void *context, int64_t id, struct error *err) {
  return duty_undo_withdraw(context, id, err);
}

static int64_t head_of(struct home *home) {
  uint8_t hash[HASH_SIZE];
  return storage_head(home->storage, hash);
}

/* Takes one command back in a command of its own, or says what forbids it. */
static int take_back(struct home *home, int64_t command, struct error *err) {
  struct storage_undo_keep keep = {.table = "core_schedule",
                                   .subject = "schedule:",
                                   .withdraw = withdraw,
                                   .context = home->book};
  json_t *commands = json_pack("[I]", (json_int_t)command);
  struct storage_undo *undo = NULL;
  int64_t undone;
  int rc;

  begin(home);
  rc = storage_undo_plan(home->storage, commands, &keep, &undo, err);
  if (rc == 0)
    rc = duty_undo_check(home->book, undo, err);
  if (rc == 0 && err->fault_count > 0)
    rc = err->code;
  if (rc == 0)
    rc = storage_undo_run(undo, &undone, err);
  if (rc == 0)
    rc = duty_undo_settle(home->book, undo, err);
  storage_undo_free(undo);
  json_decref(commands);
  if (rc == 0) {
    end(home);
    return 0;
  }
  storage_command_drop(home->storage);
  storage_rollback(home->storage);
  return rc;
}

/* What is asked for is what was asked for then; takes `before`. */
static void asked_as(struct home *home, json_t *before) {
  json_t *now = list(home, "{\"state\":\"open\"}");

  if (!json_equal(before, now)) {
    char *a = json_dumps(before, JSON_COMPACT);
    char *b = json_dumps(now, JSON_COMPACT);
    print_error("before %s\nafter  %s\n", a, b);
    fail();
  }
  json_decref(now);
  json_decref(before);
}

#define TWICE                                                                  \
  "{\"rule\":\"FREQ=DAILY;BYHOUR=8,20\",\"start\":\"2026-11-23T08:00\","       \
  "\"key\":\"k\"}"
#define NOON "2026-11-23T12:30:00+08:00"

static void a_schedule_that_came_goes_and_is_still_told_of(void **state) {
  struct home home;
  struct error err;
  json_t *story = NULL;
  const struct zone *zone;
  int64_t id, made;
  char *duty;

  (void)state;
  error_init(&err);
  home_open(&home, "2026-11-23T07:00:00+08:00", "Asia/Shanghai");
  id = schedule(&home, "t.dose", TWICE);
  made = head_of(&home);
  advance_to(&home, instant(NOON), 1000);
  duty = first_duty(&home, "{\"state\":\"missed\"}");
  must(take_back(&home, made, &err), &err);
  home_reopen(&home); /* what is derived agrees */
  advance_to(&home, instant("2026-11-25T12:00:00+08:00"), 1000);
  asked_as(&home, json_array());
  must(zone_get("Asia/Shanghai", &zone, &err), &err);
  assert_int_equal(
      duty_story(storage_writer(home.storage), zone, duty, &story, &err),
      ERROR_INPUT);
  assert_string_equal(err.faults[0].code, "gone");
  error_fini(&err);
  /* its key is free: the next one asks again */
  assert_int_not_equal(schedule(&home, "t.dose", TWICE), id);
  advance_to(&home, instant("2026-11-25T13:00:00+08:00"), 1000);
  assert_true(count(&home, "{\"state\":\"open\"}") > 0);
  free(duty);
  home_close(&home);
}

static void a_cut_taken_back_asks_as_before(void **state) {
  struct home home;
  struct error err;
  json_t *before, *spec;
  int64_t id;

  (void)state;
  error_init(&err);
  home_open(&home, "2026-11-23T00:00:00+08:00", "Asia/Shanghai");
  id = schedule(&home, "t.dose", TWICE);
  advance_to(&home, instant(NOON), 1000);
  before = list(&home, "{\"state\":\"open\"}");
  spec = json_loads("{\"rule\":\"FREQ=DAILY;BYHOUR=14\","
                    "\"start\":\"2026-11-23T08:00\"}",
                    0, NULL);
  begin(&home);
  must(duty_reschedule(home.book, id, instant(NOON), spec, &err), &err);
  end(&home);
  json_decref(spec);
  advance_to(&home, instant(NOON), 1000);
  assert_int_equal(count(&home, "{\"state\":\"missed\"}"), 1);
  must(take_back(&home, head_of(&home) - 1, &err), &err);
  advance_to(&home, instant(NOON), 1000);
  asked_as(&home, before);
  /* the schedule can be stopped and changed as if nothing had been */
  begin(&home);
  must(duty_stop(home.book, id, instant("2026-11-23T20:00:00+08:00"), &err),
       &err);
  end(&home);
  advance_to(&home, instant("2026-12-01T12:30:00+08:00"), 1000);
  assert_int_equal(count(&home, "{\"state\":\"open\"}"), 1);
  home_close(&home);
}

static void holds_follow(void **state) {
  struct home home;
  struct error err;
  json_t *free_of, *held;
  int64_t id, release;

  (void)state;
  error_init(&err);
  home_open(&home, "2026-11-23T00:00:00+08:00", "Asia/Shanghai");
  id = schedule(&home, "t.dose", TWICE);
  advance_to(&home, instant(NOON), 1000);
  free_of = list(&home, "{\"state\":\"open\"}");
  begin(&home);
  must(duty_hold(home.book, id, instant(NOON), 0, "住院", &err), &err);
  end(&home);
  held = list(&home, "{\"state\":\"open\"}");
  assert_false(json_equal(free_of, held));
  begin(&home);
  must(duty_release(home.book, id, instant(NOON), &err), &err);
  end(&home);
  release = head_of(&home);
  must(take_back(&home, release, &err), &err);
  asked_as(&home, held);
  must(take_back(&home, release - 1, &err), &err);
  asked_as(&home, free_of);
  home_close(&home);
}

static void an_outcome_stays_and_is_named(void **state) {
  struct duty_record what = {.outcome = "given", .person = 1};
  struct home home;
  struct error err;
  json_t *before;
  int64_t made, id;
  char *duty;

  (void)state;
  error_init(&err);
  home_open(&home, "2026-11-23T07:00:00+08:00", "Asia/Shanghai");
  schedule(&home, "t.dose", TWICE);
  made = head_of(&home);
  advance_to(&home, instant("2026-11-23T08:05:00+08:00"), 1000);
  duty = first_duty(&home, "{\"state\":\"due\"}");
  what.duty = duty;
  what.happened_at = clock_now(&home.clock);
  must(record(&home, &what, &id, &err), &err);
  before = list(&home, "{\"state\":\"open\"}");
  assert_int_equal(take_back(&home, made, &err), ERROR_INPUT);
  assert_int_equal(err.fault_count, 1);
  assert_string_equal(err.faults[0].field, duty);
  assert_string_equal(err.faults[0].code, "recorded");
  assert_non_null(strstr(err.faults[0].zh, "王护士"));
  error_fini(&err);
  asked_as(&home, before);
  /* nor is the outcome itself ever taken back (M20: it is corrected) */
  assert_int_equal(take_back(&home, head_of(&home), &err), ERROR_INPUT);
  assert_string_equal(err.faults[0].field, duty);
  error_fini(&err);
  assert_int_equal(count(&home, "{\"state\":\"done\"}"), 1);
  free(duty);
  home_close(&home);
}

/* A change for tomorrow is entered, then all is stopped, or changed again, as
 * of now: the version that would have gone on until tomorrow ends as well. */
static void m16_a_stop_ends_what_a_later_change_would_have_ended(void **state) {
  struct home home;
  struct error err;
  json_t *spec;
  int64_t id;
  (void)state;
  error_init(&err);
  home_open(&home, "2026-11-23T00:00:00+08:00", "Asia/Shanghai");
  id = schedule(&home, "t.dose",
                "{\"rule\":\"FREQ=DAILY;BYHOUR=8,20\","
                "\"start\":\"2026-11-23T08:00\"}");
  advance_to(&home, instant("2026-11-23T12:30:00+08:00"), 1000);
  spec = json_loads("{\"rule\":\"FREQ=DAILY;BYHOUR=14\","
                    "\"start\":\"2026-11-23T08:00\"}",
                    0, NULL);
  begin(&home);
  must(duty_reschedule(home.book, id, instant("2026-11-25T00:00:00+08:00"),
                       spec, &err),
       &err);
  must(duty_reschedule(home.book, id, instant("2026-11-24T12:00:00+08:00"),
                       spec, &err),
       &err);
  end(&home);
  json_decref(spec);
  advance_to(&home, instant("2026-11-23T12:31:00+08:00"), 1000);
  /* the 23rd at 20, the 24th at 8 and 14 */
  assert_int_equal(count(&home, "{\"state\":\"upcoming\","
                                "\"to\":1795568400000}"),
                   3);
  begin(&home);
  must(duty_stop(home.book, id, instant("2026-11-23T12:30:00+08:00"), &err),
       &err);
  end(&home);
  advance_to(&home, instant("2026-12-24T07:00:00+08:00"), 1000);
  assert_int_equal(count(&home, "{\"state\":\"missed\"}"), 1);
  assert_int_equal(count(&home, "{\"state\":\"upcoming\"}"), 0);
  home_close(&home);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_schedule_that_came_goes_and_is_still_told_of),
      cmocka_unit_test(a_cut_taken_back_asks_as_before),
      cmocka_unit_test(m16_a_stop_ends_what_a_later_change_would_have_ended),
      cmocka_unit_test(holds_follow),
      cmocka_unit_test(an_outcome_stays_and_is_named),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
