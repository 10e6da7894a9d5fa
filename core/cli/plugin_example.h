/* The files of the example plugin, made by the build from core/cli/example/. */
#ifndef SONGHE_CLI_PLUGIN_EXAMPLE_H
#define SONGHE_CLI_PLUGIN_EXAMPLE_H

#include <stddef.h>

struct example_file {
  const char *path; /* "actions/add.lua" */
  const unsigned char *text;
  size_t len; /* bytes of text */
};

extern const struct example_file example_files[];
extern const size_t example_count;

#endif
