/* The homes of a folder, as the command line and the web show them. */
#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "base/json.h"
#include "base/password.h"
#include "base/zone.h"
#include "bus/bus.h"
#include "home/home.h"
#include "home/work.h"
#include "schedule/duty.h"
#include "storage/access.h"

const char *const host_derived[] = {
    bus_ddl,          duty_ddl,    duty_own_open, duty_own_done,
    duty_ddl_indexes, effects_ddl, NULL};

static int homes_check_kind(const char *kind, struct error *err) {
  static const char *const kinds[] = {"public", "public-private", "private"};

  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
    if (strcmp(kinds[i], kind) == 0)
      return 0;
  return error_fault(err, "kind", "unknown",
                     "性质只能是 public（公办）、public-private（公建民营）或 "
                     "private（民办）。",
                     "The kind is public, public-private or private.");
}

#define HOMES_NAME_MAX 100 /* characters */

/* It stands on every page and report. */
static int homes_check_name(const char *name, struct error *err) {
  size_t len = strlen(name), count = 0;

  for (size_t i = 0; i < len; i++) {
    unsigned char c = (unsigned char)name[i];
    if (c < 0x20 || c == 0x7f)
      return error_fault(err, "name", "control",
                         "名称里有换行等控制字符，请重新输入。",
                         "The name holds a line break or another control "
                         "character; type it again.");
    count += (c & 0xc0) != 0x80;
  }
  if (strspn(name, " ") < len && count <= HOMES_NAME_MAX)
    return 0;
  return error_fault(err, "name", "length", "名称要写 1 到 %d 个字。",
                     "A name has 1 to %d characters.", HOMES_NAME_MAX);
}

static char *homes_administrator(struct registry *registry, struct error *err) {
  json_t *accounts = NULL, *account;
  char *name = NULL;
  size_t i;

  if (registry_account_list(registry, &accounts, err) != 0)
    return NULL;
  json_array_foreach(accounts, i, account) {
    if (name == NULL && json_get_bool(account, "administrator", false))
      name = strdup(json_get_text(account, "name", ""));
  }
  json_decref(accounts);
  if (name == NULL)
    error_set(err, ERROR_NOT_FOUND, "这个文件夹还没有管理员。",
              "This folder has no administrator yet.");
  return name;
}

char *host_administrator(struct host *host, struct error *err) {
  return homes_administrator(host_registry(host), err);
}

/* An administrator or manager of the home, as its records know them. */
static int homes_acceptor(struct storage *storage, const char *user,
                          struct caller *caller, const char **role,
                          struct error *err) {
  struct request request = {.user = (char *)(uintptr_t)user};
  int rc = caller_find(storage_writer(storage), &request, caller, err);

  if (rc != 0)
    return rc;
  *role = caller_has_role(caller, "administrator") ? "administrator"
          : caller_has_role(caller, "manager")     ? "manager"
                                                   : NULL;
  return *role != NULL
             ? 0
             : error_set(err, ERROR_PERMISSION,
                         "只有本机构的管理员或负责人能接受丢失的历史。",
                         "Only an administrator or manager of the home can "
                         "accept a loss.");
}

int host_home_accept(struct registry *registry, const struct clock *clock,
                     const char *home, const char *user, const char *reason,
                     struct storage_verdict *verdict,
                     struct storage_receipt *receipt, struct error *err) {
  struct storage_options options = {.clock = clock, .derived = host_derived};
  struct storage_acceptance how = {.reason = reason};
  struct storage *storage = NULL;
  struct caller caller = {0};
  char path[4096];
  char *by = user != NULL ? strdup(user) : homes_administrator(registry, err);
  int rc = by != NULL                ? 0
           : err->code != ERROR_NONE ? (int)err->code
                                     : ERROR_MEMORY;

  *verdict = (struct storage_verdict){0};
  if (rc == 0)
    rc = registry_home_path(registry, home, path, sizeof path, err);
  if (rc == 0)
    rc = storage_open(path, &options, &storage, err);
  if (rc == 0)
    rc = homes_acceptor(storage, by, &caller, &how.role, err);
  how.by = by;
  how.person = caller.person;
  if (rc == 0)
    rc = storage_accept_loss(storage, &how, verdict, receipt, err);
  if (rc == 0) /* accepted is accepted: it is no older copy as well */
    rc = stamp_write(registry, home, storage, clock_now(clock), err);
  caller_fini(&caller);
  storage_close(storage);
  free(by);
  return rc;
}

int host_home_make(struct host *host, const json_t *home, const char *user,
                   struct error *err) {
  const char *id = json_get_text(home, "id", "");
  struct storage_home made = {{0}, NULL, NULL, NULL};
  const struct zone *zone;
  char *owner;
  int rc;

  made.name = (char *)(uintptr_t)json_get_text(home, "name", id);
  made.zone = (char *)(uintptr_t)json_get_text(home, "zone", "Asia/Shanghai");
  made.kind = (char *)(uintptr_t)json_get_text(home, "kind", "private");
  rc = homes_check_kind(made.kind, err);
  if (homes_check_name(made.name, err) != 0)
    rc = err->code;
  if (rc == 0)
    rc = zone_get(made.zone, &zone, err);
  if (rc != 0)
    return rc;
  owner = user != NULL ? strdup(user) : host_administrator(host, err);
  if (owner == NULL)
    return err->code != ERROR_NONE ? err->code : ERROR_MEMORY;
  rc = host_home_new(host, id, &made, owner, err);
  free(owner);
  return rc;
}

static void homes_describe(struct home *home, struct item *item) {
  const struct storage_home *about = storage_home(home->storage);
  struct error why = {0};
  bool ok = storage_state(home->storage, &why) == ERROR_NONE;
  int64_t fault = atomic_load(&home->duty_fault);

  item->reply.err.code = ERROR_NONE;
  *(json_t **)item->job_context =
      json_pack("{s:s, s:s, s:s, s:s, s:s, s:s*, s:s*, s:I, s:o*, s:o*, s:o*, "
                "s:o*}",
                "id", home->id, "name", about->name, "zone", about->zone,
                "kind", about->kind, "state", ok ? "ok" : "readonly", "reason",
                why.zh, "reason_en", why.en, "unlogged",
                (json_int_t)access_unlogged(home->storage), "duty_fault",
                duties_fault_text(fault, true), "duty_fault_en",
                duties_fault_text(fault, false), "older",
                stamp_text(home, true), "older_en", stamp_text(home, false));
  error_fini(&why);
}

/* A home that does not open is listed too, with why. */
static json_t *homes_entry(struct host *host, const char *id) {
  struct error why = {0};
  json_t *entry = NULL;
  int rc = host_job_wait(host, id, homes_describe, &entry, &why);

  if (rc != 0 || entry == NULL) {
    json_decref(entry);
    entry = json_pack("{s:s, s:s, s:s, s:s*, s:s*}", "id", id, "name", id,
                      "state", error_slug(rc != 0 ? why.code : ERROR_MEMORY),
                      "reason", why.zh, "reason_en", why.en);
  }
  error_fini(&why);
  return entry;
}

int host_home_list(struct host *host, json_t **homes, struct error *err) {
  json_t *ids = NULL, *id;
  size_t i;
  int rc = registry_home_list(host_registry(host), &ids, err);

  if (rc != 0)
    return rc;
  *homes = json_array();
  json_array_foreach(ids, i, id) {
    const char *text = json_is_string(id) ? json_string_value(id)
                                          : json_get_text(id, "id", "");
    json_array_append_new(*homes, homes_entry(host, text));
  }
  json_decref(ids);
  return 0;
}

int host_check_password(const json_t *homes, const char *user,
                        const char *field, const char *text,
                        struct error *err) {
  const json_t *home;
  size_t i;
  int rc = password_check(field, text, err);

  if (rc == 0)
    rc = password_check_name(field, text, user, err);
  json_array_foreach((json_t *)(uintptr_t)homes, i, home) {
    if (rc == 0)
      rc = password_check_name(field, text, json_get_text(home, "id", ""), err);
    if (rc == 0)
      rc = password_check_name(field, text, json_get_text(home, "name", ""),
                               err);
  }
  return rc;
}

json_t *host_receipt_json(const struct host_reply *reply) {
  char when[32];

  if (reply->receipt.number == 0)
    return json_pack("{s:n, s:b, s:O?}", "receipt", "dry_run", 1, "result",
                     reply->result);
  calendar_format_instant(reply->receipt.recorded_at, reply->offset, when);
  return json_pack("{s:I, s:s, s:b, s:O?}", "receipt",
                   (json_int_t)reply->receipt.number, "recorded_at", when,
                   "repeated", reply->receipt.repeated, "result",
                   reply->result);
}
