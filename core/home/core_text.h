/* Short forms for the declarations of core calls. Only core_*.c use it. */
#ifndef SONGHE_HOME_CORE_TEXT_H
#define SONGHE_HOME_CORE_TEXT_H

#define CALL(zh, en, permission, rest)                                         \
  "{\"zh\":\"" zh "\",\"en\":\"" en "\",\"permission\":\"" permission          \
  "\"," rest "}"
#define INPUT(fields) "\"input\":[" fields "]"
#define COLUMNS(fields) "\"columns\":[" fields "]"
#define FIELD(name, type, rest, zh, en)                                        \
  "{\"name\":\"" name "\",\"type\":\"" type "\"," rest "\"zh\":\"" zh          \
  "\",\"en\":\"" en "\"}"
#define MUST "\"required\":true,"

#endif
