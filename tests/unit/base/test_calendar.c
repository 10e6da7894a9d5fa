#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/calendar.h"

/* Every day of the calendar, forth and back, with its weekday. */
static void test_days(void **state) {
  (void)state;
  int64_t day = calendar_days(1, 1, 1);
  assert_int_equal(day, -719162);
  assert_int_equal(calendar_weekday(day), 0);
  for (int y = 1; y <= 9999; y++) {
    for (int m = 1; m <= 12; m++) {
      for (int d = 1; d <= calendar_month_days(y, m); d++, day++) {
        int year, month, date;
        calendar_from_days(day, &year, &month, &date);
        if (calendar_days(y, m, d) != day || year != y || month != m ||
            date != d)
          fail_msg("%d-%d-%d", y, m, d);
      }
    }
  }
  assert_int_equal(day, 2932897);
  assert_int_equal(calendar_weekday(0), 3);
  assert_int_equal(calendar_weekday(-1), 2);
}

static void test_valid(void **state) {
  (void)state;
  assert_true(calendar_date_valid(2024, 2, 29));
  assert_false(calendar_date_valid(2023, 2, 29));
  assert_false(calendar_date_valid(1900, 2, 29));
  assert_true(calendar_date_valid(2000, 2, 29));
  assert_false(calendar_date_valid(0, 1, 1));
  assert_false(calendar_date_valid(10000, 1, 1));
  assert_false(calendar_date_valid(2024, 13, 1));
  assert_false(calendar_date_valid(2024, 4, 31));
}

static void test_local(void **state) {
  (void)state;
  static const char *const good[][2] = {
      {"2026-11-23T14:05", "2026-11-23T14:05:00"},
      {"2026-11-23T14:05:31", "2026-11-23T14:05:31"},
      {"20261123T140531", "2026-11-23T14:05:31"},
      {"0001-01-01T00:00", "0001-01-01T00:00:00"},
  };
  static const char *const bad[] = {
      "",
      "2026-11-23",
      "2026-11-23 14:05",
      "2026-11-23T24:00",
      "2026-11-23T14:60",
      "2026-11-23T14:05:60",
      "2026-02-29T00:00",
      "20261123T1405",
      "2026-1123T14:05",
      "2026-11-23T14:05Z",
      "2026-11-23T1405",
      "+026-11-23T14:05",
  };
  struct local_time time;
  char text[20];
  for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
    assert_int_equal(
        calendar_parse_local(good[i][0], strlen(good[i][0]), &time), 0);
    calendar_format_local(&time, text);
    assert_string_equal(text, good[i][1]);
    calendar_format_compact(&time, text);
    assert_int_equal(calendar_parse_local(text, strlen(text), &time), 0);
    calendar_format_local(&time, text);
    assert_string_equal(text, good[i][1]);
  }
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
    assert_int_not_equal(calendar_parse_local(bad[i], strlen(bad[i]), &time),
                         0);
  calendar_from_seconds(-1, &time);
  calendar_format_local(&time, text);
  assert_string_equal(text, "1969-12-31T23:59:59");
}

static void test_date(void **state) {
  (void)state;
  int64_t days;
  char text[11];
  assert_int_equal(calendar_parse_date("2026-11-23", 10, &days), 0);
  assert_int_equal(days, 20780);
  calendar_format_date(days, text);
  assert_string_equal(text, "2026-11-23");
  assert_int_not_equal(calendar_parse_date("2026-11-23 ", 11, &days), 0);
  assert_int_not_equal(calendar_parse_date("2026/11/23", 10, &days), 0);
  assert_int_not_equal(calendar_parse_date("2026-11-3", 9, &days), 0);
}

static void test_instant(void **state) {
  (void)state;
  static const char *const good[][2] = {
      {"2026-11-23T14:05:31+08:00", "2026-11-23T14:05:31+08:00"},
      {"2026-11-23T06:05:31Z", "2026-11-23T14:05:31+08:00"},
      {"2026-11-23T06:05Z", "2026-11-23T14:05:00+08:00"},
      {"2026-11-23T06:05:31.25Z", "2026-11-23T14:05:31.250+08:00"},
      {"2026-11-23T01:05:31-0500", "2026-11-23T14:05:31+08:00"},
      {"1969-12-31T23:59:59.999Z", "1970-01-01T07:59:59.999+08:00"},
  };
  static const char *const bad[] = {
      "2026-11-23T14:05:31",       "2026-11-23T14:05:31.Z",
      "2026-11-23T14:05:31.1234Z", "2026-11-23T14:05:31+8",
      "2026-11-23T14:05:31+24:00", "2026-11-23T14:05:31Zx",
  };
  int64_t instant;
  char text[32];
  for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
    assert_int_equal(
        calendar_parse_instant(good[i][0], strlen(good[i][0]), &instant), 0);
    calendar_format_instant(instant, 8 * 3600, text);
    assert_string_equal(text, good[i][1]);
  }
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
    assert_int_not_equal(
        calendar_parse_instant(bad[i], strlen(bad[i]), &instant), 0);
  calendar_format_instant(0, -12600, text);
  assert_string_equal(text, "1969-12-31T20:30:00-03:30");
  /* An offset with seconds is written in minutes, for the same instant. */
  calendar_format_instant(0, 29143, text);
  assert_string_equal(text, "1970-01-01T08:05:00+08:05");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_days),    cmocka_unit_test(test_valid),
      cmocka_unit_test(test_local),   cmocka_unit_test(test_date),
      cmocka_unit_test(test_instant),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
