/* What somebody does to a home's file behind Songhe's back, and what verify
 * says of it. */
#ifndef SONGHE_TESTS_STORAGE_TAMPER_H
#define SONGHE_TESTS_STORAGE_TAMPER_H

#include "support.h"

/* What a person with a shell and the right to write does, and what is found. */
struct tamper {
  const char *sql;
  const char *field;
  const char *code;
};

static inline int verify(struct home *home, struct storage_verdict *verdict) {
  struct error err;
  int rc;

  error_init(&err);
  rc = storage_verify(home->dir, &home->options, NULL, verdict, &err);
  error_fini(&err);
  return rc;
}

static inline bool found(const struct storage_verdict *verdict,
                         const char *field, const char *code) {
  for (size_t i = 0; i < verdict->findings.fault_count; i++)
    if (strcmp(verdict->findings.faults[i].field, field) == 0 &&
        strcmp(verdict->findings.faults[i].code, code) == 0)
      return true;
  for (size_t i = 0; i < verdict->findings.fault_count; i++)
    print_error("  found: %s %s %s\n", verdict->findings.faults[i].field,
                verdict->findings.faults[i].code,
                verdict->findings.faults[i].en);
  return false;
}

/* Each by itself, on the home as it stands. */
static inline void each_is_found(struct home *home,
                                 const struct tamper *tampers, size_t count) {
  char line[256];

  storage_close(home->storage);
  home->storage = NULL;
  snprintf(line, sizeof line, "mkdir %s/keep && cp %s/home.db %s/mark %s/keep",
           home->dir, home->dir, home->dir, home->dir);
  assert_int_equal(system(line), 0);
  for (size_t i = 0; i < count; i++) {
    struct storage_verdict verdict;
    print_message("  %s\n", tampers[i].sql);
    assert_int_equal(shell(home, tampers[i].sql), SQLITE_OK);
    assert_int_equal(verify(home, &verdict), ERROR_CORRUPT);
    assert_true(found(&verdict, tampers[i].field, tampers[i].code));
    storage_verdict_fini(&verdict);
    snprintf(line, sizeof line,
             "rm -f %s/home.db*; cp %s/keep/home.db %s/keep/mark %s", home->dir,
             home->dir, home->dir, home->dir);
    assert_int_equal(system(line), 0);
  }
  home_open(home);
}

#endif
