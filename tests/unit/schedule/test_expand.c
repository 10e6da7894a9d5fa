/* Every case of the recurrence set, gaps and overlaps, resuming, and rules
 * that never match. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/clock.h"
#include "base/json.h"
#include "schedule/expand.h"

#define CASES "/../shared/data/rrule/cases.jsonl"
#define TAKE_MAX 4000

/* Contested or of one engine only, and decided otherwise than the case says:
 * docs/decisions/recurrence.md. */
static const char *const decided[][2] = {
    {"libical/icalrecur_test.txt/76",
     "YEARLY;BYMONTHDAY covers every month, as the RFC's table says"},
    {"libical/recur.txt/13", "UNTIL in UTC ends a time in a zone by instant"},
    {"libical/recur.txt/14", "UNTIL in UTC ends a time in a zone by instant"},
    {"libical/recur.txt/47", "UNTIL in UTC ends a time in a zone by instant"},
};

enum verdict { PASSED, REFUSED, SKIPPED, FAILED };

static int64_t wall_of(const char *text) {
  struct recurrence none;
  int64_t wall = 0;
  bool date;
  recurrence_init(&none);
  assert_int_equal(
      recurrence_read_time(&none, text, strlen(text), &wall, &date), 0);
  return wall;
}

/* Runs to the end, to `max` found, or past the wall time `until`. */
static size_t take(struct expand *it, int64_t *walls, int64_t *instants,
                   size_t max, int64_t until) {
  struct occurrence found;
  size_t count = 0;
  enum expand_result got;
  while (count < max && (got = expand_next(it, &found)) != EXPAND_END) {
    if (got == EXPAND_AGAIN)
      continue;
    int64_t wall = calendar_seconds(&found.wall);
    if (wall > until)
      break;
    walls[count] = wall;
    if (instants != NULL)
      instants[count] = found.instant;
    count++;
  }
  return count;
}

static int add_list(struct recurrence *r, const json_t *item, const char *key,
                    bool rule, bool exclude, struct error *err) {
  size_t i;
  json_t *value;
  json_array_foreach(json_object_get(item, key), i, value) {
    const char *text = json_string_value(value);
    int rc = rule ? recurrence_add_rule(r, text, strlen(text), exclude, err)
                  : recurrence_add_date(r, text, strlen(text), exclude, err);
    if (rc != 0)
      return rc;
  }
  return 0;
}

static int read_start(struct recurrence *r, const json_t *item,
                      struct error *err) {
  const char *start = json_get_text(item, "dtstart", NULL);
  const json_t *options = json_object_get(item, "options");
  if (start == NULL)
    start = json_get_text(options, "dtstart", NULL);
  if (start == NULL) /* dates alone: the first of them is the start */
    start =
        json_string_value(json_array_get(json_object_get(item, "rdate"), 0));
  return start == NULL ? 0 : recurrence_set_start(r, start, strlen(start), err);
}

static int build(struct recurrence *r, const json_t *item, struct error *err) {
  const char *zone = json_get_text(item, "tz", NULL);
  const char *text = json_get_text(item, "text", NULL);
  int rc = zone == NULL ? 0 : recurrence_set_zone(r, zone, err);
  if (rc == 0)
    rc = read_start(r, item, err);
  if (rc == 0 && text != NULL) {
    const json_t *options = json_object_get(item, "options");
    return recurrence_read(r, text, strlen(text),
                           json_get_bool(options, "unfold", false), err);
  }
  if (rc == 0)
    rc = add_list(r, item, "rrule", true, false, err);
  if (rc == 0)
    rc = add_list(r, item, "exrule", true, true, err);
  if (rc == 0)
    rc = add_list(r, item, "rdate", false, false, err);
  return rc == 0 ? add_list(r, item, "exdate", false, true, err) : rc;
}

/* What the case's operation asks of the recurrence. */
static size_t apply(struct expand *it, const json_t *item, size_t want,
                    int64_t *walls, int64_t *instants) {
  const json_t *op = json_object_get(item, "op");
  const json_t *args = json_object_get(op, "args");
  const char *name = json_get_text(op, "name", "");
  const char *text = json_string_value(json_array_get(args, 0));
  int64_t first = text == NULL ? 0 : wall_of(text);
  bool inclusive =
      json_is_true(json_array_get(args, json_array_size(args) - 1));
  size_t max = TAKE_MAX;
  int64_t until = INT64_MAX;
  if (strcmp(name, "count") == 0 || strcmp(name, "") == 0) {
    max = want + 1;
  } else if (strcmp(name, "before") == 0) {
    size_t n = take(it, walls, instants, max, first - (inclusive ? 0 : 1));
    if (n > 1) {
      walls[0] = walls[n - 1];
      instants[0] = instants[n - 1];
    }
    return n > 0;
  } else if (strcmp(name, "slice") == 0) {
    size_t from = (size_t)json_integer_value(json_array_get(args, 0));
    size_t to = (size_t)json_integer_value(json_array_get(args, 1));
    take(it, walls, instants, from, until);
    return take(it, walls, instants, to - from, until);
  } else {
    struct local_time after;
    bool at = inclusive || strcmp(name, "from") == 0;
    calendar_from_seconds(first - (at ? 1 : 0), &after);
    expand_seek(it, &after);
    if (strcmp(name, "after") == 0)
      max = 1;
    if (strcmp(name, "xafter") == 0)
      max = (size_t)json_integer_value(json_array_get(args, 1));
    if (strcmp(name, "from") == 0)
      max = want + 1;
    if (strcmp(name, "between") == 0)
      until = wall_of(json_string_value(json_array_get(args, 1))) -
              (inclusive ? 0 : 1);
  }
  return take(it, walls, instants, max, until);
}

/* A rule without an end is compared as far as the case goes. */
static bool endless(const struct recurrence *r) {
  for (size_t i = 0; i < r->rules.count; i++)
    if ((r->rules.at[i].has & (RRULE_COUNT | RRULE_UNTIL)) == 0)
      return true;
  return false;
}

static bool same(const json_t *expected, const int64_t *walls, size_t count,
                 bool prefix) {
  size_t want = json_array_size(expected);
  if (count < want || (count > want && !prefix))
    return false;
  for (size_t i = 0; i < want; i++)
    if (walls[i] != wall_of(json_string_value(json_array_get(expected, i))))
      return false;
  return true;
}

static bool same_utc(const json_t *expected, const int64_t *instants) {
  size_t i;
  json_t *value;
  json_array_foreach(expected, i, value) {
    if (instants[i] != wall_of(json_string_value(value)) * 1000)
      return false;
  }
  return true;
}

/* libical's window of recur.txt ends with 2037. */
static size_t expected_count(const json_t *item) {
  json_int_t fallback = json_get_int(item, "libical_window_count", 0);
  return (size_t)json_get_int(item, "expected_count", fallback);
}

static bool compare(const json_t *item, const struct recurrence *r) {
  static int64_t walls[TAKE_MAX], instants[TAKE_MAX];
  const json_t *expected = json_object_get(item, "expected");
  struct expand it;
  if (expand_init(&it, r, NULL) != 0)
    return false;
  bool counted = expected == NULL && expected_count(item) > 0;
  size_t want = counted ? expected_count(item) : json_array_size(expected);
  size_t count;
  if (counted && endless(r))
    count = take(&it, walls, instants, TAKE_MAX, wall_of("20371231T235959"));
  else
    count = apply(&it, item, want, walls, instants);
  expand_fini(&it);
  if (counted)
    return count == want;
  bool prefix = json_object_get(item, "limit") != NULL || endless(r);
  return same(expected, walls, count, prefix) &&
         same_utc(json_object_get(item, "expected_utc"), instants);
}

/* Sums where each rule had a start of its own: the note names them in the
 * rules' order, then the exrules'. */
static bool compare_many(const json_t *item, const char *starts) {
  const char *const keys[] = {"rrule", "exrule"};
  int64_t kept[TAKE_MAX], walls[TAKE_MAX];
  size_t total = 0;
  for (int k = 0; k < 2; k++) {
    size_t i;
    json_t *rule;
    json_array_foreach(json_object_get(item, keys[k]), i, rule) {
      struct recurrence r;
      struct expand it;
      const char *text = json_string_value(rule);
      recurrence_init(&r);
      assert_int_equal(recurrence_set_start(&r, starts, 15, NULL), 0);
      assert_int_equal(recurrence_add_rule(&r, text, strlen(text), false, NULL),
                       0);
      assert_int_equal(expand_init(&it, &r, NULL), 0);
      size_t n = take(&it, walls, NULL, TAKE_MAX, INT64_MAX);
      for (size_t j = 0; j < n && k == 0; j++)
        kept[total++] = walls[j];
      for (size_t j = 0; j < n && k == 1; j++)
        for (size_t m = total; m > 0; m--)
          if (kept[m - 1] == walls[j])
            kept[m - 1] = kept[--total];
      expand_fini(&it);
      recurrence_fini(&r);
      starts += strcspn(starts, ",");
      starts += *starts == ',' ? 1 : 0;
    }
  }
  total += json_array_size(json_object_get(item, "rdate"));
  return total == (size_t)json_get_int(item, "expected_count", -1);
}

static const char *reason(const char *id) {
  for (size_t i = 0; i < sizeof decided / sizeof decided[0]; i++)
    if (strcmp(id, decided[i][0]) == 0)
      return decided[i][1];
  return NULL;
}

static enum verdict judge(const json_t *item) {
  const char *class = json_get_text(item, "class", "");
  const char *note = json_get_text(item, "note", "");
  static const char several[] = "rules have different dtstart: ";
  if (strncmp(note, several, sizeof several - 1) == 0)
    return compare_many(item, note + sizeof several - 1) ? PASSED : FAILED;
  struct recurrence r;
  struct error err;
  recurrence_init(&r);
  error_init(&err);
  int rc = build(&r, item, &err);
  enum verdict verdict = FAILED;
  bool forbidden = json_array_size(json_object_get(item, "rfc_forbidden")) > 0;
  if (rc == 0)
    verdict = compare(item, &r) ? PASSED : FAILED;
  else if ((forbidden || strcmp(class, "extension") == 0) &&
           err.fault_count > 0)
    verdict = REFUSED;
  if (verdict == FAILED && rc == 0 &&
      reason(json_get_text(item, "id", "")) != NULL)
    verdict = SKIPPED;
  error_fini(&err);
  recurrence_fini(&r);
  return verdict;
}

static void test_cases(void **state) {
  (void)state;
  char path[4096];
  const char *source = getenv("SONGHE_SOURCE");
  snprintf(path, sizeof path, "%s" CASES, source == NULL ? "." : source);
  FILE *file = fopen(path, "re");
  if (file == NULL) {
    print_message("no %s: the recurrence cases are not run\n", path);
    skip();
  }
  size_t tally[4] = {0}, cap = 0;
  char *line = NULL;
  ssize_t len;
  while ((len = getline(&line, &cap, file)) > 0) {
    json_t *item = NULL;
    assert_int_equal(json_read(line, (size_t)len, &item, NULL), 0);
    enum verdict verdict = judge(item);
    const char *id = json_get_text(item, "id", "");
    tally[verdict]++;
    if (verdict == SKIPPED)
      print_message("decided otherwise: %s: %s\n", id, reason(id));
    if (verdict == FAILED)
      print_error("FAILED %s (%s): %s\n", id, json_get_text(item, "class", ""),
                  line);
    json_decref(item);
  }
  free(line);
  fclose(file);
  print_message("cases: %zu equal, %zu refused, %zu decided otherwise, "
                "%zu failed\n",
                tally[PASSED], tally[REFUSED], tally[SKIPPED], tally[FAILED]);
  assert_true(tally[PASSED] > 100);
  assert_int_equal(tally[FAILED], 0);
}

/* A recurrence in one line: zone, start, rules. */
static void make(struct recurrence *r, const char *zone, const char *start,
                 const char *rule) {
  recurrence_init(r);
  if (zone != NULL)
    assert_int_equal(recurrence_set_zone(r, zone, NULL), 0);
  assert_int_equal(recurrence_set_start(r, start, strlen(start), NULL), 0);
  if (rule != NULL)
    assert_int_equal(recurrence_add_rule(r, rule, strlen(rule), false, NULL),
                     0);
}

/* The first occurrences as text: instant, fit (o once, g gap, t twice). */
static void check_texts(const struct recurrence *r, const char *after,
                        const char *const *want, size_t count) {
  struct expand it;
  struct local_time local;
  assert_int_equal(expand_init(&it, r, NULL), 0);
  if (after != NULL) {
    calendar_from_seconds(wall_of(after), &local);
    expand_seek(&it, &local);
  }
  for (size_t i = 0; i < count; i++) {
    struct occurrence found;
    enum expand_result got;
    while ((got = expand_next(&it, &found)) == EXPAND_AGAIN)
      ;
    assert_int_equal(got, EXPAND_FOUND);
    char text[40];
    calendar_format_instant(found.instant, found.offset, text);
    size_t len = strlen(text);
    text[len] = ' ';
    text[len + 1] = "ogt"[found.fit];
    text[len + 2] = '\0';
    assert_string_equal(text, want[i]);
  }
  expand_fini(&it);
}

#define CHECK(r, after, ...)                                                   \
  do {                                                                         \
    static const char *const want[] = {__VA_ARGS__};                           \
    check_texts(r, after, want, sizeof want / sizeof want[0]);                 \
  } while (0)

static void test_gap(void **state) {
  (void)state;
  struct recurrence r;
  make(&r, "America/New_York", "20260307T023000", "FREQ=DAILY");
  CHECK(&r, NULL, "2026-03-07T02:30:00-05:00 o", "2026-03-08T03:00:00-04:00 g",
        "2026-03-09T02:30:00-04:00 o");
  recurrence_fini(&r);
  /* Four walls in the gap and the one at its end are one instant. */
  make(&r, "America/New_York", "20260308T014500", "FREQ=MINUTELY;INTERVAL=15");
  CHECK(&r, NULL, "2026-03-08T01:45:00-05:00 o", "2026-03-08T03:00:00-04:00 g",
        "2026-03-08T03:15:00-04:00 o");
  CHECK(&r, "20260308T021000", "2026-03-08T03:15:00-04:00 o");
  recurrence_fini(&r);
  make(&r, "America/New_York", "20260301T023000", "FREQ=DAILY");
  CHECK(&r, "20260308T021000", "2026-03-08T03:00:00-04:00 g");
  recurrence_fini(&r);
  make(&r, "Pacific/Apia", "20111229T080000", "FREQ=DAILY");
  CHECK(&r, NULL, "2011-12-29T08:00:00-10:00 o", "2011-12-31T00:00:00+14:00 g",
        "2011-12-31T08:00:00+14:00 o");
  recurrence_fini(&r);
}

static void test_overlap(void **state) {
  (void)state;
  struct recurrence r;
  make(&r, "America/New_York", "20261031T013000", "FREQ=DAILY");
  CHECK(&r, NULL, "2026-10-31T01:30:00-04:00 o", "2026-11-01T01:30:00-04:00 t",
        "2026-11-02T01:30:00-05:00 o");
  recurrence_fini(&r);
  make(&r, "Australia/Lord_Howe", "20260405T013000",
       "FREQ=MINUTELY;INTERVAL=15;COUNT=4");
  CHECK(&r, NULL, "2026-04-05T01:30:00+11:00 t", "2026-04-05T01:45:00+11:00 t",
        "2026-04-05T02:00:00+10:30 o", "2026-04-05T02:15:00+10:30 o");
  recurrence_fini(&r);
  /* Until the second pass of 01:10: all first passes are before it. */
  make(&r, "America/New_York", "20261101T010000",
       "FREQ=MINUTELY;INTERVAL=30;UNTIL=20261101T061000Z");
  CHECK(&r, NULL, "2026-11-01T01:00:00-04:00 t", "2026-11-01T01:30:00-04:00 t");
  struct expand it;
  struct occurrence found;
  assert_int_equal(expand_init(&it, &r, NULL), 0);
  for (int i = 0; i < 2; i++)
    assert_int_equal(expand_next(&it, &found), EXPAND_FOUND);
  assert_int_equal(expand_next(&it, &found), EXPAND_END);
  expand_fini(&it);
  recurrence_fini(&r);
}

static void test_interval(void **state) {
  (void)state;
  struct recurrence r;
  make(&r, "America/New_York", "20261101T003000", NULL);
  r.kind = RECURRENCE_INTERVAL;
  r.every = 3600000;
  CHECK(&r, NULL, "2026-11-01T00:30:00-04:00 o", "2026-11-01T01:30:00-04:00 t",
        "2026-11-01T01:30:00-05:00 t", "2026-11-01T02:30:00-05:00 o");
  struct expand it;
  struct occurrence found;
  int64_t from;
  calendar_parse_instant("2026-11-01T05:30:00Z", 20, &from);
  assert_int_equal(expand_init(&it, &r, NULL), 0);
  expand_seek_instant(&it, from);
  assert_int_equal(expand_next(&it, &found), EXPAND_FOUND);
  assert_int_equal(found.instant, from + 3600000);
  expand_fini(&it);
  r.kind = RECURRENCE_ONCE;
  assert_int_equal(expand_init(&it, &r, NULL), 0);
  assert_int_equal(expand_next(&it, &found), EXPAND_FOUND);
  assert_int_equal(expand_next(&it, &found), EXPAND_END);
  expand_fini(&it);
  recurrence_fini(&r);
}

static const char *const kinds[] = {
    "FREQ=DAILY",
    "FREQ=DAILY;INTERVAL=3;BYHOUR=8,20;COUNT=900",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=SU",
    "FREQ=MONTHLY;BYDAY=1FR,-1MO;COUNT=60",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2,1",
    "FREQ=YEARLY;BYWEEKNO=1,53;BYDAY=MO,SU",
    "FREQ=HOURLY;INTERVAL=7;BYDAY=SA",
    "FREQ=MINUTELY;INTERVAL=61;BYHOUR=3,4",
    "FREQ=SECONDLY;INTERVAL=3607;BYMINUTE=5,6,7",
    "RSCALE=GREGORIAN;FREQ=MONTHLY;BYMONTHDAY=-31,30;SKIP=BACKWARD",
    "RSCALE=GREGORIAN;FREQ=MONTHLY;BYMONTHDAY=31;SKIP=FORWARD;COUNT=50",
};

/* From any occurrence on, seeking and a stored mark give what walking on
 * gives. */
static void test_resume(void **state) {
  (void)state;
  for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
    struct recurrence r;
    struct expand walk, other;
    struct occurrence found, again;
    struct expand_mark mark;
    make(&r, "America/New_York", "20240131T023000", kinds[k]);
    const char exrule[] = "FREQ=DAILY;INTERVAL=5;COUNT=30";
    recurrence_add_rule(&r, exrule, sizeof exrule - 1, true, NULL);
    assert_int_equal(expand_init(&walk, &r, NULL), 0);
    for (int i = 0; i < 200; i++) {
      enum expand_result got, resumed;
      while ((got = expand_next(&walk, &found)) == EXPAND_AGAIN)
        ;
      for (int way = 0; way < 3 && i > 0; way++) {
        struct local_time after;
        calendar_from_seconds(mark.wall, &after);
        assert_int_equal(expand_init(&other, &r, NULL), 0);
        if (way == 0)
          expand_restore(&other, &mark);
        else if (way == 1)
          expand_seek(&other, &after);
        else
          expand_seek_instant(&other, mark.instant);
        while ((resumed = expand_next(&other, &again)) == EXPAND_AGAIN)
          ;
        assert_int_equal(resumed, got);
        if (got == EXPAND_FOUND)
          assert_int_equal(again.instant, found.instant);
        expand_fini(&other);
      }
      if (got == EXPAND_END)
        break;
      expand_save(&walk, &mark);
    }
    expand_fini(&walk);
    recurrence_fini(&r);
  }
}

/* Ends, with each call bounded, and soon. */
/* Before 1970 seconds are negative: an hour was lost where one that BYHOUR
 * leaves out comes before one that it has. */
static void test_before_1970(void **state) {
  (void)state;
  static const struct {
    const char *rule, *walls[2];
  } cases[] = {
      {"FREQ=HOURLY;BYHOUR=14,22",
       {"1949-10-01T14:30:00+00:00 o", "1949-10-01T22:30:00+00:00 o"}},
      {"FREQ=MINUTELY;BYMINUTE=0,40",
       {"1949-10-01T08:40:00+00:00 o", "1949-10-01T09:00:00+00:00 o"}},
      {"FREQ=SECONDLY;BYMINUTE=0;BYSECOND=5",
       {"1949-10-01T09:00:05+00:00 o", "1949-10-01T10:00:05+00:00 o"}},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    struct recurrence r;
    make(&r, NULL, "19491001T083000", cases[i].rule);
    check_texts(&r, NULL,
                (const char *const[]){cases[i].walls[0], cases[i].walls[1]}, 2);
    recurrence_fini(&r);
  }
}

static void test_never(void **state) {
  (void)state;
  static const char *const rules[] = {
      "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
      "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
      "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31;BYMONTH=2",
      "FREQ=HOURLY;INTERVAL=24;BYHOUR=7",
      "FREQ=HOURLY;INTERVAL=14;BYDAY=MO;BYHOUR=4",
      "FREQ=MINUTELY;INTERVAL=60;BYMINUTE=30",
      "FREQ=SECONDLY;INTERVAL=60;BYSECOND=30",
      "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
      "FREQ=SECONDLY;BYDAY=MO;BYSETPOS=2",
      "FREQ=MINUTELY;BYDAY=MO;BYSECOND=1,2;BYSETPOS=3,-3",
      "FREQ=WEEKLY;INTERVAL=52;BYMONTH=4;BYDAY=MO;BYSETPOS=2",
      "FREQ=SECONDLY;INTERVAL=2147483647;BYSECOND=1;BYMONTHDAY=31;BYMONTH=2",
  };
  for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
    struct recurrence r;
    struct expand it;
    struct occurrence found;
    make(&r, NULL, "20260101T090000", rules[i]);
    assert_int_equal(expand_init(&it, &r, NULL), 0);
    int64_t begin = clock_monotonic();
    int calls = 1;
    enum expand_result got;
    while ((got = expand_next(&it, &found)) == EXPAND_AGAIN)
      calls++;
    assert_int_equal(got, EXPAND_END);
    assert_true(calls < 2000);
    assert_true(clock_monotonic() - begin < 10000);
    expand_fini(&it);
    recurrence_fini(&r);
  }
}

/* Nanoseconds are printed for people; only the order of size is checked. */
static void test_speed(void **state) {
  (void)state;
  static const char *const rules[] = {
      "FREQ=DAILY", "FREQ=DAILY;BYHOUR=8,12,18", "FREQ=WEEKLY;BYDAY=MO,WE,FR",
      "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=YEARLY;BYDAY=20MO"};
  for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
    struct recurrence r;
    struct expand it;
    struct occurrence found;
    make(&r, "Asia/Shanghai", "20260101T080000", rules[i]);
    int64_t begin = clock_monotonic(), count = 0;
    for (int round = 0; round < 20; round++) {
      assert_int_equal(expand_init(&it, &r, NULL), 0);
      for (int n = 0; n < 5000; n++)
        if (expand_next(&it, &found) == EXPAND_FOUND)
          count++;
      expand_fini(&it);
    }
    int64_t ns = (clock_monotonic() - begin) * 1000000 / count;
    print_message("%s: %lld ns an occurrence\n", rules[i], (long long)ns);
    assert_true(ns < 100000);
    recurrence_fini(&r);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_cases),       cmocka_unit_test(test_gap),
      cmocka_unit_test(test_overlap),     cmocka_unit_test(test_interval),
      cmocka_unit_test(test_resume),      cmocka_unit_test(test_never),
      cmocka_unit_test(test_before_1970), cmocka_unit_test(test_speed),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
