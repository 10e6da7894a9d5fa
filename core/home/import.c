/* An import: the rows of a file, each a command of its own, all in one
 * transaction. A dry run does all of it and rolls back. */
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/log.h"
#include "home/core_calls.h"
#include "home/core_text.h"
#include "home/import_inside.h"

void import_fault(struct import *import, int64_t row, const char *field,
                  const char *code, const char *zh, const char *en) {
  json_array_append_new(import->faults,
                        json_pack("{s:I, s:s, s:s, s:s, s:s}", "row",
                                  (json_int_t)row, "field", field, "code", code,
                                  "zh", zh != NULL ? zh : "", "en",
                                  en != NULL ? en : ""));
}

/* People write labels where the field holds values; the labels of a field and
 * its two answers are known, a column may list more words of its own. */
static const char *import_field_value(const json_t *field, const char *text) {
  json_t *value;
  size_t i;

  if (strcmp(json_get_text(field, "type", ""), "boolean") == 0) {
    if (strcmp(text, "是") == 0 || strcasecmp(text, "yes") == 0 ||
        strcasecmp(text, "true") == 0)
      return "true";
    if (strcmp(text, "否") == 0 || strcasecmp(text, "no") == 0 ||
        strcasecmp(text, "false") == 0)
      return "false";
  }
  json_array_foreach(json_object_get(field, "values"), i, value) {
    if (strcmp(json_get_text(value, "zh", ""), text) == 0 ||
        strcasecmp(json_get_text(value, "en", ""), text) == 0)
      return json_get_text(value, "value", text);
  }
  return text;
}

/* NULL: a spreadsheet has spoilt the cell, a fault says how. */
static json_t *import_value(struct import *import, const json_t *column,
                            int64_t row, const char *text, const char *mark) {
  const char *name = json_get_text(column, "field", "");
  const json_t *field = json_find(import->fields, "name", name);
  const json_t *values = json_object_get(column, "values");
  json_t *listed;
  json_t *read;

  if (import_cell_marked(import, row, name, text, mark))
    return NULL;
  read = import_cell(import, field, row, name, text);
  listed = json_object_get(values, text);
  if (listed == NULL && read != NULL)
    listed = json_object_get(values, json_string_value(read));
  if (listed == NULL && (read == NULL || field == NULL))
    return read;
  text = read != NULL ? json_string_value(read) : text;
  listed = json_is_boolean(listed)
               ? json_string(json_is_true(listed) ? "true" : "false")
           : listed != NULL ? json_incref(listed)
                            : json_string(import_field_value(field, text));
  json_decref(read);
  return listed;
}

/* The input of a row; import->spoilt names the fields that can't be read. */
static json_t *import_map(struct import *import, const json_t *row) {
  const json_t *marks = json_object_get(row, "marks");
  json_t *input = json_object();
  json_t *cell;
  size_t i;

  json_array_foreach(json_object_get(row, "cells"), i, cell) {
    const json_t *column = json_array_get(import->columns, i);
    const char *text = json_string_value(cell);
    const char *field = json_get_text(column, "field", "");
    json_t *value;
    char index[24];
    if (!json_is_object(column) || text == NULL || text[0] == '\0')
      continue;
    snprintf(index, sizeof index, "%zu", i);
    value = import_value(import, column, json_get_int(row, "row", 0), text,
                         json_get_text(marks, index, ""));
    if (value == NULL)
      json_object_set_new(import->spoilt, field, json_true());
    json_object_set_new(input, field,
                        value != NULL ? value : json_string(text));
  }
  return input;
}

static void import_take_faults(struct import *import, int64_t row,
                               const struct error *why) {
  for (size_t i = 0; i < why->fault_count; i++)
    if (json_object_get(import->spoilt, why->faults[i].field) == NULL)
      import_refused(import, row, &why->faults[i],
                     json_find(import->fields, "name", why->faults[i].field));
  if (why->fault_count == 0)
    import_fault(import, row, "", error_slug(why->code), why->zh, why->en);
}

/* One command of the person who imports. *command: its number, 0 when it was
 * refused; what is wrong stands at row `number`. */
static int import_act(struct import *import, char *action, int64_t number,
                      json_t *input, json_t **result, int64_t *command,
                      struct error *err) {
  const struct request *from = &import->item->request;
  struct request request = {.home = from->home,
                            .name = action,
                            .user = from->user,
                            .station = from->station,
                            .system = from->system,
                            .input = input,
                            .words = import->format == NULL,
                            /* it is refused: only what else is wrong */
                            .dry_run = json_object_size(import->spoilt) > 0,
                            .zh = from->zh};
  struct host_reply reply = {0};
  int rc = command_run(import->home, &request, &reply);

  *command = 0;
  if (rc != 0) {
    error_move(err, &reply.err);
  } else if (reply.err.code != ERROR_NONE) {
    import_take_faults(import, number, &reply.err);
  } else {
    *command = reply.receipt.number;
    if (result != NULL)
      *result = json_incref(reply.result);
  }
  host_reply_fini(&reply);
  return rc;
}

int import_command(struct import *import, char *action, int64_t number,
                   json_t *input, json_t **result, struct error *err) {
  int64_t command;
  int rc = import_act(import, action, number, input, result, &command, err);

  import->rows++;
  if (rc == 0)
    json_array_append_new(command != 0 ? import->commands : import->rejects,
                          json_integer(command != 0 ? command : number));
  return rc;
}

/* One row of a table. */
static int import_row(struct import *import, const json_t *row,
                      struct error *err) {
  json_t *input = import_map(import, row);
  int rc;

  if (import_too_wide(import, row))
    json_object_set_new(import->spoilt, "row", json_true());
  rc = import_command(import, import->action, json_get_int(row, "row", 0),
                      input, NULL, err);
  json_object_clear(import->spoilt);
  json_decref(input);
  return rc;
}

/* What must hold of all rows together (sums of points): the action that the
 * plugin names for it looks at what came in; its refusal takes all back. */
static int import_after(struct import *import, struct error *err) {
  const char *after = json_get_text(import->declared, "after", NULL);
  json_t *input;
  char action[96];
  int64_t command;
  int rc;

  if (after == NULL || json_array_size(import->commands) == 0)
    return 0;
  snprintf(action, sizeof action, "%s.%s", import->plugin, after);
  input = json_object();
  rc = import_act(import, action, 0, input, NULL, &command, err);
  json_decref(input);
  import->after = command;
  import->whole_refused = rc == 0 && command == 0;
  return rc;
}

/* Which sheet of a workbook it was, which others there are, and what there is
 * to know of it. */
static void import_tell_sheet(const struct import *import, json_t *result) {
  const json_t *rows = json_object_get(import->item->request.input, "rows");
  const json_t *sheet = json_object_get(json_array_get(rows, 0), "sheet");

  if (sheet == NULL)
    return;
  json_object_set(result, "sheet", json_object_get(sheet, "name"));
  json_object_set(result, "sheets", json_object_get(sheet, "sheets"));
  json_object_set(result, "notes", json_object_get(sheet, "notes"));
}

static json_t *import_result(const struct import *import, int64_t id) {
  json_t *result =
      json_pack("{s:I, s:I, s:I, s:O, s:O}", "rows", (json_int_t)import->rows,
                "accepted", (json_int_t)json_array_size(import->commands),
                "rejected", (json_int_t)json_array_size(import->rejects),
                "faults", import->faults, "rejects", import->rejects);

  if (import->format != NULL) {
    json_object_set_new(result, "skipped",
                        json_integer((json_int_t)import->skipped));
    json_object_set(result, "left_out", import->left_out);
  } else {
    json_object_set_new(result, "reject_file", import_reject_file(import));
    json_object_set(result, "unused", import->unused);
    import_tell_sheet(import, result);
  }
  json_object_set_new(result, "import",
                      id != 0 ? json_integer(id) : json_null());
  return result;
}

/* The row that names the commands: {kind, rows, accepted, ...}. New reference.
 */
static json_t *import_record(const struct import *import, int64_t person) {
  json_t *commands = json_copy(import->commands);
  json_t *row = json_pack(
      "{s:O, s:I, s:I, s:I, s:o, s:I, s:b}", "kind",
      json_object_get(import->item->request.input, "kind"), "rows",
      (json_int_t)import->rows, "accepted",
      (json_int_t)json_array_size(import->commands), "rejected",
      (json_int_t)json_array_size(import->rejects), "commands", commands, "at",
      (json_int_t)clock_now(&import->home->host->clock), "undone", 0);

  if (import->after != 0)
    json_array_append_new(commands, json_integer(import->after));
  if (person != 0)
    json_object_set_new(row, "person", json_integer(person));
  json_object_set_new(row, "left_out", import_fhir_kept(import));
  return row;
}

static int import_note(struct import *import, struct storage_command *command,
                       struct error *err) {
  struct host_reply *reply = &import->item->reply;
  struct storage *storage = import->home->storage;
  json_t *row = import_record(import, command->person);
  int64_t id = 0;
  int rc = storage_command_begin(storage, command, err);

  if (rc == 0)
    rc = storage_insert(storage, "core", "import", row, &id, err);
  if (rc == 0) {
    reply->result = import_result(import, id);
    rc = storage_command_accept(storage, reply->result, &reply->receipt, err);
  }
  json_decref(row);
  return rc;
}

/* The import that `kind` names. */
static int import_find(struct import *import, struct live *live,
                       struct error *err) {
  const char *kind = json_get_text(import->item->request.input, "kind", "");
  const struct live_call *call = NULL;
  struct live_member *member;
  const char *rest;

  if (import->format != NULL && strcmp(kind, import->format) == 0)
    return 0;
  member = live_owner(live, kind, &rest);
  if (member != NULL) {
    import->plugin = member->id;
    import->declared =
        json_object_get(json_object_get(member->declaration, "imports"), rest);
  }
  if (import->declared == NULL && strcmp(kind, "fhir") == 0)
    return error_fault(err, "kind", "required",
                       "这是表格。请说明导入什么，如 beds.beds。",
                       "This is a table: say what is imported, such as "
                       "beds.beds.");
  if (import->declared == NULL)
    return error_fault(err, "kind", "unknown", "没有“%s”这种导入。",
                       "There is no import of kind %s.", kind);
  snprintf(import->action, sizeof import->action, "%s.%s", import->plugin,
           json_get_text(import->declared, "action", ""));
  call = live_find(live, import->action, true);
  if (call == NULL)
    return live_missing(live, import->action, err);
  import->fields = json_object_get(call->declaration, "input");
  return 0;
}

/* A table where a FHIR file is wanted, or the other way round. */
static int import_check_format(const struct import *import, struct error *err) {
  const char *wanted = json_get_text(import->declared, "format", NULL);

  if (import->declared == NULL || (wanted == NULL) == (import->format == NULL))
    return 0;
  if (wanted != NULL)
    return error_fault(err, "kind", "format",
                       "这种导入要 FHIR 文件，这是表格。",
                       "This import wants a FHIR file; this is a table.");
  return error_fault(err, "kind", "format",
                     "这是 FHIR 文件，不是表格。种类请写 fhir。",
                     "This is a FHIR file, no table: say fhir for its kind.");
}

static int import_check(struct import *import, struct live *live,
                        struct caller *caller, struct error *err) {
  const struct request *request = &import->item->request;
  const json_t *rows = json_object_get(request->input, "rows");
  const char *role;
  size_t least;
  int rc =
      caller_find(storage_writer(import->home->storage), request, caller, err);

  if (rc != 0)
    return rc;
  if (!caller_may_permission(live, caller, "core.import", &role))
    return error_set(err, ERROR_PERMISSION, "您没有导入的权限，请找管理员。",
                     "You may not import: please ask an administrator.");
  if (json_object_get(json_array_get(rows, 0), "format") != NULL)
    import->format = "fhir";
  rc = import_find(import, live, err);
  if (rc == 0)
    rc = import_check_format(import, err);
  least = import->format != NULL ? 1 : 2; /* a table has a header row */
  if (rc == 0 && json_array_size(rows) < least)
    rc = error_fault(err, "rows", "empty", "文件里没有可导入的行。",
                     "The file holds no rows to import.");
  return rc == 0 ? import_check_many(import, err) : rc;
}

/* What the import's own command holds of its input: the rows are in theirs. */
static json_t *import_summary(const struct request *request) {
  uint8_t sum[HASH_SIZE];
  char hex[2 * HASH_SIZE + 1];
  struct buf text;
  json_t *summary;

  buf_init(&text);
  json_write(&text, json_object_get(request->input, "rows"));
  hash_once(text.data, text.len, sum);
  hash_hex(sum, sizeof sum, hex);
  buf_fini(&text);
  summary = json_pack("{s:O?, s:s}", "kind",
                      json_object_get(request->input, "kind"), "sha256", hex);
  return summary;
}

static int import_rows(struct import *import, struct error *err) {
  const json_t *rows = json_object_get(import->item->request.input, "rows");
  json_t *row;
  size_t i;
  int rc = 0;

  if (import->format != NULL)
    return import_fhir_rows(import, err);
  import_read_headers(import, json_array_get(rows, 0));
  if (json_array_size(import->faults) > 0)
    return 0;
  json_array_foreach(rows, i, row) {
    if (i > 0 && rc == 0)
      rc = import_row(import, row, err);
  }
  return rc == 0 ? import_after(import, err) : rc;
}

/* In an open batch. 1: it is to be committed; 0: rolled back, with a reply. */
static int import_batch(struct import *import, const struct caller *caller,
                        struct error *err) {
  const struct request *request = &import->item->request;
  struct host_reply *reply = &import->item->reply;
  bool whole = json_get_bool(request->input, "whole", false);
  json_t *summary = import_summary(request);
  json_t *kept = NULL;
  struct storage_command command = {.plugin = "core",
                                    .action = "import",
                                    .plugin_version = SONGHE_VERSION,
                                    .person = caller->person,
                                    .station = request->station,
                                    .key = request->key,
                                    .input = summary};
  int rc = 0;

  if (!request->dry_run)
    rc = storage_command_find(import->home->storage, &command, &kept,
                              &reply->receipt, err);
  if (rc == 1) {
    reply->result = kept;
    json_decref(summary);
    return 0;
  }
  if (rc == 0)
    rc = import_rows(import, err);
  if (rc == 0 && (request->dry_run || json_array_size(import->commands) == 0 ||
                  import->whole_refused ||
                  (whole && json_array_size(import->faults) > 0))) {
    reply->result = import_result(import, 0);
    if (!request->dry_run)
      json_object_set_new(reply->result, "accepted", json_integer(0));
  } else if (rc == 0) {
    rc = import_note(import, &command, err);
    rc = rc == 0 ? 1 : rc;
  }
  json_decref(summary);
  return rc;
}

void import_run(struct home *home, struct item *item, size_t width) {
  struct error *err = &item->reply.err;
  struct live *live = live_of(home);
  struct caller caller = {0};
  struct import import = {.home = home,
                          .item = item,
                          .live = live,
                          .columns = json_array(),
                          .faults = json_array(),
                          .rejects = json_array(),
                          .commands = json_array(),
                          .unused = json_array(),
                          .spoilt = json_object(),
                          .left_out = json_array(),
                          .width = width};
  int rc = import_check(&import, live, &caller, err);

  if (rc == 0)
    rc = space_check(home->host, SPACE_NEEDS_MUCH, err);
  if (rc == 0)
    rc = storage_begin(home->storage, err);
  if (rc == 0) {
    rc = import_batch(&import, &caller, err);
    if (rc == 1)
      rc = home_batch_commit(home, err);
    else
      home_batch_undone(home);
  }
  if (rc != 0) {
    json_decref(item->reply.result);
    item->reply.result = NULL;
    if (err->code == ERROR_NONE)
      err->code = (enum error_code)rc;
  }
  if (rc >= 0 && import.format != NULL && item->reply.result != NULL)
    json_object_set_new(item->reply.result, "reject_file",
                        import_fhir_rejects(&import));
  json_decref(import.left_out);
  json_decref(import.unused);
  json_decref(import.spoilt);
  json_decref(import.columns);
  json_decref(import.faults);
  json_decref(import.rejects);
  json_decref(import.commands);
  caller_fini(&caller);
  live_release(live);
}

/* --- the calls ------------------------------------------------------------ */

/* host_do sends imports to import_job; another way in there is not. */
static int core_import(struct work *work, json_t **result, struct error *err) {
  (void)work;
  (void)result;
  return error_set(err, ERROR_USAGE, "导入要单独进行。",
                   "An import runs by itself.");
}

static int import_missing(int64_t id, struct error *err) {
  return error_set(err, ERROR_NOT_FOUND, "没有第 %d 次导入。",
                   "There is no import %d.", (int)id);
}

static int core_import_undo(struct work *work, json_t **result,
                            struct error *err) {
  int64_t id = json_get_int(work->input, "import", 0);
  json_t *changes =
      json_pack("{s:b, s:I}", "undone", 1, "undone_at", (json_int_t)work->now);
  json_t *row = NULL;
  int rc = storage_get(work->conn, "core", "import", id, &row, err);

  if (rc == 0 && row == NULL)
    rc = import_missing(id, err);
  if (rc == 0 && json_get_bool(row, "undone", false))
    rc = error_set(err, ERROR_RULE, "这次导入已经撤销过了。",
                   "This import has been undone already.");
  if (work->caller->person != 0)
    json_object_set_new(changes, "undone_by",
                        json_integer(work->caller->person));
  if (rc == 0)
    rc = undo_commands(work, json_object_get(row, "commands"), result, err);
  if (rc == 0)
    rc =
        storage_update(work->home->storage, "core", "import", id, changes, err);
  json_decref(changes);
  json_decref(row);
  return rc;
}

static json_t *import_listed(struct statement *st) {
  json_t *row = json_pack("{s:I, s:s, s:I, s:I, s:I, s:I, s:b}", "import",
                          (json_int_t)statement_get_int(st, 0), "kind",
                          statement_get_text(st, 1), "rows",
                          (json_int_t)statement_get_int(st, 2), "accepted",
                          (json_int_t)statement_get_int(st, 3), "rejected",
                          (json_int_t)statement_get_int(st, 4), "at",
                          (json_int_t)statement_get_int(st, 5), "undone",
                          statement_get_int(st, 6) != 0);

  statement_put_text(st, 7, row, "person");
  statement_put_text(st, 8, row, "undone_by");
  statement_put_int(st, 9, row, "undone_at");
  statement_put_int(st, 10, row, "left_out");
  return row;
}

static int core_imports(struct work *work, json_t **result, struct error *err) {
  struct statement *st;
  json_t *rows = json_array();
  int rc = statement_get(
      work->conn,
      "select i.id, i.kind, i.rows, i.accepted, i.rejected, i.at, i.undone,"
      " p.name, u.name, i.undone_at, nullif(json_array_length(i.left_out), 0)"
      " from core_import i left join core_person p on p.id = i.person"
      " left join core_person u on u.id = i.undone_by"
      " order by i.id desc limit 200",
      &st, err);

  while (rc == 0 && (rc = statement_step(st, err)) == 1) {
    json_array_append_new(rows, import_listed(st));
    rc = 0;
  }
  if (rc != 0) {
    json_decref(rows);
    return rc;
  }
  *result = rows;
  return 0;
}

static int core_import_left_out(struct work *work, json_t **result,
                                struct error *err) {
  int64_t id = json_get_int(work->input, "import", 0);
  json_t *row = NULL;
  int rc = storage_get(work->conn, "core", "import", id, &row, err);

  if (rc == 0 && row == NULL)
    rc = import_missing(id, err);
  if (rc == 0) {
    *result = json_incref(json_object_get(row, "left_out"));
    if (!json_is_array(*result))
      *result = json_array();
  }
  json_decref(row);
  return rc;
}

/* clang-format off */
const struct core_entry core_calls_import[] = {
    {"import", true, core_import,
     CALL("导入", "Import", "core.import", ROOM_MUCH INPUT(
          FIELD("kind", "text", MUST, "种类", "Kind") ","
          FIELD("rows", "json", MUST, "行", "Rows") ","
          FIELD("source", "text", "\"max\":80,",
                "来源（外部编号属于哪个系统）",
                "Where it is from: whose numbers they are") ","
          FIELD("whole", "boolean", "", "有一行不对就都不导入",
                "All rows or none")))},
    {"import_undo", true, core_import_undo,
     CALL("撤销导入", "Undo an import", "core.import",
          ROOM_MUCH INPUT(FIELD("import", "integer", MUST, "导入", "Import")))},
    {"import_left_out", false, core_import_left_out,
     CALL("未能带入的内容", "What could not be carried over", "core.import",
          INPUT(FIELD("import", "integer", MUST, "导入", "Import")) ","
          COLUMNS(
          FIELD("row", "integer", "", "行", "Row") ","
          FIELD("resource", "text", "", "资源", "Resource") ","
          FIELD("path", "text", "", "位置", "Where") ","
          FIELD("code", "text", "", "代码", "Code") ","
          FIELD("zh", "text", "", "原因（中文）", "Reason, Chinese") ","
          FIELD("en", "text", "", "原因（英文）", "Reason, English")))},
    {"imports", false, core_imports,
     CALL("导入记录", "Imports", "core.import", INPUT("") ","
          COLUMNS(FIELD("at", "instant", "", "时间", "At") ","
          FIELD("undone_at", "instant", "", "撤销时间", "Undone at")))},
    {0}};
/* clang-format on */
