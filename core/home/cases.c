#include "home/cases.h"

#include <ftw.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/json.h"
#include "home/home.h"
#include "home/plugins.h"
#include "plugin/override.h"

#define CASE_MS 5000 /* one plain function */

/* --- scratch folders ------------------------------------------------------ */

int cases_scratch_make(char path[64], struct error *err) {
  static const char *const places[] = {"/dev/shm", "/tmp"};
  struct statvfs space;

  for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
    if (statvfs(places[i], &space) != 0 ||
        (uint64_t)space.f_bavail * space.f_frsize < ((uint64_t)64 << 20))
      continue;
    snprintf(path, 64, "%s/songhe-trial-XXXXXX", places[i]);
    if (mkdtemp(path) != NULL)
      return 0;
  }
  path[0] = '\0';
  return error_set(err, ERROR_IO, "没有地方放试验用的临时文件夹。",
                   "There is no place for a scratch folder.");
}

static int scratch_remove_one(const char *path, const struct stat *info,
                              int kind, struct FTW *at) {
  (void)info;
  (void)kind;
  (void)at;
  remove(path);
  return 0;
}

void cases_scratch_remove(const char *path) {
  if (path[0] != '\0')
    nftw(path, scratch_remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

/* --- a run ---------------------------------------------------------------- */

/* All cases of one version on their way. */
struct cases {
  const struct cases_where *where;
  struct plugin_entry *entry;
  struct plugin_source *source; /* with the tests */
  struct plugin_runner runner;
  struct cases_result *result;
};

static void cases_note(struct cases *cases, const char *file, const char *name,
                       const struct error *why) {
  json_t *row = json_pack("{s:s, s:s, s:b}", "file", file, "case", name,
                          "passed", why == NULL);

  if (why != NULL) {
    json_object_set_new(row, "zh", json_string(why->zh != NULL ? why->zh : ""));
    json_object_set_new(row, "en", json_string(why->en != NULL ? why->en : ""));
    cases->result->failed++;
  } else {
    cases->result->passed++;
  }
  json_array_append_new(cases->result->cases, row);
}

static bool cases_late(const struct cases *cases) {
  return cases->where->until != 0 && clock_monotonic() > cases->where->until;
}

static int cases_open_runner(struct cases *cases, struct error *err) {
  enum plugin_verdict verdict;
  const struct zone *zone = NULL;
  int rc;

  plugin_runner_close(&cases->runner);
  zone_get("Asia/Shanghai", &zone, NULL);
  rc = plugin_runner_open(cases->where->kit->zygote, &cases->runner, err);
  if (rc == 0)
    rc = plugin_runner_load(&cases->runner, cases->source, zone, NULL, &verdict,
                            err);
  return rc;
}

/* `args` is taken over. */
static int cases_ask_runner(struct cases *cases, const char *kind,
                            const char *file, json_t *args, json_t **result,
                            struct error *err) {
  struct plugin_call call = {.plugin = cases->entry->id,
                             .kind = kind,
                             .name = file,
                             .args = args,
                             .deadline = clock_monotonic() + CASE_MS};
  enum plugin_verdict verdict;
  int rc = 0;

  if (cases->runner.dead)
    rc = cases_open_runner(cases, err);
  if (rc == 0)
    rc = plugin_call(&cases->runner, &call, result, &verdict, err);
  json_decref(args);
  return rc;
}

static void cases_run_one(struct cases *cases, const char *file,
                          const json_t *one, size_t number) {
  struct error why = {0};
  char text[40];
  const char *name;
  json_t *result = NULL;
  int rc;

  snprintf(text, sizeof text, "%zu", number);
  name = json_get_text(one, "name", text);
  if (cases_late(cases)) {
    cases->result->skipped++;
    return;
  }
  if (json_object_get(one, "run") != NULL)
    rc = cases_ask_runner(cases, "case", file,
                          json_pack("[I]", (json_int_t)number), &result, &why);
  else if (json_is_array(json_object_get(one, "steps")))
    rc = cases_steps(cases->where, one, &why);
  else
    rc = error_set(&why, ERROR_INPUT, "这个用例没有 run，也没有 steps。",
                   "The case has neither run nor steps.");
  cases_note(cases, file, name, rc == 0 ? NULL : &why);
  json_decref(result);
  error_fini(&why);
}

/* A file of cases, or an override with `tests`. */
static void cases_run_file(struct cases *cases, const char *file, bool tests) {
  struct error why = {0};
  json_t *value = NULL;
  const json_t *list;
  int rc = cases_ask_runner(cases, "file", file, NULL, &value, &why);
  json_t *one;
  size_t i;

  list = tests ? value : json_object_get(value, "tests");
  if (rc == 0 && list != NULL && !json_is_array(list) &&
      json_object_size(list) > 0)
    rc = error_set(&why, ERROR_INPUT, "要写成用例的列表。",
                   "A list of cases is wanted.");
  else if (rc == 0 && json_array_size(list) > CASES_MAX)
    rc = error_set(&why, ERROR_INPUT, "一个文件最多 %d 个用例，请分开写。",
                   "A file has %d cases at most: put them into several.",
                   CASES_MAX);
  if (rc != 0)
    cases_note(cases, file, "", &why);
  else
    json_array_foreach(list, i, one) cases_run_one(cases, file, one, i + 1);
  json_decref(value);
  error_fini(&why);
}

/* "tests/x.lua" and "overrides/<layer>/tests/x.lua", not what lies deeper. */
static bool cases_is_tests(const char *path, const char *prefix) {
  size_t len = strlen(prefix);

  return strncmp(path, prefix, len) == 0 && strchr(path + len, '/') == NULL;
}

static void cases_run_all(struct cases *cases) {
  static const char *const layers[] = {"site", "home"};
  static const char *const folders[] = {"overrides/site/tests/",
                                        "overrides/home/tests/"};
  const struct plugin_source *source = cases->source;

  for (size_t i = 0; i < source->count; i++)
    if (cases->where->own && cases_is_tests(source->files[i].path, "tests/"))
      cases_run_file(cases, source->files[i].path, true);
  for (size_t layer = 0; layer < 2; layer++) {
    for (size_t i = 0; i < source->count; i++) {
      const char *path = source->files[i].path;
      if (plugin_source_is_override(path, layers[layer]))
        cases_run_file(cases, path, false);
      else if (cases_is_tests(path, folders[layer]))
        cases_run_file(cases, path, true);
    }
  }
}

int cases_run(const struct cases_where *where, struct plugin_entry *entry,
              struct cases_result *result, struct error *err) {
  struct cases cases = {.where = where,
                        .entry = entry,
                        .source = plugin_source_copy(entry->source),
                        .result = result};
  char folder[4200];
  int rc = 0;

  *result = (struct cases_result){.cases = json_array()};
  cases.runner.process.fd = -1;
  cases.runner.process.pidfd = -1;
  if (cases.source == NULL)
    return error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
  snprintf(folder, sizeof folder, "%s/tests", where->folder);
  if (where->own)
    rc = plugin_source_read_into(cases.source, folder, "tests/", err);
  plugin_source_seal(cases.source);
  if (rc == 0)
    rc = cases_open_runner(&cases, err);
  if (rc == 0)
    cases_run_all(&cases);
  plugin_runner_close(&cases.runner);
  plugin_source_free(cases.source);
  return rc;
}

int cases_run_folder(const struct cases_where *where,
                     struct cases_result *result, struct error *err) {
  struct plugins_folder folder = {.home_own = true};
  struct plugin_entry *base = NULL;
  struct plugin_entry *entry = NULL;
  int rc;

  *result = (struct cases_result){0};
  snprintf(folder.id, sizeof folder.id, "%s", where->plugin);
  snprintf(folder.path, sizeof folder.path, "%s", where->folder);
  rc = plugins_load_base(where->kit, &folder, &base, err);
  if (rc == 0)
    rc = plugins_version(where->kit, base, where->site, where->home, &entry,
                         err);
  if (rc == 0)
    rc = cases_run(where, entry, result, err);
  plugin_entry_unref(entry);
  plugin_entry_unref(base);
  return rc;
}
