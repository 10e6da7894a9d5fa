/* The canonical bytes of a command and their hash (invariant A1). Integers are
 * eight bytes, little endian; texts and blobs carry their length before them
 * and absence is told from emptiness, so no two records share bytes. */
#include <string.h>

#include "storage/internal.h"

static void record_int(struct hash_state *state, int64_t value) {
  uint8_t bytes[8];

  for (int i = 0; i < 8; i++)
    bytes[i] = (uint8_t)((uint64_t)value >> (8 * i));
  hash_add(state, bytes, sizeof bytes);
}

static void record_bytes(struct hash_state *state, const void *data,
                         size_t len) {
  record_int(state, data == NULL ? -1 : (int64_t)len);
  if (data != NULL)
    hash_add(state, data, len);
}

static void record_text(struct hash_state *state, const char *text) {
  record_bytes(state, text, text == NULL ? 0 : strlen(text));
}

void record_hash_begin(struct hash_state *state) {
  hash_init(state);
}

void record_hash_part(struct hash_state *state, const struct part *part) {
  record_int(state, part->kind);
  record_int(state, part->op);
  record_text(state, part->name);
  record_int(state, part->row);
  record_text(state, part->subject);
  record_int(state, part->depth);
  record_bytes(state, part->digest, HASH_SIZE);
}

void record_hash_end(const uint8_t prev[HASH_SIZE], const struct record *record,
                     struct hash_state *parts, uint8_t out[HASH_SIZE]) {
  struct hash_state state;
  uint8_t sum[HASH_SIZE];

  hash_end(parts, sum);
  hash_init(&state);
  hash_add(&state, prev, HASH_SIZE);
  record_int(&state, record->seq);
  record_int(&state, record->recorded_at);
  record_int(&state, record->happened_at);
  record_int(&state, record->person);
  record_text(&state, record->role);
  record_text(&state, record->station);
  record_text(&state, record->plugin);
  record_text(&state, record->action);
  record_int(&state, record->refused);
  record_bytes(&state, record->key, STORAGE_KEY_HASH);
  record_text(&state, record->software);
  record_text(&state, record->plugin_version);
  record_text(&state, record->boot);
  record_int(&state, record->cause);
  record_int(&state, record->subject);
  hash_add(&state, sum, HASH_SIZE);
  hash_end(&state, out);
}

void journal_digest(const void *data, size_t len, uint8_t out[HASH_SIZE]) {
  hash_once(data, len, out);
}
