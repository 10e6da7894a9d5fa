#include "base/utf8.h"

size_t utf8_char(const char *text, size_t left) {
  static const unsigned char least[] = {0, 0, 0, 0xa0, 0x90};
  const unsigned char *s = (const unsigned char *)text;
  size_t n = s[0] < 0x80   ? 1
             : s[0] < 0xc2 ? 0
             : s[0] < 0xe0 ? 2
             : s[0] < 0xf0 ? 3
             : s[0] < 0xf5 ? 4
                           : 0;

  if (n < 2 || n > left)
    return n > left ? 0 : n;
  if (s[1] < 0x80 || s[1] > 0xbf)
    return 0;
  if ((s[0] == 0xe0 || s[0] == 0xf0) && s[1] < least[n])
    return 0;
  if ((s[0] == 0xed && s[1] > 0x9f) || (s[0] == 0xf4 && s[1] > 0x8f))
    return 0;
  for (size_t i = 2; i < n; i++)
    if (s[i] < 0x80 || s[i] > 0xbf)
      return 0;
  return n;
}

bool utf8_valid(const char *text, size_t len) {
  for (size_t i = 0, n; i < len; i += n) {
    n = (unsigned char)text[i] < 0x80 ? 1 : utf8_char(text + i, len - i);
    if (n == 0)
      return false;
  }
  return true;
}
