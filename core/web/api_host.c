/* The data folder: homes, accounts, health. */
#include <string.h>

#include "base/log.h"
#include "base/password.h"
#include "web/web_inside.h"

/* --- homes ---------------------------------------------------------------- */

/* core.home of one home as this user sees it: 1, 0 no place there, or an
 * error. Waits. */
static int homes_ask(struct host *host, const char *id, const char *user,
                     json_t **answer) {
  struct host_call call = {
      .home = id, .name = "core.home", .who = {.user = user, .station = "web"}};
  struct host_reply reply = {0};
  int rc;

  host_ask_wait(host, &call, &reply);
  rc = reply.err.code;
  if (rc == 0)
    *answer = json_loadb(reply.text.data, reply.text.len, 0, NULL);
  else if (rc != ERROR_PERMISSION)
    log_line(LOG_WARN, "web", "home %s could not be asked (%s)", id,
             error_slug(reply.err.code));
  host_reply_fini(&reply);
  return rc == 0 ? *answer != NULL : rc == ERROR_PERMISSION ? 0 : rc;
}

int api_find_homes(struct host *host, const char *user, json_t **homes,
                   char **name, struct error *err) {
  json_t *all = NULL, *home;
  size_t i;
  int rc = host_home_list(host, &all, err);

  if (rc != 0)
    return rc;
  *homes = json_array();
  json_array_foreach(all, i, home) {
    const char *id = json_get_text(home, "id", "");
    json_t *seen = NULL;
    const char *person;
    /* A home that can't be read keeps nobody out of the others. */
    if (homes_ask(host, id, user, &seen) != 1)
      continue;
    person = json_get_text(seen, "person", NULL);
    if (json_array_size(json_object_get(seen, "roles")) > 0)
      json_array_append_new(*homes,
                            json_pack("{s:s, s:s, s:O}", "id", id, "name",
                                      json_get_text(home, "name", id), "roles",
                                      json_object_get(seen, "roles")));
    if (*name == NULL && person != NULL)
      *name = strdup(person);
    json_decref(seen);
  }
  json_decref(all);
  return 0;
}

static void homes_run(struct web_job *job) {
  struct host *host = job->web->host;
  json_t *all = NULL, *own = NULL, *home;
  char *name = NULL;
  size_t i;
  int rc = host_home_list(host, &all, &job->err);

  if (rc == 0 && !job->owner)
    rc = api_find_homes(host, job->user, &own, &name, &job->err);
  free(name);
  if (rc == 0) {
    job->answer = json_array();
    json_array_foreach(all, i, home) {
      if (job->owner ||
          json_find(own, "id", json_get_text(home, "id", "")) != NULL)
        json_array_append(job->answer, home);
    }
  }
  json_decref(all);
  json_decref(own);
}

int api_homes(struct web *web, struct http_request *request,
              const struct web_who *who, struct error *err) {
  struct web_job *job = web_job_new(web, request, who, false, err);

  if (job == NULL)
    return err->code;
  web_job_start(job, homes_run, web_job_answer);
  return 0;
}

static void home_new_run(struct web_job *job) {
  if (host_home_make(job->web->host, job->input, job->user, &job->err) != 0)
    return;
  job->answer = json_incref(job->input);
  job->status = 201;
}

int api_home_new(struct web *web, struct http_request *request,
                 const struct web_who *who, struct error *err) {
  static const char *const names[] = {"id", "name", "zone", "kind", NULL};
  struct web_job *job = NULL;
  json_t *body;
  int rc = web_body(request, &body, err);

  if (rc == 0)
    rc = web_only(body, names, err);
  if (rc == 0)
    job = web_job_new(web, request, who, true, err);
  if (job == NULL) {
    json_decref(body);
    return err->code;
  }
  job->input = body;
  web_job_start(job, home_new_run, web_job_answer);
  return 0;
}

/* --- accounts ------------------------------------------------------------- */

static void accounts_run(struct web_job *job) {
  registry_account_list(host_registry(job->web->host), &job->answer, &job->err);
}

int api_accounts(struct web *web, struct http_request *request,
                 const struct web_who *who, struct error *err) {
  struct web_job *job = web_job_new(web, request, who, false, err);

  if (job == NULL)
    return err->code;
  web_job_start(job, accounts_run, web_job_answer);
  return 0;
}

static void account_new_run(struct web_job *job) {
  char hash[PASSWORD_HASH_TEXT];
  struct registry_account account = {
      .name = job->key,
      .password = hash,
      .administrator = json_get_bool(job->input, "administrator", false),
      .must_change = json_get_bool(job->input, "must_change", !job->owner)};

  json_t *homes = NULL;

  if (host_check_space(job->web->host, &job->err) == 0 &&
      host_home_list(job->web->host, &homes, &job->err) == 0)
    host_check_password(homes, account.name, "password", job->secret,
                        &job->err);
  json_decref(homes);
  if (job->err.code != ERROR_NONE ||
      password_hash(job->secret, hash, &job->err) != 0 ||
      registry_account_add(host_registry(job->web->host), &account, &account.id,
                           &job->err) != 0)
    return;
  job->answer = json_pack("{s:I, s:s}", "id", (json_int_t)account.id, "name",
                          account.name);
  job->status = 201;
}

int api_account_new(struct web *web, struct http_request *request,
                    const struct web_who *who, struct error *err) {
  static const char *const names[] = {"name", "password", "administrator",
                                      "must_change", NULL};
  struct web_job *job = NULL;
  json_t *body;
  int rc = web_body(request, &body, err);

  if (rc == 0)
    rc = web_only(body, names, err);
  if (rc == 0)
    job = web_job_new(web, request, who, false, err);
  if (job == NULL) {
    json_decref(body);
    return err->code;
  }
  job->key = strdup(json_get_text(body, "name", ""));
  job->secret = strdup(json_get_text(body, "password", ""));
  json_object_del(body, "password");
  job->input = body;
  if (job->key == NULL || job->secret == NULL) {
    web_job_free(job);
    return error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
  }
  web_job_start(job, account_new_run, web_job_answer);
  return 0;
}

/* --- health --------------------------------------------------------------- */

/* The registry answers, and so does every home, through its own queue of
 * asks. A refusal is an answer: it came out of the home's tables. */
static void health_run(struct web_job *job) {
  struct host *host = job->web->host;
  json_t *homes = NULL, *home;
  size_t i;

  if (host_home_list(host, &homes, &job->err) != 0)
    return;
  json_array_foreach(homes, i, home) {
    const char *id = json_get_text(home, "id", "");
    json_t *seen = NULL;
    int rc = homes_ask(host, id, job->web->owner, &seen);
    json_decref(seen);
    if (rc < 0)
      error_set(&job->err, ERROR_BUSY, "机构 %s 没有回答。",
                "Home %s does not answer.", id);
  }
  json_decref(homes);
}

static void health_answer(struct web *web, struct http_handle handle) {
  static const char text[] = "{\"status\":\"ok\"}";
  struct http_answer answer = {.status = 200,
                               .type = "application/json",
                               .fixed = text,
                               .fixed_len = sizeof text - 1};

  web_answer(web, handle, &answer);
}

static void health_finish(struct web_job *job) {
  if (job->err.code != ERROR_NONE) {
    web_answer_error(job->web, job->handle, &job->err);
    return;
  }
  job->web->healthy_at = session_clock();
  health_answer(job->web, job->handle);
}

int api_health(struct web *web, struct http_request *request,
               const struct web_who *who, struct error *err) {
  struct web_job *job;

  if (web->healthy_at != 0 &&
      session_clock() - web->healthy_at < WEB_HEALTH_MS) {
    health_answer(web, request->handle);
    return 0;
  }
  job = web_job_new(web, request, who, false, err);
  if (job == NULL)
    return err->code;
  web_job_start(job, health_run, health_finish);
  return 0;
}
