/* The canonical bytes of a command and their hash (invariant A1). Integers are
 * eight bytes, little endian; texts and blobs carry their length before them
 * and absence is told from emptiness, so no two records share bytes. */
#include <endian.h>
#include <string.h>

#include "storage/internal.h"

#define RECORD_GATHER 512 /* bytes that go to the hash at once */

/* Gathers what is hashed: a call of the hash for each field costs more than the
 * hashing. */
struct record_sink {
  struct hash_state *state;
  size_t len;
  uint8_t bytes[RECORD_GATHER];
};

static void record_flush(struct record_sink *sink) {
  hash_add(sink->state, sink->bytes, sink->len);
  sink->len = 0;
}

static void record_raw(struct record_sink *sink, const void *data, size_t len) {
  if (len > RECORD_GATHER - sink->len)
    record_flush(sink);
  if (len > RECORD_GATHER) {
    hash_add(sink->state, data, len);
    return;
  }
  memcpy(sink->bytes + sink->len, data, len);
  sink->len += len;
}

static void record_int(struct record_sink *sink, int64_t value) {
  uint64_t bytes = htole64((uint64_t)value);

  record_raw(sink, &bytes, sizeof bytes);
}

static void record_bytes(struct record_sink *sink, const void *data,
                         size_t len) {
  record_int(sink, data == NULL ? -1 : (int64_t)len);
  if (data != NULL)
    record_raw(sink, data, len);
}

static void record_text(struct record_sink *sink, const char *text) {
  record_bytes(sink, text, text == NULL ? 0 : strlen(text));
}

void record_hash_begin(struct hash_state *state) {
  hash_init(state);
}

void record_hash_part(struct hash_state *state, const struct part *part) {
  struct record_sink sink;

  sink.state = state;
  sink.len = 0;
  record_int(&sink, part->kind);
  record_int(&sink, part->op);
  record_text(&sink, part->name);
  record_int(&sink, part->row);
  record_text(&sink, part->subject);
  record_int(&sink, part->depth);
  record_bytes(&sink, part->digest, HASH_SIZE);
  record_flush(&sink);
}

void record_hash_end(const uint8_t prev[HASH_SIZE], const struct record *record,
                     struct hash_state *parts, uint8_t out[HASH_SIZE]) {
  struct hash_state state;
  struct record_sink sink;
  uint8_t sum[HASH_SIZE];

  hash_end(parts, sum);
  hash_init(&state);
  sink.state = &state;
  sink.len = 0;
  record_raw(&sink, prev, HASH_SIZE);
  record_int(&sink, record->seq);
  record_int(&sink, record->recorded_at);
  record_int(&sink, record->happened_at);
  record_int(&sink, record->person);
  record_text(&sink, record->role);
  record_text(&sink, record->station);
  record_text(&sink, record->plugin);
  record_text(&sink, record->action);
  record_int(&sink, record->refused);
  record_bytes(&sink, record->key, record->key_len);
  record_text(&sink, record->software);
  record_text(&sink, record->plugin_version);
  record_text(&sink, record->boot);
  record_int(&sink, record->cause);
  record_int(&sink, record->subject);
  record_raw(&sink, sum, HASH_SIZE);
  record_flush(&sink);
  hash_end(&state, out);
}

/* Of a text that may be empty: nothing said. */
static void record_word(struct record_sink *sink, const char *text) {
  record_text(sink, text != NULL && *text != '\0' ? text : NULL);
}

void access_row_hash(const uint8_t prev[HASH_SIZE],
                     const struct access_row *row, uint8_t out[HASH_SIZE]) {
  struct hash_state state;
  struct record_sink sink;

  hash_init(&state);
  sink.state = &state;
  sink.len = 0;
  record_raw(&sink, prev, HASH_SIZE);
  record_int(&sink, row->seq);
  record_int(&sink, row->at);
  record_int(&sink, row->until);
  record_int(&sink, row->count);
  record_int(&sink, row->person);
  record_word(&sink, row->account);
  record_word(&sink, row->role);
  record_word(&sink, row->station);
  record_word(&sink, row->call);
  record_int(&sink, row->subject);
  record_int(&sink, row->rows);
  record_int(&sink, row->result);
  record_flush(&sink);
  hash_end(&state, out);
}

void journal_digest(const void *data, size_t len, uint8_t out[HASH_SIZE]) {
  hash_once(data, len, out);
}
