/* core.home, core.events, core.verify, core.catalogue, core.effects */
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "home/core_calls.h"
#include "home/core_text.h"
#include "home/work.h"
#include "storage/access.h"

static int core_home(struct work *work, json_t **result, struct error *err) {
  const struct storage_home *home = storage_home(work->home->storage);
  struct error why = {0};
  int state = storage_state(work->home->storage, &why);
  int64_t fault = atomic_load(&work->home->duty_fault);
  struct space_seen space;

  (void)err;
  space_now(work->home->host, &space);
  waker_check_step(work->home->host); /* who asks need not wait for its look */
  *result = json_pack(
      "{s:s, s:s, s:s?, s:s?, s:s?, s:I, s:b, s:s?, s:s?, s:I, s:O, s:b,"
      " s:s?, s:I, s:I, s:o*, s:o*, s:o, s:o*, s:o*, s:o*}",
      "id", work->home->id, "uuid", home->uuid, "name", home->name, "zone",
      home->zone, "kind", home->kind, "now", (json_int_t)work->now, "writable",
      state == ERROR_NONE, "reason", why.zh, "reason_en", why.en, "clock_doubt",
      (json_int_t)atomic_load(&work->home->host->clock_doubt), "roles",
      work->caller->roles, "virtual", work->home->host->clock.is_virtual,
      "person", work->caller->name, "last_event",
      (json_int_t)storage_last_event(work->conn), "unlogged",
      (json_int_t)access_unlogged(work->home->storage), "duty_fault",
      duties_fault_text(fault, true), "duty_fault_en",
      duties_fault_text(fault, false), "space", space_json(&space), "older",
      stamp_text(work->home, true), "older_en", stamp_text(work->home, false),
      "paper", paper_needed(work));
  error_fini(&why);
  return 0;
}

/* Somebody has seen that an older copy was put back: the journal says who, and
 * what is missing. */
static int core_confirm_copy(struct work *work, json_t **result,
                             struct error *err) {
  int64_t lacks = atomic_load(&work->home->copy_lacks);

  if (lacks == 0)
    return error_set(err, ERROR_RULE, "日志没有缺少什么，不用确认。",
                     "Nothing is missing from the journal: there is nothing "
                     "to confirm.");
  work->home->copy_confirmed = !work->request->dry_run;
  *result = json_pack("{s:I, s:I}", "lacks", (json_int_t)lacks, "known_at",
                      (json_int_t)atomic_load(&work->home->copy_at));
  return 0;
}

/* Types are matched here, so that a page of the answer is a page of hits. */
struct events_page {
  struct storage_conn *conn;
  json_t *rows;
  const char *type; /* pattern or NULL */
  int64_t last;     /* id of the last event looked at */
  size_t limit;
  bool bare;         /* without what the events held */
  struct error *err; /* set when an event could not be told */
};

static int events_each(void *context, const struct storage_event *event) {
  struct events_page *page = context;
  json_t *payload;

  page->last = event->id;
  if (page->type != NULL && !bus_match(page->type, event->type))
    return 0;
  if (page->bare)
    payload = json_null();
  else if (duties_tell(page->conn, event->type, event->payload, &payload,
                       page->err) != 0)
    return 1;
  json_array_append_new(
      page->rows,
      json_pack("{s:I, s:I, s:I, s:s, s:s?, s:I, s:o?}", "id",
                (json_int_t)event->id, "command", (json_int_t)event->command,
                "at", (json_int_t)event->at, "type", event->type, "subject",
                event->subject, "depth", (json_int_t)event->depth, "payload",
                payload));
  return json_array_size(page->rows) >= page->limit;
}

static int core_events(struct work *work, json_t **result, struct error *err) {
  struct events_page page = {
      .conn = work->conn,
      .err = err,
      .rows = json_array(),
      .type = json_get_text(work->input, "type", NULL),
      .last = json_get_int(work->input, "after", 0),
      .bare = !json_get_bool(work->input, "contents", true),
      .limit = (size_t)json_get_int(work->input, "limit", 200)};
  int shown = 1;

  while (shown > 0 && json_array_size(page.rows) < page.limit &&
         clock_monotonic() < work->deadline)
    shown = page.bare ? storage_events_bare(work->conn, page.last, 500,
                                            events_each, &page, err)
                      : storage_events(work->conn, page.last, 500, events_each,
                                       &page, err);
  if (shown < 0 || err->code != ERROR_NONE) {
    json_decref(page.rows);
    return shown < 0 ? shown : (int)err->code;
  }
  *result = page.rows;
  return 0;
}

static int core_verify(struct work *work, json_t **result, struct error *err) {
  const char *head = json_get_text(work->input, "head", NULL);
  struct storage_printed printed;
  struct storage_verify_ask ask = {.printed = head != NULL ? &printed : NULL};
  struct storage_verdict verdict;
  json_t *findings;
  int rc = head != NULL ? storage_printed_read(head, &printed, err) : 0;

  if (rc != 0)
    return rc;
  rc = storage_verify_open(work->home->storage, &ask, &verdict, err);
  if (rc != 0 &&
      verdict.findings.fault_count == 0) { /* nothing was found out */
    storage_verdict_fini(&verdict);
    return rc;
  }
  findings = json_array();
  for (size_t i = 0; i < verdict.findings.fault_count; i++) {
    const struct error_fault *fault = &verdict.findings.faults[i];
    json_array_append_new(findings,
                          json_pack("{s:s, s:s, s:s, s:s}", "field",
                                    fault->field, "code", fault->code, "zh",
                                    fault->zh, "en", fault->en));
  }
  *result =
      json_pack("{s:b, s:I, s:I, s:I, s:o}", "ok", rc == 0, "commands",
                (json_int_t)verdict.commands, "rows", (json_int_t)verdict.rows,
                "erased", (json_int_t)verdict.erased, "findings", findings);
  storage_verdict_tell(&verdict, *result);
  storage_verdict_fini(&verdict);
  if (rc == ERROR_CORRUPT) {
    error_fini(err);
    return 0;
  }
  return rc;
}

static int core_effects(struct work *work, json_t **result, struct error *err) {
  struct statement *st;
  json_t *rows = json_array();
  int rc = statement_get(work->conn,
                         "select id, plugin, kind, key, done_at, failed, error"
                         " from core_effect order by id desc limit 500",
                         &st, err);

  while (rc == 0 && (rc = statement_step(st, err)) == 1) {
    json_t *row = json_pack(
        "{s:I, s:s, s:s, s:s, s:b, s:s?}", "id",
        (json_int_t)statement_get_int(st, 0), "plugin",
        statement_get_text(st, 1), "kind", statement_get_text(st, 2), "key",
        statement_get_text(st, 3), "failed", statement_get_int(st, 5) != 0,
        "error", statement_get_text(st, 6));
    if (!statement_is_null(st, 4))
      json_object_set_new(row, "done_at",
                          json_integer(statement_get_int(st, 4)));
    json_array_append_new(rows, row);
    rc = 0;
  }
  if (rc != 0) {
    json_decref(rows);
    return rc;
  }
  *result = rows;
  return 0;
}

/* clang-format off */
const struct core_entry core_calls_home[] = {
    {"home", false, core_home,
     CALL("本院", "This home", "core.see", NO_RECORDS INPUT("") ","
          COLUMNS(FIELD("now", "instant", "", "现在", "Now")))},
    {"confirm_copy", true, core_confirm_copy,
     CALL("确认旧副本", "Confirm an older copy", "core.oversee", INPUT(""))},
    {"events", false, core_events,
     CALL("事件", "Events", "core.see", INPUT(
          FIELD("after", "integer", "\"min\":0,", "之后", "After") ","
          FIELD("type", "text", "", "类型", "Type") ","
          FIELD("contents", "boolean", "\"default\":true,", "连同内容",
                "With contents") ","
          FIELD("limit", "integer",
                "\"min\":1,\"max\":1000,\"default\":200,", "最多",
                "At most")) ","
          COLUMNS(FIELD("at", "instant", "", "时间", "At")))},
    {"verify", false, core_verify,
     CALL("核对", "Verify", "core.oversee", INPUT(
          FIELD("head", "text", "\"max\":90,", "打印的日志位置",
                "Printed head")))},
    {"catalogue", false, core_catalogue,
     CALL("目录", "Catalogue", "core.see", INPUT("") ","
          COLUMNS(FIELD("now", "instant", "", "现在", "Now")))},
    {"effects", false, core_effects,
     CALL("外部动作", "Effects", "core.oversee", INPUT("") ","
          COLUMNS(FIELD("done_at", "instant", "", "完成", "Done")))},
    {0}};
/* clang-format on */
