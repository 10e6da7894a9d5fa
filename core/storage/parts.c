/* The parts of the open command. They are hashed as they come and kept; their
 * rows are written when the command ends, after its savepoint: then nothing can
 * refuse it any more, and SQLite need not copy the journal's pages to be able
 * to undo them. */
#include <stdlib.h>
#include <string.h>

#include "base/pack.h"
#include "storage/internal.h"

#define PARTS_BYTES_MAX (256 << 10) /* kept between two looks */

void parts_fini(struct kept_parts *kept) {
  free(kept->parts);
  buf_fini(&kept->bytes);
}

/* Salts come from the system in handfuls: a call for each costs more than the
 * hash. */
void parts_body(struct storage *storage) {
  buf_clear(&storage->scratch);
  if (storage->salts_left < STORAGE_SALT) {
    hash_random(storage->salts, sizeof storage->salts);
    storage->salts_left = sizeof storage->salts;
  }
  storage->salts_left -= STORAGE_SALT;
  buf_append(&storage->scratch, storage->salts + storage->salts_left,
             STORAGE_SALT);
}

static int parts_memory(struct error *err) {
  return error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
}

static int parts_room(struct kept_parts *kept, struct error *err) {
  size_t room = kept->room == 0 ? 64 : 2 * kept->room;
  struct kept_part *more;

  if (kept->count < kept->room)
    return 0;
  more = realloc(kept->parts, room * sizeof *more);
  if (more == NULL)
    return parts_memory(err);
  kept->parts = more;
  kept->room = room;
  return 0;
}

/* Takes in the part and what scratch holds. */
static int parts_keep(struct storage *storage, const struct part *part,
                      struct error *err) {
  struct kept_parts *kept = &storage->kept;
  struct buf *bytes = &kept->bytes;
  struct kept_part *row;
  int64_t name;
  int rc = words_id(storage, part->name, &name, err);

  if (rc == 0)
    rc = parts_room(kept, err);
  if (rc != 0)
    return rc;
  row = &kept->parts[kept->count];
  *row = (struct kept_part){.kind = part->kind,
                            .n = storage->command.parts,
                            .op = part->op,
                            .name = name,
                            .row = part->row,
                            .depth = part->depth,
                            .bare = part->bare,
                            .has_subject = part->subject != NULL,
                            .subject = bytes->len};
  if (part->subject != NULL)
    buf_append(bytes, part->subject, strlen(part->subject) + 1);
  row->data = bytes->len;
  row->len = part->digest != NULL ? storage->scratch.len : 0;
  if (row->len > 0)
    buf_append(bytes, storage->scratch.data, row->len);
  if (bytes->failed)
    return parts_memory(err);
  kept->count++;
  return 0;
}

int parts_add(struct storage *storage, struct part *part, struct error *err) {
  struct buf *scratch = &storage->scratch;
  uint8_t digest[HASH_SIZE];
  int rc = 0;

  if (storage->command.parts++ >= STORAGE_PARTS_MAX)
    return error_set(err, ERROR_RULE, "一次操作改动的太多（最多 %d 处）。",
                     "Too much in one action (%d changes and events at most).",
                     STORAGE_PARTS_MAX);
  if (scratch->failed)
    return parts_memory(err);
  if (part->bare || scratch->len > STORAGE_SALT) {
    journal_digest(scratch->data, scratch->len, digest);
    part->digest = digest;
  }
  rc = parts_keep(storage, part, err);
  if (rc == 0)
    record_hash_part(&storage->command.hash_state, part);
  part->digest = NULL;
  buf_clear(scratch);
  if (rc == 0 && !storage->delivery.open)
    rc = parts_write_many(storage, err);
  return rc;
}

int parts_add_json(struct storage *storage, enum part_kind kind,
                   const json_t *json, struct error *err) {
  struct part part = {.kind = kind};

  if (json == NULL || json_is_null(json) ||
      (json_is_object(json) && json_object_size(json) == 0))
    return 0;
  parts_body(storage);
  if (pack_write(&storage->scratch, json) != 0)
    return error_set(err, ERROR_INPUT, "内容嵌套太深或含有小数。",
                     "The content nests too deep or holds a real number.");
  return parts_add(storage, &part, err);
}

static void parts_bind_blob(struct statement *st, int index,
                            const struct storage *storage,
                            const struct kept_part *part) {
  /* empty is not absent */
  const char *data = part->len > 0 ? storage->kept.bytes.data + part->data : "";

  sqlite3_bind_blob64(st->raw, index, data, part->len, SQLITE_STATIC);
}

static int parts_write_event(struct storage *storage,
                             const struct kept_part *part, struct error *err) {
  struct statement *st;
  int rc = statement_get(storage->conn,
                         "INSERT INTO event(id,command,n,type,subject,depth,"
                         "data) VALUES(?1,?2,?3,?4,?5,?6,?7)",
                         &st, err);

  if (rc != 0)
    return rc;
  statement_int(st, 1, part->row);
  statement_int(st, 2, storage->command.seq);
  statement_int(st, 3, part->n);
  statement_int(st, 4, part->name);
  if (part->has_subject)
    sqlite3_bind_text(st->raw, 5, storage->kept.bytes.data + part->subject, -1,
                      SQLITE_STATIC);
  else
    statement_null(st, 5);
  statement_int(st, 6, part->depth);
  if (part->bare)
    parts_bind_blob(st, 7, storage, part);
  else
    statement_null(st, 7);
  return statement_run(st, err);
}

static void parts_bind_word(struct statement *st, int index, int64_t word) {
  if (word == 0)
    statement_null(st, index);
  else
    statement_int(st, index, word);
}

static int parts_write_body(struct storage *storage,
                            const struct kept_part *part, struct error *err) {
  struct statement *st;
  int rc = statement_get(storage->conn,
                         "INSERT INTO body(id,kind,op,name,row,data)"
                         " VALUES(?1<<16|?2,?3,?4,?5,?6,?7)",
                         &st, err);

  if (rc != 0)
    return rc;
  statement_int(st, 1, storage->command.seq);
  statement_int(st, 2, part->n);
  statement_int(st, 3, part->kind);
  parts_bind_word(st, 4, part->op);
  /* an event's own row has its type */
  parts_bind_word(st, 5, part->kind == PART_EVENT ? 0 : part->name);
  parts_bind_word(st, 6, part->row);
  if (part->len == 0)
    statement_null(st, 7);
  else
    parts_bind_blob(st, 7, storage, part);
  return statement_run(st, err);
}

int parts_write(struct storage *storage, struct error *err) {
  struct kept_parts *kept = &storage->kept;
  int rc = 0;

  for (size_t i = 0; i < kept->count && rc == 0; i++) {
    const struct kept_part *part = &kept->parts[i];
    if (part->kind == PART_EVENT)
      rc = parts_write_event(storage, part, err);
    if (rc == 0 && !part->bare)
      rc = parts_write_body(storage, part, err);
  }
  parts_forget(kept, 0, 0);
  return rc;
}

int parts_write_many(struct storage *storage, struct error *err) {
  return storage->kept.bytes.len < PARTS_BYTES_MAX ? 0
                                                   : parts_write(storage, err);
}

void parts_forget(struct kept_parts *kept, size_t count, size_t bytes) {
  if (kept->count > count)
    kept->count = count;
  if (kept->bytes.len > bytes)
    kept->bytes.len = bytes;
  if (bytes == 0)
    buf_clear(&kept->bytes);
}
