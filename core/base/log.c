#include "base/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#define LOG_LINE_MAX 1024 /* bytes of one line; the rest is cut */

static _Atomic int log_level = LOG_INFO;
static _Atomic bool log_spares;

void log_set_level(enum log_level level) {
  log_level = (int)level;
}

void log_spare(bool on) {
  log_spares = on;
}

/* One event is one line: what could end it early is shown, not sent. */
static void log_flatten(char *text) {
  for (; *text != '\0'; text++)
    if ((unsigned char)*text < 0x20 || *text == 0x7f)
      *text = '?';
}

void log_line(enum log_level level, const char *what, const char *format, ...) {
  static const char *const names[] = {"error", "warn", "info", "debug"};
  char text[LOG_LINE_MAX - 96];
  char line[LOG_LINE_MAX];
  struct timespec now;
  struct tm utc;
  va_list args;
  int len;

  if ((int)level > log_level || (log_spares && level > LOG_WARN))
    return;
  va_start(args, format);
  vsnprintf(text, sizeof text, format, args);
  va_end(args);
  log_flatten(text);
  clock_gettime(CLOCK_REALTIME, &now);
  gmtime_r(&now.tv_sec, &utc);
  len = snprintf(line, sizeof line,
                 "%04d-%02d-%02dT%02d:%02d:%02dZ %s %.48s: %s\n",
                 utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday, utc.tm_hour,
                 utc.tm_min, utc.tm_sec, names[level], what, text);
  /* a log that can't be written must not stop the host */
  if (len > 0 && write(STDERR_FILENO, line, (size_t)len) < 0)
    return;
}
