#include "home/host.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "home/home.h"
#include "home/plugins.h"
#include "home/work.h"

static int host_no_memory(struct error *err) {
  return error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
}

static char *host_text(const char *text) {
  return text != NULL ? strdup(text) : NULL;
}

static int host_init_locks(struct host *host) {
  pthread_condattr_t attributes;
  int rc = 0;

  pthread_condattr_init(&attributes);
  pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
  rc |= pthread_mutex_init(&host->lock, NULL);
  rc |= pthread_mutex_init(&host->step_lock, NULL);
  rc |= pthread_mutex_init(&host->space.lock, NULL);
  rc |= pthread_cond_init(&host->work, NULL);
  rc |= pthread_cond_init(&host->asks, NULL);
  rc |= pthread_cond_init(&host->wake, &attributes);
  rc |= pthread_cond_init(&host->settled, NULL);
  pthread_condattr_destroy(&attributes);
  return rc;
}

static void host_free(struct host *host) {
  if (host->registry != NULL)
    registry_close(host->registry);
  plugins_stop(host);
  pthread_mutex_destroy(&host->lock);
  pthread_mutex_destroy(&host->step_lock);
  pthread_mutex_destroy(&host->space.lock);
  pthread_cond_destroy(&host->work);
  pthread_cond_destroy(&host->asks);
  pthread_cond_destroy(&host->wake);
  pthread_cond_destroy(&host->settled);
  free(host->dir);
  free(host->plugins);
  free(host->runner);
  free(host->paper);
  free(host->site);
  free(host->like);
  free(host->folder);
  free(host->plugin);
  json_decref(host->only);
  free(host);
}

static int host_executor_count(const struct host_options *options) {
  long cores;

  if (options->executors > 0)
    return options->executors;
  cores = sysconf(_SC_NPROCESSORS_ONLN);
  return cores < 2 ? 2 : (int)cores;
}

static struct host *host_make(const struct host_options *options) {
  const struct host_trial *trial = options->trial;
  struct host *host = calloc(1, sizeof *host);

  if (host == NULL || host_init_locks(host) != 0) {
    free(host);
    return NULL;
  }
  host->dir = host_text(options->dir);
  host->plugins = host_text(options->plugins);
  host->runner = host_text(options->runner);
  host->paper = host_text(options->paper);
  host->safe_mode = options->safe_mode;
  host->site = host_text(trial != NULL ? trial->site : options->dir);
  if (trial != NULL) {
    host->is_trial = true;
    host->kit = trial->kit;
    host->like = host_text(trial->home);
    host->folder = host_text(trial->folder);
    host->plugin = host_text(trial->plugin);
    host->only = json_incref((json_t *)(uintptr_t)trial->only);
  }
  return host;
}

int host_kit_open(const struct host_options *options, struct host **out,
                  struct error *err) {
  struct host *host = host_make(options);
  int rc = host == NULL ? host_no_memory(err) : plugins_start(host, err);

  *out = host;
  if (rc != 0 && host != NULL) {
    host_free(host);
    *out = NULL;
  }
  return rc;
}

void host_kit_close(struct host *kit) {
  if (kit != NULL)
    host_free(kit);
}

int host_open(const struct host_options *options, struct host **out,
              struct error *err) {
  struct host *host = host_make(options);
  int rc;

  *out = NULL;
  if (host == NULL)
    return host_no_memory(err);
  /* The zygote is forked while there is one thread and no open database. */
  rc = host->runner != NULL && !host->safe_mode ? plugins_start(host, err) : 0;
  if (rc == 0)
    rc = registry_open(host->dir, &host->registry, &host->clock, err);
  if (rc == 0 && !host->is_trial)
    rc = space_open(host, options->stays, err);
  if (rc == 0)
    rc = executors_start(host, host_executor_count(options), err);
  if (rc == 0)
    rc = waker_start(host, err);
  if (rc != 0) {
    waker_stop(host);
    executors_stop(host);
    host_free(host);
    return rc;
  }
  *out = host;
  return 0;
}

void host_warm(struct host *host) {
  struct home *home = NULL;
  json_t *ids = NULL;

  if (registry_home_list(host->registry, &ids, NULL) == 0 &&
      json_array_size(ids) == 1 &&
      host_home_hold(host, json_string_value(json_array_get(ids, 0)), &home,
                     NULL) == 0) {
    pthread_mutex_lock(&host->lock);
    host_home_poke(home);
    pthread_mutex_unlock(&host->lock);
    host_home_release(home);
  }
  json_decref(ids);
}

void host_close(struct host *host) {
  if (host == NULL)
    return;
  waker_stop(host);
  executors_stop(host);
  host_homes_close(host);
  if (registry_set(host->registry, "running", "0", NULL) != 0)
    log_line(LOG_ERROR, "host", "the clean end could not be noted");
  host_free(host);
}

struct plugin_zygote *host_zygote(struct host *host) {
  return host->zygote;
}

struct registry *host_registry(struct host *host) {
  return host->registry;
}

int host_check_space(const struct host *host, struct error *err) {
  return space_check(host, SPACE_NEEDS_SOME, err);
}

int host_space(const char *dir, json_t **space, struct error *err) {
  struct space_limits limits;
  struct space_seen seen;
  int rc = space_limits_read(dir, &limits, err);

  if (rc == 0)
    rc = space_measure(dir, &limits, &seen, err);
  if (rc == 0)
    *space = space_json(&seen);
  return rc;
}

struct clock *host_clock(struct host *host) {
  return &host->clock;
}

void host_listen(struct host *host, host_told *told, void *context) {
  pthread_mutex_lock(&host->lock);
  host->told = told;
  host->told_context = context;
  pthread_mutex_unlock(&host->lock);
}

/* --- do and ask ----------------------------------------------------------- */

/* The item could not even be made. */
static void host_fail_at_once(host_done *done, void *context, int code,
                              struct error *why) {
  struct host_reply reply = {0};

  buf_init(&reply.text);
  error_move(&reply.err, why);
  if (reply.err.code == ERROR_NONE)
    reply.err.code = (enum error_code)code;
  done(context, &reply);
  host_reply_fini(&reply);
}

static void host_submit(struct host *host, struct item *item) {
  struct error *err = &item->reply.err;
  const char *id = item->request.home != NULL ? item->request.home : "";
  struct home *home;
  int rc = host_home_hold(host, id, &home, err);

  if (rc == 0) {
    rc = executors_submit(home, item, err);
    host_home_release(home);
  }
  if (rc != 0) {
    if (err->code == ERROR_NONE)
      err->code = (enum error_code)rc;
    item_finish(item);
  }
}

/* Puts an item with its home held into the asks' queue; false when full. */
static bool host_queue_ask(struct host *host, struct item *item) {
  bool full;

  pthread_mutex_lock(&host->lock);
  full = host->ask_count >= HOST_ASKS_MAX;
  if (!full) {
    if (host->ask_tail != NULL)
      host->ask_tail->next = item;
    else
      host->ask_head = item;
    host->ask_tail = item;
    host->ask_count++;
    pthread_cond_signal(&host->asks);
  }
  pthread_mutex_unlock(&host->lock);
  return !full;
}

/* A plugin to be read anew is tried on a reader first, so that the home goes
 * on meanwhile. False: it goes on as it is. */
static bool host_queue_trial(struct host *host, struct item *item) {
  struct error ignored = {0};
  const char *id = item->request.home != NULL ? item->request.home : "";
  int rc = host_home_hold(host, id, &item->home, &ignored);

  error_fini(&ignored);
  if (rc != 0)
    return false;
  item->prepare = true;
  if (host_queue_ask(host, item))
    return true;
  item->prepare = false;
  host_home_release(item->home);
  item->home = NULL;
  return false;
}

void host_do(struct host *host, const struct host_call *call, host_done *done,
             void *context) {
  struct item *item = item_new(call, done, context);

  if (item == NULL) {
    struct error err = {0};
    host_fail_at_once(done, context, host_no_memory(&err), &err);
    return;
  }
  if (call->name != NULL && strcmp(call->name, "core.import") == 0)
    item->job = import_job;
  if (plugins_wants_trial(call->name) && host_queue_trial(host, item))
    return;
  host_submit(host, item);
}

void host_ask(struct host *host, const struct host_call *call, host_done *done,
              void *context) {
  struct item *item = item_new(call, done, context);
  struct error *err;
  int rc;

  if (item == NULL) {
    struct error why = {0};
    host_fail_at_once(done, context, host_no_memory(&why), &why);
    return;
  }
  err = &item->reply.err;
  rc = host_home_hold(host, call->home != NULL ? call->home : "", &item->home,
                      err);
  if (rc != 0) {
    if (err->code == ERROR_NONE)
      err->code = (enum error_code)rc;
    item_finish(item);
    return;
  }
  if (host_queue_ask(host, item))
    return;
  error_set(err, ERROR_BUSY, "现在太忙，请过几秒再试。",
            "Too busy just now: please try again in a few seconds.");
  host_home_release(item->home);
  item_finish(item);
}

/* --- waiting -------------------------------------------------------------- */

struct host_wait {
  pthread_mutex_t lock;
  pthread_cond_t ready;
  bool done;
  struct host_reply *reply;
};

static void host_wait_done(void *context, struct host_reply *reply) {
  struct host_wait *wait = context;

  pthread_mutex_lock(&wait->lock);
  *wait->reply = *reply;
  memset(reply, 0, sizeof *reply);
  wait->done = true;
  pthread_cond_signal(&wait->ready);
  pthread_mutex_unlock(&wait->lock);
}

static void host_wait_begin(struct host_wait *wait, struct host_reply *reply) {
  *wait = (struct host_wait){.reply = reply};
  pthread_mutex_init(&wait->lock, NULL);
  pthread_cond_init(&wait->ready, NULL);
  *reply = (struct host_reply){0};
}

static void host_wait_end(struct host_wait *wait) {
  pthread_mutex_lock(&wait->lock);
  while (!wait->done)
    pthread_cond_wait(&wait->ready, &wait->lock);
  pthread_mutex_unlock(&wait->lock);
  pthread_mutex_destroy(&wait->lock);
  pthread_cond_destroy(&wait->ready);
}

void host_do_wait(struct host *host, const struct host_call *call,
                  struct host_reply *reply) {
  struct host_wait wait;

  host_wait_begin(&wait, reply);
  host_do(host, call, host_wait_done, &wait);
  host_wait_end(&wait);
}

void host_ask_wait(struct host *host, const struct host_call *call,
                   struct host_reply *reply) {
  struct host_wait wait;

  host_wait_begin(&wait, reply);
  host_ask(host, call, host_wait_done, &wait);
  host_wait_end(&wait);
}

int host_job_call(struct host *host, const struct host_call *call,
                  home_job *job, void *context, struct error *err) {
  struct host_reply reply;
  struct host_wait wait;
  struct item *item;
  int rc;

  host_wait_begin(&wait, &reply);
  item = item_new(call, host_wait_done, &wait);
  if (item == NULL)
    return host_no_memory(err);
  item->job = job;
  item->job_context = context;
  host_submit(host, item);
  host_wait_end(&wait);
  rc = reply.err.code;
  if (rc != 0)
    error_move(err, &reply.err);
  host_reply_fini(&reply);
  return rc;
}

int host_job_wait(struct host *host, const char *home, home_job *job,
                  void *context, struct error *err) {
  struct host_call call = {.home = home};

  return host_job_call(host, &call, job, context, err);
}

/* --- homes ---------------------------------------------------------------- */

static void host_first_person(struct home *home, struct item *item) {
  item->reply.err.code = (enum error_code)people_add_first(
      home, item->job_context, &item->reply.err);
}

int host_home_new(struct host *host, const char *id,
                  const struct storage_home *home, const char *user,
                  struct error *err) {
  struct storage_options options = {.clock = &host->clock};
  char path[4096];
  char uuid[UUID_TEXT];
  struct storage_home made = *home;
  int rc;

  if (made.uuid[0] == '\0') {
    hash_uuid(uuid);
    memcpy(made.uuid, uuid, sizeof uuid);
  }
  rc = space_check(host, SPACE_NEEDS_SOME, err);
  if (rc == 0)
    rc = registry_home_add(host->registry, id, made.uuid, err);
  if (rc == 0)
    rc = registry_home_path(host->registry, id, path, sizeof path, err);
  if (rc != 0)
    return rc;
  if (mkdir(path, 0700) != 0 && errno != EEXIST)
    rc = error_set(err, ERROR_IO, "无法建立文件夹 %s：%s%.0s。",
                   "Can't make the folder %s: %.0s%s.", path,
                   error_system(errno), strerror(errno));
  if (rc == 0)
    rc = storage_create(path, &made, &options, err);
  if (rc != 0) { /* the name is free again; the first error is what is told */
    rmdir(path);
    registry_home_forget(host->registry, id, NULL);
    return rc;
  }
  if (user != NULL)
    rc = host_job_wait(host, id, host_first_person, (void *)(uintptr_t)user,
                       err);
  return rc;
}
