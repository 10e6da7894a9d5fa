#include "base/decimal.h"

#include <stdbool.h>
#include <stdio.h>

#include "base/error.h"

/* value * 10 + digit, refusing overflow; negative all along, since INT64_MIN
 * has no positive twin. */
static bool decimal_push(int64_t *value, int digit) {
  return !__builtin_mul_overflow(*value, 10, value) &&
         !__builtin_sub_overflow(*value, digit, value);
}

int decimal_parse(const char *text, size_t len, int scale, int64_t *value) {
  bool negative = len > 0 && text[0] == '-';
  size_t at = negative ? 1 : 0;
  size_t start = at;
  int64_t sum = 0;
  int fraction = 0;

  for (; at < len && text[at] >= '0' && text[at] <= '9'; at++)
    if (!decimal_push(&sum, text[at] - '0'))
      return ERROR_INPUT;
  if (at == start)
    return ERROR_INPUT;
  if (at < len && text[at] == '.') {
    for (at++; at < len && text[at] >= '0' && text[at] <= '9'; at++) {
      if (++fraction > scale || !decimal_push(&sum, text[at] - '0'))
        return ERROR_INPUT;
    }
    if (fraction == 0)
      return ERROR_INPUT;
  }
  if (at != len)
    return ERROR_INPUT;
  for (; fraction < scale; fraction++)
    if (!decimal_push(&sum, 0))
      return ERROR_INPUT;
  if (!negative && sum == INT64_MIN)
    return ERROR_INPUT;
  *value = negative ? sum : -sum;
  return 0;
}

void decimal_format(int64_t value, int scale, char out[32]) {
  uint64_t size = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
  uint64_t unit = 1;
  uint64_t rest;

  for (int i = 0; i < scale; i++)
    unit *= 10;
  rest = size % unit;
  while (scale > 0 && rest % 10 == 0) {
    rest /= 10;
    scale--;
  }
  if (scale == 0)
    snprintf(out, 32, "%s%llu", value < 0 ? "-" : "",
             (unsigned long long)(size / unit));
  else
    snprintf(out, 32, "%s%llu.%0*llu", value < 0 ? "-" : "",
             (unsigned long long)(size / unit), scale,
             (unsigned long long)rest);
}
