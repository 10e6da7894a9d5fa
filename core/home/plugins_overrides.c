/* The version of a plugin that a home runs: the plugin's own with the
 * overrides of site and home, tried before it is taken; and the last good one,
 * kept in the home's folder for when a new one is not in order. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/json.h"
#include "base/log.h"
#include "base/save.h"
#include "home/cases.h"
#include "home/plugins.h"
#include "home/work.h"
#include "plugin/declare.h"
#include "plugin/override.h"

#define TRY_MS 20000 /* for the tests of overrides before a switch */

/* What a version's overrides came to; plugin_entry.proven. */
enum { TRY_NEVER, TRY_PASSED, TRY_FAILED };

static int home_folder(struct home *home, char *path, size_t size,
                       struct error *err) {
  if (home->host->like != NULL) {
    snprintf(path, size, "%s", home->host->like);
    return 0;
  }
  return registry_home_path(home->host->registry, home->id, path, size, err);
}

/* --- the version ---------------------------------------------------------- */

int plugins_version(struct host *host, struct plugin_entry *base,
                    const char *site, const char *home,
                    struct plugin_entry **out, struct error *err) {
  struct plugin_source *source = NULL;
  char of_site[4200];
  char of_home[4200];
  int rc;

  *out = NULL;
  snprintf(of_site, sizeof of_site, "%s/overrides/%s", site != NULL ? site : "",
           base->id);
  snprintf(of_home, sizeof of_home, "%s/overrides/%s", home != NULL ? home : "",
           base->id);
  rc = plugin_overrides_read(base->source, site != NULL ? of_site : NULL,
                             home != NULL ? of_home : NULL, &source, err);
  if (rc == 0 && source == NULL)
    *out = plugin_entry_ref(base);
  else if (rc == 0)
    rc = plugins_entry(host, base, source, out, err);
  return rc;
}

/* --- trying it ------------------------------------------------------------ */

static void try_fail(const struct cases_result *result, struct error *err) {
  json_t *row;
  size_t i;

  json_array_foreach(result->cases, i, row) {
    char where[300];
    if (json_get_bool(row, "passed", true))
      continue;
    snprintf(where, sizeof where, "%.100s: %.180s",
             json_get_text(row, "file", ""), json_get_text(row, "case", ""));
    error_fault(err, where, "test", "%s%.0s", "%.0s%s",
                json_get_text(row, "zh", ""), json_get_text(row, "en", ""));
  }
  error_set(err, ERROR_INPUT, "改动自己的测试没有通过，旧的版本继续使用。",
            "The overrides' own tests fail; the old version stays.");
}

/* Runs the tests that the overrides bring. */
static int try_version(struct home *home, const struct plugins_folder *folder,
                       struct plugin_entry *entry, struct error *err) {
  struct host *host = home->host;
  struct cases_result result = {0};
  char path[4096];
  struct cases_where where = {.kit = host,
                              .site = host->site,
                              .home = path,
                              .folder = folder->path,
                              .plugin = folder->id,
                              .until = clock_monotonic() + TRY_MS};
  int rc = home_folder(home, path, sizeof path, err);

  if (rc == 0)
    rc = cases_run(&where, entry, &result, err);
  if (rc == 0 && result.failed > 0) {
    try_fail(&result, err);
    rc = ERROR_INPUT;
  }
  if (rc == 0 && result.skipped > 0)
    log_line(LOG_WARN, "plugin",
             "%s of %s: no time for %d of the overrides' tests", folder->id,
             home->id, result.skipped);
  json_decref(result.cases);
  return rc;
}

static void try_note_failure(struct host *host, struct plugin_entry *entry,
                             const struct error *why) {
  pthread_mutex_lock(&host->lock);
  error_fini(&entry->why);
  error_copy(&entry->why, why->code, why);
  pthread_mutex_unlock(&host->lock);
  atomic_store(&entry->proven, TRY_FAILED);
}

static int try_failed_before(struct host *host, struct plugin_entry *entry,
                             struct error *err) {
  pthread_mutex_lock(&host->lock);
  error_copy(err, entry->why.code, &entry->why);
  pthread_mutex_unlock(&host->lock);
  return err->code;
}

/* Tried once a version and host, unless `again`: the answer is remembered. */
static int version_try(struct home *home, const struct plugins_folder *folder,
                       struct plugin_entry *entry, bool again,
                       struct error *err) {
  int known = atomic_load(&entry->proven);
  int rc;

  if (home->host->is_trial || (known == TRY_PASSED && !again))
    return 0;
  if (known == TRY_FAILED && !again)
    return try_failed_before(home->host, entry, err);
  rc = try_version(home, folder, entry, err);
  if (rc == 0)
    atomic_store(&entry->proven, TRY_PASSED);
  else if (rc == ERROR_INPUT)
    try_note_failure(home->host, entry, err);
  return rc;
}

/* --- the last good version ------------------------------------------------ */

static int kept_path(struct home *home, const char *id, char *path, size_t size,
                     struct error *err) {
  char folder[4096];
  int rc = home_folder(home, folder, sizeof folder, err);

  snprintf(path, size, "%s/versions/%s.json", rc == 0 ? folder : "", id);
  return rc;
}

/* NULL when there is none, or it is no longer whole. */
static json_t *kept_read(struct home *home, const char *id) {
  char path[4200];

  if (home->host->is_trial || kept_path(home, id, path, sizeof path, NULL) != 0)
    return NULL;
  return json_load_file(path, JSON_REJECT_DUPLICATES, NULL);
}

/* All its files, or only the plugin's own. */
static struct plugin_source *kept_source(const json_t *kept, bool overrides) {
  struct plugin_source *source = plugin_source_new();
  const char *path;
  json_t *text;

  json_object_foreach(json_object_get(kept, "files"), path, text) {
    if (source == NULL || (!overrides && strncmp(path, "overrides/", 10) == 0))
      continue;
    if (plugin_source_add(source, path, json_string_value(text),
                          json_string_length(text), NULL) != 0) {
      plugin_source_free(source);
      return NULL;
    }
  }
  if (source != NULL)
    plugin_source_seal(source);
  return source;
}

/* The version that the home ran last, as long as the file is what was
 * written. */
static int kept_load(struct home *home, const char *id,
                     struct plugin_entry **out, struct error *err) {
  json_t *kept = kept_read(home, id);
  struct plugin_source *all = kept_source(kept, true);
  struct plugin_source *own = kept_source(kept, false);
  struct plugin_entry *base = NULL;
  char hash[2 * HASH_SIZE + 1] = "";
  int rc = ERROR_NOT_FOUND;

  *out = NULL;
  if (kept != NULL && all != NULL && own != NULL)
    hash_hex(all->hash, HASH_SIZE, hash);
  if (hash[0] != '\0' && strcmp(hash, json_get_text(kept, "hash", "")) == 0) {
    rc = plugins_entry(home->host, NULL, own, &base, err);
    own = NULL;
    if (rc == 0) {
      rc = plugins_entry(home->host, base, all, out, err);
      all = NULL;
    }
  }
  if (base != NULL)
    plugin_entry_unref(base);
  plugin_source_free(all);
  plugin_source_free(own);
  json_decref(kept);
  return rc;
}

/* Whether the kept version is this one: then it was tried when it came. */
static bool kept_is(struct home *home, const struct plugin_entry *entry) {
  json_t *kept = kept_read(home, entry->id);
  bool is = strcmp(json_get_text(kept, "hash", ""), entry->hash) == 0;

  json_decref(kept);
  return is;
}

static void kept_text(const struct plugin_entry *entry, struct buf *text) {
  json_t *files = json_object();
  json_t *kept;

  for (size_t i = 0; i < entry->source->count; i++) {
    const struct plugin_file *file = &entry->source->files[i];
    json_object_set_new(files, file->path, json_stringn(file->text, file->len));
  }
  kept = json_pack("{s:s, s:s, s:s, s:o}", "plugin", entry->id, "version",
                   entry->version, "hash", entry->hash, "files", files);
  json_write(text, kept);
  json_decref(kept);
}

static int kept_write(const char *path, const struct plugin_entry *entry) {
  char folder[4200];
  struct buf text;
  int rc;

  snprintf(folder, sizeof folder, "%s", path);
  *strrchr(folder, '/') = '\0';
  if (mkdir(folder, 0700) != 0 && errno != EEXIST)
    return -errno;
  buf_init(&text);
  kept_text(entry, &text);
  rc = text.failed ? -ENOMEM : save_file(path, text.data, text.len);
  buf_fini(&text);
  return rc;
}

static void kept_settle(struct home *home, const struct live_member *member) {
  char path[4200];
  int rc;

  if (kept_path(home, member->id, path, sizeof path, NULL) != 0)
    return;
  if (json_object_get(member->declaration, "overrides") == NULL) {
    if (unlink(path) != 0 && errno != ENOENT && errno != ENOTDIR)
      log_line(LOG_ERROR, "plugin", "%s: %s", path, strerror(errno));
  } else if (!kept_is(home, member->entry)) {
    rc = kept_write(path, member->entry);
    if (rc != 0)
      log_line(LOG_ERROR, "plugin", "%s could not be kept: %s", path,
               strerror(-rc));
  }
}

void plugins_keep(struct home *home, const struct live *live) {
  for (int i = 0; i < live->count; i++) {
    const struct live_member *member = live->members[i];
    if (member->entry != NULL && member->held_en[0] == '\0' &&
        !home->host->is_trial)
      kept_settle(home, member);
  }
}

/* --- loading -------------------------------------------------------------- */

/* `base`: the folder's version when it was read ahead, taken over, or NULL. */
static int load_version(struct home *home, const struct plugins_folder *folder,
                        struct plugin_entry *base, bool again,
                        struct plugin_entry **out, struct error *err) {
  struct host *host = home->host;
  char own[4096];
  bool has_own = !host->is_trial || host->like != NULL;
  int rc = has_own ? home_folder(home, own, sizeof own, err) : 0;

  *out = NULL;
  if (rc == 0 && base == NULL)
    rc = plugins_load_base(host, folder, &base, err);
  if (rc == 0)
    rc =
        plugins_version(host, base, host->site, has_own ? own : NULL, out, err);
  if (base != NULL)
    plugin_entry_unref(base);
  if (rc != 0 || json_object_get((*out)->declaration, "overrides") == NULL)
    return rc;
  if (!again && atomic_load(&(*out)->proven) == TRY_NEVER &&
      kept_is(home, *out))
    atomic_store(&(*out)->proven, TRY_PASSED);
  rc = version_try(home, folder, *out, again, err);
  if (rc != 0) {
    plugin_entry_unref(*out);
    *out = NULL;
  }
  return rc;
}

int plugins_load(struct home *home, const struct plugins_folder *folder,
                 struct plugin_entry **out, struct error *err) {
  return load_version(home, folder, plugins_ahead_take(home->ahead, folder),
                      false, out, err);
}

int plugins_load_other(struct home *home, const struct plugins_folder *folder,
                       struct plugin_entry **out) {
  struct error ignored = {0};
  int rc = kept_load(home, folder->id, out, &ignored);

  error_fini(&ignored);
  if (rc != 0)
    rc = plugins_load_base(home->host, folder, out, &ignored);
  error_fini(&ignored);
  return rc;
}

/* --- before a command that reads one anew --------------------------------- */

bool plugins_wants_trial(const char *name) {
  return name != NULL && (strcmp(name, "core.plugin_reload") == 0 ||
                          strcmp(name, "core.plugin_enable") == 0);
}

/* Only who may do it sets the tests going. */
static bool prepare_may(struct home *home, const struct request *request) {
  struct storage_reader *reader = NULL;
  struct caller caller = {0};
  struct error ignored = {0};
  struct live *live = NULL;
  const struct live_call *call = NULL;
  const char *role;
  bool may = false;

  if (home_ensure_open(home, &ignored) == 0 &&
      storage_reader_open(home->storage, &reader, &ignored) == 0) {
    live = live_of(home);
    call = live_find(live, request->name, true);
    may = call != NULL &&
          caller_find(storage_reader_conn(reader), request, &caller,
                      &ignored) == 0 &&
          caller_may(live, &caller, call, &role);
    caller_fini(&caller);
    live_release(live);
    storage_reader_close(reader);
  }
  error_fini(&ignored);
  return may;
}

/* What each comes to is remembered with its version; the command says it. */
static void prepare_versions(struct home *home, const char *id) {
  struct plugins_folder *folders = calloc(LIVE_MEMBERS_MAX, sizeof *folders);
  struct live *live = live_of(home);
  int count = 0;

  if (folders != NULL)
    plugins_find(home, folders, LIVE_MEMBERS_MAX - 1, &count, NULL);
  plugins_forget(home->host);
  for (int i = 0; i < count; i++) {
    struct plugin_entry *entry = NULL;
    struct error ignored = {0};
    bool named = strcmp(folders[i].id, id) == 0;
    if (!named && live_member_find(live, folders[i].id) != NULL)
      continue;
    if (load_version(home, &folders[i], NULL, named, &entry, &ignored) == 0)
      plugin_entry_unref(entry);
    error_fini(&ignored);
  }
  live_release(live);
  free(folders);
}

void plugins_prepare(struct home *home, struct item *item) {
  struct error *err = &item->reply.err;
  const char *id = json_get_text(item->request.input, "plugin", "");

  if (home->host->zygote != NULL && prepare_may(home, &item->request))
    prepare_versions(home, id);
  if (executors_submit(home, item, err) != 0)
    item_finish(item);
}
