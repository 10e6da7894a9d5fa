/* What a declared kind says, and the identity of an occurrence. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/duration.h"
#include "base/json.h"
#include "schedule/duty_inside.h"

#define DUTY_EARLY_USUAL (30LL * 60 * 1000)
#define DUTY_LATE_USUAL (60LL * 60 * 1000)
#define DUTY_MISSED_USUAL (24LL * 3600 * 1000)

/* What the schedule says goes before what its kind says. */
static int64_t duty_window(const json_t *own, const json_t *kind,
                           const char *name, int64_t fallback) {
  const char *text = json_get_text(own, name, json_get_text(kind, name, NULL));
  int64_t ms;

  if (text == NULL || duration_parse(text, strlen(text), &ms) != 0)
    return fallback;
  return ms;
}

void duty_windows(const struct duty_book *book, const struct duty_plan *plan,
                  struct duty_windows *windows) {
  const json_t *kind = book->kind(book->context, plan->kind);
  const json_t *own = json_object_get(plan->spec, "windows");

  windows->early = duty_window(own, kind, "early", DUTY_EARLY_USUAL);
  windows->late = duty_window(own, kind, "late", DUTY_LATE_USUAL);
  windows->missed = duty_window(own, kind, "missed", DUTY_MISSED_USUAL);
  if (windows->missed < windows->late)
    windows->missed = windows->late;
}

int64_t duty_leaves(const struct duty_windows *windows, int64_t due,
                    enum duty_state state) {
  switch (state) {
  case DUTY_UPCOMING:
    return due;
  case DUTY_DUE:
    return due + windows->late;
  case DUTY_LATE:
    return due + windows->missed;
  case DUTY_MISSED:
    break;
  }
  return 0;
}

int64_t duty_slot(const struct local_time *wall, bool second_pass) {
  return calendar_seconds(wall) * 2 + (second_pass ? 1 : 0);
}

/* 12-20261123T080000, with a b behind it on the second pass. */
void duty_format_id(int64_t schedule, int64_t slot, char out[DUTY_ID_TEXT]) {
  struct local_time wall;
  char text[16];

  calendar_from_seconds((slot - (slot & 1)) / 2, &wall);
  calendar_format_compact(&wall, text);
  snprintf(out, DUTY_ID_TEXT, "%" PRId64 "-%s%s", schedule, text,
           (slot & 1) != 0 ? "b" : "");
}

int duty_parse_id(const char *text, int64_t *schedule, int64_t *slot) {
  const char *dash = strchr(text, '-');
  char back[DUTY_ID_TEXT];
  struct local_time wall;
  size_t len = strlen(text);
  bool second = len > 0 && text[len - 1] == 'b';

  if (dash == NULL || len >= DUTY_ID_TEXT ||
      sscanf(text, "%" SCNd64, schedule) != 1 ||
      calendar_parse_local(dash + 1,
                           len - (size_t)(dash + 1 - text) - (second ? 1 : 0),
                           &wall) != 0)
    return ERROR_INPUT;
  *slot = duty_slot(&wall, second);
  duty_format_id(*schedule, *slot, back);
  return strcmp(back, text) == 0 ? 0 : ERROR_INPUT;
}

void duty_subject(const struct duty_plan *plan, char out[40]) {
  snprintf(out, 40, "schedule:%" PRId64, plan->series);
}

json_t *duty_describe(const struct duty_plan *plan, int64_t slot, int64_t due) {
  char id[DUTY_ID_TEXT];

  duty_format_id(plan->id, slot, id);
  return json_pack("{s:s, s:s, s:I, s:I, s:s*, s:O*}", "duty", id, "kind",
                   plan->kind, "schedule", (json_int_t)plan->series, "due",
                   (json_int_t)due, "subject", plan->subject, "data",
                   plan->data);
}
