/* Foreign XML that comes in pieces: looked over before libxml2 sees it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "paper/xml.h"

static int pull(void *from, char *to, size_t room, struct error *err) {
  struct buf *text = from; /* `cap` is how much was given */
  size_t n = text->len - text->cap;

  (void)err;
  n = n < room ? n : room;
  n = n > 100 ? 100 : n;
  memcpy(to, text->data + text->cap, n);
  text->cap += n;
  return (int)n;
}

static void read_pieces(const struct buf *whole, const char *code, int nodes) {
  struct buf text = {.data = whole->data, .len = whole->len};
  struct error err;
  struct xml xml;
  int seen = 0;
  int rc;

  error_init(&err);
  assert_int_equal(xml_open_pieces(&xml, pull, &text), 0);
  while ((rc = xml_next(&xml, &err)) == 1)
    seen++;
  if (*code == '\0') {
    assert_int_equal(rc, 0);
    assert_int_equal(seen, nodes);
  } else {
    assert_int_equal(rc, ERROR_INPUT);
    assert_string_equal(err.faults[0].code, code);
  }
  xml_close(&xml);
  error_fini(&err);
}

/* libxml2 takes 4 bytes, then 4096: `text` wherever they may part it. */
static void in_pieces(const char *text, const char *code, int nodes) {
  struct buf whole;

  buf_init(&whole);
  buf_text(&whole, "\xef\xbb\xbf");
  buf_text(&whole, text);
  read_pieces(&whole, code, nodes);
  for (int pad = 4096 - (int)strlen(text); pad < 4100; pad++) {
    buf_clear(&whole);
    buf_text(&whole, "<!--");
    for (int i = 0; i < pad; i++)
      buf_byte(&whole, '.');
    buf_text(&whole, "-->");
    buf_text(&whole, text);
    read_pieces(&whole, code, nodes + 1);
  }
  buf_fini(&whole);
}

static void xml_is_looked_over_in_pieces(void **state) {
  struct buf many;
  (void)state;

  in_pieces("<a><b c=\"&lt;>\"/><!-- <!DOCTYPE - -> -->"
            "<![CDATA[<!DOCTYPE ]] ]]]></a>",
            "", 5);
  in_pieces("<?x <!DOCTYPE ? > ?><a/>", "", 2);
  in_pieces("<!DOCTYPE a><a/>", "dtd", 0);
  in_pieces("<a><!ELEMENT a></a>", "dtd", 0);
  in_pieces("<a><![INCLUDE[x]]></a>", "dtd", 0);
  in_pieces("<a>", "xml", 0);
  in_pieces("<a>\xff</a>", "xml", 0);
  buf_init(&many);
  buf_text(&many, "<a");
  for (int i = 0; i <= XML_ATTRIBUTES_MAX; i++)
    buf_printf(&many, " b%d='='", i);
  buf_text(&many, "/>");
  buf_byte(&many, '\0');
  in_pieces(many.data, "tag", 0);
  buf_fini(&many);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(xml_is_looked_over_in_pieces),
  };
  if (xml_prepare() != 0)
    return 2;
  return cmocka_run_group_tests(tests, NULL, NULL);
}
