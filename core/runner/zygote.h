/* The zygote: a small single-threaded process that forks runners on request.
 *
 * The host speaks to it over one SOCK_SEQPACKET socket on descriptor 3, one
 * request and one reply at a time; no request arrives while the zygote still
 * works on another. It ends when the host's end closes. */
#ifndef SONGHE_RUNNER_ZYGOTE_H
#define SONGHE_RUNNER_ZYGOTE_H

#include <stdint.h>
#include <sys/types.h>

#define ZYGOTE_FD 3
#define ZYGOTE_PROTOCOL 1

enum zygote_request_kind {
  ZYGOTE_SPAWN = 1, /* fork a runner; its socket and pidfd come back */
  ZYGOTE_STATUS = 2 /* how did this runner end? waits for its end */
};

struct zygote_request {
  uint32_t protocol; /* ZYGOTE_PROTOCOL */
  uint32_t kind;     /* enum zygote_request_kind */
  int64_t pid;       /* of ZYGOTE_STATUS */
};

/* With ZYGOTE_SPAWN two descriptors travel beside it: socket, pidfd. */
struct zygote_reply {
  int32_t error;  /* 0 or an errno */
  int32_t status; /* as waitpid gives it; ZYGOTE_STATUS only */
  int64_t pid;
};

/* Serves until the host is gone; returns the exit status of the program. */
int zygote_run(void);

#endif
