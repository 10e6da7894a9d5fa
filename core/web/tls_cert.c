/* A certificate of our own: nobody outside vouches for it, so a person compares
 * its fingerprint once at each station (docs/decisions/tls.md). */
#include <errno.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/save.h"
#include "web/tls.h"

#define CERT_SERIAL_BITS 127
#define CERT_BEFORE (-24 * 60 * 60) /* stations whose clock is behind */
#define CERT_DAY (24 * 60 * 60)
#define CERT_NAMES 512 /* bytes of the alternative names' text */

/* Whether the certificate in the file serves this address and name today. A
 * file that holds none does not: loading it says why. 1, 0 or an error. */
static int cert_serves(const char *path, const char *address, const char *name,
                       struct error *err) {
  FILE *file = fopen(path, "re");
  X509 *cert = NULL;
  int good;

  if (file == NULL && errno == ENOENT)
    return 0;
  if (file != NULL) {
    cert = PEM_read_X509(file, NULL, NULL, NULL);
    fclose(file);
  }
  ERR_clear_error();
  if (cert == NULL)
    return error_set(err, ERROR_IO,
                     "读不出加密连接的证书 %s。请移走这个文件，"
                     "松鹤会做一份新的；各台电脑要重新核对指纹。",
                     "The certificate %s can't be read. Please move the file "
                     "away: Songhe then makes a new one, and its fingerprint "
                     "has to be compared at each station again.",
                     path);
  good = X509_check_ip_asc(cert, address, 0) == 1 &&
         X509_check_host(cert, name, 0, 0, NULL) == 1 &&
         X509_cmp_current_time(X509_get0_notAfter(cert)) > 0;
  X509_free(cert);
  return good;
}

static bool cert_extend(X509 *cert, int nid, const char *value) {
  X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, NULL, nid, value);
  bool good = extension != NULL && X509_add_ext(cert, extension, -1) == 1;

  X509_EXTENSION_free(extension);
  return good;
}

static bool cert_number(X509 *cert) {
  BIGNUM *number = BN_new();
  bool good = number != NULL &&
              BN_rand(number, CERT_SERIAL_BITS, BN_RAND_TOP_ANY,
                      BN_RAND_BOTTOM_ANY) == 1 &&
              BN_to_ASN1_INTEGER(number, X509_get_serialNumber(cert)) != NULL;

  BN_free(number);
  return good;
}

static bool cert_name(X509 *cert, const char *name) {
  X509_NAME *subject = X509_get_subject_name(cert);

  return X509_NAME_add_entry_by_txt(subject, "O", MBSTRING_ASC,
                                    (const unsigned char *)"Songhe", -1, -1,
                                    0) == 1 &&
         X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC,
                                    (const unsigned char *)name, -1, -1,
                                    0) == 1 &&
         X509_set_issuer_name(cert, subject) == 1;
}

static bool cert_fill(X509 *cert, EVP_PKEY *key, const char *address,
                      const char *name) {
  char names[CERT_NAMES];

  snprintf(names, sizeof names, "IP:%s,DNS:%s", address, name);
  return X509_set_version(cert, X509_VERSION_3) == 1 && cert_number(cert) &&
         cert_name(cert, name) &&
         X509_gmtime_adj(X509_getm_notBefore(cert), CERT_BEFORE) != NULL &&
         X509_gmtime_adj(X509_getm_notAfter(cert), (long)TLS_DAYS * CERT_DAY) !=
             NULL &&
         X509_set_pubkey(cert, key) == 1 &&
         cert_extend(cert, NID_basic_constraints, "critical,CA:FALSE") &&
         cert_extend(cert, NID_key_usage, "critical,digitalSignature") &&
         cert_extend(cert, NID_ext_key_usage, "serverAuth") &&
         cert_extend(cert, NID_subject_alt_name, names) &&
         X509_sign(cert, key, EVP_sha256()) > 0;
}

/* Key and certificate in one file: there is never one without the other. */
static int cert_save(const char *path, X509 *cert, EVP_PKEY *key) {
  BIO *bio = BIO_new(BIO_s_secmem());
  char *text = NULL;
  long len;
  int rc = -ENOMEM;

  if (bio != NULL && PEM_write_bio_X509(bio, cert) == 1 &&
      PEM_write_bio_PrivateKey(bio, key, NULL, NULL, 0, NULL, NULL) == 1) {
    len = BIO_get_mem_data(bio, &text);
    rc = save_file(path, text, (size_t)len);
    explicit_bzero(text, (size_t)len);
  }
  BIO_free(bio);
  return rc;
}

static int cert_make(const char *path, const char *address, const char *name,
                     struct error *err) {
  EVP_PKEY *key = EVP_EC_gen("P-256");
  X509 *cert = X509_new();
  int rc = -EIO;

  if (key != NULL && cert != NULL && cert_fill(cert, key, address, name))
    rc = cert_save(path, cert, key);
  X509_free(cert);
  EVP_PKEY_free(key);
  ERR_clear_error();
  if (rc == 0)
    return 0;
  return error_set(err, rc == -ENOSPC ? ERROR_FULL : ERROR_IO,
                   "加密连接的证书 %s 没有做成：%s%.0s。",
                   "The certificate %s could not be made: %.0s%s.", path,
                   error_system(-rc), strerror(-rc));
}

int tls_cert_ensure(const char *path, const char *address, const char *name,
                    bool *made, struct error *err) {
  int rc = cert_serves(path, address, name, err);

  *made = rc == 0;
  if (rc != 0)
    return rc < 0 ? rc : 0;
  return cert_make(path, address, name, err);
}
