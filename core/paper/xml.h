/* Foreign XML by libxml2, as little of it as will do: no DTD, no entities but
 * the five, no network, no files, bounded depth, tags and attributes. One
 * thread. */
#ifndef SONGHE_PAPER_XML_H
#define SONGHE_PAPER_XML_H

#include <libxml/xmlreader.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "paper/text.h"

#define XML_TAG_MAX (1 << 20) /* bytes of one tag: values are attributes */
#define XML_ATTRIBUTES_MAX                                                     \
  64 /* of one tag; libxml2's time goes by their square */

/* A document being read. */
struct xml {
  xmlTextReaderPtr reader;
  char fault[200]; /* libxml2's first complaint */
  int line;        /* where it was */
};

/* Once, before the sandbox closes: takes the loaders of files away. */
int xml_prepare(void);

/* `text` is UTF-8 and must live until xml_close; `found` is what it was, and
 * its XML declaration must agree. ERROR_INPUT and a fault of the file when a
 * look over the tags finds what is not taken. */
int xml_open(struct xml *xml, const char *text, size_t len,
             enum text_encoding found, struct error *err);
/* The next node: 1, 0 at the end, ERROR_INPUT with a fault of the file. */
int xml_next(struct xml *xml, struct error *err);
/* The same, leaving out what is within the node at hand. */
int xml_skip(struct xml *xml, struct error *err);
/* The node at hand with all that is in it, valid until the next step. NULL
 * with a fault of the file. */
xmlNodePtr xml_whole(struct xml *xml, struct error *err);
void xml_close(struct xml *xml);

#endif
