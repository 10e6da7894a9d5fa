/* `songhe schedule expand` alone, for the oracle: the same arguments. */
#include <stdio.h>

#include "schedule/print.h"

int main(int argc, char **argv) {
  struct error err;
  error_init(&err);
  struct buf out;
  buf_init(&out);
  int rc = schedule_expand_print(argc - 1, argv + 1, &out, &err);
  if (rc == 0)
    fwrite(out.data, 1, out.len, stdout);
  buf_fini(&out);
  if (rc != 0) {
    fprintf(stderr, "%s\n", err.en != NULL ? err.en : "");
    for (size_t i = 0; i < err.fault_count; i++)
      fprintf(stderr, "  %s (%s): %s\n", err.faults[i].field,
              err.faults[i].code, err.faults[i].en);
  }
  int exit_status = rc == 0 ? 0 : error_exit_status(err.code);
  error_fini(&err);
  return exit_status;
}
