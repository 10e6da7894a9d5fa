/* Loose files: sent, and named by no row yet; or named by rows that were
 * erased. Each has a note files/new/<hash>, written and synced before the file
 * itself, that says since when, and which command was the last then. A file
 * without a note has been named: only erasing takes it away. So what is looked
 * at is bounded by what is new, not by all that a home ever kept. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "storage/files.h"

#define LOOSE_NOTE 64 /* bytes of a note's text */

struct note {
  int64_t at;    /* ms UTC; 0: its rows were erased, it goes at once */
  int64_t after; /* commands above this one may name it; the erasing one */
};

/* --- notes ---------------------------------------------------------------- */

static char *loose_path(const struct storage *storage, const char *mark,
                        const char *hash) {
  char *path;

  return asprintf(&path, "%s/files/new/%s%s", storage->dir, mark, hash) < 0
             ? NULL
             : path;
}

/* False when there is none. */
static bool loose_read(const struct storage *storage, const char *hash,
                       struct note *note) {
  char *path = loose_path(storage, "", hash);
  FILE *file = path != NULL ? fopen(path, "re") : NULL;
  bool whole = file != NULL && fscanf(file, "%" SCNd64 " %" SCNd64, &note->at,
                                      &note->after) == 2;

  if (file != NULL)
    fclose(file);
  free(path);
  return whole;
}

static int loose_write(struct storage *storage, const char *hash,
                       const struct note *note, struct error *err) {
  char *path = loose_path(storage, "", hash);
  char *temporary = loose_path(storage, ".", hash);
  char text[LOOSE_NOTE];
  int len = snprintf(text, sizeof text, "%" PRId64 " %" PRId64 "\n", note->at,
                     note->after);
  int rc = path != NULL && temporary != NULL
               ? files_folder(storage, "new", err)
               : error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");

  if (rc == 0)
    rc = files_replace(storage, temporary, path, text, (size_t)len, err);
  free(path);
  free(temporary);
  return rc;
}

void loose_drop(struct storage *storage, const char *hash) {
  char *path = loose_path(storage, "", hash);

  if (path != NULL)
    unlink(path);
  free(path);
}

/* The hashes with a note, at most twice STORAGE_LOOSE_MAX; what a crash left
 * of a note is taken away. Returns their number; *list is freed by the caller.
 */
static size_t loose_list(struct storage *storage, char ***list) {
  size_t most = 2 * (size_t)STORAGE_LOOSE_MAX;
  size_t count = 0;
  char *path = loose_path(storage, "", "");
  DIR *folder = path != NULL ? opendir(path) : NULL;
  struct dirent *entry;

  *list = folder != NULL ? calloc(most, sizeof **list) : NULL;
  while (*list != NULL && count < most && (entry = readdir(folder)) != NULL) {
    if (files_is_hash(entry->d_name) &&
        ((*list)[count] = strdup(entry->d_name)) != NULL)
      count++;
    else if (entry->d_name[0] == '.' && files_is_hash(entry->d_name + 1))
      unlinkat(dirfd(folder), entry->d_name, 0);
  }
  if (folder != NULL)
    closedir(folder);
  free(path);
  return count;
}

static void loose_list_free(char **list, size_t count) {
  for (size_t i = 0; i < count; i++)
    free(list[i]);
  free(list);
}

/* --- who names a file ----------------------------------------------------- */

static int loose_ask(struct storage *storage, const char *sql, const char *hash,
                     bool *named, struct error *err) {
  struct statement *st;
  int rc = statement_get(storage->conn, sql, &st, err);

  if (rc != 0)
    return rc;
  statement_text(st, 1, hash);
  rc = statement_step(st, err);
  if (rc != 1)
    return rc;
  *named = true;
  statement_reset(st);
  return 0;
}

static int loose_ask_table(struct storage *storage, const struct table *table,
                           const char *hash, bool *named, struct error *err) {
  static const char *const kinds[] = {"", "__h"};
  char sql[5 * STORAGE_NAME_MAX];
  int rc = 0;

  for (size_t i = 0; i < table->count && rc == 0; i++)
    for (size_t k = 0; k < (table->history ? 2 : 1) && rc == 0 && !*named;
         k++) {
      if (table->columns[i].type != FIELD_FILE)
        continue;
      snprintf(sql, sizeof sql, "SELECT 1 FROM %s%s WHERE \"%s\"=?1 LIMIT 1",
               table->sql_name, kinds[k], table->columns[i].name);
      rc = loose_ask(storage, sql, hash, named, err);
    }
  return rc;
}

/* Rows as they are and as they were, of every plugin that ever had tables. */
static int loose_in_rows(struct storage *storage, const char *hash, bool *named,
                         struct error *err) {
  const struct catalog *catalog = storage->catalog;
  int rc = 0;

  *named = false;
  for (size_t i = 0; i < catalog->count; i++)
    for (size_t k = 0; k < catalog->schemas[i]->count && rc == 0 && !*named;
         k++)
      rc = loose_ask_table(storage, &catalog->schemas[i]->tables[k], hash,
                           named, err);
  return rc;
}

/* Bodies of the commands since it came: rows that named it may be gone. */
static int loose_in_journal(struct storage *storage, const char *hash,
                            int64_t after, bool *named, struct error *err) {
  struct statement *st;
  int rc = statement_get(storage->conn,
                         "SELECT 1 FROM body WHERE id>=(?1+1)<<16 AND data IS "
                         "NOT NULL AND instr(data,?2)>0 LIMIT 1",
                         &st, err);

  if (rc != 0)
    return rc;
  statement_int(st, 1, after);
  statement_blob(st, 2, hash, strlen(hash));
  rc = statement_step(st, err);
  *named = rc == 1;
  if (rc == 1)
    statement_reset(st);
  return rc < 0 ? rc : 0;
}

/* --- sweeping ------------------------------------------------------------- */

static void loose_remove(struct storage *storage, const char *hash) {
  files_remove(storage, hash);
  loose_drop(storage, hash);
}

/* One note: its file stays loose, was named, or goes. */
static int loose_look(struct storage *storage, const char *hash, int64_t now,
                      int64_t *next, struct error *err) {
  struct note note = {0};
  bool named = false;
  int rc = 0;

  /* An erasure that was rolled back. */
  if (!loose_read(storage, hash, &note) || note.after > storage->committed_head)
    loose_drop(storage, hash);
  else if ((rc = loose_in_rows(storage, hash, &named, err)) != 0 || named)
    ;
  else if (note.at == 0)
    loose_remove(storage, hash);
  else if (note.at + STORAGE_LOOSE_MS > now)
    *next =
        note.at + STORAGE_LOOSE_MS < *next ? note.at + STORAGE_LOOSE_MS : *next;
  else if ((rc = loose_in_journal(storage, hash, note.after, &named, err)) ==
               0 &&
           !named)
    loose_remove(storage, hash);
  if (rc == 0 && named)
    loose_drop(storage, hash);
  return rc;
}

int storage_file_sweep(struct storage *storage, int64_t *next,
                       struct error *err) {
  int64_t now = clock_now(storage->options.clock);
  char **list;
  size_t count;
  int rc = 0;

  *next = INT64_MAX;
  if (storage->options.read_only || storage->options.no_files ||
      storage->batch || storage_is_broken(storage))
    return 0;
  count = loose_list(storage, &list);
  for (size_t i = 0; i < count && rc == 0; i++)
    rc = loose_look(storage, list[i], now, next, err);
  loose_list_free(list, count);
  return rc;
}

/* --- coming and going ----------------------------------------------------- */

int loose_add(struct storage *storage, const char *hash, struct error *err) {
  struct note note = {.at = clock_now(storage->options.clock),
                      .after = storage->committed_head};
  char **list;
  size_t count = loose_list(storage, &list);
  int64_t next;
  int rc = 0;

  loose_list_free(list, count);
  if (count >= STORAGE_LOOSE_MAX) { /* some may have been named since */
    rc = storage_file_sweep(storage, &next, err);
    count = loose_list(storage, &list);
    loose_list_free(list, count);
  }
  if (rc == 0 && count >= STORAGE_LOOSE_MAX)
    return error_set(
        err, ERROR_BUSY,
        "已有 %d 个上传的文件还没有用上，请先保存它们，或明天再试。",
        "%d files were uploaded and not used yet: save what names "
        "them first, or try again tomorrow.",
        STORAGE_LOOSE_MAX);
  return rc == 0 ? loose_write(storage, hash, &note, err) : rc;
}

int loose_touch(struct storage *storage, const char *hash, struct error *err) {
  struct note note;

  if (!loose_read(storage, hash, &note) || note.at == 0)
    return 0;
  note.at = clock_now(storage->options.clock);
  return loose_write(storage, hash, &note, err);
}

int loose_erase(struct storage *storage, const char *hash, struct error *err) {
  struct note note = {.at = 0, .after = storage->command.seq};

  if (!files_is_hash(hash) || !files_is_there(storage->dir, hash))
    return 0;
  storage->erases = true;
  return loose_write(storage, hash, &note, err);
}

void loose_forget(struct storage *storage, int64_t seq) {
  struct note note;
  char **list;
  size_t count;

  if (!storage->erases)
    return;
  count = loose_list(storage, &list);
  for (size_t i = 0; i < count; i++)
    if (loose_read(storage, list[i], &note) && note.at == 0 &&
        note.after >= seq)
      loose_drop(storage, list[i]);
  loose_list_free(list, count);
}

void loose_settle(struct storage *storage) {
  struct error why;
  int64_t next;

  if (!storage->erases)
    return;
  storage->erases = false;
  error_init(&why);
  /* What fails now is done by the next sweep: the notes are there. */
  if (storage_file_sweep(storage, &next, &why) != 0)
    log_line(LOG_ERROR, "storage", "%s: erased files are still there: %s",
             storage->dir, why.en != NULL ? why.en : "");
  error_fini(&why);
}
