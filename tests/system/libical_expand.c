/* libical_expand DTSTART RRULE N: what libical makes of a floating rule. */
#include <stdio.h>
#include <stdlib.h>

#include <libical/ical.h>

int main(int argc, char **argv) {
  if (argc != 4)
    return 2;
  icalerror_set_errors_are_fatal(0);
  struct icaltimetype start = icaltime_from_string(argv[1]);
  struct icalrecurrencetype rule = icalrecurrencetype_from_string(argv[2]);
  icalrecur_iterator *it = icalrecur_iterator_new(rule, start);
  if (it == NULL)
    return 1;
  for (long left = strtol(argv[3], NULL, 10); left > 0; left--) {
    struct icaltimetype next = icalrecur_iterator_next(it);
    if (icaltime_is_null_time(next))
      break;
    puts(icaltime_as_ical_string(next));
  }
  icalrecur_iterator_free(it);
  return 0;
}
