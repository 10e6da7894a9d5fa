/* The host's log: one event, one line, on standard error. Control characters
 * are escaped. Never health data, names or secrets. */
#ifndef SONGHE_BASE_LOG_H
#define SONGHE_BASE_LOG_H

#include <stdbool.h>

enum log_level { LOG_ERROR, LOG_WARN, LOG_INFO, LOG_DEBUG };

void log_set_level(enum log_level level);
/* While it is on, only what is wrong is written: the disk is short of room. */
void log_spare(bool on);

/* `what` names the part: "storage", "plugin beds". Any thread. */
void log_line(enum log_level level, const char *what, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
