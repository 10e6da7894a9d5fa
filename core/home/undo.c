/* Takes back what earlier commands changed. */
#include "storage/undo.h"
#include "home/work.h"

int undo_commands(struct work *work, const json_t *numbers, json_t **result,
                  struct error *err) {
  int64_t undone = 0;
  int rc = storage_undo(work->home->storage, numbers, &undone, err);

  if (rc == 0)
    *result = json_pack("{s:I}", "undone", (json_int_t)undone);
  return rc;
}
