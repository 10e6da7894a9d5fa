/* Sessions, the brake on guessing, PIN stations and proofs, by a clock of our
 * own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "web/session.h"

#define MINUTE ((int64_t)60 * 1000)
#define HOUR (60 * MINUTE)
#define START ((int64_t)1000000)

static struct session *begin(struct session_book *book, int64_t account,
                             int64_t now, char token[SESSION_TOKEN]) {
  struct session_who who = {
      .account = account, .user = "nina", .source = "127.0.0.1"};
  return session_begin(book, &who, now, token);
}

static struct session *find(struct session_book *book, const char *token,
                            int64_t now) {
  return session_find(book, token, strlen(token), now);
}

static int setup(void **state) {
  *state = session_book_new(0);
  return *state == NULL;
}

static int teardown(void **state) {
  session_book_free(*state);
  return 0;
}

static void idle_and_limit(void **state) {
  struct session_book *book = *state;
  char token[SESSION_TOKEN];
  struct session *session = begin(book, 1, START, token);
  int64_t now;

  assert_ptr_equal(find(book, token, START + 10 * MINUTE - 1), session);
  session_touch(session, START + 9 * MINUTE);
  assert_ptr_equal(find(book, token, START + 18 * MINUTE), session);
  assert_null(find(book, token, START + 19 * MINUTE));
  assert_null(find(book, token, START)); /* ended for good */
  session = begin(book, 1, START, token);
  for (now = START; now < START + 12 * HOUR; now += 5 * MINUTE) {
    assert_ptr_equal(find(book, token, now), session);
    session_touch(session, now);
  }
  assert_null(find(book, token, START + 12 * HOUR));
}

static void tokens(void **state) {
  struct session_book *book = *state;
  char first[SESSION_TOKEN], second[SESSION_TOKEN], third[SESSION_TOKEN];
  struct session *one = begin(book, 1, START, first);
  struct session *two = begin(book, 1, START, second);
  uint64_t serial = one->serial;

  assert_string_not_equal(first, second);
  assert_null(memmem(book, sizeof(struct session) * SESSIONS_MAX, first,
                     SESSION_TOKEN - 1));
  session_rotate(one, third);
  assert_null(find(book, first, START));
  assert_ptr_equal(find(book, third, START), one);
  assert_int_equal(one->serial, serial);
  session_end_all(book, 1, one);
  assert_null(find(book, second, START));
  assert_int_equal(two->serial, 0);
  assert_ptr_equal(session_by_serial(book, serial, START), one);
  session_end(book, one);
  assert_null(session_by_serial(book, serial, START));
  assert_null(session_by_serial(book, 0, START));
}

static void full_book_drops_the_idlest(void **state) {
  struct session_book *book = *state;
  char tokens[SESSIONS_MAX + 1][SESSION_TOKEN];

  for (int i = 0; i < SESSIONS_MAX; i++)
    begin(book, i, START + (i == 7 ? 0 : 1 + i), tokens[i]);
  begin(book, 999, START + 1000, tokens[SESSIONS_MAX]);
  for (int i = 0; i <= SESSIONS_MAX; i++)
    assert_int_equal(find(book, tokens[i], START + 1000) == NULL, i == 7);
}

static void waits_double_and_end(void **state) {
  struct session_book *book = *state;
  int64_t now = START;
  int64_t want = 1000;

  for (int i = 0; i < 5; i++) {
    assert_int_equal(throttle_wait(book, "nina", "a", now), 0);
    throttle_try(book, "nina", "a", now);
  }
  for (int i = 0; i < 20; i++) {
    assert_int_equal(throttle_wait(book, "nina", "a", now), want);
    assert_int_equal(throttle_wait(book, "nina", "a", now + want - 1), 1);
    now += want;
    assert_int_equal(throttle_wait(book, "nina", "a", now), 0);
    throttle_try(book, "nina", "a", now);
    want = want * 2 < THROTTLE_WAIT_MAX ? want * 2 : THROTTLE_WAIT_MAX;
  }
  assert_int_equal(throttle_wait(book, "nina", "b", now), 0);
  assert_int_equal(throttle_wait(book, "mary", "a", now), 0);
  assert_int_equal(throttle_wait(book, "nina", "a", now + HOUR), 0);
  assert_int_equal(throttle_try(book, "nina", "a", now + HOUR), 1);
  throttle_clear(book, "nina", "a");
  assert_int_equal(throttle_wait(book, "nina", "a", now + HOUR), 0);
}

/* Guessing at made-up names does not buy new tries at a real one. */
static void a_flood_of_names_pushes_nobody_out(void **state) {
  struct session_book *book = *state;
  char name[32];

  for (int i = 0; i < 8; i++)
    throttle_try(book, "nina", "a", START);
  for (int i = 0; i < 4 * THROTTLE_MAX; i++) {
    snprintf(name, sizeof name, "made-up-%d", i);
    throttle_try(book, name, "a", START + i);
  }
  assert_int_equal(throttle_wait(book, "nina", "a", START), 8000);
}

static void a_station_lasts_a_shift(void **state) {
  struct session_book *book = *state;

  assert_false(station_knows(book, "nina", "a", START));
  station_note(book, "nina", "a", START);
  assert_true(station_knows(book, "nina", "a", START + 12 * HOUR - 1));
  assert_false(station_knows(book, "nina", "a", START + 12 * HOUR));
  assert_false(station_knows(book, "nina", "b", START));
  assert_false(station_knows(book, "mary", "a", START));
  station_forget(book, "nina", "a");
  assert_false(station_knows(book, "nina", "a", START));
}

static struct proof *take(struct session_book *book,
                          const struct session *session, const char *token,
                          int64_t now) {
  return proof_take(book, session, token, strlen(token), now);
}

static void a_proof_serves_once(void **state) {
  struct session_book *book = *state;
  char token[SESSION_TOKEN], other_token[SESSION_TOKEN];
  char proof_token[SESSION_TOKEN];
  struct session *session = begin(book, 1, START, token);
  struct session *other = begin(book, 2, START, other_token);
  struct proof *proof;

  proof_make(book, session, "mary", 77, START, proof_token);
  assert_null(take(book, other, proof_token, START));
  proof = take(book, session, proof_token, START + 1);
  assert_non_null(proof);
  assert_string_equal(proof->user, "mary");
  assert_int_equal(proof->wall, 77);
  assert_null(take(book, session, proof_token, START + 1)); /* under way */
  proof_end(book, proof->serial, false);
  proof = take(book, session, proof_token, START + 2);
  assert_non_null(proof);
  proof_end(book, proof->serial, true);
  assert_null(take(book, session, proof_token, START + 3));
  proof_make(book, session, "mary", 77, START, proof_token);
  assert_null(take(book, session, proof_token, START + 2 * MINUTE));
  proof_make(book, session, "mary", 77, START, proof_token);
  session_end(book, session);
  session = begin(book, 1, START, token);
  assert_null(take(book, session, proof_token, START));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(idle_and_limit, setup, teardown),
      cmocka_unit_test_setup_teardown(tokens, setup, teardown),
      cmocka_unit_test_setup_teardown(full_book_drops_the_idlest, setup,
                                      teardown),
      cmocka_unit_test_setup_teardown(waits_double_and_end, setup, teardown),
      cmocka_unit_test_setup_teardown(a_flood_of_names_pushes_nobody_out, setup,
                                      teardown),
      cmocka_unit_test_setup_teardown(a_station_lasts_a_shift, setup, teardown),
      cmocka_unit_test_setup_teardown(a_proof_serves_once, setup, teardown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
