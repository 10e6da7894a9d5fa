/* The bridge between the loop and the threads that do the work. */
#include <string.h>

#include "web/web_inside.h"

static int call_busy(struct error *err) {
  return error_set(err, ERROR_BUSY, "现在太忙，请过几秒再试。",
                   "Too busy just now: please try again in a few seconds.");
}

/* --- calls ---------------------------------------------------------------- */

/* An executor thread, or the loop itself when the host refused at once. */
static void call_done(void *context, struct host_reply *reply) {
  struct web_call *call = context;
  struct web *web = call->web;

  call->reply = *reply;
  memset(reply, 0, sizeof *reply);
  pthread_mutex_lock(&web->lock);
  call->next = web->done_head;
  web->done_head = call;
  /* Under the lock: the loop can't close the async before we are through. */
  uv_async_send(&web->async);
  pthread_mutex_unlock(&web->lock);
}

static struct web_call *call_take_all(struct web *web) {
  struct web_call *list;
  struct web_call *turned = NULL;

  pthread_mutex_lock(&web->lock);
  list = web->done_head;
  web->done_head = NULL;
  pthread_mutex_unlock(&web->lock);
  while (list != NULL) {
    struct web_call *next = list->next;
    list->next = turned;
    turned = list;
    list = next;
  }
  return turned;
}

static void call_async(uv_async_t *async) {
  struct web *web = async->data;
  struct web_call *call = call_take_all(web);

  while (call != NULL) {
    struct web_call *next = call->next;
    proof_end(web->book, call->proof, call->reply.err.code == ERROR_NONE);
    call->finish(call);
    host_reply_fini(&call->reply);
    free(call);
    web->calls--;
    call = next;
  }
  live_look(web);
  web_settle(web);
}

int web_bridge_open(struct web *web) {
  web->async.data = web;
  return uv_async_init(&web->loop, &web->async, call_async);
}

static struct web_call *call_new(struct web *web, const struct host_call *from,
                                 const struct web_call *more,
                                 void (*finish)(struct web_call *),
                                 struct error *err) {
  struct web_call *call;

  if (web->calls >= WEB_CALLS_MAX || web->closing) {
    call_busy(err);
    return NULL;
  }
  call = calloc(1, sizeof *call);
  if (call == NULL) {
    error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
    return NULL;
  }
  if (more != NULL)
    *call = *more;
  call->web = web;
  call->finish = finish;
  snprintf(call->home, sizeof call->home, "%s", from->home);
  web->calls++;
  return call;
}

int web_do(struct web *web, const struct host_call *call,
           const struct web_call *more, void (*finish)(struct web_call *),
           struct error *err) {
  struct web_call *own = call_new(web, call, more, finish, err);

  if (own == NULL)
    return err->code;
  host_do(web->host, call, call_done, own);
  return 0;
}

int web_ask(struct web *web, const struct host_call *call,
            const struct web_call *more, void (*finish)(struct web_call *),
            struct error *err) {
  struct web_call *own = call_new(web, call, more, finish, err);

  if (own == NULL)
    return err->code;
  host_ask(web->host, call, call_done, own);
  return 0;
}

/* --- jobs ----------------------------------------------------------------- */

struct web_job *web_job_new(struct web *web, const struct http_request *request,
                            const struct web_who *who, bool heavy,
                            struct error *err) {
  struct web_job *job;

  if (web->jobs >= WEB_JOBS_MAX || web->closing ||
      (heavy && web->heavy >= WEB_HEAVY_MAX)) {
    call_busy(err);
    return NULL;
  }
  job = calloc(1, sizeof *job);
  if (job == NULL) {
    error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
    return NULL;
  }
  job->web = web;
  job->work.data = job;
  job->handle = request->handle;
  job->heavy = heavy;
  job->zh = request->zh;
  if (who != NULL) {
    memcpy(job->user, who->user, sizeof job->user);
    job->owner = who->owner;
    job->session = who->session != NULL ? who->session->serial : 0;
  }
  snprintf(job->source, sizeof job->source, "%s",
           request->address[0] != '\0' ? request->address : "local");
  error_init(&job->err);
  buf_init(&job->bytes);
  web->jobs++;
  web->heavy += heavy;
  return job;
}

static void job_wipe(char *secret) {
  if (secret != NULL)
    explicit_bzero(secret, strlen(secret));
  free(secret);
}

void web_job_free(struct web_job *job) {
  job->web->jobs--;
  job->web->heavy -= job->heavy;
  job->web->files -= job->file;
  error_fini(&job->err);
  json_decref(job->input);
  json_decref(job->answer);
  buf_fini(&job->bytes);
  job_wipe(job->secret);
  job_wipe(job->other);
  free(job->key);
  registry_account_fini(&job->account);
  free(job);
}

static void job_run(uv_work_t *work) {
  struct web_job *job = work->data;

  job->run(job);
}

static void job_finish(uv_work_t *work, int status) {
  struct web_job *job = work->data;
  struct web *web = job->web;

  if (status != 0)
    call_busy(&job->err);
  job->finish(job);
  web_job_free(job);
  web_settle(web);
}

void web_job_start(struct web_job *job, void (*run)(struct web_job *),
                   void (*finish)(struct web_job *)) {
  struct web *web = job->web;

  job->run = run;
  job->finish = finish;
  if (uv_queue_work(&web->loop, &job->work, job_run, job_finish) == 0)
    return;
  call_busy(&job->err);
  web_answer_error(web, job->handle, &job->err);
  web_job_free(job);
}

void web_job_answer(struct web_job *job) {
  if (job->err.code != ERROR_NONE)
    web_answer_error(job->web, job->handle, &job->err);
  else if (job->answer == NULL)
    web_answer(job->web, job->handle, &(struct http_answer){.status = 204});
  else
    web_answer_json(job->web, job->handle, job->status != 0 ? job->status : 200,
                    job->answer);
}
