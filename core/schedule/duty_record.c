/* Outcomes: one effective for each occurrence, by a named person. Nothing else
 * writes core_outcome (M6). */
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "schedule/duty_inside.h"

#define DUTY_FUTURE (60LL * 1000) /* ms a claimed time may be ahead (M10) */

/* What is known of the occurrence that is recorded. */
struct duty_target {
  struct duty_plan plan;
  int64_t schedule;
  int64_t slot;
  int64_t due;
  bool open;
  bool held;
  int64_t state;
  int64_t round;  /* of the newest outcome, -1: none */
  int64_t newest; /* its id */
};

static int duty_target_open(struct duty_book *book, struct duty_target *target,
                            struct error *err) {
  struct statement *st;
  int rc = statement_get(book->conn,
                         "select due, state, held from duty_open"
                         " where schedule = ?1 and slot = ?2",
                         &st, err);

  if (rc != 0)
    return rc;
  statement_int(st, 1, target->schedule);
  statement_int(st, 2, target->slot);
  rc = statement_step(st, err);
  target->open = rc > 0;
  if (rc > 0) {
    target->due = statement_get_int(st, 0);
    target->state = statement_get_int(st, 1);
    target->held = statement_get_int(st, 2) != 0;
  }
  statement_reset(st);
  return rc < 0 ? rc : 0;
}

static int duty_target_outcome(struct duty_book *book,
                               struct duty_target *target, struct error *err) {
  struct statement *st;
  int rc = statement_get(book->conn,
                         "select id, round, due from core_outcome"
                         " where schedule = ?1 and slot = ?2"
                         " order by round desc limit 1",
                         &st, err);

  target->round = -1;
  if (rc != 0)
    return rc;
  statement_int(st, 1, target->schedule);
  statement_int(st, 2, target->slot);
  rc = statement_step(st, err);
  if (rc > 0) {
    target->newest = statement_get_int(st, 0);
    target->round = statement_get_int(st, 1);
    target->due = statement_get_int(st, 2);
  }
  statement_reset(st);
  return rc < 0 ? rc : 0;
}

static int duty_target_find(struct duty_book *book, const char *duty,
                            struct duty_target *target, struct error *err) {
  int rc = duty_parse_id(duty, &target->schedule, &target->slot);

  if (rc != 0)
    return error_fault(err, "duty", "unknown", "没有 %s 这个事项。",
                       "There is no duty %s.", duty);
  rc = duty_plan_load(book, target->schedule, &target->plan, err);
  if (rc == 0)
    rc = duty_target_open(book, target, err);
  if (rc == 0)
    rc = duty_target_outcome(book, target, err);
  return rc;
}

static int duty_gone(struct error *err) {
  error_fault(err, "duty", "gone", "这个事项已撤销，或时间还太早。",
              "This duty was withdrawn, or is too far ahead.");
  return error_set(err, ERROR_CONFLICT,
                   "这个事项已撤销，或时间还太早。请刷新再看。",
                   "This duty was withdrawn, or is too far ahead. Refresh and "
                   "look again.");
}

int duty_look(struct duty_book *book, const char *duty, json_t **out,
              struct error *err) {
  struct duty_target target = {0};
  int rc = duty_target_find(book, duty, &target, err);

  *out = NULL;
  if (rc == 0 && !target.open && target.round < 0)
    rc = duty_gone(err);
  if (rc == 0) {
    *out = duty_describe(&target.plan, target.slot, target.due);
    json_object_set_new(*out, "version", json_integer(target.plan.version));
    json_object_set_new(*out, "state",
                        json_string(target.round >= 0 ? "done"
                                    : target.held
                                        ? "held"
                                        : duty_state_name(target.state)));
  }
  duty_plan_fini(&target.plan);
  return rc;
}

/* --- checks ----------------------------------------------------------------
 */

static const json_t *duty_outcome_find(const json_t *kind,
                                       const char *outcome) {
  return json_find(json_object_get(kind, "outcomes"), "value", outcome);
}

/* Who recorded it already: the second of two people learns that at once. */
static int duty_taken(struct duty_book *book, const struct duty_target *target,
                      struct error *err) {
  const json_t *kind = book->kind(book->context, target->plan.kind);
  struct statement *st;
  char when[20] = "";
  int rc = statement_get(book->conn,
                         "select p.name, o.recorded, o.outcome"
                         " from core_outcome o join core_person p"
                         " on p.id = o.person where o.id = ?1",
                         &st, err);

  if (rc != 0)
    return rc;
  statement_int(st, 1, target->newest);
  rc = statement_step(st, err);
  if (rc > 0) {
    const char *code = statement_get_text(st, 2);
    const json_t *words = duty_outcome_find(kind, code);
    struct local_time wall;
    zone_to_local(book->zone, statement_get_int(st, 1), &wall);
    calendar_format_local(&wall, when);
    when[16] = '\0';
    when[10] = ' ';
    rc = error_set(
        err, ERROR_CONFLICT, "%s 已在 %s 记录为“%s”%.0s。要改请用更正。",
        "%s recorded this at %s as %.0s\"%s\". Use a correction to "
        "change it.",
        statement_get_text(st, 0), when, json_get_text(words, "zh", code),
        json_get_text(words, "en", code));
  }
  statement_reset(st);
  return rc;
}

static int duty_check_target(struct duty_book *book,
                             const struct duty_record *record,
                             const struct duty_target *target,
                             struct error *err) {
  if (record->supersedes != 0) {
    if (target->round < 0 || target->newest != record->supersedes)
      return error_set(err, ERROR_CONFLICT,
                       "要更正的记录已被更正过，或不属于这个事项。请刷新再看。",
                       "The record to correct was corrected already, or is "
                       "another duty's. Refresh and look again.");
    return 0;
  }
  if (target->round >= 0)
    return duty_taken(book, target, err);
  if (!target->open)
    return duty_gone(err);
  if (record->version != 0 && record->version != target->plan.version)
    return error_set(err, ERROR_CONFLICT,
                     "日程已改，这一页是旧的。没有记录，请刷新。",
                     "The schedule has changed; this page is old. Not "
                     "recorded, please refresh.");
  return 0;
}

/* The schedule's own rule goes before its kind's. */
static bool duty_needs_second(const json_t *spec, const json_t *kind,
                              const char *outcome) {
  const json_t *own = json_object_get(spec, "second_signer");
  const json_t *rule =
      own != NULL ? own : json_object_get(kind, "second_signer");
  const json_t *listed = json_object_get(rule, "outcomes");
  json_t *entry;
  size_t i;

  if (!json_is_object(rule))
    return json_is_true(rule);
  json_array_foreach(listed, i, entry) {
    const char *text = json_string_value(entry);
    if (text != NULL && strcmp(text, outcome) == 0)
      return true;
  }
  return false;
}

static void duty_check_second(const struct duty_record *record,
                              const struct duty_target *target,
                              const json_t *kind, int64_t now,
                              struct error *err) {
  if (record->second != 0 && record->second == record->person)
    error_fault(err, "second", "same", "第二签名人必须是另一个人。",
                "The second signer must be another person.");
  else if (record->second != 0 &&
           (now - record->second_at > DUTY_SIGNER_WINDOW ||
            record->second_at > now + DUTY_FUTURE))
    error_fault(err, "second", "stale",
                "第二签名人的验证已过两分钟，请重新验证。",
                "The second signer signed in over two minutes ago; sign in "
                "again.");
  else if (record->second == 0 &&
           duty_needs_second(target->plan.spec, kind, record->outcome))
    error_fault(err, "second", "required", "这一项要另一个人当场签名。",
                "This needs another person to sign in for it.");
}

/* Two days of slots: a newer occurrence's wall time is not further back, in
 * whatever zone it was made. Years of outcomes are passed over by it. */
#define DUTY_SLOTS_APART (2 * 86400 * 2)

/* 1 when a newer occurrence of the schedule is due by then, recorded or not,
 * else 0. */
static int duty_newer_due(struct duty_book *book,
                          const struct duty_target *target, int64_t then,
                          struct error *err) {
  struct statement *st;
  int rc = statement_get(
      book->conn,
      "select 1 from core_schedule s where coalesce(s.series, s.id) = ?1"
      " and (exists (select 1 from duty_open o where o.schedule = s.id"
      "  and o.due > ?2 and o.due <= ?3 and o.held = 0) or exists"
      " (select 1 from core_outcome c where c.schedule = s.id"
      "  and c.slot > ?4 and c.due > ?2 and c.due <= ?3)) limit 1",
      &st, err);

  if (rc != 0)
    return rc;
  statement_int(st, 1, target->plan.series);
  statement_int(st, 2, target->due);
  statement_int(st, 3, then);
  statement_int(st, 4, target->slot - DUTY_SLOTS_APART);
  rc = statement_step(st, err);
  statement_reset(st);
  return rc;
}

/* Only the newest may be done now, after downtime, a change or a move to
 * another zone; an older one may be entered from paper with the time it was
 * really done at, before the newer one was due (M8). */
static int duty_check_downtime(struct duty_book *book,
                               const struct duty_record *record,
                               const struct duty_target *target,
                               const json_t *kind, int64_t now,
                               struct error *err) {
  struct duty_windows windows;
  bool in_time;
  int newer;

  if (strcmp(json_get_text(kind, "downtime", "all"), "latest") != 0 ||
      record->supersedes != 0)
    return 0;
  duty_windows(book, &target->plan, &windows);
  in_time = record->happened_at <= target->due + windows.missed;
  newer =
      duty_newer_due(book, target, in_time ? record->happened_at : now, err);
  if (newer <= 0)
    return newer;
  return error_set(
      err, ERROR_RULE,
      "已有更新的一次到时。这一次请按纸上的时间补记，或记为没有做。",
      "A newer one is due. Enter this one with its time on "
      "paper, or record that it was not done.");
}

static void duty_check_times(struct duty_book *book,
                             const struct duty_record *record,
                             const struct duty_target *target, bool done,
                             int64_t now, struct error *err) {
  struct duty_windows windows;

  duty_windows(book, &target->plan, &windows);
  if (record->happened_at > now + DUTY_FUTURE)
    error_fault(err, "at", "future", "时间还没到，不能先记。",
                "This time has not come yet.");
  else if (done && record->happened_at < target->due - windows.early)
    error_fault(err, "at", "early", "离应做的时间还太早。",
                "This is too long before it is due.");
}

static int duty_check_record(struct duty_book *book,
                             const struct duty_record *record,
                             const struct duty_target *target, int64_t now,
                             bool *done, struct error *err) {
  const json_t *kind = book->kind(book->context, target->plan.kind);
  const json_t *outcome = duty_outcome_find(kind, record->outcome);
  bool reason = record->reason != NULL && *record->reason != '\0';
  int rc = duty_check_target(book, record, target, err);

  if (rc != 0)
    return rc;
  if (kind == NULL)
    return error_set(err, ERROR_PLUGIN, "这类事项的插件没有启用。",
                     "The plugin of this kind of duty is off.");
  *done = json_get_bool(outcome, "done", false);
  if (outcome == NULL)
    error_fault(err, "outcome", "unknown", "没有 %s 这种结果。",
                "There is no outcome %s.", record->outcome);
  if (!reason &&
      (json_get_bool(outcome, "reason", false) || record->supersedes != 0))
    error_fault(err, "reason", "required", "请写明原因。",
                "Please give a reason.");
  duty_check_second(record, target, kind, now, err);
  duty_check_times(book, record, target, *done, now, err);
  if (err->fault_count > 0)
    return err->code;
  return *done ? duty_check_downtime(book, record, target, kind, now, err) : 0;
}

/* --- writing ---------------------------------------------------------------
 */

static int duty_write(struct duty_book *book, const struct duty_record *record,
                      const struct duty_target *target, int64_t now,
                      int64_t *id, struct error *err) {
  json_t *row = json_pack(
      "{s:I, s:I, s:I, s:I, s:s, s:I, s:I, s:I, s:s?, s:O?}", "schedule",
      (json_int_t)target->schedule, "slot", (json_int_t)target->slot, "round",
      (json_int_t)(target->round + 1), "due", (json_int_t)target->due,
      "outcome", record->outcome, "person", (json_int_t)record->person, "at",
      (json_int_t)record->happened_at, "recorded", (json_int_t)now, "reason",
      record->reason, "facts", record->facts);
  struct statement *st;
  int rc;

  if (record->second != 0)
    json_object_set_new(row, "second", json_integer(record->second));
  rc = storage_insert(book->storage, "core", "outcome", row, id, err);
  json_decref(row);
  if (rc == 0)
    rc = statement_get(book->conn,
                       "delete from duty_open where schedule = ?1"
                       " and slot = ?2",
                       &st, err);
  if (rc != 0)
    return rc;
  statement_int(st, 1, target->schedule);
  statement_int(st, 2, target->slot);
  return statement_run(st, err);
}

static int duty_publish_done(struct duty_book *book,
                             const struct duty_record *record,
                             const struct duty_target *target, bool done,
                             int64_t id, struct error *err) {
  json_t *payload = json_pack("[I, b]", (json_int_t)id, done);
  char subject[40];
  int64_t event;
  int rc;

  duty_subject(&target->plan, subject);
  if (record->supersedes != 0)
    json_array_append_new(payload, json_integer(record->supersedes));
  rc = storage_publish_bare(book->storage, "duty.done", subject, payload,
                            &event, err);
  json_decref(payload);
  return rc;
}

int duty_record_outcome(struct duty_book *book,
                        const struct duty_record *record, int64_t now,
                        int64_t *id, struct error *err) {
  struct duty_target target = {0};
  bool done = false;
  int rc = duty_target_find(book, record->duty, &target, err);

  if (rc == 0)
    rc = duty_check_record(book, record, &target, now, &done, err);
  if (rc == 0)
    rc = duty_write(book, record, &target, now, id, err);
  if (rc == 0)
    rc = duty_publish_done(book, record, &target, done, *id, err);
  duty_plan_fini(&target.plan);
  return rc;
}
