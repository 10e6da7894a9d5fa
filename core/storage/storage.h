/* One home's database: declared tables, the journal of commands, readers.
 *
 * Threads: a struct storage (the writer) is used by one thread at a time (the
 * executor that runs the home); each struct storage_reader likewise. Different
 * connections may be used at once. Nothing outside storage/ knows SQLite.
 *
 * A change happens only inside a command:
 *
 *   storage_begin                            BEGIN IMMEDIATE
 *     storage_command_begin                    savepoint
 *       storage_insert, _update, _delete, _publish, queries
 *     storage_command_accept | _refuse         journal row, release
 *     ... more commands of the same batch
 *   storage_commit | storage_rollback        one sync, then the mark
 *
 * Rows travel as JSON objects, column by name: text as string, integer, id,
 * ref and instant (ms UTC) as integer, decimal as string ("0.5"), date as
 * "2026-11-23", boolean, enum as string, json as any value, file as its hash
 * in hexadecimal. */
#ifndef SONGHE_STORAGE_STORAGE_H
#define SONGHE_STORAGE_STORAGE_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/hash.h"

#define STORAGE_KEY_MAX 128         /* bytes of an idempotency key */
#define STORAGE_CHANGES_MAX 10000   /* changes of one command */
#define STORAGE_PARTS_MAX 65535     /* changes, events and the rest of it */
#define STORAGE_DELIVERIES_MAX 64   /* of one command */
#define STORAGE_ROWS_MAX 20000      /* rows of one query's answer */
#define STORAGE_BYTES_MAX (8 << 20) /* bytes of one query's answer */

struct storage;
struct storage_reader;

/* A connection for queries: the writer's (sees the open transaction) or a
 * reader's (a snapshot per query, or one held by storage_reader_begin). */
struct storage_conn;

/* File operations outside SQLite (the mark, stored files), so that tests can
 * record them and cut the power. NULL in the options means the real ones. */
struct storage_files {
  void *context;
  int (*open)(void *context, const char *path, int flags, int mode);
  int64_t (*pwrite)(void *context, int fd, const void *data, size_t len,
                    int64_t offset);
  int64_t (*pread)(void *context, int fd, void *data, size_t len,
                   int64_t offset);
  int (*fdatasync)(void *context, int fd);
  int (*close)(void *context, int fd);
  int (*rename)(void *context, const char *from, const char *to);
};

struct storage_options {
  const struct clock *clock;         /* required; outlives the storage */
  const struct storage_files *files; /* NULL: the system's */
  const char *vfs;                   /* SQLite VFS by name; NULL: default */
  const char *synchronous;           /* tests only: "NORMAL", "OFF" */
  int checkpoint; /* tests only: pages of log that call for one; 0: 1000 */
  bool read_only; /* look, verify, recover; no writer */
  /* What is given to storage_derive, ended by NULL: verify knows it by this.
   * NULL: nothing. Outlives the storage. */
  const char *const *derived;
  bool no_files; /* a scratch copy: rows may name files it does not hold */
};

/* What a home is, written by the first command of its journal. */
struct storage_home {
  char uuid[UUID_TEXT];
  char *name; /* owned by whoever fills the struct */
  char *zone; /* IANA name */
  char *kind; /* "public", "public-private", "private" */
};

/* Makes `dir`/home.db, the mark, and the first command. The folder must exist
 * and hold no home. */
int storage_create(const char *dir, const struct storage_home *home,
                   const struct storage_options *options, struct error *err);

/* Opens and checks: application id, version (ERROR_FUTURE when newer), every
 * pragma read back, the head against the mark, the chain from its last
 * checkpoint. When history was lost or changed the home still opens, read-only
 * (storage_state tells why). ERROR_BUSY when another process has it. */
int storage_open(const char *dir, const struct storage_options *options,
                 struct storage **out, struct error *err);
void storage_close(struct storage *storage);

/* ERROR_NONE, or why the home can't be written: CORRUPT, READONLY, FULL, IO;
 * texts in *why when not NULL. */
int storage_state(const struct storage *storage, struct error *why);

const struct storage_home *storage_home(const struct storage *storage);
struct storage_conn *storage_writer(struct storage *storage);

/* The home's zone from now on (it moved, or the law changed); before any reader
 * is opened. What was recorded keeps its instants. */
int storage_set_zone(struct storage *storage, const char *zone,
                     struct error *err);

/* Sequence and hash of the last committed command. */
int64_t storage_head(const struct storage *storage, uint8_t hash[HASH_SIZE]);

/* Makes the mark durable; the home calls it each second while there are new
 * commands. Also done at checkpoint and close. */
int storage_sync(struct storage *storage, struct error *err);

/* --- schema ------------------------------------------------------------ */

/* Checks the `tables` of a declaration (docs/plugin-authors.md) and reports
 * every fault with its path. `plugin` is "core" or a plugin's id. */
int storage_schema_check(const char *plugin, const json_t *tables,
                         struct error *err);

/* The declaration that is in force; NULL for an unknown plugin. Borrowed until
 * the next storage_schema_apply; the writer's thread. */
const json_t *storage_schema_tables(struct storage *storage,
                                    const char *plugin);

/* Brings a plugin's tables to this declaration inside the open command:
 * additions are derived, anything else needs `migrations` (array of
 * {number, steps}); a schema newer than the one given is refused with
 * ERROR_FUTURE. The old and new declaration become the command's input.
 * Nothing to do is no error. Sets *changed. */
int storage_schema_apply(struct storage *storage, const char *plugin,
                         const char *version, const json_t *tables,
                         const json_t *migrations, bool *changed,
                         struct error *err);

/* Tables that are derived from journaled ones and not journaled themselves
 * (open duties, cursors), and indexes on journaled ones, named derived_*, that
 * only make reading fast (a unique one is no such). Run once each open, outside
 * a batch: `ddl` must be idempotent (create table if not exists ...) and one of
 * storage_options.derived. */
int storage_derive(struct storage *storage, const char *ddl, struct error *err);

/* --- commands ---------------------------------------------------------- */

/* All strings are borrowed for the call; NULL means none. */
struct storage_command {
  int64_t happened_at; /* a person's claim, ms UTC; 0: same as recorded */
  int64_t person;      /* core_person id; 0: the system itself */
  const char *role;
  const char *station;
  const char *plugin; /* "core" or a plugin's id */
  const char *action;
  const char *plugin_version;
  const char *key;     /* idempotency key, at most STORAGE_KEY_MAX bytes */
  const json_t *input; /* what was asked, checked */
  int64_t cause_event; /* event that caused it, 0: none */
  int64_t subject;     /* residents_resident id it is about, 0: none */
};

/* What a command came to; `number` is what the person sees. */
struct storage_receipt {
  int64_t number;      /* the command's sequence */
  int64_t recorded_at; /* ms UTC */
  bool refused;
  bool repeated; /* the answer of an earlier command with this key */
};

int storage_begin(struct storage *storage, struct error *err);
int storage_commit(struct storage *storage, struct error *err);
void storage_rollback(struct storage *storage);

int storage_command_begin(struct storage *storage,
                          const struct storage_command *command,
                          struct error *err);

/* Ends the open command and journals it; `reply` may be NULL. */
int storage_command_accept(struct storage *storage, const json_t *reply,
                           struct storage_receipt *receipt, struct error *err);

/* Undoes what the open command changed and journals that it was refused, and
 * why. */
int storage_command_refuse(struct storage *storage, const struct error *why,
                           struct storage_receipt *receipt, struct error *err);

/* A refusal as storage_command_find gives it (with `refused` in the receipt:
 * {code, zh, en, faults: [{field, code, zh, en}]}) becomes an error again. */
void storage_refusal_read(const json_t *refusal, struct error *err);

/* Undoes the open command and journals nothing (a delivery to be retried). */
void storage_command_drop(struct storage *storage);

/* Several events brought to one handler become one command (begun without a
 * cause): the changes of each stand between these two. Undone (`keep` false),
 * a delivery leaves nothing; the others stay. */
struct storage_event;
int storage_delivery_begin(struct storage *storage,
                           const struct storage_event *event,
                           struct error *err);
int storage_delivery_end(struct storage *storage, bool keep, struct error *err);

/* Ends that command: journaled when a delivery was kept, else as if it had
 * never begun. */
int storage_deliveries_accept(struct storage *storage, struct error *err);

/* The answer kept for an idempotency key: 1 and a new reference in *reply
 * (the accepted reply or the refusal's problem), 0 when the key is new,
 * ERROR_CONFLICT when it was used for another person, action or input. */
int storage_command_find(struct storage *storage,
                         const struct storage_command *command, json_t **reply,
                         struct storage_receipt *receipt, struct error *err);

/* --- changes, inside a command ----------------------------------------- */

/* Types, bounds, references and declared constraints are checked here and in
 * the database; a refusal names the column. `table` is the declared name. */
int storage_insert(struct storage *storage, const char *plugin,
                   const char *table, const json_t *row, int64_t *id,
                   struct error *err);
int storage_update(struct storage *storage, const char *plugin,
                   const char *table, int64_t id, const json_t *changes,
                   struct error *err);
int storage_delete(struct storage *storage, const char *plugin,
                   const char *table, int64_t id, struct error *err);

/* Erases what is personal to the person of a row (say a resident) inside the
 * open command: bodies of the journal lose their bytes and keep their digests;
 * columns with `personal` = "self" of that row, or = a reference to it in any
 * table, are blanked, former versions too. Files that they or those bodies
 * named go with the commit, unless another row names them. Verify then says
 * "erased". Sets *bodies to how many were erased. Backups keep theirs until
 * they rotate. */
int storage_erase(struct storage *storage, const char *plugin,
                  const char *table, int64_t id, int64_t *bodies,
                  struct error *err);

/* One row of a declared table, NULL in *row when there is none. */
int storage_get(struct storage_conn *conn, const char *plugin,
                const char *table, int64_t id, json_t **row, struct error *err);

/* An event of the open command. `subject` keys its order ("resident:12"),
 * may be NULL. */
int storage_publish(struct storage *storage, const char *type,
                    const char *subject, const json_t *payload, int64_t *event,
                    struct error *err);

/* The same for an event that says nothing but ids and times. It is kept in
 * fewer bytes and is never erased, so nothing personal may stand in it. */
int storage_publish_bare(struct storage *storage, const char *type,
                         const char *subject, const json_t *payload,
                         int64_t *event, struct error *err);

/* --- events ------------------------------------------------------------ */

struct storage_event {
  int64_t id;       /* dense within a home, never reused */
  int64_t command;  /* the command that published it */
  int64_t at;       /* recorded, ms UTC */
  int64_t depth;    /* how many events led to it */
  const char *type; /* "beds.assigned" */
  const char *subject;
  json_t *payload; /* borrowed during the call */
};

/* Calls `each` for events after `after`, in order, at most `limit`; a non-zero
 * return stops. Returns how many were shown, or an error. */
int storage_events(struct storage_conn *conn, int64_t after, int limit,
                   int (*each)(void *context, const struct storage_event *),
                   void *context, struct error *err);
/* The same without payloads (null): which events there were, no more. */
int storage_events_bare(struct storage_conn *conn, int64_t after, int limit,
                        int (*each)(void *context,
                                    const struct storage_event *),
                        void *context, struct error *err);
int64_t storage_last_event(struct storage_conn *conn);

/* --- queries ------------------------------------------------------------ */

struct storage_query; /* prepared for one connection */

/* Who asks, for the authorizer: a plugin may read its own tables and, of the
 * plugins it needs, the columns they share. "core" may read everything. */
struct storage_access {
  const char *plugin;
  const json_t *needs; /* array of plugin ids, may be NULL */
};

/* Checks and prepares declared SQL: one SELECT, parameters :name, no pragma,
 * no clock (now() is the host's: ms UTC; today() the home's date). `columns`
 * is the declared array of fields (name, type, ...), which types the answer. */
int storage_query_prepare(struct storage_conn *conn,
                          const struct storage_access *access, const char *sql,
                          const json_t *columns, struct storage_query **out,
                          struct error *err);
void storage_query_free(struct storage_query *query);

/* Runs it. Parameters absent from `params` are null. `deadline` is monotonic
 * ms. With `at` > 0, tables with history answer as recorded at that sequence
 * and now() is that command's time, or `now` when it is not 0. Rows become a
 * JSON array of objects: a new reference in *rows, or text appended to *out
 * (the fast way; instants as ISO 8601 with the home's offset there). Pass one
 * of the two. */
struct storage_ask {
  const json_t *params;
  int64_t deadline;
  int64_t at;
  int64_t now;
};
int storage_query_run(struct storage_query *query,
                      const struct storage_ask *ask, json_t **rows,
                      struct buf *out, struct error *err);

/* Rows of its last answer. */
int64_t storage_query_shown(const struct storage_query *query);

/* The sequence of the last command recorded at or before an instant. */
int64_t storage_sequence_at(struct storage_conn *conn, int64_t instant);

int storage_reader_open(struct storage *storage, struct storage_reader **out,
                        struct error *err);
void storage_reader_close(struct storage_reader *reader);
struct storage_conn *storage_reader_conn(struct storage_reader *reader);
int storage_reader_begin(struct storage_reader *reader, struct error *err);
void storage_reader_end(struct storage_reader *reader);

/* --- files --------------------------------------------------------------- */

/* Photos and documents lie in the home's files/, each under the SHA-256 of its
 * content, which is what a row holds; size and type follow from the content.
 * Until a row names it a file is loose: storage_file_sweep removes it after
 * STORAGE_LOOSE_MS. One that a row or the journal has named stays until it is
 * erased. */
#define STORAGE_FILE_MAX (8 << 20) /* bytes of one file */
#define STORAGE_LOOSE_MAX 256      /* loose files of a home */
#define STORAGE_LOOSE_MS ((int64_t)24 * 3600 * 1000)

struct storage_file {
  char hash[2 * HASH_SIZE + 1];
  int64_t size;     /* bytes */
  const char *type; /* as storage_file_type; static */
};

/* What the first bytes (64 are enough) say it is: "image/jpeg", "image/png",
 * "image/webp", "application/pdf"; NULL: nothing that is kept. */
const char *storage_file_type(const void *bytes, size_t len);

/* Whether it may be kept: ERROR_INPUT, with "file" for field, when it is empty,
 * too large, of no type that is kept, or not of the type `claimed` (NULL: none
 * was). */
int storage_file_check(const void *bytes, size_t len, const char *claimed,
                       const char **type, struct error *err);

/* Stores a file that storage_file_check lets pass, synced before it returns, as
 * loose when it is new. ERROR_BUSY when too many are loose. The writer's
 * thread, outside a batch. */
int storage_file_put(struct storage *storage, const void *bytes, size_t len,
                     const char *type, struct storage_file *file,
                     struct error *err);

/* Any thread; `dir` is the home's folder. ERROR_NOT_FOUND when there is none,
 * ERROR_INPUT when that is no hash. Reading appends the whole content, and
 * finds ERROR_CORRUPT when it is not what the hash says. */
int storage_file_look(const char *dir, const char *hash,
                      struct storage_file *file, struct error *err);
int storage_file_read(const char *dir, const char *hash, struct buf *bytes,
                      struct storage_file *file, struct error *err);

/* The folder it was opened in; lives as long as the storage. */
const char *storage_dir(const struct storage *storage);

/* Removes what has been loose for too long. *next: when to come again, ms UTC,
 * INT64_MAX never. The writer's thread, outside a batch. */
int storage_file_sweep(struct storage *storage, int64_t *next,
                       struct error *err);

/* --- verify -------------------------------------------------------------- */

#define STORAGE_PRINTED_MIN 8 /* bytes of a printed hash that must be given */

/* A head as it was printed once, to be found again: the whole hash or how it
 * begins. */
struct storage_printed {
  int64_t seq;
  uint8_t hash[HASH_SIZE];
  size_t len; /* bytes of `hash` that are given */
};
/* Reads "123:0a1b2c..."; ERROR_INPUT on field "head". `err` may be NULL. */
int storage_printed_read(const char *text, struct storage_printed *printed,
                         struct error *err);

enum storage_printed_place {
  STORAGE_PRINTED_NONE,   /* nothing was asked */
  STORAGE_PRINTED_KEPT,   /* it is in the chain */
  STORAGE_PRINTED_LOST,   /* of a part whose loss was accepted */
  STORAGE_PRINTED_STRANGE /* neither: a finding too */
};

/* What verify found. `findings` holds texts like an error's faults: field is
 * "command 12", "beds_stay 7", "access 3", "mark". */
struct storage_verdict {
  int64_t commands; /* checked */
  int64_t rows;     /* compared with their rebuilt images */
  int64_t erased;   /* bodies erased by law, each named by its command */
  int64_t reads;    /* entries of the access log checked */
  /* storage_accept_loss: entries of the access log that the mark knew of and
   * the file lacks, at least; -1: nobody can know */
  int64_t reads_lost;
  int64_t head; /* the last command */
  uint8_t head_hash[HASH_SIZE];
  /* Losses that were accepted, or NULL: array of {number: the command that
   * begins the new epoch, at, by, reason, kept: the head it starts from, lost:
   * the head that the mark named, absent when it could not be read, reads_kept:
   * the access log's last entry, reads_lost: as above, null for -1, zh, en}. */
  json_t *epochs;
  enum storage_printed_place printed;
  int64_t printed_epoch; /* of a lost head: the epoch that told of the loss */
  struct error findings;
};
void storage_verdict_fini(struct storage_verdict *verdict);
/* Adds {head, reads, epochs, printed, printed_epoch} to an object. */
void storage_verdict_tell(const struct storage_verdict *verdict, json_t *to);

#define STORAGE_HEAD_TEXT 96 /* bytes of a head as text, with the NUL */
/* The last command as verify prints it, "NUMBER:HASH". */
void storage_head_write(const struct storage *storage,
                        char out[STORAGE_HEAD_TEXT]);
/* 1: the journal has this command; 0: not, or another of its number. */
int storage_has_head(struct storage *storage,
                     const struct storage_printed *head, struct error *err);

/* What more a verification is asked; may be NULL. */
struct storage_verify_ask {
  const struct storage_printed *printed; /* or NULL */
  /* Or NULL. Called in a thread of the verification's own; a non-zero return
   * stops it with ERROR_TIMEOUT. */
  int (*progress)(void *context, int64_t done, int64_t all);
  void *context;
};

/* Chain, mark, bodies, and tables rebuilt from the journal and compared, in
 * threads of its own. Streams; works on a copy and on a damaged home. 0 when
 * all is well, ERROR_CORRUPT when findings say otherwise. */
int storage_verify(const char *dir, const struct storage_options *options,
                   const struct storage_verify_ask *ask,
                   struct storage_verdict *verdict, struct error *err);

/* The same for a home that is open here. */
int storage_verify_open(struct storage *storage,
                        const struct storage_verify_ask *ask,
                        struct storage_verdict *verdict, struct error *err);

/* --- a loss that a person accepts ----------------------------------------- */

/* Strings are borrowed. */
struct storage_acceptance {
  const char *reason; /* required, in a person's words */
  const char *by;     /* who: the account's name */
  int64_t person;     /* core_person id */
  const char *role;
};

/* For a home that opened read-only since its mark is missing, damaged, or names
 * what the database lacks: verifies everything, refuses when anything but the
 * mark disagrees (ERROR_CORRUPT) or nothing does (ERROR_RULE), then journals
 * the loss and begins a new epoch with a new mark. The home can be written
 * afterwards. *verdict: what was found; free it. */
int storage_accept_loss(struct storage *storage,
                        const struct storage_acceptance *how,
                        struct storage_verdict *verdict,
                        struct storage_receipt *receipt, struct error *err);

#endif
