/* When a schedule would be due, without there being one. */
#include "base/json.h"
#include "schedule/duty_inside.h"

/* Midnight `days` after the day on which the recurrence starts, ms UTC. */
static int64_t times_until(const struct zone *zone,
                           const struct recurrence *recurrence, int64_t days) {
  const struct local_time *start = &recurrence->start;
  int64_t day = recurrence->kind == RECURRENCE_INTERVAL /* it is in UTC */
                    ? zone_day(zone, calendar_seconds(start) * 1000)
                    : calendar_days(start->year, start->month, start->day);

  return zone_midnight(zone, day + days);
}

static json_t *times_row(const struct zone *zone,
                         const struct occurrence *found) {
  struct local_time shown;
  char text[20];

  zone_to_local(zone, found->instant, &shown);
  calendar_format_local(&shown, text);
  return json_pack("{s:I, s:s, s:b}", "at", (json_int_t)found->instant, "wall",
                   text, "moved", found->fit == ZONE_GAP);
}

static int times_walk(const struct zone *zone,
                      const struct recurrence *recurrence, int64_t days,
                      size_t limit, json_t *rows, struct error *err) {
  int64_t until = times_until(zone, recurrence, days);
  enum expand_result result = EXPAND_AGAIN;
  struct occurrence found;
  struct expand it;
  int rc = expand_init(&it, recurrence, err);

  if (rc != 0)
    return rc;
  for (int budget = 0; budget < 64 && json_array_size(rows) < limit;) {
    result = expand_next(&it, &found);
    if (result == EXPAND_END ||
        (result == EXPAND_FOUND && found.instant >= until))
      break;
    if (result == EXPAND_AGAIN)
      budget++; /* a rule that finds nothing is not searched for ever */
    else
      json_array_append_new(rows, times_row(zone, &found));
  }
  expand_fini(&it);
  return 0;
}

int duty_times(const struct zone *zone, const json_t *spec, int64_t days,
               size_t limit, json_t **rows, struct error *err) {
  struct duty_book book = {.zone = zone};
  struct recurrence recurrence;
  int64_t starts, ends;
  json_t *fixed;
  int rc = duty_spec_check(&book, spec, &starts, &ends, err);

  *rows = NULL;
  if (rc != 0)
    return rc;
  fixed = duty_spec_fixed(&book, spec);
  rc = duty_spec_recurrence(&book, fixed, &recurrence, err);
  json_decref(fixed);
  if (rc != 0)
    return rc;
  *rows = json_array();
  rc = times_walk(zone, &recurrence, days, limit, *rows, err);
  recurrence_fini(&recurrence);
  if (rc != 0) {
    json_decref(*rows);
    *rows = NULL;
  }
  return rc;
}
