#include "web/session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Failures in a row of one account from one source. */
struct throttle {
  char user[SESSION_USER];
  char source[SESSION_SOURCE];
  unsigned failures; /* 0: free */
  int64_t last;
};

struct station {
  char user[SESSION_USER];
  char source[SESSION_SOURCE];
  int64_t at; /* 0: free */
};

struct session_book {
  int64_t idle_ms;
  uint64_t serial;
  struct session sessions[SESSIONS_MAX];
  struct throttle throttles[THROTTLE_MAX];
  struct station stations[STATIONS_MAX];
  struct proof proofs[PROOFS_MAX];
};

int64_t session_clock(void) {
  struct timespec now;

  clock_gettime(CLOCK_BOOTTIME, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

struct session_book *session_book_new(int64_t idle_ms) {
  struct session_book *book = calloc(1, sizeof *book);

  if (book != NULL)
    book->idle_ms = idle_ms > 0 ? idle_ms : SESSION_IDLE_MS;
  return book;
}

void session_book_free(struct session_book *book) {
  if (book == NULL)
    return;
  explicit_bzero(book, sizeof *book);
  free(book);
}

/* --- tokens --------------------------------------------------------------- */

static void token_make(char token[SESSION_TOKEN], uint8_t hash[HASH_SIZE]) {
  uint8_t bytes[32];

  hash_random(bytes, sizeof bytes);
  hash_hex(bytes, sizeof bytes, token);
  hash_once(token, SESSION_TOKEN - 1, hash);
  explicit_bzero(bytes, sizeof bytes);
}

/* --- sessions ------------------------------------------------------------- */

static bool session_over(const struct session_book *book,
                         const struct session *session, int64_t now) {
  return session->serial == 0 || now - session->used >= book->idle_ms ||
         now - session->begun >= SESSION_LIMIT_MS;
}

struct session *session_begin(struct session_book *book,
                              const struct session_who *who, int64_t now,
                              char token[SESSION_TOKEN]) {
  struct session *slot = &book->sessions[0];

  for (size_t i = 0; i < SESSIONS_MAX; i++) {
    struct session *session = &book->sessions[i];
    if (session_over(book, session, now)) {
      slot = session;
      break;
    }
    if (session->used < slot->used)
      slot = session;
  }
  session_end(book, slot);
  slot->serial = ++book->serial;
  slot->account = who->account;
  snprintf(slot->user, sizeof slot->user, "%s", who->user);
  snprintf(slot->source, sizeof slot->source, "%s", who->source);
  slot->administrator = who->administrator;
  slot->must_change = who->must_change;
  slot->begun = now;
  slot->used = now;
  token_make(token, slot->hash);
  return slot;
}

struct session *session_find(struct session_book *book, const char *token,
                             size_t len, int64_t now) {
  uint8_t hash[HASH_SIZE];

  if (len != SESSION_TOKEN - 1)
    return NULL;
  hash_once(token, len, hash);
  for (size_t i = 0; i < SESSIONS_MAX; i++) {
    struct session *session = &book->sessions[i];
    if (session->serial == 0 || memcmp(session->hash, hash, sizeof hash) != 0)
      continue;
    if (!session_over(book, session, now))
      return session;
    session_end(book, session);
    return NULL;
  }
  return NULL;
}

struct session *session_by_serial(struct session_book *book, uint64_t serial,
                                  int64_t now) {
  if (serial == 0)
    return NULL;
  for (size_t i = 0; i < SESSIONS_MAX; i++)
    if (book->sessions[i].serial == serial)
      return session_over(book, &book->sessions[i], now) ? NULL
                                                         : &book->sessions[i];
  return NULL;
}

const struct session *session_next(const struct session_book *book,
                                   const struct session *after, int64_t now) {
  const struct session *end = book->sessions + SESSIONS_MAX;

  for (after = after == NULL ? book->sessions : after + 1; after < end; after++)
    if (!session_over(book, after, now))
      return after;
  return NULL;
}

void session_touch(struct session *session, int64_t now) {
  session->used = now;
}

void session_rotate(struct session *session, char token[SESSION_TOKEN]) {
  token_make(token, session->hash);
}

void session_end(struct session_book *book, struct session *session) {
  if (session->serial != 0)
    for (size_t i = 0; i < PROOFS_MAX; i++)
      if (book->proofs[i].session == session->serial)
        explicit_bzero(&book->proofs[i], sizeof book->proofs[i]);
  explicit_bzero(session, sizeof *session);
}

void session_end_all(struct session_book *book, int64_t account,
                     const struct session *keep) {
  for (size_t i = 0; i < SESSIONS_MAX; i++) {
    struct session *session = &book->sessions[i];
    if (session->serial != 0 && session->account == account && session != keep)
      session_end(book, session);
  }
}

/* --- the brake on guessing ------------------------------------------------ */

static struct throttle *throttle_find(const struct session_book *book,
                                      const char *user, const char *source) {
  for (size_t i = 0; i < THROTTLE_MAX; i++) {
    const struct throttle *throttle = &book->throttles[i];
    if (throttle->failures > 0 && strcmp(throttle->user, user) == 0 &&
        strcmp(throttle->source, source) == 0)
      return (struct throttle *)(uintptr_t)throttle;
  }
  return NULL;
}

/* 1 s after the fifth failure, then twice as long each time: never for ever,
 * or anybody could lock the only night nurse out. */
int64_t throttle_wait(const struct session_book *book, const char *user,
                      const char *source, int64_t now) {
  const struct throttle *throttle = throttle_find(book, user, source);
  int64_t wait = 1000;

  if (throttle == NULL || throttle->failures < THROTTLE_FREE ||
      now - throttle->last >= THROTTLE_FORGET_MS)
    return 0;
  for (unsigned i = THROTTLE_FREE;
       i < throttle->failures && wait < THROTTLE_WAIT_MAX; i++)
    wait *= 2;
  if (wait > THROTTLE_WAIT_MAX)
    wait = THROTTLE_WAIT_MAX;
  wait -= now - throttle->last;
  return wait > 0 ? wait : 0;
}

/* A free place, else the one with the fewest failures: names made up to push
 * an entry out have fewer than the entry. */
static struct throttle *throttle_place(struct session_book *book, int64_t now) {
  struct throttle *place = &book->throttles[0];

  for (size_t i = 0; i < THROTTLE_MAX; i++) {
    struct throttle *throttle = &book->throttles[i];
    if (throttle->failures == 0 || now - throttle->last >= THROTTLE_FORGET_MS)
      return throttle;
    if (throttle->failures < place->failures ||
        (throttle->failures == place->failures && throttle->last < place->last))
      place = throttle;
  }
  return place;
}

unsigned throttle_try(struct session_book *book, const char *user,
                      const char *source, int64_t now) {
  struct throttle *throttle = throttle_find(book, user, source);

  if (throttle == NULL || now - throttle->last >= THROTTLE_FORGET_MS) {
    if (throttle == NULL)
      throttle = throttle_place(book, now);
    memset(throttle, 0, sizeof *throttle);
    snprintf(throttle->user, sizeof throttle->user, "%s", user);
    snprintf(throttle->source, sizeof throttle->source, "%s", source);
  }
  throttle->last = now;
  return ++throttle->failures;
}

void throttle_clear(struct session_book *book, const char *user,
                    const char *source) {
  struct throttle *throttle = throttle_find(book, user, source);

  if (throttle != NULL)
    memset(throttle, 0, sizeof *throttle);
}

/* --- where a PIN serves --------------------------------------------------- */

static struct station *station_find(const struct session_book *book,
                                    const char *user, const char *source) {
  for (size_t i = 0; i < STATIONS_MAX; i++) {
    const struct station *station = &book->stations[i];
    if (station->at != 0 && strcmp(station->user, user) == 0 &&
        strcmp(station->source, source) == 0)
      return (struct station *)(uintptr_t)station;
  }
  return NULL;
}

void station_note(struct session_book *book, const char *user,
                  const char *source, int64_t now) {
  struct station *station = station_find(book, user, source);

  if (station == NULL) {
    station = &book->stations[0];
    for (size_t i = 1; i < STATIONS_MAX; i++)
      if (book->stations[i].at < station->at)
        station = &book->stations[i];
    snprintf(station->user, sizeof station->user, "%s", user);
    snprintf(station->source, sizeof station->source, "%s", source);
  }
  station->at = now;
}

bool station_knows(const struct session_book *book, const char *user,
                   const char *source, int64_t now) {
  const struct station *station = station_find(book, user, source);

  return station != NULL && now - station->at < SESSION_LIMIT_MS;
}

void station_forget(struct session_book *book, const char *user,
                    const char *source) {
  struct station *station = station_find(book, user, source);

  if (station != NULL)
    memset(station, 0, sizeof *station);
}

/* --- second signers ------------------------------------------------------- */

void proof_make(struct session_book *book, const struct session *session,
                const char *user, int64_t wall, int64_t now,
                char token[SESSION_TOKEN]) {
  struct proof *proof = &book->proofs[0];

  for (size_t i = 0; i < PROOFS_MAX; i++) {
    if (book->proofs[i].serial == 0 || book->proofs[i].until <= now) {
      proof = &book->proofs[i];
      break;
    }
    if (book->proofs[i].until < proof->until)
      proof = &book->proofs[i];
  }
  *proof = (struct proof){.serial = ++book->serial,
                          .session = session->serial,
                          .until = now + PROOF_MS,
                          .wall = wall};
  snprintf(proof->user, sizeof proof->user, "%s", user);
  token_make(token, proof->hash);
}

struct proof *proof_take(struct session_book *book,
                         const struct session *session, const char *token,
                         size_t len, int64_t now) {
  uint8_t hash[HASH_SIZE];

  if (len != SESSION_TOKEN - 1)
    return NULL;
  hash_once(token, len, hash);
  for (size_t i = 0; i < PROOFS_MAX; i++) {
    struct proof *proof = &book->proofs[i];
    if (proof->serial == 0 || memcmp(proof->hash, hash, sizeof hash) != 0)
      continue;
    if (proof->taken || proof->until <= now ||
        proof->session != session->serial)
      return NULL;
    proof->taken = true;
    return proof;
  }
  return NULL;
}

void proof_end(struct session_book *book, uint64_t serial, bool accepted) {
  for (size_t i = 0; serial != 0 && i < PROOFS_MAX; i++) {
    struct proof *proof = &book->proofs[i];
    if (proof->serial != serial)
      continue;
    proof->taken = false;
    if (accepted)
      explicit_bzero(proof, sizeof *proof);
  }
}
