/* Signing in and out, passwords, PINs, second signers.
 *
 * The cookie is HttpOnly, SameSite=Strict, for the whole site, gone with the
 * browser. Over TLS it is `__Host-songhe` and Secure. On plain loopback it is
 * `songhe` and neither: browsers differ on Secure cookies there (Chromium and
 * Firefox take them from localhost, Safari does not), so with it some would
 * never be signed in. Nothing else weakens: the server answers to its own Host
 * and Origin only. */
#include <string.h>

#include "base/calendar.h"
#include "base/log.h"
#include "base/password.h"
#include "web/web_inside.h"

#define COOKIE_END "; Path=/; HttpOnly; SameSite=Strict"

#define COOKIE_SIZE 192

static void cookie_write(const struct web *web, const char *token,
                         const char *age, char cookie[COOKIE_SIZE]) {
  snprintf(cookie, COOKIE_SIZE, "%s=%s%s" COOKIE_END "%s", web_cookie(web),
           token, age, web->tls != NULL ? "; Secure" : "");
}

/* --- answers -------------------------------------------------------------- */

static json_t *session_json(const char *user, bool must_change,
                            bool administrator, json_t *homes,
                            const char *name) {
  return json_pack("{s:s, s:s, s:O, s:b, s:b}", "user", user, "name",
                   name != NULL ? name : user, "homes", homes, "must_change",
                   must_change, "administrator", administrator);
}

/* Answers with `json` (or 204 when NULL) and the session's new cookie. */
static void session_reply(struct web *web, struct http_handle handle,
                          const char *token, const json_t *json) {
  char cookie[COOKIE_SIZE];
  struct http_answer answer = {.status = json != NULL ? 200 : 204,
                               .type = json != NULL ? "application/json" : NULL,
                               .headers = {{"Set-Cookie", cookie}}};

  cookie_write(web, token, "", cookie);
  buf_init(&answer.body);
  if (json != NULL)
    json_write(&answer.body, json);
  web_answer(web, handle, &answer);
  explicit_bzero(cookie, sizeof cookie);
}

/* 429 with the seconds to wait. */
static void session_reply_wait(struct web *web, struct http_handle handle,
                               int64_t wait, bool zh) {
  char seconds[24];
  struct http_answer answer = {.status = 429,
                               .type = "application/problem+json",
                               .headers = {{"Retry-After", seconds}}};
  struct error err;
  json_t *problem;
  long long s = (long long)((wait + 999) / 1000);

  error_init(&err);
  snprintf(seconds, sizeof seconds, "%lld", s);
  error_set(&err, ERROR_BUSY, "输错次数太多，请等 %lld 秒再试。",
            "Too many wrong tries: please wait %lld s.", s);
  problem = json_problem(&err, zh);
  json_object_set_new(problem, "status", json_integer(429));
  buf_init(&answer.body);
  json_write(&answer.body, problem);
  web_answer(web, handle, &answer);
  json_decref(problem);
  error_fini(&err);
}

/* --- checking a password or PIN ------------------------------------------- */

/* One text for every reason: an unknown name is not told from a wrong one. */
static int session_wrong(struct error *err) {
  return error_set(err, ERROR_SIGN_IN,
                   "用户名、密码或 PIN 不对。PIN 只能在本班用密码登录过的"
                   "电脑上使用。",
                   "The name, password or PIN is wrong. A PIN serves only on a "
                   "computer where you have signed in by password this shift.");
}

/* Pool thread: job->key names the account, job->secret is the password (or the
 * PIN when job->flag). Fills job->account when it is right. The same work is
 * done for a name that does not exist. */
static void session_verify(struct web_job *job) {
  struct registry *registry = host_registry(job->web->host);
  int found =
      registry_account_get(registry, job->key, &job->account, &job->err);
  const char *hash = NULL;

  if (found < 0)
    return;
  if (found == 1 && !job->account.disabled)
    hash = job->flag ? job->account.pin : job->account.password;
  if (job->flag && job->number == 0)
    hash = NULL; /* no station of theirs */
  if (!password_verify(hash, job->secret)) {
    registry_account_fini(&job->account);
    session_wrong(&job->err);
  }
}

/* Reads {user, password | pin} into a job: 0; 1 when it was answered. The user
 * must be another than `other` (may be NULL). */
static int session_take(struct web *web, struct http_request *request,
                        const struct web_who *who, const char *other,
                        struct web_job **out, struct error *err) {
  static const char *const names[] = {"user", "password", "pin", NULL};
  struct web_job *job;
  const char *user, *password, *pin;
  int64_t now = session_clock();
  int64_t wait;
  json_t *body;
  int rc = web_body(request, &body, err);

  if (rc == 0)
    rc = web_only(body, names, err);
  user = json_get_text(body, "user", NULL);
  password = json_get_text(body, "password", NULL);
  pin = json_get_text(body, "pin", NULL);
  if (rc == 0 && user == NULL)
    rc = error_fault(err, "user", "required", "请填用户名。",
                     "The user's name is wanted.");
  if (rc == 0 && other != NULL && strcmp(user, other) == 0)
    rc = error_fault(err, "user", "same", "第二签名人要是另一个人。",
                     "The second signer must be another person.");
  if (rc == 0 && (password == NULL) == (pin == NULL))
    rc = error_fault(err, "password", "required", "请填密码或 PIN 之一。",
                     "Either the password or the PIN is wanted.");
  if (rc == 0 && (strlen(user) >= SESSION_USER ||
                  strlen(pin != NULL ? pin : password) > PASSWORD_MAX))
    rc = session_wrong(err);
  job = rc == 0 ? web_job_new(web, request, who, false, err) : NULL;
  if (job == NULL) {
    json_decref(body);
    return err->code;
  }
  wait = throttle_wait(web->book, user, job->source, now);
  job->key = strdup(user);
  job->secret = strdup(pin != NULL ? pin : password);
  job->flag = pin != NULL;
  json_decref(body);
  if (wait > 0) {
    session_reply_wait(web, request->handle, wait, request->zh);
    web_job_free(job);
    return 1;
  }
  if (job->key == NULL || job->secret == NULL) {
    web_job_free(job);
    return error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
  }
  job->number = station_knows(web->book, job->key, job->source, now);
  /* A PIN is short: after a few wrong ones only the password serves. */
  if (throttle_try(web->book, job->key, job->source, now) >= THROTTLE_FREE &&
      job->flag)
    station_forget(web->book, job->key, job->source);
  *out = job;
  return 0;
}

/* On the loop, once it was right. */
static void session_was_right(struct web_job *job) {
  struct session_book *book = job->web->book;

  throttle_clear(book, job->key, job->source);
  if (!job->flag)
    station_note(book, job->key, job->source, session_clock());
}

/* --- signing in ----------------------------------------------------------- */

static void sign_in_run(struct web_job *job) {
  char *name = NULL;
  json_t *homes = NULL;

  session_verify(job);
  if (job->err.code != ERROR_NONE)
    return;
  if (api_find_homes(job->web->host, job->account.name, &homes, &name,
                     &job->err) == 0)
    job->answer = session_json(job->account.name, job->account.must_change,
                               job->account.administrator, homes, name);
  json_decref(homes);
  free(name);
}

static void sign_in_finish(struct web_job *job) {
  struct web *web = job->web;
  int64_t now = session_clock();
  struct session_who who = {.account = job->account.id,
                            .user = job->account.name,
                            .source = job->source,
                            .administrator = job->account.administrator,
                            .must_change = job->account.must_change};
  struct session *old;
  char token[SESSION_TOKEN];

  if (job->account.name == NULL) {
    log_line(LOG_INFO, "web", "a sign-in from %s was refused", job->source);
    web_answer_error(web, job->handle, &job->err);
    return;
  }
  session_was_right(job);
  if (job->err.code != ERROR_NONE) { /* right, but the homes can't be read */
    web_answer_error(web, job->handle, &job->err);
    return;
  }
  old = session_by_serial(web->book, job->session, now);
  if (old != NULL)
    session_end(web->book, old);
  session_begin(web->book, &who, now, token);
  session_reply(web, job->handle, token, job->answer);
  explicit_bzero(token, sizeof token);
}

int api_sign_in(struct web *web, struct http_request *request,
                const struct web_who *who, struct error *err) {
  struct web_job *job = NULL;
  int rc = session_take(web, request, who, NULL, &job, err);

  if (rc == 0)
    web_job_start(job, sign_in_run, sign_in_finish);
  return rc < 0 ? rc : 0;
}

/* --- the session itself --------------------------------------------------- */

static void session_run(struct web_job *job) {
  struct registry_account account;
  char *name = NULL;
  json_t *homes = NULL;
  int rc = registry_account_get(host_registry(job->web->host), job->user,
                                &account, &job->err);

  if (rc < 0)
    return;
  if (rc == 0) {
    error_set(&job->err, ERROR_NOT_FOUND, "没有 %s 这个用户。",
              "There is no user %s.", job->user);
    return;
  }
  if (api_find_homes(job->web->host, job->user, &homes, &name, &job->err) == 0)
    job->answer = session_json(job->user, account.must_change,
                               account.administrator, homes, name);
  registry_account_fini(&account);
  json_decref(homes);
  free(name);
}

int api_session(struct web *web, struct http_request *request,
                const struct web_who *who, struct error *err) {
  struct web_job *job = web_job_new(web, request, who, false, err);

  if (job == NULL)
    return err->code;
  web_job_start(job, session_run, web_job_answer);
  return 0;
}

int api_sign_out(struct web *web, struct http_request *request,
                 const struct web_who *who, struct error *err) {
  char cookie[COOKIE_SIZE];
  struct http_answer answer = {
      .status = 204,
      .headers = {{"Set-Cookie", cookie},
                  {"Clear-Site-Data", "\"cache\", \"cookies\""}}};

  (void)err;
  cookie_write(web, "", "; Max-Age=0", cookie);
  if (who->session != NULL)
    session_end(web->book, who->session);
  buf_init(&answer.body);
  web_answer(web, request->handle, &answer);
  return 0;
}

/* --- own password and PIN ------------------------------------------------- */

static void session_hash(struct web_job *job, bool pin) {
  char hash[PASSWORD_HASH_TEXT];
  char **place = pin ? &job->account.pin : &job->account.password;

  if (password_hash(job->other, hash, &job->err) != 0)
    return;
  free(*place);
  *place = strdup(hash);
  if (*place == NULL)
    error_set(&job->err, ERROR_MEMORY, "内存不足。", "Out of memory.");
  else
    registry_account_set(host_registry(job->web->host), &job->account,
                         &job->err);
}

static void session_old_wrong(struct web_job *job, const char *field) {
  if (job->err.code != ERROR_SIGN_IN)
    return;
  error_fini(&job->err);
  error_init(&job->err);
  error_fault(&job->err, field, "wrong", "密码不对。",
              "The password is wrong.");
}

static void password_run(struct web_job *job) {
  json_t *homes = NULL;

  session_verify(job);
  session_old_wrong(job, "old");
  if (job->err.code == ERROR_NONE &&
      host_home_list(job->web->host, &homes, &job->err) == 0)
    host_check_password(homes, job->account.name, "new", job->other, &job->err);
  json_decref(homes);
  if (job->err.code != ERROR_NONE)
    return;
  job->account.must_change = false;
  session_hash(job, false);
}

static void pin_run(struct web_job *job) {
  session_verify(job);
  session_old_wrong(job, "password");
  if (job->err.code == ERROR_NONE)
    session_hash(job, true);
}

/* A new password ends every other session and changes the own token. */
static void password_finish(struct web_job *job) {
  struct web *web = job->web;
  struct session *session =
      session_by_serial(web->book, job->session, session_clock());
  char token[SESSION_TOKEN];

  if (job->account.name != NULL)
    session_was_right(job);
  if (job->err.code != ERROR_NONE || session == NULL) {
    web_job_answer(job);
    return;
  }
  session_end_all(web->book, job->account.id, session);
  session->must_change = false;
  session_rotate(session, token);
  session_reply(web, job->handle, token, NULL);
  explicit_bzero(token, sizeof token);
}

static void pin_finish(struct web_job *job) {
  if (job->account.name != NULL)
    session_was_right(job);
  web_job_answer(job);
}

/* What is to be changed, and by which rule. */
struct session_change {
  const char *own; /* field of the own password */
  const char *new; /* field of what is to be set */
  int (*check)(const char *field, const char *text, struct error *err);
};

static int session_take_change(struct web *web, struct http_request *request,
                               const struct web_who *who,
                               const struct session_change *change,
                               struct web_job **out, struct error *err) {
  const char *const names[] = {change->own, change->new, NULL};
  struct web_job *job;
  int64_t now = session_clock();
  int64_t wait;
  json_t *body;
  int rc;

  if (who->session == NULL)
    return error_set(err, ERROR_SIGN_IN, "请在网页里登录后再改。",
                     "Please sign in on the page to change this.");
  rc = web_body(request, &body, err);
  if (rc == 0)
    rc = web_only(body, names, err);
  for (int i = 0; i < 2 && rc == 0; i++)
    if (json_get_text(body, names[i], NULL) == NULL)
      rc = error_fault(err, names[i], "required", "请填这一项。",
                       "This is wanted.");
  if (rc == 0)
    rc = change->check(change->new, json_get_text(body, change->new, ""), err);
  job = rc == 0 ? web_job_new(web, request, who, false, err) : NULL;
  if (job == NULL) {
    json_decref(body);
    return err->code;
  }
  job->key = strdup(who->user);
  job->secret = strdup(json_get_text(body, change->own, ""));
  job->other = strdup(json_get_text(body, change->new, ""));
  json_decref(body);
  wait = throttle_wait(web->book, who->user, job->source, now);
  if (wait > 0 || job->key == NULL || job->secret == NULL ||
      job->other == NULL) {
    session_reply_wait(web, request->handle, wait > 0 ? wait : 1, request->zh);
    web_job_free(job);
    return 1;
  }
  throttle_try(web->book, who->user, job->source, now);
  *out = job;
  return 0;
}

int api_password(struct web *web, struct http_request *request,
                 const struct web_who *who, struct error *err) {
  const struct session_change change = {"old", "new", password_check};
  struct web_job *job = NULL;
  int rc = session_take_change(web, request, who, &change, &job, err);

  if (rc == 0)
    web_job_start(job, password_run, password_finish);
  return rc < 0 ? rc : 0;
}

int api_pin(struct web *web, struct http_request *request,
            const struct web_who *who, struct error *err) {
  const struct session_change change = {"password", "pin", password_check_pin};
  struct web_job *job = NULL;
  int rc = session_take_change(web, request, who, &change, &job, err);

  if (rc == 0)
    web_job_start(job, pin_run, pin_finish);
  return rc < 0 ? rc : 0;
}

/* --- second signer -------------------------------------------------------- */

static void second_finish(struct web_job *job) {
  struct web *web = job->web;
  int64_t wall = clock_now(host_clock(web->host));
  struct session *session =
      session_by_serial(web->book, job->session, session_clock());
  char token[SESSION_TOKEN];
  char until[32];

  if (job->account.name != NULL)
    session_was_right(job);
  if (job->err.code == ERROR_NONE && session == NULL)
    error_set(&job->err, ERROR_SIGN_IN, "请先登录。", "Please sign in first.");
  if (job->err.code == ERROR_NONE && job->account.must_change)
    error_set(&job->err, ERROR_PERMISSION,
              "第二签名人要先把一次性密码换成自己的密码。",
              "The second signer must set a password of their own first.");
  if (job->err.code == ERROR_NONE) {
    proof_make(web->book, session, job->account.name, wall, session_clock(),
               token);
    calendar_format_instant(wall + PROOF_MS, 0, until);
    job->answer = json_pack("{s:s, s:s, s:s}", "token", token, "until", until,
                            "user", job->account.name);
    explicit_bzero(token, sizeof token);
  }
  web_job_answer(job);
}

int api_second(struct web *web, struct http_request *request,
               const struct web_who *who, struct error *err) {
  struct web_job *job = NULL;
  int rc;

  if (who->session == NULL)
    return error_set(err, ERROR_SIGN_IN, "双签要在网页里登录后进行。",
                     "Signing by two needs a person signed in on the page.");
  rc = session_take(web, request, who, who->user, &job, err);
  if (rc == 0)
    web_job_start(job, session_verify, second_finish);
  return rc < 0 ? rc : 0;
}
