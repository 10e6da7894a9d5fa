/* What a rule may say, what is refused and by which name, and that the
 * canonical text says the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "schedule/rrule.h"

static void test_canonical(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {"FREQ=DAILY", "FREQ=DAILY"},
      {"freq=daily;count=3;", "FREQ=DAILY;COUNT=3"},
      {"COUNT=3;INTERVAL=1;FREQ=DAILY", "FREQ=DAILY;COUNT=3"},
      {"FREQ=WEEKLY;WKST=SU;BYDAY=FR,MO,FR;INTERVAL=2",
       "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR;WKST=SU"},
      {"FREQ=MONTHLY;BYDAY=-1FR,+2MO,TU", "FREQ=MONTHLY;BYDAY=TU,2MO,-1FR"},
      {"FREQ=YEARLY;BYYEARDAY=-1,366,100;BYMONTH=12,1;BYSETPOS=-366",
       "FREQ=YEARLY;BYYEARDAY=100,366,-1;BYMONTH=1,12;BYSETPOS=-366"},
      {"FREQ=YEARLY;BYWEEKNO=53,-1", "FREQ=YEARLY;BYWEEKNO=53,-1"},
      {"FREQ=DAILY;UNTIL=20261231", "FREQ=DAILY;UNTIL=20261231"},
      {"FREQ=DAILY;UNTIL=20261231T235959Z",
       "FREQ=DAILY;UNTIL=20261231T235959Z"},
      {"FREQ=DAILY;UNTIL=20261231T080000", "FREQ=DAILY;UNTIL=20261231T080000"},
      {"FREQ=MINUTELY;BYSECOND=60,0;BYMINUTE=59;BYHOUR=0,23",
       "FREQ=MINUTELY;BYSECOND=0,59;BYMINUTE=59;BYHOUR=0,23"},
      {"RSCALE=GREGORIAN;FREQ=MONTHLY;BYMONTHDAY=31,-31;SKIP=FORWARD",
       "RSCALE=GREGORIAN;FREQ=MONTHLY;BYMONTHDAY=31,-31;SKIP=FORWARD"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    struct rrule rule;
    struct buf buf;
    const char *text = cases[i][0];
    for (int round = 0; round < 2; round++) {
      buf_init(&buf);
      assert_int_equal(rrule_parse(text, strlen(text), &rule, NULL), 0);
      rrule_format(&rule, &buf);
      buf_byte(&buf, '\0');
      assert_string_equal(buf.data, cases[i][1]);
      buf_fini(&buf);
      text = cases[i][1];
    }
  }
}

/* rule, field and code of the one fault */
static const char *const refused[][3] = {
    {"", "", "unknown"},
    {"COUNT=3", "FREQ", "required"},
    {"FREQ=FORTNIGHTLY", "FREQ", "value"},
    {"FREQ=DAILY;FREQ=DAILY", "FREQ", "repeated"},
    {"FREQ=DAILY;COUNT=3;UNTIL=20260101", "COUNT", "with-until"},
    {"FREQ=DAILY;COUNT=-1", "COUNT", "value"},
    {"FREQ=DAILY;COUNT=99999999999", "COUNT", "value"},
    {"FREQ=DAILY;INTERVAL=0", "INTERVAL", "value"},
    {"FREQ=DAILY;INTERVAL=", "INTERVAL", "value"},
    {"FREQ=DAILY;INTERVAL=1.5", "INTERVAL", "value"},
    {"FREQ=DAILY;UNTIL=20260230", "UNTIL", "value"},
    {"FREQ=DAILY;UNTIL=2026-01-01", "UNTIL", "value"},
    {"FREQ=DAILY;BYHOUR=24", "BYHOUR", "value"},
    {"FREQ=DAILY;BYHOUR=-1", "BYHOUR", "value"},
    {"FREQ=DAILY;BYMINUTE=60", "BYMINUTE", "value"},
    {"FREQ=DAILY;BYSECOND=61", "BYSECOND", "value"},
    {"FREQ=DAILY;BYMONTH=0", "BYMONTH", "value"},
    {"FREQ=DAILY;BYMONTH=5L", "BYMONTH", "value"},
    {"FREQ=DAILY;BYMONTHDAY=0", "BYMONTHDAY", "value"},
    {"FREQ=DAILY;BYMONTHDAY=32", "BYMONTHDAY", "value"},
    {"FREQ=YEARLY;BYYEARDAY=367", "BYYEARDAY", "value"},
    {"FREQ=YEARLY;BYWEEKNO=54", "BYWEEKNO", "value"},
    {"FREQ=WEEKLY;BYDAY=", "BYDAY", "value"},
    {"FREQ=WEEKLY;BYDAY=XX", "BYDAY", "value"},
    {"FREQ=MONTHLY;BYDAY=0MO", "BYDAY", "value"},
    {"FREQ=MONTHLY;BYDAY=54MO", "BYDAY", "value"},
    {"FREQ=WEEKLY;BYDAY=1MO", "BYDAY", "ordinal-freq"},
    {"FREQ=DAILY;BYDAY=-1MO", "BYDAY", "ordinal-freq"},
    {"FREQ=YEARLY;BYWEEKNO=20;BYDAY=1MO", "BYDAY", "ordinal-weekno"},
    {"FREQ=WEEKLY;BYMONTHDAY=1", "BYMONTHDAY", "freq"},
    {"FREQ=DAILY;BYYEARDAY=1", "BYYEARDAY", "freq"},
    {"FREQ=WEEKLY;BYYEARDAY=1", "BYYEARDAY", "freq"},
    {"FREQ=MONTHLY;BYYEARDAY=1", "BYYEARDAY", "freq"},
    {"FREQ=MONTHLY;BYWEEKNO=1", "BYWEEKNO", "freq"},
    {"FREQ=HOURLY;BYWEEKNO=1", "BYWEEKNO", "freq"},
    {"FREQ=MONTHLY;BYSETPOS=1", "BYSETPOS", "alone"},
    {"FREQ=WEEKLY;WKST=1MO", "WKST", "value"},
    {"FREQ=MONTHLY;SKIP=FORWARD", "SKIP", "without-rscale"},
    {"FREQ=YEARLY;RSCALE=CHINESE", "RSCALE", "unsupported"},
    {"FREQ=YEARLY;X-BYEASTER=0", "", "unknown"},
    {"FREQ=DAILY;;COUNT=1", "", "unknown"},
};

static void test_refused(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
    struct rrule rule;
    struct error err;
    const char *const *want = refused[i];
    error_init(&err);
    if (rrule_parse(want[0], strlen(want[0]), &rule, &err) != ERROR_INPUT)
      fail_msg("taken: %s", want[0]);
    assert_true(err.fault_count >= 1);
    assert_string_equal(err.faults[0].field, want[1]);
    assert_string_equal(err.faults[0].code, want[2]);
    assert_true(strlen(err.faults[0].zh) > 0);
    assert_true(strlen(err.faults[0].en) > 0);
    error_fini(&err);
  }
}

static void test_all_faults(void **state) {
  (void)state;
  const char text[] = "FREQ=WEEKLY;BYHOUR=24,25;BYMONTHDAY=1;BYDAY=1MO;"
                      "COUNT=1;UNTIL=20260101;FOO=1";
  struct rrule rule;
  struct error err;
  error_init(&err);
  assert_int_equal(rrule_parse(text, sizeof text - 1, &rule, &err),
                   ERROR_INPUT);
  assert_int_equal(err.fault_count, 6);
  error_fini(&err);
}

/* Bytes of any kind end in a refusal or a rule, never outside the text. */
static void test_cut(void **state) {
  (void)state;
  const char text[] = "RSCALE=GREGORIAN;FREQ=MONTHLY;UNTIL=20261231T235959Z;"
                      "BYDAY=-1FR,2MO;BYSETPOS=-1;BYHOUR=1,2,3;WKST=SU";
  char copy[sizeof text];
  struct rrule rule;
  for (size_t cut = 0; cut < sizeof text; cut++)
    rrule_parse(text, cut, &rule, NULL);
  for (size_t at = 0; at + 1 < sizeof text; at++) {
    for (int byte = 0; byte < 256; byte += 5) {
      memcpy(copy, text, sizeof text);
      copy[at] = (char)byte;
      rrule_parse(copy, sizeof text - 1, &rule, NULL);
    }
  }
  assert_int_equal(rrule_parse(text, sizeof text - 1, &rule, NULL), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_canonical),
      cmocka_unit_test(test_refused),
      cmocka_unit_test(test_all_faults),
      cmocka_unit_test(test_cut),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
