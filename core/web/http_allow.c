#include "web/http_allow.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ALLOW_TEXT 64   /* of one range */
#define ALLOW_MAPPED 96 /* bits before an IPv4 address in its IPv6 form */
#define ALLOW_WIDEST 8  /* fewer bits than this is no local network */

/* Any address as IPv6: its bits, 32 or 128, or 0 when it is none. */
static unsigned address_read(const char *text, struct in6_addr *out) {
  struct in_addr v4;

  memset(out, 0, sizeof *out);
  if (inet_pton(AF_INET, text, &v4) == 1) {
    out->s6_addr[10] = out->s6_addr[11] = 0xff;
    memcpy(out->s6_addr + 12, &v4, sizeof v4);
    return 32;
  }
  return inet_pton(AF_INET6, text, out) == 1 ? 128 : 0;
}

/* Whether the first `bits` agree. */
static bool bits_agree(const struct in6_addr *a, const struct in6_addr *b,
                       unsigned bits) {
  unsigned whole = bits / 8;
  unsigned rest = bits % 8;
  unsigned char mask = (unsigned char)(0xff << (8 - rest));

  return memcmp(a->s6_addr, b->s6_addr, whole) == 0 &&
         (rest == 0 || ((a->s6_addr[whole] ^ b->s6_addr[whole]) & mask) == 0);
}

/* Nothing set past the prefix: 192.168.1.7/24 may have been meant as one
 * computer or as a network, so it is neither. */
static bool range_is_clean(const struct http_range *range) {
  for (unsigned bit = range->bits; bit < 128; bit++)
    if (range->base.s6_addr[bit / 8] & (0x80 >> bit % 8))
      return false;
  return true;
}

static int range_read(struct http_range *range, char *text, struct error *err) {
  char *slash = strchr(text, '/');
  char *end = NULL;
  unsigned long bits;
  unsigned width;

  if (slash != NULL)
    *slash = '\0';
  width = address_read(text, &range->base);
  bits = width;
  if (slash != NULL && slash[1] >= '0' && slash[1] <= '9')
    bits = strtoul(slash + 1, &end, 10);
  if (slash != NULL)
    *slash = '/';
  if (width == 0 || (slash != NULL && (end == NULL || *end != '\0')) ||
      bits > width)
    return error_set(err, ERROR_USAGE,
                     "--allow 里的“%s”不是地址。请写成 192.168.1.0/24 或 "
                     "192.168.1.20，多个之间用逗号。",
                     "\"%s\" in --allow is no address. Write 192.168.1.0/24 or "
                     "192.168.1.20, with commas between several.",
                     text);
  if (bits < ALLOW_WIDEST)
    return error_set(err, ERROR_USAGE,
                     "--allow 里的“%s”几乎允许了所有地址。"
                     "请只写本机构局域网的地址段。",
                     "\"%s\" in --allow lets nearly everybody in. Name only "
                     "the addresses of the home's own network.",
                     text);
  range->bits = (unsigned)bits + (width == 32 ? ALLOW_MAPPED : 0);
  if (!range_is_clean(range))
    return error_set(err, ERROR_USAGE,
                     "--allow 里的“%s”前后不一致：斜杠后的位数之外还有数字。"
                     "一台电脑请不写斜杠；整个网段请写成 192.168.1.0/24。",
                     "\"%s\" in --allow contradicts itself: there are digits "
                     "past the slash's bits. Leave the slash out for one "
                     "computer; for a network write 192.168.1.0/24.",
                     text);
  return 0;
}

int http_allow_read(struct http_allow *allow, const char *text,
                    struct error *err) {
  char one[ALLOW_TEXT];
  int rc;

  allow->count = 0;
  for (;;) {
    size_t len = strcspn(text, ",");
    if (len >= sizeof one || allow->count == HTTP_ALLOW_MAX)
      return error_set(err, ERROR_USAGE, "--allow 太长：最多 %d 个地址段。",
                       "--allow is too long: %d ranges at most.",
                       HTTP_ALLOW_MAX);
    snprintf(one, sizeof one, "%.*s", (int)len, text);
    rc = range_read(&allow->ranges[allow->count], one, err);
    if (rc != 0)
      return rc;
    allow->count++;
    if (text[len] == '\0')
      return 0;
    text += len + 1;
  }
}

bool http_allow_has(const struct http_allow *allow, const char *address) {
  struct in6_addr read;

  if (address_read(address, &read) == 0)
    return false;
  for (unsigned i = 0; i < allow->count; i++)
    if (bits_agree(&allow->ranges[i].base, &read, allow->ranges[i].bits))
      return true;
  return false;
}
