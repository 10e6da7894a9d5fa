#include "base/password.h"

#include <pthread.h>
#include <semaphore.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/password_common.h"

#define PASSWORD_PASSES 2
#define PASSWORD_MEMORY (19456UL * 1024) /* bytes; the ASVS 5.0 minimum */
#define PASSWORD_AT_ONCE 2

static sem_t password_slots;
static pthread_once_t password_ready = PTHREAD_ONCE_INIT;

/* A hash of nothing that anybody knows, for names that do not exist. */
static char password_nobody[PASSWORD_HASH_TEXT];

static void password_prepare(void) {
  char text[20];

  if (sodium_init() < 0)
    __builtin_trap();
  sem_init(&password_slots, 0, PASSWORD_AT_ONCE);
  password_make(text);
  if (crypto_pwhash_str(password_nobody, text, strlen(text), PASSWORD_PASSES,
                        PASSWORD_MEMORY) != 0)
    password_nobody[0] = '\0';
}

static void password_enter(void) {
  pthread_once(&password_ready, password_prepare);
  while (sem_wait(&password_slots) != 0)
    continue;
}

int password_hash(const char *text, char out[PASSWORD_HASH_TEXT],
                  struct error *err) {
  int rc;

  _Static_assert(PASSWORD_HASH_TEXT >= crypto_pwhash_STRBYTES, "too short");
  password_enter();
  rc = crypto_pwhash_str(out, text, strlen(text), PASSWORD_PASSES,
                         PASSWORD_MEMORY);
  sem_post(&password_slots);
  if (rc == 0)
    return 0;
  return error_set(err, ERROR_MEMORY, "内存不足，密码没有保存。",
                   "Out of memory, the password was not saved.");
}

bool password_verify(const char *hash, const char *text) {
  bool right;

  password_enter();
  right = crypto_pwhash_str_verify(hash != NULL ? hash : password_nobody, text,
                                   strlen(text)) == 0;
  sem_post(&password_slots);
  return right && hash != NULL;
}

static size_t password_characters(const char *text) {
  size_t count = 0;

  for (; *text != '\0'; text++)
    count += ((unsigned char)*text & 0xc0) != 0x80;
  return count;
}

/* ASCII in lower case. */
static void password_lower(char *text) {
  for (; *text != '\0'; text++)
    if (*text >= 'A' && *text <= 'Z')
      *text = (char)(*text - 'A' + 'a');
}

int password_check(const char *field, const char *text, struct error *err) {
  char lower[PASSWORD_MAX + 1];
  bool common;

  if (password_characters(text) < PASSWORD_MIN)
    return error_fault(err, field, "short", "密码至少要 %d 个字符。",
                       "A password needs at least %d characters.",
                       PASSWORD_MIN);
  if (strlen(text) > PASSWORD_MAX)
    return error_fault(err, field, "long", "密码最多 %d 字节。",
                       "A password has at most %d bytes.", PASSWORD_MAX);
  strcpy(lower, text);
  password_lower(lower);
  common = password_is_common(lower);
  explicit_bzero(lower, sizeof lower);
  if (common)
    return error_fault(err, field, "common",
                       "这个密码太常见，请换一个别人猜不到的。",
                       "This password is too common; choose one that "
                       "nobody guesses.");
  return 0;
}

int password_check_name(const char *field, const char *text, const char *name,
                        struct error *err) {
  char lower[PASSWORD_MAX + 1];
  char *part = strdup(name);
  bool found;

  if (part == NULL || strlen(text) > PASSWORD_MAX) {
    free(part);
    return part == NULL ? ERROR_MEMORY : 0;
  }
  strcpy(lower, text);
  password_lower(lower);
  password_lower(part);
  found = strlen(part) >= PASSWORD_NAME_MIN && strstr(lower, part) != NULL;
  explicit_bzero(lower, sizeof lower);
  free(part);
  if (!found)
    return 0;
  return error_fault(err, field, "name",
                     "密码里有“%s”，别人会先猜它，请换一个。",
                     "The password holds “%s”, which others would guess "
                     "first; choose another.",
                     name);
}

int password_check_pin(const char *field, const char *text, struct error *err) {
  size_t len = strlen(text);

  if (len < PIN_MIN || len > PIN_MAX || strspn(text, "0123456789") != len)
    return error_fault(err, field, "pin", "PIN 要 %d 到 %d 位数字。",
                       "A PIN has %d to %d digits.", PIN_MIN, PIN_MAX);
  if (strspn(text, (char[]){text[0], '\0'}) == len)
    return error_fault(err, field, "common", "PIN 不能全是同一个数字。",
                       "A PIN can't be one digit repeated.");
  return 0;
}

void password_make(char out[20]) {
  static const char letters[] = "abcdefghjkmnpqrstuvwxyz23456789";
  size_t count = sizeof letters - 1;
  int at = 0;

  while (at < 19) {
    uint8_t byte;
    if (at % 5 == 4) {
      out[at++] = '-';
      continue;
    }
    hash_random(&byte, 1);
    if (byte < 256 / count * count) /* no letter likelier than another */
      out[at++] = letters[byte % count];
  }
  out[19] = '\0';
}
