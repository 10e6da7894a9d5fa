/* Is this home what its journal says? Chain, mark, bodies, tables. */
#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "storage/verify.h"

#define VERIFY_STEP 1024 /* commands between two calls of progress */

/* Three looks that need nothing of each other, each in a thread with its own
 * connection: SQLite's own check, the chain, the tables. */
enum { LOOK_PAGES, LOOK_CHAIN, LOOK_TABLES, LOOKS };

struct look {
  struct verify verify;
  int (*take)(struct verify *verify, struct error *err);
  struct look *all; /* of this verification, to be stopped together */
  sqlite3 *db;      /* to stop it by: verify.conn is its own thread's */
  int rc;
  struct error why; /* what stopped it */
  pthread_t thread;
  bool started; /* `thread` runs */
};

void verify_find(struct verify *verify, const char *code, const char *zh,
                 const char *en, const char *field, ...) {
  char text[160];
  va_list args;

  va_start(args, field);
  vsnprintf(text, sizeof text, field, args);
  va_end(args);
  error_fault(&verify->verdict.findings, text, code, "%s%.0s", "%.0s%s", zh,
              en);
}

/* --- the chain ---------------------------------------------------------- */

static int verify_command(void *context, const struct record *record,
                          const uint8_t hash[HASH_SIZE], struct error *err) {
  struct verify *verify = context;
  const struct mark *mark = verify->mark;
  struct storage_verdict *verdict = &verify->verdict;

  int rc = epoch_note(verify, record, err);

  if (rc != 0)
    return rc;
  epoch_meet(verify, record->seq, hash);
  verdict->commands++;
  if (mark != NULL &&
      ((record->seq == mark->seq && memcmp(hash, mark->hash, HASH_SIZE) != 0) ||
       (record->seq == mark->checked_seq &&
        memcmp(hash, mark->checked_hash, HASH_SIZE) != 0)))
    verify_find(verify, "mark", "这条日志与数据库外的标记不符：历史被改写。",
                "This record is not the one that the mark outside the database "
                "names: history was rewritten.",
                "mark");
  if (verify->progress == NULL || verdict->commands % VERIFY_STEP != 0 ||
      verify->progress(verify->context, verdict->commands, verify->all) == 0)
    return 0;
  return error_set(err, ERROR_TIMEOUT, "核对已停止。",
                   "The verification was stopped.");
}

static int verify_chain(struct verify *verify, struct error *err) {
  struct chain_walk walk = {.conn = verify->conn,
                            .words = &verify->words,
                            .command = verify_command,
                            .context = verify,
                            .findings = &verify->verdict.findings};
  int64_t events = 0;
  int rc = words_load(&verify->words, verify->conn, err);

  if (rc == 0)
    rc = conn_ask_int(verify->conn, "SELECT ifnull(max(seq),0) FROM command",
                      &verify->all, err);
  if (rc == 0)
    rc = chain_run(&walk, err);
  if (rc != 0)
    return rc;
  if (verify->mark != NULL && walk.after < verify->mark->seq)
    verify_find(verify, "mark", "标记说保存过更多的日志：数据库被退回到以前。",
                "The mark says more was saved: the database was put back to an "
                "earlier state.",
                "mark");
  epoch_place(verify);
  verify->verdict.head = walk.after;
  memcpy(verify->verdict.head_hash, walk.prev, HASH_SIZE);
  if (walk.after == 0)
    verify_find(verify, "empty", "日志是空的。", "The journal is empty.",
                "command 1");
  rc = conn_ask_int(verify->conn, "SELECT count(*) FROM event", &events, err);
  if (rc == 0 && (events != walk.events || events != walk.last_event))
    verify_find(verify, "event", "事件的数目与日志不符。",
                "The number of events is not what the journal says.", "event");
  return rc;
}

/* --- pages and tables --------------------------------------------------- */

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

static int verify_tables(struct verify *verify, struct error *err) {
  int rc = words_load(&verify->words, verify->conn, err);

  if (rc == 0)
    rc = rebuild_all(verify, err);
  if (rc == 0)
    rc = layout_verify(verify, err);
  if (rc == 0)
    rc = compare_all(verify, err);
  if (rc == 0)
    rc = access_verify(verify, err);
  return rc == 0 ? verify_files(verify, err) : rc;
}

/* --- the looks ---------------------------------------------------------- */

static int look_connect(struct storage *storage, struct storage_conn **out,
                        struct error *err) {
  int64_t version;
  char *path;
  int rc = storage_path(storage->dir, "home.db", &path, err);

  if (rc == 0)
    rc = conn_open(path, storage->options.vfs, SQLITE_OPEN_READONLY, out, err);
  free(path);
  if (rc != 0)
    return rc;
  (*out)->format = storage->conn->format;
  rc = sqlite3_db_config((*out)->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  rc = rc == SQLITE_OK ? conn_exec(*out, "PRAGMA cell_size_check=ON;BEGIN", err)
                       : conn_fail(*out, rc, err);
  /* the first read takes the snapshot */
  return rc == 0 ? conn_ask_int(*out, "PRAGMA schema_version", &version, err)
                 : rc;
}

static void *look_run(void *argument) {
  struct look *look = argument;

  look->rc = look->take(&look->verify, &look->why);
  if (look->rc == ERROR_TIMEOUT)
    for (int i = 0; i < LOOKS; i++)
      sqlite3_interrupt(look->all[i].db);
  return NULL;
}

static void look_start(struct look *look) {
  look->started = pthread_create(&look->thread, NULL, look_run, look) == 0;
  if (!look->started)
    look_run(look);
}

static void look_close(struct look *look) {
  struct verify *verify = &look->verify;

  catalog_unref(verify->catalog);
  words_fini(&verify->words);
  conn_close(verify->scratch);
  conn_close(verify->conn);
  storage_verdict_fini(&verify->verdict);
  error_fini(&look->why);
}

/* Findings of all looks in their order, so that the same home says the same
 * each time. Damage that stopped a look is a finding too (said once); any
 * other failure is returned. */
static int look_tell(struct look *look, struct storage_verdict *verdict,
                     bool *damaged, struct error *err) {
  const struct storage_verdict *part = &look->verify.verdict;
  struct error *why = &look->why;
  bool damage = look->rc == ERROR_CORRUPT || look->rc == ERROR_INTERNAL;

  if (damage && !*damaged)
    verify_find(&look->verify, "damaged",
                why->zh != NULL ? why->zh : "数据已损坏。",
                why->en != NULL ? why->en : "The data is damaged.", "database");
  *damaged = *damaged || damage;
  verdict->commands += part->commands;
  verdict->rows += part->rows;
  verdict->erased += part->erased;
  verdict->reads += part->reads;
  for (size_t i = 0; i < part->findings.fault_count; i++) {
    const struct error_fault *fault = &part->findings.faults[i];
    error_fault(&verdict->findings, fault->field, fault->code, "%s%.0s",
                "%.0s%s", fault->zh, fault->en);
  }
  verdict->findings.omitted += part->findings.omitted;
  if (look->rc == 0 || damage)
    return 0;
  return error_set(
      err, look->rc, "%s%.0s", "%.0s%s",
      why->zh != NULL ? why->zh : "核对没有做完，请再做一次。",
      why->en != NULL ? why->en : "The check was not finished; do it again.");
}

/* What only the chain's look knows. */
static void look_tell_chain(struct look *look,
                            struct storage_verdict *verdict) {
  struct storage_verdict *part = &look->verify.verdict;

  verdict->head = part->head;
  memcpy(verdict->head_hash, part->head_hash, HASH_SIZE);
  verdict->epochs = part->epochs;
  part->epochs = NULL;
  verdict->printed = part->printed;
  verdict->printed_epoch = part->printed_epoch;
}

static int looks_take(struct storage *storage, struct look looks[LOOKS],
                      struct storage_verdict *verdict, struct error *err) {
  bool damaged = false;
  int rc = 0;

  /* the chain's snapshot after the tables': no row is of a command that the
   * chain has not seen */
  for (int i = LOOKS - 1; i >= 0 && rc == 0; i--)
    looks[i].rc = rc =
        look_connect(storage, &looks[i].verify.conn, &looks[i].why);
  for (int i = 0; i < LOOKS && rc == 0; i++)
    looks[i].db = looks[i].verify.conn->db;
  for (int i = 0; i < LOOKS && rc == 0; i++)
    look_start(&looks[i]);
  for (int i = 0; i < LOOKS; i++)
    if (looks[i].started)
      pthread_join(looks[i].thread, NULL);
  rc = 0;
  for (int i = 0; i < LOOKS; i++) {
    int failed = look_tell(&looks[i], verdict, &damaged, err);
    if (rc == 0)
      rc = failed;
  }
  look_tell_chain(&looks[LOOK_CHAIN], verdict);
  return rc;
}

static int verify_run(struct storage *storage, const struct verify *how,
                      struct storage_verdict *verdict, struct error *err) {
  static int (*const takes[LOOKS])(struct verify *, struct error *) = {
      [LOOK_PAGES] = verify_pages,
      [LOOK_CHAIN] = verify_chain,
      [LOOK_TABLES] = verify_tables};
  struct error *findings = &verdict->findings;
  struct look looks[LOOKS] = {0};
  int rc;

  for (int i = 0; i < LOOKS; i++)
    looks[i] = (struct look){.verify = *how, .take = takes[i], .all = looks};
  rc = looks_take(storage, looks, verdict, err);
  for (int i = 0; i < LOOKS; i++)
    look_close(&looks[i]);
  if (rc != 0)
    return rc;
  if (findings->fault_count == 0)
    return 0;
  findings->code = ERROR_CORRUPT;
  return error_set(err, ERROR_CORRUPT, "核对发现 %zu 处不符，先看：%s。",
                   "Faults that the check found: %zu; the first: %s.",
                   findings->fault_count + findings->omitted,
                   findings->faults[0].field);
}

/* A mark that can't be read is a finding; *mark stays NULL. */
static int verify_mark(struct storage *storage, struct mark *to,
                       const struct mark **mark,
                       struct storage_verdict *verdict, struct error *err) {
  struct mark_file file = {.files = storage->files, .fd = -1};
  struct error why;
  int rc;

  error_init(&why);
  rc = mark_open(&file, storage->dir, true, to, &why);
  mark_close(&file);
  if (rc == 0)
    *mark = to;
  else if (rc == ERROR_CORRUPT)
    error_fault(&verdict->findings, "mark", "mark", "%s%.0s", "%.0s%s", why.zh,
                why.en);
  else if (err != NULL)
    error_move(err, &why);
  error_fini(&why);
  return rc == ERROR_CORRUPT ? 0 : rc;
}

static void verify_ask(struct verify *how,
                       const struct storage_verify_ask *ask) {
  if (ask == NULL)
    return;
  how->printed = ask->printed;
  how->progress = ask->progress;
  how->context = ask->context;
}

int storage_verify(const char *dir, const struct storage_options *options,
                   const struct storage_verify_ask *ask,
                   struct storage_verdict *verdict, struct error *err) {
  struct storage *storage;
  int rc = storage_open_bare(dir, options, &storage, err);

  *verdict = (struct storage_verdict){0};
  if (rc != 0)
    return rc;
  rc = storage_verify_open(storage, ask, verdict, err);
  storage_close(storage);
  return rc;
}

int storage_verify_open(struct storage *storage,
                        const struct storage_verify_ask *ask,
                        struct storage_verdict *verdict, struct error *err) {
  struct verify how = {.dir = storage->dir,
                       .derived = storage->options.derived};
  struct mark mark;
  int rc;

  *verdict = (struct storage_verdict){0};
  verify_ask(&how, ask);
  /* the mark first: what is read later holds at least its command */
  rc = verify_mark(storage, &mark, &how.mark, verdict, err);
  return rc == 0 ? verify_run(storage, &how, verdict, err) : rc;
}
