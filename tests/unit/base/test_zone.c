/* Time zones against the C library's own reading of the same database (on
 * 24 zones, all their changes from 1900 to 2037, the footer's rule far beyond)
 * and against known facts. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/zone.h"

static const char *const names[] = {
    "UTC",
    "Asia/Shanghai",
    "Asia/Hong_Kong",
    "Asia/Taipei",
    "Asia/Tokyo",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Asia/Tehran",
    "Asia/Jerusalem",
    "Europe/London",
    "Europe/Dublin",
    "Europe/Paris",
    "Europe/Moscow",
    "Africa/Cairo",
    "Africa/Casablanca",
    "America/New_York",
    "America/Los_Angeles",
    "America/St_Johns",
    "America/Sao_Paulo",
    "America/Santiago",
    "Australia/Lord_Howe",
    "Australia/Sydney",
    "Pacific/Apia",
    "Pacific/Chatham",
};

#define NAMES (sizeof names / sizeof names[0])
#define SECOND INT64_C(1000)

static const struct zone *zone_of(const char *name) {
  const struct zone *zone = NULL;
  assert_int_equal(zone_get(name, &zone, NULL), 0);
  assert_string_equal(zone_name(zone), name);
  return zone;
}

static int64_t instant_of(const char *text) {
  int64_t instant;
  assert_int_equal(calendar_parse_instant(text, strlen(text), &instant), 0);
  return instant;
}

static int libc_offset(int64_t seconds) {
  time_t at = (time_t)seconds;
  struct tm tm;
  assert_non_null(localtime_r(&at, &tm));
  return (int)tm.tm_gmtoff;
}

static void check_offset(const struct zone *zone, int64_t seconds) {
  int want = libc_offset(seconds);
  int got = zone_offset(zone, seconds * SECOND);
  if (got != want)
    fail_msg("%s at %lld: %d, libc says %d", zone_name(zone),
             (long long)seconds, got, want);
}

/* At every change, a second before it, and each 9 days and some hours. */
static void test_libc(void **state) {
  (void)state;
  for (size_t i = 0; i < NAMES; i++) {
    const struct zone *zone = zone_of(names[i]);
    setenv("TZ", names[i], 1);
    tzset();
    int64_t from, to = instant_of("1900-01-01T00:00:00Z");
    int64_t end = instant_of("2500-01-01T00:00:00Z");
    while (to < end) {
      check_offset(zone, to / SECOND);
      check_offset(zone, to / SECOND - 1);
      zone_span(zone, to, &from, &to);
    }
    for (int64_t at = -2200000000; at < 17000000000; at += 800077)
      check_offset(zone, at);
  }
  unsetenv("TZ");
  tzset();
}

/* A wall time leads back to itself, or lies in a gap; each change is a gap or
 * an overlap of its own size. */
static void test_walls(void **state) {
  (void)state;
  int changes = 0;
  for (size_t i = 0; i < NAMES; i++) {
    const struct zone *zone = zone_of(names[i]);
    int64_t from, to = instant_of("1970-01-01T00:00:00Z");
    int64_t end = instant_of("2060-01-01T00:00:00Z");
    zone_span(zone, to, &from, &to);
    for (; to < end; changes++) {
      int64_t change = to, first, second;
      int before = zone_offset(zone, change - 1);
      int after = zone_span(zone, change, &from, &to);
      assert_int_not_equal(before, after);
      struct local_time wall;
      int low = before < after ? before : after;
      calendar_from_seconds(change / SECOND + low, &wall);
      enum zone_fit fit = zone_from_local(zone, &wall, &first, &second);
      assert_int_equal(fit, before < after ? ZONE_GAP : ZONE_TWICE);
      assert_int_equal(
          first, before < after ? change : change - (before - after) * SECOND);
      assert_int_equal(second, change);
      calendar_from_seconds(change / SECOND + low - 1, &wall);
      assert_int_equal(zone_from_local(zone, &wall, &first, &second),
                       ZONE_ONCE);
      calendar_from_seconds(change / SECOND + (before < after ? after : before),
                            &wall);
      assert_int_equal(zone_from_local(zone, &wall, &first, &second),
                       ZONE_ONCE);
    }
  }
  assert_true(changes > 1500);
}

static void check_fact(const char *name, const char *instant, int offset) {
  assert_int_equal(zone_offset(zone_of(name), instant_of(instant)), offset);
}

static void test_facts(void **state) {
  (void)state;
  check_fact("Asia/Shanghai", "1989-07-01T00:00:00Z", 9 * 3600);
  check_fact("Asia/Shanghai", "1985-07-01T00:00:00Z", 8 * 3600);
  check_fact("Asia/Shanghai", "1992-07-01T00:00:00Z", 8 * 3600);
  check_fact("Asia/Shanghai", "2400-07-01T00:00:00Z", 8 * 3600);
  check_fact("Australia/Lord_Howe", "2026-01-01T00:00:00Z", 39600);
  check_fact("Australia/Lord_Howe", "2026-07-01T00:00:00Z", 37800);
  check_fact("America/New_York", "2500-07-01T00:00:00Z", -4 * 3600);
  check_fact("America/New_York", "2900-01-01T00:00:00Z", -5 * 3600);
  struct local_time wall = {2011, 12, 30, 12, 0, 0};
  int64_t first, second;
  assert_int_equal(
      zone_from_local(zone_of("Pacific/Apia"), &wall, &first, &second),
      ZONE_GAP);
  assert_int_equal(first, instant_of("2011-12-31T00:00:00+14:00"));
}

static void test_refused(void **state) {
  (void)state;
  static const char *const bad[] = {"",
                                    "Asia",
                                    "Asia/Nowhere",
                                    "../etc/passwd",
                                    "/etc/hosts",
                                    "Asia//Tokyo",
                                    "asia/shanghai",
                                    "Asia/../UTC",
                                    "Asia/Tokyo/",
                                    "right/UTC",
                                    "zone.tab",
                                    "Asia/Shang\nhai"};
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    struct error err;
    const struct zone *zone;
    error_init(&err);
    assert_int_equal(zone_get(bad[i], &zone, &err), ERROR_INPUT);
    assert_non_null(err.zh);
    assert_non_null(err.en);
    error_fini(&err);
  }
}

static void *load_all(void *unused) {
  (void)unused;
  for (size_t i = 0; i < NAMES; i++)
    zone_offset(zone_of(names[i]), 0);
  return NULL;
}

static void test_threads(void **state) {
  (void)state;
  pthread_t threads[4];
  for (int i = 0; i < 4; i++)
    assert_int_equal(pthread_create(&threads[i], NULL, load_all, NULL), 0);
  for (int i = 0; i < 4; i++)
    pthread_join(threads[i], NULL);
  assert_ptr_equal(zone_of("Asia/Tokyo"), zone_of("Asia/Tokyo"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_threads), cmocka_unit_test(test_libc),
      cmocka_unit_test(test_walls),   cmocka_unit_test(test_facts),
      cmocka_unit_test(test_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
