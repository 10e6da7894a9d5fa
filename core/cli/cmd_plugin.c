/* plugin: the kit. */
#include <string.h>

#include "base/json.h"
#include "cli/cli.h"
#include "cli/plugin_kit.h"

static int plugin_change(struct cli *cli, const char *name, struct error *err) {
  json_t *input = json_pack("{s:s}", "plugin", cli->words[2]);
  struct link_do call = {.home = cli->words[1], .name = name, .input = input};
  struct link *link = NULL;
  json_t *answer = NULL;
  int rc = link_open(cli, &link, err);

  if (rc == 0)
    rc = link_do(link, &call, &answer, err);
  if (rc == 0)
    output_value(cli, answer);
  json_decref(answer);
  json_decref(input);
  link_close(link);
  return rc;
}

static int plugin_rules(struct cli *cli, struct error *err) {
  json_t *input =
      cli->count == 3 ? json_pack("{s:s}", "plugin", cli->words[2]) : NULL;
  int rc = cli_show(cli, cli->words[1], "core.rules", input, NULL, err);

  json_decref(input);
  return rc;
}

static int plugin_usage(struct error *err) {
  return error_set(
      err, ERROR_USAGE,
      "用法：plugin list HOME；plugin check DIR|ID；plugin test HOME "
      "ID|DIR；plugin new ID [--into DIR]；plugin try HOME ID DIR [--from "
      "SEQ|DATE] [--limit N]；plugin rules HOME [ID]；plugin "
      "enable|disable|reload HOME ID。",
      "Usage: plugin list HOME; plugin check DIR|ID; plugin test HOME ID|DIR; "
      "plugin new ID [--into DIR]; plugin try HOME ID DIR [--from SEQ|DATE] "
      "[--limit N]; plugin rules HOME [ID]; plugin enable|disable|reload HOME "
      "ID.");
}

int cli_plugin(struct cli *cli, struct error *err) {
  static const char *const changes[][2] = {
      {"enable", "core.plugin_enable"},
      {"disable", "core.plugin_disable"},
      {"reload", "core.plugin_reload"},
  };
  const char *into = NULL;
  const char *from = NULL;
  const char *limit = NULL;
  const struct cli_option options[] = {{"--into", &into, NULL},
                                       {"--from", &from, NULL},
                                       {"--limit", &limit, NULL},
                                       {NULL, NULL, NULL}};
  const char *what;
  int rc = cli_options(cli, options, 2, 4, err);

  if (rc != 0)
    return rc;
  what = cli->words[0];
  if (strcmp(what, "list") == 0 && cli->count == 2)
    return cli_show(cli, cli->words[1], "core.plugins", NULL, NULL, err);
  if (strcmp(what, "rules") == 0 && cli->count <= 3)
    return plugin_rules(cli, err);
  if (strcmp(what, "check") == 0 && cli->count == 2)
    return plugin_cmd_check(cli, err);
  if (strcmp(what, "test") == 0 && cli->count == 3)
    return plugin_cmd_test(cli, err);
  if (strcmp(what, "new") == 0 && cli->count == 2)
    return plugin_cmd_new(cli, into, err);
  if (strcmp(what, "try") == 0 && cli->count == 4)
    return plugin_cmd_try(cli, from, limit, err);
  for (size_t i = 0; i < sizeof changes / sizeof *changes; i++)
    if (strcmp(what, changes[i][0]) == 0 && cli->count == 3)
      return plugin_change(cli, changes[i][1], err);
  return plugin_usage(err);
}
