#include "schedule/expand.h"

#include <stdlib.h>

#include "schedule/cursor.h"

#define DAY 86400
#define OFFSET_MAX (26 * 3600) /* s; no zone is farther from UTC */

struct expand_source {
  struct cursor cursor;
  enum { SOURCE_EMPTY, SOURCE_READY, SOURCE_ENDED } state;
  int64_t value; /* when ready: the next time, not given out yet */
};

static enum zone_fit zone_first(const struct zone *zone, int64_t wall,
                                int64_t *first) {
  struct local_time local;
  int64_t second;
  calendar_from_seconds(wall, &local);
  return zone_from_local(zone, &local, first, &second);
}

static int64_t rule_until(const struct expand *it, const struct rrule *rule) {
  if (rule->until_kind == RRULE_FOREVER)
    return INT64_MAX;
  if (rule->until_kind != RRULE_UNTIL_UTC)
    return rule->until;
  return zone_wall_until(it->zone, rule->until * 1000);
}

static int init_sources(struct expand *it) {
  const struct recurrence *r = it->recurrence;
  it->rule_count = r->rules.count;
  it->source_count = r->rules.count + r->exrules.count;
  if (it->source_count == 0)
    return 0;
  it->sources = calloc(it->source_count, sizeof *it->sources);
  if (it->sources == NULL)
    return ERROR_MEMORY;
  for (size_t i = 0; i < it->source_count; i++) {
    const struct rrule *rule = i < it->rule_count
                                   ? &r->rules.at[i]
                                   : &r->exrules.at[i - it->rule_count];
    cursor_init(&it->sources[i].cursor, rule, &r->start, r->date_only,
                rule_until(it, rule));
  }
  return 0;
}

int expand_init(struct expand *it, const struct recurrence *recurrence,
                struct error *err) {
  *it = (struct expand){.recurrence = recurrence,
                        .zone = recurrence->zone,
                        .after = INT64_MIN,
                        .wall = INT64_MIN,
                        .instant = INT64_MIN,
                        .to = INT64_MIN};
  int rc = it->zone == NULL ? zone_get("UTC", &it->zone, err) : 0;
  if (rc != 0)
    return rc;
  if (!recurrence->started) {
    error_fault(err, "DTSTART", "required", "缺少开始时间。",
                "The start is missing.");
    return error_set(err, ERROR_INPUT, "请写明从什么时候开始。",
                     "Say when it starts.");
  }
  if (recurrence->kind == RECURRENCE_INTERVAL) {
    if (recurrence->every < 1)
      return error_set(err, ERROR_INPUT, "间隔必须大于零。",
                       "The interval must be more than nothing.");
    zone_first(it->zone, calendar_seconds(&recurrence->start), &it->origin);
    return 0;
  }
  it->alone =
      recurrence->kind == RECURRENCE_ONCE || recurrence->rules.count == 0;
  if (recurrence->kind == RECURRENCE_RULE && init_sources(it) != 0)
    return error_set(err, ERROR_MEMORY, "内存不足，请稍后再试。",
                     "Out of memory; please try again.");
  return 0;
}

void expand_fini(struct expand *it) {
  free(it->sources);
  it->sources = NULL;
  it->source_count = 0;
}

/* Around a wall that is met once, how far that stays so for sure. */
static void remember_span(struct expand *it, int64_t instant) {
  int64_t from, to;
  it->offset = zone_span(it->zone, instant, &from, &to);
  it->from = from == INT64_MIN ? from : from / 1000 + 2 * OFFSET_MAX;
  it->to = to == INT64_MAX ? to : to / 1000 - 2 * OFFSET_MAX;
}

static void place(struct expand *it, int64_t wall, struct occurrence *out) {
  calendar_from_seconds(wall, &out->wall);
  if (wall >= it->from && wall < it->to) {
    out->instant = (wall - it->offset) * 1000;
    out->offset = it->offset;
    out->fit = ZONE_ONCE;
    return;
  }
  int64_t second;
  out->fit = zone_from_local(it->zone, &out->wall, &out->instant, &second);
  remember_span(it, out->instant);
  out->offset = it->offset;
}

static enum cursor_result source_fill(struct expand_source *source,
                                      int *budget) {
  if (source->state == SOURCE_READY)
    return CURSOR_FOUND;
  if (source->state == SOURCE_ENDED)
    return CURSOR_END;
  enum cursor_result got = cursor_next(&source->cursor, budget, &source->value);
  if (got != CURSOR_AGAIN)
    source->state = got == CURSOR_FOUND ? SOURCE_READY : SOURCE_ENDED;
  return got;
}

/* The earliest time that any source has. */
static enum cursor_result earliest(struct expand *it, int *budget,
                                   int64_t *wall) {
  const struct recurrence_dates *rdates = &it->recurrence->rdates;
  bool found = false;
  if (it->alone) {
    *wall = calendar_seconds(&it->recurrence->start);
    found = true;
  }
  if (it->recurrence->kind == RECURRENCE_RULE && it->rdate < rdates->count &&
      (!found || rdates->at[it->rdate] < *wall)) {
    *wall = rdates->at[it->rdate];
    found = true;
  }
  for (size_t i = 0; i < it->rule_count; i++) {
    struct expand_source *source = &it->sources[i];
    enum cursor_result got = source_fill(source, budget);
    if (got == CURSOR_AGAIN)
      return got;
    if (got == CURSOR_FOUND && (!found || source->value < *wall)) {
      *wall = source->value;
      found = true;
    }
  }
  return found ? CURSOR_FOUND : CURSOR_END;
}

/* Takes a time out of every source that has it, so that it is met once. */
static void consume(struct expand *it, int64_t wall) {
  const struct recurrence_dates *rdates = &it->recurrence->rdates;
  if (it->alone && wall == calendar_seconds(&it->recurrence->start))
    it->alone = false;
  while (it->rdate < rdates->count && rdates->at[it->rdate] == wall)
    it->rdate++;
  for (size_t i = 0; i < it->rule_count; i++)
    if (it->sources[i].state == SOURCE_READY && it->sources[i].value == wall)
      it->sources[i].state = SOURCE_EMPTY;
}

static bool dates_have(const struct recurrence_dates *dates, int64_t at) {
  size_t low = 0, high = dates->count;
  while (low < high) {
    size_t mid = low + (high - low) / 2;
    if (dates->at[mid] < at)
      low = mid + 1;
    else
      high = mid;
  }
  return low < dates->count && dates->at[low] == at;
}

static int64_t midnight(int64_t wall) {
  int64_t rest = wall % DAY;
  return wall - (rest < 0 ? rest + DAY : rest);
}

/* CURSOR_FOUND: left out; CURSOR_END: not. */
static enum cursor_result excluded(struct expand *it, int64_t wall,
                                   int *budget) {
  const struct recurrence *r = it->recurrence;
  if (dates_have(&r->exdates, wall) || dates_have(&r->exdays, midnight(wall)))
    return CURSOR_FOUND;
  for (size_t i = it->rule_count; i < it->source_count; i++) {
    struct expand_source *source = &it->sources[i];
    enum cursor_result got;
    while ((got = source_fill(source, budget)) == CURSOR_FOUND &&
           source->value < wall)
      source->state = SOURCE_EMPTY;
    if (got == CURSOR_AGAIN)
      return got;
    if (got == CURSOR_FOUND && source->value == wall)
      return CURSOR_FOUND;
  }
  return CURSOR_END;
}

/* An instant counts once: several walls in one gap, and the wall at its end,
 * fall together. */
static bool give(struct expand *it, int64_t wall, struct occurrence *out) {
  place(it, wall, out);
  it->wall = wall;
  if (out->instant <= it->instant)
    return false;
  it->instant = out->instant;
  return wall > it->after;
}

static enum expand_result next_wall(struct expand *it, struct occurrence *out) {
  int budget = EXPAND_BUDGET;
  for (; budget > 0; budget--) {
    int64_t wall = 0;
    enum cursor_result got = earliest(it, &budget, &wall);
    if (got != CURSOR_FOUND)
      return got == CURSOR_END ? EXPAND_END : EXPAND_AGAIN;
    got = excluded(it, wall, &budget);
    if (got == CURSOR_AGAIN)
      return EXPAND_AGAIN;
    consume(it, wall);
    if (got == CURSOR_END && give(it, wall, out))
      return EXPAND_FOUND;
  }
  return EXPAND_AGAIN;
}

static enum expand_result next_step(struct expand *it, struct occurrence *out) {
  const struct recurrence *r = it->recurrence;
  int64_t run, instant;
  if ((r->count >= 0 && it->step >= r->count) ||
      __builtin_mul_overflow(it->step, r->every, &run) ||
      __builtin_add_overflow(it->origin, run, &instant) || instant > r->until)
    return EXPAND_END;
  it->step++;
  out->instant = it->instant = instant;
  out->offset = zone_offset(it->zone, instant);
  zone_to_local(it->zone, instant, &out->wall);
  if (out->wall.year > 9999)
    return EXPAND_END;
  it->wall = calendar_seconds(&out->wall);
  int64_t first, second;
  out->fit = zone_from_local(it->zone, &out->wall, &first, &second);
  return EXPAND_FOUND;
}

enum expand_result expand_next(struct expand *it, struct occurrence *out) {
  if (it->recurrence->kind == RECURRENCE_INTERVAL)
    return next_step(it, out);
  return next_wall(it, out);
}

/* INTERVAL: the first step after an instant. */
static void seek_step(struct expand *it, int64_t after) {
  if (after >= it->origin)
    it->step = (after - it->origin) / it->recurrence->every + 1;
}

/* Lets every source go on after `wall`. */
static void seek_sources(struct expand *it, int64_t wall,
                         const int64_t *counts) {
  const struct recurrence_dates *rdates = &it->recurrence->rdates;
  while (it->rdate < rdates->count && rdates->at[it->rdate] <= wall)
    it->rdate++;
  if (calendar_seconds(&it->recurrence->start) <= wall)
    it->alone = false;
  for (size_t i = 0; i < it->source_count; i++) {
    size_t slot =
        i < it->rule_count ? i : i - it->rule_count + RECURRENCE_RULES_MAX;
    cursor_seek(&it->sources[i].cursor, wall,
                counts == NULL ? -1 : counts[slot]);
  }
}

static void seek_wall(struct expand *it, int64_t wall) {
  int64_t first, from, to;
  it->after = wall;
  /* From the start of a gap on, so that it is known whether something in it
   * has already taken the instant after it. */
  if (zone_first(it->zone, wall, &first) == ZONE_GAP) {
    int before = zone_span(it->zone, first - 1, &from, &to);
    wall = first / 1000 + before - 1;
  }
  seek_sources(it, wall, NULL);
}

void expand_seek(struct expand *it, const struct local_time *after) {
  int64_t wall = calendar_seconds(after), first;
  if (it->recurrence->kind != RECURRENCE_INTERVAL) {
    seek_wall(it, wall);
    return;
  }
  zone_first(it->zone, wall, &first);
  seek_step(it, first);
}

void expand_seek_instant(struct expand *it, int64_t after) {
  if (it->recurrence->kind == RECURRENCE_INTERVAL)
    seek_step(it, after);
  else
    seek_wall(it, zone_wall_until(it->zone, after));
}

/* The wall time up to which all that the rules have was given out. */
static int64_t passed_wall(const struct expand *it) {
  const struct recurrence_dates *rdates = &it->recurrence->rdates;
  int64_t passed = INT64_MAX;
  if (it->alone)
    passed = calendar_seconds(&it->recurrence->start) - 1;
  if (it->rdate < rdates->count && rdates->at[it->rdate] <= passed)
    passed = rdates->at[it->rdate] - 1;
  for (size_t i = 0; i < it->rule_count; i++) {
    const struct expand_source *source = &it->sources[i];
    int64_t own = source->state == SOURCE_ENDED ? INT64_MAX
                  : source->state == SOURCE_READY
                      ? source->value - 1
                      : cursor_passed(&source->cursor);
    passed = own < passed ? own : passed;
  }
  return passed;
}

int64_t expand_passed(const struct expand *it) {
  int64_t wall = passed_wall(it), first;
  if (wall == INT64_MAX)
    return wall;
  zone_first(it->zone, wall, &first);
  return first;
}

/* Without EXRULEs, whose own counts stand where the last occurrence is. */
static bool may_save_ahead(const struct expand *it) {
  return it->recurrence->kind == RECURRENCE_RULE &&
         it->source_count == it->rule_count;
}

void expand_save(const struct expand *it, struct expand_mark *mark) {
  *mark = (struct expand_mark){.wall = it->wall, .instant = it->instant};
  int64_t passed = may_save_ahead(it) ? passed_wall(it) : INT64_MIN;
  if (passed != INT64_MAX && passed > mark->wall)
    mark->wall = passed;
  for (size_t i = 0; i < it->source_count; i++) {
    const struct expand_source *source = &it->sources[i];
    size_t slot =
        i < it->rule_count ? i : i - it->rule_count + RECURRENCE_RULES_MAX;
    /* What is ready but not given out will be found again. */
    bool ahead = source->state == SOURCE_READY && source->value > mark->wall;
    mark->counts[slot] = source->cursor.count - (ahead ? 1 : 0);
  }
}

void expand_restore(struct expand *it, const struct expand_mark *mark) {
  if (mark->wall == INT64_MIN)
    return;
  it->after = it->wall = mark->wall;
  it->instant = mark->instant;
  if (it->recurrence->kind == RECURRENCE_INTERVAL)
    seek_step(it, mark->instant);
  else
    seek_sources(it, mark->wall, mark->counts);
}
