/* Taking earlier commands back. docs/decisions/undo.md tells how and why. */
#ifndef SONGHE_STORAGE_UNDO_H
#define SONGHE_STORAGE_UNDO_H

#include "storage/storage.h"

struct storage_undo; /* what taking back comes to: a plan, then its carrying out
                      */

/* What becomes of a row once the commands are taken back. */
enum undo_kind {
  UNDO_DELETE, /* they inserted it */
  UNDO_UPDATE, /* they changed it: its columns get their former values */
  UNDO_INSERT, /* they deleted it: it comes back under its id */
};

/* Rows of one table that are never deleted, because what they asked for is
 * still told by their names. */
struct storage_undo_keep {
  const char *table;   /* its name in the database: "core_schedule" */
  const char *subject; /* events of "<subject><id>" are a kept row's own */
  const char *left;    /* a table whose rows stay as they are, or NULL */
  /* Instead of deleting row `id`. */
  int (*withdraw)(void *context, int64_t id, struct error *err);
  void *context;
};

/* Inside an open command: finds what the commands (array of sequences,
 * ascending) changed, and what was changed on account of the events that they
 * published or that tell of a row they made that is kept. What rows were
 * before is read from the journal. Each row that somebody else changed since,
 * and did not put back, is a fault that names it; so is one whose former
 * values were erased by law. `keep` may be NULL. Free with storage_undo_free,
 * also after an error. */
int storage_undo_plan(struct storage *storage, const json_t *commands,
                      const struct storage_undo_keep *keep,
                      struct storage_undo **out, struct error *err);
void storage_undo_free(struct storage_undo *undo);

/* Whether it takes back something of a command. */
bool storage_undo_has(const struct storage_undo *undo, int64_t command);

/* Calls `each` for what becomes of the rows of one table (name in the
 * database), the newest change first; a non-zero return stops. */
int storage_undo_each(const struct storage_undo *undo, const char *table,
                      int (*each)(void *context, enum undo_kind kind,
                                  int64_t id, struct error *err),
                      void *context, struct error *err);

/* Does it, the newest change first, as changes of the open command: all or an
 * error that names the row in the way. What only binds a row's way forward
 * (append_only, transitions) does not bind its way back; every other
 * constraint holds. *undone is how many rows were taken back. */
int storage_undo_run(struct storage_undo *undo, int64_t *undone,
                     struct error *err);

#endif
