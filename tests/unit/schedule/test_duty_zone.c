/* Duties of a home that moves to another zone while something else goes on:
 * held, ending, released (M14, M17). */
#include "duty_home.h"

static void move_to(struct home *home, const char *zone) {
  struct error err;
  error_init(&err);
  duty_close(home->book);
  must(storage_set_zone(home->storage, zone, &err), &err);
  must(duty_open(home->storage, home_kind, home, &home->book, &err), &err);
}

/* Moves, and looks at what is planned from `now` on. */
static void live_in(struct home *home, const char *zone, const char *now) {
  move_to(home, zone);
  advance_to(home, instant(now), 1000);
}

static void hold_from(struct home *home, int64_t schedule, const char *from) {
  struct error err;
  error_init(&err);
  begin(home);
  must(duty_hold(home->book, schedule, instant(from), 0, "leave", &err), &err);
  end(home);
}

static void change(struct home *home, int64_t schedule, const char *from,
                   const char *spec) {
  json_t *json = json_loads(spec, 0, NULL);
  struct error err;
  error_init(&err);
  begin(home);
  must(duty_reschedule(home->book, schedule, instant(from), json, &err), &err);
  end(home);
  json_decref(json);
}

static void stop(struct home *home, int64_t schedule, const char *from) {
  struct error err;
  error_init(&err);
  begin(home);
  must(duty_stop(home->book, schedule, instant(from), &err), &err);
  end(home);
}

/* The nth duty is due then, in that state. */
static void expect(struct home *home, size_t nth, const char *due,
                   const char *state) {
  json_t *rows = list(home, "{}");
  json_t *row = json_array_get(rows, nth);
  assert_int_equal(json_get_int(row, "due", 0), instant(due));
  assert_string_equal(json_get_text(row, "state", ""), state);
  json_decref(rows);
}

static void m14_what_passed_while_held_stays_where_it_was(void **state) {
  struct home home;
  int64_t id;
  (void)state;
  home_open(&home, "2026-11-23T00:00:00+08:00", "Asia/Shanghai");
  id = schedule(&home, "t.dose",
                "{\"rule\":\"FREQ=DAILY\",\"start\":\"2026-11-23T08:00\"}");
  advance_to(&home, instant("2026-11-23T07:00:00+08:00"), 1000);
  hold_from(&home, id, "2026-11-23T07:00:00+08:00");
  advance_to(&home, instant("2026-11-23T12:00:00+08:00"), 1000);
  live_in(&home, "America/New_York", "2026-11-23T12:00:00+08:00");
  expect(&home, 0, "2026-11-23T08:00:00+08:00", "held");
  expect(&home, 1, "2026-11-24T08:00:00-05:00", "held");
  home_close(&home);
}

/* The clock that is set back takes back nothing that has come (M11), and so
 * neither what came while it was held. */
static void m11_what_passed_while_held_stays_when_the_clock_goes_back(
    void **state) {
  struct home home;
  int64_t id;
  (void)state;
  home_open(&home, "2026-11-23T00:00:00+08:00", "Asia/Shanghai");
  id = schedule(&home, "t.dose",
                "{\"rule\":\"FREQ=DAILY\",\"start\":\"2026-11-23T08:00\"}");
  advance_to(&home, instant("2026-11-23T07:00:00+08:00"), 1000);
  hold_from(&home, id, "2026-11-23T07:00:00+08:00");
  advance_to(&home, instant("2026-11-23T12:00:00+08:00"), 1000);
  advance_to(&home, instant("2026-11-23T06:00:00+08:00"), 1000);
  home_reopen(&home);
  move_to(&home, "America/New_York");
  live_in(&home, "Pacific/Apia", "2026-11-23T07:30:00+08:00");
  expect(&home, 0, "2026-11-23T08:00:00+08:00", "held");
  expect(&home, 1, "2026-11-24T08:00:00+13:00", "held");
  home_close(&home);
}

/* Asked for again behind a move, it is to come where it was: the wall clocks
 * of the next zone have passed it. */
static void m11_what_is_released_behind_a_move_is_not_lost(void **state) {
  struct home home;
  struct error err;
  int64_t id;
  (void)state;
  error_init(&err);
  home_open(&home, "2026-11-23T00:00:00+01:00", "Europe/Berlin");
  id = schedule(&home, "t.dose",
                "{\"rule\":\"FREQ=DAILY\",\"start\":\"2026-11-23T08:00\"}");
  advance_to(&home, instant("2026-11-23T02:00:00+01:00"), 1000);
  hold_from(&home, id, "2026-11-23T02:00:00+01:00");
  advance_to(&home, instant("2026-11-23T09:00:00+01:00"), 1000);
  advance_to(&home, instant("2026-11-23T03:00:00+01:00"), 1000);
  move_to(&home, "Asia/Shanghai"); /* ten o'clock there */
  begin(&home);
  must(duty_release(home.book, id, instant("2026-11-23T03:00:00+01:00"), &err),
       &err);
  end(&home);
  live_in(&home, "Asia/Tokyo", "2026-11-23T03:00:00+01:00");
  expect(&home, 0, "2026-11-23T08:00:00+01:00", "upcoming");
  home_close(&home);
}

static void m14_a_hold_covers_instants_not_wall_times(void **state) {
  struct home home;
  int64_t id;
  (void)state;
  home_open(&home, "2026-11-23T00:00:00+08:00", "Asia/Shanghai");
  id = schedule(&home, "t.dose",
                "{\"rule\":\"FREQ=DAILY\",\"start\":\"2026-11-23T12:00\"}");
  advance_to(&home, instant("2026-11-23T11:00:00+08:00"), 1000);
  hold_from(&home, id, "2026-11-23T10:00:00+08:00");
  expect(&home, 0, "2026-11-23T12:00:00+08:00", "held");
  live_in(&home, "Australia/Sydney",
          "2026-11-23T11:00:00+08:00"); /* an hour before the hold */
  expect(&home, 0, "2026-11-23T12:00:00+11:00", "late");
  expect(&home, 1, "2026-11-24T12:00:00+11:00", "held");
  home_close(&home);
}

/* In one zone the dose lies before the end of its order, in the other behind
 * it; wherever the home is at last decides. */
static void m14_an_end_loses_nothing_on_the_way(void **state) {
  static const char *const zones[] = {"Asia/Tokyo", "Asia/Shanghai"};
  struct home home;
  char spec[160];
  (void)state;
  home_open(&home, "2026-11-23T06:00:00+08:00", "Asia/Shanghai");
  snprintf(spec, sizeof spec,
           "{\"rule\":\"FREQ=DAILY;BYHOUR=8\",\"start\":\"2026-11-23T06:00\","
           "\"until_\":%lld}",
           (long long)instant("2026-11-23T07:30:00+08:00"));
  schedule(&home, "t.dose", spec);
  advance_to(&home, instant("2026-11-23T06:00:00+08:00"), 1000);
  assert_int_equal(count(&home, "{}"), 0);
  for (size_t i = 0; i < 3; i++) {
    live_in(&home, zones[i % 2], "2026-11-23T06:10:00+08:00");
    assert_int_equal(count(&home, "{}"), 1 - i % 2);
  }
  advance_to(&home, instant("2026-11-25T06:00:00+08:00"), 1000);
  assert_int_equal(count(&home, "{}"), 1);
  expect(&home, 0, "2026-11-23T08:00:00+09:00", "missed");
  home_close(&home);
}

/* What lay behind the end passed unasked; a zone where the same time of the day
 * would have lain before it brings it back no more. */
static void m14_what_passed_behind_the_end_is_over(void **state) {
  struct home home;
  char spec[160];
  (void)state;
  home_open(&home, "2026-11-23T06:00:00+08:00", "Asia/Shanghai");
  snprintf(spec, sizeof spec,
           "{\"rule\":\"FREQ=DAILY;BYHOUR=8\",\"start\":\"2026-11-23T06:00\","
           "\"until_\":%lld}",
           (long long)instant("2026-11-24T07:30:00+08:00"));
  schedule(&home, "t.dose", spec);
  advance_to(&home, instant("2026-11-24T09:00:00+08:00"), 1000);
  live_in(&home, "Asia/Tokyo",
          "2026-11-24T09:10:00+08:00"); /* eight would have been at seven */
  assert_int_equal(count(&home, "{}"), 1);
  expect(&home, 0, "2026-11-23T08:00:00+08:00", "missed");
  home_close(&home);
}

/* At eight it was eight, an hour later it is noon: two doses are open and in
 * time, but one may be given now. */
static void m8_of_two_that_a_move_brings_together_one_is_given(void **state) {
  struct home home;
  struct duty_record given = {.outcome = "given", .person = 1};
  struct error err;
  char *first, *second;
  int64_t id;
  (void)state;
  home_open(&home, "2026-11-23T00:00:00+08:00", "Asia/Shanghai");
  schedule(&home, "t.dose",
           "{\"rule\":\"FREQ=DAILY;BYHOUR=8,12\","
           "\"start\":\"2026-11-23T08:00\"}");
  advance_to(&home, instant("2026-11-23T08:10:00+08:00"), 1000);
  live_in(&home, "Australia/Sydney", "2026-11-23T09:05:00+08:00");
  first = first_duty(&home, "{\"state\":\"late\"}");
  second = first_duty(&home, "{\"state\":\"due\"}");
  given.duty = first;
  given.happened_at = clock_now(&home.clock);
  assert_int_equal(record(&home, &given, &id, &err), ERROR_RULE);
  error_fini(&err);
  given.duty = second;
  must(record(&home, &given, &id, &err), &err);
  given.duty = first;
  assert_int_equal(record(&home, &given, &id, &err), ERROR_RULE);
  error_fini(&err);
  given.happened_at = instant("2026-11-23T08:30:00+08:00"); /* from paper */
  must(record(&home, &given, &id, &err), &err);
  free(first);
  free(second);
  home_close(&home);
}

/* It changed the same hold again and again until the bound of a command. */
static void m17_a_release_ends_what_would_have_been_held_later(void **state) {
  struct home home;
  struct error err;
  int64_t id;
  (void)state;
  error_init(&err);
  home_open(&home, "2026-11-23T00:00:00+08:00", "Asia/Shanghai");
  id = schedule(&home, "t.dose",
                "{\"rule\":\"FREQ=DAILY\",\"start\":\"2026-11-23T08:00\"}");
  advance_to(&home, instant("2026-11-23T07:00:00+08:00"), 1000);
  hold_from(&home, id, "2026-11-24T07:00:00+08:00");
  assert_int_not_equal(count(&home, "{\"state\":\"held\"}"), 0);
  begin(&home);
  must(duty_release(home.book, id, instant("2026-11-23T07:00:00+08:00"), &err),
       &err);
  end(&home);
  home_reopen(&home);
  assert_int_equal(count(&home, "{\"state\":\"held\"}"), 0);
  advance_to(&home, instant("2026-11-25T07:00:00+08:00"), 1000);
  assert_int_equal(count(&home, "{\"state\":\"missed\"}"), 2);
  home_close(&home);
}

/* Open duties whose wall time is that, in whichever version. */
static size_t planned(struct home *home, const char *wall) {
  json_t *rows = list(home, "{\"state\":\"open\"}");
  size_t i, n = 0;
  json_t *row;
  json_array_foreach(rows, i, row) {
    n += strstr(json_get_text(row, "duty", ""), wall) != NULL;
  }
  json_decref(rows);
  return n;
}

/* A change is said for a time of the day there and then: each planned time has
 * the version that it had, wherever the home goes. */
static void m16_a_change_ahead_parts_the_same_times_in_each_zone(void **state) {
  static const char *const zones[] = {"Pacific/Honolulu", "Pacific/Apia",
                                      "Asia/Shanghai"};
  static const char *const walls[] = {"20261123T200000", "20261124T080000",
                                      "20261124T130000", "20261124T200000",
                                      "20261125T080000"};
  struct home home;
  int64_t id;
  (void)state;
  home_open(&home, "2026-11-23T09:00:00+08:00", "Asia/Shanghai");
  id = schedule(&home, "t.dose",
                "{\"rule\":\"FREQ=DAILY;BYHOUR=8,13,20\","
                "\"start\":\"2026-11-23T14:00\"}");
  advance_to(&home, instant("2026-11-23T15:00:00+08:00"), 1000);
  /* a rule that began earlier than the version that it is of */
  change(&home, id, "2026-11-24T12:00:00+08:00",
         "{\"rule\":\"FREQ=DAILY;BYHOUR=8,13,20\","
         "\"start\":\"2026-11-22T08:00\"}");
  advance_to(&home, instant("2026-11-23T15:00:00+08:00"), 1000);
  for (size_t i = 0; i < 3; i++) {
    live_in(&home, zones[i], "2026-11-23T15:00:00+08:00");
    for (size_t w = 0; w < 5; w++)
      assert_int_equal(planned(&home, walls[w]), 1);
    assert_int_equal(planned(&home, "20261123T130000"), 0);
  }
  home_close(&home);
}

/* An end that was said as a wall time is an instant for all that comes after,
 * also where a change has cut what it ends. */
static void m16_an_end_stays_the_instant_that_was_meant(void **state) {
  static const char *const zones[] = {"Asia/Shanghai", "Pacific/Apia"};
  struct home home;
  int64_t id;
  (void)state;
  home_open(&home, "2026-11-23T07:00:00+08:00", "Asia/Shanghai");
  id = schedule(
      &home, "t.dose",
      "{\"rule\":\"FREQ=DAILY;BYHOUR=14\","
      "\"start\":\"2026-11-23T08:00\",\"until_\":\"2026-11-24T12:00\"}");
  move_to(&home, "Pacific/Apia");
  change(&home, id, "2026-11-24T16:00:00+13:00",
         "{\"rule\":\"FREQ=DAILY;BYHOUR=8\","
         "\"start\":\"2026-11-24T16:00\"}");
  for (size_t i = 0; i < 2; i++) {
    live_in(&home, zones[i], "2026-11-23T07:00:00+08:00");
    assert_int_equal(planned(&home, "20261124T140000"), i);
  }
  home_close(&home);
}

/* A stop is an end: behind it nothing is asked for anywhere, and what it had
 * withdrawn comes back nowhere. */
static void m16_a_stop_ahead_holds_in_each_zone(void **state) {
  static const char *const zones[] = {"Pacific/Honolulu", "Pacific/Apia",
                                      "Asia/Shanghai"};
  struct home home;
  int64_t id;
  (void)state;
  home_open(&home, "2026-11-23T07:00:00+08:00", "Asia/Shanghai");
  id = schedule(&home, "t.dose",
                "{\"rule\":\"FREQ=DAILY;BYHOUR=8,13\","
                "\"start\":\"2026-11-23T10:00\"}");
  change(&home, id, "2026-11-23T12:00:00+08:00",
         "{\"rule\":\"FREQ=DAILY;BYHOUR=8,13\","
         "\"start\":\"2026-11-23T12:00\"}");
  advance_to(&home, instant("2026-11-23T07:00:00+08:00"), 1000);
  stop(&home, id, "2026-11-24T12:00:00+08:00");
  for (size_t i = 0; i < 3; i++) {
    live_in(&home, zones[i], "2026-11-23T07:00:00+08:00");
    assert_int_equal(planned(&home, "20261123T130000"), 1);
    assert_int_equal(planned(&home, "20261124T080000"), i > 0);
    assert_int_equal(planned(&home, "20261124T130000"), 0);
  }
  home_close(&home);
}

/* It came in another zone, the clock was set back since, and the stop lies
 * before that, by the wall clocks here behind it. */
static void m16_what_came_elsewhere_behind_a_stop_comes_nowhere(void **state) {
  static const char *const zones[] = {"Pacific/Honolulu", "Asia/Kathmandu",
                                      "America/New_York"};
  struct home home;
  int64_t id;
  (void)state;
  home_open(&home, "2026-11-23T07:00:00-05:00", "America/New_York");
  id = schedule(&home, "t.dose",
                "{\"rule\":\"FREQ=DAILY;BYHOUR=9,16\","
                "\"start\":\"2026-11-23T08:00\"}");
  advance_to(&home, instant("2026-11-23T16:30:00-05:00"), 1000);
  advance_to(&home, instant("2026-11-23T07:00:00-05:00"), 1000);
  move_to(&home, "Asia/Shanghai");
  expect(&home, 1, "2026-11-23T16:00:00-05:00", "due");
  stop(&home, id, "2026-11-23T13:00:00-05:00");
  advance_to(&home, instant("2026-11-22T00:00:00-05:00"), 1000);
  for (size_t i = 0; i < 3; i++) {
    live_in(&home, zones[i], "2026-11-22T00:00:00-05:00");
    assert_int_equal(planned(&home, "20261123T090000"), 1);
    assert_int_equal(planned(&home, "20261123T160000"), 0);
  }
  home_close(&home);
}

/* A stop behind the end opens nothing. */
static void m16_a_stop_behind_the_end_asks_for_nothing_more(void **state) {
  struct home home;
  int64_t id;
  (void)state;
  home_open(&home, "2026-11-23T07:00:00+08:00", "Asia/Shanghai");
  id = schedule(
      &home, "t.dose",
      "{\"rule\":\"FREQ=DAILY;BYHOUR=8\","
      "\"start\":\"2026-11-23T08:00\",\"until_\":\"2026-11-24T12:00\"}");
  advance_to(&home, instant("2026-11-23T07:00:00+08:00"), 1000);
  assert_int_equal(count(&home, "{}"), 2);
  stop(&home, id, "2026-11-26T07:00:00+08:00");
  live_in(&home, "Europe/Berlin", "2026-11-24T16:00:00+08:00");
  assert_int_equal(count(&home, "{}"), 1);
  home_close(&home);
}

/* Its start is an instant, its first day here begins before that. */
static void m16_what_is_stopped_before_it_begins_asks_for_nothing(
    void **state) {
  struct home home;
  int64_t id;
  (void)state;
  home_open(&home, "2026-11-23T09:00:00+08:00", "Asia/Shanghai");
  id = schedule(&home, "t.dose",
                "{\"rule\":\"FREQ=DAILY;BYHOUR=8,12\","
                "\"start\":\"2026-11-24T07:00\"}");
  advance_to(&home, instant("2026-11-23T09:00:00+08:00"), 1000);
  move_to(&home, "Pacific/Apia");
  stop(&home, id, "2026-11-24T07:00:00+08:00");
  advance_to(&home, instant("2026-11-25T09:00:00+08:00"), 1000);
  assert_int_equal(count(&home, "{}"), 0);
  live_in(&home, "Pacific/Honolulu", "2026-11-26T09:00:00+08:00");
  assert_int_equal(count(&home, "{}"), 0);
  home_close(&home);
}

/* Nothing depends on whether its first day was near enough to be made. */
static void m14_what_begins_later_begins_at_its_wall_time(void **state) {
  struct home home;
  (void)state;
  home_open(&home, "2026-11-23T09:00:00+08:00", "Asia/Shanghai");
  schedule(
      &home, "t.dose",
      "{\"rule\":\"FREQ=DAILY;BYHOUR=12\",\"start\":\"2026-12-01T10:00\"}");
  schedule(&home, "t.check", "{\"at\":\"2026-11-24T08:00\"}");
  advance_to(&home, instant("2026-11-23T09:00:00+08:00"), 1000);
  move_to(&home, "Pacific/Apia");
  expect(&home, 0, "2026-11-24T08:00:00+13:00", "upcoming");
  advance_to(&home, instant("2026-12-01T00:00:00+08:00"), 1000);
  expect(&home, 1, "2026-12-01T12:00:00+13:00", "upcoming");
  home_close(&home);
}

/* Two planned times that a gap of the clocks joins are one dose there and two
 * anywhere else. */
static void m14_what_a_gap_joins_comes_apart_elsewhere(void **state) {
  static const char *const zones[] = {"America/Chicago", "Asia/Shanghai"};
  struct home home;
  (void)state;
  home_open(&home, "2026-03-07T10:00:00-05:00", "America/New_York");
  schedule(&home, "t.dose",
           "{\"rule\":[\"FREQ=DAILY;BYHOUR=2;BYMINUTE=30\","
           "\"FREQ=DAILY;BYHOUR=3;BYMINUTE=0\"],"
           "\"start\":\"2026-03-07T10:00\"}");
  advance_to(&home, instant("2026-03-07T10:00:00-05:00"), 1000);
  for (size_t i = 0; i < 4; i++) {
    expect(&home, 0,
           i % 2 == 1 ? "2026-03-08T02:30:00+08:00"
           : i == 0   ? "2026-03-08T03:00:00-04:00"
                      : "2026-03-08T03:00:00-05:00",
           "upcoming");
    assert_int_equal(planned(&home, "20260308T023000"), 1);
    assert_int_equal(planned(&home, "20260308T030000"), i % 2);
    live_in(&home, zones[(i + 1) % 2], "2026-03-07T10:00:00-05:00");
  }
  home_close(&home);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(m14_what_passed_while_held_stays_where_it_was),
      cmocka_unit_test(
          m11_what_passed_while_held_stays_when_the_clock_goes_back),
      cmocka_unit_test(m11_what_is_released_behind_a_move_is_not_lost),
      cmocka_unit_test(m14_a_hold_covers_instants_not_wall_times),
      cmocka_unit_test(m14_an_end_loses_nothing_on_the_way),
      cmocka_unit_test(m14_what_passed_behind_the_end_is_over),
      cmocka_unit_test(m8_of_two_that_a_move_brings_together_one_is_given),
      cmocka_unit_test(m17_a_release_ends_what_would_have_been_held_later),
      cmocka_unit_test(m16_a_change_ahead_parts_the_same_times_in_each_zone),
      cmocka_unit_test(m16_an_end_stays_the_instant_that_was_meant),
      cmocka_unit_test(m16_a_stop_ahead_holds_in_each_zone),
      cmocka_unit_test(m16_what_came_elsewhere_behind_a_stop_comes_nowhere),
      cmocka_unit_test(m16_a_stop_behind_the_end_asks_for_nothing_more),
      cmocka_unit_test(m16_what_is_stopped_before_it_begins_asks_for_nothing),
      cmocka_unit_test(m14_what_begins_later_begins_at_its_wall_time),
      cmocka_unit_test(m14_what_a_gap_joins_comes_apart_elsewhere),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
