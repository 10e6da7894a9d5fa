/* plugin check, plugin test: a plugin looked over and tried. */
#include <string.h>

#include "base/json.h"
#include "cli/plugin_kit.h"
#include "plugin/check.h"

#define CHECK_NOW 1790000000000LL /* any time will do */

/* --- check ----------------------------------------------------------------
 */

/* Why the plugin does not run in the scratch home (a need that is missing, a
 * name of another plugin that is not there). */
static int check_runs(struct kit *kit, struct host *host, struct error *err) {
  json_t *row;
  int rc = kit_plugin(host, "test", "tester", kit->id, &row, err);

  if (row != NULL && strcmp(json_get_text(row, "state", ""), "running") != 0)
    error_fault(err, "plugin.lua", "faulty", "%s%.0s", "%.0s%s",
                json_get_text(row, "reason", ""),
                json_get_text(row, "reason_en", ""));
  json_decref(row);
  return rc;
}

static void check_needs(const struct kit *kit, const json_t *declaration,
                        struct error *err) {
  json_t *need;
  size_t i;

  json_array_foreach(json_object_get(declaration, "needs"), i, need) {
    const char *id = json_string_value(need);
    char path[40];
    if (id == NULL || strchr(id, '/') != NULL || kit_has(kit, id))
      continue;
    snprintf(path, sizeof path, "needs[%zu]", i);
    error_fault(err, path, "missing", "没有安装插件 %s。",
                "There is no plugin %s here.", id);
  }
}

/* Its SQL against its tables and those of the plugins it needs. `sound`: the
 * declaration has no faults, so it has to run too. */
static int check_queries(struct kit *kit, const json_t *declaration, bool sound,
                         struct error *err) {
  struct host_trial trial = {
      .kit = kit->host, .site = kit->site, .folder = kit->folder};
  struct storage_home home = {.name = (char[]){"test"},
                              .zone = (char[]){"Asia/Shanghai"},
                              .kind = (char[]){"public"}};
  struct host *host;
  struct error tables = {0};
  char scratch[64];
  int rc = kit_scratch_open(kit, &trial, CHECK_NOW, scratch, &host, err);

  if (rc == 0)
    rc = host_home_new(host, "test", &home, "tester", err);
  if (rc == 0 && sound)
    rc = check_runs(kit, host, err);
  if (rc == 0) {
    rc = host_check_queries(host, "test", declaration, &tables);
    for (size_t i = 0; i < tables.fault_count; i++)
      if (sound || strncmp(tables.faults[i].field, "queries.", 8) == 0)
        error_fault(err, tables.faults[i].field, tables.faults[i].code,
                    "%s%.0s", "%.0s%s", tables.faults[i].zh,
                    tables.faults[i].en);
    /* tables that are wrong were named before */
    if (rc != 0 && sound && tables.fault_count == 0)
      error_set(err, tables.code, "%s%.0s", "%.0s%s", tables.zh, tables.en);
    rc = 0;
  }
  error_fini(&tables);
  kit_scratch_close(host, scratch);
  return rc;
}

static int check_all(struct kit *kit, struct plugin_checked *checked,
                     struct error *err) {
  struct plugin_source *source = NULL;
  char tests[PLACE_MAX + 10];
  int rc = plugin_source_read(kit->folder, &source, err);

  snprintf(tests, sizeof tests, "%s/tests", kit->folder);
  if (rc == 0)
    rc = plugin_source_read_into(source, tests, "tests/", err);
  if (rc == 0) {
    plugin_source_seal(source);
    rc = plugin_check(host_zygote(kit->host), source, checked, err);
  }
  plugin_source_free(source);
  if (checked->declaration != NULL) {
    const char *id = json_get_text(checked->declaration, "id", "");
    if (strcmp(id, kit->id) != 0)
      error_fault(
          err, "id", "folder", "插件的 id（%s）和它的文件夹名（%s）不一样。",
          "The plugin's id (%s) is not its folder's name (%s).", id, kit->id);
    check_needs(kit, checked->declaration, err);
    check_queries(kit, checked->declaration, err->code == ERROR_NONE, err);
  }
  return err->code;
}

/* All faults are in `err`; one sentence for them all. */
static int check_say(const struct kit *kit, struct error *err) {
  struct error all = {0};
  size_t count = err->fault_count + err->omitted;

  if (err->code == ERROR_NONE || err->fault_count == 0)
    return err->code;
  error_set(&all, ERROR_INPUT, "插件 %s 有 %zu 处不对。",
            "Faults in plugin %s: %zu.", kit->id, count);
  for (size_t i = 0; i < err->fault_count; i++)
    error_fault(&all, err->faults[i].field, err->faults[i].code, "%s%.0s",
                "%.0s%s", err->faults[i].zh, err->faults[i].en);
  error_move(err, &all);
  return err->code;
}

int plugin_cmd_check(struct cli *cli, struct error *err) {
  struct plugin_checked checked = {0};
  struct kit kit;
  json_t *answer;
  int rc = kit_open(&kit, cli, NULL, cli->words[1], err);

  if (rc == 0) {
    check_all(&kit, &checked, err);
    rc = check_say(&kit, err);
  }
  if (rc == 0) {
    answer = json_pack("{s:s, s:O, s:s, s:O?}", "plugin", kit.id, "version",
                       json_object_get(checked.declaration, "version"),
                       "folder", kit.folder, "unused", checked.unused);
    output_value(cli, answer);
    json_decref(answer);
  }
  plugin_checked_fini(&checked);
  kit_close(&kit);
  return rc;
}

/* --- test -----------------------------------------------------------------
 */

static void test_print(const struct cli *cli,
                       const struct cases_result *result) {
  json_t *row;
  size_t i;

  json_array_foreach(result->cases, i, row) {
    if (json_get_bool(row, "passed", false))
      continue;
    printf("%s %s: %s\n  %s\n", cli->zh ? "未通过" : "FAILED",
           json_get_text(row, "file", ""), json_get_text(row, "case", ""),
           json_get_text(row, cli->zh ? "zh" : "en", ""));
  }
  printf(cli->zh ? "%d 个用例通过，%d 个未通过\n"
                 : "%d cases passed, %d failed\n",
         result->passed, result->failed);
}

int plugin_cmd_test(struct cli *cli, struct error *err) {
  struct cases_result result = {0};
  struct cases_where where = {.own = true};
  struct kit kit;
  int rc = kit_open(&kit, cli, cli->words[1], cli->words[2], err);

  if (rc == 0) {
    where.kit = kit.host;
    where.site = kit.site;
    where.home = kit.home;
    where.folder = kit.folder;
    where.plugin = kit.id;
    rc = cases_run_folder(&where, &result, err);
  }
  if (rc == 0 && cli->json) {
    json_t *answer = json_pack("{s:s, s:i, s:i, s:O}", "plugin", kit.id,
                               "passed", result.passed, "failed", result.failed,
                               "cases", result.cases);
    output_value(cli, answer);
    json_decref(answer);
  } else if (rc == 0) {
    test_print(cli, &result);
  }
  if (rc == 0 && result.failed > 0)
    rc = error_set(err, ERROR_RULE, "有 %d 个用例没有通过。",
                   "Cases that failed: %d.", result.failed);
  else if (rc == 0 && result.passed == 0)
    rc = error_set(err, ERROR_RULE, "插件 %s 没有测试。",
                   "Plugin %s has no tests.", kit.id);
  json_decref(result.cases);
  kit_close(&kit);
  return rc;
}
