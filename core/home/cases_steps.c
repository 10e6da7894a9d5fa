/* The steps of one case, through a host over a scratch folder. */
#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "base/json.h"
#include "home/cases.h"
#include "home/home.h"

#define STEPS_MAX 2000                          /* of one case */
#define STEPS_START "2026-11-23T09:00:00+08:00" /* without `at` */
#define STEPS_USER "tester"                     /* has every role */
#define STEPS_HOME "test"

static const char *const roles[] = {
    "admissions",    "nurse",          "caregiver", "doctor", "pharmacist",
    "social_worker", "safety_officer", "inspector", NULL};

/* A case under way. */
struct steps {
  const struct cases_where *where;
  struct host *host;
  json_t *kept;   /* {name: result} */
  json_t *people; /* {user: true} made for `as` and `second` */
};

/* --- the home ------------------------------------------------------------- */

static int steps_do(struct steps *steps, struct host_call *call,
                    json_t **result, struct error *err) {
  struct host_reply reply = {0};
  int rc;

  call->home = STEPS_HOME;
  call->who.station = "test";
  if (call->who.user == NULL)
    call->who.user = STEPS_USER;
  host_do_wait(steps->host, call, &reply);
  rc = reply.err.code;
  if (rc != 0)
    error_move(err, &reply.err);
  else if (result != NULL)
    *result = json_incref(reply.result);
  host_reply_fini(&reply);
  if (rc == 0)
    rc = host_drain(steps->host, STEPS_HOME, err);
  return rc;
}

static int steps_core(struct steps *steps, const char *name, json_t *input,
                      struct error *err) {
  struct host_call call = {.name = name, .input = input};
  int rc = steps_do(steps, &call, NULL, err);

  json_decref(input);
  return rc;
}

static int steps_grant(struct steps *steps, const char *user, const char *role,
                       struct error *err) {
  return steps_core(steps, "core.grant",
                    json_pack("{s:s, s:s}", "user", user, "role", role), err);
}

/* The person who has these roles; made when first wanted. `user` is owned by
 * steps->people. NULL in *user without roles. */
static int steps_person(struct steps *steps, const json_t *wanted,
                        const char *prefix, const char **user,
                        struct error *err) {
  struct buf buf;
  char *name;
  json_t *role;
  size_t i;
  int rc = 0;

  *user = NULL;
  if (wanted == NULL)
    return 0;
  buf_init(&buf);
  buf_text(&buf, prefix);
  json_array_foreach(wanted, i, role) if (json_is_string(role))
      buf_printf(&buf, "+%s", json_string_value(role));
  name = buf_take(&buf);
  if (name == NULL)
    return error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
  if (json_object_get(steps->people, name) == NULL) {
    json_object_set_new(steps->people, name, json_string(name));
    rc = steps_core(steps, "core.add_person",
                    json_pack("{s:s, s:s}", "user", name, "name", name), err);
    json_array_foreach(wanted, i, role) if (rc == 0) rc =
        steps_grant(steps, name, json_string_value(role), err);
  }
  *user = json_string_value(json_object_get(steps->people, name));
  free(name);
  return rc;
}

/* The plugin itself and those that the case wants beside it. New reference. */
static json_t *steps_only(const struct steps *steps, const json_t *one) {
  json_t *only = json_pack("[s]", steps->where->plugin);
  json_t *with = json_object_get(one, "with");

  if (json_is_array(with))
    json_array_extend(only, with);
  return only;
}

static int steps_open(struct steps *steps, const char *dir, const json_t *one,
                      struct error *err) {
  const struct cases_where *where = steps->where;
  const char *at = json_get_text(one, "at", STEPS_START);
  json_t *only = steps_only(steps, one);
  struct host_trial trial = {.kit = where->kit,
                             .site = where->site,
                             .home = where->home,
                             .folder = where->folder,
                             .only = only};
  struct host_options options = {.dir = dir,
                                 .plugins = where->kit->plugins,
                                 .runner = where->kit->runner,
                                 .paper = where->kit->paper,
                                 .executors = 1,
                                 .trial = &trial};
  struct storage_home home = {.name = (char[]){STEPS_HOME},
                              .zone = (char[]){"Asia/Shanghai"},
                              .kind = (char[]){"public"}};
  int64_t now;
  int rc = 0;

  if (calendar_parse_instant(at, strlen(at), &now) != 0)
    rc = error_set(err, ERROR_INPUT, "at 不是时间：%s。",
                   "at is no instant: %s.", at);
  if (rc == 0)
    rc = registry_create(dir, now, err);
  if (rc == 0)
    rc = host_open(&options, &steps->host, err);
  if (rc == 0)
    rc = host_home_new(steps->host, STEPS_HOME, &home, STEPS_USER, err);
  for (size_t i = 0; rc == 0 && roles[i] != NULL; i++)
    rc = steps_grant(steps, STEPS_USER, roles[i], err);
  json_decref(only);
  return rc;
}

/* --- what a step says ----------------------------------------------------- */

/* What "$wang.id" or "$list.1.bed" stands for; NULL: nothing was saved. */
static json_t *steps_saved(const struct steps *steps, const char *text) {
  char name[100];
  const char *at = text + 1;
  size_t len = strcspn(at, ".");
  json_t *value;

  snprintf(name, sizeof name, "%.*s", (int)len, at);
  value = json_object_get(steps->kept, name);
  for (at += len; value != NULL && *at == '.';) {
    len = strcspn(++at, ".");
    snprintf(name, sizeof name, "%.*s", (int)len, at);
    value = json_is_array(value)
                ? json_array_get(value, strtoul(name, NULL, 10) - 1)
                : json_object_get(value, name);
    at += len;
  }
  return value;
}

/* A copy in which every "$..." is what it stands for; NULL with a text. */
static json_t *steps_filled(const struct steps *steps, const json_t *value,
                            struct error *err) {
  json_t *copy = NULL;
  json_t *item;
  const char *key;
  size_t i;

  if (json_is_string(value) && json_string_value(value)[0] == '$') {
    item = steps_saved(steps, json_string_value(value));
    if (item == NULL)
      error_set(err, ERROR_INPUT, "没有保存过 %s。",
                "Nothing was saved that is %s.", json_string_value(value));
    return json_incref(item);
  }
  if (!json_is_object(value) && !json_is_array(value))
    return json_incref((json_t *)(uintptr_t)value);
  copy = json_is_array(value) ? json_array() : json_object();
  json_array_foreach(value, i, item) {
    json_t *filled = steps_filled(steps, item, err);
    if (filled != NULL)
      json_array_append_new(copy, filled);
  }
  if (json_is_object(value))
    json_object_foreach((json_t *)(uintptr_t)value, key, item) {
      json_t *filled = steps_filled(steps, item, err);
      if (filled != NULL)
        json_object_set_new(copy, key, filled);
    }
  return copy;
}

static int steps_differs(const char *path, const json_t *want,
                         const json_t *got, struct error *err) {
  char *wanted = json_dumps(want, JSON_ENCODE_ANY);
  char *given = got == NULL ? NULL : json_dumps(got, JSON_ENCODE_ANY);
  int rc = error_set(err, ERROR_RULE, "%s：应为 %s，实为 %.1500s。",
                     "%s: wanted %s, got %.1500s.", path,
                     wanted != NULL ? wanted : "?",
                     given != NULL ? given : "nothing");

  free(wanted);
  free(given);
  return rc;
}

/* Every key named must be there and equal, entry by entry. */
static int steps_compare(const char *path, const json_t *want,
                         const json_t *got, struct error *err) {
  char where[300];
  const char *key;
  json_t *item;
  size_t i;
  int rc = 0;

  if (json_is_null(want) && (got == NULL || json_is_null(got)))
    return 0;
  /* an empty table in Lua is both */
  if (json_is_object(want) && json_object_size(want) == 0 &&
      (json_is_object(got) || json_is_array(got)))
    return 0;
  if (json_is_object(want) && json_is_object(got)) {
    json_object_foreach((json_t *)(uintptr_t)want, key, item) {
      snprintf(where, sizeof where, "%s.%s", path, key);
      if (rc == 0)
        rc = steps_compare(where, item, json_object_get(got, key), err);
    }
    return rc;
  }
  if (json_is_array(want) && json_is_array(got)) {
    json_array_foreach(want, i, item) {
      snprintf(where, sizeof where, "%s.%zu", path, i + 1);
      if (rc == 0)
        rc = steps_compare(where, item, json_array_get(got, i), err);
    }
    return rc;
  }
  return json_equal(want, got) ? 0 : steps_differs(path, want, got, err);
}

static int steps_check_result(struct steps *steps, const json_t *step,
                              json_t *result, struct error *err) {
  const json_t *gives = json_object_get(step, "gives");
  const char *save = json_get_text(step, "save", NULL);
  int64_t rows = json_get_int(step, "rows", -1);
  json_t *want;
  int rc;

  if (save != NULL)
    json_object_set(steps->kept, save, result);
  if (rows >= 0 && (size_t)rows != json_array_size(result))
    return error_set(err, ERROR_RULE, "应有 %lld 行，实有 %zu 行。",
                     "Wanted %lld rows, got %zu.", (long long)rows,
                     json_array_size(result));
  if (gives == NULL)
    return 0;
  want = steps_filled(steps, gives, err);
  rc = err->code != ERROR_NONE ? (int)err->code
                               : steps_compare("result", want, result, err);
  json_decref(want);
  return rc;
}

static bool steps_has_fault(const struct error *said, const char *name) {
  for (size_t i = 0; i < said->fault_count; i++)
    if (strcmp(said->faults[i].field, name) == 0 ||
        strcmp(said->faults[i].code, name) == 0)
      return true;
  return false;
}

/* What the step was refused with, in one text. */
static char *steps_said(const struct error *said) {
  struct buf buf;

  buf_init(&buf);
  buf_text(&buf, said->en != NULL ? said->en : "");
  for (size_t i = 0; i < said->fault_count && i < 20; i++)
    buf_printf(&buf, " [%s %s: %s]", said->faults[i].field,
               said->faults[i].code, said->faults[i].en);
  return buf_take(&buf);
}

static int steps_check_refusal(const json_t *wanted, const struct error *said,
                               struct error *err) {
  char *text = steps_said(said);
  json_t *name;
  size_t i;
  int rc = 0;

  json_array_foreach(wanted, i, name) {
    if (rc == 0 && !steps_has_fault(said, json_string_value(name)))
      rc = error_set(err, ERROR_RULE, "拒绝的原因里没有 %s：%s",
                     "No fault %s in: %s", json_string_value(name),
                     text != NULL ? text : "");
  }
  free(text);
  return rc;
}

/* --- kinds of step -------------------------------------------------------- */

static int steps_instant(const json_t *step, const char *key, int64_t *at,
                         struct error *err) {
  const char *text = json_get_text(step, key, NULL);

  *at = 0;
  if (text == NULL || calendar_parse_instant(text, strlen(text), at) == 0)
    return 0;
  return error_set(err, ERROR_INPUT, "%s 不是时间：%s。",
                   "%s is no instant: %s.", key, text);
}

/* Another person with these roles; "self": the one who does it, who may not. */
static int steps_second(struct steps *steps, const json_t *second,
                        struct host_who *who, struct error *err) {
  if (!json_is_string(second))
    return steps_person(steps, second, "second", &who->second, err);
  if (strcmp(json_string_value(second), "self") != 0)
    return error_set(err, ERROR_INPUT, "second 要写角色的列表，或者 \"self\"。",
                     "second is a list of roles, or \"self\".");
  who->second = who->user != NULL ? who->user : STEPS_USER;
  return 0;
}

static int steps_take_do(struct steps *steps, const json_t *step,
                         json_t **result, struct error *err) {
  struct host_call call = {.name = json_get_text(step, "do_", "")};
  json_t *input = steps_filled(steps, json_object_get(step, "input"), err);
  int rc = err->code;

  if (rc == 0)
    rc = steps_person(steps, json_object_get(step, "as"), "test",
                      &call.who.user, err);
  if (rc == 0)
    rc = steps_second(steps, json_object_get(step, "second"), &call.who, err);
  if (rc == 0)
    rc = steps_instant(step, "happened_at", &call.happened_at, err);
  call.input = input;
  call.who.second_at = clock_now(host_clock(steps->host));
  if (rc == 0)
    rc = steps_do(steps, &call, result, err);
  json_decref(input);
  return rc;
}

static int steps_take_ask(struct steps *steps, const json_t *step,
                          json_t **result, struct error *err) {
  json_t *input = steps_filled(steps, json_object_get(step, "input"), err);
  struct host_call call = {.home = STEPS_HOME,
                           .name = json_get_text(step, "ask", ""),
                           .input = input,
                           .who = {.user = STEPS_USER, .station = "test"}};
  struct host_reply reply = {0};
  int rc = err->code;

  if (rc == 0)
    rc = steps_instant(step, "at", &call.at, err);
  if (rc == 0 && json_object_get(step, "as") != NULL)
    rc = steps_person(steps, json_object_get(step, "as"), "test",
                      &call.who.user, err);
  if (rc == 0) {
    host_ask_wait(steps->host, &call, &reply);
    rc = reply.err.code;
    if (rc != 0)
      error_move(err, &reply.err);
    else
      *result =
          json_loadb(reply.text.data, reply.text.len, JSON_DECODE_ANY, NULL);
    host_reply_fini(&reply);
  }
  json_decref(input);
  return rc;
}

static int steps_take_settings(struct steps *steps, const json_t *step,
                               struct error *err) {
  const char *plugin = json_get_text(step, "plugin", steps->where->plugin);
  const char *name;
  json_t *value;
  int rc = 0;

  json_object_foreach(json_object_get(step, "settings"), name, value) {
    if (rc == 0)
      rc = steps_core(steps, "core.set_setting",
                      json_pack("{s:s, s:s, s:O}", "plugin", plugin, "name",
                                name, "value", value),
                      err);
  }
  return rc;
}

static int steps_take_tick(struct steps *steps, const json_t *step,
                           struct error *err) {
  int64_t to;
  int64_t stopped;
  int rc = steps_instant(step, "tick", &to, err);

  return rc != 0 ? rc : host_tick(steps->host, STEPS_HOME, to, &stopped, err);
}

static int steps_take(struct steps *steps, const json_t *step,
                      struct error *err) {
  const json_t *refused = json_object_get(step, "refused");
  struct error said = {0};
  json_t *result = NULL;
  int rc;

  if (json_object_get(step, "do_") != NULL)
    rc = steps_take_do(steps, step, &result, &said);
  else if (json_object_get(step, "ask") != NULL)
    rc = steps_take_ask(steps, step, &result, &said);
  else if (json_object_get(step, "settings") != NULL)
    rc = steps_take_settings(steps, step, &said);
  else if (json_object_get(step, "tick") != NULL)
    rc = steps_take_tick(steps, step, &said);
  else
    rc =
        error_set(&said, ERROR_INPUT, "这一步没有 do_、ask、tick 或 settings。",
                  "The step has no do_, ask, tick or settings.");
  if (rc == 0 && refused != NULL) {
    rc = error_set(err, ERROR_RULE, "本应拒绝，却通过了。",
                   "It was to be refused, and was not.");
  } else if (refused != NULL) {
    rc = steps_check_refusal(refused, &said, err);
  } else if (rc != 0) {
    char *text = steps_said(&said);
    rc = error_set(err, said.code, "%s", "%s", text != NULL ? text : "?");
    free(text);
  } else {
    rc = steps_check_result(steps, step, result, err);
  }
  json_decref(result);
  error_fini(&said);
  return rc;
}

/* The error says which step it was. */
static int steps_blame(const json_t *step, size_t number, struct error *why,
                       struct error *err) {
  const char *what = json_get_text(
      step, "do_", json_get_text(step, "ask", json_get_text(step, "tick", "")));

  return error_set(
      err, ERROR_RULE, "第 %zu 步 %s：%s%.0s", "step %zu, %s: %.0s%s", number,
      what, why->zh != NULL ? why->zh : "", why->en != NULL ? why->en : "");
}

static int steps_run(const struct cases_where *where, const json_t *one,
                     struct error *err) {
  struct steps steps = {
      .where = where, .kept = json_object(), .people = json_object()};
  const json_t *list = json_object_get(one, "steps");
  char scratch[64];
  char dir[80];
  json_t *step;
  size_t i;
  int rc = cases_scratch_make(scratch, err);

  snprintf(dir, sizeof dir, "%s/data", scratch);
  if (rc == 0)
    rc = steps_open(&steps, dir, one, err);
  json_array_foreach(list, i, step) {
    struct error why = {0};
    if (rc != 0)
      break;
    rc = steps_take(&steps, step, &why);
    if (rc != 0)
      rc = steps_blame(step, i + 1, &why, err);
    error_fini(&why);
  }
  host_close(steps.host);
  cases_scratch_remove(scratch);
  json_decref(steps.kept);
  json_decref(steps.people);
  return rc;
}

int cases_steps(const struct cases_where *where, const json_t *one,
                struct error *err) {
  if (json_array_size(json_object_get(one, "steps")) > STEPS_MAX)
    return error_set(err, ERROR_INPUT, "一个用例最多 %d 步，请分成几个。",
                     "A case has %d steps at most: make several of it.",
                     STEPS_MAX);
  return steps_run(where, one, err);
}
