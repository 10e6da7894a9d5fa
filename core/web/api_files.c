/* Files: their bytes in, and out again to whoever may see a record that names
 * them. The disk is touched by the pool and the home's executor only. */
#include <string.h>

#include "web/web_inside.h"

/* --- in ------------------------------------------------------------------- */

static void file_put_run(struct web_job *job) {
  struct host_who who = {.user = job->user,
                         .station = json_get_text(job->input, "station", "web"),
                         .zh = job->zh};
  struct host_file file = {.bytes = job->bytes.data,
                           .len = job->bytes.len,
                           .type = json_get_text(job->input, "type", NULL)};

  host_file_put(job->web->host, job->home, &who, &file, &job->answer,
                &job->err);
}

/* The Content-Type without what follows a ';'. */
static int file_claim(const struct http_request *request, char *type,
                      size_t size, struct error *err) {
  int rc = web_header(request, "content-type", type, size, err);

  type[strcspn(type, "; ")] = '\0';
  for (char *at = type; *at != '\0'; at++)
    if (*at >= 'A' && *at <= 'Z')
      *at = (char)(*at - 'A' + 'a');
  return rc < 0 ? rc : 0;
}

int api_file_put(struct web *web, struct http_request *request,
                 const struct web_who *who, struct error *err) {
  struct web_job *job;
  char type[128];
  int rc = file_claim(request, type, sizeof type, err);

  if (rc != 0)
    return rc;
  if (web->files >= WEB_FILES_MAX)
    return error_set(err, ERROR_BUSY, "现在同时上传的文件太多，请过几秒再试。",
                     "Too many files are being uploaded just now: please try "
                     "again in a few seconds.");
  job = web_job_new(web, request, who, false, err);
  if (job == NULL)
    return err->code;
  job->file = true;
  web->files++;
  job->status = 201;
  job->input = json_pack("{s:s, s:s}", "type", type, "station", who->station);
  snprintf(job->home, sizeof job->home, "%s", http_param(request, "home"));
  buf_append(&job->bytes, request->body, request->body_len);
  if (job->bytes.failed || job->input == NULL) {
    web_job_free(job);
    return error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
  }
  web_job_start(job, file_put_run, web_job_answer);
  return 0;
}

/* --- out ------------------------------------------------------------------ */

static void file_get_run(struct web_job *job) {
  struct host_call ask = {
      .home = job->home,
      .name = json_get_text(job->input, "of", NULL),
      .input = json_object_get(job->input, "with"),
      .who = {.user = job->user,
              .station = json_get_text(job->input, "station", "web"),
              .zh = job->zh}};
  const char *type = NULL;

  if (host_file_get(job->web->host, &ask, json_get_text(job->input, "hash", ""),
                    &job->bytes, &type, &job->err) == 0)
    job->answer = json_string(type);
}

/* Pictures are shown, all else is saved; nothing of it runs or is kept. */
static void file_get_finish(struct web_job *job) {
  const char *type = json_string_value(job->answer);
  const char *hash = json_get_text(job->input, "hash", "");
  struct http_answer answer = {.status = 200, .type = type};
  char disposition[64];

  if (job->err.code != ERROR_NONE || type == NULL) {
    web_answer_error(job->web, job->handle, &job->err);
    return;
  }
  snprintf(disposition, sizeof disposition, "%s; filename=\"%.12s.%s\"",
           strncmp(type, "image/", 6) == 0 ? "inline" : "attachment", hash,
           strchr(type, '/') + 1);
  answer.headers[0] = (struct http_pair){"Content-Disposition", disposition};
  answer.headers[1] = (struct http_pair){"Content-Security-Policy", "sandbox"};
  answer.body = job->bytes;
  buf_init(&job->bytes);
  web_answer(job->web, job->handle, &answer);
}

/* ?of=residents.person&id=12: the query whose answer names the file, and its
 * input. */
int api_file_get(struct web *web, struct http_request *request,
                 const struct web_who *who, struct error *err) {
  struct web_job *job = web_job_new(web, request, who, false, err);
  json_t *with = json_object();

  if (job == NULL) {
    json_decref(with);
    return err->code;
  }
  for (size_t i = 0; i < request->query_count; i++)
    if (strcmp(request->query[i].name, "of") != 0)
      json_object_set_new(with, request->query[i].name,
                          json_string(request->query[i].value));
  job->input = json_pack(
      "{s:s, s:s*, s:o, s:s}", "hash", http_param(request, "hash"), "of",
      http_query(request, "of"), "with", with, "station", who->station);
  snprintf(job->home, sizeof job->home, "%s", http_param(request, "home"));
  web_job_start(job, file_get_run, file_get_finish);
  return 0;
}
