/* The access log: who read residents' records, when, from which station, with
 * what result. A chain of its own in the home's database, written in groups by
 * whoever commits next; a read waits for no write. docs/decisions/access-log.md
 * tells the form and why. */
#ifndef SONGHE_STORAGE_ACCESS_H
#define SONGHE_STORAGE_ACCESS_H

#include "storage/storage.h"

#define ACCESS_MAX 4096        /* different reads of a minute in memory */
#define ACCESS_WRITE_MS 1000   /* a read is written after this at the latest */
#define ACCESS_MINUTE_MS 60000 /* the same read within this is one entry */
#define ACCESS_WAIT_MS 2000    /* a read waits for room this long */
#define ACCESS_ACCOUNT_MAX 65  /* bytes of the texts, with the NUL; what is */
#define ACCESS_ROLE_MAX 41     /* longer is cut */
#define ACCESS_STATION_MAX 64
#define ACCESS_CALL_MAX 200

enum access_result {
  ACCESS_ANSWERED = 1,
  ACCESS_REFUSED = 2,
  ACCESS_FAILED = 3,  /* begun, and ended by an error */
  ACCESS_UNLOGGED = 4 /* reads that could not be noted while the disk was full:
                         only times and count */
};

/* One call that read residents' records, or was refused. Texts are borrowed
 * for the call; NULL and 0 mean none. */
struct access_read {
  int64_t at;          /* ms UTC */
  int64_t person;      /* core_person id */
  const char *account; /* when no person of this home has it */
  const char *role;    /* that gave the right */
  const char *station;
  const char *call; /* "beds.board": a declared name, never typed text */
  int64_t subject;  /* residents_resident id that was asked for */
  int64_t rows;     /* of the answer */
  enum access_result result;
};

/* Notes a read; any thread. *due is when the log wants a commit (monotonic ms,
 * INT64_MAX never). At the bound it waits for the writer, and then refuses with
 * ERROR_BUSY: the answer must not be shown. Where the home can't be written it
 * is counted only (access_unlogged). */
int access_note(struct storage *storage, const struct access_read *read,
                int64_t *due, struct error *err);

/* When the log wants a commit, monotonic ms; INT64_MAX: nothing waits. Any
 * thread. The next storage_commit, whatever for, takes it along. */
int64_t access_due(struct storage *storage);

/* Reads that were answered and could not be noted since the home was opened;
 * those that an entry in the log tells of no longer count. Any thread. */
int64_t access_unlogged(struct storage *storage);

struct mark; /* storage/internal.h */
/* How many entries the mark (NULL: none could be read) knows of and the file
 * lacks, at least; -1: nobody can know. *kept is the file's last entry. */
int access_lost(struct storage *storage, const struct mark *mark, int64_t *kept,
                int64_t *lost, struct error *err);

/* What is answered on this connection holds residents' records, though no
 * table was read: a file that a plugin wrote. */
void access_read_elsewhere(struct storage_conn *conn);

/* Whether residents' records were read on this reader since
 * storage_reader_begin, as the database's own authorizer saw it. */
bool access_was_read(const struct storage_reader *reader);

#endif
