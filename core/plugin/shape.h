/* The shape of a declaration (schema/plugin.json), inside the program. */
#ifndef SONGHE_PLUGIN_SHAPE_H
#define SONGHE_PLUGIN_SHAPE_H

#include <stddef.h>

extern const unsigned char shape_text[];
extern const size_t shape_size;

#endif
