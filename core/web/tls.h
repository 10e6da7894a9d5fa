/* TLS of the local network, by OpenSSL over memory: bytes in, bytes out, no
 * socket. Only the files tls*.c include OpenSSL. The loop thread only, except
 * where said otherwise. */
#ifndef SONGHE_WEB_TLS_H
#define SONGHE_WEB_TLS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

#define TLS_SLICE (16 << 10)            /* plaintext of one record */
#define TLS_OUT_SIZE (TLS_SLICE + 1024) /* its ciphertext, and more */
#define TLS_OUT_MAX (64 << 10)          /* ciphertext owed to a peer at most */
#define TLS_FINGERPRINT 96 /* "AB:CD:..." of SHA-256, with the NUL */
#define TLS_DAYS 3650      /* a certificate of our own is good for */

/* Key, certificate and settings of a server. */
struct tls_server;

/* Reads a certificate chain and its key (PEM) and checks that they belong
 * together. ERROR_USAGE names the file that is wrong. */
int tls_server_new(struct tls_server **out, const char *cert, const char *key,
                   struct error *err);
void tls_server_free(struct tls_server *server);
/* SHA-256 of the certificate, as browsers show it. Owned by the server. */
const char *tls_server_fingerprint(const struct tls_server *server);
/* Days until the certificate ends; negative once it has. */
int tls_server_days(const struct tls_server *server);

/* One connection. */
struct tls;

struct tls *tls_new(struct tls_server *server); /* NULL: out of memory */
void tls_free(struct tls *tls);                 /* NULL is fine */

/* Takes ciphertext from the peer. 0 or ERROR_MEMORY. */
int tls_take(struct tls *tls, const char *data, size_t len);
/* Goes on with the handshake: 1 done, 0 wants more, negative failed. An alert
 * for the peer may be left in tls_give. */
int tls_handshake(struct tls *tls);
bool tls_is_open(const struct tls *tls); /* the handshake was done */

#define TLS_END (-1000) /* the peer has said that nothing more comes */

/* Plaintext: the bytes read, 0 when more ciphertext is needed, TLS_END, or
 * negative when the peer broke the rules. */
int tls_read(struct tls *tls, char *to, size_t room);
/* Encrypts TLS_SLICE bytes at most, all of them: 0 or negative. */
int tls_write(struct tls *tls, const char *data, size_t len);
/* Says to the peer that nothing more comes. */
void tls_end(struct tls *tls);
/* Moves ciphertext for the peer out: the bytes moved, 0 when there is none. */
size_t tls_give(struct tls *tls, char *to, size_t room);
size_t tls_owed(const struct tls *tls); /* bytes that tls_give has */

/* tls_cert.c: sees to a certificate of our own for `address` and `name` (a
 * host name in lower case, checked by the caller) in the file `path`, together
 * with its key, mode 0600. *made: there was none, or the old one was for
 * others or is over. Blocking; any thread. */
int tls_cert_ensure(const char *path, const char *address, const char *name,
                    bool *made, struct error *err);

#endif
