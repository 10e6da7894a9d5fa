/* What `songhe schedule expand` does. */
#ifndef SONGHE_SCHEDULE_PRINT_H
#define SONGHE_SCHEDULE_PRINT_H

#include "base/buf.h"
#include "base/error.h"

/* Occurrences printed when neither the call nor a rule sets an end, and at
 * most. */
#define SCHEDULE_PRINT_DEFAULT 100
#define SCHEDULE_PRINT_MAX 1000000
/* Calls of expand_next in a row that find nothing before the rule is refused:
 * fifty million steps, about a second. */
#define SCHEDULE_PRINT_CALLS 2500

/* The arguments after "expand": --start LOCAL, --rrule R, --exrule R, --rdate
 * L, --exdate L (these four may be repeated), --zone Z (UTC without it),
 * --after L, --until L, --count N, --gaps yes. Appends one ISO 8601 instant
 * with offset a line; with --gaps, " gap" and the planned time follow where
 * the clock skips it. Returns 0, ERROR_USAGE or ERROR_INPUT. */
int schedule_expand_print(int argc, char **argv, struct buf *out,
                          struct error *err);

#endif
