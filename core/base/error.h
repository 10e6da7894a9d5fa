/* Refusals and failures, in the user's language.
 *
 * A function that can fail returns 0 or a negative enum error_code and, where
 * a person should learn why, fills a struct error. Texts are written at the
 * point of use in Chinese and English: whoever shows the error picks one. */
#ifndef SONGHE_BASE_ERROR_H
#define SONGHE_BASE_ERROR_H

#include <stdbool.h>
#include <stddef.h>

/* code, slug (the tail of the problem's type), HTTP status, process exit */
#define ERROR_MAP(X)                                                           \
  X(INPUT, "input", 422, 1)           /* a field is wrong; faults name it */   \
  X(SIGN_IN, "sign-in", 401, 1)       /* nobody is signed in */                \
  X(PERMISSION, "permission", 403, 1) /* this person may not */                \
  X(NOT_FOUND, "not-found", 404, 1)   /* no such home, plugin, record */       \
  X(RULE, "rule", 409, 1)             /* a rule of the home or of storage */   \
  X(CONFLICT, "conflict", 409, 1)     /* stale page, key used otherwise */     \
  X(USAGE, "usage", 400, 2)           /* the call itself is malformed */       \
  X(BUSY, "busy", 503, 3)             /* try again in a moment */              \
  X(TIMEOUT, "timeout", 503, 3)       /* a deadline passed, rolled back */     \
  X(PLUGIN, "plugin", 500, 3)         /* a plugin failed, rolled back */       \
  X(READONLY, "readonly", 503, 3)     /* the home can't be written now */      \
  X(FULL, "full", 507, 3)             /* the disk is full */                   \
  X(FUTURE, "future", 500, 3)         /* made by a newer Songhe */             \
  X(CORRUPT, "corrupt", 500, 3)       /* stored data fails its check */        \
  X(IO, "io", 500, 3)                 /* the disk or a socket failed */        \
  X(MEMORY, "memory", 500, 3)         /* out of memory */                      \
  X(INTERNAL, "internal", 500, 3)     /* a fault of Songhe itself */

enum error_index {
#define X(name, slug, status, exit) ERROR_INDEX_##name,
  ERROR_MAP(X)
#undef X
};

/* Negative, so that a call can return a count or an error. */
enum error_code {
  ERROR_NONE = 0,
#define X(name, slug, status, exit) ERROR_##name = -1 - ERROR_INDEX_##name,
  ERROR_MAP(X)
#undef X
};

/* At most this many faults are kept; `omitted` counts the rest. */
#define ERROR_FAULTS_MAX 1000

/* One wrong field. All strings are owned by the error. */
struct error_fault {
  char *field; /* path in the input, "statuses[0].kind"; "" for the whole */
  char *code;  /* stable, for programs: "required", "overlap", ... */
  char *zh;
  char *en;
};

/* Caller's memory; error_init first, error_fini last; any thread, one at a
 * time. */
struct error {
  enum error_code code;
  char *zh; /* what happened and what to do; may be NULL */
  char *en;
  struct error_fault *faults;
  size_t fault_count;
  size_t omitted;
};

void error_init(struct error *err);
void error_fini(struct error *err);

/* Sets code and text (the first one said stays) and returns `code`. `err` may
 * be NULL. Both texts take the same arguments. */
int error_set(struct error *err, enum error_code code, const char *zh,
              const char *en, ...) __attribute__((format(printf, 4, 5)));

/* Adds a fault to `field`; the code becomes ERROR_INPUT if none was set.
 * Returns the error's code. */
int error_fault(struct error *err, const char *field, const char *code,
                const char *zh, const char *en, ...)
    __attribute__((format(printf, 5, 6)));

/* Moves `from` into `to` (which is released first); `from` is left empty. */
void error_move(struct error *to, struct error *from);

const char *error_slug(enum error_code code); /* "input" */
int error_http_status(enum error_code code);  /* 422 */
int error_exit_status(enum error_code code);  /* 1 */
const char *error_title(enum error_code code, bool zh);
/* The sentence; where there are only faults, one that points to them. Never
 * NULL; the error's own memory. */
const char *error_detail(const struct error *err, bool zh);
/* What the system says of an errno, in Chinese; strerror has the English. Never
 * NULL; constant. */
const char *error_system(int number);
/* The code of a slug; ERROR_INTERNAL for one that is not known. */
enum error_code error_from_slug(const char *slug);

#endif
