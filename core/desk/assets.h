#ifndef SONGHE_DESK_ASSETS_H
#define SONGHE_DESK_ASSETS_H
/* The desk's files, inside the program: made by build.mjs from src/. All
 * memory is static and never changes. */
#include <stdbool.h>
#include <stddef.h>

/* One file as the host serves it. */
struct desk_asset {
  const char *path;           /* "/app-3F9A.js"; "/index.html" is the page */
  const char *type;           /* media type with charset */
  const unsigned char *bytes; /* the file */
  size_t len;
  const unsigned char *gzip; /* the same compressed */
  size_t gzip_len;
  const char *etag; /* 32 hex digits of the bytes' SHA-256, without quotes */
  bool immutable;   /* the path holds a hash of the content */
};

extern const struct desk_asset desk_assets[];
extern const size_t desk_asset_count;

#endif
