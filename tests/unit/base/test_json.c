/* JSON in and out: the JSONTestSuite, and what only we refuse. */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/json.h"
#include "base/pack.h"

static int read_text(const char *text) {
  json_t *value = NULL;
  int rc = json_read(text, strlen(text), &value, NULL);
  json_decref(value);
  return rc;
}

static size_t read_file(const char *path, char **text) {
  FILE *file = fopen(path, "rb");
  size_t len;
  assert_non_null(file);
  *text = malloc(JSON_TEXT_MAX + 1);
  len = fread(*text, 1, JSON_TEXT_MAX + 1, file);
  fclose(file);
  return len;
}

/* Reals, repeated keys and NUL are correct JSON that we refuse on purpose. */
static bool refused_on_purpose(const char *text, size_t len) {
  json_t *lax = json_loadb(text, len, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
  json_t *value = NULL;
  bool strict = json_read(text, len, &value, NULL) == 0;
  json_decref(value);
  json_decref(lax);
  return !strict && (lax != NULL || memmem(text, len, "\\u0000", 6) != NULL);
}

static void json_reads_the_test_suite(void **state) {
  const char *source = getenv("SONGHE_SOURCE");
  char folder[1024], path[2048];
  int accepted = 0, purpose = 0, refused = 0;
  struct dirent *entry;
  DIR *dir;
  (void)state;
  snprintf(folder, sizeof folder,
           "%s/../shared/data/json-testsuite/test_parsing",
           source != NULL ? source : ".");
  dir = opendir(folder);
  if (dir == NULL) {
    puts("skipped: the JSON test suite is not here");
    skip();
  }
  while ((entry = readdir(dir)) != NULL) {
    char *text;
    size_t len;
    json_t *value = NULL;
    int rc;
    if (strstr(entry->d_name, ".json") == NULL)
      continue;
    snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
    len = read_file(path, &text);
    rc = json_read(text, len, &value, NULL);
    json_decref(value);
    if (entry->d_name[0] == 'n' && rc == 0)
      fail_msg("%s was accepted", entry->d_name);
    if (entry->d_name[0] == 'y' && rc != 0 && !refused_on_purpose(text, len))
      fail_msg("%s was refused", entry->d_name);
    refused += entry->d_name[0] == 'n';
    accepted += entry->d_name[0] == 'y' && rc == 0;
    purpose += entry->d_name[0] == 'y' && rc != 0;
    free(text);
  }
  closedir(dir);
  printf("%d accepted, %d refused on purpose (reals, repeated keys), %d wrong "
         "ones refused\n",
         accepted, purpose, refused);
  assert_true(accepted > 50 && refused > 150);
}

static void json_refuses_what_has_no_place_here(void **state) {
  char deep[80];
  (void)state;
  assert_int_equal(read_text("{\"dose\":0.5}"), ERROR_INPUT);
  assert_int_equal(read_text("1e3"), ERROR_INPUT);
  assert_int_equal(read_text("{\"a\":1,\"a\":2}"), ERROR_INPUT);
  assert_int_equal(read_text("9223372036854775808"), ERROR_INPUT);
  assert_int_equal(read_text("9223372036854775807"), 0);
  memset(deep, '[', 34);
  memset(deep + 34, ']', 34);
  deep[68] = '\0';
  assert_int_equal(read_text(deep), ERROR_INPUT);
}

static void json_names_every_real(void **state) {
  static const char text[] = "{\"a\":1.5,\"b\":2,\"c\":[0,0.5]}";
  json_t *value = NULL;
  struct error err;
  (void)state;
  error_init(&err);
  assert_int_equal(json_read(text, strlen(text), &value, &err), ERROR_INPUT);
  assert_int_equal(err.fault_count, 2);
  assert_string_equal(err.faults[0].field, "a");
  assert_string_equal(err.faults[1].field, "c[1]");
  assert_non_null(strstr(err.faults[0].en, "whole number"));
  error_fini(&err);
}

/* The parser's own words are English and of no use to who wrote the text. */
static void json_says_in_chinese_what_is_wrong(void **state) {
  static const char *const texts[] = {
      "{\"a\":",       "{\"a\":1} x",     "{\"a\":1,\"a\":2}",
      "[\"\\u0000\"]", "{\"\\u0000\":1}", "[\"\xff\"]",
      "[1e999]",       "{a:1}",           "[99999999999999999999]"};
  (void)state;
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    struct error err;
    json_t *value = NULL;
    const char *rest;
    error_init(&err);
    assert_int_equal(json_read(texts[i], strlen(texts[i]), &value, &err),
                     ERROR_INPUT);
    rest = strstr(err.zh, "JSON：");
    assert_non_null(rest);
    for (rest += strlen("JSON："); *rest != '\0'; rest++)
      assert_true((unsigned char)*rest >= 0x80 || strstr(rest, "UTF-8") ||
                  strstr(err.zh, "UTF-8") || strstr(err.zh, "NUL"));
    assert_null(strstr(err.en, "JSON_"));
    error_fini(&err);
  }
}

static void json_names_the_field_that_holds_a_real(void **state) {
  static const struct {
    const char *text;
    const char *field; /* NULL: none to name */
  } cases[] = {
      {"{\"a\":1,\"dose\":{\"unit\":\"mg\",\"amount\":0.1}}", "dose.amount"},
      {"{\"doses\":[{\"x\":1},{\"amount\":0.5}]}", "doses[1].amount"},
      {"[1,2.5]", "[1]"},
      {"0.5", NULL},
  };
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct error err;
    json_t *value;
    error_init(&err);
    assert_int_equal(
        json_read(cases[i].text, strlen(cases[i].text), &value, &err),
        ERROR_INPUT);
    assert_int_equal(err.fault_count, cases[i].field != NULL);
    if (cases[i].field != NULL)
      assert_string_equal(err.faults[0].field, cases[i].field);
    error_fini(&err);
  }
}

/* A name that is too long is left out whole; the one before it stays. */
static void json_names_no_half_fields(void **state) {
  char text[600] = "{\"a\":{\"";
  struct error err;
  json_t *value;
  (void)state;
  for (int i = 0; i < 100; i++)
    strcat(text, "药");
  strcat(text, "\":{\"amount\":0.5}}}");
  error_init(&err);
  assert_int_equal(json_read(text, strlen(text), &value, &err), ERROR_INPUT);
  assert_string_equal(err.faults[0].field, "a.amount");
  error_fini(&err);
}

static void json_finds_the_first_with_that_text(void **state) {
  json_t *columns = NULL;
  const char *text = "[{\"name\":\"dose\",\"n\":1},7,{\"n\":2},"
                     "{\"name\":\"unit\",\"n\":3},"
                     "{\"name\":\"unit\",\"n\":4}]";
  (void)state;
  assert_int_equal(json_read(text, strlen(text), &columns, NULL), 0);
  assert_int_equal(json_get_int(json_find(columns, "name", "unit"), "n", 0), 3);
  assert_null(json_find(columns, "name", "Unit"));
  assert_null(json_find(columns, "name", NULL));
  assert_null(json_find(columns, "unit", "dose"));
  assert_null(json_find(json_array_get(columns, 0), "name", "dose"));
  assert_null(json_find(NULL, "name", "dose"));
  json_decref(columns);
}

static void json_writes_what_it_reads(void **state) {
  static const char text[] =
      "{\"z\":null,\"a\":[-9223372036854775808,true,\"王\\n\\u0001\\\"\\\\\"]}";
  json_t *value = NULL, *again = NULL;
  struct buf out;
  (void)state;
  buf_init(&out);
  assert_int_equal(json_read(text, strlen(text), &value, NULL), 0);
  json_write(&out, value);
  assert_int_equal(out.len, strlen(text));
  assert_memory_equal(out.data, text, out.len);
  buf_clear(&out);
  assert_int_equal(pack_write(&out, value), 0);
  assert_int_equal(pack_read(out.data, out.len, &again), 0);
  assert_true(json_equal(value, again));
  json_decref(again);
  /* every cut of it is refused, never read wrong */
  for (size_t len = 0; len < out.len; len++)
    assert_int_equal(pack_read(out.data, len, &again), ERROR_INPUT);
  json_decref(value);
  buf_fini(&out);
}

static void pack_sorts_keys_and_refuses_reals(void **state) {
  json_t *one = json_pack("{s:i, s:i}", "a", 1, "b", 2);
  json_t *two = json_pack("{s:i, s:i}", "b", 2, "a", 1);
  json_t *real = json_real(0.5), *value = NULL;
  struct buf first, second;
  (void)state;
  buf_init(&first);
  buf_init(&second);
  pack_write(&first, one);
  pack_write(&second, two);
  assert_int_equal(first.len, second.len);
  assert_memory_equal(first.data, second.data, first.len);
  buf_clear(&first);
  assert_int_equal(pack_write(&first, real), ERROR_INPUT);
  assert_int_equal(pack_read("\xca\x3f\0\0\0", 5, &value), ERROR_INPUT);
  assert_int_equal(pack_read("\x82\xa1"
                             "a\x01\xa1"
                             "a\x02",
                             7, &value),
                   ERROR_INPUT); /* a key twice */
  assert_int_equal(pack_read("\x81\x01\x02", 3, &value), ERROR_INPUT);
  json_decref(one);
  json_decref(two);
  json_decref(real);
  buf_fini(&first);
  buf_fini(&second);
}

/* Equal parts become one; what comes back is equal, cut bytes are refused, and
 * so is a node that names a later one or itself. */
static void pack_shares_what_is_equal(void **state) {
  static const char text[] =
      "{\"a\":{\"t\":\"text\",\"n\":[1,-1,null,true]},"
      "\"b\":{\"n\":[1,-1,null,true],\"t\":\"text\"},"
      "\"c\":[[1,-1,null,true],\"text\",[],{},[],{},0,\"\"]}";
  json_t *value = NULL, *again = NULL, *a, *b;
  json_t *real = json_pack("[f]", 0.5);
  struct buf out;
  (void)state;
  buf_init(&out);
  assert_int_equal(json_read(text, strlen(text), &value, NULL), 0);
  assert_int_equal(pack_write_shared(&out, value), 0);
  assert_int_equal(pack_read_shared(out.data, out.len, &again), 0);
  assert_true(json_equal(value, again));
  a = json_object_get(again, "a");
  b = json_object_get(again, "b");
  assert_ptr_equal(a, b);
  assert_ptr_equal(json_object_get(a, "n"),
                   json_array_get(json_object_get(again, "c"), 0));
  json_decref(again);
  for (size_t len = 0; len < out.len; len++)
    assert_int_equal(pack_read_shared(out.data, len, &again), ERROR_INPUT);
  buf_clear(&out);
  assert_int_equal(pack_write_shared(&out, real), ERROR_INPUT);
  assert_int_equal(pack_read_shared("\x90", 1, &again), ERROR_INPUT);
  assert_int_equal(pack_read_shared("\x91\x91\x00", 3, &again), ERROR_INPUT);
  assert_int_equal(pack_read_shared("\x92\x91\x01\x05", 4, &again),
                   ERROR_INPUT);
  assert_int_equal(pack_read_shared("\x92\x05\x91\xa1z", 5, &again),
                   ERROR_INPUT);
  json_decref(value);
  json_decref(real);
  buf_fini(&out);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(json_reads_the_test_suite),
      cmocka_unit_test(json_refuses_what_has_no_place_here),
      cmocka_unit_test(json_names_every_real),
      cmocka_unit_test(json_says_in_chinese_what_is_wrong),
      cmocka_unit_test(json_names_the_field_that_holds_a_real),
      cmocka_unit_test(json_names_no_half_fields),
      cmocka_unit_test(json_finds_the_first_with_that_text),
      cmocka_unit_test(json_writes_what_it_reads),
      cmocka_unit_test(pack_sorts_keys_and_refuses_reals),
      cmocka_unit_test(pack_shares_what_is_equal),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
