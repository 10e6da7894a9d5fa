/* Duties over a real home: never lost, never doubled, never done by itself. */
#include "duty_home.h"

/* --- cases -----------------------------------------------------------------
 */

static void m5_m6_duties_go_from_upcoming_to_missed(void **state) {
  struct home home;
  (void)state;
  home_open(&home, "2026-11-23T00:00:00+08:00", "Asia/Shanghai");
  schedule(&home, "t.dose",
           "{\"rule\":\"FREQ=DAILY\",\"start\":\"2026-11-23T08:00\","
           "\"subject\":\"resident:1\"}");
  advance_to(&home, instant("2026-11-23T07:59:59+08:00"), 1000);
  assert_int_equal(count(&home, "{\"state\":\"due\"}"), 0);
  advance_to(&home, instant("2026-11-23T08:00:00+08:00"), 1000);
  assert_int_equal(count(&home, "{\"state\":\"due\"}"), 1);
  advance_to(&home, instant("2026-11-23T08:59:59+08:00"), 1000);
  assert_int_equal(count(&home, "{\"state\":\"late\"}"), 0);
  advance_to(&home, instant("2026-11-23T09:00:00+08:00"), 1000);
  assert_int_equal(count(&home, "{\"state\":\"late\"}"), 1);
  advance_to(&home, instant("2026-11-23T12:00:00+08:00"), 1000);
  assert_int_equal(count(&home, "{\"state\":\"missed\"}"), 1);
  /* missed is a question: it stays open until a person answers (M6) */
  advance_to(&home, instant("2026-12-23T12:00:00+08:00"), 1000);
  assert_int_equal(count(&home, "{\"state\":\"missed\"}"), 31);
  assert_int_equal(count(&home, "{\"state\":\"done\"}"), 0);
  home_close(&home);
}

/* A bed was vacated at 14:05:31.766, so its cleaning was due at 16:05:31.766;
 * the board said "cleaning" and no duty ever came. */
static void a_fraction_of_a_second_loses_no_duty(void **state) {
  struct home home;
  char spec[96];
  (void)state;
  home_open(&home, "2026-11-23T00:00:00+08:00", "Asia/Shanghai");
  snprintf(spec, sizeof spec, "{\"at\":%lld}",
           (long long)instant("2026-11-23T16:05:31+08:00") + 766);
  schedule(&home, "t.dose", spec);
  advance_to(&home, instant("2026-11-23T16:05:31+08:00"), 1000);
  assert_int_equal(count(&home, "{\"state\":\"due\"}"), 1);
  home_close(&home);
}

static void m1_one_occurrence_has_one_outcome(void **state) {
  struct home home;
  struct duty_record given = {.outcome = "given", .person = 1};
  struct error err;
  char *duty;
  int64_t id, other;
  (void)state;
  home_open(&home, "2026-11-23T00:00:00+08:00", "Asia/Shanghai");
  schedule(&home, "t.dose",
           "{\"rule\":\"FREQ=DAILY\",\"start\":\"2026-11-23T08:00\"}");
  advance_to(&home, instant("2026-11-23T08:10:00+08:00"), 1000);
  duty = first_duty(&home, "{\"state\":\"due\"}");
  assert_string_equal(strchr(duty, '-'), "-20261123T080000");
  given.duty = duty;
  given.happened_at = clock_now(&home.clock);
  must(record(&home, &given, &id, &err), &err);
  given.person = 2; /* M1: the second nurse is told who was first */
  assert_int_equal(record(&home, &given, &other, &err), ERROR_CONFLICT);
  assert_non_null(strstr(err.zh, "王护士"));
  assert_non_null(strstr(err.zh, "“已给”。"));
  error_fini(&err);
  /* a correction supersedes, needs a reason, and can be made once (M20) */
  given.outcome = "refused";
  given.supersedes = id;
  assert_int_equal(record(&home, &given, &other, &err), ERROR_INPUT);
  assert_string_equal(err.faults[0].field, "reason");
  error_fini(&err);
  given.reason = "记错了人";
  must(record(&home, &given, &other, &err), &err);
  assert_int_equal(record(&home, &given, &other, &err), ERROR_CONFLICT);
  error_fini(&err);
  assert_int_equal(count(&home, "{\"state\":\"done\"}"), 1);
  /* what is recorded does not come back when the home is opened anew */
  home_reopen(&home);
  advance_to(&home, instant("2026-11-23T09:10:00+08:00"), 1000);
  assert_int_equal(count(&home, "{\"state\":\"late\"}"), 0);
  free(duty);
  home_close(&home);
}

static void record_refuses(struct home *home, struct duty_record what,
                           const char *field) {
  struct error err;
  int64_t id;
  assert_int_equal(record(home, &what, &id, &err), ERROR_INPUT);
  assert_string_equal(err.faults[0].field, field);
  error_fini(&err);
}

static void bad_outcomes_are_refused_by_field(void **state) {
  struct home home;
  struct duty_record what = {.outcome = "given", .person = 1};
  struct error err;
  char *duty;
  int64_t id;
  (void)state;
  home_open(&home, "2026-11-23T00:00:00+08:00", "Asia/Shanghai");
  schedule(&home, "t.dose",
           "{\"rule\":\"FREQ=DAILY\",\"start\":\"2026-11-23T08:00\"}");
  advance_to(&home, instant("2026-11-23T06:00:00+08:00"), 1000);
  duty = first_duty(&home, "{\"state\":\"upcoming\"}");
  what.duty = duty;
  what.happened_at = clock_now(&home.clock);
  record_refuses(&home, what, "at"); /* too early */
  what.happened_at += 2 * HOUR;
  record_refuses(&home, what, "at"); /* in the future (M10) */
  what.outcome = "eaten";
  record_refuses(&home, what, "outcome");
  what.outcome = "refused";
  what.happened_at = clock_now(&home.clock);
  record_refuses(&home, what, "reason");
  what.duty = "1-20261123T080000x";
  record_refuses(&home, what, "duty");
  what.duty = duty;
  what.reason = "不肯吃";
  what.version = 7; /* M24: the page is stale */
  assert_int_equal(record(&home, &what, &id, &err), ERROR_CONFLICT);
  error_fini(&err);
  what.version = 1;
  must(record(&home, &what, &id, &err), &err);
  free(duty);
  home_close(&home);
}

static void m18_second_signer_is_another_person_in_time(void **state) {
  struct home home;
  struct duty_record what = {.outcome = "given", .person = 1};
  struct error err;
  char *duty;
  int64_t id;
  (void)state;
  home_open(&home, "2026-11-23T00:00:00+08:00", "Asia/Shanghai");
  schedule(&home, "t.controlled", "{\"at\":\"2026-11-23T08:00\"}");
  advance_to(&home, instant("2026-11-23T08:00:00+08:00"), 1000);
  duty = first_duty(&home, "{\"state\":\"due\"}");
  what.duty = duty;
  what.happened_at = clock_now(&home.clock);
  record_refuses(&home, what, "second");
  what.second = 1;
  what.second_at = clock_now(&home.clock);
  record_refuses(&home, what, "second");
  what.second = 2;
  what.second_at -= 2 * 60 * 1000 + 1;
  record_refuses(&home, what, "second");
  what.second_at += 1;
  must(record(&home, &what, &id, &err), &err);
  free(duty);
  home_close(&home);
}

static void m8_after_downtime_only_the_newest_is_done_now(void **state) {
  struct home home;
  struct duty_record what = {.outcome = "given", .person = 1};
  struct error err;
  char *duty;
  int64_t id;
  (void)state;
  home_open(&home, "2026-11-23T00:00:00+08:00", "Asia/Shanghai");
  schedule(&home, "t.dose",
           "{\"rule\":\"FREQ=DAILY;BYHOUR=8,12,16\","
           "\"start\":\"2026-11-23T08:00\"}");
  advance_to(&home, instant("2026-11-23T16:30:00+08:00"), 1000);
  duty = first_duty(&home, "{\"state\":\"missed\"}");
  what.duty = duty;
  what.happened_at = clock_now(&home.clock);
  assert_int_equal(record(&home, &what, &id, &err), ERROR_RULE);
  error_fini(&err);
  what.happened_at = instant("2026-11-23T08:20:00+08:00"); /* from paper */
  must(record(&home, &what, &id, &err), &err);
  free(duty);
  duty = first_duty(&home, "{\"state\":\"due\"}");
  what.duty = duty;
  what.happened_at = clock_now(&home.clock);
  must(record(&home, &what, &id, &err), &err);
  what.duty = "1-20261123T120000"; /* nor does it make room for an older one */
  assert_int_equal(record(&home, &what, &id, &err), ERROR_RULE);
  error_fini(&err);
  free(duty);
  home_close(&home);
}

static void m16_a_change_cuts_at_its_instant(void **state) {
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
  spec = json_loads("{\"rule\":\"FREQ=DAILY;BYHOUR=8,14,20\","
                    "\"start\":\"2026-11-23T08:00\"}",
                    0, NULL);
  begin(&home);
  must(duty_reschedule(home.book, id, instant("2026-11-23T12:30:00+08:00"),
                       spec, &err),
       &err);
  end(&home);
  json_decref(spec);
  advance_to(&home, instant("2026-11-24T07:00:00+08:00"), 1000);
  /* 23rd: 8 (old), 14 and 20 (new); none in two versions (M16) */
  assert_int_equal(count(&home, "{\"state\":\"missed\"}"), 3);
  begin(&home);
  must(duty_stop(home.book, id, instant("2026-11-24T10:00:00+08:00"), &err),
       &err);
  end(&home);
  advance_to(&home, instant("2026-12-24T07:00:00+08:00"), 1000);
  assert_int_equal(count(&home, "{\"state\":\"missed\"}"), 4);
  assert_int_equal(count(&home, "{\"state\":\"upcoming\"}"), 0);
  home_close(&home);
}

static void m17_holds_ask_nobody_and_stay_visible(void **state) {
  struct home home;
  struct error err;
  int64_t id;
  (void)state;
  error_init(&err);
  home_open(&home, "2026-11-23T00:00:00+08:00", "Asia/Shanghai");
  id = schedule(&home, "t.dose",
                "{\"rule\":\"FREQ=DAILY\",\"start\":\"2026-11-23T08:00\"}");
  advance_to(&home, instant("2026-11-23T10:00:00+08:00"), 1000);
  begin(&home);
  must(duty_hold(home.book, id, instant("2026-11-23T10:00:00+08:00"), 0, "住院",
                 &err),
       &err);
  end(&home);
  advance_to(&home, instant("2026-11-27T10:00:00+08:00"), 1000);
  assert_int_equal(count(&home, "{\"state\":\"missed\"}"), 1);
  assert_true(count(&home, "{\"state\":\"held\"}") >= 4);
  begin(&home);
  must(duty_release(home.book, id, instant("2026-11-27T12:00:00+08:00"), &err),
       &err);
  end(&home);
  advance_to(&home, instant("2026-11-28T08:00:00+08:00"), 1000);
  assert_int_equal(count(&home, "{\"state\":\"due\"}"), 1);
  assert_int_equal(count(&home, "{\"state\":\"held\"}"), 4);
  home_close(&home);
}

static void m13_gap_and_overlap_fire_once(void **state) {
  struct home home;
  json_t *rows;
  (void)state;
  home_open(&home, "2026-03-07T00:00:00-05:00", "America/New_York");
  schedule(&home, "t.check",
           "{\"rule\":\"FREQ=DAILY\",\"start\":\"2026-03-07T02:30\"}");
  advance_to(&home, instant("2026-03-09T03:00:00-04:00"), 1000);
  rows = list(&home, "{\"state\":\"open\",\"limit\":3}");
  assert_int_equal(json_get_int(json_array_get(rows, 1), "due", 0),
                   instant("2026-03-08T03:00:00-04:00"));
  json_decref(rows);
  /* 1 November 2026, 01:30 comes twice: once, on the first pass */
  schedule(&home, "t.check",
           "{\"rule\":\"FREQ=DAILY\",\"subject\":\"fall\","
           "\"start\":\"2026-10-31T01:30\"}");
  schedule(&home, "t.check",
           "{\"every\":\"PT1H\",\"subject\":\"each\","
           "\"start\":\"2026-11-01T00:30\","
           "\"until_\":\"2026-11-01T03:30\"}");
  advance_to(&home, instant("2026-11-03T00:00:00-05:00"), 1000);
  rows = list(&home, "{\"state\":\"open\",\"subject\":\"fall\"}");
  assert_int_equal(json_get_int(json_array_get(rows, 1), "due", 0),
                   instant("2026-11-01T01:30:00-04:00"));
  assert_int_equal(json_get_int(json_array_get(rows, 2), "due", 0),
                   instant("2026-11-02T01:30:00-05:00"));
  json_decref(rows);
  /* elapsed spacing stays true: 00:30, 01:30, 01:30 again, 02:30, 03:30 */
  assert_int_equal(count(&home, "{\"subject\":\"each\"}"), 5);
  home_close(&home);
}

/* M14: outcomes keep their instants, upcoming ones their wall times. */
static void m14_another_zone_keeps_wall_times(void **state) {
  struct home home;
  struct duty_record given = {.outcome = "given", .person = 1};
  struct error err;
  json_t *rows;
  int64_t id;
  char *duty;
  (void)state;
  home_open(&home, "2026-11-23T00:00:00+08:00", "Asia/Shanghai");
  schedule(&home, "t.dose",
           "{\"rule\":\"FREQ=DAILY\",\"start\":\"2026-11-23T08:00\"}");
  schedule(&home, "t.check",
           "{\"every\":\"PT6H\",\"start\":\"2026-11-23T06:00\"}");
  advance_to(&home, instant("2026-11-23T08:30:00+08:00"), 1000);
  duty = first_duty(&home, "{\"state\":\"due\",\"kind\":\"t.dose\"}");
  given.duty = duty;
  given.happened_at = clock_now(&home.clock);
  must(record(&home, &given, &id, &err), &err);
  duty_close(home.book);
  must(storage_set_zone(home.storage, "Asia/Tokyo", &err), &err);
  must(duty_open(home.storage, home_kind, &home, &home.book, &err), &err);
  advance_to(&home, instant("2026-11-24T07:00:00+08:00"), 1000);
  rows = list(&home, "{\"kind\":\"t.dose\"}");
  assert_int_equal(json_get_int(json_array_get(rows, 0), "due", 0),
                   instant("2026-11-23T08:00:00+08:00"));
  assert_string_equal(json_get_text(json_array_get(rows, 0), "state", ""),
                      "done");
  assert_int_equal(json_get_int(json_array_get(rows, 1), "due", 0),
                   instant("2026-11-24T08:00:00+09:00"));
  assert_string_equal(json_get_text(json_array_get(rows, 1), "state", ""),
                      "due");
  json_decref(rows);
  /* elapsed ones go on every six hours, none lost, none twice */
  rows = list(&home, "{\"kind\":\"t.check\"}");
  for (size_t i = 0; i < 6; i++)
    assert_int_equal(json_get_int(json_array_get(rows, i), "due", 0),
                     instant("2026-11-23T06:00:00+08:00") +
                         (int64_t)i * 6 * HOUR);
  json_decref(rows);
  free(duty);
  home_close(&home);
}

/* --- the same however often it is called -----------------------------------
 */

struct told {
  char *text;
  size_t len;
};

static int told_each(void *context, const struct storage_event *event) {
  struct told *told = context;
  char line[160];
  int n = snprintf(line, sizeof line, "%s %s %lld\n", event->type,
                   json_get_text(event->payload, "duty", ""),
                   (long long)json_get_int(event->payload, "at", 0));
  told->text = realloc(told->text, told->len + (size_t)n + 1);
  memcpy(told->text + told->len, line, (size_t)n + 1);
  told->len += (size_t)n;
  return 0;
}

/* A month of seeded schedules, advanced in steps of `step` ms (0: at once). */
static char *month(unsigned seed, int64_t step, int limit) {
  static const char *const rules[] = {
      "FREQ=DAILY;BYHOUR=8,12,18", "FREQ=DAILY;INTERVAL=2",
      "FREQ=WEEKLY;BYDAY=MO,TH",   "FREQ=MONTHLY;BYMONTHDAY=-1",
      "FREQ=HOURLY;INTERVAL=6",    "FREQ=DAILY;COUNT=9"};
  int64_t from = instant("2026-03-01T00:00:00+01:00");
  int64_t until = from + 30 * DAY;
  struct told told = {0};
  struct home home;
  struct error err;
  error_init(&err);
  home_open(&home, "2026-03-01T00:00:00+01:00", "Europe/Berlin");
  for (int i = 0; i < 12; i++) {
    char spec[200];
    seed = seed * 1103515245u + 12345u;
    snprintf(spec, sizeof spec,
             "{\"rule\":\"%s\",\"start\":\"2026-03-%02uT%02u:%02u\"}",
             rules[(seed >> 8) % 6], 1 + (seed >> 12) % 20, (seed >> 17) % 24,
             (seed >> 22) % 60);
    schedule(&home, i % 2 == 0 ? "t.dose" : "t.check", spec);
  }
  for (int64_t at = from + step; step > 0 && at < until; at += step)
    advance_to(&home, at, limit);
  /* by lot from two days back to three days ahead, never past the end */
  for (int64_t at = from; step < 0 && at < until - DAY;) {
    seed = seed * 1103515245u + 12345u;
    at += ((int64_t)((seed >> 8) % 121) - 48) * HOUR + seed % 1000;
    at = at < until ? at : until - DAY + 1;
    advance_to(&home, at, limit);
  }
  advance_to(&home, until, limit);
  storage_events(storage_writer(home.storage), 0, 100000, told_each, &told,
                 &err);
  home_close(&home);
  assert_non_null(told.text);
  return told.text;
}

static void a_month_of_sleep_gives_the_same_events(void **state) {
  (void)state;
  for (unsigned seed = 1; seed <= 3; seed++) {
    char *once = month(seed, 0, 100000);
    char *often = month(seed, 7 * HOUR + 1234, 50);
    char *small = month(seed, 3 * DAY, 7);
    assert_string_equal(once, often);
    assert_string_equal(once, small);
    free(once);
    free(often);
    free(small);
  }
}

/* Steps of the clock, back and ahead, tell the same story as none. */
static void m11_m12_steps_of_the_clock_tell_the_same_events(void **state) {
  (void)state;
  for (unsigned seed = 1; seed <= 20; seed++) {
    char *once = month(seed, 0, 100000);
    char *stepped = month(seed, -1, 1000);
    assert_string_equal(once, stepped);
    free(once);
    free(stepped);
  }
}

static void m11_the_clock_going_back_changes_nothing(void **state) {
  struct home home;
  struct error err;
  bool more;
  size_t before;
  (void)state;
  error_init(&err);
  home_open(&home, "2026-11-23T00:00:00+08:00", "Asia/Shanghai");
  schedule(&home, "t.dose",
           "{\"rule\":\"FREQ=DAILY\",\"start\":\"2026-11-23T08:00\"}");
  advance_to(&home, instant("2026-11-25T08:00:00+08:00"), 1000);
  before = count(&home, "{\"state\":\"missed\"}");
  begin(&home);
  must(duty_advance(home.book, instant("2025-11-25T08:00:00+08:00"), 1000,
                    &more, &err),
       &err);
  end(&home);
  assert_int_equal(count(&home, "{\"state\":\"missed\"}"), before);
  assert_int_equal(count(&home, "{\"state\":\"due\"}"), 1);
  home_close(&home);
}

static void m12_after_a_jump_nothing_is_missed_by_itself(void **state) {
  struct home home;
  (void)state;
  home_open(&home, "2026-11-23T00:00:00+08:00", "Asia/Shanghai");
  schedule(&home, "t.dose",
           "{\"rule\":\"FREQ=DAILY\",\"start\":\"2026-11-23T08:00\"}");
  duty_hold_missed(home.book, true);
  advance_to(&home, instant("2026-11-24T07:00:00+08:00"), 1000);
  assert_int_equal(count(&home, "{\"state\":\"missed\"}"), 0);
  assert_int_equal(count(&home, "{\"state\":\"late\"}"), 1);
  duty_hold_missed(home.book, false);
  advance_to(&home, instant("2026-11-24T07:00:01+08:00"), 1000);
  assert_int_equal(count(&home, "{\"state\":\"missed\"}"), 1);
  home_close(&home);
}

/* Each Monday's minutes that the steps of seven reach are just those that
 * BYMINUTE leaves out, until the year 9999: looking for one took more steps
 * than a batch has, each batch began anew, and no duty of the home moved. */
static void a_rule_that_finds_nothing_holds_up_no_other(void **state) {
  struct home home;
  char spec[400] = "{\"start\":\"2026-11-23T08:00\",\"rule\":"
                   "\"FREQ=MINUTELY;INTERVAL=7;BYDAY=MO;"
                   "BYHOUR=0,7,14,21;BYMINUTE=0";
  bool more = true;
  struct error err;
  (void)state;
  error_init(&err);
  for (int minute = 1; minute < 60; minute++)
    if (minute % 7 != 4)
      snprintf(spec + strlen(spec), 8, ",%d", minute);
  strcat(spec, "\"}");
  home_open(&home, "2026-11-23T00:00:00+08:00", "Asia/Shanghai");
  schedule(&home, "t.dose", spec);
  schedule(&home, "t.dose",
           "{\"rule\":\"FREQ=DAILY\",\"start\":\"2026-11-23T08:00\"}");
  home.clock.fixed = instant("2026-11-24T08:00:00+08:00");
  for (int batch = 0; batch < 20 && more; batch++) {
    begin(&home);
    must(duty_advance(home.book, home.clock.fixed, 512, &more, &err), &err);
    end(&home);
  }
  assert_false(more);
  assert_int_equal(count(&home, "{\"state\":\"due\"}"), 1);
  assert_int_equal(count(&home, "{\"state\":\"missed\"}"), 1);
  home_close(&home);
}

static void bad_specs_are_refused(void **state) {
  static const struct {
    const char *spec;
    const char *field;
  } bad[] = {
      {"{\"rule\":\"FREQ=DAILY\"}", "start"},
      {"{\"rule\":\"FREQ=DAILY\",\"at\":\"2026-11-23T08:00\"}", ""},
      {"{\"every\":\"8h\",\"start\":\"2026-11-23T08:00\"}", "every"},
      {"{\"at\":\"2026-11-31T08:00\"}", "at"},
      {"{\"at\":9223372036854775807}", "at"},
      {"{\"at\":-9223372036854775807}", "at"},
      {"{\"every\":\"PT1H\",\"start\":9223372036854775807}", "start"},
      {"{\"rule\":\"FREQ=DAILY;BYHOUR=8,12,18\",\"start\":\"1926-11-23\"}",
       "start"},
      {"{\"every\":\"PT8H\",\"start\":\"1926-11-23\"}", "start"},
      {"{\"rule\":\"FREQ=SECONDLY\",\"start\":\"2026-11-23T08:00\"}", "rule"},
      {"{\"rule\":\"FREQ=DAILY;BYSECOND=0,30\","
       "\"start\":\"2026-11-23T08:00\"}",
       "rule"},
      {"{\"at\":\"2026-11-23T08:00\",\"until_\":\"2026-11-22\"}", "until_"},
      {"{\"at\":\"2026-11-23T08:00\",\"subject\":5}", "subject"},
  };
  struct home home;
  (void)state;
  home_open(&home, "2026-11-23T00:00:00+08:00", "Asia/Shanghai");
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    json_t *spec = json_loads(bad[i].spec, 0, NULL);
    struct storage_receipt receipt;
    struct error err, other;
    int64_t id;
    error_init(&err);
    error_init(&other);
    begin(&home);
    assert_true(duty_schedule(home.book, "t.dose", spec, &id, &err) < 0);
    assert_true(err.fault_count > 0);
    assert_string_equal(err.faults[0].field, bad[i].field);
    must(storage_command_refuse(home.storage, &err, &receipt, &other), &other);
    must(storage_commit(home.storage, &other), &other);
    error_fini(&err);
    json_decref(spec);
  }
  home_close(&home);
}

/* What somebody with a shell does to a schedule. */
static void spoil(struct home *home, int64_t id, const char *spec) {
  json_t *change =
      json_pack("{s:o}", "spec", json_loads(spec, JSON_DECODE_ANY, NULL));
  struct error err;
  error_init(&err);
  begin(home);
  must(storage_update(home->storage, "core", "schedule", id, change, &err),
       &err);
  end(home);
  json_decref(change);
}

#define DAILY "{\"rule\":\"FREQ=DAILY\",\"start\":\"2026-11-23T08:00\"}"

/* One schedule that can't be read: all others go on, it is tried again later
 * and later, and nothing of it is lost. */
static void an_unreadable_schedule_stands_alone(void **state) {
  static const int64_t minutes[] = {1, 2, 4, 8, 16, 32, 60, 60};
  struct home home;
  struct error err;
  int64_t now = instant("2026-11-25T12:00:00+08:00"); /* more are to be made */
  int64_t bad;
  (void)state;
  error_init(&err);
  home_open(&home, "2026-11-23T00:00:00+08:00", "Asia/Shanghai");
  bad = schedule(&home, "t.dose", DAILY);
  schedule(&home, "t.check", DAILY);
  advance_to(&home, instant("2026-11-23T07:00:00+08:00"), 1000);
  assert_true(duty_fault(home.book) == 0);
  spoil(&home, bad, "{\"rule\":\"FREQ=NEVER\"}");
  for (size_t i = 0; i < sizeof minutes / sizeof *minutes; i++) {
    advance_to(&home, now, 3);
    assert_true(duty_fault(home.book) == bad);
    assert_int_equal(count(&home, "{\"state\":\"late\"}"), 1); /* the other */
    assert_true(duty_next(home.book, &err) <= now + minutes[i] * 60000);
    now += minutes[i] * 60000 - 1;
    advance_to(&home, now, 1000);
    now = duty_next(home.book, &err);
  }
  /* set aside it stays, over a restart too */
  home_reopen(&home);
  assert_true(duty_fault(home.book) == bad);
  spoil(&home, bad, DAILY);
  advance_to(&home, now + HOUR, 1000);
  assert_true(duty_fault(home.book) == 0);
  assert_int_equal(count(&home, "{\"state\":\"missed\"}"), 5);
  assert_int_equal(
      count(&home, "{\"kind\":\"t.dose\",\"state\":\"upcoming\"}"),
      count(&home, "{\"kind\":\"t.check\",\"state\":\"upcoming\"}"));
  home_close(&home);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(m5_m6_duties_go_from_upcoming_to_missed),
      cmocka_unit_test(a_fraction_of_a_second_loses_no_duty),
      cmocka_unit_test(m1_one_occurrence_has_one_outcome),
      cmocka_unit_test(bad_outcomes_are_refused_by_field),
      cmocka_unit_test(m18_second_signer_is_another_person_in_time),
      cmocka_unit_test(m8_after_downtime_only_the_newest_is_done_now),
      cmocka_unit_test(m16_a_change_cuts_at_its_instant),
      cmocka_unit_test(m17_holds_ask_nobody_and_stay_visible),
      cmocka_unit_test(m13_gap_and_overlap_fire_once),
      cmocka_unit_test(m14_another_zone_keeps_wall_times),
      cmocka_unit_test(a_month_of_sleep_gives_the_same_events),
      cmocka_unit_test(m11_m12_steps_of_the_clock_tell_the_same_events),
      cmocka_unit_test(m11_the_clock_going_back_changes_nothing),
      cmocka_unit_test(m12_after_a_jump_nothing_is_missed_by_itself),
      cmocka_unit_test(a_rule_that_finds_nothing_holds_up_no_other),
      cmocka_unit_test(bad_specs_are_refused),
      cmocka_unit_test(an_unreadable_schedule_stands_alone),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
