/* Taking earlier commands back. */
#ifndef SONGHE_STORAGE_UNDO_H
#define SONGHE_STORAGE_UNDO_H

#include "storage/storage.h"

/* Inside an open command: deletes, the newest first, every row that the
 * commands (array of sequences, ascending) inserted. Refused, naming the
 * records, when a row that they inserted was changed or deleted since by
 * another command, when another row points to it, or when they changed or
 * deleted rows that were there before. *undone is how many rows went. */
int storage_undo(struct storage *storage, const json_t *commands,
                 int64_t *undone, struct error *err);

#endif
