/* The desk's files, from the program itself. */
#include <string.h>
#include <strings.h>

#include "web/http_inside.h"

#define ETAG_SIZE 96

const struct http_asset *http_asset_find(const struct http_config *config,
                                         const char *path) {
  if (strcmp(path, "/") == 0)
    path = "/index.html";
  for (size_t i = 0; i < config->asset_count; i++)
    if (strcmp(config->assets[i].path, path) == 0)
      return &config->assets[i];
  return NULL;
}

/* Whether a comma-separated list holds `word`, parameters aside; a q of zero
 * means it does not. */
static bool list_has(struct http_text list, const char *word) {
  size_t len = strlen(word);
  const char *at = list.data;
  const char *stop = list.data == NULL ? NULL : list.data + list.len;
  while (at != NULL && at < stop) {
    while (at < stop && (*at == ' ' || *at == ','))
      at++;
    const char *comma = memchr(at, ',', (size_t)(stop - at));
    const char *end = comma == NULL ? stop : comma;
    size_t left = (size_t)(end - at);
    if (left >= len && strncasecmp(at, word, len) == 0 &&
        (left == len || at[len] == ' ' || at[len] == ';'))
      return memmem(at, left, "q=0", 3) == NULL ||
             memmem(at, left, "q=0.", 4) != NULL;
    at = end;
  }
  return false;
}

void http_asset_answer(const struct http_asset *asset,
                       struct http_request *request) {
  bool gzip = asset->gzip != NULL &&
              list_has(http_header(request, "accept-encoding"), "gzip");
  char etag[ETAG_SIZE];
  /* Two encodings are two representations: each has a tag of its own. */
  size_t len = strnlen(asset->etag, ETAG_SIZE - 8);
  etag[0] = '"';
  memcpy(etag + 1, asset->etag, len);
  strcpy(etag + 1 + len, gzip ? "-gz\"" : "\"");
  struct http_answer answer = {
      .status = 200,
      .type = asset->type,
      .fixed = gzip ? asset->gzip : asset->bytes,
      .fixed_len = gzip ? asset->gzip_len : asset->len,
      .cache =
          asset->immutable ? "public, max-age=31536000, immutable" : "no-cache",
      .headers = {{"ETag", etag}, {"Vary", "Accept-Encoding"}},
  };
  if (gzip)
    answer.headers[2] = (struct http_pair){"Content-Encoding", "gzip"};
  struct http_text known = http_header(request, "if-none-match");
  if (list_has(known, etag))
    answer.status = 304;
  http_answer(request->handle, &answer);
}
