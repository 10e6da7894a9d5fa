/* What `songhe schedule expand` does. */
#ifndef SONGHE_SCHEDULE_PRINT_H
#define SONGHE_SCHEDULE_PRINT_H

#include <stdio.h>

#include "base/error.h"

/* Occurrences printed when neither the call nor a rule sets an end, and at
 * most. */
#define SCHEDULE_PRINT_DEFAULT 100
#define SCHEDULE_PRINT_MAX 1000000

/* The arguments after "expand": --start LOCAL, --rrule R, --exrule R, --rdate
 * L, --exdate L (these four may be repeated), --zone Z (UTC without it),
 * --after L, --until L, --count N. Writes one ISO 8601 instant with offset a
 * line. Where the clock skips a planned time, a line in `notes` (may be NULL)
 * says so in both languages. Returns 0, ERROR_USAGE or ERROR_INPUT. */
int schedule_print(int argc, char **argv, FILE *out, FILE *notes,
                   struct error *err);

#endif
