/* What the files of a verification share. Nothing else includes it. */
#ifndef SONGHE_STORAGE_VERIFY_H
#define SONGHE_STORAGE_VERIFY_H

#include "storage/internal.h"

/* One look of a verification: its own connection, words and findings, so that
 * looks can be taken at once. */
struct verify {
  const char *dir;              /* of the home */
  const char *const *derived;   /* as in storage_options */
  struct storage_conn *conn;    /* the home, on one snapshot */
  struct storage_conn *scratch; /* tables as the journal says they are */
  struct words words;
  struct catalog *catalog; /* of scratch */
  uint64_t generation;
  const struct mark *mark;               /* NULL: none to be read */
  const struct storage_printed *printed; /* to be found, or NULL */
  struct storage_verdict verdict;
  int64_t all; /* commands there are */
  int (*progress)(void *context, int64_t done, int64_t all);
  void *context;
};

void verify_find(struct verify *verify, const char *code, const char *zh,
                 const char *en, const char *field, ...)
    __attribute__((format(printf, 5, 6)));
/* The tables built again from the journal's bodies, into verify->scratch. */
int rebuild_all(struct verify *verify, struct error *err);
int compare_all(struct verify *verify, struct error *err);
/* verify_layout.c: tables, views, triggers and indexes, once all is rebuilt. */
int layout_verify(struct verify *verify, struct error *err);
/* access_chain.c: makes the log's table in scratch when the home has one. */
int access_layout(struct verify *verify, struct error *err);
/* The access log's own chain, and its end against the mark. */
int access_verify(struct verify *verify, struct error *err);
/* verify_files.c: every file that a row names, against its hash. */
int verify_files(struct verify *verify, struct error *err);

/* --- epoch.c: called for each command, then at the chain's end --- */
/* A command that accepted a loss goes into the verdict. */
int epoch_note(struct verify *verify, const struct record *record,
               struct error *err);
/* Whether this is the printed head; where it belongs when none was. */
void epoch_meet(struct verify *verify, int64_t seq,
                const uint8_t hash[HASH_SIZE]);
void epoch_place(struct verify *verify);

#endif
