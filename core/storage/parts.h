/* The parts of the open command: changes, events and the rest of what its hash
 * covers, in order. Shared by the files of storage/ only. */
#ifndef SONGHE_STORAGE_PARTS_H
#define SONGHE_STORAGE_PARTS_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"

struct storage;

enum part_kind {
  PART_INPUT = 1,
  PART_REPLY = 2,
  PART_REFUSAL = 3,
  PART_CHANGE = 4,
  PART_EVENT = 5,
  PART_SCHEMA = 6,
  PART_ERASE = 7,
  PART_CAUSES = 8 /* events of several deliveries, and where each begins */
};

enum change_op { OP_NONE = 0, OP_INSERT = 1, OP_UPDATE = 2, OP_DELETE = 3 };

/* One part of a command's record, as hashed. Texts are borrowed. */
struct part {
  enum part_kind kind;
  int64_t op;            /* of a change; the body's number of an erasure */
  const char *name;      /* table of a change, type of an event, or NULL */
  int64_t row;           /* id of the row or event; command of an erasure */
  const char *subject;   /* of an event, or NULL */
  int64_t depth;         /* of an event */
  const uint8_t *digest; /* SHA-256 of salt and bytes, NULL: no body */
  bool bare;             /* an event whose bytes stand in its own row */
};

/* A part of the open command whose rows are written when it ends. */
struct kept_part {
  enum part_kind kind;
  int64_t n;
  int64_t op;
  int64_t name; /* its word, 0: none */
  int64_t row;
  int64_t depth;
  bool bare;
  bool has_subject;
  size_t subject; /* where its text begins in `bytes`, with its end */
  size_t data;    /* where its bytes begin */
  size_t len;
};

struct kept_parts {
  struct kept_part *parts;
  size_t count;
  size_t room;
  struct buf bytes;
};

void parts_fini(struct kept_parts *kept);
/* Starts `storage->scratch` with a fresh salt. */
void parts_body(struct storage *storage);
/* A part of the open command with what scratch holds after the salt (nothing:
 * no body); of a bare event all of it. */
int parts_add(struct storage *storage, struct part *part, struct error *err);
/* The same with JSON, packed; nothing said is no part at all. */
int parts_add_json(struct storage *storage, enum part_kind kind,
                   const json_t *json, struct error *err);
/* Writes the rows of what is kept. */
int parts_write(struct storage *storage, struct error *err);
/* The same once there is so much that it should not stay in memory. */
int parts_write_many(struct storage *storage, struct error *err);
/* Forgets what came after these. */
void parts_forget(struct kept_parts *kept, size_t count, size_t bytes);

#endif
