/* What the access log is told of an ask. Only home/ includes it. */
#ifndef SONGHE_HOME_ACCESS_H
#define SONGHE_HOME_ACCESS_H

#include "home/work.h"

/* After an ask that came to `rc`: notes it when it read residents' records
 * (`read`) or was refused. Returns `rc`, or an error when the log has no room:
 * nothing may be shown then. */
int access_note_ask(struct work *work, bool read, int rc, struct error *err);

/* Executor, after a turn: when the log wants the next one. */
void access_after_turn(struct home *home);

#endif
