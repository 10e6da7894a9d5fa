/* Effects that leave the database: rows that are done after the commit, at
 * least once, under a stable key. A kind is a way out; "file" writes
 * DIR/homes/ID/out/<name> whole or not at all, so doing it twice changes
 * nothing.
 *
 * The journal keeps a file's name, length and digest. Its text waits in a
 * derived table until it is written and goes then: the paper sheets of each
 * shift would otherwise be most of what a home weighs. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/json.h"
#include "base/log.h"
#include "base/save.h"
#include "home/work.h"

#define EFFECTS_AT_ONCE 32     /* done between two batches */
#define EFFECTS_PAUSE_MS 60000 /* before a failed one is tried again */
#define EFFECTS_NAME_MAX 100   /* bytes of a file's name */

const char effects_ddl[] = "create table if not exists effect_text("
                           " id integer primary key, text blob not null)"
                           " strict;";

int effects_open(struct home *home, struct error *err) {
  return storage_derive(home->storage, effects_ddl, err);
}

bool effects_name_valid(const char *name) {
  size_t len = strlen(name);

  if (len == 0 || len > EFFECTS_NAME_MAX || name[0] == '.')
    return false;
  for (size_t i = 0; i < len; i++)
    if (name[i] == '/' || (unsigned char)name[i] < 0x20)
      return false;
  return true;
}

/* A statement on the text of an effect, which is bound as its first value. */
static int effects_text(struct home *home, const char *sql, int64_t id,
                        struct statement **st, struct error *err) {
  int rc = statement_get(storage_writer(home->storage), sql, st, err);

  if (rc == 0)
    statement_int(*st, 1, id);
  return rc;
}

/* What is kept of a file: all but its text. New reference. */
static json_t *effects_about(const json_t *payload, const char *key) {
  const json_t *text = json_object_get(payload, "text");
  size_t len = json_string_length(text);
  uint8_t sum[HASH_SIZE];
  char hex[2 * HASH_SIZE + 1];

  hash_once(json_string_value(text), len, sum);
  hash_hex(sum, sizeof sum, hex);
  return json_pack("{s:s, s:I, s:s}", "name",
                   json_get_text(payload, "name", key), "bytes",
                   (json_int_t)len, "sha256", hex);
}

static int effects_keep(struct work *work, json_t *row, const json_t *payload,
                        struct error *err) {
  const json_t *text = json_object_get(payload, "text");
  struct statement *st;
  int64_t id;
  int rc = storage_insert(work->home->storage, "core", "effect", row, &id, err);

  if (rc == 0)
    rc = effects_text(work->home, "insert into effect_text values(?1, ?2)", id,
                      &st, err);
  if (rc != 0)
    return rc;
  statement_blob(st, 2, json_string_value(text), json_string_length(text));
  return statement_run(st, err);
}

int effects_add(struct work *work, const char *plugin, const char *kind,
                const char *key, const json_t *payload, struct error *err) {
  json_t *row;
  int rc;

  if (strcmp(kind, "file") != 0)
    return error_set(err, ERROR_PLUGIN, "没有“%s”这种外部动作。",
                     "There is no effect of kind %s.", kind);
  if (!effects_name_valid(json_get_text(payload, "name", key)) ||
      json_get_text(payload, "text", NULL) == NULL)
    return error_set(err, ERROR_PLUGIN, "写文件需要一个简单的文件名和 text。",
                     "A file effect takes a plain file name and text.");
  row = json_pack("{s:s, s:s, s:s, s:o}", "plugin", plugin, "kind", kind, "key",
                  key, "payload", effects_about(payload, key));
  rc = effects_keep(work, row, payload, err);
  json_decref(row);
  if (rc == 0)
    work->home->effects_due = true;
  return rc;
}

static int effects_fail(struct error *err, const char *name) {
  return error_set(err, ERROR_IO, "文件 %s 写不出去：%s%.0s。",
                   "The file %s can't be written: %.0s%s.", name,
                   error_system(errno), strerror(errno));
}

static int effects_write_file(struct home *home, const char *name,
                              const char *text, size_t len, struct error *err) {
  char path[4096];
  int dir;
  int failed;
  int rc = registry_home_path(home->host->registry, home->id, path,
                              sizeof path - 8, err);

  if (rc != 0)
    return rc;
  strcat(path, "/out");
  if (mkdir(path, 0700) != 0 && errno != EEXIST)
    return effects_fail(err, "out");
  dir = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
  if (dir < 0)
    return effects_fail(err, "out");
  failed = save_at(dir, name, text, len);
  close(dir);
  if (failed == 0)
    return 0;
  errno = -failed;
  return effects_fail(err, name);
}

static int effects_do(struct home *home, const json_t *row, struct error *err) {
  const json_t *payload = json_object_get(row, "payload");
  const char *name =
      json_get_text(payload, "name", json_get_text(row, "key", ""));
  const json_t *inside = json_object_get(payload, "text");
  struct statement *st;
  const char *text;
  size_t len;
  int rc;

  if (inside != NULL) /* rows of before 2026-12 hold it themselves */
    return effects_write_file(home, name, json_string_value(inside),
                              json_string_length(inside), err);
  rc = effects_text(home, "select text from effect_text where id = ?1",
                    json_get_int(row, "id", 0), &st, err);
  if (rc == 0)
    rc = statement_step(st, err);
  if (rc < 0)
    return rc;
  if (rc == 0)
    return error_set(err, ERROR_IO, "文件 %s 的内容不在了，写不出来。",
                     "What file %s was to hold is gone; it can't be written.",
                     name);
  text = statement_get_blob(st, 0, &len);
  rc = effects_write_file(home, name, len > 0 ? text : "", len, err);
  statement_reset(st);
  return rc;
}

/* Ids of what waits: at most EFFECTS_AT_ONCE. */
static int effects_find(struct home *home, int64_t *ids, struct error *err) {
  struct statement *st;
  int count = 0;
  int rc = statement_get(storage_writer(home->storage),
                         "select id from core_effect where done_at is null"
                         " order by id limit ?",
                         &st, err);

  if (rc != 0)
    return rc;
  statement_int(st, 1, EFFECTS_AT_ONCE);
  while ((rc = statement_step(st, err)) == 1)
    ids[count++] = statement_get_int(st, 0);
  return rc < 0 ? rc : count;
}

static int effects_note(struct home *home, int64_t id, const struct error *why,
                        struct error *err) {
  json_t *changes =
      why->code == ERROR_NONE
          ? json_pack("{s:I, s:b, s:n}", "done_at",
                      (json_int_t)clock_now(&home->host->clock), "failed", 0,
                      "error")
          : json_pack("{s:b, s:s}", "failed", 1, "error", why->zh);
  struct statement *st;
  int rc = storage_update(home->storage, "core", "effect", id, changes, err);

  json_decref(changes);
  if (rc != 0 || why->code != ERROR_NONE)
    return rc;
  rc =
      effects_text(home, "delete from effect_text where id = ?1", id, &st, err);
  return rc == 0 ? statement_run(st, err) : rc;
}

/* Does them one after the other, then one batch says which are done. */
static int effects_round(struct home *home, const int64_t *ids, int count,
                         bool *failed, struct error *err) {
  struct storage_receipt receipt;
  int rc = storage_begin(home->storage, err);

  if (rc == 0)
    rc = command_begin_system(home, "core", "effects", 0, err);
  for (int i = 0; rc == 0 && i < count; i++) {
    struct error why = {0};
    json_t *row = NULL;
    rc = storage_get(storage_writer(home->storage), "core", "effect", ids[i],
                     &row, err);
    if (rc == 0 && effects_do(home, row, &why) != 0) {
      log_line(LOG_ERROR, "effect", "%s: %s", home->id, why.en);
      *failed = true;
    }
    /* A failure is noted once, not with each try. */
    if (rc == 0 &&
        (why.code == ERROR_NONE || !json_get_bool(row, "failed", false)))
      rc = effects_note(home, ids[i], &why, err);
    json_decref(row);
    error_fini(&why);
  }
  if (rc == 0)
    rc = storage_command_accept(home->storage, NULL, &receipt, err);
  if (rc == 0)
    return home_batch_commit(home, err);
  home_batch_undone(home);
  return rc;
}

void effects_run(struct home *home) {
  int64_t now = clock_now(&home->host->clock);
  int64_t ids[EFFECTS_AT_ONCE];
  struct error err = {0};
  bool failed = false;
  int count;

  if (!home->effects_due && home->effects_at > now)
    return;
  home->effects_due = false;
  home->effects_at = INT64_MAX;
  if (home_is_broken(home))
    return;
  count = effects_find(home, ids, &err);
  if (count > 0 && effects_round(home, ids, count, &failed, &err) != 0)
    failed = true;
  if (count < 0 || failed)
    home->effects_at = now + EFFECTS_PAUSE_MS;
  else if (count == EFFECTS_AT_ONCE)
    home->effects_at = now;
  if (err.code != ERROR_NONE)
    log_line(LOG_ERROR, "effect", "%s: %s", home->id,
             err.en != NULL ? err.en : "");
  error_fini(&err);
}

int64_t effects_next(struct home *home) {
  return home->effects_due ? 0 : home->effects_at;
}
