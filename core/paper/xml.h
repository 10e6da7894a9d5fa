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

/* Gives the next bytes of a document: how many, 0 at its end, or an error with
 * a fault. */
typedef int xml_pull(void *from, char *to, size_t room, struct error *err);

/* How far a document was looked over before libxml2 sees it. */
struct xml_look {
  int place;      /* enum look_place, in xml.c */
  char last[2];   /* bytes before this one */
  char quote;     /* of the value that this is in, or 0 */
  bool bang;      /* "<![" rather than "<!-" */
  int attributes; /* of this tag */
  size_t count;   /* bytes of this tag */
  long line;      /* from 1 */
  long tag_line;  /* where this tag began */
};

/* A document being read. */
struct xml {
  xmlTextReaderPtr reader;
  struct xml_look look;
  xml_pull *pull;   /* NULL: the document is in memory */
  void *from;       /* for `pull` */
  struct error why; /* what `pull` or the look had against it */
  bool begun;       /* the first piece has come */
  char fault[200];  /* libxml2's first complaint */
  int line;         /* where it was */
};

/* Once, before the sandbox closes: takes the loaders of files away. */
int xml_prepare(void);

/* `text` is UTF-8 and must live until xml_close; `found` is what it was, and
 * its XML declaration must agree. ERROR_INPUT and a fault of the file when a
 * look over the tags finds what is not taken. */
int xml_open(struct xml *xml, const char *text, size_t len,
             enum text_encoding found, struct error *err);
/* A document in UTF-8 that comes in pieces. The struct stays where it is until
 * xml_close. */
int xml_open_pieces(struct xml *xml, xml_pull *pull, void *from);
/* The next node: 1, 0 at the end, ERROR_INPUT with a fault of the file. */
int xml_next(struct xml *xml, struct error *err);
/* The same, leaving out what is within the node at hand. */
int xml_skip(struct xml *xml, struct error *err);
/* The node at hand with all that is in it, valid until the next step. NULL
 * with a fault of the file. */
xmlNodePtr xml_whole(struct xml *xml, struct error *err);
void xml_close(struct xml *xml);

#endif
