/* Commands: their rows, bodies and chain. docs/decisions/journal.md tells the
 * form and why. */
#include <stdlib.h>
#include <string.h>

#include "base/pack.h"
#include "storage/files.h"
#include "storage/internal.h"

/* `id` is the command's number and the part's, so bodies are appended to the
 * end of the table and found without an index. */
#define JOURNAL_BODY(name)                                                     \
  "CREATE TABLE " name "(id INTEGER PRIMARY KEY,"                              \
  "command INTEGER GENERATED ALWAYS AS (id>>16) VIRTUAL,"                      \
  "n INTEGER GENERATED ALWAYS AS (id&65535) VIRTUAL,"                          \
  "kind INTEGER NOT NULL,op INTEGER,name INTEGER,row INTEGER,data BLOB,"       \
  "digest BLOB,erased_by INTEGER) STRICT;"

/* A home's ten million keys share eight bytes once in 370,000 homes, and are
 * then refused; older rows keep sixteen. */
#define JOURNAL_KEY(key)                                                       \
  "CREATE UNIQUE INDEX command_key ON command(" key ") WHERE key IS NOT NULL;"

/* Erasing by law is the one change: bytes go, their digest stays. */
#define JOURNAL_GUARD(same)                                                    \
  "CREATE TRIGGER body_d BEFORE DELETE ON body BEGIN "                         \
  "SELECT RAISE(ABORT,'songhe:journal');END;"                                  \
  "CREATE TRIGGER body_u BEFORE UPDATE ON body WHEN NOT("                      \
  "OLD.data IS NOT NULL AND NEW.data IS NULL AND length(NEW.digest)=32 "       \
  "AND NEW.erased_by IS NOT NULL AND " same " AND "                            \
  "NEW.kind=OLD.kind AND NEW.op IS OLD.op AND "                                \
  "NEW.name IS OLD.name AND NEW.row IS OLD.row) BEGIN "                        \
  "SELECT RAISE(ABORT,'songhe:journal');END;"

#define JOURNAL_NO_CHANGE(table)                                               \
  "CREATE TRIGGER " table "_u BEFORE UPDATE ON " table " BEGIN "               \
  "SELECT RAISE(ABORT,'songhe:journal');END;"                                  \
  "CREATE TRIGGER " table "_d BEFORE DELETE ON " table " BEGIN "               \
  "SELECT RAISE(ABORT,'songhe:journal');END;"

/* What all formats have alike, but for the end of `event`. */
#define JOURNAL_ALIKE(event_end)                                               \
  "CREATE TABLE word(id INTEGER PRIMARY KEY,text TEXT NOT NULL UNIQUE)"        \
  " STRICT;"                                                                   \
  "CREATE TABLE command(seq INTEGER PRIMARY KEY,"                              \
  "recorded_at INTEGER NOT NULL,happened_at INTEGER,person INTEGER,"           \
  "role INTEGER,station INTEGER,plugin INTEGER NOT NULL,"                      \
  "action INTEGER NOT NULL,refused INTEGER NOT NULL,key BLOB,"                 \
  "software INTEGER NOT NULL,plugin_version INTEGER,boot INTEGER NOT NULL,"    \
  "cause INTEGER,subject INTEGER,hash BLOB NOT NULL) STRICT;"                  \
  "CREATE TABLE event(id INTEGER PRIMARY KEY,command INTEGER NOT NULL,"        \
  "n INTEGER NOT NULL,type INTEGER NOT NULL,subject TEXT,"                     \
  "depth INTEGER NOT NULL" event_end ") STRICT;"                               \
  "CREATE TABLE schema(plugin TEXT PRIMARY KEY,version TEXT NOT NULL,"         \
  "migration INTEGER NOT NULL,tables TEXT NOT NULL) STRICT, WITHOUT ROWID;"    \
  "CREATE TABLE counter(name TEXT PRIMARY KEY,id INTEGER NOT NULL)"            \
  " STRICT, WITHOUT ROWID;" JOURNAL_NO_CHANGE("command")                       \
      JOURNAL_NO_CHANGE("event")

#define JOURNAL_BEFORE_3                                                       \
  "CREATE TABLE body(command INTEGER NOT NULL,n INTEGER NOT NULL,"             \
  "kind INTEGER NOT NULL,op INTEGER,name INTEGER,row INTEGER,data BLOB,"       \
  "digest BLOB,erased_by INTEGER,PRIMARY KEY(command,n))"                      \
  " STRICT, WITHOUT ROWID;" JOURNAL_KEY("key")                                 \
      JOURNAL_GUARD("NEW.command=OLD.command AND NEW.n=OLD.n")

/* clang-format off */
const char *const journal_ddl[STORAGE_FORMAT] = {
    JOURNAL_ALIKE("")
    JOURNAL_BEFORE_3,
    JOURNAL_ALIKE(",data BLOB")
    JOURNAL_BEFORE_3,
    JOURNAL_ALIKE(",data BLOB")
    JOURNAL_KEY("substr(key,1,8)")
    JOURNAL_BODY("body")
    JOURNAL_GUARD("NEW.id=OLD.id")};

/* Format 2 gave an event of ids and times a place in its own row; format 3 has
 * bodies in the order of their numbers, which packs the pages full. */
const char *const journal_upgrades[STORAGE_FORMAT - 1] = {
    "ALTER TABLE event ADD COLUMN data BLOB;",
    JOURNAL_BODY("body_3")
    "INSERT INTO body_3(id,kind,op,name,row,data,digest,erased_by) SELECT "
    "command<<16|n,kind,op,name,row,data,digest,erased_by FROM body "
    "ORDER BY command,n;"
    "DROP TABLE body;ALTER TABLE body_3 RENAME TO body;"
    JOURNAL_GUARD("NEW.id=OLD.id")
    "DROP INDEX command_key;"
    JOURNAL_KEY("substr(key,1,8)")};
/* clang-format on */

const char *journal_body_after(const struct storage_conn *conn) {
  return conn->format >= 3 ? "b.id>=(?1+1)<<16 ORDER BY b.id"
                           : "b.command>?1 ORDER BY b.command,b.n";
}

const char *journal_body_of(const struct storage_conn *conn) {
  return conn->format >= 3 ? "b.id>=?1<<16 AND b.id<(?1+1)<<16"
                           : "b.command=?1";
}

static void journal_bind_word(struct statement *st, int index, int64_t word) {
  if (word == 0)
    statement_null(st, index);
  else
    statement_int(st, index, word);
}

static void journal_key(const char *key, uint8_t out[STORAGE_KEY_HASH]) {
  uint8_t sum[HASH_SIZE];

  hash_once(key, strlen(key), sum);
  memcpy(out, sum, STORAGE_KEY_HASH);
}

static int journal_words(struct storage *storage, int64_t words[7],
                         struct error *err) {
  const struct storage_command *given = &storage->command.given;
  const char *texts[7] = {given->role,   given->station, given->plugin,
                          given->action, SONGHE_VERSION, given->plugin_version,
                          storage->boot};
  int rc = 0;

  for (int i = 0; i < 7 && rc == 0; i++)
    rc = words_id(storage, texts[i], &words[i], err);
  return rc;
}

static int journal_write_command(struct storage *storage, bool refused,
                                 const int64_t words[7],
                                 const uint8_t hash[HASH_SIZE],
                                 struct error *err) {
  const struct open_command *command = &storage->command;
  struct statement *st;
  int rc = statement_get(
      storage->conn,
      "INSERT INTO command VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,"
      "?13,?14,?15,?16)",
      &st, err);

  if (rc != 0)
    return rc;
  statement_int(st, 1, command->seq);
  statement_int(st, 2, command->recorded_at);
  journal_bind_word(st, 3, command->given.happened_at);
  journal_bind_word(st, 4, command->given.person);
  for (int i = 0; i < 4; i++)
    journal_bind_word(st, 5 + i, words[i]);
  statement_int(st, 9, refused);
  if (command->given.key == NULL)
    statement_null(st, 10);
  else
    statement_blob(st, 10, command->key, STORAGE_KEY_HASH);
  for (int i = 0; i < 3; i++)
    journal_bind_word(st, 11 + i, words[4 + i]);
  journal_bind_word(st, 14, command->given.cause_event);
  journal_bind_word(st, 15, command->given.subject);
  statement_blob(st, 16, hash, HASH_SIZE);
  return statement_run(st, err);
}

/* --- undoing -------------------------------------------------------------- */

int64_t journal_rows(const struct storage *storage) {
  return sqlite3_total_changes64(storage->conn->db);
}

/* What was written before its savepoint could not be undone. */
static int journal_open_savepoint(struct storage *storage, const char *sql,
                                  int64_t rows_before, bool *guarded,
                                  struct error *err) {
  int rc = 0;

  if (*guarded)
    return 0;
  if (journal_rows(storage) != rows_before) {
    storage->lost = true;
    return error_set(err, ERROR_INTERNAL, "命令的顺序不对。",
                     "Commands are out of order.");
  }
  *guarded = true;
  rc = conn_exec_cached(storage->conn, sql, err);
  if (rc != 0)
    storage->lost = true;
  return rc;
}

int journal_guard(struct storage_conn *conn, struct error *err) {
  struct storage *storage = conn->storage;
  struct open_command *command;
  struct delivery *delivery;
  int rc;

  if (!conn->writer || storage == NULL || !storage->command.open)
    return 0;
  if (storage->lost) /* a savepoint now would be a transaction of its own */
    return storage_writable(storage, err);
  command = &storage->command;
  delivery = &storage->delivery;
  rc = journal_open_savepoint(storage, "SAVEPOINT command",
                              command->rows_before, &command->guarded, err);
  if (rc == 0 && delivery->open)
    rc = journal_open_savepoint(storage, "SAVEPOINT delivery",
                                delivery->rows_before, &delivery->guarded, err);
  return rc;
}

int journal_take_back(struct storage *storage, const char *sql, bool guarded,
                      int64_t rows_before, struct error *err) {
  int rc = 0;

  if (guarded)
    rc = conn_exec_cached(storage->conn, sql, err);
  else if (journal_rows(storage) != rows_before)
    rc = error_set(err, ERROR_INTERNAL, "命令的顺序不对。",
                   "Commands are out of order.");
  if (rc != 0) /* what was undone and what not is no longer known */
    storage->lost = true;
  return rc;
}

static void journal_close_command(struct storage *storage) {
  storage->command.open = false;
  storage->delivery.open = false;
  catalog_unref(storage->command.catalog_before);
  storage->command.catalog_before = NULL;
}

static int journal_release(struct storage *storage, struct error *err) {
  int rc = 0;

  if (storage->command.guarded)
    rc = conn_exec_cached(storage->conn, "RELEASE command", err);
  if (rc != 0)
    storage->lost = true;
  return rc;
}

/* The command's rows, once its savepoint is gone: no command can be refused for
 * them, so what fails here costs the batch. */
static int journal_write(struct storage *storage, bool refused,
                         const int64_t words[7], const uint8_t hash[HASH_SIZE],
                         struct error *err) {
  int rc = journal_release(storage, err);

  journal_close_command(storage);
  if (rc == 0)
    rc = parts_write(storage, err);
  if (rc == 0)
    rc = journal_write_command(storage, refused, words, hash, err);
  if (rc != 0)
    storage->lost = true;
  return rc;
}

/* Writes the rest of the command and takes it into the head. */
static int journal_end(struct storage *storage, const json_t *outcome,
                       bool refused, struct storage_receipt *receipt,
                       struct error *err) {
  struct open_command *command = &storage->command;
  const struct storage_command *given = &command->given;
  struct record record = {.seq = command->seq,
                          .recorded_at = command->recorded_at,
                          .happened_at = given->happened_at,
                          .person = given->person,
                          .role = given->role,
                          .station = given->station,
                          .plugin = given->plugin,
                          .action = given->action,
                          .refused = refused,
                          .key = given->key != NULL ? command->key : NULL,
                          .key_len = STORAGE_KEY_HASH,
                          .software = SONGHE_VERSION,
                          .plugin_version = given->plugin_version,
                          .boot = storage->boot,
                          .cause = given->cause_event,
                          .subject = given->subject};
  uint8_t hash[HASH_SIZE];
  int64_t words[7];
  int rc = parts_add_json(storage, PART_INPUT, given->input, err);

  if (rc == 0)
    rc = parts_add_json(storage, refused ? PART_REFUSAL : PART_REPLY, outcome,
                        err);
  if (rc == 0)
    rc = journal_words(storage, words, err);
  if (rc != 0)
    return rc;
  record_hash_end(storage->head_hash, &record, &command->hash_state, hash);
  rc = journal_write(storage, refused, words, hash, err);
  if (rc != 0)
    return rc;
  storage->head = command->seq;
  memcpy(storage->head_hash, hash, HASH_SIZE);
  if (receipt != NULL)
    *receipt = (struct storage_receipt){.number = command->seq,
                                        .recorded_at = command->recorded_at,
                                        .refused = refused};
  return 0;
}

static int64_t journal_cause_depth(struct storage *storage, int64_t event) {
  struct statement *st;
  int64_t depth = 0;

  if (event == 0 ||
      statement_get(storage->conn, "SELECT depth FROM event WHERE id=?1", &st,
                    NULL) != 0)
    return 0;
  statement_int(st, 1, event);
  if (statement_step(st, NULL) == 1)
    depth = statement_get_int(st, 0) + 1;
  statement_reset(st);
  return depth;
}

int storage_command_begin(struct storage *storage,
                          const struct storage_command *given,
                          struct error *err) {
  struct open_command *command = &storage->command;
  int rc = storage_writable(storage, err);

  if (rc != 0)
    return rc;
  if (command->open || given->plugin == NULL || given->action == NULL)
    return error_set(err, ERROR_INTERNAL, "命令的顺序不对。",
                     "Commands are out of order.");
  if (given->key != NULL && strlen(given->key) > STORAGE_KEY_MAX)
    return error_fault(err, "key", "too_long", "重复提交的标记太长。",
                       "The idempotency key is too long.");
  *command =
      (struct open_command){.open = true,
                            .given = *given,
                            .seq = storage->head + 1,
                            .recorded_at = clock_now(storage->options.clock),
                            .words_before = storage->words.count,
                            .events_before = storage->last_event,
                            .rows_before = journal_rows(storage),
                            .catalog_before = catalog_ref(storage->catalog)};
  if (given->key != NULL)
    journal_key(given->key, command->key);
  command->depth = journal_cause_depth(storage, given->cause_event);
  record_hash_begin(&command->hash_state);
  storage->conn->seq = command->seq;
  storage->conn->now = command->recorded_at;
  return 0;
}

/* Undoes the open command's changes; the savepoint stays. */
static int journal_undo(struct storage *storage, struct error *err) {
  struct open_command *command = &storage->command;
  int rc = journal_take_back(storage, "ROLLBACK TO command", command->guarded,
                             command->rows_before, err);

  parts_forget(&storage->kept, 0, 0);
  loose_forget(storage, command->seq);
  words_forget(&storage->words, command->words_before);
  storage->last_event = command->events_before;
  storage->epoch++;
  if (storage->catalog != command->catalog_before) {
    catalog_unref(storage->catalog);
    storage->catalog = catalog_ref(command->catalog_before);
  }
  command->parts = 0;
  record_hash_begin(&command->hash_state);
  return rc;
}

int journal_leave(struct storage *storage, struct error *err) {
  int rc = journal_release(storage, err);

  storage->conn->now = 0;
  storage->conn->seq = 0;
  journal_close_command(storage);
  return rc;
}

int storage_command_accept(struct storage *storage, const json_t *reply,
                           struct storage_receipt *receipt, struct error *err) {
  int rc = storage_writable(storage, err);

  if (rc == 0 && !storage->command.open)
    rc = error_set(err, ERROR_INTERNAL, "没有进行中的命令。",
                   "No command is open.");
  if (rc == 0)
    rc = journal_end(storage, reply, false, receipt, err);
  storage->conn->now = 0;
  storage->conn->seq = 0;
  if (rc != 0)
    storage_command_drop(storage);
  return rc;
}

int storage_command_refuse(struct storage *storage, const struct error *why,
                           struct storage_receipt *receipt, struct error *err) {
  json_t *problem;
  int rc = storage_writable(storage, err);

  if (rc == 0 && !storage->command.open)
    rc = error_set(err, ERROR_INTERNAL, "没有进行中的命令。",
                   "No command is open.");
  if (rc != 0) {
    storage_command_drop(storage);
    return rc;
  }
  problem = refusal_json(why);
  rc = journal_undo(storage, err);
  if (rc == 0)
    rc = journal_end(storage, problem, true, receipt, err);
  json_decref(problem);
  storage->conn->now = 0;
  storage->conn->seq = 0;
  if (rc != 0)
    storage_command_drop(storage);
  return rc;
}

void storage_command_drop(struct storage *storage) {
  struct error ignored;

  if (!storage->command.open)
    return;
  /* a failure here shows again at commit: the batch is marked lost */
  error_init(&ignored);
  if (!storage->lost && journal_undo(storage, &ignored) == 0)
    journal_release(storage, &ignored);
  error_fini(&ignored);
  storage->conn->now = 0;
  storage->conn->seq = 0;
  journal_close_command(storage);
}

int journal_head(struct storage_conn *conn, int64_t *seq,
                 uint8_t hash[HASH_SIZE], struct error *err) {
  struct statement *st;
  const void *data;
  size_t len = 0;
  int rc = statement_get(
      conn, "SELECT seq,hash FROM command ORDER BY seq DESC LIMIT 1", &st, err);

  *seq = 0;
  if (rc != 0 || (rc = statement_step(st, err)) != 1)
    return rc;
  *seq = statement_get_int(st, 0);
  data = statement_get_blob(st, 1, &len);
  if (len == HASH_SIZE)
    memcpy(hash, data, HASH_SIZE);
  statement_reset(st);
  return len == HASH_SIZE
             ? 0
             : error_set(err, ERROR_CORRUPT, "日志的最后一条已损坏。",
                         "The journal's last record is damaged.");
}
