#include "cli/plugin_kit.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/json.h"
#include "home/cases.h"

/* --- finding --------------------------------------------------------------
 */

static bool kit_is_plugin(const char *folder) {
  char path[PLACE_MAX + 20];

  snprintf(path, sizeof path, "%s/plugin.lua", folder);
  return access(path, F_OK) == 0;
}

static bool kit_try(struct kit *kit, const char *parent, const char *id) {
  char path[2 * PLACE_MAX];

  if (snprintf(path, sizeof path, "%s/%s", parent, id) >= PLACE_MAX ||
      !kit_is_plugin(path))
    return false;
  return realpath(path, kit->folder) != NULL;
}

static bool kit_find(struct kit *kit, const char *word) {
  char parent[PLACE_MAX + 20];

  if (strchr(word, '/') != NULL)
    return realpath(word, kit->folder) != NULL && kit_is_plugin(kit->folder);
  if (kit->home[0] != '\0') {
    snprintf(parent, sizeof parent, "%s/plugins", kit->home);
    if (kit_try(kit, parent, word))
      return true;
  }
  if (kit->site != NULL) {
    snprintf(parent, sizeof parent, "%s/plugins", kit->site);
    if (kit_try(kit, parent, word))
      return true;
  }
  return kit_try(kit, kit->place.plugins, word) || kit_try(kit, ".", word);
}

bool kit_has(const struct kit *kit, const char *id) {
  struct kit other = *kit;

  return kit_find(&other, id);
}

static int kit_find_home(struct kit *kit, const char *home, struct error *err) {
  char path[PLACE_MAX + 60];

  if (kit->site == NULL || strlen(home) > 32 ||
      strspn(home, "abcdefghijklmnopqrstuvwxyz0123456789_-") != strlen(home))
    path[0] = '\0';
  else
    snprintf(path, sizeof path, "%s/homes/%s", kit->site, home);
  if (path[0] != '\0' && access(path, F_OK) == 0 &&
      realpath(path, kit->home) != NULL)
    return 0;
  return error_set(err, ERROR_NOT_FOUND, "没有 %s 这家机构。",
                   "There is no home %s.", home);
}

int kit_open(struct kit *kit, struct cli *cli, const char *home,
             const char *word, struct error *err) {
  struct host_options options = {.plugins = kit->place.plugins,
                                 .runner = kit->place.runner,
                                 .paper = kit->place.paper};
  const char *base;
  int rc = 0;

  *kit = (struct kit){.cli = cli};
  place_find(cli->program, &kit->place);
  if (access(cli->data, F_OK) == 0)
    kit->site = cli->data;
  if (home != NULL)
    rc = kit_find_home(kit, home, err);
  if (rc != 0)
    return rc;
  if (!kit_find(kit, word))
    return error_set(err, ERROR_NOT_FOUND, "没有插件 %s（要有 plugin.lua）。",
                     "There is no plugin %s (with a plugin.lua).", word);
  base = strrchr(kit->folder, '/');
  snprintf(kit->id, sizeof kit->id, "%s", base != NULL ? base + 1 : "");
  return host_kit_open(&options, &kit->host, err);
}

void kit_close(struct kit *kit) {
  host_kit_close(kit->host);
  kit->host = NULL;
}

/* --- scratch hosts --------------------------------------------------------
 */

int kit_scratch_open(struct kit *kit, const struct host_trial *trial,
                     int64_t now, char scratch[64], struct host **out,
                     struct error *err) {
  struct host_options options = {.plugins = kit->place.plugins,
                                 .runner = kit->place.runner,
                                 .paper = kit->place.paper,
                                 .executors = 1,
                                 .trial = trial};
  char dir[80];
  int rc = cases_scratch_make(scratch, err);

  *out = NULL;
  snprintf(dir, sizeof dir, "%s/data", scratch);
  options.dir = dir;
  if (rc == 0)
    rc = registry_create(dir, now, err);
  if (rc == 0)
    rc = host_open(&options, out, err);
  return rc;
}

void kit_scratch_close(struct host *host, const char *scratch) {
  host_close(host);
  cases_scratch_remove(scratch);
}

int kit_plugin(struct host *host, const char *home, const char *user,
               const char *id, json_t **row, struct error *err) {
  struct host_call call = {.home = home,
                           .name = "core.plugins",
                           .who = {.user = user, .station = "kit"}};
  struct host_reply reply = {0};
  json_t *rows = NULL;
  json_t *each;
  size_t i;
  int rc;

  *row = NULL;
  host_ask_wait(host, &call, &reply);
  rc = reply.err.code;
  if (rc != 0)
    error_move(err, &reply.err);
  else
    rows = json_loadb(reply.text.data, reply.text.len, 0, NULL);
  json_array_foreach(rows, i, each) {
    if (*row == NULL && strcmp(json_get_text(each, "id", ""), id) == 0)
      *row = json_incref(each);
  }
  json_decref(rows);
  host_reply_fini(&reply);
  return rc;
}
