/* Guard, then parser, over one input: what the guard lets through the parser
 * must read in the same way, and the guard's verdict must not depend on how
 * the bytes were cut. */
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "web/http_inside.h"

struct seen {
  unsigned fields;
  bool complete;
};

static int on_field(llhttp_t *parser) {
  ((struct seen *)parser->data)->fields++;
  return 0;
}

static int on_complete(llhttp_t *parser) {
  ((struct seen *)parser->data)->complete = true;
  return HPE_PAUSED;
}

static const llhttp_settings_t settings = {
    .on_header_field_complete = on_field,
    .on_message_complete = on_complete,
};

static void must(bool holds) {
  if (!holds)
    abort();
}

static int feed(struct http_head *head, const char *data, size_t len,
                size_t step) {
  http_guard_init(head, data);
  for (size_t at = 0; at < len;) {
    at = step < len - at ? at + step : len;
    int rc = http_guard_feed(head, at);
    if (rc != 0)
      return rc;
  }
  return 0;
}

static void check_parser(const struct http_head *head) {
  llhttp_t parser;
  struct seen seen = {0, false};
  llhttp_init(&parser, HTTP_REQUEST, &settings);
  parser.data = &seen;
  enum llhttp_errno rc = llhttp_execute(&parser, head->data + head->start,
                                        head->pos - head->start);
  if (rc != HPE_OK && rc != HPE_PAUSED)
    return; /* stricter than the guard: the server refuses, too */
  bool empty = !head->chunked && head->length == 0;
  must(seen.fields == head->field_count);
  if (!parser.upgrade)
    must(seen.complete == empty);
  if (!empty && !head->chunked)
    must(parser.content_length == head->length);
}

static void check_target(const struct http_head *head) {
  static char text[CONN_TEXT_SIZE];
  static struct http_request request;
  if (http_target_decode(&request, head->data + head->target, head->target_len,
                         text, sizeof(text)) != 0)
    return;
  must(request.path[0] == '/' && strstr(request.path, "/../") == NULL);
  for (size_t i = 0; i < request.query_count; i++)
    must(request.query[i].name != NULL && request.query[i].value != NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static struct http_head whole;
  static struct http_head pieces;
  char *copy;
  if (size == 0 || size > CONN_IN_SIZE)
    return 0;
  copy = malloc(size); /* of its exact size, so that a read past it shows */
  if (copy == NULL)
    return 0;
  memcpy(copy, data, size);
  int rc = feed(&whole, copy, size, size);
  must(feed(&pieces, copy, size, 1 + data[size - 1] % 7) == rc);
  must(pieces.pos == whole.pos && pieces.field_count == whole.field_count);
  if (rc == 1) {
    check_parser(&whole);
    check_target(&whole);
  }
  free(copy);
  return 0;
}
