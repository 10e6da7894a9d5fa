#include "paper/number.h"

#include <ctype.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "base/calendar.h"

#define NUMBER_EXPONENT_MAX 400 /* of a double: 308 */
#define NUMBER_DAY_MAX 2958465  /* 9999-12-31 */
#define NUMBER_FALSE_DAY 60     /* 1900-02-29, which never was */
#define NUMBER_DAY_SECONDS 86400

/* --- formats ---------------------------------------------------------------
 */

struct number_format number_builtin(unsigned id) {
  static const unsigned char kinds[] = {
      [9] = NUMBER_PERCENT,     [10] = NUMBER_PERCENT,
      [14] = NUMBER_DATE,       [15] = NUMBER_DATE,
      [16] = NUMBER_MONTH_DAY,  [17] = NUMBER_YEAR_MONTH,
      [18] = NUMBER_TIME,       [19] = NUMBER_TIME,
      [20] = NUMBER_TIME,       [21] = NUMBER_TIME,
      [22] = NUMBER_DATE,       [27] = NUMBER_YEAR_MONTH,
      [28] = NUMBER_MONTH_DAY,  [29] = NUMBER_MONTH_DAY,
      [30] = NUMBER_DATE,       [31] = NUMBER_DATE,
      [32] = NUMBER_TIME,       [33] = NUMBER_TIME,
      [34] = NUMBER_TIME,       [35] = NUMBER_TIME,
      [36] = NUMBER_YEAR_MONTH, [45] = NUMBER_TIME,
      [46] = NUMBER_ELAPSED,    [47] = NUMBER_TIME,
      [50] = NUMBER_YEAR_MONTH, [51] = NUMBER_MONTH_DAY,
      [52] = NUMBER_YEAR_MONTH, [53] = NUMBER_MONTH_DAY,
      [54] = NUMBER_MONTH_DAY,  [55] = NUMBER_TIME,
      [56] = NUMBER_TIME,       [57] = NUMBER_YEAR_MONTH,
      [58] = NUMBER_MONTH_DAY};

  if (id >= sizeof kinds)
    return (struct number_format){.kind = NUMBER_PLAIN};
  return (struct number_format){.kind = (enum number_kind)kinds[id],
                                .time = id == 22};
}

/* What the letters of a format stand for, as they are met. */
struct number_letters {
  bool year, month, day, weekday, hour, second, elapsed, percent;
  bool maybe;      /* an m that is a month unless seconds follow */
  bool after_hour; /* an m here is minutes */
  bool minute;
};

/* Past what is shown as it stands: "年", \-, _), *x, [red]. 0: nothing such. */
static size_t number_literal(const char *at, struct number_letters *seen) {
  const char *end;

  if (*at == '"' || *at == '[') {
    end = strchr(at + 1, *at == '"' ? '"' : ']');
    seen->elapsed =
        seen->elapsed || (*at == '[' && end != NULL && end > at + 1 &&
                          strchr("hmsHMS", at[1]) != NULL && at[1] == end[-1]);
    return end != NULL ? (size_t)(end - at) + 1 : strlen(at);
  }
  if (*at == '\\' || *at == '_' || *at == '*')
    return at[1] != '\0' ? 2 : 1;
  if (strncasecmp(at, "general", 7) == 0)
    return 7;
  if (strncasecmp(at, "am/pm", 5) == 0)
    return 5;
  if (strncasecmp(at, "a/p", 3) == 0)
    return 3;
  return (*at == 'E' || *at == 'e') && (at[1] == '+' || at[1] == '-') ? 2 : 0;
}

static void number_letter(int letter, size_t count,
                          struct number_letters *seen) {
  bool after_hour = seen->after_hour;
  bool maybe = seen->maybe;

  seen->after_hour = seen->maybe = false;
  switch (letter) {
  case 'y':
  case 'e': /* the year, in formats of East Asia */
  case 'b':
    seen->year = true;
    break;
  case 'm':
    seen->minute = seen->minute || after_hour;
    seen->maybe = !after_hour && !seen->month && count <= 2;
    seen->month = seen->month || !after_hour;
    break;
  case 'd':
    seen->day = seen->day || count <= 2;
    seen->weekday = seen->weekday || count > 2;
    break;
  case 'a': /* aaaa: 星期一 */
    seen->weekday = seen->weekday || count > 2;
    break;
  case 'h':
    seen->hour = seen->after_hour = true;
    break;
  case 's':
    seen->second = true;
    if (maybe) {
      seen->month = false;
      seen->minute = true;
    }
    break;
  default: /* a mark between: what it stands between keeps its meaning */
    seen->percent = seen->percent || letter == '%';
    seen->after_hour = after_hour;
    seen->maybe = maybe;
  }
}

static struct number_format number_meant(const struct number_letters *seen) {
  struct number_format format = {.time = seen->hour || seen->second ||
                                         seen->minute};

  if (seen->elapsed)
    format.kind = NUMBER_ELAPSED;
  else if (seen->year)
    format.kind = !seen->month ? NUMBER_YEAR
                  : seen->day  ? NUMBER_DATE
                               : NUMBER_YEAR_MONTH;
  else if (seen->month)
    format.kind = NUMBER_MONTH_DAY;
  else if (seen->day || seen->weekday)
    format.kind = NUMBER_DAY;
  else if (format.time)
    format.kind = NUMBER_TIME;
  else
    format.kind = seen->percent ? NUMBER_PERCENT : NUMBER_PLAIN;
  return format;
}

struct number_format number_format_read(const char *code) {
  struct number_letters seen = {0};
  size_t noughts = strspn(code, "0");

  if (noughts > 1 && noughts <= NUMBER_PAD_MAX && code[noughts] == '\0')
    return (struct number_format){.kind = NUMBER_PLAIN,
                                  .pad = (unsigned)noughts};
  for (const char *at = code; *at != '\0' && *at != ';';) {
    size_t count = number_literal(at, &seen);
    if (count == 0) {
      int letter = tolower((unsigned char)*at);
      while (tolower((unsigned char)at[count]) == letter)
        count++;
      number_letter(letter, count, &seen);
    }
    at += count;
  }
  return number_meant(&seen);
}

bool number_is_date(enum number_kind kind) {
  return kind >= NUMBER_DATE && kind <= NUMBER_DAY;
}

bool number_is_partial(enum number_kind kind) {
  return kind == NUMBER_YEAR_MONTH || kind == NUMBER_MONTH_DAY ||
         kind == NUMBER_DAY;
}

/* --- digits ----------------------------------------------------------------
 */

/* 0.d1d2d3... times ten to `point`; no noughts at either end. */
struct number {
  bool minus;
  int count; /* digits; 0: nought */
  int point;
  char digits[NUMBER_DIGITS + 1]; /* one more to round by */
};

/* The 16th digit rounds: a spreadsheet keeps what it shows in 15, and the
 * double behind it is written with 17. */
static void number_round(struct number *number) {
  if (number->count > NUMBER_DIGITS) {
    bool up = number->digits[NUMBER_DIGITS] >= '5';
    number->count = NUMBER_DIGITS;
    while (up && number->count > 0) {
      char *last = &number->digits[number->count - 1];
      up = *last == '9';
      if (up)
        number->count--;
      else
        ++*last;
    }
    if (up) { /* all nines */
      number->digits[0] = '1';
      number->count = 1;
      number->point++;
    }
  }
  while (number->count > 0 && number->digits[number->count - 1] == '0')
    number->count--;
}

static const char *number_read_digits(const char *text, struct number *number) {
  bool fraction = false;
  int seen = 0;

  for (; isdigit((unsigned char)*text) || (*text == '.' && !fraction); text++) {
    if (*text == '.') {
      fraction = true;
      continue;
    }
    seen++;
    if (number->count == 0 && *text == '0') {
      number->point -= fraction;
      continue;
    }
    number->point += !fraction;
    if (number->count <= NUMBER_DIGITS)
      number->digits[number->count++] = *text;
  }
  return seen > 0 ? text : NULL;
}

static bool number_read(const char *text, struct number *number) {
  int exponent = 0;
  bool minus;

  *number = (struct number){.minus = *text == '-'};
  text = number_read_digits(text + (*text == '-' || *text == '+'), number);
  if (text == NULL)
    return false;
  if (*text == 'e' || *text == 'E') {
    minus = *++text == '-';
    text += *text == '-' || *text == '+';
    if (!isdigit((unsigned char)*text))
      return false;
    for (; isdigit((unsigned char)*text) && exponent < NUMBER_EXPONENT_MAX;
         text++)
      exponent = exponent * 10 + (*text - '0');
    number->point += minus ? -exponent : exponent;
  }
  number_round(number);
  return *text == '\0' && exponent < NUMBER_EXPONENT_MAX;
}

static void number_noughts(struct buf *out, int count) {
  for (; count > 0; count--)
    buf_byte(out, '0');
}

static void number_plain(const struct number *number, unsigned pad,
                         struct buf *out) {
  int whole = number->point > 0 ? number->point : 0;

  if (number->count == 0)
    whole = 0;
  if (number->minus && number->count > 0)
    buf_byte(out, '-');
  number_noughts(out, (pad > 0 ? (int)pad : 1) - whole);
  for (int i = 0; i < whole; i++)
    buf_byte(out, i < number->count ? number->digits[i] : '0');
  if (number->count <= whole)
    return;
  buf_byte(out, '.');
  number_noughts(out, -number->point);
  buf_append(out, number->digits + whole, (size_t)(number->count - whole));
}

/* More digits than are kept: as spreadsheets show it, so that it is refused
 * like theirs. */
static void number_scientific(const struct number *number, struct buf *out) {
  buf_printf(out, "%s%c%s%.*sE+%02d", number->minus ? "-" : "",
             number->digits[0], number->count > 1 ? "." : "", number->count - 1,
             number->digits + 1, number->point - 1);
}

/* --- days ------------------------------------------------------------------
 */

/* Whole days and, to the second, what is over. False: not a day that a
 * spreadsheet has. */
static bool number_days(const struct number *number, int64_t *days,
                        int64_t *seconds) {
  int64_t part = 0;
  int64_t scale = 1;

  *days = 0;
  if (number->minus || number->point > 7)
    return false;
  for (int i = 0; i < number->point; i++)
    *days = *days * 10 + (i < number->count ? number->digits[i] - '0' : 0);
  for (int i = number->point; i < number->count && scale < 1000000000000; i++) {
    part = part * 10 + (i >= 0 ? number->digits[i] - '0' : 0);
    scale *= 10;
  }
  *seconds = (part * NUMBER_DAY_SECONDS + scale / 2) / scale;
  return *days <= NUMBER_DAY_MAX;
}

static void number_clock(int64_t seconds, struct buf *out) {
  buf_printf(out, "%02d:%02d", (int)(seconds / 3600), (int)(seconds / 60 % 60));
  if (seconds % 60 != 0)
    buf_printf(out, ":%02d", (int)(seconds % 60));
}

/* Day 1 is 1900-01-01, or day 0 is 1904-01-01. */
static void number_date(int64_t days, bool from_1904, int *year, int *month,
                        int *day) {
  if (from_1904) {
    calendar_from_days(calendar_days(1904, 1, 1) + days, year, month, day);
  } else if (days == NUMBER_FALSE_DAY || days == 0) {
    *year = 1900;
    *month = days == 0 ? 1 : 2;
    *day = days == 0 ? 0 : 29;
  } else {
    days -= days > NUMBER_FALSE_DAY;
    calendar_from_days(calendar_days(1899, 12, 31) + days, year, month, day);
  }
}

static void number_day(int64_t days, int64_t seconds, bool from_1904,
                       const struct number_format *format, struct buf *out) {
  int year, month, day;

  number_date(days, from_1904, &year, &month, &day);
  if (format->kind == NUMBER_MONTH_DAY)
    buf_printf(out, "%d月%d日", month, day);
  else if (format->kind == NUMBER_YEAR_MONTH)
    buf_printf(out, "%04d年%d月", year, month);
  else if (format->kind == NUMBER_YEAR)
    buf_printf(out, "%04d", year);
  else
    buf_printf(out, "%04d-%02d-%02d", year, month, day);
  if (!number_is_partial(format->kind) && format->kind != NUMBER_YEAR &&
      format->time && seconds > 0) {
    buf_byte(out, ' ');
    number_clock(seconds, out);
  }
}

static void number_moment(const struct number *number,
                          const struct number_format *format, bool from_1904,
                          struct buf *out) {
  struct number_format full = {.kind = NUMBER_DATE, .time = true};
  bool date = number_is_date(format->kind);
  int64_t days, seconds;

  if (!number_days(number, &days, &seconds)) {
    buf_text(out, "########"); /* as the page shows it */
    return;
  }
  if (seconds == NUMBER_DAY_SECONDS) { /* rounded up to midnight */
    if (!date || format->time)
      days++;
    seconds = 0;
  }
  if (format->kind == NUMBER_ELAPSED)
    number_clock(days * NUMBER_DAY_SECONDS + seconds, out);
  else if (!date && days == 0)
    number_clock(seconds, out);
  else
    number_day(days, seconds, from_1904, date ? format : &full, out);
}

void number_write(const char *text, const struct number_format *format,
                  bool from_1904, struct buf *out) {
  struct number number;

  if (!number_read(text, &number)) {
    buf_text(out, text);
  } else if (format->kind <= NUMBER_PERCENT && number.count > 0 &&
             number.point > NUMBER_DIGITS) {
    number_scientific(&number, out);
  } else if (format->kind == NUMBER_PERCENT) {
    number.point += 2;
    number_plain(&number, 0, out);
    buf_byte(out, '%');
  } else if (format->kind != NUMBER_PLAIN) {
    number_moment(&number, format, from_1904, out);
  } else {
    number_plain(&number, format->pad, out);
  }
}
