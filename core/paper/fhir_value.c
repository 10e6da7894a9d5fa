/* Primitive values: what each type may hold. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "paper/fhir_inside.h"

static size_t value_digits(const char *text, size_t len) {
  size_t n = 0;

  while (n < len && text[n] >= '0' && text[n] <= '9')
    n++;
  return n;
}

/* "-?(0|[1-9][0-9]*)", and with `whole` false a fraction and an exponent. */
static bool value_number(const char *text, size_t len, bool whole) {
  size_t at = len > 0 && text[0] == '-';
  size_t n = value_digits(text + at, len - at);

  if (n == 0 || (n > 1 && text[at] == '0') || len > 64)
    return false;
  at += n;
  if (!whole && at < len && text[at] == '.') {
    n = value_digits(text + at + 1, len - at - 1);
    if (n == 0)
      return false;
    at += 1 + n;
  }
  if (!whole && at < len && (text[at] == 'e' || text[at] == 'E')) {
    at++;
    at += at < len && (text[at] == '+' || text[at] == '-');
    n = value_digits(text + at, len - at);
    if (n == 0)
      return false;
    at += n;
  }
  return at == len;
}

/* `form`: 0 is a digit, the rest stands for itself. */
static bool value_form(const char *text, size_t len, const char *form) {
  size_t i = 0;

  for (; form[i] != '\0'; i++) {
    if (i >= len)
      return false;
    if (form[i] == '0' ? text[i] < '0' || text[i] > '9' : text[i] != form[i])
      return false;
  }
  return true;
}

static int value_two(const char *text) {
  return (text[0] - '0') * 10 + text[1] - '0';
}

static bool value_date(const char *text, size_t len) {
  int year, month;

  if (!value_form(text, len, "0000") || memcmp(text, "0000", 4) == 0)
    return false;
  if (len == 4)
    return true;
  if (!value_form(text, len, "0000-00") || (len != 7 && len != 10))
    return false;
  year = value_two(text) * 100 + value_two(text + 2);
  month = value_two(text + 5);
  if (len == 7)
    return month >= 1 && month <= 12;
  return value_form(text, len, "0000-00-00") &&
         calendar_date_valid(year, month, value_two(text + 8));
}

/* "08:30:00.5"; returns its length, 0 when it is none. */
static size_t value_clock(const char *text, size_t len) {
  size_t n;

  if (!value_form(text, len, "00:00:00") || value_two(text) > 23 ||
      value_two(text + 3) > 59 || value_two(text + 6) > 60)
    return 0;
  if (len == 8 || text[8] != '.')
    return 8;
  n = value_digits(text + 9, len - 9);
  return n == 0 ? 0 : 9 + n;
}

static bool value_zone(const char *text, size_t len) {
  if (len == 1)
    return text[0] == 'Z';
  return len == 6 && (text[0] == '+' || text[0] == '-') &&
         value_form(text + 1, len - 1, "00:00") && value_two(text + 1) <= 14 &&
         value_two(text + 4) <= 59;
}

static bool value_instant(const char *text, size_t len) {
  size_t n;

  if (len < 20 || text[10] != 'T' || !value_date(text, 10))
    return false;
  n = value_clock(text + 11, len - 11);
  return n > 0 && value_zone(text + 11 + n, len - 11 - n);
}

static bool value_base64(const char *text, size_t len) {
  size_t n = 0;
  bool ended = false;

  for (size_t i = 0; i < len; i++) {
    unsigned char byte = (unsigned char)text[i];
    if (isspace(byte))
      continue;
    if (!isalnum(byte) && byte != '+' && byte != '/' && byte != '=')
      return false;
    if (ended && byte != '=')
      return false;
    ended = byte == '=';
    n++;
  }
  return n > 0 && n % 4 == 0;
}

static bool value_chars(const char *text, size_t len, const char *more) {
  for (size_t i = 0; i < len; i++)
    if (!isalnum((unsigned char)text[i]) && strchr(more, text[i]) == NULL)
      return false;
  return len > 0;
}

static bool value_no_space(const char *text, size_t len) {
  for (size_t i = 0; i < len; i++)
    if (isspace((unsigned char)text[i]))
      return false;
  return len > 0;
}

/* No space at the ends, single ones within. */
static bool value_code(const char *text, size_t len) {
  bool space = true;

  for (size_t i = 0; i < len; i++) {
    bool now = isspace((unsigned char)text[i]) != 0;
    if (now && (space || text[i] != ' '))
      return false;
    space = now;
  }
  return len > 0 && !space;
}

/* XML has no place for other control characters, so FHIR has none. */
static bool value_plain(const char *text, size_t len) {
  for (size_t i = 0; i < len; i++) {
    unsigned char byte = (unsigned char)text[i];
    if (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r')
      return false;
    if (byte == 0xef && i + 2 < len && (unsigned char)text[i + 1] == 0xbf &&
        (unsigned char)text[i + 2] >= 0xbe)
      return false;
  }
  return len > 0;
}

/* Texts only; numbers and booleans have their own way. */
static bool value_fits(const char *type, const char *text, size_t len) {
  if (!value_plain(text, len))
    return false;
  if (strcmp(type, "string") == 0 || strcmp(type, "markdown") == 0)
    return true;
  if (strcmp(type, "code") == 0)
    return value_code(text, len);
  if (strcmp(type, "id") == 0)
    return len <= 64 && value_chars(text, len, "-.");
  if (strcmp(type, "date") == 0)
    return value_date(text, len);
  if (strcmp(type, "dateTime") == 0)
    return len > 10 ? value_instant(text, len) : value_date(text, len);
  if (strcmp(type, "instant") == 0)
    return value_instant(text, len);
  if (strcmp(type, "time") == 0)
    return value_clock(text, len) == len;
  if (strcmp(type, "base64Binary") == 0)
    return value_base64(text, len);
  if (strcmp(type, "oid") == 0)
    return len > 8 && memcmp(text, "urn:oid:", 8) == 0 && text[8] >= '0' &&
           text[8] <= '2' && value_chars(text + 8, len - 8, ".");
  if (strcmp(type, "uuid") == 0)
    return len == 45 && memcmp(text, "urn:uuid:", 9) == 0 &&
           value_chars(text + 9, len - 9, "-");
  if (strcmp(type, "decimal") == 0)
    return value_number(text, len, false);
  if (strcmp(type, "xhtml") == 0)
    return fhir_xml_is_div(text, len);
  return value_no_space(text, len); /* uri, url, canonical */
}

static bool value_is_whole(const char *type) {
  return strcmp(type, "integer") == 0 || strcmp(type, "positiveInt") == 0 ||
         strcmp(type, "unsignedInt") == 0;
}

static json_t *value_wrong(struct fhir *fhir,
                           const struct fhir_element *element, const char *text,
                           size_t len) {
  int shown = len < 60 ? (int)len : 0;

  fhir_fault(fhir, "value", "“%.*s”不是正确的 %s。", "\"%.*s\" is no %s.",
             shown, shown > 0 ? text : "", element->type->name);
  return NULL;
}

static bool value_code_known(struct fhir *fhir,
                             const struct fhir_element *element,
                             const char *text, size_t len) {
  char between[64];
  int n = snprintf(between, sizeof between, ",%.*s,", (int)len, text);

  if (element->codes == NULL ||
      (n < (int)sizeof between && memchr(text, ',', len) == NULL &&
       strstr(element->codes, between) != NULL))
    return true;
  fhir_fault(fhir, "code", "代码“%.*s”不在这里可用的代码里：%.*s。",
             "The code \"%.*s\" is none of those that may stand here: %.*s.",
             len < 60 ? (int)len : 0, text, (int)strlen(element->codes) - 2,
             element->codes + 1);
  return false;
}

static json_t *value_whole(struct fhir *fhir,
                           const struct fhir_element *element, long long number,
                           const char *text, size_t len) {
  const char *type = element->type->name;
  long long least = strcmp(type, "positiveInt") == 0 ? 1
                    : strcmp(type, "integer") == 0   ? INT32_MIN
                                                     : 0;

  if (number < least || number > INT32_MAX)
    return value_wrong(fhir, element, text, len);
  return json_integer(number);
}

json_t *fhir_text_value(struct fhir *fhir, const struct fhir_element *element,
                        const char *text, size_t len) {
  const char *type = element->type->name;

  if (strcmp(type, "boolean") == 0) {
    if (len == 4 && memcmp(text, "true", 4) == 0)
      return json_true();
    if (len == 5 && memcmp(text, "false", 5) == 0)
      return json_false();
    return value_wrong(fhir, element, text, len);
  }
  if (value_is_whole(type)) {
    if (!value_number(text, len, true) || len > 12)
      return value_wrong(fhir, element, text, len);
    return value_whole(fhir, element, strtoll(text, NULL, 10), text, len);
  }
  if (!value_fits(type, text, len))
    return value_wrong(fhir, element, text, len);
  if (!value_code_known(fhir, element, text, len))
    return NULL;
  if (fhir->trim && strcmp(type, "base64Binary") == 0 &&
      len > FHIR_BINARY_MAX) {
    fhir_drop(fhir, "binary", "附件太大（%zu 字符），没有带入。",
              "The attachment is too large (%zu characters) to bring in.", len);
    return NULL;
  }
  return json_stringn(text, len);
}

static json_t *value_mistyped(struct fhir *fhir,
                              const struct fhir_element *element) {
  fhir_fault(fhir, "type", "这里要 %s，JSON 里的类型不对。",
             "This must be a %s: its type in JSON is another.",
             element->type->name);
  return NULL;
}

json_t *fhir_json_value(struct fhir *fhir, const struct fhir_element *element,
                        const json_t *value) {
  const char *type = element->type->name;
  const char *text = json_string_value(value);
  size_t len = json_string_length(value);
  bool marked = text != NULL && len > 0 && text[0] == FHIR_DECIMAL_MARK;
  char digits[24];

  if (strcmp(type, "boolean") == 0)
    return json_is_boolean(value) ? json_boolean(json_is_true(value))
                                  : value_mistyped(fhir, element);
  if (json_is_integer(value))
    snprintf(digits, sizeof digits, "%lld",
             (long long)json_integer_value(value));
  if (value_is_whole(type))
    return json_is_integer(value)
               ? value_whole(fhir, element, json_integer_value(value), digits,
                             strlen(digits))
               : value_mistyped(fhir, element);
  if (strcmp(type, "decimal") == 0) {
    if (json_is_integer(value))
      return json_string(digits);
    if (text == NULL || marked == fhir->neutral)
      return value_mistyped(fhir, element);
    return fhir_text_value(fhir, element, text + marked, len - marked);
  }
  if (text == NULL || marked)
    return value_mistyped(fhir, element);
  return fhir_text_value(fhir, element, text, len);
}
