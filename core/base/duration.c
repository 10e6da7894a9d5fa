#include "base/duration.h"

#include <stdbool.h>
#include <string.h>

#include "base/error.h"

/* Milliseconds of a designator, 0 for one that may not stand here. Minutes
 * share their letter with months, which have no fixed length. */
static int64_t duration_unit(char letter, bool in_time) {
  static const struct {
    char letter;
    bool in_time;
    int64_t ms;
  } units[] = {
      {'W', false, 604800000}, {'D', false, 86400000}, {'H', true, 3600000},
      {'M', true, 60000},      {'S', true, 1000},
  };

  for (size_t i = 0; i < sizeof units / sizeof *units; i++)
    if (units[i].letter == letter && units[i].in_time == in_time)
      return units[i].ms;
  return 0;
}

int duration_parse(const char *text, size_t len, int64_t *ms) {
  int64_t sum = 0;
  int64_t last = INT64_MAX; /* units come in falling order */
  bool in_time = false;
  size_t at = 1;

  if (len < 3 || text[0] != 'P')
    return ERROR_INPUT;
  while (at < len) {
    int64_t count = 0;
    int64_t unit;
    size_t digits = 0;

    if (text[at] == 'T' && !in_time) {
      in_time = true;
      at++;
    }
    for (; at < len && text[at] >= '0' && text[at] <= '9'; at++, digits++)
      count = count * 10 + (text[at] - '0');
    if (digits == 0 || digits > 9 || at == len)
      return ERROR_INPUT;
    unit = duration_unit(text[at++], in_time);
    if (unit == 0 || unit >= last)
      return ERROR_INPUT;
    last = unit;
    sum += count * unit;
    if (sum > DURATION_MAX)
      return ERROR_INPUT;
  }
  *ms = sum;
  return 0;
}
