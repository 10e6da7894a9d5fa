/* Who is signed in: sessions, the brake on guessing, PIN stations, second
 * signers' proofs. Bounded tables in memory only: a restart signs everybody
 * out, and no token is ever on the disk. Of a token only the SHA-256 is kept.
 * Pure of clocks and I/O (randomness aside); the loop thread only. Times are
 * milliseconds of one clock that never goes back and counts through suspend
 * (session_clock). */
#ifndef SONGHE_WEB_SESSION_H
#define SONGHE_WEB_SESSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/hash.h"

#define SESSION_TOKEN 65 /* 256 bits in hexadecimal, with the NUL */
#define SESSION_USER 65  /* an account's name, with the NUL */
#define SESSION_SOURCE 46
#define SESSIONS_MAX 256
#define SESSION_IDLE_MS (10 * 60 * 1000)
#define SESSION_LIMIT_MS (12 * 60 * 60 * 1000) /* a shift */
#define THROTTLE_MAX 512
#define THROTTLE_FREE 5 /* failures before the first wait */
#define THROTTLE_WAIT_MAX (5 * 60 * 1000)
#define THROTTLE_FORGET_MS (60 * 60 * 1000)
#define STATIONS_MAX 512
#define PROOFS_MAX 64
#define PROOF_MS (2 * 60 * 1000)

/* One signed-in browser. Slots are reused: keep the serial, not a pointer. */
struct session {
  uint8_t hash[HASH_SIZE];
  uint64_t serial; /* never reused; 0: the slot is free */
  int64_t account;
  char user[SESSION_USER];
  char source[SESSION_SOURCE];
  bool administrator; /* of the data folder */
  bool must_change;   /* may only set a new password */
  int64_t begun;
  int64_t used;
};

struct session_book;

int64_t session_clock(void);

/* NULL when out of memory. idle_ms 0: SESSION_IDLE_MS. */
struct session_book *session_book_new(int64_t idle_ms);
void session_book_free(struct session_book *book);

/* What a session is begun with. */
struct session_who {
  int64_t account;
  const char *user;
  const char *source;
  bool administrator;
  bool must_change;
};

/* A new session and its token; the one idle longest makes room. */
struct session *session_begin(struct session_book *book,
                              const struct session_who *who, int64_t now,
                              char token[SESSION_TOKEN]);
/* NULL: unknown or over. */
struct session *session_find(struct session_book *book, const char *token,
                             size_t len, int64_t now);
struct session *session_by_serial(struct session_book *book, uint64_t serial,
                                  int64_t now);
/* The sessions that are not over, one after the other; NULL begins, and ends.
 */
const struct session *session_next(const struct session_book *book,
                                   const struct session *after, int64_t now);
void session_touch(struct session *session, int64_t now);
/* A new token for the same session; the old one is void. */
void session_rotate(struct session *session, char token[SESSION_TOKEN]);
void session_end(struct session_book *book, struct session *session);
/* Ends those of an account, except `keep` (may be NULL). */
void session_end_all(struct session_book *book, int64_t account,
                     const struct session *keep);

/* Milliseconds to wait before this account may be tried from this source. */
int64_t throttle_wait(const struct session_book *book, const char *user,
                      const char *source, int64_t now);
/* Counts a try as failed, before its answer is known (tries side by side count
 * too); returns the failures in a row. */
unsigned throttle_try(struct session_book *book, const char *user,
                      const char *source, int64_t now);
/* It was right after all. */
void throttle_clear(struct session_book *book, const char *user,
                    const char *source);

/* A PIN serves where its owner gave the password within SESSION_LIMIT_MS. */
void station_note(struct session_book *book, const char *user,
                  const char *source, int64_t now);
bool station_knows(const struct session_book *book, const char *user,
                   const char *source, int64_t now);
void station_forget(struct session_book *book, const char *user,
                    const char *source);

/* A second signer's proof of presence, for one session, one use. */
struct proof {
  uint8_t hash[HASH_SIZE];
  uint64_t serial;  /* 0: free */
  uint64_t session; /* serial of the first person's session */
  char user[SESSION_USER];
  int64_t until;
  int64_t wall; /* ms UTC: when the proof was given */
  bool taken;   /* by a call under way */
};

/* `user` has proved presence to `session`. */
void proof_make(struct session_book *book, const struct session *session,
                const char *user, int64_t wall, int64_t now,
                char token[SESSION_TOKEN]);
/* NULL: unknown, used, over, or another session's. */
struct proof *proof_take(struct session_book *book,
                         const struct session *session, const char *token,
                         size_t len, int64_t now);
/* The call is done: accepted, and the proof is spent; or refused, and it may
 * be used again. */
void proof_end(struct session_book *book, uint64_t serial, bool accepted);

#endif
