/* Dates and local times of the proleptic Gregorian calendar, without zones.
 * Years 1 to 9999. */
#ifndef SONGHE_BASE_CALENDAR_H
#define SONGHE_BASE_CALENDAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A local (wall clock) time. */
struct local_time {
  int year;   /* 1..9999 */
  int month;  /* 1..12 */
  int day;    /* 1..31 */
  int hour;   /* 0..23 */
  int minute; /* 0..59 */
  int second; /* 0..59; leap seconds are refused */
};

/* Days since 1970-01-01. */
int64_t calendar_days(int year, int month, int day);
void calendar_from_days(int64_t days, int *year, int *month, int *day);
int calendar_month_days(int year, int month);
bool calendar_is_leap(int year);
int calendar_weekday(int64_t days); /* 0 Monday .. 6 Sunday */
bool calendar_date_valid(int year, int month, int day);

/* Seconds since 1970-01-01T00:00:00 as if the local time were UTC. */
int64_t calendar_seconds(const struct local_time *time);
void calendar_from_seconds(int64_t seconds, struct local_time *time);

/* "2026-11-23" exactly. Return 0 or ERROR_INPUT. */
int calendar_parse_date(const char *text, size_t len, int64_t *days);
void calendar_format_date(int64_t days, char out[11]);

/* "2026-11-23T14:05[:31]" or the basic form "20261123T140531". */
int calendar_parse_local(const char *text, size_t len, struct local_time *time);
void calendar_format_local(const struct local_time *time, char out[20]);

/* "20261123T140500". */
void calendar_format_compact(const struct local_time *time, char out[16]);

/* ISO 8601 with offset or Z, up to milliseconds: "2026-11-23T14:05:31+08:00".
 * Milliseconds UTC. */
int calendar_parse_instant(const char *text, size_t len, int64_t *instant);

/* With the given offset (seconds east); milliseconds only when not 0. */
void calendar_format_instant(int64_t instant, int offset, char out[32]);

#endif
