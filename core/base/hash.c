#include "base/hash.h"

#include <nettle/sha2.h>
#include <sodium.h>
#include <string.h>

_Static_assert(sizeof(struct sha256_ctx) <=
                   sizeof(((struct hash_state *)0)->opaque),
               "hash_state is too small");

void hash_init(struct hash_state *state) {
  sha256_init((struct sha256_ctx *)state->opaque);
}

void hash_add(struct hash_state *state, const void *data, size_t len) {
  sha256_update((struct sha256_ctx *)state->opaque, len, data);
}

void hash_end(struct hash_state *state, uint8_t out[HASH_SIZE]) {
  sha256_digest((struct sha256_ctx *)state->opaque, HASH_SIZE, out);
}

void hash_once(const void *data, size_t len, uint8_t out[HASH_SIZE]) {
  struct hash_state state;

  hash_init(&state);
  hash_add(&state, data, len);
  hash_end(&state, out);
}

void hash_random(void *out, size_t len) {
  /* libsodium's generator must be ready; a second call costs nothing */
  if (sodium_init() < 0)
    __builtin_trap();
  randombytes_buf(out, len);
}

void hash_hex(const uint8_t *bytes, size_t len, char *out) {
  sodium_bin2hex(out, 2 * len + 1, bytes, len);
}

void hash_uuid(char out[UUID_TEXT]) {
  uint8_t bytes[16];
  char hex[33];

  hash_random(bytes, sizeof bytes);
  bytes[6] = (uint8_t)((bytes[6] & 0x0f) | 0x40);
  bytes[8] = (uint8_t)((bytes[8] & 0x3f) | 0x80);
  hash_hex(bytes, sizeof bytes, hex);
  for (int from = 0, to = 0; from < 32; from++) {
    if (from == 8 || from == 12 || from == 16 || from == 20)
      out[to++] = '-';
    out[to++] = hex[from];
  }
  out[UUID_TEXT - 1] = '\0';
}
