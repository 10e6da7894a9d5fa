/* Inside plugin/: answers one ASK. */
#ifndef SONGHE_PLUGIN_ASK_H
#define SONGHE_PLUGIN_ASK_H

#include "plugin/call.h"

/* What a runner is killed for. */
struct plugin_abuse {
  const char *zh;
  const char *en;
};
extern const struct plugin_abuse plugin_abuse_wire; /* not as agreed */

/* What one call has used up. */
struct plugin_budget {
  int asks;
  int rows;
  int published;
  int64_t bytes;
};

/* Serves the question in `wire`. Returns 0 with *answer (maybe NULL) or the
 * refusal in `err`; ERROR_USAGE when the question itself is malformed or over
 * a budget: then *abuse says which, and the runner is to be killed. */
int plugin_ask_serve(const struct plugin_call *call,
                     struct plugin_budget *budget, const struct wire *wire,
                     json_t **answer, const struct plugin_abuse **abuse,
                     struct error *err);

#endif
