/* Walks the journal, computing each command's hash again from what is stored.
 * Streams: three cursors in step, nothing kept. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "storage/internal.h"

struct chain_cursors {
  sqlite3_stmt *command;
  sqlite3_stmt *body;
  sqlite3_stmt *event;
  bool body_row;  /* the body cursor stands on a row */
  bool event_row; /* so does the event cursor */
};

static void chain_find(struct chain_walk *walk, int64_t seq, const char *code,
                       const char *zh, const char *en) {
  char field[40];

  snprintf(field, sizeof field, "command %" PRId64, seq);
  error_fault(walk->findings, field, code, zh, en);
}

static int chain_prepare(struct chain_walk *walk, struct chain_cursors *at,
                         struct error *err) {
  sqlite3 *db = walk->conn->db;
  int64_t first = 1;
  char sql[200];
  int rc = sqlite3_prepare_v2(
      db,
      "SELECT seq,recorded_at,happened_at,person,role,station,plugin,action,"
      "refused,key,software,plugin_version,boot,cause,subject,hash FROM "
      "command WHERE seq>?1 ORDER BY seq",
      -1, &at->command, NULL);

  if (rc == SQLITE_OK) {
    snprintf(sql, sizeof sql,
             "SELECT command,n,kind,op,name,row,data,digest FROM body b "
             "WHERE %s",
             journal_body_after(walk->conn));
    rc = sqlite3_prepare_v2(db, sql, -1, &at->body, NULL);
  }
  if (rc == SQLITE_OK) {
    snprintf(sql, sizeof sql,
             "SELECT id,command,n,type,subject,depth,%s FROM event e "
             "WHERE id>=?1 ORDER BY id",
             events_data(walk->conn));
    rc = sqlite3_prepare_v2(db, sql, -1, &at->event, NULL);
  }
  if (rc != SQLITE_OK)
    return conn_fail(walk->conn, rc, err);
  rc = events_first(walk->conn, walk->after + 1, &first, err);
  sqlite3_bind_int64(at->command, 1, walk->after);
  sqlite3_bind_int64(at->body, 1, walk->after);
  sqlite3_bind_int64(at->event, 1, first);
  walk->last_event = first - 1;
  return rc;
}

static int chain_next_body(struct chain_walk *walk, struct chain_cursors *at,
                           struct error *err) {
  int rc = sqlite3_step(at->body);

  at->body_row = rc == SQLITE_ROW;
  return rc == SQLITE_ROW || rc == SQLITE_DONE ? 0
                                               : conn_fail(walk->conn, rc, err);
}

static int chain_next_event(struct chain_walk *walk, struct chain_cursors *at,
                            struct error *err) {
  int rc = sqlite3_step(at->event);

  at->event_row = rc == SQLITE_ROW;
  return rc == SQLITE_ROW || rc == SQLITE_DONE ? 0
                                               : conn_fail(walk->conn, rc, err);
}

/* Whether the event cursor stands on part `n` of this command. */
static bool chain_event_is(const struct chain_cursors *at, int64_t seq,
                           int64_t n) {
  return at->event_row && sqlite3_column_int64(at->event, 1) == seq &&
         sqlite3_column_int64(at->event, 2) == n;
}

/* An event's row holds what its body does not. */
static void chain_event(struct chain_walk *walk, struct chain_cursors *at,
                        struct part *part) {
  part->row = sqlite3_column_int64(at->event, 0);
  part->name = words_text(walk->words, sqlite3_column_int64(at->event, 3));
  part->subject = (const char *)sqlite3_column_text(at->event, 4);
  part->depth = sqlite3_column_int64(at->event, 5);
}

/* The event that a body belongs to. */
static void chain_body_event(struct chain_walk *walk, struct chain_cursors *at,
                             int64_t seq, int64_t n, struct part *part) {
  if (chain_event_is(at, seq, n) &&
      sqlite3_column_int64(at->event, 0) == part->row)
    chain_event(walk, at, part);
  else
    chain_find(walk, seq, "event", "事件记录缺失或被改动。",
               "An event's record is missing or was changed.");
}

/* Goes on behind an event of this command. */
static int chain_event_done(struct chain_walk *walk, struct chain_cursors *at,
                            int64_t seq, struct error *err) {
  int64_t id = sqlite3_column_int64(at->event, 0);

  if (id != walk->last_event + 1)
    chain_find(walk, seq, "event", "事件记录缺失或被改动。",
               "An event's record is missing or was changed.");
  walk->last_event = id;
  walk->events++;
  return chain_next_event(walk, at, err);
}

/* One body: its digest, whether its bytes are there or were erased. */
static int chain_part(struct chain_walk *walk, struct chain_cursors *at,
                      int64_t seq, struct hash_state *state,
                      struct error *err) {
  sqlite3_stmt *st = at->body;
  int64_t n = sqlite3_column_int64(st, 1);
  struct part part = {.kind = (enum part_kind)sqlite3_column_int(st, 2),
                      .op = sqlite3_column_int64(st, 3),
                      .name =
                          words_text(walk->words, sqlite3_column_int64(st, 4)),
                      .row = sqlite3_column_int64(st, 5)};
  const char *data = sqlite3_column_blob(st, 6);
  size_t len = (size_t)sqlite3_column_bytes(st, 6);
  const void *digest = sqlite3_column_blob(st, 7);
  uint8_t sum[HASH_SIZE];
  int rc = 0;

  if (data != NULL) {
    journal_digest(data, len, sum);
    part.digest = sum;
  } else if (digest != NULL && sqlite3_column_bytes(st, 7) == HASH_SIZE)
    part.digest = digest;
  if (part.kind == PART_EVENT)
    chain_body_event(walk, at, seq, n, &part);
  record_hash_part(state, &part);
  if (part.kind == PART_EVENT && chain_event_is(at, seq, n))
    rc = chain_event_done(walk, at, seq, err);
  return rc;
}

static void chain_find_stray(struct chain_walk *walk,
                             const struct chain_cursors *at) {
  chain_find(walk, sqlite3_column_int64(at->body, 0), "stray",
             "有内容不属于任何一条日志。",
             "There is content that belongs to no record.");
}

/* An event that has no body: its row holds all of it. */
static int chain_bare_part(struct chain_walk *walk, struct chain_cursors *at,
                           int64_t seq, struct hash_state *state,
                           struct error *err) {
  struct part part = {.kind = PART_EVENT};
  uint8_t sum[HASH_SIZE];

  chain_event(walk, at, &part);
  journal_digest(sqlite3_column_blob(at->event, 6),
                 (size_t)sqlite3_column_bytes(at->event, 6), sum);
  part.digest = sum;
  record_hash_part(state, &part);
  return chain_event_done(walk, at, seq, err);
}

static int chain_body(struct chain_walk *walk, struct chain_cursors *at,
                      int64_t seq, int64_t expected, struct hash_state *state,
                      struct error *err) {
  int rc = 0;

  if (sqlite3_column_int64(at->body, 0) < seq)
    chain_find_stray(walk, at);
  else {
    if (sqlite3_column_int64(at->body, 1) != expected)
      chain_find(walk, seq, "gap", "内容的编号不连续。",
                 "Its contents are not numbered without a gap.");
    rc = chain_part(walk, at, seq, state, err);
  }
  return rc == 0 ? chain_next_body(walk, at, err) : rc;
}

/* Events that the walk has passed belong to no command. */
static int chain_skip_events(struct chain_walk *walk, struct chain_cursors *at,
                             int64_t seq, struct error *err) {
  int rc = 0;

  while (rc == 0 && at->event_row &&
         sqlite3_column_int64(at->event, 1) <= seq) {
    chain_find(walk, seq, "event", "有事件不属于任何一条日志。",
               "There is an event that belongs to no record.");
    walk->last_event = sqlite3_column_int64(at->event, 0);
    rc = chain_next_event(walk, at, err);
  }
  return rc;
}

/* Bodies and bare events of this command, in order; ones that belong to none
 * are reported. */
static int chain_parts(struct chain_walk *walk, struct chain_cursors *at,
                       int64_t seq, struct hash_state *state,
                       struct error *err) {
  int64_t expected = 1;
  int rc = 0;

  record_hash_begin(state);
  while (rc == 0) {
    if (chain_event_is(at, seq, expected) &&
        sqlite3_column_type(at->event, 6) != SQLITE_NULL) {
      rc = chain_bare_part(walk, at, seq, state, err);
      expected++;
    } else if (at->body_row && sqlite3_column_int64(at->body, 0) <= seq) {
      bool own = sqlite3_column_int64(at->body, 0) == seq;
      rc = chain_body(walk, at, seq, expected, state, err);
      expected += own;
    } else
      break;
  }
  return rc == 0 ? chain_skip_events(walk, at, seq, err) : rc;
}

static void chain_record(const struct chain_walk *walk, sqlite3_stmt *st,
                         struct record *record) {
  const struct words *words = walk->words;

  *record = (struct record){
      .seq = sqlite3_column_int64(st, 0),
      .recorded_at = sqlite3_column_int64(st, 1),
      .happened_at = sqlite3_column_int64(st, 2),
      .person = sqlite3_column_int64(st, 3),
      .role = words_text(words, sqlite3_column_int64(st, 4)),
      .station = words_text(words, sqlite3_column_int64(st, 5)),
      .plugin = words_text(words, sqlite3_column_int64(st, 6)),
      .action = words_text(words, sqlite3_column_int64(st, 7)),
      .refused = sqlite3_column_int64(st, 8),
      .software = words_text(words, sqlite3_column_int64(st, 10)),
      .plugin_version = words_text(words, sqlite3_column_int64(st, 11)),
      .boot = words_text(words, sqlite3_column_int64(st, 12)),
      .cause = sqlite3_column_int64(st, 13),
      .subject = sqlite3_column_int64(st, 14)};
  record->key = sqlite3_column_blob(st, 9);
  record->key_len = (size_t)sqlite3_column_bytes(st, 9);
}

static int chain_command(struct chain_walk *walk, struct chain_cursors *at,
                         struct error *err) {
  struct hash_state parts;
  struct record record;
  uint8_t hash[HASH_SIZE];
  const void *stored;
  int rc;

  chain_record(walk, at->command, &record);
  if (record.seq != walk->after + 1)
    chain_find(walk, walk->after + 1, "missing", "日志在这里断开：缺少记录。",
               "The journal breaks here: records are missing.");
  rc = chain_parts(walk, at, record.seq, &parts, err);
  if (rc != 0)
    return rc;
  record_hash_end(walk->prev, &record, &parts, hash);
  stored = sqlite3_column_blob(at->command, 15);
  if (stored == NULL || sqlite3_column_bytes(at->command, 15) != HASH_SIZE ||
      memcmp(stored, hash, HASH_SIZE) != 0)
    chain_find(walk, record.seq, "changed", "这条日志被改动过。",
               "This record was changed.");
  /* go on from the stored hash, so that one change is one finding */
  if (stored != NULL && sqlite3_column_bytes(at->command, 15) == HASH_SIZE)
    memcpy(walk->prev, stored, HASH_SIZE);
  walk->after = record.seq;
  walk->done++;
  return walk->command == NULL
             ? 0
             : walk->command(walk->context, &record, walk->prev, err);
}

int chain_run(struct chain_walk *walk, struct error *err) {
  struct chain_cursors at = {0};
  int rc = chain_prepare(walk, &at, err);

  if (rc == 0)
    rc = chain_next_body(walk, &at, err);
  if (rc == 0)
    rc = chain_next_event(walk, &at, err);
  while (rc == 0 && (walk->last == 0 || walk->after < walk->last)) {
    rc = sqlite3_step(at.command);
    if (rc == SQLITE_DONE) {
      rc = 0;
      break;
    }
    rc = rc == SQLITE_ROW ? chain_command(walk, &at, err)
                          : conn_fail(walk->conn, rc, err);
  }
  if (rc == 0 && at.body_row && walk->last == 0)
    chain_find_stray(walk, &at);
  sqlite3_finalize(at.command);
  sqlite3_finalize(at.body);
  sqlite3_finalize(at.event);
  return rc;
}

/* --- at the start ------------------------------------------------------- */

static int chain_hash_is(struct storage *storage, int64_t seq,
                         const uint8_t hash[HASH_SIZE], bool *same,
                         struct error *err) {
  struct statement *st;
  const void *stored;
  size_t len = 0;
  int rc = statement_get(storage->conn, "SELECT hash FROM command WHERE seq=?1",
                         &st, err);

  *same = false;
  if (rc != 0)
    return rc;
  statement_int(st, 1, seq);
  rc = statement_step(st, err);
  if (rc != 1)
    return rc;
  stored = statement_get_blob(st, 0, &len);
  *same = len == HASH_SIZE && memcmp(stored, hash, HASH_SIZE) == 0;
  statement_reset(st);
  return 0;
}

/* From the checkpoint to the head. */
static int chain_tail(struct storage *storage, struct error *err) {
  struct error findings;
  struct chain_walk walk = {.conn = storage->conn,
                            .words = &storage->words,
                            .after = storage->marked.checked_seq,
                            .findings = &findings};
  int rc;

  error_init(&findings);
  memcpy(walk.prev, storage->marked.checked_hash, HASH_SIZE);
  rc = chain_run(&walk, err);
  if (rc == 0 && findings.fault_count > 0)
    rc = error_set(
        err, ERROR_CORRUPT, "日志校验不符（%s）：%s%.0s本机构现在只能查看。",
        "The journal fails its check (%s): %.0s%s The home can "
        "only be read.",
        findings.faults[0].field, findings.faults[0].zh, findings.faults[0].en);
  error_fini(&findings);
  return rc;
}

int chain_check_open(struct storage *storage, struct error *err) {
  const struct mark *mark = &storage->marked;
  bool same = false;
  bool checked = false;
  int rc = chain_hash_is(storage, mark->seq, mark->hash, &same, err);

  if (rc == 0)
    rc = chain_hash_is(storage, mark->checked_seq, mark->checked_hash, &checked,
                       err);
  if (rc != 0)
    return rc;
  if (!same || !checked)
    return error_set(
        err, ERROR_CORRUPT,
        "数据库里没有第 %lld 条记录，而标记说它保存过：数据被退回或改动过。"
        "请用备份恢复，或请人核对。",
        "The database lacks record %lld, which the mark says was saved: the "
        "file was put back or changed. Restore a backup or have it examined.",
        (long long)(same ? mark->checked_seq : mark->seq));
  rc = chain_tail(storage, err);
  if (rc != 0)
    return rc;
  storage->marked.checked_seq = storage->head;
  memcpy(storage->marked.checked_hash, storage->head_hash, HASH_SIZE);
  return 0;
}
