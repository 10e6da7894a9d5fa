/* What is done and asked within one home. */
#include <string.h>

#include "base/calendar.h"
#include "home/foreign.h"
#include "web/web_inside.h"

#define KEY_SIZE 256

/* --- do ------------------------------------------------------------------- */

static void do_finish(struct web_call *call) {
  struct web *web = call->web;
  json_t *answer;

  if (call->reply.err.code != ERROR_NONE) {
    web_answer_error(web, call->handle, &call->reply.err);
    return;
  }
  answer = call->only_result && call->reply.result != NULL
               ? json_incref(call->reply.result)
               : host_receipt_json(&call->reply);
  web_answer_json(web, call->handle, 200, answer);
  json_decref(answer);
}

/* The headers that a do may carry; `key` has KEY_SIZE bytes. */
static int do_read_headers(const struct http_request *request,
                           struct host_call *call, char *key,
                           struct error *err) {
  const char *dry_run = http_query(request, "dry_run");
  char happened[64];
  int rc = web_header(request, "idempotency-key", key, KEY_SIZE, err);

  if (rc == 1)
    call->key = key;
  if (rc >= 0)
    rc = web_header(request, "songhe-happened-at", happened, sizeof happened,
                    err);
  if (rc == 1)
    rc = web_instant("happened_at", happened, &call->happened_at, err);
  call->dry_run = dry_run != NULL && strcmp(dry_run, "1") == 0;
  return rc;
}

/* A second signer's proof, taken until the call has ended. */
static int do_take_proof(struct web *web, const struct http_request *request,
                         const struct web_who *who, struct host_call *call,
                         struct web_call *more, struct error *err) {
  struct http_text token = http_header(request, "x-songhe-second");
  struct proof *proof = NULL;

  if (token.data == NULL)
    return 0;
  if (who->session != NULL)
    proof = proof_take(web->book, who->session, token.data, token.len,
                       session_clock());
  if (proof == NULL)
    return error_set(err, ERROR_PERMISSION,
                     "第二签名已过期或已用过，请第二签名人再确认一次。",
                     "The second signature has run out or was used: please "
                     "have the second signer confirm again.");
  call->who.second = proof->user;
  call->who.second_at = proof->wall;
  more->proof = proof->serial;
  return 0;
}

static int do_start(struct web *web, struct http_request *request,
                    const struct web_who *who, const char *name,
                    const json_t *input, struct error *err) {
  struct host_call call = {.home = http_param(request, "home"),
                           .name = name,
                           .input = input,
                           .who = web_host_who(request, who)};
  struct web_call more = {.handle = request->handle};
  char key[KEY_SIZE];
  int rc = do_read_headers(request, &call, key, err);

  if (rc == 0)
    rc = do_take_proof(web, request, who, &call, &more, err);
  if (rc != 0)
    return rc;
  rc = web_do(web, &call, &more, do_finish, err);
  if (rc != 0)
    proof_end(web->book, more.proof, false);
  return rc;
}

int api_action(struct web *web, struct http_request *request,
               const struct web_who *who, struct error *err) {
  json_t *body;
  int rc = web_body(request, &body, err);

  if (rc == 0)
    rc = do_start(web, request, who, http_param(request, "name"), body, err);
  json_decref(body);
  return rc;
}

int api_record(struct web *web, struct http_request *request,
               const struct web_who *who, struct error *err) {
  json_t *body;
  int rc = web_body(request, &body, err);

  if (rc == 0) {
    json_object_set_new(body, "duty", json_string(http_param(request, "duty")));
    rc = do_start(web, request, who, "core.record_duty", body, err);
  }
  json_decref(body);
  return rc;
}

int api_import_undo(struct web *web, struct http_request *request,
                    const struct web_who *who, struct error *err) {
  int64_t id;
  json_t *input;
  int rc;

  if (!web_number(http_param(request, "import"), &id))
    return error_set(err, ERROR_NOT_FOUND, "没有这次导入。",
                     "There is no such import.");
  input = json_pack("{s:I}", "import", (json_int_t)id);
  rc = do_start(web, request, who, "core.import_undo", input, err);
  json_decref(input);
  return rc;
}

/* --- ask ------------------------------------------------------------------ */

/* The answer goes out as the home wrote it. */
static void ask_finish(struct web_call *call) {
  struct http_answer answer = {.status = 200, .type = "application/json"};

  if (call->reply.err.code != ERROR_NONE) {
    web_answer_error(call->web, call->handle, &call->reply.err);
    return;
  }
  answer.body = call->reply.text;
  buf_init(&call->reply.text);
  web_answer(call->web, call->handle, &answer);
}

/* The query string as an object of texts; `at` apart. */
static json_t *ask_words(const struct http_request *request, const char **at) {
  json_t *words = json_object();

  *at = NULL;
  for (size_t i = 0; i < request->query_count; i++) {
    const struct http_pair *pair = &request->query[i];
    /* An instant named `at` is the moment that the answer is about. */
    if (strcmp(pair->name, "at") == 0 && strchr(pair->value, 'T') != NULL)
      *at = pair->value;
    else
      json_object_set_new(words, pair->name, json_string(pair->value));
  }
  return words;
}

static int ask_start(struct web *web, struct http_request *request,
                     const struct web_who *who, const char *name,
                     struct error *err) {
  struct host_call call = {.home = http_param(request, "home"),
                           .name = name,
                           .words = true,
                           .who = web_host_who(request, who)};
  struct web_call more = {.handle = request->handle};
  const char *at;
  json_t *words = ask_words(request, &at);
  int rc = at != NULL ? web_instant("at", at, &call.at, err) : 0;

  call.input = words;
  if (rc == 0)
    rc = web_ask(web, &call, &more, ask_finish, err);
  json_decref(words);
  return rc;
}

int api_query(struct web *web, struct http_request *request,
              const struct web_who *who, struct error *err) {
  return ask_start(web, request, who, http_param(request, "name"), err);
}

int api_duties(struct web *web, struct http_request *request,
               const struct web_who *who, struct error *err) {
  return ask_start(web, request, who, "core.duties", err);
}

int api_catalogue(struct web *web, struct http_request *request,
                  const struct web_who *who, struct error *err) {
  return ask_start(web, request, who, "core.catalogue", err);
}

/* --- import --------------------------------------------------------------- */

static void import_run(struct web_job *job) {
  foreign_rows(job->web->options->paper, job->bytes.data, job->bytes.len,
               json_get_text(job->input, "sheet", NULL), &job->answer,
               &job->err);
}

/* The rows are read: the home takes them from here. */
static void import_finish(struct web_job *job) {
  struct web_call more = {.handle = job->handle, .only_result = true};
  json_t *input;

  if (job->err.code != ERROR_NONE) {
    web_answer_error(job->web, job->handle, &job->err);
    return;
  }
  input = json_pack("{s:O, s:O, s:O*}", "kind",
                    json_object_get(job->input, "kind"), "rows", job->answer,
                    "source", json_object_get(job->input, "source"));
  job->call.home = job->home;
  job->call.input = input;
  job->call.key = job->key;
  job->call.who =
      (struct host_who){.user = job->user,
                        .station = json_get_text(job->input, "station", "web"),
                        .zh = job->zh};
  if (web_do(job->web, &job->call, &more, do_finish, &job->err) != 0)
    web_answer_error(job->web, job->handle, &job->err);
  json_decref(input);
}

int api_import(struct web *web, struct http_request *request,
               const struct web_who *who, struct error *err) {
  const char *kind = http_query(request, "kind");
  const char *source = http_query(request, "source");
  const char *sheet = http_query(request, "sheet");
  struct host_call call = {.name = "core.import"};
  struct web_job *job;
  char key[KEY_SIZE];
  int rc = do_read_headers(request, &call, key, err);

  if (rc == 0 && kind == NULL)
    rc = error_fault(err, "kind", "required", "请说明导入什么，如 beds.beds。",
                     "Say what is imported, such as beds.beds.");
  if (rc != 0)
    return rc;
  job = web_job_new(web, request, who, true, err);
  if (job == NULL)
    return err->code;
  job->call = call;
  job->key = call.key != NULL ? strdup(call.key) : NULL;
  job->input = json_pack("{s:s, s:s, s:s*, s:s*}", "kind", kind, "station",
                         who->station, "source", source, "sheet",
                         sheet != NULL && *sheet != '\0' ? sheet : NULL);
  snprintf(job->home, sizeof job->home, "%s", http_param(request, "home"));
  buf_append(&job->bytes, request->body, request->body_len);
  if (job->bytes.failed || job->input == NULL) {
    web_job_free(job);
    return error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
  }
  web_job_start(job, import_run, import_finish);
  return 0;
}

/* --- tick ----------------------------------------------------------------- */

static void tick_run(struct web_job *job) {
  int64_t stopped = 0;
  char now[32];

  if (host_tick(job->web->host, job->home, job->number, &stopped, &job->err) !=
      0)
    return;
  calendar_format_instant(stopped, 0, now);
  job->answer = json_pack("{s:s}", "now", now);
}

int api_tick(struct web *web, struct http_request *request,
             const struct web_who *who, struct error *err) {
  static const char *const names[] = {"to", NULL};
  struct web_job *job = NULL;
  const char *to;
  int64_t until = 0;
  json_t *body;
  int rc = web_body(request, &body, err);

  if (rc == 0)
    rc = web_only(body, names, err);
  to = json_get_text(body, "to", NULL);
  if (rc == 0 && to != NULL)
    rc = web_instant("to", to, &until, err);
  if (rc == 0)
    job = web_job_new(web, request, who, true, err);
  json_decref(body);
  if (job == NULL)
    return err->code;
  job->number = until;
  snprintf(job->home, sizeof job->home, "%s", http_param(request, "home"));
  web_job_start(job, tick_run, web_job_answer);
  return 0;
}
