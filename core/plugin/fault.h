/* Inside plugin/: faults and errors whose two texts are already made. */
#ifndef SONGHE_PLUGIN_FAULT_H
#define SONGHE_PLUGIN_FAULT_H

#include "base/error.h"

/* error_fault and error_set give both texts the same arguments; these take
 * each text as it is. */
int plugin_fault(struct error *err, const char *field, const char *code,
                 const char *zh, const char *en);
int plugin_error(struct error *err, enum error_code code, const char *zh,
                 const char *en);

#endif
