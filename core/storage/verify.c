/* Is this home what its journal says? Chain, mark, bodies, tables. */
#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "storage/internal.h"

#define VERIFY_STEP 1024 /* commands between two calls of progress */

void verify_find(struct verify *verify, const char *code, const char *zh,
                 const char *en, const char *field, ...) {
  char text[160];
  va_list args;

  va_start(args, field);
  vsnprintf(text, sizeof text, field, args);
  va_end(args);
  error_fault(&verify->verdict->findings, text, code, "%s%.0s", "%.0s%s", zh,
              en);
}

static int verify_command(void *context, const struct record *record,
                          const uint8_t hash[HASH_SIZE], struct error *err) {
  struct verify *verify = context;

  verify->verdict->commands++;
  if (verify->marked && record->seq == verify->mark.seq &&
      memcmp(hash, verify->mark.hash, HASH_SIZE) != 0)
    verify_find(verify, "mark", "这条日志与数据库外的标记不符：历史被改写。",
                "This record is not the one that the mark outside the database "
                "names: history was rewritten.",
                "mark");
  if (verify->progress == NULL || verify->verdict->commands % VERIFY_STEP != 0)
    return 0;
  if (verify->progress(verify->context, verify->verdict->commands,
                       verify->all) == 0)
    return 0;
  return error_set(err, ERROR_TIMEOUT, "核对已停止。",
                   "The verification was stopped.");
}

static int verify_chain(struct verify *verify, struct error *err) {
  struct chain_walk walk = {.conn = verify->conn,
                            .words = &verify->words,
                            .part = rebuild_part,
                            .command = verify_command,
                            .context = verify,
                            .findings = &verify->verdict->findings};
  int64_t events = 0;
  int rc = chain_run(&walk, err);

  if (rc != 0)
    return rc;
  if (verify->marked && walk.after < verify->mark.seq)
    verify_find(verify, "mark", "标记说保存过更多的日志：数据库被退回到以前。",
                "The mark says more was saved: the database was put back to an "
                "earlier state.",
                "mark");
  if (walk.after == 0)
    verify_find(verify, "empty", "日志是空的。", "The journal is empty.",
                "command 1");
  rc = conn_ask_int(verify->conn, "SELECT count(*) FROM event", &events, err);
  if (rc == 0 && (events != walk.events || events != walk.last_event))
    verify_find(verify, "event", "事件的数目与日志不符。",
                "The number of events is not what the journal says.", "event");
  return rc;
}

/* SQLite's own look at its pages and indexes. */
static int verify_pages(struct verify *verify, struct error *err) {
  sqlite3_stmt *st = NULL;
  int rc = sqlite3_prepare_v2(verify->conn->db, "PRAGMA integrity_check(20)",
                              -1, &st, NULL);

  while (rc == SQLITE_OK && (rc = sqlite3_step(st)) == SQLITE_ROW) {
    const char *text = (const char *)sqlite3_column_text(st, 0);
    rc = SQLITE_OK;
    if (text == NULL || strcmp(text, "ok") != 0)
      verify_find(verify, "pages", "数据库文件的结构有损坏。",
                  text != NULL ? text : "The database's structure is damaged.",
                  "database");
  }
  sqlite3_finalize(st);
  return rc == SQLITE_DONE ? 0 : conn_fail(verify->conn, rc, err);
}

static int verify_steps(struct verify *verify, struct error *err) {
  int rc = conn_exec(verify->conn, "BEGIN", err);

  if (rc == 0)
    rc = verify_pages(verify, err);
  if (rc == 0)
    rc = words_load(&verify->words, verify->conn, err);
  if (rc == 0)
    rc = conn_ask_int(verify->conn, "SELECT ifnull(max(seq),0) FROM command",
                      &verify->all, err);
  if (rc == 0)
    rc = rebuild_start(verify, err);
  if (rc == 0)
    rc = verify_chain(verify, err);
  if (rc == 0)
    rc = rebuild_end(verify, err);
  return rc == 0 ? compare_all(verify, err) : rc;
}

/* Damage that stops the reading is a finding as well. */
static int verify_run(struct verify *verify, struct error *err) {
  struct error *findings = &verify->verdict->findings;
  struct error why;
  int rc;

  error_init(&why);
  rc = verify_steps(verify, &why);
  if (rc == ERROR_CORRUPT || rc == ERROR_INTERNAL)
    verify_find(verify, "damaged", why.zh != NULL ? why.zh : "数据已损坏。",
                why.en != NULL ? why.en : "The data is damaged.", "database");
  else if (rc != 0 && err != NULL)
    error_move(err, &why);
  error_fini(&why);
  catalog_unref(verify->catalog);
  words_fini(&verify->words);
  conn_close(verify->scratch);
  if (rc != 0 && rc != ERROR_CORRUPT && rc != ERROR_INTERNAL)
    return rc;
  if (findings->fault_count == 0)
    return 0;
  findings->code = ERROR_CORRUPT;
  return error_set(err, ERROR_CORRUPT, "核对发现 %zu 处不符，先看：%s。",
                   "The check found %zu faults; the first: %s.",
                   findings->fault_count + findings->omitted,
                   findings->faults[0].field);
}

int storage_verify(const char *dir, const struct storage_options *options,
                   struct storage_verdict *verdict,
                   int (*progress)(void *context, int64_t done, int64_t all),
                   void *context, struct error *err) {
  struct verify verify = {
      .verdict = verdict, .progress = progress, .context = context};
  struct mark_file file = {.fd = -1};
  struct storage *storage;
  struct error why;
  int rc = storage_open_bare(dir, options, &storage, err);

  *verdict = (struct storage_verdict){0};
  if (rc != 0)
    return rc;
  file.files = storage->files;
  error_init(&why);
  verify.conn = storage->conn;
  verify.marked = mark_open(&file, dir, true, &verify.mark, &why) == 0;
  if (!verify.marked)
    verify_find(&verify, "mark", why.zh, why.en, "mark");
  error_fini(&why);
  rc = verify_run(&verify, err);
  mark_close(&file);
  storage_close(storage);
  return rc;
}

int storage_verify_open(struct storage *storage,
                        struct storage_verdict *verdict, struct error *err) {
  struct verify verify = {.verdict = verdict, .marked = storage->mark.fd >= 0};
  int rc;

  /* the mark first: what is read later holds at least its command */
  pthread_mutex_lock(&storage->catalog_lock);
  verify.mark = storage->marked;
  pthread_mutex_unlock(&storage->catalog_lock);
  *verdict = (struct storage_verdict){0};
  rc = reader_connect(storage, &verify.conn, err);
  if (rc != 0)
    return rc;
  rc = verify_run(&verify, err);
  conn_close(verify.conn);
  return rc;
}
