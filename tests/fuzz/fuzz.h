/* What a fuzz target offers: libFuzzer calls it with -DSONGHE_SANITIZE=fuzzer,
 * in any other build replay.c does, with the files given as arguments. */
#ifndef SONGHE_FUZZ_H
#define SONGHE_FUZZ_H

#include <stddef.h>
#include <stdint.h>

/* Answers 0, or aborts with what the input has shown. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
