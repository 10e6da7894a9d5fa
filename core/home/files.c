/* Files that records name: who may send one, who may open one.
 *
 * Sending stores the content under its hash and nothing else; a command then
 * names the hash. To open one a person names a query: they may have the file
 * if that query, asked as they ask it, answers with it. So there is no second
 * rule beside the permissions of queries. */
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/log.h"
#include "home/core_calls.h"
#include "home/core_text.h"
#include "home/work.h"
#include "plugin/fields.h"

#define FILES_DEPTH 8                /* of fields within fields */
#define FILES_PATH 300               /* bytes of a fault's path */
#define FILES_RETRY_MS (3600 * 1000) /* after a sweep that failed */

static bool files_is(const json_t *field, const char *type) {
  return strcmp(json_get_text(field, "type", ""), type) == 0;
}

/* --- what a command names ------------------------------------------------- */

struct files_check {
  const struct home *home;
  struct error *err;
};

static void files_check_fields(struct files_check *check, const json_t *fields,
                               const json_t *value, const char *path,
                               int depth);

static void files_check_one(struct files_check *check, const json_t *field,
                            const char *hash, const char *path) {
  struct storage_file file;
  struct error why = {0};
  int rc =
      storage_file_look(storage_dir(check->home->storage), hash, &file, &why);

  error_fini(&why);
  if (rc != 0)
    error_fault(check->err, path, "absent", "这个文件不在，请重新上传。",
                "This file is not there: please upload it again.");
  else if (json_get_bool(field, "image", false) &&
           strncmp(file.type, "image/", 6) != 0)
    error_fault(check->err, path, "not_image",
                "这里要放照片（JPEG、PNG、WebP）。",
                "A picture is wanted here (JPEG, PNG, WebP).");
}

static void files_check_value(struct files_check *check, const json_t *field,
                              const json_t *value, const char *path,
                              int depth) {
  char where[FILES_PATH];
  json_t *item;
  size_t i;

  if (depth > FILES_DEPTH)
    return;
  if (files_is(field, "file") && json_is_string(value))
    files_check_one(check, field, json_string_value(value), path);
  else if (files_is(field, "object"))
    files_check_fields(check, json_object_get(field, "fields"), value, path,
                       depth);
  else if (files_is(field, "list"))
    json_array_foreach(value, i, item) {
      snprintf(where, sizeof where, "%s[%zu]", path, i);
      files_check_value(check, json_object_get(field, "of"), item, where,
                        depth + 1);
    }
}

static void files_check_fields(struct files_check *check, const json_t *fields,
                               const json_t *value, const char *path,
                               int depth) {
  char where[FILES_PATH];
  json_t *field;
  size_t i;

  json_array_foreach(fields, i, field) {
    const char *name = json_get_text(field, "name", "");
    snprintf(where, sizeof where, "%s%s%s", path, *path != '\0' ? "." : "",
             name);
    files_check_value(check, field, json_object_get(value, name), where,
                      depth + 1);
  }
}

int files_check(const struct home *home, const json_t *fields,
                const json_t *value, struct error *err) {
  struct files_check check = {.home = home, .err = err};
  size_t before = err->fault_count;

  if (home->host->is_trial) /* a copy of the records without their files */
    return 0;
  files_check_fields(&check, fields, value, "", 0);
  if (err->fault_count == before)
    return 0;
  return error_set(err, ERROR_INPUT, "填写的内容有 %zu 处要改。",
                   "Places to change: %zu.", err->fault_count - before);
}

/* --- sending -------------------------------------------------------------- */

static bool files_wanted(const json_t *fields, int depth);

static bool files_field_wants(const json_t *field, int depth) {
  if (depth > FILES_DEPTH)
    return false;
  return files_is(field, "file") ||
         files_wanted(json_object_get(field, "fields"), depth + 1) ||
         (files_is(field, "list") &&
          files_field_wants(json_object_get(field, "of"), depth + 1));
}

static bool files_wanted(const json_t *fields, int depth) {
  json_t *field;
  size_t i;

  json_array_foreach(fields, i, field) {
    if (files_field_wants(field, depth))
      return true;
  }
  return false;
}

/* Whoever may do something that takes a file may send one. */
static bool files_may_send(const struct live *live,
                           const struct caller *caller) {
  const char *role;

  for (size_t i = 0; i < live->call_count; i++) {
    const struct live_call *call = &live->calls[i];
    if (call->is_action && caller_may(live, caller, call, &role) &&
        files_wanted(json_object_get(call->declaration, "input"), 0))
      return true;
  }
  return false;
}

struct files_put {
  const struct host_file *file;
  json_t *answer;
};

static int files_store(struct home *home, struct files_put *put,
                       struct error *err) {
  const struct host_file *file = put->file;
  struct storage_file kept;
  int64_t until = clock_now(&home->host->clock) + STORAGE_LOOSE_MS;
  int rc = storage_file_put(home->storage, file->bytes, file->len, file->type,
                            &kept, err);

  if (rc != 0)
    return rc;
  if (until < home->files_at)
    home->files_at = until;
  put->answer = json_pack("{s:s, s:I, s:s}", "hash", kept.hash, "size",
                          (json_int_t)kept.size, "type", kept.type);
  return put->answer != NULL
             ? 0
             : error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
}

static void files_put_job(struct home *home, struct item *item) {
  struct error *err = &item->reply.err;
  struct caller caller = {0};
  struct live *live = live_of(home);
  int rc =
      caller_find(storage_writer(home->storage), &item->request, &caller, err);

  if (rc == 0 && !files_may_send(live, &caller))
    rc = error_set(err, ERROR_PERMISSION,
                   "您没有上传文件的权限。如需要，请找管理员。",
                   "You may not upload files. If you need to, please ask an "
                   "administrator.");
  if (rc == 0)
    rc = space_check(home->host, SPACE_NEEDS_MUCH, err);
  if (rc == 0)
    rc = files_store(home, item->job_context, err);
  if (rc != 0 && err->code == ERROR_NONE)
    err->code = (enum error_code)rc;
  caller_fini(&caller);
  live_release(live);
}

int host_file_put(struct host *host, const char *home,
                  const struct host_who *who, const struct host_file *file,
                  json_t **answer, struct error *err) {
  struct host_call call = {.home = home, .who = *who};
  struct files_put put = {.file = file};
  int rc = host_job_call(host, &call, files_put_job, &put, err);

  *answer = put.answer;
  return rc;
}

/* --- opening -------------------------------------------------------------- */

static bool files_named(const json_t *fields, const json_t *value,
                        const char *hash, int depth);

static bool files_value_names(const json_t *field, const json_t *value,
                              const char *hash, int depth) {
  json_t *item;
  size_t i;

  if (depth > FILES_DEPTH)
    return false;
  if (files_is(field, "file"))
    return json_is_string(value) && strcmp(json_string_value(value), hash) == 0;
  if (files_is(field, "object"))
    return files_named(json_object_get(field, "fields"), value, hash,
                       depth + 1);
  if (files_is(field, "list"))
    json_array_foreach(value, i, item) {
      if (files_value_names(json_object_get(field, "of"), item, hash,
                            depth + 1))
        return true;
    }
  return false;
}

/* Whether a column declared as a file holds this hash. */
static bool files_named(const json_t *fields, const json_t *value,
                        const char *hash, int depth) {
  json_t *field;
  json_t *row;
  size_t i;

  if (json_is_array(value)) {
    json_array_foreach(value, i, row) {
      if (files_named(fields, row, hash, depth))
        return true;
    }
    return false;
  }
  json_array_foreach(fields, i, field) {
    const char *name = json_get_text(field, "name", "");
    if (files_value_names(field, json_object_get(value, name), hash, depth + 1))
      return true;
  }
  return false;
}

/* The same words for "not there" and "not yours". */
static int files_absent(struct error *err) {
  error_fini(err);
  return error_set(err, ERROR_NOT_FOUND, "没有这个文件，或者您不能查看它。",
                   "There is no such file, or you may not see it.");
}

static int files_ask(struct work *work, const struct live_call *call,
                     json_t **rows, struct error *err) {
  struct work inner = *work;
  json_t *checked = NULL;
  int rc = fields_check(json_object_get(call->declaration, "input"),
                        json_object_get(work->input, "with"), FIELDS_WORDS,
                        home_zone(work->home), &checked, err);

  inner.call = call;
  inner.input = checked;
  if (rc == 0)
    rc = query_run_within(&inner, call, checked, rows, err);
  json_decref(checked);
  return rc;
}

static bool files_may_ask(struct work *work, const struct live_call *call) {
  const char *role;

  return call != NULL && call->native == NULL &&
         (work->at == 0 || json_get_bool(call->declaration, "at", false)) &&
         caller_may(work->live, work->caller, call, &role) &&
         files_wanted(json_object_get(call->declaration, "columns"), 0);
}

static int core_file(struct work *work, json_t **result, struct error *err) {
  const char *hash = json_get_text(work->input, "hash", "");
  const struct live_call *call =
      live_find(work->live, json_get_text(work->input, "of", ""), false);
  struct storage_file file;
  json_t *rows = NULL;
  bool named = false;
  int rc;

  if (!files_may_ask(work, call))
    return files_absent(err);
  rc = files_ask(work, call, &rows, err);
  if (rc == 0)
    named = files_named(json_object_get(call->declaration, "columns"), rows,
                        hash, 0);
  json_decref(rows);
  if (rc == 0 && named)
    rc = storage_file_look(storage_dir(work->home->storage), hash, &file, err);
  if (command_is_refusal(rc) || (rc == 0 && !named))
    return files_absent(err);
  if (rc == 0)
    *result = json_pack("{s:s, s:I, s:s}", "hash", file.hash, "size",
                        (json_int_t)file.size, "type", file.type);
  return rc;
}

int host_file_get(struct host *host, const struct host_call *ask,
                  const char *hash, struct buf *bytes, const char **type,
                  struct error *err) {
  struct host_call call = *ask;
  struct host_reply reply = {0};
  struct storage_file file;
  char path[4096];
  int rc;

  call.name = "core.file";
  call.words = false;
  call.input = json_pack("{s:s, s:s?, s:O?}", "hash", hash, "of", ask->name,
                         "with", ask->input);
  host_ask_wait(host, &call, &reply);
  json_decref((json_t *)(uintptr_t)call.input);
  rc = reply.err.code;
  if (rc == ERROR_INPUT) /* no hash, no query */
    rc = files_absent(err);
  else if (rc != 0)
    error_move(err, &reply.err);
  host_reply_fini(&reply);
  if (rc == 0)
    rc = registry_home_path(host->registry, ask->home, path, sizeof path, err);
  if (rc == 0)
    rc = storage_file_read(path, hash, bytes, &file, err);
  *type = rc == 0 ? file.type : NULL;
  return rc;
}

/* --- sweeping ------------------------------------------------------------- */

void files_sweep(struct home *home) {
  int64_t now = clock_now(&home->host->clock);
  struct error err = {0};

  if (home->files_at > now)
    return;
  if (storage_file_sweep(home->storage, &home->files_at, &err) != 0) {
    home->files_at = now + FILES_RETRY_MS;
    log_line(LOG_ERROR, "files", "%s: the sweep failed: %s", home->id,
             err.en != NULL ? err.en : "");
  }
  error_fini(&err);
}

/* clang-format off */
const struct core_entry core_calls_files[] = {
    {"file", false, core_file,
     CALL("文件", "A file", "core.see",
          INPUT(FIELD("hash", "file", MUST, "文件", "File") ","
          FIELD("of", "text", MUST, "哪个查询里的", "Query that answers with it") ","
          FIELD("with", "json", "", "那个查询的参数", "Input of that query")) ","
          COLUMNS(
          FIELD("hash", "text", "", "编号", "Hash") ","
          FIELD("size", "integer", "\"unit\":\"B\",", "大小", "Size") ","
          FIELD("type", "text", "", "类型", "Type")))},
    {0}};
/* clang-format on */
