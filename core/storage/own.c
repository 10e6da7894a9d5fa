/* What the authorizer can't see in a plugin's SQL.
 *
 * The views named own_duty_...: what the host keeps for every plugin, of which
 * each sees its own. Inside them SQL reads what the plugin may not read itself;
 * the authorizer learns of that by the view's name alone, and a WITH clause can
 * borrow a name. So the name may stand behind FROM or JOIN only, where it is
 * the view.
 *
 * USING and NATURAL read columns of both tables without asking it, and behind
 * FULL JOIN even hand them out. So a join says what it joins ON. */
#include <string.h>

#include "storage/internal.h"

#define OWN_PREFIX "own_duty_"

/* One token: an identifier, in whatever quotes, or a single other byte. */
struct own_token {
  const char *text;
  size_t len;
  bool word;
  bool quoted; /* no keyword, whatever it spells */
};

static bool own_is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9') || c == '_' || c == '$' || (c & 0x80) != 0;
}

static const char *own_skip_blank(const char *at) {
  for (;;) {
    at += strspn(at, " \t\r\n\f");
    if (at[0] == '-' && at[1] == '-') {
      at += strcspn(at, "\n");
    } else if (at[0] == '/' && at[1] == '*') {
      const char *end = strstr(at + 2, "*/");
      at = end != NULL ? end + 2 : at + strlen(at);
    } else {
      return at;
    }
  }
}

static const char *own_next(const char *at, struct own_token *token) {
  char close;

  at = own_skip_blank(at);
  *token = (struct own_token){.text = at};
  if (*at == '\0')
    return at;
  if (strchr("'\"`[", *at) != NULL) {
    close = *at == '[' ? ']' : *at;
    token->text = ++at;
    token->word = token->quoted = true;
    while (*at != '\0' && *at != close)
      at++;
    token->len = (size_t)(at - token->text);
    return *at == '\0' ? at : at + 1;
  }
  token->word = own_is_word(*at);
  do
    at++;
  while (token->word && own_is_word(*at));
  token->len = (size_t)(at - token->text);
  return at;
}

static bool own_is(const struct own_token *token, const char *text) {
  return token->word && token->len == strlen(text) &&
         sqlite3_strnicmp(token->text, text, (int)token->len) == 0;
}

bool own_is_view(const char *name) {
  return name != NULL &&
         sqlite3_strnicmp(name, OWN_PREFIX, sizeof OWN_PREFIX - 1) == 0;
}

bool own_joins_fit(const char *sql) {
  struct own_token token;

  for (const char *at = own_next(sql, &token); token.len > 0 || token.word;
       at = own_next(at, &token))
    if (!token.quoted && (own_is(&token, "using") || own_is(&token, "natural")))
      return false;
  return true;
}

bool own_names_fit(const char *sql) {
  struct own_token before = {0};
  struct own_token token;

  for (const char *at = own_next(sql, &token); token.len > 0 || token.word;
       at = own_next(at, &token)) {
    if (token.word && token.len >= sizeof OWN_PREFIX - 1 &&
        own_is_view(token.text) && !own_is(&before, "from") &&
        !own_is(&before, "join"))
      return false;
    before = token;
  }
  return true;
}
