/* The access log's table and chain: written, checked at the start and by
 * verify. */
#include <inttypes.h>
#include <string.h>

#include "base/log.h"
#include "storage/access.h"
#include "storage/verify.h"

/* Texts are numbers of `word`, as in the journal; null is nothing or, of
 * `until` and `count`, one read. */
static const char access_ddl[] =
    "CREATE TABLE access(seq INTEGER PRIMARY KEY,at INTEGER NOT NULL,"
    "until INTEGER,count INTEGER,person INTEGER,account INTEGER,role INTEGER,"
    "station INTEGER,call INTEGER,subject INTEGER,rows INTEGER NOT NULL,"
    "result INTEGER NOT NULL,hash BLOB NOT NULL) STRICT;"
    "CREATE INDEX access_at ON access(at);"
    "CREATE INDEX access_subject ON access(subject,at)"
    " WHERE subject IS NOT NULL;"
    "CREATE INDEX access_gap ON access(at) WHERE result=4;"
    "CREATE TRIGGER access_u BEFORE UPDATE ON access BEGIN SELECT "
    "RAISE(ABORT,'songhe:access'); END;"
    "CREATE TRIGGER access_d BEFORE DELETE ON access BEGIN SELECT "
    "RAISE(ABORT,'songhe:access'); END;";

/* --- an entry ------------------------------------------------------------- */

static const char *access_word(const char *text) {
  return text != NULL && *text != '\0' ? text : NULL;
}

static void access_bind(struct statement *st, int index, int64_t value,
                        int64_t nothing) {
  if (value == nothing)
    statement_null(st, index);
  else
    statement_int(st, index, value);
}

int access_row_write(struct storage *storage, const struct access_row *row,
                     const uint8_t hash[HASH_SIZE], struct error *err) {
  const char *texts[4] = {row->account, row->role, row->station, row->call};
  struct statement *st;
  int64_t words[4];
  int rc = 0;

  for (int i = 0; i < 4 && rc == 0; i++)
    rc = words_id(storage, access_word(texts[i]), &words[i], err);
  if (rc == 0)
    rc = statement_get(storage->conn,
                       "INSERT INTO access(seq,at,until,count,person,account,"
                       "role,station,call,subject,rows,result,hash) VALUES("
                       "?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13)",
                       &st, err);
  if (rc != 0)
    return rc;
  statement_int(st, 1, row->seq);
  statement_int(st, 2, row->at);
  access_bind(st, 3, row->until, row->at);
  access_bind(st, 4, row->count, 1);
  access_bind(st, 5, row->person, 0);
  for (int i = 0; i < 4; i++)
    access_bind(st, 6 + i, words[i], 0);
  access_bind(st, 10, row->subject, 0);
  statement_int(st, 11, row->rows);
  statement_int(st, 12, row->result);
  statement_blob(st, 13, hash, HASH_SIZE);
  return statement_run(st, err);
}

/* --- at the start --------------------------------------------------------- */

static int access_table(struct storage_conn *conn, bool *there,
                        struct error *err) {
  int64_t count = 0;
  int rc = conn_ask_int(conn,
                        "SELECT count(*) FROM sqlite_schema WHERE type='table'"
                        " AND name='access'",
                        &count, err);

  *there = count > 0;
  return rc;
}

/* The hash of an entry, or of the last one (seq 0, which it then sets):
 * 1 there, 0 not. */
static int access_hash_of(struct storage_conn *conn, int64_t *seq,
                          uint8_t hash[HASH_SIZE], struct error *err) {
  struct statement *st;
  const void *data;
  size_t len;
  int rc = statement_get(conn,
                         "SELECT seq,hash FROM access WHERE seq=?1 OR ?1=0"
                         " ORDER BY seq DESC LIMIT 1",
                         &st, err);

  if (rc != 0)
    return rc;
  statement_int(st, 1, *seq);
  rc = statement_step(st, err);
  if (rc != 1)
    return rc;
  *seq = statement_get_int(st, 0);
  data = statement_get_blob(st, 1, &len);
  if (len == HASH_SIZE)
    memcpy(hash, data, HASH_SIZE);
  statement_reset(st);
  return len == HASH_SIZE;
}

/* The chain begins with the hash of the journal's first command, which holds
 * the home's UUID: no log fits another home. */
static int access_begin(struct storage_conn *conn, uint8_t head[HASH_SIZE],
                        struct error *err) {
  struct statement *st;
  const void *data;
  size_t len = 0;
  int rc =
      statement_get(conn, "SELECT hash FROM command WHERE seq=1", &st, err);

  if (rc != 0 || (rc = statement_step(st, err)) < 0)
    return rc;
  memset(head, 0, HASH_SIZE);
  if (rc == 0)
    return 0;
  data = statement_get_blob(st, 0, &len);
  if (len == HASH_SIZE)
    memcpy(head, data, HASH_SIZE);
  statement_reset(st);
  return 0;
}

int access_check(struct storage *storage, struct error *err) {
  const struct mark *mark = &storage->marked;
  uint8_t hash[HASH_SIZE];
  int64_t seq = mark->access_seq;
  bool there;
  int rc;

  if (seq == 0)
    return 0;
  rc = access_table(storage->conn, &there, err);
  if (rc == 0 && there)
    rc = access_hash_of(storage->conn, &seq, hash, err);
  if (rc < 0)
    return rc;
  if (rc == 1 && memcmp(hash, mark->access_hash, HASH_SIZE) == 0)
    return 0;
  return error_set(
      err, ERROR_CORRUPT,
      "访问日志里没有第 %lld 条，而标记说它保存过：数据被退回或改动过。"
      "请用备份恢复，或请人核对。",
      "The access log lacks entry %lld, which the mark says was saved: the "
      "file was put back or changed. Restore a backup or have it examined.",
      (long long)seq);
}

int access_lost(struct storage *storage, const struct mark *mark, int64_t *kept,
                int64_t *lost, struct error *err) {
  uint8_t hash[HASH_SIZE];
  int64_t seq = mark != NULL ? mark->access_seq : 0;
  bool there;
  int rc = access_table(storage->conn, &there, err);

  *kept = 0;
  *lost = -1;
  if (rc == 0 && there)
    rc = access_hash_of(storage->conn, kept, hash, err);
  if (rc < 0 || seq == 0)
    return rc < 0 ? rc : 0;
  if (seq > *kept) {
    *lost = seq - *kept;
    return 0;
  }
  rc = access_hash_of(storage->conn, &seq, hash, err);
  /* another entry of that number: where the two logs parted is not known */
  if (rc == 1 && memcmp(hash, mark->access_hash, HASH_SIZE) == 0)
    *lost = 0;
  return rc < 0 ? rc : 0;
}

/* All of it or nothing. */
static int access_make(struct storage_conn *conn, struct error *err) {
  int rc = conn_exec(conn, "BEGIN IMMEDIATE", err);

  if (rc == 0)
    rc = conn_exec(conn, access_ddl, err);
  if (rc == 0)
    rc = conn_exec(conn, "COMMIT", err);
  if (rc != 0 && !sqlite3_get_autocommit(conn->db))
    conn_exec(conn, "ROLLBACK", NULL);
  return rc;
}

int access_open(struct storage *storage, struct error *err) {
  uint8_t head[HASH_SIZE];
  int64_t seq = 0;
  bool there;
  int rc = access_table(storage->conn, &there, err);

  if (rc == 0 && !there)
    rc = access_make(storage->conn, err);
  if (rc == 0)
    rc = access_hash_of(storage->conn, &seq, head, err);
  if (rc == 0)
    rc = access_begin(storage->conn, head, err);
  if (rc >= 0)
    access_start(storage, seq, head);
  return rc < 0 ? rc : 0;
}

/* --- verify --------------------------------------------------------------- */

static int64_t access_int(sqlite3_stmt *st, int column, int64_t nothing) {
  return sqlite3_column_type(st, column) == SQLITE_NULL
             ? nothing
             : sqlite3_column_int64(st, column);
}

static void access_read_row(const struct words *words, sqlite3_stmt *st,
                            struct access_row *row) {
  int64_t at = sqlite3_column_int64(st, 1);

  *row = (struct access_row){
      .seq = sqlite3_column_int64(st, 0),
      .at = at,
      .until = access_int(st, 2, at),
      .count = access_int(st, 3, 1),
      .person = sqlite3_column_int64(st, 4),
      .account = words_text(words, sqlite3_column_int64(st, 5)),
      .role = words_text(words, sqlite3_column_int64(st, 6)),
      .station = words_text(words, sqlite3_column_int64(st, 7)),
      .call = words_text(words, sqlite3_column_int64(st, 8)),
      .subject = sqlite3_column_int64(st, 9),
      .rows = sqlite3_column_int64(st, 10),
      .result = sqlite3_column_int64(st, 11)};
}

static void access_verify_row(struct verify *verify, sqlite3_stmt *st,
                              int64_t after, uint8_t head[HASH_SIZE]) {
  const void *stored = sqlite3_column_blob(st, 12);
  bool whole = stored != NULL && sqlite3_column_bytes(st, 12) == HASH_SIZE;
  struct access_row row;
  uint8_t hash[HASH_SIZE];

  access_read_row(&verify->words, st, &row);
  if (row.seq != after + 1)
    verify_find(verify, "missing", "访问日志在这里断开：缺少记录。",
                "The access log breaks here: entries are missing.",
                "access %" PRId64, after + 1);
  access_row_hash(head, &row, hash);
  if (!whole || memcmp(stored, hash, HASH_SIZE) != 0)
    verify_find(verify, "changed", "访问日志的这一条被改动过。",
                "This entry of the access log was changed.", "access %" PRId64,
                row.seq);
  /* go on from the stored hash, so that one change is one finding */
  if (whole)
    memcpy(head, stored, HASH_SIZE);
  if (verify->mark != NULL && row.seq == verify->mark->access_seq &&
      memcmp(head, verify->mark->access_hash, HASH_SIZE) != 0)
    verify_find(verify, "mark",
                "访问日志的这一条与数据库外的标记不符：历史被改写。",
                "This entry of the access log is not the one that the mark "
                "outside the database names: history was rewritten.",
                "access %" PRId64, row.seq);
  verify->verdict.reads++;
}

static int access_verify_rows(struct verify *verify, int64_t *last,
                              struct error *err) {
  sqlite3_stmt *st = NULL;
  uint8_t head[HASH_SIZE];
  int rc = access_begin(verify->conn, head, err);

  if (rc != 0)
    return rc;
  rc = sqlite3_prepare_v2(
      verify->conn->db,
      "SELECT seq,at,until,count,person,account,role,station,call,subject,"
      "rows,result,hash FROM access ORDER BY seq",
      -1, &st, NULL);
  while (rc == SQLITE_OK && (rc = sqlite3_step(st)) == SQLITE_ROW) {
    access_verify_row(verify, st, *last, head);
    *last = sqlite3_column_int64(st, 0);
    rc = SQLITE_OK;
  }
  sqlite3_finalize(st);
  return rc == SQLITE_DONE ? 0 : conn_fail(verify->conn, rc, err);
}

int access_layout(struct verify *verify, struct error *err) {
  bool there;
  int rc = access_table(verify->conn, &there, err);

  return rc == 0 && there ? conn_exec(verify->scratch, access_ddl, err) : rc;
}

int access_verify(struct verify *verify, struct error *err) {
  int64_t last = 0;
  bool there;
  int rc = access_table(verify->conn, &there, err);

  if (rc == 0 && there)
    rc = access_verify_rows(verify, &last, err);
  if (rc != 0)
    return rc;
  if (verify->mark != NULL && last < verify->mark->access_seq)
    verify_find(verify, "mark",
                "标记说访问日志有更多的记录：末尾被删掉，或数据库被退回。",
                "The mark says that the access log had more: its end was cut "
                "off, or the database put back.",
                "access");
  return 0;
}
