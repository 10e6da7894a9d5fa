#include "schedule/recurrence.h"

#include <stdlib.h>
#include <string.h>

void recurrence_init(struct recurrence *recurrence) {
  *recurrence = (struct recurrence){
      .kind = RECURRENCE_RULE, .until = INT64_MAX, .count = -1};
}

void recurrence_fini(struct recurrence *recurrence) {
  free(recurrence->rules.at);
  free(recurrence->exrules.at);
  free(recurrence->rdates.at);
  free(recurrence->exdates.at);
  free(recurrence->exdays.at);
  recurrence_init(recurrence);
}

static int no_memory(struct error *err) {
  return error_set(err, ERROR_MEMORY, "内存不足，请稍后再试。",
                   "Out of memory; please try again.");
}

static int too_many(struct error *err, const char *what, int max) {
  error_fault(err, what, "many", "%s 最多 %d 个。", "%s: at most %d.", what,
              max);
  return error_set(err, ERROR_INPUT, "重复安排太长，请拆开。",
                   "The schedule is too long; split it.");
}

int recurrence_set_zone(struct recurrence *recurrence, const char *name,
                        struct error *err) {
  return zone_get(name, &recurrence->zone, err);
}

static const struct zone *utc(void) {
  const struct zone *zone = NULL;
  zone_get("UTC", &zone, NULL);
  return zone;
}

/* "20261123" or "2026-11-23". */
static bool read_date(const char *text, size_t len, int64_t *days) {
  char full[11];
  if (len == 10)
    return calendar_parse_date(text, len, days) == 0;
  if (len != 8)
    return false;
  memcpy(full, text, 4);
  memcpy(full + 5, text + 4, 2);
  memcpy(full + 8, text + 6, 2);
  full[4] = full[7] = '-';
  return calendar_parse_date(full, 10, days) == 0;
}

int recurrence_read_time(const struct recurrence *recurrence, const char *text,
                         size_t len, int64_t *wall, bool *date) {
  struct local_time time;
  char plain[32] = "";
  *date = read_date(text, len, wall);
  if (*date) {
    *wall *= 86400;
    return 0;
  }
  bool is_utc = len > 0 && (text[len - 1] | 32) == 'z';
  len -= is_utc ? 1 : 0;
  if (len >= sizeof plain)
    return ERROR_INPUT;
  memcpy(plain, text, len);
  for (size_t i = 0; i < len; i++)
    if (plain[i] == 't')
      plain[i] = 'T';
  if (calendar_parse_local(plain, len, &time) != 0)
    return ERROR_INPUT;
  if (is_utc && recurrence->zone != NULL)
    zone_to_local(recurrence->zone, calendar_seconds(&time) * 1000, &time);
  *wall = calendar_seconds(&time);
  return 0;
}

static int bad_time(struct error *err, const char *field, const char *text,
                    size_t len) {
  int shown = len > 40 ? 40 : (int)len;
  error_fault(
      err, field, "time", "“%.*s”不是日期时间，请写成 2026-11-23T08:00。",
      "\"%.*s\" is not a date and time; write 2026-11-23T08:00.", shown, text);
  return error_set(err, ERROR_INPUT, "时间写得不对，请改正。",
                   "A time is written wrongly; please correct it.");
}

int recurrence_set_start(struct recurrence *recurrence, const char *text,
                         size_t len, struct error *err) {
  int64_t wall;
  bool date;
  if (len > 0 && (text[len - 1] | 32) == 'z' && recurrence->zone == NULL)
    recurrence->zone = utc();
  if (recurrence_read_time(recurrence, text, len, &wall, &date) != 0)
    return bad_time(err, "DTSTART", text, len);
  calendar_from_seconds(wall, &recurrence->start);
  recurrence->date_only = date;
  recurrence->started = true;
  return 0;
}

int recurrence_add_rule(struct recurrence *recurrence, const char *text,
                        size_t len, bool exclude, struct error *err) {
  struct recurrence_rules *rules =
      exclude ? &recurrence->exrules : &recurrence->rules;
  struct rrule rule;
  if (rules->count == RECURRENCE_RULES_MAX)
    return too_many(err, exclude ? "EXRULE" : "RRULE", RECURRENCE_RULES_MAX);
  int rc = rrule_parse(text, len, &rule, err);
  if (rc != 0)
    return rc;
  struct rrule *grown = realloc(rules->at, (rules->count + 1) * sizeof *grown);
  if (grown == NULL)
    return no_memory(err);
  rules->at = grown;
  rules->at[rules->count++] = rule;
  return 0;
}

static int dates_add(struct recurrence_dates *dates, int64_t at,
                     const char *what, struct error *err) {
  if (dates->count == RECURRENCE_DATES_MAX)
    return too_many(err, what, RECURRENCE_DATES_MAX);
  if (dates->count == dates->cap) {
    size_t cap = dates->cap == 0 ? 8 : dates->cap * 2;
    int64_t *grown = realloc(dates->at, cap * sizeof *grown);
    if (grown == NULL)
      return no_memory(err);
    dates->at = grown;
    dates->cap = cap;
  }
  /* Kept in order by moving: dates mostly come in order. */
  size_t i = dates->count++;
  for (; i > 0 && dates->at[i - 1] > at; i--)
    dates->at[i] = dates->at[i - 1];
  dates->at[i] = at;
  return 0;
}

int recurrence_add_date(struct recurrence *recurrence, const char *text,
                        size_t len, bool exclude, struct error *err) {
  const char *what = exclude ? "EXDATE" : "RDATE";
  int64_t wall;
  bool date;
  if (recurrence_read_time(recurrence, text, len, &wall, &date) != 0)
    return bad_time(err, what, text, len);
  struct recurrence_dates *dates = !exclude ? &recurrence->rdates
                                   : date   ? &recurrence->exdays
                                            : &recurrence->exdates;
  return dates_add(dates, wall, what, err);
}
