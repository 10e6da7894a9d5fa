/* The runner from inside, without its walls: every allocation fails in turn
 * over a whole load and call; messages that are rubbish. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/pack.h"
#include "runner/runner.h"

static const char plugin[] =
    "local rules = require 'rules'\n"
    "return { rules = rules, data = { a = { 1, 2 } }, actions = { go = { run "
    "= function(call, home)\n"
    "  local t = {}\n"
    "  for i = 1, 20 do t[i] = { n = i, s = string.rep('x', i) } end\n"
    "  local ok, e = pcall(error, { 'caught' })\n"
    "  assert(not ok and e[1] == 'caught')\n"
    "  for k, v in pairs { b = 1, a = 2 } do t[#t + 1] = { n = v, s = k } end\n"
    "  return { rows = t, twice = call.rules.twice(call.input.n) }\n"
    "end } } }";

static void send_message(int fd, uint8_t kind, json_t *body) {
  struct buf buf;

  buf_init(&buf);
  wire_begin(&buf);
  assert_int_equal(pack_write(&buf, body), 0);
  assert_int_equal(wire_send(fd, kind, 1, &buf, 0), 0);
  buf_fini(&buf);
  json_decref(body);
}

/* One exchange; the kind of the answer. Its body in *out unless NULL. */
static uint8_t exchange(struct runner *runner, int fd, uint8_t kind,
                        json_t *body, json_t **out) {
  struct wire wire;
  uint8_t answer;

  send_message(fd, kind, body);
  assert_true(runner_serve_one(runner));
  wire_init(&wire);
  assert_int_equal(wire_receive(fd, &wire, 0), 0);
  answer = wire.kind;
  if (out != NULL)
    assert_int_equal(pack_read(wire.body, wire.len, out), 0);
  wire_fini(&wire);
  return answer;
}

static json_t *load_body(void) {
  return json_pack(
      "{s:{s:s, s:s}, s:b}", "files", "plugin.lua", plugin, "rules.lua",
      "return { twice = function(n) return 2 * n end }", "describe", 1);
}

static json_t *call_body(void) {
  return json_pack("{s:s, s:s, s:{s:{s:i}}}", "kind", "action", "name", "go",
                   "call", "input", "n", 21);
}

/* Loads and calls with the allocation `fail_at` (from now) failing, and all
 * after it. True when all went well. */
static bool attempt(int64_t fail_at, bool while_loading) {
  struct runner *runner = calloc(1, sizeof *runner);
  int pair[2];
  bool good = false;
  json_t *out = NULL;
  uint8_t kind;

  assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
  assert_int_equal(runner_init(runner, pair[0]), 0);
  if (while_loading)
    runner->memory.fail_at = fail_at;
  kind = exchange(runner, pair[1], FRAME_LOAD, load_body(), &out);
  if (kind == FRAME_DONE) {
    json_decref(out);
    if (!while_loading)
      runner->memory.fail_at = fail_at;
    kind = exchange(runner, pair[1], FRAME_CALL, call_body(), &out);
    good = kind == FRAME_DONE;
  }
  if (good)
    assert_int_equal(json_integer_value(json_object_get(out, "twice")), 42);
  else
    assert_string_equal(json_string_value(json_object_get(out, "kind")),
                        "memory");
  json_decref(out);
  /* the next call of a runner that has memory again works */
  runner->memory.fail_at = 0;
  if (!good && runner->loaded)
    assert_int_equal(exchange(runner, pair[1], FRAME_CALL, call_body(), NULL),
                     FRAME_DONE);
  runner_fini(runner);
  free(runner);
  close(pair[0]);
  close(pair[1]);
  return good;
}

static void test_every_allocation(void **state) {
  int64_t k = 1;

  (void)state;
  while (!attempt(k, true))
    k++;
  print_message("%lld allocations failed while loading\n", (long long)k - 1);
  assert_true(k > 100);
  k = 1;
  while (!attempt(k, false))
    k++;
  print_message("%lld allocations failed in the call\n", (long long)k - 1);
  assert_true(k > 40);
}

/* All memory is given back when a state closes. */
static void test_no_leak(void **state) {
  struct runner *runner = calloc(1, sizeof *runner);
  lua_State *L;

  (void)state;
  assert_int_equal(runner_init(runner, -1), 0);
  L = runner->L;
  lua_gc(L, LUA_GCCOLLECT, 0);
  assert_true(runner->memory.used > 1000);
  runner->L = NULL;
  lua_close(L);
  assert_int_equal(runner->memory.used, 0);
  runner_fini(runner);
  free(runner);
}

/* A little generator of our own: the same bytes on every machine. */
static uint32_t next_random(uint32_t *state) {
  *state = *state * 1664525u + 1013904223u;
  return *state >> 8;
}

static void test_rubbish(void **state) {
  uint32_t seed = 7;
  json_t *good = load_body();
  struct buf buf;

  (void)state;
  buf_init(&buf);
  pack_write(&buf, good);
  json_decref(good);
  assert_int_equal(wire_check(buf.data, buf.len), 0);
  for (int round = 0; round < 20000; round++) {
    char *bytes = malloc(buf.len);
    size_t len = 1 + next_random(&seed) % buf.len;
    json_t *value = NULL;
    memcpy(bytes, buf.data, buf.len);
    for (int i = 0; i < 4; i++)
      bytes[next_random(&seed) % len] = (char)next_random(&seed);
    /* what the check lets through, the reader must survive */
    if (wire_check(bytes, len) == 0 && pack_read(bytes, len, &value) == 0)
      json_decref(value);
    free(bytes);
  }
  buf_fini(&buf);
}

static void test_bombs(void **state) {
  static const char nested[] = {(char)0xdd, (char)0xff, (char)0xff, (char)0xff,
                                (char)0xff};
  static const char short_text[] = {(char)0xdb, 0, 0, 0, 9, 'x'};
  static const char extension[] = {(char)0xc7, 1, 1, 1};
  static const char real[] = {(char)0xca, 0, 0, 0, 0};
  static const char two[] = {1, 2};

  (void)state;
  assert_true(wire_check(nested, sizeof nested) < 0);
  assert_true(wire_check(short_text, sizeof short_text) < 0);
  assert_true(wire_check(extension, sizeof extension) < 0);
  assert_true(wire_check(real, sizeof real) < 0);
  assert_true(wire_check(two, sizeof two) < 0);
  assert_true(wire_check("", 0) < 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_every_allocation), cmocka_unit_test(test_no_leak),
      cmocka_unit_test(test_rubbish), cmocka_unit_test(test_bombs)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
