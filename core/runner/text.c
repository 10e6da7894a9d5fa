#include "base/utf8.h"
#include "runner/runner.h"

void runner_clean(struct buf *out, const char *text, size_t len, size_t max) {
  const unsigned char *s = (const unsigned char *)text;
  size_t start = out->len;

  while (len > 0) {
    size_t n = utf8_char((const char *)s, len);

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
