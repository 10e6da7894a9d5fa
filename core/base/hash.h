/* SHA-256 (nettle, which uses the processor's instructions for it), random
 * bytes, hexadecimal and UUIDs (libsodium). */
#ifndef SONGHE_BASE_HASH_H
#define SONGHE_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

#define HASH_SIZE 32
#define UUID_TEXT 37 /* with the NUL */

struct hash_state {
  _Alignas(64) unsigned char opaque[384];
};

void hash_init(struct hash_state *state);
void hash_add(struct hash_state *state, const void *data, size_t len);
void hash_end(struct hash_state *state, uint8_t out[HASH_SIZE]);
void hash_once(const void *data, size_t len, uint8_t out[HASH_SIZE]);

void hash_random(void *out, size_t len);                    /* cryptographic */
void hash_hex(const uint8_t *bytes, size_t len, char *out); /* 2*len+1 */
void hash_uuid(char out[UUID_TEXT]); /* random, version 4 */

#endif
