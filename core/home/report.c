/* Reports that plugins declare: core.reports lists them, core.report makes
 * one's document. songhe-paper then gives it its form. */
#include <string.h>

#include "base/calendar.h"
#include "base/json.h"
#include "home/core_calls.h"
#include "home/core_text.h"
#include "home/work.h"
#include "plugin/fields.h"

static bool report_may(struct work *work, const json_t *report) {
  const char *permission = json_get_text(report, "permission", "");
  const char *role;

  return caller_may_permission(work->live, work->caller, permission, &role);
}

static int core_reports(struct work *work, json_t **result, struct error *err) {
  json_t *rows = json_array();

  (void)err;
  for (int i = 0; i < work->live->count; i++) {
    const struct live_member *member = work->live->members[i];
    const char *name;
    json_t *report;
    json_object_foreach(json_object_get(member->declaration, "reports"), name,
                        report) {
      char full[96];
      snprintf(full, sizeof full, "%s.%s", member->id, name);
      if (live_member_stopped(member) || !report_may(work, report))
        continue;
      json_array_append_new(rows,
                            json_pack("{s:s, s:O, s:O, s:s}", "report", full,
                                      "zh", json_object_get(report, "zh"), "en",
                                      json_object_get(report, "en"), "format",
                                      json_get_text(report, "format", "")));
    }
  }
  *result = rows;
  return 0;
}

/* --- one report ------------------------------------------------------------
 */

/* The declaration of "plugin.report", and whose it is. */
static const json_t *report_find(const struct live *live, const char *name,
                                 struct live_member **member) {
  const char *rest;

  *member = live_owner(live, name, &rest);
  if (*member == NULL)
    return NULL;
  return json_object_get(json_object_get((*member)->declaration, "reports"),
                         rest);
}

/* An address that is this home's alone and leads nowhere: what the resources
 * say of each other ("Patient/3") is then complete within the file. */
static json_t *report_entry(struct work *work, const json_t *resource) {
  const char *uuid = storage_home(work->home->storage)->uuid;
  const char *type = json_get_text(resource, "resourceType", "");
  const char *id = json_get_text(resource, "id", NULL);
  json_t *entry = json_object();

  if (id != NULL)
    json_object_set_new(
        entry, "fullUrl",
        json_sprintf("https://%s.songhe.invalid/fhir/%s/%s", uuid, type, id));
  json_object_set(entry, "resource", (json_t *)(uintptr_t)resource);
  return entry;
}

static json_t *report_bundle(struct work *work, const json_t *rows) {
  json_t *entries = json_array();
  char now[32];
  json_t *bundle;
  json_t *row;
  size_t i;

  calendar_format_instant(work->now, 0, now);
  json_array_foreach(rows, i, row) {
    json_array_append_new(entries,
                          report_entry(work, json_object_get(row, "resource")));
  }
  bundle = json_pack("{s:s, s:s, s:s}", "resourceType", "Bundle", "type",
                     "collection", "timestamp", now);
  if (json_array_size(entries) > 0)
    json_object_set(bundle, "entry", entries);
  json_decref(entries);
  return bundle;
}

/* What narrows the report, as far as its query takes it. */
static int report_params(struct work *work, const struct live_call *query,
                         json_t **params, struct error *err) {
  const json_t *fields = json_object_get(query->declaration, "input");
  json_t *given = json_copy((json_t *)(uintptr_t)work->input);
  const char *name;
  json_t *value;
  json_t *checked = NULL;
  int rc = 0;

  json_object_del(given, "report");
  json_object_foreach(given, name, value) {
    json_t *field;
    bool taken = false;
    size_t i;
    json_array_foreach(fields, i, field) {
      taken = taken || strcmp(json_get_text(field, "name", ""), name) == 0;
    }
    if (!taken)
      rc = error_fault(err, name, "unknown", "这份报表不能这样缩小范围。",
                       "This report can't be narrowed by that.");
  }
  if (rc == 0)
    rc = fields_check(fields, given, FIELDS_JSON, home_zone(work->home),
                      &checked, err);
  json_decref(given);
  *params = checked;
  return rc;
}

static bool report_pages(const struct live_call *query) {
  json_t *field;
  size_t i;

  json_array_foreach(json_object_get(query->declaration, "input"), i, field) {
    if (strcmp(json_get_text(field, "name", ""), "after") == 0)
      return true;
  }
  return false;
}

/* All rows. A query that declares `after` is asked page by page, each from the
 * last row's id on, until a page is empty: one answer of a whole home would
 * not fit its runner. */
static int report_rows(struct work *work, const struct live_call *query,
                       json_t *params, json_t *all, struct error *err) {
  bool pages = report_pages(query);
  int64_t after = 0;
  int rc = 0;

  for (;;) {
    json_t *rows = NULL;
    size_t count;
    int64_t last;
    if (pages)
      json_object_set_new(params, "after", json_integer(after));
    rc = query_run_within(work, query, params, &rows, err);
    count = json_array_size(rows);
    last = json_get_int(json_array_get(rows, count - 1), "id", after);
    if (rc == 0 && count > 0 && json_array_extend(all, rows) != 0)
      rc = ERROR_MEMORY;
    json_decref(rows);
    if (rc != 0 || !pages || count == 0 || last <= after)
      return rc;
    after = last;
  }
}

static int core_report(struct work *work, json_t **result, struct error *err) {
  const char *name = json_get_text(work->input, "report", "");
  struct live_member *member = NULL;
  const json_t *report = report_find(work->live, name, &member);
  const struct live_call *query;
  char full[128];
  json_t *params = NULL;
  json_t *rows;
  int rc;

  if (report == NULL || live_member_stopped(member))
    return error_fault(err, "report", "unknown", "没有“%s”这份报表。",
                       "There is no report %s.", name);
  if (!report_may(work, report))
    return error_set(err, ERROR_PERMISSION,
                     "您没有导出这份报表的权限。如需要，请找管理员。",
                     "You may not make this report. If you need to, please ask "
                     "an administrator.");
  snprintf(full, sizeof full, "%s.%s", member->id,
           json_get_text(report, "query", ""));
  query = live_find(work->live, full, false);
  if (query == NULL || strcmp(json_get_text(report, "format", ""), "fhir") != 0)
    return error_set(err, ERROR_RULE, "这份报表还不能这样导出。",
                     "This report can't be made this way.");
  rc = report_params(work, query, &params, err);
  rows = json_array();
  if (rc == 0)
    rc = report_rows(work, query, params, rows, err);
  json_decref(params);
  if (rc == 0)
    *result = report_bundle(work, rows);
  json_decref(rows);
  return rc;
}

/* clang-format off */
const struct core_entry core_calls_report[] = {
    {"reports", false, core_reports,
     CALL("报表", "Reports", "core.see", INPUT("") ","
          COLUMNS(
          FIELD("report", "text", "", "报表", "Report") ","
          FIELD("zh", "text", "", "中文名称", "Name in Chinese") ","
          FIELD("en", "text", "", "英文名称", "Name in English") ","
          FIELD("format", "text", "", "格式", "Format")))},
    {"report", false, core_report,
     CALL("导出报表", "A report's document", "core.see",
          INPUT(FIELD("report", "text", MUST, "报表", "Report") ","
          FIELD("resident", "integer", "\"min\":1,", "只要这位老人",
                "Of this resident only") ","
          FIELD("from", "date", "", "从", "From") ","
          FIELD("to", "date", "", "到（含）", "To (included)")))},
    {0}};
/* clang-format on */
