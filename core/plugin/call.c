#include "plugin/call.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/log.h"
#include "base/pack.h"
#include "plugin/ask.h"
#include "plugin/fault.h"

/* Years for which a runner knows the home's offsets. */
#define CALL_ZONE_FROM (-2208988800000LL) /* 1900-01-01 */
#define CALL_ZONE_TO 4102444800000LL      /* 2100-01-01 */

/* A call over its deadline was slow itself if it had the CPU for one part in so
 * many of its time. */
#define CALL_SHARE 10

/* Tries to read a plugin on a machine that is too busy. */
#define CALL_READS 3

static const char *const verdicts[] = {"done",   "refused", "failed", "starved",
                                       "memory", "timeout", "abused", "died"};

const char *plugin_verdict_name(enum plugin_verdict verdict) {
  return verdicts[verdict];
}

static int64_t call_clock(clockid_t clock) {
  struct timespec at;

  return clock_gettime(clock, &at) == 0
             ? (int64_t)at.tv_sec * 1000 + at.tv_nsec / 1000000
             : 0;
}

/* ms of CPU that the runner has used, and this thread, which answers it. */
static int64_t call_worked(const struct plugin_runner *runner) {
  clockid_t clock;

  if (clock_getcpuclockid((pid_t)runner->process.pid, &clock) != 0)
    return 0;
  return call_clock(clock) + call_clock(CLOCK_THREAD_CPUTIME_ID);
}

/* Reading these clocks takes as long as the rest of a short call does in the
 * system, so a call that is answered at once goes without. */
static void call_watch(void *context) {
  struct plugin_runner *runner = context;

  if (runner->watched == runner->calls)
    return;
  runner->watched = runner->calls;
  runner->since = clock_monotonic();
  runner->worked = call_worked(runner);
}

int plugin_runner_open(struct plugin_zygote *zygote,
                       struct plugin_runner *runner, struct error *err) {
  memset(runner, 0, sizeof *runner);
  runner->zygote = zygote;
  wire_init(&runner->wire);
  runner->wire.waits = call_watch;
  runner->wire.context = runner;
  buf_init(&runner->out);
  return plugin_zygote_spawn(zygote, &runner->process, err);
}

void plugin_runner_close(struct plugin_runner *runner) {
  plugin_process_kill(&runner->process);
  wire_fini(&runner->wire);
  buf_fini(&runner->out);
  runner->dead = true;
}

/* --- how a conversation ends -----------------------------------------------
 */

/* While it was read nothing could have been saved, and its name is not known
 * yet. */
static void call_end_reading(enum plugin_verdict verdict,
                             const struct plugin_abuse *why,
                             struct error *err) {
  if (verdict == PLUGIN_STARVED) /* BUSY: nothing is wrong with the plugin */
    error_set(
        err, ERROR_BUSY, "电脑现在太忙，插件没能读完。请稍后再试。",
        "The computer is too busy just now: the plugin could not be read. "
        "Please try again in a moment.");
  else if (verdict == PLUGIN_TIMEOUT)
    error_set(err, ERROR_TIMEOUT, "插件读不进来：读它用时太长，已停止。",
              "The plugin can't be read: it took too long and was stopped.");
  else if (verdict == PLUGIN_MEMORY)
    error_set(err, ERROR_PLUGIN, "插件读不进来：读它用的内存太多，已停止。",
              "The plugin can't be read: it used too much memory and was "
              "stopped.");
  else
    error_set(err, ERROR_PLUGIN, "插件读不进来：已被停止（%s%.0s）。",
              "The plugin can't be read: it was stopped (%.0s%s).", why->zh,
              why->en);
}

/* Kills the runner and says why in the error. */
static enum plugin_verdict call_end(struct plugin_runner *runner,
                                    const char *plugin,
                                    enum plugin_verdict verdict,
                                    const struct plugin_abuse *why,
                                    struct error *err) {
  int64_t pid = runner->process.pid;
  char text[80] = "", zh[120];
  struct plugin_abuse died = {zh, text};

  plugin_process_kill(&runner->process);
  runner->dead = true;
  if (verdict == PLUGIN_DIED) {
    plugin_zygote_status(runner->zygote, pid, text);
    snprintf(zh, sizeof zh, "进程自己结束了：%s", text);
    why = &died;
  }
  log_line(LOG_WARN, "plugin", "%s: runner stopped: %s %s", plugin,
           plugin_verdict_name(verdict), why == NULL ? "" : why->en);
  if (strcmp(plugin, "?") == 0)
    call_end_reading(verdict, why, err);
  else if (verdict == PLUGIN_STARVED)
    error_set(
        err, ERROR_TIMEOUT,
        "电脑现在太忙，插件 %s 没能及时完成，什么都没有保存。请稍后再试。",
        "The computer is too busy just now: plugin %s did not get done "
        "in time; nothing was saved. Please try again in a moment.",
        plugin);
  else if (verdict == PLUGIN_TIMEOUT)
    error_set(err, ERROR_TIMEOUT,
              "插件 %s 用时太长，已停止，什么都没有保存。请稍后再试。",
              "Plugin %s took too long and was stopped; nothing was saved. "
              "Please try again.",
              plugin);
  else if (verdict == PLUGIN_MEMORY)
    error_set(err, ERROR_PLUGIN,
              "插件 %s 用的内存太多，已停止，什么都没有保存。",
              "Plugin %s used too much memory and was stopped; nothing was "
              "saved.",
              plugin);
  else
    error_set(err, ERROR_PLUGIN,
              "插件 %s 已被停止，什么都没有保存（%s%.0s）。请告诉管理员。",
              "Plugin %s was stopped; nothing was saved (%.0s%s). Please tell "
              "the administrator.",
              plugin, why->zh, why->en);
  return verdict;
}

/* The deadline is real time, since somebody waits. On a machine that is too
 * busy a call may reach it that has hardly run. */
static enum plugin_verdict call_late(const struct plugin_runner *runner) {
  int64_t time = clock_monotonic() - runner->since;
  int64_t work = call_worked(runner) - runner->worked;

  return runner->watched == runner->calls && work * CALL_SHARE < time
             ? PLUGIN_STARVED
             : PLUGIN_TIMEOUT;
}

static enum plugin_verdict call_io(struct plugin_runner *runner,
                                   const char *plugin, int rc,
                                   struct error *err) {
  if (rc == ERROR_TIMEOUT)
    return call_end(runner, plugin, call_late(runner), NULL, err);
  if (rc == ERROR_IO)
    return call_end(runner, plugin, PLUGIN_DIED, NULL, err);
  return call_end(runner, plugin, PLUGIN_ABUSED, &plugin_abuse_wire, err);
}

/* The faults of refuse(). With a field it is what was entered, without it is
 * a rule. */
static void call_refused(const json_t *faults, struct error *err) {
  bool field = false;
  json_t *fault;
  size_t i;

  json_array_foreach(faults, i, fault) {
    field |= json_get_text(fault, "field", "")[0] != '\0';
    plugin_fault(err, json_get_text(fault, "field", ""),
                 json_get_text(fault, "code", "refused"),
                 json_get_text(fault, "zh", ""),
                 json_get_text(fault, "en", ""));
  }
  err->code = field ? ERROR_INPUT : ERROR_RULE;
}

/* An error in the plugin's code. */
static void call_error(const struct plugin_call *call, const char *text,
                       struct error *err) {
  uint8_t bytes[3];
  char number[2 * sizeof bytes + 1];

  if (strcmp(call->plugin, "?") == 0) {
    error_set(err, ERROR_PLUGIN, "插件读不进来：%s",
              "The plugin can't be read: %s", text);
    return;
  }
  if (!call->quiet) {
    error_set(err, ERROR_PLUGIN, "插件 %s 出错，什么都没有保存：%s",
              "Plugin %s failed; nothing was saved: %s", call->plugin, text);
    return;
  }
  hash_random(bytes, sizeof bytes);
  hash_hex(bytes, sizeof bytes, number);
  log_line(LOG_ERROR, "plugin", "%s: error %s: %s", call->plugin, number, text);
  error_set(err, ERROR_PLUGIN,
            "插件 %s 出错，什么都没有保存。请告诉管理员：日志里编号 %s "
            "有详情。",
            "Plugin %s failed; nothing was saved. Please tell the "
            "administrator: the log has the details under %s.",
            call->plugin, number);
}

/* Reads a FAIL. `asked` is what the host last refused. */
static enum plugin_verdict call_fail(struct plugin_runner *runner,
                                     const struct plugin_call *call,
                                     const json_t *body, struct error *asked,
                                     struct error *err) {
  const char *plugin = call->plugin;
  const char *kind = json_get_text(body, "kind", "");

  if (strcmp(kind, "refused") == 0 &&
      json_array_size(json_object_get(body, "faults")) > 0) {
    call_refused(json_object_get(body, "faults"), err);
    return PLUGIN_REFUSED;
  }
  if (strcmp(kind, "fail") == 0) {
    plugin_error(err, ERROR_RULE, json_get_text(body, "zh", ""),
                 json_get_text(body, "en", ""));
    return PLUGIN_REFUSED;
  }
  if (strcmp(kind, "answer") == 0 && asked->code != ERROR_NONE) {
    error_move(err, asked);
    return err->code == ERROR_PLUGIN ? PLUGIN_FAILED : PLUGIN_REFUSED;
  }
  if (strcmp(kind, "memory") == 0)
    return call_end(runner, plugin, PLUGIN_MEMORY, NULL, err);
  if (strcmp(kind, "error") != 0)
    return call_end(runner, plugin, PLUGIN_ABUSED, &plugin_abuse_wire, err);
  call_error(call, json_get_text(body, "text", ""), err);
  return PLUGIN_FAILED;
}

/* --- the conversation ------------------------------------------------------
 */

static json_t *call_error_json(const struct error *err) {
  json_t *faults = json_array();

  for (size_t i = 0; i < err->fault_count && i < 20; i++) {
    const struct error_fault *fault = &err->faults[i];
    json_array_append_new(faults, json_pack("{s:s, s:s, s:s, s:s}", "field",
                                            fault->field, "code", fault->code,
                                            "zh", fault->zh, "en", fault->en));
  }
  return json_pack("{s:{s:s, s:s, s:s, s:o}}", "error", "code",
                   error_slug(err->code), "zh", err->zh == NULL ? "" : err->zh,
                   "en", err->en == NULL ? "" : err->en, "faults", faults);
}

static int call_send(struct plugin_runner *runner, uint8_t kind,
                     const json_t *body, int64_t deadline) {
  int rc;

  wire_begin(&runner->out);
  rc = pack_write(&runner->out, body);
  if (rc == 0 && (runner->out.len > WIRE_MESSAGE_MAX ||
                  wire_check(runner->out.data + 1, runner->out.len - 1) != 0))
    rc = ERROR_FULL;
  if (rc == 0)
    rc = wire_send(runner->process.fd, kind, runner->calls, &runner->out,
                   deadline);
  return rc;
}

/* Answers one ASK. Returns 0 or the code for call_io; *abuse when it must be
 * killed for what it asked. */
static int call_answer(struct plugin_runner *runner,
                       const struct plugin_call *call,
                       struct plugin_budget *budget, struct error *asked,
                       const struct plugin_abuse **abuse) {
  json_t *answer = NULL;
  json_t *body;
  int rc;

  call_watch(runner);
  error_fini(asked);
  rc = plugin_ask_serve(call, budget, &runner->wire, &answer, abuse, asked);
  if (*abuse != NULL)
    return 0;
  body = rc == 0 ? json_pack("{s:o?}", "ok", answer) : call_error_json(asked);
  rc = call_send(runner, FRAME_ANSWER, body, call->deadline);
  json_decref(body);
  if (rc != ERROR_FULL && rc != ERROR_INPUT)
    return rc;
  error_set(asked, ERROR_PLUGIN, "查询结果太多，插件一次拿不下（最多 4 MB）。",
            "The answer is too large for a plugin (4 MB at most).");
  body = call_error_json(asked);
  rc = call_send(runner, FRAME_ANSWER, body, call->deadline);
  json_decref(body);
  return rc;
}

static void call_log(const struct plugin_call *call, const struct wire *wire) {
  json_t *text;

  if (pack_read(wire->body, wire->len, &text) != 0)
    return;
  if (json_is_string(text) && call->ops != NULL && call->ops->log != NULL)
    call->ops->log(call->context, json_string_value(text));
  json_decref(text);
}

/* DONE or FAIL is in the wire. */
static enum plugin_verdict call_finish(struct plugin_runner *runner,
                                       const struct plugin_call *call,
                                       json_t **result, struct error *asked,
                                       struct error *err) {
  enum plugin_verdict verdict = PLUGIN_DONE;
  json_t *body;

  if (pack_read(runner->wire.body, runner->wire.len, &body) != 0)
    return call_io(runner, call->plugin, ERROR_INPUT, err);
  if (runner->wire.kind == FRAME_DONE) {
    *result = json_incref(body);
  } else {
    verdict = call_fail(runner, call, body, asked, err);
  }
  json_decref(body);
  return verdict;
}

/* After the LOAD or CALL was sent: serves ASKs until the end. */
static enum plugin_verdict call_converse(struct plugin_runner *runner,
                                         const struct plugin_call *call,
                                         json_t **result, struct error *err) {
  struct plugin_budget budget = {0};
  enum plugin_verdict verdict;
  struct error asked;
  int logs = 0;

  error_init(&asked);
  for (;;) {
    const struct plugin_abuse *abuse = NULL;
    struct wire *wire = &runner->wire;
    int rc = wire_receive(runner->process.fd, wire, call->deadline);

    if (rc == 0 && wire->call != runner->calls)
      rc = ERROR_INPUT;
    if (rc == 0 && wire->kind == FRAME_LOG && ++logs <= 100) {
      call_log(call, wire);
      continue;
    }
    if (rc == 0 && (wire->kind == FRAME_DONE || wire->kind == FRAME_FAIL)) {
      verdict = call_finish(runner, call, result, &asked, err);
      break;
    }
    if (rc == 0)
      rc = wire->kind == FRAME_ASK
               ? call_answer(runner, call, &budget, &asked, &abuse)
               : ERROR_INPUT;
    if (abuse != NULL) {
      verdict = call_end(runner, call->plugin, PLUGIN_ABUSED, abuse, err);
      break;
    }
    if (rc != 0) {
      verdict = call_io(runner, call->plugin, rc, err);
      break;
    }
  }
  error_fini(&asked);
  return verdict;
}

static int call_run(struct plugin_runner *runner,
                    const struct plugin_call *call, uint8_t kind,
                    const json_t *body, json_t **result,
                    enum plugin_verdict *verdict, struct error *err) {
  int rc;

  runner->began = clock_monotonic();
  runner->calls++;
  rc = call_send(runner, kind, body, call->deadline);
  if (rc == ERROR_FULL || rc == ERROR_INPUT) {
    *verdict = PLUGIN_REFUSED;
    return error_set(err, ERROR_INPUT,
                     "内容太多，插件一次拿不下（最多 4 MB）。",
                     "Too much at once for a plugin (4 MB at most).");
  }
  *verdict = rc != 0 ? call_io(runner, call->plugin, rc, err)
                     : call_converse(runner, call, result, err);
  runner->spent += clock_monotonic() - runner->began;
  if (*verdict == PLUGIN_DONE)
    return 0;
  return err->code != ERROR_NONE ? (int)err->code : ERROR_PLUGIN;
}

int plugin_call(struct plugin_runner *runner, const struct plugin_call *call,
                json_t **result, enum plugin_verdict *verdict,
                struct error *err) {
  json_t *body = json_pack("{s:s, s:s, s:O?, s:O?}", "kind", call->kind, "name",
                           call->name, "call", call->call, "args", call->args);
  int rc;

  *result = NULL;
  if (body == NULL) {
    *verdict = PLUGIN_REFUSED;
    return error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
  }
  rc = call_run(runner, call, FRAME_CALL, body, result, verdict, err);
  json_decref(body);
  return rc;
}

int plugin_call_nest(const struct plugin_call *caller, const char *plugin,
                     struct error *err) {
  int depth = 1;

  for (; caller != NULL; caller = caller->caller, depth++) {
    if (strcmp(caller->plugin, plugin) == 0)
      return error_set(err, ERROR_PLUGIN, "插件 %s 的查询绕了一圈又回到自己。",
                       "A query of plugin %s came back to itself.", plugin);
  }
  if (depth > PLUGIN_DEPTH_MAX)
    return error_set(
        err, ERROR_PLUGIN, "插件之间的查询嵌套太深（最多 %d 层）。",
        "Queries of plugins nest too deep (%d at most).", PLUGIN_DEPTH_MAX);
  return 0;
}

/* --- LOAD ------------------------------------------------------------------
 */

/* [from seconds, offset, from, offset, ...] of 1900 to 2100. */
static json_t *call_zone(const struct zone *zone) {
  json_t *spans = json_array();
  int64_t at = CALL_ZONE_FROM;

  while (zone != NULL && at < CALL_ZONE_TO) {
    int64_t from = at;
    int64_t to = CALL_ZONE_TO;

    zone_span(zone, at, &from, &to);
    json_array_append_new(
        spans,
        json_integer(from == INT64_MIN ? INT64_MIN / 1000 : from / 1000));
    json_array_append_new(spans, json_integer(zone_offset(zone, at)));
    if (to <= at)
      break;
    at = to;
  }
  return spans;
}

static json_t *call_files(const struct plugin_source *source) {
  json_t *files = json_object();

  for (size_t i = 0; i < source->count; i++) {
    const struct plugin_file *file = &source->files[i];
    json_object_set_new(files, file->path, json_stringn(file->text, file->len));
  }
  return files;
}

static json_t *call_load_body(const struct plugin_source *source,
                              const struct zone *zone, bool describe) {
  static const char *const layers[] = {"site", "home"};
  json_t *overrides = json_array();

  for (size_t layer = 0; layer < 2; layer++)
    for (size_t i = 0; i < source->count; i++)
      if (plugin_source_is_override(source->files[i].path, layers[layer]))
        json_array_append_new(overrides, json_string(source->files[i].path));
  return json_pack("{s:o, s:o, s:o, s:b}", "files", call_files(source),
                   "overrides", overrides, "zone", call_zone(zone), "describe",
                   (int)describe);
}

/* A read that the machine starved is made again, in a fresh runner. Takes
 * `body` over. */
static int call_load(struct plugin_runner *runner, json_t *body,
                     json_t **result, enum plugin_verdict *verdict,
                     struct error *err) {
  struct plugin_zygote *zygote = runner->zygote;
  struct plugin_call call = {.plugin = "?"};
  int rc = 0;

  *result = NULL;
  *verdict = PLUGIN_REFUSED;
  if (body == NULL)
    return error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
  for (int i = 0; i < CALL_READS && rc == 0; i++) {
    call.deadline = clock_monotonic() + PLUGIN_LOAD_MS;
    rc = call_run(runner, &call, FRAME_LOAD, body, result, verdict, err);
    if (*verdict != PLUGIN_STARVED || i + 1 == CALL_READS)
      break;
    error_fini(err);
    plugin_runner_close(runner);
    rc = plugin_runner_open(zygote, runner, err);
  }
  json_decref(body);
  return rc;
}

int plugin_runner_load(struct plugin_runner *runner,
                       const struct plugin_source *source,
                       const struct zone *zone, json_t **declaration,
                       enum plugin_verdict *verdict, struct error *err) {
  json_t *body = call_load_body(source, zone, declaration != NULL);
  json_t *result = NULL;
  int rc;

  if (declaration != NULL)
    *declaration = NULL;
  rc = call_load(runner, body, &result, verdict, err);
  if (rc == 0 && declaration != NULL)
    *declaration = result;
  else
    json_decref(result);
  return rc;
}

int plugin_runner_load_bare(struct plugin_runner *runner,
                            const struct plugin_source *source,
                            enum plugin_verdict *verdict, struct error *err) {
  json_t *body = json_pack("{s:o, s:o}", "files", call_files(source), "zone",
                           call_zone(NULL));
  json_t *result = NULL;
  int rc = call_load(runner, body, &result, verdict, err);

  json_decref(result);
  return rc;
}

int plugin_runner_compile(struct plugin_runner *runner,
                          const struct plugin_source *source, json_t **faults,
                          struct error *err) {
  json_t *body =
      json_pack("{s:o, s:b}", "files", call_files(source), "compile", 1);
  enum plugin_verdict verdict;

  return call_load(runner, body, faults, &verdict, err);
}
