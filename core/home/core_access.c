/* core.access_log: who read residents' records. */
#include <string.h>

#include "base/json.h"
#include "home/core_calls.h"
#include "home/core_text.h"
#include "home/work.h"
#include "storage/access.h"

#define LOG_ROWS 500 /* entries shown unless asked otherwise */

#define LOG_COLUMNS                                                            \
  "select a.at, coalesce(a.until, a.at) as until, coalesce(a.count, 1),"       \
  " coalesce(p.name, (select text from word where id = a.account)),"           \
  " (select text from word where id = a.role),"                                \
  " (select text from word where id = a.station),"                             \
  " (select text from word where id = a.call), a.subject, a.rows, a.result,"   \
  " a.seq from access a left join core_person p on p.id = a.person"

/* ?1 from, ?2 to (both always there), ?3 resident, ?4 who, ?5 result, ?6 limit.
 * An entry belongs where its last read does: it spans a minute at most, so the
 * index on its first is enough. */
#define LOG_WHERE                                                              \
  " a.at >= ?1 - 60000 and coalesce(a.until, a.at) >= ?1 and a.at < ?2"        \
  " and (?4 is null or p.name = ?4 or p.user = ?4"                             \
  "  or (select text from word where id = a.account) = ?4)"                    \
  " and (?5 is null or a.result = ?5)"                                         \
  " order by a.at desc, a.seq desc limit ?6"

/* Reads that could not be noted: such an entry may span any time. */
#define LOG_GAPS                                                               \
  " where a.result = 4 and a.at < ?1 - 60000"                                  \
  " and coalesce(a.until, a.at) >= ?1 and a.at < ?2"                           \
  " and ?3 is null and ?4 is null and (?5 is null or ?5 = 4)"                  \
  " order by a.at desc, a.seq desc limit ?6"

static const char *const log_results[] = {"", "answered", "refused", "failed",
                                          "unlogged"};

/* Names of residents, where that plugin has its table. */
static int log_name(struct work *work, json_t *row, struct error *err) {
  static const char there[] = "select 1 from sqlite_schema where type = 'table'"
                              " and name = 'residents_resident'";
  static const char name[] = "select name from residents_resident where id = ?";
  struct statement *st;
  int rc = statement_get(work->conn, there, &st, err);

  if (rc == 0)
    rc = statement_step(st, err);
  if (rc != 1)
    return rc;
  statement_reset(st);
  rc = statement_get(work->conn, name, &st, err);
  if (rc != 0)
    return rc;
  statement_int(st, 1, json_get_int(row, "resident", 0));
  rc = statement_step(st, err);
  if (rc == 1)
    statement_put_text(st, 0, row, "resident_name");
  statement_reset(st);
  return rc < 0 ? rc : 0;
}

/* "beds.board" in the reader's words; a report's own name follows its call. */
static void log_call(const struct work *work, json_t *row) {
  const char *text = json_get_text(row, "call", "");
  size_t len = strcspn(text, " ");
  char name[ACCESS_CALL_MAX];
  const struct live_call *call;

  snprintf(name, sizeof name, "%.*s", (int)len, text);
  call = live_find(work->live, name, false);
  if (call == NULL)
    return;
  json_object_set_new(row, "call_name",
                      json_sprintf("%s%s",
                                   json_get_text(call->declaration,
                                                 work->zh ? "zh" : "en", name),
                                   text + len));
}

static int log_row(struct work *work, struct statement *st, json_t *rows,
                   struct error *err) {
  int64_t result = statement_get_int(st, 9);
  json_t *row = json_pack("{s:I, s:I, s:I, s:I, s:s, s:I}", "at",
                          (json_int_t)statement_get_int(st, 0), "until",
                          (json_int_t)statement_get_int(st, 1), "count",
                          (json_int_t)statement_get_int(st, 2), "rows",
                          (json_int_t)statement_get_int(st, 8), "state",
                          result > 0 && result < 5 ? log_results[result] : "",
                          "id", (json_int_t)statement_get_int(st, 10));
  int rc = 0;

  if (row == NULL)
    return error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
  statement_put_text(st, 3, row, "person");
  statement_put_text(st, 4, row, "role");
  statement_put_text(st, 5, row, "station");
  statement_put_text(st, 6, row, "call");
  statement_put_int(st, 7, row, "resident");
  json_object_set_new(
      row, "tone", json_string(result == ACCESS_ANSWERED ? "plain" : "late"));
  log_call(work, row);
  if (json_object_get(row, "resident") != NULL)
    rc = log_name(work, row, err);
  json_array_append_new(rows, row);
  return rc;
}

static void log_bind(const struct work *work, struct statement *st) {
  const char *person = json_get_text(work->input, "person", NULL);
  const char *state = json_get_text(work->input, "state", NULL);
  int64_t resident = json_get_int(work->input, "resident", 0);

  statement_int(st, 1, json_get_int(work->input, "from", 0));
  statement_int(st, 2, json_get_int(work->input, "to", INT64_MAX));
  statement_null(st, 3);
  statement_null(st, 4);
  statement_null(st, 5);
  if (resident != 0)
    statement_int(st, 3, resident);
  if (person != NULL)
    statement_text(st, 4, person);
  for (int i = 1; state != NULL && i < 5; i++)
    if (strcmp(log_results[i], state) == 0)
      statement_int(st, 5, i);
  statement_int(st, 6, json_get_int(work->input, "limit", LOG_ROWS));
}

static int log_read(struct work *work, const char *sql, json_t *rows,
                    struct error *err) {
  struct statement *st;
  int rc = statement_get(work->conn, sql, &st, err);

  if (rc != 0)
    return rc;
  log_bind(work, st);
  while ((rc = statement_step(st, err)) == 1) {
    rc = log_row(work, st, rows, err);
    if (rc != 0) {
      statement_reset(st);
      return rc;
    }
  }
  return rc;
}

static int core_access_log(struct work *work, json_t **result,
                           struct error *err) {
  bool whose = json_get_int(work->input, "resident", 0) != 0;
  json_t *rows = json_array();
  int rc = log_read(work,
                    whose ? LOG_COLUMNS " where a.subject = ?3 and" LOG_WHERE
                          : LOG_COLUMNS " where ?3 is null and" LOG_WHERE,
                    rows, err);

  if (rc == 0)
    rc = log_read(work, LOG_COLUMNS LOG_GAPS, rows, err);
  if (rc != 0) {
    json_decref(rows);
    return rc;
  }
  *result = rows;
  return 0;
}

/* clang-format off */
#define STATES                                                                 \
  "\"values\":["                                                               \
  VALUE("answered", "已显示", "Shown") ","                                     \
  VALUE("refused", "无权，已拒绝", "Refused") ","                              \
  VALUE("failed", "出错", "Failed") ","                                        \
  VALUE("unlogged", "未能记下", "Not noted") "],"

const struct core_entry core_calls_access[] = {
    {"access_log", false, core_access_log,
     CALL("查看记录", "Access log", "core.access_log", INPUT(
          FIELD("resident", "ref", "\"to\":\"residents.resident\",", "老人",
                "Resident") ","
          FIELD("person", "text", "\"max\":64,", "谁（姓名或登录名）",
                "Who (name or user)") ","
          FIELD("from", "instant", "", "从", "From") ","
          FIELD("to", "instant", "", "到", "To") ","
          FIELD("state", "enum", STATES, "结果", "Result") ","
          FIELD("limit", "integer", "\"min\":1,\"max\":5000,", "最多",
                "At most")) "," COLUMNS(
          FIELD("id", "id", "", "编号", "Number") ","
          FIELD("at", "instant", "", "时间", "Time") ","
          FIELD("until", "instant", "", "最后一次", "Last") ","
          FIELD("count", "integer", "", "次数", "Times") ","
          FIELD("person", "text", "", "谁", "Who") ","
          FIELD("role", "enum", ROLES, "角色", "Role") ","
          FIELD("station", "text", "", "从哪里", "Station") ","
          FIELD("call", "text", "", "调用", "Call") ","
          FIELD("call_name", "text", "", "看了什么", "What") ","
          FIELD("resident", "ref", "\"to\":\"residents.resident\",", "老人",
                "Resident") ","
          FIELD("resident_name", "text", "", "老人", "Resident") ","
          FIELD("rows", "integer", "", "行数", "Rows") ","
          FIELD("state", "enum", STATES, "结果", "Result") ","
          FIELD("tone", "text", "", "提示色", "Tone")))},
    {0}};
/* clang-format on */
