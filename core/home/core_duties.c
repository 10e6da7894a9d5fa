/* core.record_duty, core.duties, core.confirm_clock, core.release_duty */
#include "base/json.h"
#include "home/core_calls.h"
#include "home/core_text.h"
#include "home/work.h"

static int core_record_duty(struct work *work, json_t **result,
                            struct error *err) {
  int64_t outcome = 0;
  int rc = duties_claim(work, err);

  if (rc == 0)
    rc = duties_record(work, NULL, work->input, NULL, &outcome, err);
  if (rc == 0)
    *result = json_pack("{s:I}", "outcome", (json_int_t)outcome);
  return rc;
}

static int core_duties(struct work *work, json_t **result, struct error *err) {
  return duties_list(work, work->input, result, err);
}

/* What a plugin may ask too: when a rule would be due, without scheduling it.
 */
static int core_due_times(struct work *work, json_t **result,
                          struct error *err) {
  json_t *spec = json_pack("{s:O*, s:O*, s:O*}", "rule",
                           json_object_get(work->input, "rule"), "every",
                           json_object_get(work->input, "every"), "start",
                           json_object_get(work->input, "start"));
  int rc;

  rc = duties_times(work, json_get_text(work->input, "zone", NULL), spec,
                    json_get_int(work->input, "days", 1), result, err);
  json_decref(spec);
  return rc;
}

static int core_confirm_clock(struct work *work, json_t **result,
                              struct error *err) {
  (void)err;
  if (!work->request->dry_run)
    waker_confirm_clock(work->home->host);
  *result = json_object();
  return 0;
}

/* clang-format off */
const struct core_entry core_calls_duties[] = {
    {"record_duty", true, core_record_duty,
     CALL("记录任务", "Record a duty", "core.record", ROOM_NONE INPUT(
          FIELD("duty", "text", MUST, "任务", "Duty") ","
          FIELD("outcome", "text", MUST, "结果", "Outcome") ","
          FIELD("at", "instant", "", "时间", "At") ","
          FIELD("reason", "text", "\"max\":500,", "原因", "Reason") ","
          FIELD("facts", "json", "", "内容", "Facts") ","
          FIELD("supersedes", "integer", "", "更正哪一条", "Corrects") ","
          FIELD("version", "integer", "", "版本", "Version")))},
    {"duties", false, core_duties,
     CALL("任务", "Duties", "core.see", INPUT(
          FIELD("state", "text", "", "状态", "State") ","
          FIELD("from", "instant", "", "从", "From") ","
          FIELD("to", "instant", "", "到", "To") ","
          FIELD("kind", "text", "", "种类", "Kind") ","
          FIELD("subject", "text", "", "对象", "Subject") ","
          FIELD("limit", "integer", "\"min\":1,\"max\":5000,", "最多",
                "At most")) "," COLUMNS(
          FIELD("due", "instant", "", "应做时间", "Due") ","
          FIELD("at", "instant", "", "实际时间", "At") ","
          FIELD("recorded_at", "instant", "", "记录时间", "Recorded")))},
    {"due_times", false, core_due_times,
     CALL("展开规则", "Expand a rule", "core.see", "\"plugins\":true," INPUT(
          FIELD("rule", "json", "", "规则", "Rule") ","
          FIELD("every", "text", "", "间隔", "Every") ","
          FIELD("start", "text", MUST "\"max\":32,", "开始（当地时间）",
                "Start (local time)") ","
          FIELD("days", "integer", MUST "\"min\":1,\"max\":800,", "天数",
                "Days") ","
          FIELD("zone", "text", "\"max\":60,", "时区", "Zone")) "," COLUMNS(
          FIELD("at", "instant", "", "时间", "At") ","
          FIELD("wall", "text", "", "当地时间", "Local time") ","
          FIELD("moved", "boolean", "", "时钟跳过，已顺延",
                "Moved by a gap of the clocks")))},
    {"confirm_clock", true, core_confirm_clock,
     CALL("确认时钟正确", "Confirm the clock", "core.oversee",
          ROOM_NONE INPUT(""))},
    {0}};
/* clang-format on */
