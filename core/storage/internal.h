/* Shared by the files of storage/ only. */
#ifndef SONGHE_STORAGE_INTERNAL_H
#define SONGHE_STORAGE_INTERNAL_H

#include <pthread.h>
#include <sqlite3.h>
#include <stdatomic.h>

#include "base/zone.h"
#include "storage/parts.h"
#include "storage/statement.h"
#include "storage/storage.h"

#define STORAGE_APPLICATION 0x536f6e67 /* "Song", SQLite's application_id */
#define STORAGE_FORMAT 3               /* user_version of home.db */
#define STORAGE_SALT 16                /* bytes before each body */
#define STORAGE_KEY_HASH 8             /* bytes kept of a key's SHA-256 */
#define STORAGE_KEY_OLD 16             /* before format 3 */
#define STORAGE_STATEMENTS_MAX 1024    /* prepared and kept by a connection */
#define STORAGE_TABLES_MAX 64          /* tables of one plugin */
#define STORAGE_COLUMNS_MAX 80         /* columns of one table */
#define STORAGE_NAME_MAX 40            /* bytes of a table's or column's name */

/* --- declared tables ----------------------------------------------------- */

enum field_type {
  FIELD_TEXT,
  FIELD_INTEGER,
  FIELD_DECIMAL,
  FIELD_DATE,
  FIELD_INSTANT,
  FIELD_BOOLEAN,
  FIELD_ENUM,
  FIELD_REF,
  FIELD_ID,
  FIELD_JSON,
  FIELD_FILE,
  FIELD_OBJECT, /* answers of queries only, like the next */
  FIELD_LIST,
  FIELD_TYPES
};

/* One column of a declared table. Strings belong to the schema's JSON. */
struct column {
  const char *name;
  enum field_type type;
  bool required;
  bool unique;
  bool index;           /* has an index of its own */
  bool has_min;         /* `min` holds */
  bool has_max;         /* `max` holds */
  int scale;            /* of a decimal, 0-9 */
  int64_t min;          /* characters of a text, else a scaled value */
  int64_t max;          /* the same */
  const json_t *values; /* of an enum: array of {value, ...} */
  const json_t *given;  /* `default`, or NULL */
  char target[2 * STORAGE_NAME_MAX]; /* of a ref: SQL name of the table */
  const char *personal;              /* "self", a ref column's name, or NULL */
};

/* A declared table as parsed; immutable but for the writer's counter. */
struct table {
  const char *name; /* as declared */
  char sql_name[2 * STORAGE_NAME_MAX];
  const json_t *json; /* the declaration */
  struct column columns[STORAGE_COLUMNS_MAX];
  size_t count; /* of columns */
  bool history;
  bool append_only;
  char *sql_insert; /* id, columns..., [_seq] */
  char *sql_get;    /* id, columns... by id */
  char *sql_delete;
  int64_t next_id;     /* writer only: the next id, when the epoch fits */
  uint64_t next_epoch; /* writer only: 0 never read */
};

/* The tables of one plugin at one version; shared by counted references. */
struct schema {
  _Atomic int refs;
  char *plugin;
  char *version;
  int64_t migration; /* number of the last one done */
  json_t *json;      /* object: table name to declaration */
  struct table *tables;
  size_t count;
};

/* The tables of all plugins; replaced as a whole, so readers see one state. */
struct catalog {
  _Atomic int refs;
  uint64_t generation; /* differs for each change */
  struct schema **schemas;
  size_t count;
};

/* A stored value on its way into a statement and a body. */
struct value {
  bool is_null;
  bool is_text;
  int64_t integer;
  const char *text; /* borrowed from the input, or `owned` */
  size_t len;
  char *owned; /* freed by value_fini */
};

/* --- connections -----------------------------------------------------------
 */

struct statement {
  sqlite3_stmt *raw;
  struct storage_conn *conn;
  bool personal; /* reads residents' records */
  bool writes;
  char *sql;
  uint64_t hash;
};

/* Who prepares a query, for the authorizer; lives during the preparation. */
struct access_check {
  const struct storage_access *access;
  struct catalog *catalog;
  struct error *err; /* gets a fault for each thing refused */
};

struct storage_conn {
  sqlite3 *db;
  struct storage *storage; /* NULL on scratch connections */
  int64_t format;          /* user_version of the file, 0: not looked at */
  const struct clock *clock;
  const struct zone *zone; /* of the home; NULL before it is known */
  bool writer;
  struct statement **cache; /* open addressing, a power of two */
  size_t cache_room;
  size_t cache_count;
  const struct access_check *check; /* not NULL while preparing a query */
  int64_t now;                      /* what now() answers, 0: the clock */
  int64_t at;                       /* what at_seq() answers */
  int64_t seq;       /* what songhe_seq() answers: the open command */
  const char *asker; /* what songhe_asker() answers: the plugin that asks */
  int64_t deadline;  /* monotonic ms, 0: none */
  bool seen;         /* what is being prepared reads residents' records */
  bool personal;     /* what was run since storage_reader_begin did */
  struct storage_conn *past; /* tables as they were, opened when asked */
  uint64_t past_generation;  /* of the catalog its views were made from */
};

struct storage_reader {
  struct storage_conn *conn;
  bool held; /* a snapshot is held */
};

/* --- the journal -------------------------------------------------------- */

/* The fields of a command row, words as texts. */
struct record {
  int64_t seq;
  int64_t recorded_at;
  int64_t happened_at; /* 0: the same */
  int64_t person;
  const char *role;
  const char *station;
  const char *plugin;
  const char *action;
  int64_t refused;
  const uint8_t *key; /* or NULL */
  size_t key_len;
  const char *software;
  const char *plugin_version;
  const char *boot;
  int64_t cause;
  int64_t subject;
};

/* Interned strings, by text and by id (from 1, dense). */
struct words {
  char **texts;
  size_t count;
  size_t room;
  uint32_t *slots; /* ids by hash, 0 free */
  size_t slot_room;
};

/* An event that was delivered, and the first part of what it led to. */
struct cause {
  int64_t event;
  int64_t part;
};

/* The open command. */
struct open_command {
  bool open;
  int64_t recorded_at;
  struct storage_command given; /* borrowed strings, valid until it ends */
  int64_t seq;
  int64_t parts; /* bodies numbered so far, from 1 */
  int64_t changes;
  int64_t depth;                /* of events published in it */
  struct hash_state hash_state; /* of the parts so far */
  size_t words_before;          /* to forget what a rollback undoes */
  int64_t events_before;
  struct catalog *catalog_before;
  bool guarded;        /* its savepoint is open */
  int64_t rows_before; /* that the connection had changed */
  int deliveries;      /* kept */
  struct cause causes[STORAGE_DELIVERIES_MAX];
  uint8_t key[STORAGE_KEY_HASH];
};

/* How the open command stood before the delivery under way. */
struct delivery {
  bool open;
  int64_t cause; /* the event */
  int64_t parts;
  size_t words;
  int64_t event; /* the last one published */
  struct hash_state hash_state;
  bool guarded;
  int64_t rows_before;
  size_t kept; /* parts */
  size_t bytes;
};

/* --- the mark ----------------------------------------------------------- */

/* What the mark file says: the last command known outside the database. */
struct mark {
  int64_t seq;
  uint8_t hash[HASH_SIZE];
  int64_t checked_seq; /* the chain was verified up to here */
  uint8_t checked_hash[HASH_SIZE];
  int64_t access_seq; /* the access log's last entry, 0: not known */
  uint8_t access_hash[HASH_SIZE];
};

struct mark_file {
  const struct storage_files *files;
  int fd;       /* -1: not open */
  int slot;     /* the one to write next */
  bool pending; /* written since the last sync */
};

struct storage {
  char *dir;
  struct storage_options options;
  const struct storage_files *files;
  struct storage_conn *conn; /* the writer */
  struct storage_home home;
  const struct zone *zone;
  struct error state; /* code 0: fine */
  struct mark_file mark;
  struct mark marked; /* what was last written to it */
  struct access *access;
  int lock; /* home.lock, -1: none */
  char boot[UUID_TEXT];
  int64_t data_version; /* changes when someone else writes */
  int wal_pages;        /* in the log after the last commit */
  struct words words;
  struct catalog *catalog;   /* the writer's, with the open command's changes */
  struct catalog *published; /* committed; readers take it under the lock */
  pthread_mutex_t catalog_lock;
  uint64_t catalog_generation;
  struct open_command command;
  struct delivery delivery;
  struct kept_parts kept;
  bool batch;  /* between begin and commit */
  bool lost;   /* the batch was rolled back by an error */
  bool erases; /* the batch erased what named files (loose.c) */
  int64_t head;
  uint8_t head_hash[HASH_SIZE];
  int64_t last_event;
  int64_t committed_head;
  uint8_t committed_hash[HASH_SIZE];
  int64_t committed_event;
  size_t committed_words;
  uint64_t epoch;      /* ids are read again when it changes */
  struct buf scratch;  /* bodies are packed here */
  uint8_t salts[1024]; /* random bytes in stock */
  size_t salts_left;
};

/* --- conn.c --- */
int conn_start(struct error *err); /* the library, once */
int conn_open(const char *path, const char *vfs, int flags,
              struct storage_conn **out, struct error *err);
void conn_close(struct storage_conn *conn);
int conn_exec(struct storage_conn *conn, const char *sql, struct error *err);
/* The same with a statement that is kept. */
int conn_exec_cached(struct storage_conn *conn, const char *sql,
                     struct error *err);
int conn_pragma(struct storage_conn *conn, const char *set, const char *read,
                const char *want, struct error *err);
int conn_settle(struct storage_conn *conn, const char *synchronous,
                struct error *err);
int conn_ask_int(struct storage_conn *conn, const char *sql, int64_t *value,
                 struct error *err);
/* Says what a failed call of SQLite means; returns the error's code. */
int conn_fail(struct storage_conn *conn, int rc, struct error *err);

/* --- statement.c --- */
void statement_clear(struct storage_conn *conn);
bool statement_room(const struct storage_conn *conn);

/* --- function.c --- */
int function_install(struct storage_conn *conn);
/* own.c. Whether a name is of the host's own_duty_... views; whether an SQL
 * text names them behind FROM or JOIN only. */
bool own_is_view(const char *name);
bool own_names_fit(const char *sql);
/* Whether it joins without USING and NATURAL. */
bool own_joins_fit(const char *sql);
int function_authorize(void *context, int action, const char *a, const char *b,
                       const char *database, const char *inner);

/* --- field.c --- */
enum field_type field_type_of(const char *name); /* FIELD_TYPES: unknown */
bool field_is_integer(enum field_type type);
int field_to_value(const struct column *column, const json_t *json,
                   struct value *value, struct error *err);
void value_fini(struct value *value);
void value_bind(sqlite3_stmt *st, int index, const struct value *value);
/* NULL when it does not fit the column. A value of sqlite3_column_value serves:
 * one thread has the connection, and one call takes its mutex, not three. */
json_t *field_from_sql(const struct column *column, sqlite3_value *value);

/* --- schema.c, catalog.c --- */
int schema_parse(const char *plugin, const char *version, int64_t migration,
                 json_t *tables, struct schema **out, struct error *err);
struct schema *schema_ref(struct schema *schema);
void schema_unref(struct schema *schema);
const struct column *table_column(const struct table *table, const char *name);
size_t table_column_index(const struct table *table, const char *name);
struct table *schema_table(struct schema *schema, const char *name);
struct catalog *catalog_new(uint64_t generation);
struct catalog *catalog_with(const struct catalog *catalog,
                             struct schema *schema, uint64_t generation);
struct catalog *catalog_ref(struct catalog *catalog);
void catalog_unref(struct catalog *catalog);
struct schema *catalog_schema(const struct catalog *catalog,
                              const char *plugin);
struct table *catalog_table(const struct catalog *catalog, const char *plugin,
                            const char *table);
struct table *catalog_sql_table(const struct catalog *catalog,
                                const char *sql_name);
struct catalog *storage_catalog(struct storage *storage); /* a reference */
int catalog_load(struct storage *storage, struct error *err);

/* --- ddl.c --- */
void ddl_column(struct buf *sql, const struct column *column);
void ddl_table(struct buf *sql, const struct table *table);
void ddl_history(struct buf *sql, const struct table *table);
void ddl_history_triggers(struct buf *sql, const struct table *table);
void ddl_literal(struct buf *sql, const struct column *column,
                 const json_t *value);
void ddl_where(struct buf *sql, const struct table *table, const json_t *where,
               const char *prefix);
/* --- constraint.c --- */
void constraint_create(struct buf *sql, const struct table *table);
int constraint_drop(struct storage_conn *conn, const char *sql_name,
                    struct error *err);
int constraint_check_rows(struct storage_conn *conn, const struct table *table,
                          struct error *err);
void constraint_checks(struct buf *sql, const struct table *table,
                       const char *prefix);
/* --- migrate.c: DDL from one schema to another, also in a rebuilt copy --- */
int migrate_tables(struct storage_conn *conn, const struct catalog *catalog,
                   struct schema *old, struct schema *fresh,
                   const json_t *steps, int64_t seq, bool rebuilt,
                   struct error *err);
int migrate_steps_json(const json_t *old, const json_t *steps, json_t **out,
                       struct error *err);

/* --- rows.c --- */
/* Of a change's body: instants that were written as [ms after the command's
 * own] become ms UTC. NULL is left alone. */
void rows_instants(json_t *values, int64_t recorded_at);
/* Ids up to that of a deleted row are never given again. */
int rows_keep_counter(struct storage *storage, const struct table *table,
                      int64_t id, struct error *err);

/* --- refusal.c --- */
int refusal_constraint(struct storage *storage, const struct table *table,
                       const json_t *row, int64_t id, struct error *err);
json_t *refusal_json(const struct error *err);

/* --- journal.c, hash.c, words.c --- */
/* What a new file of format i + 1 has. */
extern const char *const journal_ddl[STORAGE_FORMAT];
/* What brings a file of format i + 1 to the next. */
extern const char *const journal_upgrades[STORAGE_FORMAT - 1];
/* Of body b, whatever the format: parts after command ?1 in order; of ?1. */
const char *journal_body_after(const struct storage_conn *conn);
const char *journal_body_of(const struct storage_conn *conn);
void words_fini(struct words *words);
int words_load(struct words *words, struct storage_conn *conn,
               struct error *err);
int words_id(struct storage *storage, const char *text, int64_t *id,
             struct error *err);
int words_add(struct words *words, const char *text);
const char *words_text(const struct words *words, int64_t id);
void words_forget(struct words *words, size_t count);
void record_hash_begin(struct hash_state *state);
void record_hash_part(struct hash_state *state, const struct part *part);
void record_hash_end(const uint8_t prev[HASH_SIZE], const struct record *record,
                     struct hash_state *parts, uint8_t out[HASH_SIZE]);
void journal_digest(const void *data, size_t len, uint8_t out[HASH_SIZE]);
/* On the writer's connection: opens the savepoints of the open command and
 * delivery, which must be there before anything is written that a refusal
 * undoes. Whoever prepares what writes calls it; statement_get does. */
int journal_guard(struct storage_conn *conn, struct error *err);
/* Rows that the connection changed, ever. */
int64_t journal_rows(const struct storage *storage);
/* Back to a savepoint; where none was opened nothing may have been written. */
int journal_take_back(struct storage *storage, const char *sql, bool guarded,
                      int64_t rows_before, struct error *err);

/* --- events.c --- */
/* The SQL text for an event's own data: files of format 1 lack the column. */
const char *events_data(const struct storage_conn *conn);
/* The first event of this command or of a later one; the id after the last
 * when there is none. */
int events_first(struct storage_conn *conn, int64_t command, int64_t *id,
                 struct error *err);
/* The first body of a kind; NULL in *out when there is none. */
int journal_read_body(struct storage_conn *conn, int64_t command, int64_t kind,
                      json_t **out, struct error *err);
/* Ends the open command, whose changes were all undone, without a row. */
int journal_leave(struct storage *storage, struct error *err);
int journal_head(struct storage_conn *conn, int64_t *seq,
                 uint8_t hash[HASH_SIZE], struct error *err);

/* --- mark.c --- */
extern const struct storage_files files_system;
int folder_sync(const struct storage_files *files, const char *dir,
                struct error *err);
int mark_create(struct mark_file *file, const char *dir,
                const struct mark *mark, struct error *err);
/* Makes the file when it is not open, writes nothing to it. */
int mark_renew(struct mark_file *file, const char *dir, struct error *err);
/* Both slots, each synced: what they held before is gone. */
int mark_write_both(struct mark_file *file, const struct mark *mark,
                    struct error *err);
/* Opens and reads it: ERROR_CORRUPT when it is missing or neither slot is
 * whole. */
int mark_open(struct mark_file *file, const char *dir, bool read_only,
              struct mark *mark, struct error *err);
int mark_write(struct mark_file *file, const struct mark *mark,
               struct error *err);
int mark_sync(struct mark_file *file, struct error *err);
void mark_close(struct mark_file *file);

/* --- open.c --- */
int storage_path(const char *dir, const char *name, char **out,
                 struct error *err);
void storage_break(struct storage *storage, const struct error *why);
/* A home opened to be looked at, however damaged: no lock, nothing checked but
 * whose file it is. Free with storage_close. */
int storage_open_bare(const char *dir, const struct storage_options *options,
                      struct storage **out, struct error *err);
/* Once nothing is wrong: the file's format, and what a crash left of its log.
 */
int open_for_writing(struct storage *storage, struct error *err);
bool storage_is_broken(const struct storage *storage); /* can't be written */
/* 0 inside a batch that can still be saved. */
int storage_writable(struct storage *storage, struct error *err);

/* --- recover.c --- */
/* Before the database is opened for writing: makes what a crash left of its
 * log certain. */
int recover_log(const struct storage_files *files, const char *dir,
                struct error *err);
/* After: takes it into the database, so that the next commit begins a new
 * log. */
int recover_empty(struct storage *storage, struct error *err);

/* --- reader.c --- */
int reader_connect(struct storage *storage, struct storage_conn **out,
                   struct error *err);
/* Makes conn->past fit the committed catalog. */
int past_open(struct storage_conn *conn, struct error *err);

/* --- chain.c --- */
/* A walk over the commands with their parts. */
struct chain_walk {
  struct storage_conn *conn;
  const struct words *words;
  int64_t after;           /* the last command before the walk */
  uint8_t prev[HASH_SIZE]; /* its hash */
  int64_t last;            /* stop after it, 0: the end */
  int (*command)(void *context, const struct record *record,
                 const uint8_t hash[HASH_SIZE], struct error *err);
  void *context;
  struct error *findings; /* what is wrong, by command */
  int64_t done;
  int64_t last_event; /* id of the last one seen */
  int64_t events;     /* seen that belong to a command */
};
int chain_run(struct chain_walk *walk, struct error *err);
/* The head against the mark, and the chain from its checkpoint on. */
int chain_check_open(struct storage *storage, struct error *err);

/* --- access.c, access_chain.c, access_scope.c --- */

/* An entry of the access log as hashed; docs/decisions/access-log.md. Empty
 * texts and NULL are the same. */
struct access_row {
  int64_t seq;
  int64_t at;    /* of the first read, ms UTC */
  int64_t until; /* of the last */
  int64_t count;
  int64_t person;
  int64_t subject;
  int64_t rows;
  int64_t result; /* enum access_result */
  const char *account;
  const char *role;
  const char *station;
  const char *call;
};

struct access *access_new(void);
void access_free(struct access *access);
/* From now on reads are noted, after the entry `seq` with the hash `head`. */
void access_start(struct storage *storage, int64_t seq,
                  const uint8_t head[HASH_SIZE]);
/* The home can't be written any more: reads are counted only. */
void access_stop(struct storage *storage);
/* Writes what waits in a batch of its own. */
void access_close(struct storage *storage);
/* Inside a batch, before it commits: what waits goes along. */
int access_write(struct storage *storage, struct error *err);
/* The batch was committed, or rolled back. */
void access_settle(struct storage *storage, bool saved);
/* What the mark is to say of the log. */
void access_mark(const struct storage *storage, struct mark *mark);
/* record.c */
void access_row_hash(const uint8_t prev[HASH_SIZE],
                     const struct access_row *row, uint8_t out[HASH_SIZE]);
int access_row_write(struct storage *storage, const struct access_row *row,
                     const uint8_t hash[HASH_SIZE], struct error *err);
/* The log against the mark: ERROR_CORRUPT when entries are gone. */
int access_check(struct storage *storage, struct error *err);
/* Makes the log's table where it is not there yet, and starts it. */
int access_open(struct storage *storage, struct error *err);
/* Notes in conn->seen that a column of residents' records is read. */
void access_see(struct storage_conn *conn, const char *table,
                const char *column);

#endif
