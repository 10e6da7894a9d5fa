/* The engine: OpenSSL between two memory buffers. */
#include "web/tls.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Forward secrecy and authenticated encryption only; of TLS 1.3 OpenSSL has
 * nothing else. */
static const char tls_ciphers[] =
    "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:"
    "ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305:"
    "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256";
static const char tls_groups[] = "X25519:P-256:P-384";

struct tls_server {
  SSL_CTX *ctx;
  char fingerprint[TLS_FINGERPRINT];
};

struct tls {
  SSL *ssl;
  BIO *in;  /* ciphertext from the peer; owned by ssl */
  BIO *out; /* ciphertext for the peer; owned by ssl */
  /* The handshake is done. After a failure OpenSSL no longer says so. */
  bool open;
};

/* --- the server ------------------------------------------------------------
 */

/* Only HTTP/1.1 is spoken: who asks by ALPN for anything else was meant for
 * another server (RFC 7301). */
static int tls_choose(SSL *ssl, const unsigned char **out, unsigned char *len,
                      const unsigned char *in, unsigned in_len, void *arg) {
  static const unsigned char ours[] = "\x08http/1.1";
  unsigned char *found = NULL;

  (void)ssl;
  (void)arg;
  if (SSL_select_next_proto(&found, len, ours, sizeof ours - 1, in, in_len) !=
      OPENSSL_NPN_NEGOTIATED)
    return SSL_TLSEXT_ERR_ALERT_FATAL;
  *out = found;
  return SSL_TLSEXT_ERR_OK;
}

/* No resumption: a handshake is cheap in a house, and a ticket's key would be
 * one secret more. */
static bool tls_settings(SSL_CTX *ctx) {
  SSL_CTX_set_options(ctx, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION |
                               SSL_OP_NO_TICKET |
                               SSL_OP_CIPHER_SERVER_PREFERENCE);
  SSL_CTX_set_mode(ctx, SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_session_cache_mode(ctx, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_verify(ctx, SSL_VERIFY_NONE, NULL);
  SSL_CTX_set_alpn_select_cb(ctx, tls_choose, NULL);
  SSL_CTX_set_security_level(ctx, 2);
  return SSL_CTX_set_min_proto_version(ctx, TLS1_2_VERSION) == 1 &&
         SSL_CTX_set_num_tickets(ctx, 0) == 1 &&
         SSL_CTX_set_cipher_list(ctx, tls_ciphers) == 1 &&
         SSL_CTX_set1_groups_list(ctx, tls_groups) == 1;
}

static void tls_fingerprint(struct tls_server *server) {
  unsigned char hash[32];
  unsigned len = 0;
  char *at = server->fingerprint;

  if (X509_digest(SSL_CTX_get0_certificate(server->ctx), EVP_sha256(), hash,
                  &len) != 1)
    return;
  for (unsigned i = 0; i < len; i++)
    at += sprintf(at, i == 0 ? "%02X" : ":%02X", hash[i]);
}

static int tls_load(SSL_CTX *ctx, const char *cert, const char *key,
                    struct error *err) {
  struct stat info;

  if (SSL_CTX_use_certificate_chain_file(ctx, cert) != 1)
    return error_set(err, ERROR_USAGE,
                     "读不出证书 %s。它要是 PEM 格式的文件，并且松鹤能读。",
                     "The certificate %s can't be read. It must be a PEM file "
                     "that Songhe may read.",
                     cert);
  if (SSL_CTX_use_PrivateKey_file(ctx, key, SSL_FILETYPE_PEM) != 1 ||
      SSL_CTX_check_private_key(ctx) != 1)
    return error_set(err, ERROR_USAGE,
                     "私钥 %s 读不出，或与证书 %s 不是一对。"
                     "它要是没有口令的 PEM 文件。",
                     "The key %s can't be read, or does not belong to the "
                     "certificate %s. It must be a PEM file without a "
                     "passphrase.",
                     key, cert);
  if (stat(key, &info) != 0 || (info.st_mode & (S_IROTH | S_IWOTH)) != 0)
    return error_set(err, ERROR_USAGE,
                     "这台电脑上的任何人都能读私钥 %s，所以不启动。"
                     "请把它的权限改为 0600。",
                     "Anybody on this computer may read the key %s, so Songhe "
                     "does not start. Set its mode to 0600.",
                     key);
  return 0;
}

/* Nobody is there to type a passphrase. */
static int tls_no_passphrase(char *buf, int size, int writing, void *arg) {
  (void)buf;
  (void)size;
  (void)writing;
  (void)arg;
  return -1;
}

int tls_server_new(struct tls_server **out, const char *cert, const char *key,
                   struct error *err) {
  struct tls_server *server = calloc(1, sizeof *server);
  int rc;

  *out = NULL;
  /* A machine's openssl.cnf could weaken what is set here. */
  OPENSSL_init_ssl(OPENSSL_INIT_NO_LOAD_CONFIG, NULL);
  ERR_clear_error();
  if (server != NULL)
    server->ctx = SSL_CTX_new(TLS_server_method());
  if (server == NULL || server->ctx == NULL || !tls_settings(server->ctx)) {
    tls_server_free(server);
    return error_set(err, ERROR_INTERNAL, "加密连接（TLS）不能启用。",
                     "Encrypted connections (TLS) can't be set up.");
  }
  SSL_CTX_set_default_passwd_cb(server->ctx, tls_no_passphrase);
  rc = tls_load(server->ctx, cert, key, err);
  ERR_clear_error();
  if (rc != 0) {
    tls_server_free(server);
    return rc;
  }
  tls_fingerprint(server);
  *out = server;
  return 0;
}

void tls_server_free(struct tls_server *server) {
  if (server != NULL)
    SSL_CTX_free(server->ctx);
  free(server);
}

const char *tls_server_fingerprint(const struct tls_server *server) {
  return server->fingerprint;
}

int tls_server_days(const struct tls_server *server) {
  int days = 0;
  int seconds = 0;

  if (ASN1_TIME_diff(
          &days, &seconds, NULL,
          X509_get0_notAfter(SSL_CTX_get0_certificate(server->ctx))) != 1)
    return 0;
  return seconds < 0 ? days - 1 : days;
}

/* --- a connection ----------------------------------------------------------
 */

struct tls *tls_new(struct tls_server *server) {
  struct tls *tls = calloc(1, sizeof *tls);
  bool good;

  if (tls == NULL)
    return NULL;
  tls->ssl = SSL_new(server->ctx);
  tls->in = BIO_new(BIO_s_mem());
  tls->out = BIO_new(BIO_s_mem());
  good = tls->ssl != NULL && tls->in != NULL && tls->out != NULL;
  if (tls->ssl != NULL && good) {
    SSL_set_bio(tls->ssl, tls->in, tls->out);
    SSL_set_accept_state(tls->ssl);
    return tls;
  }
  BIO_free(tls->in);
  BIO_free(tls->out);
  SSL_free(tls->ssl);
  free(tls);
  return NULL;
}

void tls_free(struct tls *tls) {
  if (tls != NULL)
    SSL_free(tls->ssl);
  free(tls);
}

int tls_take(struct tls *tls, const char *data, size_t len) {
  size_t taken = 0;

  if (len == 0)
    return 0;
  if (BIO_write_ex(tls->in, data, len, &taken) != 1 || taken != len)
    return ERROR_MEMORY;
  return 0;
}

/* What OpenSSL's last answer means: 0 to wait, TLS_END, or a failure. */
static int tls_result(const struct tls *tls, int rc) {
  int why = SSL_get_error(tls->ssl, rc);

  ERR_clear_error();
  if (why == SSL_ERROR_WANT_READ)
    return 0;
  return why == SSL_ERROR_ZERO_RETURN ? TLS_END : ERROR_IO;
}

int tls_handshake(struct tls *tls) {
  int rc = SSL_do_handshake(tls->ssl);

  tls->open = rc == 1;
  if (tls->open)
    return 1;
  rc = tls_result(tls, rc);
  return rc == TLS_END ? ERROR_IO : rc;
}

bool tls_is_open(const struct tls *tls) {
  return tls->open;
}

int tls_read(struct tls *tls, char *to, size_t room) {
  int rc = SSL_read(tls->ssl, to, room > TLS_SLICE ? TLS_SLICE : (int)room);

  return rc > 0 ? rc : tls_result(tls, rc);
}

int tls_write(struct tls *tls, const char *data, size_t len) {
  int rc = SSL_write(tls->ssl, data, (int)len);

  if (rc > 0 && (size_t)rc == len)
    return 0;
  ERR_clear_error();
  return ERROR_IO; /* memory takes all, or there is none left */
}

void tls_end(struct tls *tls) {
  if (tls_is_open(tls))
    SSL_shutdown(tls->ssl);
  ERR_clear_error();
}

size_t tls_give(struct tls *tls, char *to, size_t room) {
  size_t given = 0;

  if (BIO_read_ex(tls->out, to, room, &given) != 1)
    return 0;
  return given;
}

size_t tls_owed(const struct tls *tls) {
  return BIO_ctrl_pending(tls->out);
}
