/* The host's log: one event, one line, on standard error. Control characters
 * are escaped. Never health data, names or secrets. */
#ifndef SONGHE_BASE_LOG_H
#define SONGHE_BASE_LOG_H

enum log_level { LOG_ERROR, LOG_WARN, LOG_INFO, LOG_DEBUG };

void log_set_level(enum log_level level);

/* `what` names the part: "storage", "plugin beds". Any thread. */
void log_line(enum log_level level, const char *what, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
