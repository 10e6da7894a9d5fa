#include "plugin/check.h"

#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "plugin/call.h"
#include "plugin/declare.h"

/* Files that are no Lua, each with its line. */
static int check_compile(struct plugin_zygote *zygote,
                         const struct plugin_source *source,
                         struct error *err) {
  struct plugin_runner runner;
  json_t *faults = NULL;
  json_t *fault;
  size_t i;
  int rc = plugin_runner_open(zygote, &runner, err);

  if (rc == 0)
    rc = plugin_runner_compile(&runner, source, &faults, err);
  plugin_runner_close(&runner);
  json_array_foreach(faults, i, fault)
      error_fault(err, json_get_text(fault, "path", ""), "lua", "%s", "%s",
                  json_get_text(fault, "text", ""));
  json_decref(faults);
  return rc;
}

static bool check_is_used(const json_t *used, const char *path) {
  json_t *item;
  size_t i;

  json_array_foreach(used, i, item) if (strcmp(json_string_value(item), path) ==
                                        0) return true;
  return false;
}

static void check_unused(struct plugin_runner *runner,
                         const struct plugin_source *source,
                         struct plugin_checked *out) {
  struct plugin_call call = {.plugin = "?",
                             .kind = "used",
                             .name = "",
                             .deadline = clock_monotonic() + PLUGIN_LOAD_MS};
  enum plugin_verdict verdict;
  struct error ignored = {0};
  json_t *used = NULL;

  if (plugin_call(runner, &call, &used, &verdict, &ignored) == 0) {
    out->unused = json_array();
    for (size_t i = 0; i < source->count; i++) {
      const char *path = source->files[i].path;
      if (strncmp(path, "tests/", 6) != 0 && !check_is_used(used, path))
        json_array_append_new(out->unused, json_string(path));
    }
  }
  json_decref(used);
  error_fini(&ignored);
}

static int check_declaration(struct plugin_zygote *zygote,
                             const struct plugin_source *source,
                             struct plugin_checked *out, struct error *err) {
  struct plugin_runner runner;
  enum plugin_verdict verdict;
  int rc = plugin_runner_open(zygote, &runner, err);

  if (rc == 0)
    rc = plugin_runner_load(&runner, source, NULL, &out->declaration, &verdict,
                            err);
  if (rc == 0)
    check_unused(&runner, source, out);
  plugin_runner_close(&runner);
  if (rc == 0)
    rc = plugin_declaration_check(out->declaration, err);
  return rc;
}

int plugin_check(struct plugin_zygote *zygote,
                 const struct plugin_source *source, struct plugin_checked *out,
                 struct error *err) {
  int rc;

  *out = (struct plugin_checked){0};
  rc = check_compile(zygote, source, err);
  if (rc == 0 && err->fault_count > 0)
    rc = error_set(err, ERROR_INPUT, "有文件不是 Lua，请先改好。",
                   "Some files are no Lua; please mend them first.");
  if (rc == 0)
    rc = check_declaration(zygote, source, out, err);
  return rc;
}

void plugin_checked_fini(struct plugin_checked *checked) {
  json_decref(checked->declaration);
  json_decref(checked->unused);
  *checked = (struct plugin_checked){0};
}
