/* The guard over a request's head, byte by byte and all at once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "web/http_guard.h"

static struct http_head head;

/* Feeds `step` bytes at a time; the first verdict that is not "more". */
static int feed(const char *data, size_t len, size_t step) {
  http_guard_init(&head, data);
  for (size_t at = 0; at < len;) {
    at = at + step < len ? at + step : len;
    int rc = http_guard_feed(&head, at);
    if (rc != 0)
      return rc;
  }
  return 0;
}

#define FEED(text, step) feed(text, sizeof(text) - 1, step)

struct verdict {
  const char *text;
  size_t len;
  int rc;
};

#define CASE(text, rc)                                                         \
  { text, sizeof(text) - 1, rc }
#define H "Host: a\r\n"

static const struct verdict verdicts[] = {
    CASE("GET / HTTP/1.1\r\n" H "\r\n", 1),
    CASE("GET / HTTP/1.0\r\n\r\n", 1),
    CASE("\r\n\r\nGET / HTTP/1.1\r\n" H "\r\n", 1),
    CASE("GET / HTTP/1.1\r\n" H "X:\r\n\r\n", 1),
    CASE("GET / HTTP/1.1\r\n" H "X: a\tb \xe5\xba\x8a\r\n\r\n", 1),
    CASE("POST / HTTP/1.1\r\n" H "Content-Length: 3\r\n\r\n", 1),
    CASE("POST / HTTP/1.1\r\n" H "transfer-encoding: Chunked\r\n\r\n", 1),
    CASE("GET / HTTP/1.1\r\n" H, 0),
    CASE("GET / HTTP/1.1\r\n" H "\r", 0),
    /* line ends */
    CASE("GET / HTTP/1.1\n" H "\r\n", -400),
    CASE("GET / HTTP/1.1\r\nHost: a\n\r\n", -400),
    CASE("GET / HTTP/1.1\r" H "\r\n", -400),
    CASE("GET / HTTP/1.1\r\nHost: a\r\r\n", -400),
    CASE("\nGET / HTTP/1.1\r\n", -400),
    CASE("\r\n\r\n\r\n\r\n\r\nGET / HTTP/1.1\r\n", -400),
    /* controls and folding */
    CASE("GET / HTTP/1.1\r\nHost: a\0b\r\n", -400),
    CASE("GET /\0 HTTP/1.1\r\n", -400),
    CASE("GET / HTTP/1.1\r\nX: \x0b\r\n", -400),
    CASE("GET / HTTP/1.1\r\nX: \x7f\r\n", -400),
    CASE("GET / HTTP/1.1\r\nX: a\r\n b\r\n", -400),
    CASE("GET / HTTP/1.1\r\nX: a\r\n\tb\r\n", -400),
    CASE("GET / HTTP/1.1\r\n Host: a\r\n", -400),
    /* names */
    CASE("GET / HTTP/1.1\r\nHost : a\r\n", -400),
    CASE("GET / HTTP/1.1\r\n: a\r\n", -400),
    CASE("GET / HTTP/1.1\r\nX\r\n", -400),
    CASE("GET / HTTP/1.1\r\nX@: a\r\n", -400),
    CASE("GET / HTTP/1.1\r\n\xc3\xa9: a\r\n", -400),
    /* request line */
    CASE("GET  / HTTP/1.1\r\n", -400),
    CASE("GET / a HTTP/1.1\r\n", -400),
    CASE(" GET / HTTP/1.1\r\n", -400),
    CASE("GET / HTTP/1.1 \r\n", -400),
    CASE("GET /\tHTTP/1.1\r\n", -400),
    CASE("GET /\r\n", -400),
    CASE("GET\r\n", -400),
    CASE("GET http://a/ HTTP/1.1\r\n", -400),
    CASE("GET * HTTP/1.1\r\n", -400),
    CASE("GET /\xe5 HTTP/1.1\r\n", -400),
    CASE("GET /#a HTTP/1.1\r\n", -400),
    CASE("G@T / HTTP/1.1\r\n", -400),
    CASE("get / HTTP/1.1\r\n", -501),
    CASE("TRACE / HTTP/1.1\r\n", -501),
    CASE("CONNECT a:1 HTTP/1.1\r\n", -501),
    CASE("PRI * HTTP/2.0\r\n", -505),
    CASE("GET / HTTP/1.2\r\n", -505),
    CASE("GET / http/1.1\r\n", -400),
    /* framing */
    CASE("GET / HTTP/1.1\r\n\r\n", -400),
    CASE("GET / HTTP/1.1\r\n" H "host: a\r\n", -400),
    CASE("POST / HTTP/1.1\r\nContent-Length: 1\r\ncontent-length: 1\r\n", -400),
    CASE("POST / HTTP/1.1\r\nContent-Length: 1, 1\r\n", -400),
    CASE("POST / HTTP/1.1\r\nContent-Length: +1\r\n", -400),
    CASE("POST / HTTP/1.1\r\nContent-Length: -1\r\n", -400),
    CASE("POST / HTTP/1.1\r\nContent-Length: 0x1\r\n", -400),
    CASE("POST / HTTP/1.1\r\nContent-Length:\r\n", -400),
    CASE("POST / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n", -400),
    CASE("POST / HTTP/1.1\r\n" H
         "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
         -400),
    CASE("POST / HTTP/1.1\r\n" H
         "Transfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n",
         -400),
    CASE("POST / HTTP/1.0\r\n" H "Transfer-Encoding: chunked\r\n\r\n", -400),
    CASE("POST / HTTP/1.1\r\nTransfer-Encoding: identity\r\n", -501),
    CASE("POST / HTTP/1.1\r\nTransfer-Encoding: gzip, chunked\r\n", -501),
    CASE("POST / HTTP/1.1\r\nTransfer-Encoding: xchunked\r\n", -501),
    CASE("GET / HTTP/1.1\r\nCookie: a\r\nCookie: b\r\n", -400),
    CASE("GET / HTTP/1.1\r\nOrigin: a\r\norigin: b\r\n", -400),
};

static void gives_its_verdict_however_bytes_come(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof(verdicts) / sizeof(verdicts[0]); i++) {
    const struct verdict *want = &verdicts[i];
    for (size_t step = 1; step <= want->len; step++) {
      int rc = feed(want->text, want->len, step);
      if (rc != want->rc)
        fail_msg("%s: %d, not %d, at steps of %zu", want->text, rc, want->rc,
                 step);
      if (rc < 0) {
        assert_non_null(head.zh);
        assert_non_null(head.en);
      }
    }
  }
}

static void finds_headers(void **state) {
  (void)state;
  int rc = FEED("\r\nPOST /a?b=c HTTP/1.1\r\nHost:a.b:7300\r\n"
                "X-Empty: \t \r\nX-Two: one \r\nX-TWO: two\r\n"
                "Content-Length: 007\r\n\r\nrest",
                3);
  assert_int_equal(rc, 1);
  assert_int_equal(head.method, HTTP_METHOD_POST);
  assert_int_equal(head.start, 2);
  assert_int_equal(head.field_count, 5);
  assert_int_equal(head.length, 7);
  assert_memory_equal(head.data + head.target, "/a?b=c", head.target_len);
  assert_memory_equal(head.data + head.pos, "rest", 4);
  struct http_text text = http_head_find(&head, "HOST");
  assert_int_equal(text.len, 8);
  assert_memory_equal(text.data, "a.b:7300", 8);
  text = http_head_find(&head, "x-two");
  assert_int_equal(text.len, 3);
  text = http_head_find(&head, "x-empty");
  assert_non_null(text.data);
  assert_int_equal(text.len, 0);
  assert_null(http_head_find(&head, "x-none").data);
}

/* A head with a request line and headers of exactly these sizes. */
static int sized(size_t line, size_t headers) {
  static char data[HTTP_LINE_MAX + HTTP_HEAD_MAX + 64];
  memset(data, 'a', sizeof(data));
  memcpy(data, "GET /", 5);
  memcpy(data + line - 11, " HTTP/1.1\r\n", 11);
  memcpy(data + line, "Host: a\r\nX: ", 12);
  memcpy(data + line + headers - 4, "\r\n\r\n", 4);
  return feed(data, line + headers, 1);
}

static void holds_to_its_limits(void **state) {
  char many[2048] = "GET / HTTP/1.1\r\n" H;
  (void)state;
  assert_int_equal(sized(HTTP_LINE_MAX, HTTP_HEAD_MAX), 1);
  assert_int_equal(sized(HTTP_LINE_MAX + 1, 100), -414);
  assert_int_equal(sized(100, HTTP_HEAD_MAX + 1), -431);
  for (int i = 1; i < HTTP_FIELDS_MAX; i++)
    strcat(many, "X: a\r\n");
  size_t len = strlen(many);
  strcat(many, "\r\n");
  assert_int_equal(feed(many, len + 2, 1), 1);
  strcpy(many + len, "X: a\r\n");
  assert_int_equal(feed(many, len + 6, 1), -431);
}

/* A line that never ends is refused when it is too long, not kept waiting. */
static void refuses_a_line_without_end(void **state) {
  static char data[HTTP_LINE_MAX + 8];
  (void)state;
  memset(data, 'G', sizeof(data));
  assert_int_equal(feed(data, HTTP_LINE_MAX, 1), 0);
  assert_int_equal(feed(data, HTTP_LINE_MAX + 1, 1), -414);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(gives_its_verdict_however_bytes_come),
      cmocka_unit_test(finds_headers),
      cmocka_unit_test(holds_to_its_limits),
      cmocka_unit_test(refuses_a_line_without_end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
