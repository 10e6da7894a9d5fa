/* Schedules and holds when what made them is taken back. Nothing that was ever
 * asked vanishes (M4): a schedule is never deleted, it ends before it began,
 * so that its occurrences are withdrawn like those of one that was stopped and
 * what was told of them can still be named. */
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "schedule/duty_inside.h"
#include "storage/undo.h"

/* What an outcome is called, in the words of its kind. */
static const char *undo_label(const struct duty_book *book, const char *kind,
                              const char *outcome, const char *language) {
  const json_t *declared = book->kind(book->context, kind);

  return json_get_text(
      json_find(json_object_get(declared, "outcomes"), "value", outcome),
      language, outcome);
}

static const char *undo_kind_label(const struct duty_book *book,
                                   const char *kind, const char *language) {
  return json_get_text(book->kind(book->context, kind), language, kind);
}

/* One fault for an outcome: which occurrence, who recorded what, and when. */
static void undo_blame_outcome(struct duty_book *book, struct statement *st,
                               struct error *err) {
  const char *kind = statement_get_text(st, 2);
  const char *outcome = statement_get_text(st, 3);
  const char *person = statement_get_text(st, 4);
  char id[DUTY_ID_TEXT];
  struct local_time wall;
  char when[20];
  char zh[400];
  char en[400];

  duty_format_id(statement_get_int(st, 0), statement_get_int(st, 1), id);
  zone_to_local(book->zone, statement_get_int(st, 5), &wall);
  calendar_format_local(&wall, when);
  when[16] = '\0';
  when[10] = ' ';
  snprintf(zh, sizeof zh, "“%s”%s 已由 %s 在 %s 记录为“%s”，不能撤销。",
           undo_kind_label(book, kind, "zh"), id, person, when,
           undo_label(book, kind, outcome, "zh"));
  snprintf(en, sizeof en,
           "%s %s: %s recorded it as %s at %s; it can't be taken back.",
           undo_kind_label(book, kind, "en"), id, person,
           undo_label(book, kind, outcome, "en"), when);
  error_fault(err, id, "recorded", "%s%.0s", "%.0s%s", zh, en);
}

/* The newest outcome of each occurrence where `which` (of a core_outcome o)
 * is ?1. */
static int undo_find_outcomes(struct duty_book *book, const char *sql,
                              int64_t id, struct error *err) {
  struct statement *st;
  int rc = statement_get(book->conn, sql, &st, err);

  if (rc != 0)
    return rc;
  statement_int(st, 1, id);
  while ((rc = statement_step(st, err)) == 1)
    undo_blame_outcome(book, st, err);
  return rc;
}

#define UNDO_OUTCOMES                                                          \
  "select o.schedule, o.slot, s.kind, o.outcome,"                              \
  " ifnull(p.name, '?'), o.recorded, max(o.round)"                             \
  " from core_outcome o join core_schedule s on s.id = o.schedule"             \
  " left join core_person p on p.id = o.person where "

static int undo_check_schedule(void *context, enum undo_kind kind, int64_t id,
                               struct error *err) {
  if (kind != UNDO_DELETE)
    return 0;
  return undo_find_outcomes(context,
                            UNDO_OUTCOMES
                            "o.schedule = ?1 group by o.schedule, o.slot"
                            " order by o.slot",
                            id, err);
}

static int undo_check_outcome(void *context, enum undo_kind kind, int64_t id,
                              struct error *err) {
  (void)kind;
  return undo_find_outcomes(
      context, UNDO_OUTCOMES "o.id = ?1 group by o.schedule, o.slot", id, err);
}

int duty_undo_check(struct duty_book *book, const struct storage_undo *undo,
                    struct error *err) {
  int rc =
      storage_undo_each(undo, "core_schedule", undo_check_schedule, book, err);

  return rc != 0 ? rc
                 : storage_undo_each(undo, "core_outcome", undo_check_outcome,
                                     book, err);
}

static int undo_run(struct duty_book *book, const char *sql, int64_t schedule,
                    int64_t at, struct error *err) {
  struct statement *st;
  int rc = statement_get(book->conn, sql, &st, err);

  if (rc != 0)
    return rc;
  statement_int(st, 1, schedule);
  statement_int(st, 2, at);
  return statement_run(st, err);
}

int duty_undo_withdraw(struct duty_book *book, int64_t schedule,
                       struct error *err) {
  struct duty_plan plan;
  json_t *changes;
  int rc = duty_plan_load(book, schedule, &plan, err);

  if (rc != 0)
    return rc;
  plan.ends = plan.ends < plan.starts ? plan.ends : plan.starts;
  if (!duty_is_elapsed(plan.spec)) /* before it began in any zone */
    json_object_set(plan.spec, "cut", duty_spec_since(plan.spec));
  /* its key is free for another */
  changes = json_pack("{s:I, s:n, s:O}", "ends", (json_int_t)plan.ends, "key",
                      "spec", plan.spec);
  rc =
      storage_update(book->storage, "core", "schedule", schedule, changes, err);
  json_decref(changes);
  if (rc == 0)
    rc = duty_withdraw(book, &plan, err);
  if (rc == 0)
    rc = undo_run(book,
                  "update duty_cursor set next = null, mark = null"
                  " where schedule = ?1 and next is not ?2",
                  schedule, 0, err);
  duty_plan_fini(&plan);
  return rc;
}

/* A version that was cut goes on again: what is asked for from the cut on is
 * made anew, what has an outcome or is open stays as it is. */
static int undo_settle_schedule(void *context, enum undo_kind kind, int64_t id,
                                struct error *err) {
  struct duty_book *book = context;
  struct duty_plan plan;
  int rc;

  if (kind != UNDO_UPDATE)
    return 0;
  rc = duty_plan_load(book, id, &plan, err);
  if (rc != 0)
    return rc;
  rc = undo_run(book,
                "update duty_cursor set mark = null, next = ?2"
                " where schedule = ?1",
                id, plan.starts - DUTY_HORIZON, err);
  if (rc == 0)
    rc = duty_withdraw(book, &plan, err);
  duty_plan_fini(&plan);
  return rc;
}

static int undo_count(void *context, enum undo_kind kind, int64_t id,
                      struct error *err) {
  (void)kind;
  (void)id;
  (void)err;
  ++*(int *)context;
  return 0;
}

int duty_undo_settle(struct duty_book *book, const struct storage_undo *undo,
                     struct error *err) {
  int holds = 0;
  int rc =
      storage_undo_each(undo, "core_schedule", undo_settle_schedule, book, err);

  if (rc == 0)
    rc = storage_undo_each(undo, "core_hold", undo_count, &holds, err);
  return rc == 0 && holds > 0 ? duty_settle_holds(book, err) : rc;
}
