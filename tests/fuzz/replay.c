/* The target over each file that is named, of which it takes 8 MB. */
#include <stdio.h>

#include "fuzz.h"

int main(int argc, char **argv) {
  static uint8_t data[8 << 20];

  for (int i = 1; i < argc; i++) {
    FILE *file = fopen(argv[i], "rbe");
    size_t size;
    if (file == NULL) {
      perror(argv[i]);
      return 1;
    }
    size = fread(data, 1, sizeof data, file);
    fclose(file);
    LLVMFuzzerTestOneInput(data, size);
  }
  return 0;
}
