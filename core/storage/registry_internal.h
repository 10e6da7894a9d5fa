/* Shared by registry.c, homes.c and accounts.c only. */
#ifndef SONGHE_STORAGE_REGISTRY_INTERNAL_H
#define SONGHE_STORAGE_REGISTRY_INTERNAL_H

#include "storage/internal.h"
#include "storage/registry.h"

struct registry {
  char *dir;
  int lock; /* registry.lock, -1: none */
  struct storage_conn *conn;
  pthread_mutex_t mutex; /* held during each call */
};

int registry_memory(struct error *err);

#endif
