/* The web server of a host: HTTP API version 1, the desk, the live stream. */
#ifndef SONGHE_WEB_WEB_H
#define SONGHE_WEB_WEB_H

#include <stdbool.h>

#include "base/error.h"
#include "home/host.h"

struct web_options {
  const char *address; /* loopback only; "127.0.0.1" */
  int port;            /* 0: any free one */
  const char *socket;  /* path of the Unix socket, DIR/host.sock */
  void (*ready)(void *context, const char *url); /* listening now; may be NULL */
  void *context;
};

/* Runs the loop on the calling thread until SIGINT or SIGTERM; requests under
 * way are answered first. The host stays open: its owner closes it. */
int web_serve(struct host *host, const struct web_options *options,
              struct error *err);

#endif
