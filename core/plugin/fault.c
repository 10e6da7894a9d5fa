#include "plugin/fault.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static void fault_replace(char **text, const char *by) {
  char *copy = strdup(by);

  if (copy != NULL) {
    free(*text);
    *text = copy;
  }
}

int plugin_fault(struct error *err, const char *field, const char *code,
                 const char *zh, const char *en) {
  size_t before = err->fault_count;
  int rc = error_fault(err, field, code, "%s", "%s", zh);

  if (err->fault_count > before)
    fault_replace(&err->faults[before].en, en);
  return rc;
}

int plugin_error(struct error *err, enum error_code code, const char *zh,
                 const char *en) {
  bool first = err->zh == NULL && err->en == NULL;
  int rc = error_set(err, code, "%s", "%s", zh);

  if (first)
    fault_replace(&err->en, en);
  return rc;
}
