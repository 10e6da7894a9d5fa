/* The host's end of the zygote: starts it, gets runners from it, kills them.
 *
 * All functions may be called from any thread. If the zygote dies, the next
 * spawn starts another; runners of the old one die with it. */
#ifndef SONGHE_PLUGIN_ZYGOTE_H
#define SONGHE_PLUGIN_ZYGOTE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"

struct plugin_zygote;

/* A runner's process. */
struct plugin_process {
  int fd;      /* socket to it */
  int pidfd;   /* by which it is killed, so never a stranger */
  int64_t pid; /* for the log and for plugin_zygote_status */
};

/* Starts `program` (the path of songhe-runner). Call before any thread is
 * started. */
int plugin_zygote_start(const char *program, struct plugin_zygote **out,
                        struct error *err);
void plugin_zygote_stop(struct plugin_zygote *zygote);

/* A fresh runner, about a millisecond. */
int plugin_zygote_spawn(struct plugin_zygote *zygote,
                        struct plugin_process *process, struct error *err);

/* Kills at once and closes. */
void plugin_process_kill(struct plugin_process *process);

/* How a runner that is dead or dying ended, for the log: "signal 31 (bad
 * system call)". Waits up to a second. */
void plugin_zygote_status(struct plugin_zygote *zygote, int64_t pid,
                          char text[80]);

#endif
