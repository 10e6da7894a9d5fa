/* The web server of a host: HTTP API version 1 (docs/api.md), the desk, the
 * live stream. */
#ifndef SONGHE_WEB_WEB_H
#define SONGHE_WEB_WEB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "home/host.h"

struct http_asset;

/* Opens the host to the local network. Texts are borrowed. */
struct web_lan {
  const char *allow; /* "192.168.1.0/24,10.0.0.7": who may connect */
  const char *name;  /* of this computer in addresses; NULL: its host name */
  const char *cert;  /* PEM files of a certificate and its key; NULL: our own */
  const char *key;
  const char *own; /* where our own lies, and is made when it is missing */
};

struct web_options {
  const char *address;             /* loopback only without lan; "127.0.0.1" */
  const struct web_lan *lan;       /* NULL: plain HTTP, this computer only */
  int port;                        /* 0: any free one */
  const char *socket;              /* path of the Unix socket, DIR/host.sock */
  const char *paper;               /* path of songhe-paper, for imports */
  const struct http_asset *assets; /* the desk; static memory */
  size_t asset_count;
  int64_t idle_ms; /* a session without requests ends; 0: 10 minutes */
  /* Listening now; the certificate's fingerprint, or NULL. May be NULL. */
  void (*ready)(void *context, const char *url, const char *fingerprint);
  void *context;
};

/* Runs the loop on the calling thread until SIGINT or SIGTERM; requests under
 * way are answered first. The host stays open: its owner closes it. One at a
 * time in a process. */
int web_serve(struct host *host, const struct web_options *options,
              struct error *err);

#endif
