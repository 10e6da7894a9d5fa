/* Numbers and number formats of spreadsheets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "paper/number.h"

static void shown(const char *text, struct number_format format, bool from_1904,
                  const char *expected) {
  struct buf out;
  char *got;

  buf_init(&out);
  number_write(text, &format, from_1904, &out);
  got = buf_take(&out);
  assert_string_equal(got, expected);
  free(got);
}

static void formats_say_what_they_show(void **state) {
  static const struct {
    const char *code;
    enum number_kind kind;
    bool time;
  } codes[] = {{"General", NUMBER_PLAIN, false},
               {"G/通用格式", NUMBER_PLAIN, false},
               {"0.00E+00", NUMBER_PLAIN, false},
               {"\"¥\"#,##0.00;[Red]\\-\"¥\"#,##0.00", NUMBER_PLAIN, false},
               {"_-* #,##0_d", NUMBER_PLAIN, false},
               {"0\"天\"", NUMBER_PLAIN, false},
               {"\"day\"0\"month\"", NUMBER_PLAIN, false},
               {"@", NUMBER_PLAIN, false},
               {"0.0%", NUMBER_PERCENT, false},
               {"0\"%\"", NUMBER_PLAIN, false},
               {"yyyy/m/d;@", NUMBER_DATE, false},
               {"yyyy\"年\"m\"月\"d\"日\";@", NUMBER_DATE, false},
               {"yyyy年m月d日", NUMBER_DATE, false},
               {"[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", NUMBER_DATE, false},
               {"[$-411]ge.m.d", NUMBER_DATE, false},
               {"m/d/yy h:mm", NUMBER_DATE, true},
               {"yyyy-mm-dd hh:mm:ss AM/PM", NUMBER_DATE, true},
               {"mmm-yy", NUMBER_YEAR_MONTH, false},
               {"yyyy\"年\"m\"月\"", NUMBER_YEAR_MONTH, false},
               {"m\"月\"d\"日\"", NUMBER_MONTH_DAY, false},
               {"d-mmm", NUMBER_MONTH_DAY, false},
               {"yyyy", NUMBER_YEAR, false},
               {"[$-804]aaaa;@", NUMBER_DAY, false},
               {"dddd", NUMBER_DAY, false},
               {"h:mm", NUMBER_TIME, true},
               {"mm:ss.0", NUMBER_TIME, true},
               {"上午/下午h\"时\"mm\"分\"", NUMBER_TIME, true},
               {"[h]:mm:ss", NUMBER_ELAPSED, true},
               {"[mm]:ss", NUMBER_ELAPSED, true},
               {"[Magenta]0", NUMBER_PLAIN, false},
               {"\"unclosed", NUMBER_PLAIN, false},
               {"[unclosed", NUMBER_PLAIN, false},
               {"\\", NUMBER_PLAIN, false},
               {"", NUMBER_PLAIN, false}};
  (void)state;

  for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
    struct number_format format = number_format_read(codes[i].code);
    if (format.kind != codes[i].kind || format.time != codes[i].time)
      fail_msg("%s: %d", codes[i].code, (int)format.kind);
  }
  assert_int_equal(number_format_read("000000").pad, 6);
  assert_int_equal(number_format_read("0").pad, 0);
  assert_int_equal(number_builtin(14).kind, NUMBER_DATE);
  assert_true(number_builtin(22).time);
  assert_int_equal(number_builtin(58).kind, NUMBER_MONTH_DAY);
  assert_int_equal(number_builtin(49).kind, NUMBER_PLAIN);
  assert_int_equal(number_builtin(4000000).kind, NUMBER_PLAIN);
}

static void numbers_keep_fifteen_digits(void **state) {
  static const char *const numbers[][2] = {
      {"0", "0"},
      {"-0.0", "0"},
      {"007", "7"},
      {"26.399999999999999", "26.4"},
      {"0.1000000000000000055", "0.1"},
      {"99999999999999.99", "100000000000000"},
      {"999999999999999.9", "1E+15"},
      {"999999999999999", "999999999999999"},
      {"1000000000000000", "1E+15"},
      {"110101194001051018", "1.10101194001051E+17"},
      {"1.1010119400105101E+17", "1.10101194001051E+17"},
      {"1e2", "100"},
      {"1.25E-3", "0.00125"},
      {"-12.50", "-12.5"},
      {".5", "0.5"},
      {"5.", "5"},
      {"1E400", "1E400"},
      {"1E", "1E"},
      {"x", "x"},
      {"1 2", "1 2"},
      {"-", "-"},
      {".", "."},
      {"0x10", "0x10"}};
  const struct number_format plain = {.kind = NUMBER_PLAIN};
  const struct number_format percent = {.kind = NUMBER_PERCENT};
  const struct number_format pad = {.kind = NUMBER_PLAIN, .pad = 4};
  (void)state;

  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
    shown(numbers[i][0], plain, false, numbers[i][1]);
  shown("0.0725", percent, false, "7.25%");
  shown("0", percent, false, "0%");
  shown("7", pad, false, "0007");
  shown("0", pad, false, "0000");
  shown("12345", pad, false, "12345");
}

static void days_are_those_on_the_page(void **state) {
  const struct number_format date = {.kind = NUMBER_DATE};
  const struct number_format moment = {.kind = NUMBER_DATE, .time = true};
  const struct number_format clock = {.kind = NUMBER_TIME, .time = true};
  const struct number_format elapsed = {.kind = NUMBER_ELAPSED};
  const struct number_format part = {.kind = NUMBER_MONTH_DAY};
  const struct number_format year = {.kind = NUMBER_YEAR};
  (void)state;

  shown("1", date, false, "1900-01-01");
  shown("59", date, false, "1900-02-28");
  shown("60", date, false, "1900-02-29");
  shown("61", date, false, "1900-03-01");
  shown("46027.99", date, false, "2026-01-05");
  shown("2958465", date, false, "9999-12-31");
  shown("2958466", date, false, "########");
  shown("-1", date, false, "########");
  shown("1E+20", date, false, "########");
  shown("0", date, true, "1904-01-01");
  shown("60", date, true, "1904-03-01");
  shown("44565", date, true, "2026-01-05");
  shown("46027.354166666664", moment, false, "2026-01-05 08:30");
  shown("46027.000011574", moment, false, "2026-01-05 00:00:01");
  shown("46026.9999999999", moment, false, "2026-01-05");
  shown("46026.9999999999", date, false, "2026-01-04");
  shown("0.999988425926", clock, false, "23:59:59");
  shown("46027.5", clock, false, "2026-01-05 12:00");
  shown("1.25", elapsed, false, "30:00");
  shown("46027", part, false, "1月5日");
  shown("46027", year, false, "2026");
  assert_true(number_is_partial(NUMBER_MONTH_DAY));
  assert_false(number_is_partial(NUMBER_DATE));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(formats_say_what_they_show),
      cmocka_unit_test(numbers_keep_fifteen_digits),
      cmocka_unit_test(days_are_those_on_the_page),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
