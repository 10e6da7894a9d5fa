#include <string.h>

#include "runner/runner.h"

/* Length of the UTF-8 character at `s`, 0 when it is none. */
static size_t text_char(const unsigned char *s, size_t left) {
  static const unsigned char least[] = {0, 0, 0x80, 0xa0, 0x90};
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
  if ((s[0] == 0xe0 || s[0] == 0xf0) && s[1] < least[n + (n == 2 ? 1 : 0)])
    return 0;
  if ((s[0] == 0xed && s[1] > 0x9f) || (s[0] == 0xf4 && s[1] > 0x8f))
    return 0;
  for (size_t i = 2; i < n; i++)
    if (s[i] < 0x80 || s[i] > 0xbf)
      return 0;
  return n;
}

bool runner_is_utf8(const char *text, size_t len) {
  const unsigned char *s = (const unsigned char *)text;

  while (len > 0) {
    size_t n = text_char(s, len);
    if (n == 0)
      return false;
    s += n;
    len -= n;
  }
  return true;
}

void runner_clean(struct buf *out, const char *text, size_t len, size_t max) {
  const unsigned char *s = (const unsigned char *)text;
  size_t start = out->len;

  while (len > 0) {
    size_t n = text_char(s, len);

    if (out->len - start + 4 > max) {
      buf_text(out, "...");
      return;
    }
    if (n == 0 || s[0] < 0x20 || s[0] == 0x7f ||
        (n == 2 && s[0] == 0xc2 && s[1] < 0xa0)) {
      buf_printf(out, "\\x%02x", s[0]);
      n = 1;
    } else {
      buf_append(out, s, n);
    }
    s += n;
    len -= n;
  }
}

void runner_describe(lua_State *L, int index, struct buf *out) {
  size_t len;
  const char *text;

  switch (lua_type(L, index)) {
  case LUA_TSTRING:
    text = lua_tolstring(L, index, &len);
    runner_clean(out, text, len, RUNNER_TEXT_MAX);
    break;
  case LUA_TNUMBER:
    if (lua_isinteger(L, index))
      buf_printf(out, "%lld", (long long)lua_tointeger(L, index));
    else
      buf_printf(out, "%.14g", lua_tonumber(L, index));
    break;
  default:
    buf_printf(out, "an error that is no text but a %s",
               luaL_typename(L, index));
  }
}

void runner_pack_text(struct buf *out, const char *text, size_t len) {
  char head[5] = {(char)0xdb, (char)(len >> 24), (char)(len >> 16),
                  (char)(len >> 8), (char)len};

  buf_append(out, head, sizeof head);
  buf_append(out, text, len);
}
