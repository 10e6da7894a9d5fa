/* Which addresses of the local network may come in: "192.168.1.0/24,10.0.0.7".
 * No loop, no memory of its own. */
#ifndef SONGHE_WEB_HTTP_ALLOW_H
#define SONGHE_WEB_HTTP_ALLOW_H

#include <netinet/in.h>
#include <stdbool.h>

#include "base/error.h"

#define HTTP_ALLOW_MAX 16 /* ranges of a list */

/* One range. */
struct http_range {
  struct in6_addr base; /* IPv4 as ::ffff:a.b.c.d; bits past `bits` are 0 */
  unsigned bits;        /* 0 to 128 */
};

struct http_allow {
  struct http_range ranges[HTTP_ALLOW_MAX];
  unsigned count;
};

/* Reads ranges with commas between. ERROR_USAGE names the one that is wrong:
 * no address, bits beyond the prefix, or all of the internet. */
int http_allow_read(struct http_allow *allow, const char *text,
                    struct error *err);

/* Whether an address as text (an IPv4 or IPv6 one) is in the list. */
bool http_allow_has(const struct http_allow *allow, const char *address);

#endif
