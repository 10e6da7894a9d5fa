/* A number of a spreadsheet's cell as the text that stands on its page. No
 * floats: digits in, digits out. */
#ifndef SONGHE_PAPER_NUMBER_H
#define SONGHE_PAPER_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

#define NUMBER_DIGITS 15  /* that a spreadsheet keeps */
#define NUMBER_PAD_MAX 30 /* noughts in front */

/* What a number format (ECMA-376 part 1, 18.8.30 and 18.8.31) shows. */
enum number_kind {
  NUMBER_PLAIN,
  NUMBER_PERCENT,
  NUMBER_DATE,       /* year, month and day, maybe a time */
  NUMBER_YEAR_MONTH, /* the rest of a date is not shown */
  NUMBER_MONTH_DAY,
  NUMBER_YEAR,
  NUMBER_DAY, /* a day or weekday alone */
  NUMBER_TIME,
  NUMBER_ELAPSED /* [h]:mm, past a day as well */
};

struct number_format {
  enum number_kind kind;
  bool time;    /* of a date: the time of day is shown */
  unsigned pad; /* at least so many digits, noughts in front; 0: as it is */
};

/* The formats that have numbers only, as Excel in Chinese shows them. */
struct number_format number_builtin(unsigned id);
/* A format as it is written: "yyyy\"年\"m\"月\"d\"日\"". */
struct number_format number_format_read(const char *code);

/* Whether a date is shown in part only. */
bool number_is_partial(enum number_kind kind);
bool number_is_date(enum number_kind kind);

/* `text`: a cell's number, "45292.5" or "1.10101E+17". Dates as 2026-01-05,
 * with a time 2026-01-05 08:30, in part 1月5日; a day that never was
 * (1900-02-29) as such. Numbers without exponent; those with more digits than
 * a spreadsheet keeps with one, as their digits are lost. `from_1904`: days
 * are counted from there. What is no number is appended as it stands. */
void number_write(const char *text, const struct number_format *format,
                  bool from_1904, struct buf *out);

#endif
