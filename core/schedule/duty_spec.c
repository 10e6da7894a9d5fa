/* What home.schedule is given: checked, and turned into a recurrence. */
#include <string.h>

#include "base/duration.h"
#include "base/json.h"
#include "schedule/duty_inside.h"

#define DUTY_DAY (86400LL * 1000)    /* ms */
#define DUTY_EVERY_MIN (60LL * 1000) /* ms; shorter is no duty of a person */

/* Whether an instant lies in years that have wall times in every zone. */
static bool duty_spec_year(int64_t ms) {
  return ms >= calendar_days(2, 1, 1) * DUTY_DAY &&
         ms < calendar_days(9999, 1, 1) * DUTY_DAY;
}

/* A time of a spec as a wall time of the home: text, or ms UTC. */
static int duty_spec_wall(const struct duty_book *book, const json_t *value,
                          struct local_time *wall) {
  const char *text = json_string_value(value);
  size_t len = json_string_length(value);
  int64_t instant, days;

  if (json_is_integer(value))
    instant = json_integer_value(value);
  else if (text == NULL)
    return ERROR_INPUT;
  else if (calendar_parse_local(text, len, wall) == 0)
    return 0;
  else if (calendar_parse_date(text, len, &days) == 0) {
    calendar_from_seconds(days * 86400, wall);
    return 0;
  } else if (calendar_parse_instant(text, len, &instant) != 0)
    return ERROR_INPUT;
  if (!duty_spec_year(instant))
    return ERROR_INPUT;
  zone_to_local(book->zone, instant, wall);
  return 0;
}

static int duty_spec_instant(const struct duty_book *book, const json_t *value,
                             int64_t *instant) {
  struct local_time wall;
  int64_t second;

  if (json_is_integer(value)) {
    /* Wall times are whole seconds: a start with a fraction would lie after
     * its own first occurrence, which would then never be due. */
    int64_t ms = json_integer_value(value);
    *instant = ms - ((ms % 1000) + 1000) % 1000;
    return duty_spec_year(ms) ? 0 : ERROR_INPUT;
  }
  if (duty_spec_wall(book, value, &wall) != 0)
    return ERROR_INPUT;
  zone_from_local(book->zone, &wall, instant, &second);
  return 0;
}

static int duty_spec_rule(struct recurrence *out, const json_t *rule,
                          struct error *err) {
  json_t *item;
  size_t i;
  int rc = 0;

  if (json_is_string(rule))
    return recurrence_add_rule(out, json_string_value(rule),
                               json_string_length(rule), false, err);
  if (!json_is_array(rule) || json_array_size(rule) == 0)
    return error_fault(err, "rule", "type", "规则要写成 RRULE 文字。",
                       "A rule is written as the text of an RRULE.");
  json_array_foreach(rule, i, item) {
    const char *text = json_string_value(item);
    if (rc == 0)
      rc = recurrence_add_rule(out, text != NULL ? text : "",
                               json_string_length(item), false, err);
  }
  return rc;
}

static int duty_spec_every(struct recurrence *out, const json_t *every,
                           struct error *err) {
  const char *text = json_string_value(every);

  out->kind = RECURRENCE_INTERVAL;
  out->until = INT64_MAX;
  out->count = -1;
  if (text != NULL && duration_parse(text, strlen(text), &out->every) == 0 &&
      out->every >= DUTY_EVERY_MIN)
    return 0;
  return error_fault(err, "every", "duration",
                     "间隔要写成 PT8H 这样，至少一分钟。",
                     "Write an interval like PT8H, a minute at least.");
}

bool duty_is_elapsed(const json_t *spec) {
  return json_object_get(spec, "every") != NULL;
}

/* In the recurrence's zone: the home's, or UTC for elapsed time. */
static int duty_spec_first(const struct duty_book *book, const json_t *spec,
                           const char *field, struct local_time *wall) {
  const json_t *value = json_object_get(spec, field);
  int64_t instant;

  if (!duty_is_elapsed(spec))
    return duty_spec_wall(book, value, wall);
  if (duty_spec_instant(book, value, &instant) != 0)
    return ERROR_INPUT;
  calendar_from_seconds(instant / 1000, wall);
  return 0;
}

void duty_spec_edge(const struct duty_book *book, int64_t from, char text[20]) {
  struct local_time wall;

  calendar_from_seconds(zone_wall_until(book->zone, from - 1) + 1, &wall);
  calendar_format_local(&wall, text);
}

json_t *duty_spec_since(const json_t *spec) {
  json_t *at = json_object_get(spec, "at");

  return at != NULL ? at : json_object_get(spec, "since");
}

void duty_spec_bounds(const struct duty_book *book, const json_t *spec,
                      int64_t *starts, int64_t *ends) {
  const json_t *since = duty_spec_since(spec);
  const json_t *cut = json_object_get(spec, "cut");
  const json_t *until = json_object_get(spec, "until_");
  int64_t last = INT64_MAX;

  if (since != NULL)
    duty_spec_instant(book, since, starts);
  if (cut == NULL)
    return;
  duty_spec_instant(book, cut, ends);
  if (until != NULL && duty_spec_instant(book, until, &last) == 0 &&
      last < *ends)
    *ends = last + 1;
}

json_t *duty_spec_fixed(const struct duty_book *book, const json_t *spec) {
  const char *field = json_object_get(spec, "at") != NULL ? "at" : "start";
  const json_t *until = json_object_get(spec, "until_");
  json_t *fixed = json_copy((json_t *)(uintptr_t)spec);
  struct local_time wall;
  int64_t instant;
  char text[20];

  if (duty_is_elapsed(spec)) {
    duty_spec_instant(book, json_object_get(spec, field), &instant);
    json_object_set_new(fixed, field, json_integer(instant));
  } else {
    duty_spec_wall(book, json_object_get(spec, field), &wall);
    calendar_format_local(&wall, text);
    json_object_set_new(fixed, field, json_string(text));
  }
  if (until != NULL && duty_spec_instant(book, until, &instant) == 0)
    json_object_set_new(fixed, "until_", json_integer(instant));
  return fixed;
}

static int duty_spec_start(const struct duty_book *book, const json_t *spec,
                           const char *field, struct recurrence *out,
                           struct error *err) {
  struct local_time wall;
  char text[20];

  if (duty_spec_first(book, spec, field, &wall) != 0)
    return error_fault(err, field, "time", "时间要写成 2026-11-23T08:00 这样。",
                       "Write the time like 2026-11-23T08:00.");
  calendar_format_local(&wall, text);
  return recurrence_set_start(out, text, strlen(text), err);
}

/* Wall times that a stop took away. */
static int duty_spec_except(const json_t *spec, struct recurrence *out,
                            struct error *err) {
  json_t *item;
  size_t i;
  int rc = 0;

  json_array_foreach(json_object_get(spec, "except"), i, item) {
    const char *text = json_string_value(item);
    if (rc == 0 && text != NULL)
      rc = recurrence_add_date(out, text, strlen(text), true, err);
  }
  return rc;
}

int duty_spec_recurrence(const struct duty_book *book, const json_t *spec,
                         struct recurrence *out, struct error *err) {
  const json_t *rule = json_object_get(spec, "rule");
  const json_t *every = json_object_get(spec, "every");
  const json_t *at = json_object_get(spec, "at");
  int rc;

  recurrence_init(out);
  rc = recurrence_set_zone(out, every != NULL ? "UTC" : zone_name(book->zone),
                           err);
  if (rc == 0 && (rule != NULL) + (every != NULL) + (at != NULL) != 1)
    rc = error_fault(err, "", "one", "rule、every、at 三者要有且只有一个。",
                     "Give exactly one of rule, every and at.");
  if (rc == 0)
    rc = duty_spec_start(book, spec, at != NULL ? "at" : "start", out, err);
  if (rc == 0)
    rc = duty_spec_except(spec, out, err);
  if (rc == 0 && rule != NULL)
    rc = duty_spec_rule(out, rule, err);
  if (rc == 0 && every != NULL)
    rc = duty_spec_every(out, every, err);
  if (at != NULL)
    out->kind = RECURRENCE_ONCE;
  if (rc != 0)
    recurrence_fini(out);
  return rc;
}

static void duty_spec_text(const json_t *spec, const char *name, size_t max,
                           struct error *err) {
  const json_t *value = json_object_get(spec, name);

  if (value != NULL && !json_is_null(value) &&
      (!json_is_string(value) || json_string_length(value) > max))
    error_fault(err, name, "text", "要写成文字，最多 %zu 字节。",
                "This is a text of at most %zu bytes.", max);
}

static void duty_spec_windows(const json_t *spec, struct error *err) {
  static const char *const names[] = {"early", "late", "missed"};
  const json_t *windows = json_object_get(spec, "windows");
  int64_t ms;

  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    const json_t *value = json_object_get(windows, names[i]);
    const char *text = json_string_value(value);
    if (value != NULL && !json_is_null(value) &&
        (text == NULL || duration_parse(text, strlen(text), &ms) != 0))
      error_fault(err, names[i], "duration", "时限要写成 PT30M 这样。",
                  "Write a window like PT30M.");
  }
}

/* true, false, or the outcomes it holds for. */
static void duty_spec_signer(const json_t *spec, struct error *err) {
  const json_t *rule = json_object_get(spec, "second_signer");

  if (rule != NULL && !json_is_boolean(rule) && !json_is_null(rule) &&
      !json_is_array(json_object_get(rule, "outcomes")))
    error_fault(err, "second_signer", "type",
                "second_signer 写 true，或 { outcomes = {...} }。",
                "Write true or { outcomes = {...} } for second_signer.");
}

/* As for `every`: nobody does a thing more than once a minute, and a rule that
 * asks for it would fill the list for everyone. */
static void duty_spec_pace(const struct recurrence *recurrence,
                           struct error *err) {
  for (size_t i = 0; i < recurrence->rules.count; i++) {
    const struct rrule *rule = &recurrence->rules.at[i];
    bool several = (rule->seconds & (rule->seconds - 1)) != 0;
    if (rule->freq == RRULE_SECONDLY || several)
      error_fault(err, "rule", "pace", "任务最多每分钟一次，请改用更长的间隔。",
                  "A duty comes once a minute at most; make it rarer.");
  }
}

int duty_spec_check(const struct duty_book *book, const json_t *spec,
                    int64_t *starts, int64_t *ends, struct error *err) {
  const json_t *until = json_object_get(spec, "until_");
  const json_t *at = json_object_get(spec, "at");
  struct recurrence recurrence;
  int64_t last = INT64_MAX - 1;

  duty_spec_text(spec, "subject", 64, err);
  duty_spec_text(spec, "key", 100, err);
  duty_spec_windows(spec, err);
  duty_spec_signer(spec, err);
  if (duty_spec_recurrence(book, spec, &recurrence, err) == 0) {
    duty_spec_pace(&recurrence, err);
    recurrence_fini(&recurrence);
  }
  if (until != NULL && duty_spec_instant(book, until, &last) != 0)
    error_fault(err, "until_", "time", "时间要写成 2026-11-23T08:00 这样。",
                "Write the time like 2026-11-23T08:00.");
  if (err->fault_count > 0)
    return err->code;
  duty_spec_instant(book, at != NULL ? at : json_object_get(spec, "start"),
                    starts);
  *ends = last + 1;
  if (*ends > *starts)
    return 0;
  return error_fault(err, "until_", "order", "结束要晚于开始。",
                     "The end must be after the beginning.");
}
