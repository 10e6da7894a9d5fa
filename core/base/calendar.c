#include "base/calendar.h"

#include <string.h>

#include "base/error.h"

#define DAY_SECONDS 86400
#define ERA_DAYS 146097    /* days of 400 years, a whole number of weeks */
#define EPOCH_SHIFT 719468 /* days from 0000-03-01 to 1970-01-01 */

/* Years counted from March put the leap day last, so that every month starts
 * at a day given by one linear formula. */
int64_t calendar_days(int year, int month, int day) {
  int64_t y = month <= 2 ? (int64_t)year - 1 : year;
  int64_t era = (y >= 0 ? y : y - 399) / 400;
  int64_t of_era = y - era * 400;
  int64_t of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5;
  int64_t days = of_era * 365 + of_era / 4 - of_era / 100 + of_year + day - 1;
  return era * ERA_DAYS + days - EPOCH_SHIFT;
}

void calendar_from_days(int64_t days, int *year, int *month, int *day) {
  int64_t z = days + EPOCH_SHIFT;
  int64_t era = (z >= 0 ? z : z - (ERA_DAYS - 1)) / ERA_DAYS;
  uint32_t doe = (uint32_t)(z - era * ERA_DAYS);
  uint32_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  uint32_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  uint32_t mp = (5 * doy + 2) / 153;
  *day = (int)(doy - (153 * mp + 2) / 5 + 1);
  *month = (int)(mp < 10 ? mp + 3 : mp - 9);
  *year = (int)(era * 400 + yoe) + (*month <= 2 ? 1 : 0);
}

bool calendar_is_leap(int year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int calendar_month_days(int year, int month) {
  static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12)
    return 0;
  return month == 2 && calendar_is_leap(year) ? 29 : days[month - 1];
}

int calendar_weekday(int64_t days) {
  int64_t weekday = (days + 3) % 7; /* 1970-01-01 was a Thursday */
  return (int)(weekday < 0 ? weekday + 7 : weekday);
}

bool calendar_date_valid(int year, int month, int day) {
  return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 &&
         day <= calendar_month_days(year, month);
}

int64_t calendar_seconds(const struct local_time *time) {
  return calendar_days(time->year, time->month, time->day) * DAY_SECONDS +
         time->hour * 3600 + time->minute * 60 + time->second;
}

void calendar_from_seconds(int64_t seconds, struct local_time *time) {
  int64_t days = seconds / DAY_SECONDS;
  int rest = (int)(seconds % DAY_SECONDS);
  if (rest < 0) {
    rest += DAY_SECONDS;
    days--;
  }
  calendar_from_days(days, &time->year, &time->month, &time->day);
  time->hour = rest / 3600;
  time->minute = rest / 60 % 60;
  time->second = rest % 60;
}

/* Reads exactly `count` digits at *text and moves past them. */
static bool take_digits(const char **text, const char *end, int count,
                        int *value) {
  if (end - *text < count)
    return false;
  *value = 0;
  for (int i = 0; i < count; i++) {
    char c = (*text)[i];
    if (c < '0' || c > '9')
      return false;
    *value = *value * 10 + (c - '0');
  }
  *text += count;
  return true;
}

static bool take_char(const char **text, const char *end, char c) {
  if (*text == end || **text != c)
    return false;
  (*text)++;
  return true;
}

int calendar_parse_date(const char *text, size_t len, int64_t *days) {
  const char *end = text + len;
  int year, month, day;
  if (len != 10 || !take_digits(&text, end, 4, &year) ||
      !take_char(&text, end, '-') || !take_digits(&text, end, 2, &month) ||
      !take_char(&text, end, '-') || !take_digits(&text, end, 2, &day) ||
      !calendar_date_valid(year, month, day))
    return ERROR_INPUT;
  *days = calendar_days(year, month, day);
  return 0;
}

/* Writes `value` as `count` digits; too large a value keeps its last ones. */
static char *put_digits(char *out, int value, int count) {
  for (int i = count - 1; i >= 0; i--) {
    out[i] = (char)('0' + value % 10);
    value /= 10;
  }
  return out + count;
}

static char *put_date(char *out, int year, int month, int day) {
  out = put_digits(out, year, 4);
  *out++ = '-';
  out = put_digits(out, month, 2);
  *out++ = '-';
  return put_digits(out, day, 2);
}

void calendar_format_date(int64_t days, char out[11]) {
  int year, month, day;
  calendar_from_days(days, &year, &month, &day);
  *put_date(out, year, month, day) = '\0';
}

/* The time of day after the T: hh:mm[:ss] or hhmmss. */
static bool take_time(const char **text, const char *end, bool basic,
                      struct local_time *time) {
  time->second = 0;
  if (!take_digits(text, end, 2, &time->hour))
    return false;
  if (!basic && !take_char(text, end, ':'))
    return false;
  if (!take_digits(text, end, 2, &time->minute))
    return false;
  if (basic || take_char(text, end, ':'))
    if (!take_digits(text, end, 2, &time->second))
      return false;
  return time->hour <= 23 && time->minute <= 59 && time->second <= 59;
}

static bool take_local(const char **text, const char *end,
                       struct local_time *time) {
  if (!take_digits(text, end, 4, &time->year))
    return false;
  bool basic = !take_char(text, end, '-');
  if (!take_digits(text, end, 2, &time->month))
    return false;
  if (!basic && !take_char(text, end, '-'))
    return false;
  return take_digits(text, end, 2, &time->day) && take_char(text, end, 'T') &&
         calendar_date_valid(time->year, time->month, time->day) &&
         take_time(text, end, basic, time);
}

int calendar_parse_local(const char *text, size_t len,
                         struct local_time *time) {
  const char *end = text + len;
  struct local_time got;
  if (!take_local(&text, end, &got) || text != end)
    return ERROR_INPUT;
  *time = got;
  return 0;
}

void calendar_format_local(const struct local_time *time, char out[20]) {
  out = put_date(out, time->year, time->month, time->day);
  *out++ = 'T';
  out = put_digits(out, time->hour, 2);
  *out++ = ':';
  out = put_digits(out, time->minute, 2);
  *out++ = ':';
  *put_digits(out, time->second, 2) = '\0';
}

void calendar_format_compact(const struct local_time *time, char out[16]) {
  out = put_digits(out, time->year, 4);
  out = put_digits(out, time->month, 2);
  out = put_digits(out, time->day, 2);
  *out++ = 'T';
  out = put_digits(out, time->hour, 2);
  out = put_digits(out, time->minute, 2);
  *put_digits(out, time->second, 2) = '\0';
}

/* ".5", ".50", ".500" as milliseconds; nothing is 0. */
static bool take_fraction(const char **text, const char *end, int *ms) {
  *ms = 0;
  if (!take_char(text, end, '.'))
    return true;
  int scale = 100, digit;
  while (scale > 0 && take_digits(text, end, 1, &digit)) {
    *ms += digit * scale;
    scale /= 10;
  }
  return scale < 100;
}

/* "Z", "+08:00" or "+0800", in seconds. */
static bool take_offset(const char **text, const char *end, int *offset) {
  *offset = 0;
  if (take_char(text, end, 'Z'))
    return true;
  bool west = take_char(text, end, '-');
  int hour, minute;
  if (!west && !take_char(text, end, '+'))
    return false;
  if (!take_digits(text, end, 2, &hour))
    return false;
  take_char(text, end, ':');
  if (!take_digits(text, end, 2, &minute) || hour > 23 || minute > 59)
    return false;
  *offset = (hour * 3600 + minute * 60) * (west ? -1 : 1);
  return true;
}

int calendar_parse_instant(const char *text, size_t len, int64_t *instant) {
  const char *end = text + len;
  struct local_time time;
  int ms, offset;
  if (!take_local(&text, end, &time) || !take_fraction(&text, end, &ms) ||
      !take_offset(&text, end, &offset) || text != end)
    return ERROR_INPUT;
  *instant = (calendar_seconds(&time) - offset) * 1000 + ms;
  return 0;
}

void calendar_format_instant(int64_t instant, int offset, char out[32]) {
  /* ISO 8601 knows no seconds in an offset (local mean time before about
   * 1900 has them): with whole minutes the text still names this instant. */
  offset -= offset % 60;
  int64_t seconds = instant / 1000;
  int ms = (int)(instant % 1000);
  if (ms < 0) {
    ms += 1000;
    seconds--;
  }
  struct local_time time;
  calendar_from_seconds(seconds + offset, &time);
  calendar_format_local(&time, out);
  out += 19;
  if (ms != 0) {
    *out++ = '.';
    out = put_digits(out, ms, 3);
  }
  *out++ = offset < 0 ? '-' : '+';
  int minutes = (offset < 0 ? -offset : offset) / 60;
  out = put_digits(out, minutes / 60, 2);
  *out++ = ':';
  *put_digits(out, minutes % 60, 2) = '\0';
}
