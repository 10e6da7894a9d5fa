/* Batches: one transaction, one sync, then the mark. */
#include <string.h>

#include "base/log.h"
#include "storage/files.h"
#include "storage/internal.h"

#define BATCH_CHECKPOINT 1000 /* pages of log that call for a checkpoint */

/* A full disk may have room again. */
bool storage_is_broken(const struct storage *storage) {
  return storage->state.code != ERROR_NONE && storage->state.code != ERROR_FULL;
}

int storage_writable(struct storage *storage, struct error *err) {
  if (storage->options.read_only)
    return error_set(err, ERROR_READONLY, "本机构只打开来查看。",
                     "This home was opened for reading only.");
  if (storage_is_broken(storage))
    return error_set(err, ERROR_READONLY, "%s现在只能查看，不能保存。%.0s",
                     "%.0s%s It can only be read, nothing can be saved.",
                     storage->state.zh, storage->state.en);
  if (storage->lost)
    return error_set(err, ERROR_IO, "这一批没有保存，请再做一次。",
                     "This batch was not saved; do it again.");
  if (!storage->batch)
    return error_set(err, ERROR_INTERNAL, "没有进行中的批次。",
                     "No batch is open.");
  return 0;
}

/* Nothing more is saved, for this reason. */
static int batch_stop(struct storage *storage, const char *zh, const char *en) {
  struct error why;

  error_init(&why);
  error_set(&why, ERROR_READONLY, "%s%.0s", "%.0s%s", zh, en);
  storage_break(storage, &why);
  error_fini(&why);
  return ERROR_READONLY;
}

static int batch_alone(struct storage *storage, struct error *err) {
  struct statement *st;
  int64_t version = storage->data_version;
  int moved = 0;
  int rc = statement_get(storage->conn, "PRAGMA data_version", &st, err);

  if (rc == 0 && (rc = statement_step(st, err)) == 1) {
    version = statement_get_int(st, 0);
    statement_reset(st);
    rc = 0;
  }
  if (rc != 0)
    return rc;
  if (version != storage->data_version)
    return batch_stop(storage,
                      "有别的程序改动了数据文件。请核对后重新启动松鹤。",
                      "Another program wrote to the data file. Verify it, then "
                      "start Songhe again.");
  /* what is written to a file without its name is gone after the next start */
  if (sqlite3_file_control(storage->conn->db, "main", SQLITE_FCNTL_HAS_MOVED,
                           &moved) == SQLITE_OK &&
      moved != 0)
    return batch_stop(storage,
                      "数据文件被移走、删除或换掉了。请放回原处，核对后重新启动"
                      "松鹤。",
                      "The data file was moved, deleted or replaced. Put it "
                      "back, verify it, then start Songhe again.");
  return 0;
}

int storage_begin(struct storage *storage, struct error *err) {
  int rc;

  if (storage->batch)
    return error_set(err, ERROR_INTERNAL, "批次已经开始。",
                     "A batch is already open.");
  storage->batch = true;
  storage->lost = false;
  rc = storage_writable(storage, err);
  if (rc == 0)
    rc = conn_exec_cached(storage->conn, "BEGIN IMMEDIATE", err);
  if (rc == 0 && (rc = batch_alone(storage, err)) != 0) {
    storage_rollback(storage);
    return storage->state.code == ERROR_NONE
               ? rc
               : error_set(err, ERROR_READONLY, "%s%.0s", "%.0s%s",
                           storage->state.zh, storage->state.en);
  }
  storage->batch = rc == 0;
  return rc;
}

/* Back to what is committed. */
void storage_rollback(struct storage *storage) {
  struct error ignored;

  if (!storage->batch)
    return;
  if (storage->command.open) {
    storage->command.open = false;
    catalog_unref(storage->command.catalog_before);
    storage->command.catalog_before = NULL;
  }
  error_init(&ignored);
  if (!sqlite3_get_autocommit(storage->conn->db))
    conn_exec(storage->conn, "ROLLBACK", &ignored);
  error_fini(&ignored);
  access_settle(storage, false);
  parts_forget(&storage->kept, 0, 0);
  storage->batch = false;
  storage->lost = false;
  storage->conn->seq = 0;
  storage->conn->now = 0;
  loose_forget(storage, storage->committed_head + 1);
  storage->erases = false;
  storage->head = storage->committed_head;
  memcpy(storage->head_hash, storage->committed_hash, HASH_SIZE);
  storage->last_event = storage->committed_event;
  words_forget(&storage->words, storage->committed_words);
  storage->epoch++;
  if (storage->catalog != storage->published) {
    catalog_unref(storage->catalog);
    storage->catalog = catalog_ref(storage->published);
  }
}

static void batch_take(struct storage *storage) {
  access_settle(storage, true);
  storage->batch = false;
  storage->committed_head = storage->head;
  memcpy(storage->committed_hash, storage->head_hash, HASH_SIZE);
  storage->committed_event = storage->last_event;
  storage->committed_words = storage->words.count;
  if (storage->state.code == ERROR_FULL)
    error_fini(&storage->state);
  if (storage->catalog == storage->published)
    return;
  pthread_mutex_lock(&storage->catalog_lock);
  catalog_unref(storage->published);
  storage->published = catalog_ref(storage->catalog);
  pthread_mutex_unlock(&storage->catalog_lock);
}

/* After an error of the mark nothing more is acknowledged: what the mark can't
 * hold, a roll-back of the file could hide. */
static int batch_break(struct storage *storage, struct error *why,
                       struct error *err) {
  storage_break(storage, why);
  if (err != NULL)
    error_set(err, why->code, "%s%.0s", "%.0s%s", why->zh, why->en);
  error_fini(why);
  return ERROR_IO;
}

static int batch_mark(struct storage *storage, struct error *err) {
  struct error why;

  storage->marked.seq = storage->committed_head;
  memcpy(storage->marked.hash, storage->committed_hash, HASH_SIZE);
  access_mark(storage, &storage->marked);
  error_init(&why);
  if (mark_write(&storage->mark, &storage->marked, &why) == 0)
    return 0;
  /* the commit is durable and true: the person is told so, and later ones
   * are refused */
  batch_break(storage, &why, NULL);
  (void)err;
  return 0;
}

static void batch_checkpoint(struct storage *storage) {
  int log = 0;
  int done = 0;
  int rc;

  if (storage_sync(storage, NULL) != 0)
    return;
  rc = sqlite3_wal_checkpoint_v2(storage->conn->db, NULL,
                                 SQLITE_CHECKPOINT_PASSIVE, &log, &done);
  storage->wal_pages = 0;
  if (rc != SQLITE_OK && (rc & 0xff) != SQLITE_BUSY)
    conn_fail(storage->conn, rc, NULL);
}

static int batch_wal(void *context, sqlite3 *db, const char *name, int pages) {
  struct storage *storage = context;
  (void)db;
  (void)name;
  storage->wal_pages = pages;
  return SQLITE_OK;
}

static int batch_pages(const struct storage *storage) {
  return storage->options.checkpoint > 0 ? storage->options.checkpoint
                                         : BATCH_CHECKPOINT;
}

int storage_commit(struct storage *storage, struct error *err) {
  int rc = storage_writable(storage, err);

  if (rc == 0 && storage->command.open)
    rc = error_set(err, ERROR_INTERNAL, "还有命令没有结束。",
                   "A command is still open.");
  sqlite3_wal_hook(storage->conn->db, batch_wal, storage);
  if (rc == 0)
    rc = access_write(storage, err);
  if (rc == 0)
    rc = conn_exec_cached(storage->conn, "COMMIT", err);
  if (rc != 0) {
    storage_rollback(storage);
    return rc;
  }
  batch_take(storage);
  rc = batch_mark(storage, err);
  loose_settle(storage);
  if (rc == 0 && storage->wal_pages >= batch_pages(storage) &&
      storage->state.code == ERROR_NONE)
    batch_checkpoint(storage);
  return rc;
}

int storage_sync(struct storage *storage, struct error *err) {
  struct error why;

  if (storage->options.read_only || storage->mark.fd < 0)
    return 0;
  error_init(&why);
  if (mark_sync(&storage->mark, &why) == 0)
    return 0;
  return batch_break(storage, &why, err);
}
