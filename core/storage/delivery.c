/* Several events brought to one handler in one command. Each delivery is a
 * savepoint: a handler that fails undoes its own changes and no other's, and
 * the command's row and its hash are paid for once. */
#include <string.h>

#include "base/pack.h"
#include "storage/internal.h"

int storage_delivery_begin(struct storage *storage,
                           const struct storage_event *event,
                           struct error *err) {
  struct open_command *command = &storage->command;
  struct delivery *delivery = &storage->delivery;
  int rc = storage_writable(storage, err);

  if (rc == 0 && (!command->open || delivery->open ||
                  command->deliveries >= STORAGE_DELIVERIES_MAX))
    rc = error_set(err, ERROR_INTERNAL, "命令的顺序不对。",
                   "Commands are out of order.");
  if (rc == 0)
    rc = parts_write_many(storage, err);
  if (rc != 0)
    return rc;
  *delivery = (struct delivery){.open = true,
                                .cause = event->id,
                                .parts = command->parts,
                                .words = storage->words.count,
                                .event = storage->last_event,
                                .hash_state = command->hash_state,
                                .rows_before = journal_rows(storage),
                                .kept = storage->kept.count,
                                .bytes = storage->kept.bytes.len};
  command->changes = 0;
  command->depth = event->depth + 1;
  return 0;
}

static int delivery_undo(struct storage *storage, struct error *err) {
  struct open_command *command = &storage->command;
  const struct delivery *delivery = &storage->delivery;

  words_forget(&storage->words, delivery->words);
  storage->last_event = delivery->event;
  storage->epoch++;
  command->parts = delivery->parts;
  command->hash_state = delivery->hash_state;
  parts_forget(&storage->kept, delivery->kept, delivery->bytes);
  return journal_take_back(storage, "ROLLBACK TO delivery", delivery->guarded,
                           delivery->rows_before, err);
}

int storage_delivery_end(struct storage *storage, bool keep,
                         struct error *err) {
  struct open_command *command = &storage->command;
  struct delivery *delivery = &storage->delivery;
  int rc = 0;

  if (!delivery->open)
    return 0;
  delivery->open = false;
  if (keep)
    command->causes[command->deliveries++] =
        (struct cause){delivery->cause, delivery->parts + 1};
  else
    rc = delivery_undo(storage, err);
  if (rc == 0 && delivery->guarded)
    rc = conn_exec_cached(storage->conn, "RELEASE delivery", err);
  if (rc != 0) /* what was undone and what not is no longer known */
    storage->lost = true;
  return rc;
}

/* The first event stands in the command's row; of several, a part says whose
 * changes begin where: [event, number of its first part, event, ...]. */
static int delivery_causes(struct storage *storage, struct error *err) {
  struct open_command *command = &storage->command;
  struct part part = {.kind = PART_CAUSES};
  json_t *causes;
  int rc;

  command->given.cause_event = command->causes[0].event;
  if (command->deliveries == 1)
    return 0;
  causes = json_array();
  for (int i = 0; i < command->deliveries; i++) {
    json_array_append_new(causes, json_integer(command->causes[i].event));
    json_array_append_new(causes, json_integer(command->causes[i].part));
  }
  parts_body(storage);
  rc = pack_write(&storage->scratch, causes);
  json_decref(causes);
  return rc == 0 ? parts_add(storage, &part, err) : rc;
}

int storage_deliveries_accept(struct storage *storage, struct error *err) {
  int rc = 0;

  if (storage->command.open && storage->command.deliveries == 0)
    return journal_leave(storage, err);
  if (storage->command.open)
    rc = delivery_causes(storage, err);
  if (rc == 0)
    return storage_command_accept(storage, NULL, NULL, err);
  storage_command_drop(storage);
  return rc;
}
