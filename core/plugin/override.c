#include "plugin/override.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/json.h"
#include "plugin/call.h"
#include "plugin/declare.h"
#include "plugin/fault.h"

#define OVERRIDE_PATH 300

static const char *const layers[] = {"site", "home"};
#define LAYERS (sizeof layers / sizeof *layers)

/* "site/priority.lua", as people are told. */
static const char *override_short(const char *path) {
  return path + strlen("overrides/");
}

/* --- reading --------------------------------------------------------------
 */

static bool override_any(const struct plugin_source *source) {
  for (size_t i = 0; i < source->count; i++)
    for (size_t layer = 0; layer < LAYERS; layer++)
      if (plugin_source_is_override(source->files[i].path, layers[layer]))
        return true;
  return false;
}

int plugin_overrides_read(const struct plugin_source *base, const char *site,
                          const char *home, struct plugin_source **out,
                          struct error *err) {
  const char *folders[LAYERS] = {site, home};
  struct plugin_source *source;
  char prefix[40];
  bool any = false;
  int rc = 0;

  *out = NULL;
  for (size_t i = 0; i < LAYERS; i++)
    any = any || (folders[i] != NULL && access(folders[i], F_OK) == 0);
  if (!any)
    return 0;
  source = plugin_source_copy(base);
  if (source == NULL)
    return error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
  for (size_t i = 0; i < LAYERS; i++) {
    int one;
    if (folders[i] == NULL)
      continue;
    snprintf(prefix, sizeof prefix, "overrides/%s/", layers[i]);
    one = plugin_source_read_into(source, folders[i], prefix, err);
    rc = rc == 0 ? one : rc;
  }
  if (rc != 0 || !override_any(source)) {
    plugin_source_free(source);
    return rc;
  }
  plugin_source_seal(source);
  *out = source;
  return 0;
}

/* --- rules ----------------------------------------------------------------
 */

static void override_hash(const char *first, const struct plugin_file *file,
                          char out[2 * HASH_SIZE + 1]) {
  struct hash_state state;
  uint8_t hash[HASH_SIZE];

  hash_init(&state);
  if (first != NULL)
    hash_add(&state, first, strlen(first));
  hash_add(&state, file->text, file->len);
  hash_end(&state, hash);
  hash_hex(hash, HASH_SIZE, out);
}

/* The file in which a rule of the plugin is written. */
static const struct plugin_file *override_rule_file(
    const struct plugin_source *source, const json_t *rule) {
  const char *place = json_get_text(rule, "$function", "");
  char path[OVERRIDE_PATH];

  snprintf(path, sizeof path, "%.*s", (int)strcspn(place, ":"), place);
  return plugin_source_find(source, path);
}

/* {rule: {hash, file}} of the plugin itself. */
static json_t *override_rules_start(const json_t *declaration,
                                    const struct plugin_source *source) {
  json_t *rules = json_object();
  char hash[2 * HASH_SIZE + 1];
  const char *name;
  json_t *rule;

  json_object_foreach(json_object_get(declaration, "rules"), name, rule) {
    const struct plugin_file *file = override_rule_file(source, rule);
    if (file == NULL)
      continue;
    override_hash(NULL, file, hash);
    json_object_set_new(
        rules, name, json_pack("{s:s, s:s}", "hash", hash, "file", file->path));
  }
  return rules;
}

/* An override of it is now the base of the next one. */
static void override_rules_take(json_t *rules, const char *name,
                                const struct plugin_file *file) {
  json_t *entry = json_object_get(rules, name);
  char hash[2 * HASH_SIZE + 1];

  if (entry == NULL)
    return;
  override_hash(json_get_text(entry, "hash", ""), file, hash);
  json_object_set_new(entry, "hash", json_string(hash));
  json_object_set_new(entry, "file", json_string(file->path));
}

json_t *plugin_overrides_rules(const json_t *declaration,
                               const struct plugin_source *source) {
  json_t *rules = override_rules_start(declaration, source);
  json_t *list = json_array();
  const char *name;
  json_t *entry;
  size_t i;

  json_array_foreach(json_object_get(declaration, "overrides"), i, entry) {
    const char *rule = json_get_text(entry, "rule", NULL);
    char path[OVERRIDE_PATH];
    const struct plugin_file *file;

    snprintf(path, sizeof path, "overrides/%s",
             json_get_text(entry, "file", ""));
    file = plugin_source_find(source, path);
    if (rule != NULL && file != NULL)
      override_rules_take(rules, rule, file);
  }
  json_object_foreach(rules, name, entry) {
    json_t *row = json_pack("{s:s}", "rule", name);
    json_object_update(row, entry);
    json_array_append_new(list, row);
  }
  json_decref(rules);
  return list;
}

/* --- checking -------------------------------------------------------------
 */

/* All overrides of one plugin on their way. */
struct overriding {
  const struct plugin_entry *base;
  const struct plugin_source *source;
  struct plugin_runner runner; /* has the plugin without overrides */
  json_t *declaration;         /* grows with each override */
  json_t *rules;               /* {rule: {hash, file}} so far */
  json_t *added;               /* {action: {table: {row, columns}}} */
  json_t *list;                /* [{file, changes, rule?}] */
  struct error *err;
};

/* Faults of one file, or its error, under the file's name. */
static void override_take_faults(struct overriding *all, const char *path,
                                 struct error *from) {
  char where[OVERRIDE_PATH];

  for (size_t i = 0; i < from->fault_count; i++) {
    const struct error_fault *fault = &from->faults[i];
    snprintf(where, sizeof where, "%s: %s", override_short(path), fault->field);
    plugin_fault(all->err, where, fault->code, fault->zh, fault->en);
  }
  if (from->fault_count == 0 && from->zh != NULL)
    plugin_fault(all->err, override_short(path), "lua", from->zh, from->en);
}

/* What the file returns, functions marked. */
static int override_read_file(struct overriding *all, const char *path,
                              json_t **out, struct error *err) {
  struct plugin_call call = {.plugin = all->base->id,
                             .kind = "file",
                             .name = path,
                             .deadline = clock_monotonic() + PLUGIN_LOAD_MS};
  enum plugin_verdict verdict;
  int rc;

  if (all->runner.dead)
    return error_set(err, ERROR_PLUGIN, "没有检查到这里。",
                     "Was not looked at any more.");
  rc = plugin_call(&all->runner, &call, out, &verdict, err);
  if (rc == 0 && !json_is_object(*out))
    rc = error_set(err, ERROR_INPUT, "改动文件要返回一张表。",
                   "An override must return a table.");
  return rc;
}

static void override_check_hash(const json_t *entry, const char *given,
                                struct error *err) {
  const char *hash = json_get_text(entry, "hash", "");

  if (strlen(given) < OVERRIDE_HASH_MIN)
    error_fault(err, "base_hash", "required",
                "要写明是照哪一版规则写的：base_hash = \"%.16s\"。",
                "It must say which base it was written for: base_hash = "
                "\"%.16s\".",
                hash);
  else if (strncmp(hash, given, strlen(given)) != 0)
    error_fault(err, "base_hash", "stale",
                "它所改的规则（%s）已经变了，改动是照旧的写的。请核对后改成 "
                "base_hash = \"%.16s\"。",
                "The rule under it (%s) has changed since this was written. "
                "Please look at it again, then write base_hash = \"%.16s\".",
                json_get_text(entry, "file", ""), hash);
}

static void override_check_rule(struct overriding *all, const char *path,
                                const json_t *override, json_t *about,
                                struct error *err) {
  const char *full = json_get_text(override, "rule", NULL);
  const char *name =
      full == NULL ? NULL : plugin_local_name(all->base->id, full);
  const json_t *entry = json_object_get(all->rules, name != NULL ? name : "");
  bool wraps = json_object_get(override, "wrap") != NULL;
  bool replaces = json_object_get(override, "replace") != NULL;

  if (full == NULL) {
    if (wraps || replaces || json_object_get(override, "base_hash") != NULL)
      error_fault(err, "rule", "required", "缺少这一项。",
                  "This entry is missing.");
    return;
  }
  if (entry == NULL) {
    error_fault(err, "rule", "unknown", "插件里没有规则“%s”。",
                "The plugin has no rule \"%s\".", full);
    return;
  }
  if (wraps == replaces)
    error_fault(err, "wrap", "required",
                "wrap 和 replace 要写一个，而且只写一个。",
                "One of wrap and replace is wanted, and only one.");
  override_check_hash(entry, json_get_text(override, "base_hash", ""), err);
  json_object_set_new(about, "rule", json_string(name));
  override_rules_take(all->rules, name, plugin_source_find(all->source, path));
}

/* Words for the lists: "rule priority, settings trial_days". */
static void override_describe(const json_t *override, json_t *about) {
  static const char *const maps[] = {"settings", "texts"};
  const json_t *fields = json_object_get(override, "fields");
  const char *rule = json_get_text(about, "rule", NULL);
  struct buf buf;
  const char *name;
  char *text;
  json_t *item;
  size_t k;

  buf_init(&buf);
  if (rule != NULL)
    buf_printf(&buf, ", rule %s", rule);
  json_array_foreach(json_object_get(fields, "columns"), k, item)
      buf_printf(&buf, ", field %s.%s", json_get_text(fields, "table", ""),
                 json_get_text(item, "name", ""));
  for (size_t i = 0; i < sizeof maps / sizeof *maps; i++)
    json_object_foreach(json_object_get(override, maps[i]), name, item)
        buf_printf(&buf, ", %.*s %s", (int)strlen(maps[i]) - 1, maps[i], name);
  text = buf_take(&buf);
  json_object_set_new(about, "changes",
                      json_string(text != NULL && *text ? text + 2 : ""));
  free(text);
}

static void override_one(struct overriding *all, const char *path) {
  struct error why = {0};
  json_t *override = NULL;
  json_t *about = json_pack("{s:s}", "file", override_short(path));
  int rc = override_read_file(all, path, &override, &why);

  if (rc == 0)
    plugin_shape_check("override", override, &why);
  if (rc == 0 && why.fault_count == 0) {
    override_check_rule(all, path, override, about, &why);
    plugin_override_merge(all->declaration, override, all->added, &why);
    override_describe(override, about);
    json_array_append(all->list, about);
  }
  override_take_faults(all, path, &why);
  error_fini(&why);
  json_decref(about);
  json_decref(override);
}

/* A runner with the plugin's own code and every file at hand, in which each
 * override can be read by itself. */
static int override_open_runner(struct overriding *all,
                                struct plugin_zygote *zygote) {
  enum plugin_verdict verdict;
  int rc = plugin_runner_open(zygote, &all->runner, all->err);

  if (rc == 0)
    rc = plugin_runner_load_bare(&all->runner, all->source, &verdict, all->err);
  return rc;
}

/* Wraps are made while loading: a fault in one shows here. */
static int override_load(struct overriding *all, struct plugin_zygote *zygote) {
  enum plugin_verdict verdict;
  int rc;

  plugin_runner_close(&all->runner);
  rc = plugin_runner_open(zygote, &all->runner, all->err);
  if (rc == 0)
    rc = plugin_runner_load(&all->runner, all->source, NULL, NULL, &verdict,
                            all->err);
  return rc;
}

static void override_finish(struct overriding *all) {
  json_t *actions = json_object_get(all->declaration, "actions");
  const char *name;
  json_t *tables;

  json_object_foreach(all->added, name, tables)
      json_object_set(json_object_get(actions, name), "added", tables);
  json_object_set(all->declaration, "overrides", all->list);
}

static int override_refused(struct overriding *all) {
  return error_set(all->err, ERROR_INPUT,
                   "对插件 %s 的改动不能用，请看各项说明。",
                   "The overrides of plugin %s can't be used; see each fault.",
                   all->base->id);
}

int plugin_overrides_apply(struct plugin_zygote *zygote,
                           const struct plugin_entry *base,
                           const struct plugin_source *source,
                           json_t **declaration, struct error *err) {
  struct overriding all = {
      .base = base,
      .source = source,
      .declaration = json_deep_copy(base->declaration),
      .rules = override_rules_start(base->declaration, base->source),
      .added = json_object(),
      .list = json_array(),
      .err = err};
  size_t before = err->fault_count;
  int rc = override_open_runner(&all, zygote);

  *declaration = NULL;
  for (size_t layer = 0; rc == 0 && layer < LAYERS; layer++)
    for (size_t i = 0; i < source->count; i++)
      if (plugin_source_is_override(source->files[i].path, layers[layer]))
        override_one(&all, source->files[i].path);
  if (rc == 0 && err->fault_count > before)
    rc = override_refused(&all);
  if (rc == 0)
    rc = plugin_declaration_check(all.declaration, err);
  if (rc == 0)
    rc = override_load(&all, zygote);
  if (rc == 0) {
    override_finish(&all);
    *declaration = json_incref(all.declaration);
  }
  plugin_runner_close(&all.runner);
  json_decref(all.declaration);
  json_decref(all.rules);
  json_decref(all.added);
  json_decref(all.list);
  return rc;
}
