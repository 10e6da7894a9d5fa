/* What the files of the API share; nothing else includes this. All of it
 * belongs to the loop thread unless said otherwise. */
#ifndef SONGHE_WEB_WEB_INSIDE_H
#define SONGHE_WEB_WEB_INSIDE_H

#include <jansson.h>
#include <limits.h>
#include <pthread.h>
#include <stdlib.h>
#include <uv.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/json.h"
#include "web/http.h"
#include "web/http_allow.h"
#include "web/session.h"
#include "web/web.h"

#define WEB_CALLS_MAX 256  /* calls to homes under way */
#define WEB_JOBS_MAX 64    /* jobs of the thread pool, waiting or running */
#define WEB_HEAVY_MAX 2    /* among them long ones: imports, ticks, new homes */
#define WEB_FILES_MAX 4    /* files being taken in, 8 MB each at most */
#define WEB_THREADS "8"    /* of the pool */
#define WEB_HEALTH_MS 2000 /* a good check counts this long */
#define WEB_COOKIE "songhe"
#define WEB_COOKIE_SAFE "__Host-songhe" /* over TLS */
#define WEB_NAME 65                     /* of this computer, with the NUL */

struct live_book;

struct web {
  struct host *host;
  const struct web_options *options;
  uv_loop_t loop;
  struct http_server *server; /* NULL once closed: answer nobody */
  struct tls_server *tls;     /* NULL: plain */
  struct http_allow allow;    /* with tls: who may connect */
  char name[WEB_NAME];        /* with tls: this computer's */
  struct notify *notify;      /* NULL: no service manager */
  struct session_book *book;
  struct live_book *live;
  struct http_route *routes; /* the table of api.c as the server wants it */
  char owner[SESSION_USER];  /* the folder's first administrator */
  uv_async_t async;
  uv_signal_t sigint;
  uv_signal_t sigterm;
  uv_timer_t timer;
  bool closing;
  unsigned calls;
  unsigned jobs;
  unsigned heavy;
  unsigned files;
  int64_t healthy_at; /* session_clock of the last good check, 0 never */

  pthread_mutex_t lock; /* done_head */
  struct web_call *done_head;
};

/* Who sent a request. */
struct web_who {
  char user[SESSION_USER];
  struct session *session; /* NULL: the Unix socket's owner */
  bool owner;              /* of this computer's data folder */
  bool administrator;      /* of the data folder, or its owner */
  char station[56];        /* "web 127.0.0.1", "cli" */
};

/* --- web_call.c: calls to homes and jobs of the pool -----------------------
 */

/* A do or ask under way, made on the loop, done on an executor, finished on
 * the loop. */
struct web_call {
  struct web_call *next;
  struct web *web;
  struct http_handle handle;
  struct host_reply reply;
  void (*finish)(struct web_call *call);
  void *context;
  char home[33];
  uint64_t proof;   /* serial of a second signer's proof, 0 none */
  bool only_result; /* answer the result without its receipt */
};

int web_bridge_open(struct web *web);

/* Begins a call; `call` is copied. BUSY when too many are under way: then
 * nothing was begun. `more` may be NULL; its handle, proof and flags are
 * taken over. */
int web_do(struct web *web, const struct host_call *call,
           const struct web_call *more, void (*finish)(struct web_call *),
           struct error *err);
int web_ask(struct web *web, const struct host_call *call,
            const struct web_call *more, void (*finish)(struct web_call *),
            struct error *err);

/* Work that blocks: `run` on a pool thread, then `finish` on the loop. The
 * fields belong to whichever of the two runs. */
struct web_job {
  uv_work_t work;
  struct web *web;
  struct http_handle handle;
  void (*run)(struct web_job *job);
  void (*finish)(struct web_job *job);
  struct error err;
  bool heavy;
  bool file; /* one of web->files */
  bool zh;
  bool owner;
  char user[SESSION_USER];
  char source[SESSION_SOURCE];
  char home[33];
  uint64_t session;      /* serial, 0 none */
  json_t *input;         /* owned */
  json_t *answer;        /* owned */
  int status;            /* of the answer; 0: 200 */
  struct buf bytes;      /* a file */
  char *secret;          /* wiped and freed */
  char *other;           /* a second secret, likewise */
  struct host_call call; /* of a job that goes on as a call */
  char *key;             /* its key, owned */
  bool flag;
  int64_t number;
  struct registry_account account;
};

/* A zeroed job for this request; NULL when out of memory or too many are under
 * way, then *err says so. */
struct web_job *web_job_new(struct web *web, const struct http_request *request,
                            const struct web_who *who, bool heavy,
                            struct error *err);
/* Starts it, or answers with an error and frees it. */
void web_job_start(struct web_job *job, void (*run)(struct web_job *),
                   void (*finish)(struct web_job *));
void web_job_free(struct web_job *job);
/* A finish: answers with the error or with `answer` as JSON. */
void web_job_answer(struct web_job *job);
void web_settle(
    struct web *web); /* closing: the last one turns off the light */

/* --- web.c: answers ---------------------------------------------------------
 */

void web_answer_error(struct web *web, struct http_handle handle,
                      const struct error *err);
void web_answer_json(struct web *web, struct http_handle handle, int status,
                     const json_t *value);
void web_answer(struct web *web, struct http_handle handle,
                struct http_answer *answer);
/* Reads a body that must be a JSON object; an empty body is an empty one. */
int web_body(const struct http_request *request, json_t **body,
             struct error *err);
/* Refuses members that are not in the NULL-ended list. */
int web_only(const json_t *body, const char *const *names, struct error *err);
/* Copies a header as text; 1 there, 0 absent, or a usage error. */
int web_header(const struct http_request *request, const char *name, char *to,
               size_t size, struct error *err);
int web_instant(const char *name, const char *text, int64_t *instant,
                struct error *err);
/* Whether `text` of a path is a number of digits alone. */
bool web_number(const char *text, int64_t *number);
struct host_who web_host_who(const struct http_request *request,
                             const struct web_who *who);
/* The folder's first administrator into web->owner. Blocking. */
int web_find_owner(struct web *web, struct error *err);

/* The name of the cookie that holds a session's token. */
const char *web_cookie(const struct web *web);
/* web_lan.c: list, name and certificate of the local network, if it is open. */
int web_lan_open(struct web *web, struct error *err);

/* --- notify.c: the service manager, if there is one ------------------------
 */

void notify_open(struct web *web); /* listening: says so */
void notify_tick(struct web *web); /* every second */
void notify_stopping(struct web *web);
void notify_close(struct web *web); /* the loop has ended */

/* --- api.c: the table of routes --------------------------------------------
 */

int api_open(struct web *web);
size_t api_route_count(void);
int api_authorize(void *arg, struct http_request *request, struct error *err);

/* A handler: 0 when it answers now or later, else the error that is answered
 * for it. */
typedef int api_handler(struct web *web, struct http_request *request,
                        const struct web_who *who, struct error *err);

/* api_session.c */
api_handler api_sign_in, api_session, api_sign_out, api_password, api_pin,
    api_second;
/* api_sessions.c */
api_handler api_sessions, api_session_end;
/* api_home.c */
api_handler api_action, api_query, api_duties, api_record, api_catalogue,
    api_import, api_import_undo, api_tick;
/* api_files.c */
api_handler api_file_put, api_file_get;
/* api_report.c */
api_handler api_report;
/* api_paper.c */
api_handler api_paper;
/* api_host.c */
api_handler api_homes, api_home_new, api_accounts, api_account_new, api_health;
/* api_openapi.c */
api_handler api_openapi;
/* live.c */
api_handler api_events;

/* The homes where `user` has a role: [{id, name, roles}], and the person's name
 * there in *name (new string or NULL). Blocking: jobs only. */
int api_find_homes(struct host *host, const char *user, json_t **homes,
                   char **name, struct error *err);

/* --- live.c ------------------------------------------------------------------
 */

int live_open(struct web *web);
void live_listen(struct web *web); /* once the async exists */
void live_stop(struct web *web);   /* before it closes */
void live_close(struct web *web);  /* no call is under way any more */
void live_look(struct web *web);   /* on the loop: homes that have news */
void live_tick(struct web *web);   /* every second: ended sessions */

#endif
