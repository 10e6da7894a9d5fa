/* verify, schedule, doctor: checks that need no host. */
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/json.h"
#include "cli/cli.h"
#include "cli/place.h"
#include "home/host.h"
#include "schedule/print.h"

static json_t *verify_answer(const struct cli *cli,
                             const struct storage_verdict *verdict) {
  json_t *findings = json_array();
  json_t *answer;

  for (size_t i = 0; i < verdict->findings.fault_count; i++) {
    const struct error_fault *fault = &verdict->findings.faults[i];
    json_array_append_new(findings,
                          json_pack("{s:s, s:s, s:s}", "where", fault->field,
                                    "code", fault->code, "text",
                                    cli->zh ? fault->zh : fault->en));
  }
  answer = json_pack("{s:b, s:I, s:I, s:I, s:o}", "ok",
                     verdict->findings.fault_count == 0, "commands",
                     (json_int_t)verdict->commands, "rows",
                     (json_int_t)verdict->rows, "erased",
                     (json_int_t)verdict->erased, "findings", findings);
  storage_verdict_tell(verdict, answer);
  return answer;
}

/* What can't be looked into at all is not in order either; why is the one
 * finding. NULL for what says nothing about the home, such as a wrong name. */
static json_t *verify_unread(const struct cli *cli, const struct error *err) {
  if (err->code != ERROR_CORRUPT && err->code != ERROR_FUTURE &&
      err->code != ERROR_IO)
    return NULL;
  return json_pack("{s:b, s:[{s:s, s:s, s:s}]}", "ok", false, "findings",
                   "where", "home.db", "code", error_slug(err->code), "text",
                   error_detail(err, cli->zh));
}

/* The folder is ours alone while we check (the registry's lock). */
static int verify_here(struct cli *cli, const char *home, const char *head,
                       json_t **answer, struct error *err) {
  struct storage_options options = {.read_only = true, .derived = host_derived};
  struct storage_printed printed;
  struct storage_verify_ask ask = {.printed = head != NULL ? &printed : NULL};
  struct storage_verdict verdict = {0};
  struct registry *registry = NULL;
  struct clock clock;
  char path[PLACE_MAX];
  int rc = head != NULL ? storage_printed_read(head, &printed, err) : 0;

  if (rc == 0)
    rc = registry_open(cli->data, &registry, &clock, err);
  if (rc != 0)
    return rc;
  options.clock = &clock;
  rc = registry_home_path(registry, home, path, sizeof path, err);
  if (rc == 0) {
    rc = storage_verify(path, &options, &ask, &verdict, err);
    if (rc == 0 || verdict.findings.fault_count > 0)
      *answer = verify_answer(cli, &verdict);
    storage_verdict_fini(&verdict);
  }
  registry_close(registry);
  return rc;
}

/* The host tells both languages; here a finding reads as verify_answer's. */
static void verify_translate(const struct cli *cli, json_t *answer) {
  json_t *finding;
  size_t i;

  json_array_foreach(json_object_get(answer, "findings"), i, finding) {
    json_object_set(finding, "where", json_object_get(finding, "field"));
    json_object_set(finding, "text",
                    json_object_get(finding, cli->zh ? "zh" : "en"));
    json_object_del(finding, "field");
    json_object_del(finding, "zh");
    json_object_del(finding, "en");
  }
}

static int verify_http(const struct cli *cli, struct link *link,
                       const char *head, json_t **answer, struct error *err) {
  const char *home = cli->words[0];
  json_t *input = json_pack("{s:s*}", "head", head);
  struct buf text;
  int rc;

  buf_init(&text);
  rc = link_ask(link, home, "core.verify", input, NULL, &text, err);
  json_decref(input);
  if (rc == 0)
    *answer = json_loadb(text.data, text.len, 0, NULL);
  buf_fini(&text);
  verify_translate(cli, *answer);
  if (rc == 0 && !json_get_bool(*answer, "ok", false))
    rc = ERROR_CORRUPT;
  return rc;
}

/* For people, sentences in place of what programs read. */
static void verify_say(const struct cli *cli, json_t *answer) {
  const char *printed = json_get_text(answer, "printed", "");
  json_t *epoch;
  size_t i;

  if (cli->json)
    return;
  json_array_foreach(json_object_get(answer, "epochs"), i, epoch)
      puts(json_get_text(epoch, cli->zh ? "zh" : "en", ""));
  json_object_del(answer, "epochs");
  if (strcmp(printed, "kept") == 0)
    puts(cli->zh ? "打印过的这一条在日志里，没有变。"
                 : "The printed head is in the journal, unchanged.");
  else if (strcmp(printed, "lost") == 0)
    puts(cli->zh ? "打印过的这一条不在日志里：它属于已接受的丢失部分。"
                 : "The printed head is not in the journal: it belongs to the "
                   "part whose loss was accepted.");
}

int cli_verify(struct cli *cli, struct error *err) {
  struct link *link = NULL;
  json_t *answer = NULL;
  const char *head = NULL;
  const struct cli_option options[] = {{"--head", &head, NULL},
                                       {NULL, NULL, NULL}};
  int rc = cli_options(cli, options, 1, 1, err);

  if (rc != 0)
    return rc;
  rc = verify_here(cli, cli->words[0], head, &answer, err);
  if (rc == ERROR_BUSY) { /* a host has it: let the host check */
    error_fini(err);
    rc = link_open(cli, &link, err);
    if (rc == 0)
      rc = verify_http(cli, link, head, &answer, err);
    link_close(link);
  }
  if (answer == NULL)
    answer = verify_unread(cli, err);
  if (answer != NULL) {
    verify_say(cli, answer);
    output_value(cli, answer);
  }
  json_decref(answer);
  if (rc == ERROR_CORRUPT)
    error_set(err, ERROR_CORRUPT,
              "这个机构的记录与日志不符，见上面的清单。请停止使用并恢复备份。",
              "This home's records differ from its journal, see the list "
              "above. Stop using it and restore a backup.");
  return rc;
}

int cli_schedule(struct cli *cli, struct error *err) {
  struct buf out;
  int rc;

  if (cli->count < 1 || strcmp(cli->words[0], "expand") != 0)
    return error_set(err, ERROR_USAGE,
                     "用法：schedule expand --start LOCAL --rrule R ...",
                     "Usage: schedule expand --start LOCAL --rrule R ...");
  buf_init(&out);
  rc = schedule_expand_print(cli->count - 1, cli->words + 1, &out, err);
  if (rc == 0)
    fwrite(out.data, 1, out.len, stdout);
  buf_fini(&out);
  return rc;
}

/* --- doctor ----------------------------------------------------------------
 */

static void doctor_add(json_t *list, const struct cli *cli, bool ok,
                       const char *what, const char *zh, const char *en) {
  json_array_append_new(list, json_pack("{s:s, s:b, s:s}", "what", what, "ok",
                                        ok, "text", cli->zh ? zh : en));
}

/* What is set aside for recording duties. */
static void doctor_ballast(const struct cli *cli, const json_t *space,
                           json_t *list) {
  const char *state = json_get_text(space, "ballast", "none");

  if (strcmp(state, "held") == 0)
    doctor_add(list, cli, true, "ballast", "已为记录任务留出备用空间。",
               "Room is set aside for recording duties.");
  else if (strcmp(state, "out") == 0)
    doctor_add(list, cli, false, "ballast",
               "为记录任务留出的备用空间已经用上；清理磁盘后会自动恢复。",
               "The room set aside for recording duties is in use; it comes "
               "back by itself once there is space again.");
  else
    doctor_add(list, cli, true, "ballast",
               "还没有为记录任务留出备用空间：主机运行并且磁盘有 2 GB 空余时"
               "会自动留出。",
               "No room is set aside for recording duties yet: the running "
               "host does so once 2 GB are free.");
}

static void doctor_space(const struct cli *cli, json_t *list) {
  struct error why = {0};
  json_t *space = NULL;
  const char *zh;

  if (host_space(cli->data, &space, &why) != 0) {
    doctor_add(list, cli, false, "space", error_detail(&why, true),
               error_detail(&why, false));
  } else {
    zh = json_get_text(space, "zh", NULL);
    doctor_add(list, cli, zh == NULL, "space",
               zh != NULL ? zh : "磁盘空间足够。",
               json_get_text(space, "en", "There is enough disk space."));
    doctor_ballast(cli, space, list);
  }
  json_decref(space);
  error_fini(&why);
}

static void doctor_folder(const struct cli *cli, json_t *list) {
  struct stat st;
  bool there = stat(cli->data, &st) == 0;

  if (!there) {
    doctor_add(list, cli, false, "data", "没有数据文件夹；先运行 songhe init。",
               "There is no data folder; run songhe init first.");
    return;
  }
  doctor_add(list, cli, (st.st_mode & 077) == 0, "rights",
             (st.st_mode & 077) == 0 ? "只有本用户能读数据文件夹。"
                                     : "别人也能读数据文件夹；运行 chmod 700。",
             (st.st_mode & 077) == 0
                 ? "Only this user can read the data folder."
                 : "Others can read the data folder; run chmod 700.");
  doctor_space(cli, list);
}

static void doctor_program(const struct cli *cli, json_t *list) {
  struct place place;
  bool ok;

  place_find(cli->program, &place);
  ok = access(place.runner, X_OK) == 0;
  doctor_add(list, cli, ok, "songhe-runner",
             ok ? "插件可以运行。" : "缺少 songhe-runner；请重新安装。",
             ok ? "Plugins can run." : "songhe-runner is missing; reinstall.");
  ok = access(place.paper, X_OK) == 0;
  doctor_add(list, cli, ok, "songhe-paper",
             ok ? "表格可以导入。" : "缺少 songhe-paper；请重新安装。",
             ok ? "Spreadsheets can be read."
                : "songhe-paper is missing; reinstall.");
  ok = access(place.plugins, R_OK) == 0;
  doctor_add(list, cli, ok, "plugins",
             ok ? "插件文件夹在。" : "没有插件文件夹；请重新安装。",
             ok ? "The plugins' folder is there."
                : "The plugins' folder is missing; reinstall.");
}

/* A plugin that does not run, or not in its newest version. */
static void doctor_plugins(struct cli *cli, struct link *link, const char *home,
                           json_t *list) {
  struct error ignored = {0};
  json_t *rows = NULL;
  json_t *row;
  struct buf text;
  size_t i;

  buf_init(&text);
  if (link_ask(link, home, "core.plugins", NULL, NULL, &text, &ignored) == 0)
    rows = json_loadb(text.data, text.len, 0, NULL);
  json_array_foreach(rows, i, row) {
    const char *zh = json_get_text(row, "reason", "");
    char what[120];
    if (zh[0] == '\0' ||
        strcmp(json_get_text(row, "state", ""), "disabled") == 0)
      continue;
    snprintf(what, sizeof what, "%s.%s", home, json_get_text(row, "id", ""));
    doctor_add(list, cli, false, what, zh, json_get_text(row, "reason_en", ""));
  }
  json_decref(rows);
  buf_fini(&text);
  error_fini(&ignored);
}

/* An event that a plugin could not take in, and what waits behind it. */
static void doctor_event(const struct cli *cli, const char *home,
                         const json_t *row, json_t *list) {
  const char *type = json_get_text(row, "type", "");
  const char *by = json_get_text(row, "subscriber", "");
  long long event = (long long)json_get_int(row, "event", 0);
  long long waiting = (long long)json_get_int(row, "waiting", 0);
  char what[80], zh[1000], en[1000];

  snprintf(what, sizeof what, "%s.events", home);
  snprintf(zh, sizeof zh,
           "事件 %lld（%s）%s 没能处理，已搁置，后面还有 %lld 个在等：%.300s "
           "改好后运行 songhe do %s core.replay_event "
           "'{\"subscriber\":\"%s\",\"event\":%lld,\"reason\":\"…\"}'；"
           "不要了就用 core.drop_event。",
           event, type, by, waiting, json_get_text(row, "error", ""), home, by,
           event);
  snprintf(en, sizeof en,
           "Event %lld (%s) is set aside, %s could not take it in; %lld more "
           "wait behind it: %.300s Once that is mended, run songhe do %s "
           "core.replay_event "
           "'{\"subscriber\":\"%s\",\"event\":%lld,\"reason\":\"...\"}', or "
           "core.drop_event to give it up.",
           event, type, by, waiting, json_get_text(row, "error_en", ""), home,
           by, event);
  doctor_add(list, cli, false, what, zh, en);
}

static void doctor_events(struct cli *cli, struct link *link, const char *home,
                          json_t *list) {
  struct error ignored = {0};
  json_t *rows = NULL, *row;
  struct buf text;
  size_t i;

  buf_init(&text);
  if (link_ask(link, home, "core.parked", NULL, NULL, &text, &ignored) == 0)
    rows = json_loadb(text.data, text.len, 0, NULL);
  json_array_foreach(rows, i, row) doctor_event(cli, home, row, list);
  json_decref(rows);
  buf_fini(&text);
  error_fini(&ignored);
}

/* Duties that are set aside, or stopped. */
static void doctor_duties(const struct cli *cli, const json_t *home,
                          json_t *list) {
  const char *zh = json_get_text(home, "duty_fault", NULL);
  char what[64];

  if (zh == NULL)
    return;
  snprintf(what, sizeof what, "%s.duties", json_get_text(home, "id", ""));
  doctor_add(list, cli, false, what, zh,
             json_get_text(home, "duty_fault_en", ""));
}

/* A folder that was put back whole. */
static void doctor_copy(const struct cli *cli, const json_t *home,
                        json_t *list) {
  const char *id = json_get_text(home, "id", "");
  const char *zh = json_get_text(home, "older", NULL);
  char what[64];

  if (zh == NULL)
    return;
  snprintf(what, sizeof what, "%s.copy", id);
  doctor_add(list, cli, false, what, zh, json_get_text(home, "older_en", ""));
}

/* What the home says of itself; NULL when it can't be asked. New reference. */
static json_t *doctor_ask(struct link *link, const char *home) {
  struct error ignored = {0};
  json_t *answer = NULL;
  struct buf text;

  buf_init(&text);
  if (link_ask(link, home, "core.home", NULL, NULL, &text, &ignored) == 0)
    answer = json_loadb(text.data, text.len, 0, NULL);
  buf_fini(&text);
  error_fini(&ignored);
  return answer;
}

/* M26: while they can't be renewed, the last paper sheets and of when they are.
 */
static void doctor_paper(const struct cli *cli, const json_t *answer,
                         json_t *list) {
  const json_t *paper = json_object_get(answer, "paper");
  char what[64], zh[PLACE_MAX + 400], en[PLACE_MAX + 400];
  json_t *sheet;
  size_t i;

  if (paper == NULL)
    return;
  snprintf(what, sizeof what, "%s.paper", json_get_text(answer, "id", ""));
  doctor_add(list, cli, false, what, json_get_text(paper, "zh", ""),
             json_get_text(paper, "en", ""));
  json_array_foreach(json_object_get(paper, "sheets"), i, sheet) {
    const char *folder = json_get_text(paper, "folder", "");
    const char *name = json_get_text(sheet, "name", "");
    const char *at = json_get_text(sheet, "at", "");
    snprintf(zh, sizeof zh, "写于 %s：%s/%s/%s", at, cli->data, folder, name);
    snprintf(en, sizeof en, "Written %s: %s/%s/%s", at, cli->data, folder,
             name);
    doctor_add(list, cli, true, what, zh, en);
  }
}

/* M12: a jump of the clock that nobody has confirmed. */
static void doctor_clock(const struct cli *cli, const json_t *answer,
                         const char *home, json_t *list) {
  char zh[256], en[256];
  long long minutes =
      (long long)(json_get_int(answer, "clock_doubt", 0) / 60000);

  if (minutes > 0) {
    snprintf(zh, sizeof zh,
             "电脑的时钟一下子快了 %lld 分钟，没有任务自动记为漏做。"
             "核对时间后运行 songhe do %s core.confirm_clock。",
             minutes, home);
    snprintf(en, sizeof en,
             "The clock jumped %lld minutes ahead; nothing is counted as "
             "missed by itself. Check the time, then run songhe do %s "
             "core.confirm_clock.",
             minutes, home);
    doctor_add(list, cli, false, "clock", zh, en);
  }
}

/* What the access log lacks, as far as who has the home open knows. */
static void doctor_unlogged(const struct cli *cli, const json_t *home,
                            json_t *list) {
  int64_t count = json_get_int(home, "unlogged", 0);
  char what[80], zh[160], en[160];

  if (count == 0)
    return;
  snprintf(what, sizeof what, "%s.access_log", json_get_text(home, "id", ""));
  snprintf(zh, sizeof zh, "有 %lld 次查看没有记入访问日志，因为写不进去。",
           (long long)count);
  snprintf(en, sizeof en,
           "%lld reads are not in the access log, which can't be written.",
           (long long)count);
  doctor_add(list, cli, false, what, zh, en);
}

/* Whether it can be read, and written, and why not. */
static void doctor_state(const struct cli *cli, const json_t *home,
                         json_t *list) {
  const char *id = json_get_text(home, "id", "");
  const char *state = json_get_text(home, "state", "ok");
  char zh[PLACE_MAX + 400], en[PLACE_MAX + 400];
  bool reads = strcmp(state, "readonly") == 0;

  if (strcmp(state, "ok") == 0) {
    doctor_add(list, cli, true, id, "可以读写。", "Can be read and written.");
    return;
  }
  snprintf(zh, sizeof zh,
           reads ? "只能查看，访问日志也写不了（谁看过什么没有"
                   "记下来）：%s"
                 : "打不开：%s",
           json_get_text(home, "reason", ""));
  snprintf(en, sizeof en,
           reads ? "Can only be read; nor can the access log be written (who "
                   "reads what is not noted): %s"
                 : "Can't be opened: %s",
           json_get_text(home, "reason_en", ""));
  doctor_add(list, cli, false, id, zh, en);
}

/* One entry of the list of homes. */
static void doctor_home(struct cli *cli, struct link *link, const json_t *home,
                        bool first, json_t *list) {
  const char *id = json_get_text(home, "id", "");
  json_t *answer = doctor_ask(link, id);

  doctor_state(cli, home, list);
  doctor_unlogged(cli, home, list);
  doctor_duties(cli, home, list);
  doctor_copy(cli, home, list);
  doctor_paper(cli, answer, list);
  doctor_plugins(cli, link, id, list);
  doctor_events(cli, link, id, list);
  if (first) /* one clock for all */
    doctor_clock(cli, answer, id, list);
  json_decref(answer);
}

/* Homes are asked through whoever has them; a folder in use is no fault. */
static int doctor_homes(struct cli *cli, json_t *list, struct error *err) {
  struct link *link = NULL;
  json_t *homes = NULL, *home;
  struct buf text;
  size_t i;
  int rc = link_open(cli, &link, err);

  buf_init(&text);
  if (rc == 0 && link_host(link) != NULL)
    rc = host_home_list(link_host(link), &homes, err);
  else if (rc == 0)
    rc = link_http(link, "GET", "/api/v1/homes", NULL, "", 0, &text, err);
  if (rc == 0 && homes == NULL)
    homes = json_loadb(text.data, text.len, 0, NULL);
  json_array_foreach(homes, i, home) doctor_home(cli, link, home, i == 0, list);
  json_decref(homes);
  buf_fini(&text);
  link_close(link);
  return rc;
}

int cli_doctor(struct cli *cli, struct error *err) {
  json_t *list = json_array();
  json_t *entry;
  size_t i;
  bool ok = true;
  int rc = cli_options(cli, NULL, 0, 0, err);

  if (rc == 0) {
    doctor_folder(cli, list);
    doctor_program(cli, list);
    if (json_array_size(list) > 1)
      rc = doctor_homes(cli, list, err);
    output_value(cli, list);
  }
  json_array_foreach(list, i, entry) ok =
      ok && json_get_bool(entry, "ok", true);
  json_decref(list);
  if (rc == 0 && !ok)
    rc = error_set(err, ERROR_RULE, "有需要处理的问题，见上面的清单。",
                   "Some things need attention, see the list above.");
  return rc;
}
