/* Exact amounts: an integer and a declared scale. "0.5" with scale 3 is 500.
 * No float is ever involved (M19). */
#ifndef SONGHE_BASE_DECIMAL_H
#define SONGHE_BASE_DECIMAL_H

#include <stddef.h>
#include <stdint.h>

#define DECIMAL_SCALE_MAX 9

/* Reads "[-]digits[.digits]" exactly; ERROR_INPUT for anything else, for more
 * fraction digits than `scale`, and for what leaves int64. */
int decimal_parse(const char *text, size_t len, int scale, int64_t *value);

/* The shortest form: no trailing zeros, no naked point. `out` takes 32. */
void decimal_format(int64_t value, int scale, char out[32]);

#endif
