/* The list of addresses: what it takes, what it refuses, whom it lets in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "web/http_allow.h"

/* Whether `address` is in the list `text`; the list must be good. */
static bool has(const char *text, const char *address) {
  struct http_allow allow;
  struct error err;

  error_init(&err);
  assert_int_equal(http_allow_read(&allow, text, &err), 0);
  error_fini(&err);
  return http_allow_has(&allow, address);
}

static void refused(const char *text, const char *want) {
  struct http_allow allow;
  struct error err;

  error_init(&err);
  assert_int_equal(http_allow_read(&allow, text, &err), ERROR_USAGE);
  if (strstr(err.en, want) == NULL)
    fail_msg("\"%s\" gave: %s", text, err.en);
  error_fini(&err);
}

static void test_ranges(void **state) {
  (void)state;
  assert_true(has("192.168.1.0/24", "192.168.1.0"));
  assert_true(has("192.168.1.0/24", "192.168.1.255"));
  assert_false(has("192.168.1.0/24", "192.168.2.0"));
  assert_false(has("192.168.1.0/24", "192.168.0.255"));
  assert_true(has("10.16.0.0/12", "10.31.255.255"));
  assert_false(has("10.16.0.0/12", "10.32.0.0"));
  assert_true(has("192.168.1.128/25", "192.168.1.200"));
  assert_false(has("192.168.1.128/25", "192.168.1.127"));
  assert_true(has("10.0.0.7", "10.0.0.7"));
  assert_true(has("10.0.0.7/32", "10.0.0.7"));
  assert_false(has("10.0.0.7", "10.0.0.6"));
  assert_true(has("10.0.0.7,192.168.1.0/24", "192.168.1.9"));
  assert_false(has("10.0.0.7,192.168.1.0/24", "10.0.0.8"));
}

static void test_version_6(void **state) {
  (void)state;
  assert_true(has("fd00:1::/32", "fd00:1:ffff::9"));
  assert_false(has("fd00:1::/32", "fd00:2::9"));
  assert_true(has("fd00::1", "fd00:0:0::1"));
  /* an IPv4 station that a socket of both kinds shows in IPv6 form */
  assert_true(has("192.168.1.0/24", "::ffff:192.168.1.9"));
  assert_false(has("192.168.1.0/24", "::ffff:192.168.2.9"));
  assert_false(has("192.168.1.0/24", "fd00::1"));
  assert_false(has("fd00::/8", "192.168.1.9"));
}

static void test_what_is_no_address(void **state) {
  (void)state;
  refused("", "no address");
  refused("office", "no address");
  refused("192.168.1", "no address");
  refused("192.168.1.0/", "no address");
  refused("192.168.1.0/x", "no address");
  refused("192.168.1.0/24x", "no address");
  refused("192.168.1.0/-1", "no address");
  refused("192.168.1.0/+24", "no address");
  refused("192.168.1.0/33", "no address");
  refused("192.168.1.0/99999999999999999999", "no address");
  refused("fd00::/129", "no address");
  refused("192.168.1.0/24,", "no address");
  refused(",192.168.1.0/24", "no address");
  refused("192.168.1.0/24, 10.0.0.7", "no address");
  refused("0.0.0.0/0", "nearly everybody");
  refused("::/0", "nearly everybody");
  refused("192.168.1.7/24", "contradicts");
  refused("fd00::7/64", "contradicts");
  refused("1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17", "no address");
  assert_false(has("10.0.0.7", "nonsense"));
  assert_false(has("10.0.0.7", ""));
}

static void test_bounds(void **state) {
  char text[HTTP_ALLOW_MAX * 16 + 32] = "";
  (void)state;
  for (int i = 0; i < HTTP_ALLOW_MAX; i++)
    strcat(text, i == 0 ? "10.0.0.1" : ",10.0.0.1");
  assert_true(has(text, "10.0.0.1"));
  strcat(text, ",10.0.0.1");
  refused(text, "16 ranges");
  memset(text, '1', sizeof text - 1);
  text[sizeof text - 1] = '\0';
  refused(text, "too long");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_ranges),
      cmocka_unit_test(test_version_6),
      cmocka_unit_test(test_what_is_no_address),
      cmocka_unit_test(test_bounds),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
