/* core.obligations, core.obligation_days, core.obligation: all duties of all
 * plugins, with the rule that asks for each and what is there to show for it.
 */
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "home/core_calls.h"
#include "home/core_text.h"
#include "home/work.h"

#define OBLIGATIONS_MAX 5000

/* How a state is shown; "undone" is an answered duty that was not done. */
static const struct obligation_state {
  const char *state, *tone;
} obligation_states[] = {{"missed", "alarm"},   {"late", "late"},
                         {"due", "reserved"},   {"held", "blocked"},
                         {"upcoming", "plain"}, {"undone", "away"},
                         {"done", "free"}};

static const char *obligation_tone(const char *state) {
  for (size_t i = 0; i < sizeof obligation_states / sizeof *obligation_states;
       i++)
    if (strcmp(obligation_states[i].state, state) == 0)
      return obligation_states[i].tone;
  return "plain";
}

/* The outcome as its kind declares it, or NULL. */
static const json_t *obligation_outcome(const json_t *kind, const char *value) {
  return json_find(json_object_get(kind, "outcomes"), "value", value);
}

static const char *obligation_word(const struct work *work, const json_t *named,
                                   const char *otherwise) {
  const char *word = json_get_text(named, work->zh ? "zh" : "en", NULL);

  return word != NULL ? word : otherwise;
}

/* What the kind says of a row: names, rule, tone. */
static void obligation_dress(const struct work *work, json_t *row) {
  const char *name = json_get_text(row, "kind", "");
  const json_t *kind = live_duty(work->live, name);
  const char *value = json_get_text(row, "outcome", NULL);
  const char *state = json_get_text(row, "state", "");
  const json_t *outcome = obligation_outcome(kind, value);

  if (outcome != NULL && !json_is_true(json_object_get(outcome, "done")))
    json_object_set_new(row, "state", json_string(state = "undone"));
  json_object_set_new(row, "tone", json_string(obligation_tone(state)));
  json_object_set_new(row, "kind_name",
                      json_string(obligation_word(work, kind, name)));
  if (json_get_text(kind, "standard", NULL) != NULL)
    json_object_set(row, "standard", json_object_get(kind, "standard"));
  if (value != NULL)
    json_object_set_new(row, "outcome_name",
                        json_string(obligation_word(work, outcome, value)));
}

/* Whether a row is in the state that was asked for, if any. */
static bool obligation_wanted(const struct work *work, const json_t *row) {
  const char *wanted = json_get_text(work->input, "state", NULL);

  return wanted == NULL || strcmp(wanted, json_get_text(row, "state", "")) == 0;
}

static void obligations_dress(const struct work *work, json_t *rows) {
  for (size_t i = json_array_size(rows); i-- > 0;) {
    json_t *row = json_array_get(rows, i);
    obligation_dress(work, row);
    if (!obligation_wanted(work, row))
      json_array_remove(rows, i);
  }
}

static int obligation_days(struct work *work, json_t **result,
                           struct error *err) {
  int rc = duties_days(work, work->input, result, err);

  if (rc == 0)
    obligations_dress(work, *result);
  return rc;
}

static int obligation_order(const void *one, const void *other) {
  const json_t *a = *(json_t *const *)one;
  const json_t *b = *(json_t *const *)other;
  int64_t x = json_get_int(a, "due", 0);
  int64_t y = json_get_int(b, "due", 0);

  if (x != y)
    return x < y ? -1 : 1;
  return strcmp(json_get_text(a, "duty", ""), json_get_text(b, "duty", ""));
}

/* In the order of time, then of the duty's id. */
static int obligations_sort(json_t *rows, struct error *err) {
  size_t count = json_array_size(rows);
  json_t **all = calloc(count + 1, sizeof(json_t *));

  if (all == NULL)
    return error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
  for (size_t i = 0; i < count; i++)
    all[i] = json_incref(json_array_get(rows, i));
  qsort(all, count, sizeof(json_t *), obligation_order);
  json_array_clear(rows);
  for (size_t i = 0; i < count; i++)
    json_array_append_new(rows, all[i]);
  free(all);
  return 0;
}

/* [from, to) that is asked for: a day, or what is said; today when nothing is.
 */
static int obligations_span(const struct work *work, json_t *filter,
                            struct error *err) {
  const struct zone *zone = home_zone(work->home);
  const char *text = json_get_text(work->input, "day", NULL);
  bool from = json_is_integer(json_object_get(work->input, "from"));
  bool to = json_is_integer(json_object_get(work->input, "to"));
  int64_t day = zone_day(zone, work->now);

  if (text == NULL && from && to)
    return 0;
  if (text == NULL && (from || to))
    return error_fault(err, from ? "to" : "from", "required",
                       "请填日期，或开始和结束时间。",
                       "Name a day, or from and to.");
  if (text != NULL && calendar_parse_date(text, strlen(text), &day) != 0)
    return error_fault(err, "day", "type", "没有这个日期。",
                       "There is no such date.");
  json_object_set_new(filter, "from", json_integer(zone_midnight(zone, day)));
  json_object_set_new(filter, "to", json_integer(zone_midnight(zone, day + 1)));
  return 0;
}

/* All answers that are none of having done it: "kind outcome". */
static json_t *obligations_undone(const struct work *work) {
  json_t *all = json_array();
  const char *name;
  json_t *kind, *outcome;
  size_t at;

  for (int i = 0; i < work->live->count; i++) {
    const struct live_member *member = work->live->members[i];
    json_object_foreach(json_object_get(member->declaration, "duties"), name,
                        kind) {
      json_array_foreach(json_object_get(kind, "outcomes"), at, outcome) {
        if (!json_is_true(json_object_get(outcome, "done")))
          json_array_append_new(
              all, json_sprintf("%s.%s %s", member->id, name,
                                json_get_text(outcome, "value", "")));
      }
    }
  }
  return all;
}

/* "undone" is a word of ours: a done one with such an outcome. */
static void obligations_state(const struct work *work, json_t *filter) {
  const char *state = json_get_text(filter, "state", "");
  bool undone = strcmp(state, "undone") == 0;

  if (!undone && strcmp(state, "done") != 0)
    return;
  json_object_set_new(filter, "state", json_string("done"));
  json_object_set_new(filter, "outcomes", obligations_undone(work));
  json_object_set_new(filter, "among", json_boolean(undone));
}

static int obligations(struct work *work, json_t **result, struct error *err) {
  json_t *filter = json_copy((json_t *)(uintptr_t)work->input);
  int rc = obligations_span(work, filter, err);

  *result = NULL;
  obligations_state(work, filter);
  if (rc == 0)
    rc = duties_span(work, filter, OBLIGATIONS_MAX, result, err);
  json_decref(filter);
  if (rc == 0) {
    obligations_dress(work, *result);
    rc = obligations_sort(*result, err);
  }
  if (rc == 0 && json_array_size(*result) > OBLIGATIONS_MAX)
    rc = error_fault(err, "kind", "many",
                     "这段时间超过 %d 项。请选一种事项，或缩短时间。",
                     "More than %d in that time. Choose a kind, or a shorter "
                     "time.",
                     OBLIGATIONS_MAX);
  if (rc != 0) {
    json_decref(*result);
    *result = NULL;
  }
  return rc;
}

/* --- counts ---------------------------------------------------------------
 */

/* A plugin counts its own duties and those of plugins that it needs. */
static bool counts_shown(const struct work *work, const char *kind) {
  const struct live_member *asker, *owner;
  const char *rest;

  if (work->nested == 0)
    return true;
  asker = live_member_find(work->live, work->chain[work->nested - 1]);
  owner = live_owner(work->live, kind, &rest);
  return asker != NULL && owner != NULL &&
         (asker == owner || handler_needs(asker, owner->id));
}

/* Which count of its kind a line adds to. */
static const char *counts_name(const struct work *work, const json_t *line) {
  const char *state = json_get_text(line, "state", "");
  const json_t *kind = live_duty(work->live, json_get_text(line, "kind", ""));
  const json_t *outcome =
      obligation_outcome(kind, json_get_text(line, "outcome", ""));

  if (strcmp(state, "due") == 0 || strcmp(state, "late") == 0)
    return "open";
  if (strcmp(state, "done") != 0)
    return state; /* missed, held, upcoming */
  /* an outcome that the plugin no longer declares was an answer */
  return outcome == NULL || json_is_true(json_object_get(outcome, "done"))
             ? "done"
             : "undone";
}

static void counts_add(json_t *row, const char *name, int64_t count) {
  json_object_set_new(row, name,
                      json_integer(json_get_int(row, name, 0) + count));
}

/* The row of a kind, made when it is met first. */
static json_t *counts_row(const struct work *work, json_t *by_kind,
                          json_t *rows, const char *name) {
  static const char *const counts[] = {"asked",  "done", "late", "undone",
                                       "missed", "open", "held"};
  const json_t *kind = live_duty(work->live, name);
  json_t *row = json_object_get(by_kind, name);

  if (row != NULL)
    return row;
  row = json_pack("{s:s, s:s}", "kind", name, "kind_name",
                  obligation_word(work, kind, name));
  if (json_get_text(kind, "standard", NULL) != NULL)
    json_object_set(row, "standard", json_object_get(kind, "standard"));
  for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
    json_object_set_new(row, counts[i], json_integer(0));
  json_object_set_new(by_kind, name, row);
  json_array_append(rows, row);
  return row;
}

static int obligation_counts(struct work *work, json_t **result,
                             struct error *err) {
  json_t *by_kind = json_object();
  json_t *lines = NULL;
  json_t *line;
  size_t i;
  int rc = duties_counts(work, work->input, &lines, err);

  *result = rc == 0 ? json_array() : NULL;
  json_array_foreach(lines, i, line) {
    const char *kind = json_get_text(line, "kind", "");
    int64_t count = json_get_int(line, "count", 0);
    const char *name = counts_name(work, line);
    json_t *row;
    if (!counts_shown(work, kind) || strcmp(name, "upcoming") == 0)
      continue;
    row = counts_row(work, by_kind, *result, kind);
    counts_add(row, name, count);
    if (strcmp(name, "held") != 0)
      counts_add(row, "asked", count);
    if (strcmp(name, "done") == 0 && json_get_bool(line, "late", false))
      counts_add(row, "late", count);
  }
  json_decref(lines);
  json_decref(by_kind);
  return rc;
}

/* The facts of an outcome with the names that the kind's fields give them. */
static json_t *obligation_facts(const struct work *work, const json_t *kind,
                                const json_t *facts) {
  json_t *list = json_array();
  json_t *field;
  size_t i;

  json_array_foreach(json_object_get(kind, "fields"), i, field) {
    const char *name = json_get_text(field, "name", "");
    json_t *value = json_object_get(facts, name);
    char *text;
    if (value == NULL || json_is_null(value))
      continue;
    text = json_is_string(value)
               ? strdup(json_string_value(value))
               : json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT);
    json_array_append_new(list, json_pack("{s:s, s:s?}", "name",
                                          obligation_word(work, field, name),
                                          "value", text));
    free(text);
  }
  return list;
}

static int obligation(struct work *work, json_t **result, struct error *err) {
  const char *duty = json_get_text(work->input, "duty", "");
  json_t *row = NULL;
  json_t *entry;
  size_t i;
  int rc = duties_story(work, duty, &row, err);

  if (rc != 0)
    return rc;
  obligation_dress(work, row);
  json_array_foreach(json_object_get(row, "history"), i, entry) {
    const json_t *kind = live_duty(work->live, json_get_text(row, "kind", ""));
    const char *value = json_get_text(entry, "outcome", "");
    json_object_set_new(entry, "outcome_name",
                        json_string(obligation_word(
                            work, obligation_outcome(kind, value), value)));
    if (i == 0)
      json_object_set_new(
          row, "facts",
          obligation_facts(work, kind, json_object_get(entry, "facts")));
    json_object_del(entry, "facts");
  }
  *result = json_pack("[o]", row);
  return 0;
}

/* clang-format off */
#define STATE(value, zh, en)                                                   \
  "{\"value\":\"" value "\",\"zh\":\"" zh "\",\"en\":\"" en "\"}"
#define STATES                                                                 \
  "\"values\":["                                                               \
  STATE("missed", "错过", "Missed") ","                                        \
  STATE("late", "已晚", "Late") ","                                            \
  STATE("due", "到时间", "Due") ","                                            \
  STATE("upcoming", "未到时间", "Later") ","                                   \
  STATE("held", "暂停", "Held") ","                                            \
  STATE("done", "已完成", "Done") ","                                          \
  STATE("undone", "没有做，已说明", "Not done, explained") "],"
#define FILTERS                                                                \
  FIELD("kind", "text", "", "事项", "Kind") ","                                \
  FIELD("subject", "text", "", "对象", "For") ","                              \
  FIELD("person", "text", "", "记录人", "Recorded by") ","                     \
  FIELD("state", "enum", STATES, "状态", "State")

const struct core_entry core_calls_obligations[] = {
    {"obligation_days", false, obligation_days,
     CALL("每天的事项", "Duties by day", "core.obligations", INPUT(
          FIELD("from", "instant", MUST, "从", "From") ","
          FIELD("to", "instant", MUST, "到", "To") "," FILTERS) "," COLUMNS(
          FIELD("day", "date", "", "日期", "Day") ","
          FIELD("kind", "text", "", "事项", "Kind") ","
          FIELD("kind_name", "text", "", "事项", "Duty") ","
          FIELD("state", "enum", STATES, "状态", "State") ","
          FIELD("tone", "text", "", "提示色", "Tone") ","
          FIELD("outcome", "text", "", "结果", "Outcome") ","
          FIELD("outcome_name", "text", "", "结果", "Outcome") ","
          FIELD("standard", "text", "", "依据", "Asked for by") ","
          FIELD("count", "integer", "", "数量", "Count")))},
    {"obligation_counts", false, obligation_counts,
     CALL("事项小结", "Duties in figures", "core.obligations",
          "\"plugins\":true," INPUT(
          FIELD("from", "instant", MUST, "从", "From") ","
          FIELD("to", "instant", MUST, "到", "To") ","
          FIELD("kind", "text", "", "事项", "Kind")) "," COLUMNS(
          FIELD("kind", "text", "", "种类", "Kind") ","
          FIELD("kind_name", "text", "", "事项", "Duty") ","
          FIELD("asked", "integer", "", "应做", "Asked for") ","
          FIELD("done", "integer", "", "已完成", "Done") ","
          FIELD("late", "integer", "", "其中晚做", "Of these late") ","
          FIELD("undone", "integer", "", "没有做，已说明",
                "Not done, explained") ","
          FIELD("missed", "integer", "", "错过", "Missed") ","
          FIELD("open", "integer", "", "还没有做", "Still open") ","
          FIELD("held", "integer", "", "暂停", "Held") ","
          FIELD("standard", "text", "", "依据", "Asked for by")))},
    {"obligations", false, obligations,
     CALL("事项", "Duties", "core.obligations", INPUT(
          FIELD("day", "date", "", "日期", "Day") ","
          FIELD("from", "instant", "", "从", "From") ","
          FIELD("to", "instant", "", "到", "To") "," FILTERS) "," COLUMNS(
          FIELD("duty", "text", "", "编号", "Number") ","
          FIELD("due", "instant", "", "应做时间", "Due") ","
          FIELD("state", "enum", STATES, "状态", "State") ","
          FIELD("kind", "text", "", "种类", "Kind") ","
          FIELD("kind_name", "text", "", "事项", "Duty") ","
          FIELD("subject", "text", "", "对象", "For") ","
          FIELD("standard", "text", "", "依据", "Asked for by") ","
          FIELD("outcome_name", "text", "", "结果", "Outcome") ","
          FIELD("person", "text", "", "记录人", "Recorded by") ","
          FIELD("at", "instant", "", "实际时间", "At") ","
          FIELD("recorded_at", "instant", "", "记录时间", "Recorded") ","
          FIELD("reason", "text", "", "原因", "Reason") ","
          FIELD("held_because", "text", "", "暂停原因", "Held because") ","
          FIELD("tone", "text", "", "提示色", "Tone")))},
    {"obligation", false, obligation,
     CALL("一项事项", "One duty", "core.obligations", INPUT(
          FIELD("duty", "text", MUST, "编号", "Number")) "," COLUMNS(
          FIELD("duty", "text", "", "编号", "Number") ","
          FIELD("kind_name", "text", "", "事项", "Duty") ","
          FIELD("subject", "text", "", "对象", "For") ","
          FIELD("due", "instant", "", "应做时间", "Due") ","
          FIELD("state", "enum", STATES, "状态", "State") ","
          FIELD("standard", "text", "", "依据", "Asked for by") ","
          FIELD("facts", "list", "\"of\":{\"type\":\"object\",\"fields\":["
            FIELD("name", "text", "", "项目", "What") ","
            FIELD("value", "text", "\"max\":4000,", "内容", "Value") "]},",
            "内容", "What was recorded") ","
          FIELD("history", "list", "\"of\":{\"type\":\"object\",\"fields\":["
            FIELD("outcome_name", "text", "", "结果", "Outcome") ","
            FIELD("person", "text", "", "记录人", "Recorded by") ","
            FIELD("second", "text", "", "第二签字人", "Second signer") ","
            FIELD("at", "instant", "", "实际时间", "At") ","
            FIELD("recorded_at", "instant", "", "记录时间", "Recorded") ","
            FIELD("reason", "text", "", "原因", "Reason") "]},",
            "经过", "History") ","
          FIELD("tone", "text", "", "提示色", "Tone")))},
    {0}};
/* clang-format on */
