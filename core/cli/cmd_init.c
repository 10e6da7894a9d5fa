/* init, home, user: data folder, homes, people. */
#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "base/json.h"
#include "base/password.h"
#include "base/zone.h"
#include "cli/cli.h"
#include "home/host.h"

#define INIT_USER "admin"

static int init_account(struct cli *cli, struct registry *registry,
                        struct error *err) {
  char word[20];
  char hash[PASSWORD_HASH_TEXT];
  char name[] = INIT_USER;
  struct registry_account account = {.name = name,
                                     .password = hash,
                                     .administrator = true,
                                     .must_change = true};
  json_t *answer;
  int rc;

  password_make(word);
  rc = password_hash(word, hash, err);
  if (rc == 0)
    rc = registry_account_add(registry, &account, &account.id, err);
  if (rc != 0)
    return rc;
  answer = json_pack("{s:s, s:s, s:s}", "data", cli->data, "user", name,
                     "password", word);
  output_value(cli, answer);
  json_decref(answer);
  return 0;
}

int cli_init(struct cli *cli, struct error *err) {
  struct registry *registry = NULL;
  struct clock clock;
  int64_t now = 0;
  int rc = cli_options(cli, NULL, 0, 0, err);

  if (rc != 0)
    return rc;
  if (cli->now != NULL &&
      calendar_parse_instant(cli->now, strlen(cli->now), &now) != 0)
    return error_set(err, ERROR_USAGE,
                     "--now 要写成 2026-11-23T14:05:00+08:00 这样。",
                     "Write --now like 2026-11-23T14:05:00+08:00.");
  rc = registry_create(cli->data, now, err);
  if (rc == 0)
    rc = registry_open(cli->data, &registry, &clock, err);
  if (rc == 0)
    rc = init_account(cli, registry, err);
  if (registry != NULL)
    registry_close(registry);
  return rc;
}

/* --- home ------------------------------------------------------------------
 */

static int home_list(struct cli *cli, struct error *err) {
  struct link *link = NULL;
  json_t *homes = NULL;
  struct buf text;
  int rc = link_open(cli, &link, err);

  buf_init(&text);
  if (rc == 0 && link_host(link) != NULL)
    rc = host_home_list(link_host(link), &homes, err);
  else if (rc == 0)
    rc = link_http(link, "GET", "/api/v1/homes", NULL, "", 0, &text, err);
  if (rc == 0 && homes == NULL)
    homes = json_loadb(text.data, text.len, 0, NULL);
  if (rc == 0)
    output_value(cli, homes);
  json_decref(homes);
  buf_fini(&text);
  link_close(link);
  return rc;
}

static int home_new_http(struct link *link, const json_t *home,
                         struct error *err) {
  struct buf body, text;
  int rc;

  buf_init(&body);
  buf_init(&text);
  json_write(&body, home);
  rc = link_http(link, "POST", "/api/v1/homes", "application/json", body.data,
                 body.len, &text, err);
  buf_fini(&body);
  buf_fini(&text);
  return rc;
}

static int home_new(struct cli *cli, const char *name, const char *zone,
                    const char *kind, struct error *err) {
  const char *id = cli->words[1];
  json_t *home =
      json_pack("{s:s, s:s, s:s, s:s}", "id", id, "name",
                name != NULL ? name : id, "zone", zone, "kind", kind);
  struct link *link = NULL;
  int rc = home == NULL ? error_set(err, ERROR_USAGE, "名称不是 UTF-8 文字。",
                                    "The name is not UTF-8 text.")
                        : link_open(cli, &link, err);

  if (rc == 0 && link_host(link) != NULL)
    rc = host_home_make(link_host(link), home, cli->as, err);
  else if (rc == 0)
    rc = home_new_http(link, home, err);
  if (rc == 0)
    output_value(cli, home);
  json_decref(home);
  link_close(link);
  return rc;
}

/* What is known of the access log's loss; nothing reads it but people. */
static void home_say_reads(const struct cli *cli,
                           const struct storage_verdict *verdict) {
  if (cli->json)
    return;
  if (verdict->reads_lost < 0)
    puts(cli->zh ? "访问日志丢失了多少条已无法知道：标记没有说明。"
                 : "How many entries the access log lost can't be known: the "
                   "mark does not tell.");
  else if (verdict->reads_lost == 0)
    puts(cli->zh ? "访问日志没有缺少标记所知的记录。"
                 : "The access log lacks no entry that the mark knew of.");
  else
    printf(cli->zh ? "访问日志至少丢失 %lld 条（每条是一次或几次查看）。\n"
                   : "The access log lost at least %lld entries, each of one "
                     "or more reads.\n",
           (long long)verdict->reads_lost);
}

/* The folder's lock is taken: no host may have the home meanwhile. */
static int home_accept(struct cli *cli, const char *reason, struct error *err) {
  struct storage_verdict verdict = {0};
  struct storage_receipt receipt = {0};
  struct registry *registry = NULL;
  struct clock clock;
  json_t *answer;
  int rc = registry_open(cli->data, &registry, &clock, err);

  if (rc == ERROR_BUSY) {
    error_fini(err);
    return error_set(err, ERROR_BUSY, "请先停止松鹤主机，再接受丢失的历史。",
                     "Stop the host first, then accept the loss.");
  }
  if (rc != 0)
    return rc;
  rc = host_home_accept(registry, &clock, cli->words[1], cli->as, reason,
                        &verdict, &receipt, err);
  if (rc == 0) {
    home_say_reads(cli, &verdict);
    answer =
        json_pack("{s:I, s:I, s:I, s:o}", "receipt", (json_int_t)receipt.number,
                  "commands", (json_int_t)verdict.commands, "reads",
                  (json_int_t)verdict.reads, "reads_lost",
                  verdict.reads_lost < 0 ? json_null()
                                         : json_integer(verdict.reads_lost));
    output_value(cli, answer);
    json_decref(answer);
  }
  storage_verdict_fini(&verdict);
  registry_close(registry);
  return rc;
}

int cli_home(struct cli *cli, struct error *err) {
  const char *reason = NULL;
  const char *name = NULL;
  const char *zone = "Asia/Shanghai";
  const char *kind = "private";
  const struct cli_option options[] = {{"--name", &name, NULL},
                                       {"--zone", &zone, NULL},
                                       {"--kind", &kind, NULL},
                                       {"--reason", &reason, NULL},
                                       {NULL, NULL, NULL}};
  int rc = cli_options(cli, options, 1, 2, err);

  if (rc != 0)
    return rc;
  if (strcmp(cli->words[0], "list") == 0 && cli->count == 1)
    return home_list(cli, err);
  if (strcmp(cli->words[0], "new") == 0 && cli->count == 2)
    return home_new(cli, name, zone, kind, err);
  if (strcmp(cli->words[0], "accept") == 0 && cli->count == 2)
    return home_accept(cli, reason, err);
  return error_set(
      err, ERROR_USAGE,
      "用法：home new ID、home list 或 home accept ID --reason 原因。",
      "Usage: home new ID, home list, or home accept ID --reason TEXT.");
}

/* --- user ------------------------------------------------------------------
 */

/* The first word of a role's adding: an account, then a person in each home
 * named. */
static int user_account(struct cli *cli, struct link *link,
                        const char *password, struct error *err) {
  char hash[PASSWORD_HASH_TEXT];
  struct registry_account account = {.name = cli->words[1], .password = hash};
  struct buf body, text;
  json_t *json;
  int rc;

  if (link_host(link) != NULL) {
    rc = password_hash(password, hash, err);
    return rc != 0 ? rc
                   : registry_account_add(host_registry(link_host(link)),
                                          &account, &account.id, err);
  }
  json = json_pack("{s:s, s:s}", "name", account.name, "password", password);
  buf_init(&body);
  buf_init(&text);
  json_write(&body, json);
  rc = link_http(link, "POST", "/api/v1/accounts", "application/json",
                 body.data, body.len, &text, err);
  json_decref(json);
  buf_fini(&body);
  buf_fini(&text);
  return rc;
}

static int user_homes(struct link *link, json_t **homes, struct error *err) {
  struct buf text;
  int rc;

  if (link_host(link) != NULL)
    return host_home_list(link_host(link), homes, err);
  buf_init(&text);
  rc = link_http(link, "GET", "/api/v1/homes", NULL, "", 0, &text, err);
  if (rc == 0)
    *homes = json_loadb(text.data, text.len, 0, NULL);
  buf_fini(&text);
  return rc;
}

static int user_person(struct cli *cli, struct link *link, const char *home,
                       struct error *err) {
  json_t *input =
      json_pack("{s:s, s:s}", "user", cli->words[1], "name", cli->words[1]);
  struct link_do call = {
      .home = home, .name = "core.add_person", .input = input};
  json_t *answer = NULL;
  int rc = link_do(link, &call, &answer, err);

  json_decref(answer);
  json_decref(input);
  return rc;
}

static int user_grant(struct cli *cli, struct link *link, const char *home,
                      const char *role, struct error *err) {
  json_t *homes = NULL, *entry, *answer = NULL;
  json_t *input = json_pack("{s:s, s:s}", "user", cli->words[1], "role", role);
  size_t i;
  int rc = user_homes(link, &homes, err);

  json_array_foreach(homes, i, entry) {
    const char *id = json_get_text(entry, "id", "");
    struct link_do call = {.home = id, .name = "core.grant", .input = input};
    if (rc != 0 || (home != NULL && strcmp(home, id) != 0))
      continue;
    rc = link_do(link, &call, &answer, err);
    if (rc == ERROR_NOT_FOUND) { /* not on this home's staff yet */
      error_fini(err);
      rc = user_person(cli, link, id, err);
      if (rc == 0)
        rc = link_do(link, &call, &answer, err);
    }
    json_decref(answer);
    answer = NULL;
  }
  json_decref(homes);
  json_decref(input);
  return rc;
}

static int user_accounts(struct link *link, json_t **accounts,
                         struct error *err) {
  struct buf text;
  int rc;

  if (link_host(link) != NULL)
    return registry_account_list(host_registry(link_host(link)), accounts, err);
  buf_init(&text);
  rc = link_http(link, "GET", "/api/v1/accounts", NULL, "", 0, &text, err);
  if (rc == 0)
    *accounts = json_loadb(text.data, text.len, 0, NULL);
  buf_fini(&text);
  return rc;
}

/* Whether an entry of the list has this text under `key`. */
static bool user_listed(const json_t *list, const char *key, const char *text) {
  json_t *entry;
  size_t i;

  json_array_foreach(list, i, entry) {
    if (strcmp(json_get_text(entry, key, ""), text) == 0)
      return true;
  }
  return false;
}

/* All that can be wrong is looked at before anything is made. */
static int user_check(struct cli *cli, struct link *link, const char *home,
                      const char *password, struct error *err) {
  json_t *accounts = NULL, *homes = NULL;
  int rc = user_accounts(link, &accounts, err);

  if (rc == 0)
    rc = user_homes(link, &homes, err);
  if (rc == 0) {
    host_check_password(homes, cli->words[1], "password", password, err);
    if (user_listed(accounts, "name", cli->words[1]))
      error_fault(err, "name", "taken", "已有用户 %s。",
                  "There is a user %s already.", cli->words[1]);
    if (home != NULL && !user_listed(homes, "id", home))
      error_fault(err, "home", "unknown", "没有 %s 这家机构。",
                  "There is no home %s.", home);
    rc = err->code;
  }
  json_decref(accounts);
  json_decref(homes);
  return rc;
}

static int user_add(struct cli *cli, const char *home, const char *role,
                    bool from_stdin, struct error *err) {
  struct link *link = NULL;
  struct buf line;
  int rc;

  if (role == NULL || !from_stdin)
    return error_set(err, ERROR_USAGE,
                     "用法：user add 名字 --role 角色 --password-stdin。",
                     "Usage: user add NAME --role ROLE --password-stdin.");
  buf_init(&line);
  rc = cli_read_line(&line, err);
  if (rc == 0)
    rc = link_open(cli, &link, err);
  if (rc == 0)
    rc = user_check(cli, link, home, line.data, err);
  if (rc == 0) /* the account last: a wrong role leaves nobody who signs in */
    rc = user_grant(cli, link, home, role, err);
  if (rc == 0)
    rc = user_account(cli, link, line.data, err);
  if (line.data != NULL)
    explicit_bzero(line.data, line.len);
  buf_fini(&line);
  link_close(link);
  return rc;
}

static int user_list(struct cli *cli, struct error *err) {
  struct link *link = NULL;
  json_t *accounts = NULL;
  int rc = link_open(cli, &link, err);

  if (rc == 0)
    rc = user_accounts(link, &accounts, err);
  if (rc == 0)
    output_value(cli, accounts);
  json_decref(accounts);
  link_close(link);
  return rc;
}

/* Sessions live in the host's memory: without one nobody is signed in. */
static int user_sessions(struct cli *cli, struct error *err) {
  struct link *link = NULL;
  json_t *list = NULL;
  struct buf text;
  int rc = link_open(cli, &link, err);

  buf_init(&text);
  if (rc == 0 && link_host(link) == NULL) {
    rc = link_http(link, "GET", "/api/v1/sessions", NULL, "", 0, &text, err);
    list = json_loadb(text.data, text.len, 0, NULL);
  }
  if (rc == 0 && list == NULL)
    list = json_array();
  if (rc == 0)
    output_value(cli, list);
  json_decref(list);
  buf_fini(&text);
  link_close(link);
  return rc;
}

static int user_end(struct cli *cli, struct error *err) {
  char path[64];
  struct link *link = NULL;
  struct buf text;
  int64_t session = 0;
  int rc = cli_number(cli->words[1], &session, err);

  if (rc == 0)
    rc = link_open(cli, &link, err);
  buf_init(&text);
  snprintf(path, sizeof path, "/api/v1/sessions/%lld", (long long)session);
  if (rc == 0 && link_host(link) != NULL)
    rc = error_set(err, ERROR_NOT_FOUND, "主机没有运行，没有人登录。",
                   "No host is running: nobody is signed in.");
  else if (rc == 0)
    rc = link_http(link, "DELETE", path, NULL, "", 0, &text, err);
  buf_fini(&text);
  link_close(link);
  return rc;
}

int cli_user(struct cli *cli, struct error *err) {
  const char *role = NULL;
  const char *home = NULL;
  bool from_stdin = false;
  const struct cli_option options[] = {{"--role", &role, NULL},
                                       {"--home", &home, NULL},
                                       {"--password-stdin", NULL, &from_stdin},
                                       {NULL, NULL, NULL}};
  int rc = cli_options(cli, options, 1, 2, err);

  if (rc != 0)
    return rc;
  if (strcmp(cli->words[0], "list") == 0)
    return user_list(cli, err);
  if (strcmp(cli->words[0], "sessions") == 0 && cli->count == 1)
    return user_sessions(cli, err);
  if (strcmp(cli->words[0], "end") == 0 && cli->count == 2)
    return user_end(cli, err);
  if (strcmp(cli->words[0], "add") == 0 && cli->count == 2)
    return user_add(cli, home, role, from_stdin, err);
  return error_set(err, ERROR_USAGE,
                   "用法：user add 名字 ...、user list、user sessions 或 user "
                   "end 号码。",
                   "Usage: user add NAME ..., user list, user sessions or user "
                   "end NUMBER.");
}
