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
/* Of a query that every sign-in asks of every home: to be refused is no try to
 * read a resident's record. */
#define NO_RECORDS "\"shows_records\":false,"
/* What a command needs of a disk that fills up (home/space.h): nothing, or
 * much; what says neither is refused when only duties are recorded. */
#define ROOM_NONE "\"room\":\"none\","
#define ROOM_MUCH "\"room\":\"much\","
#define MUST "\"required\":true,"
#define VALUE(value, zh, en)                                                   \
  "{\"value\":\"" value "\",\"zh\":\"" zh "\",\"en\":\"" en "\"}"

/* clang-format off */
#define ROLES                                                                  \
  "\"values\":["                                                               \
  VALUE("administrator", "系统管理员", "Administrator") ","                    \
  VALUE("manager", "院长", "Manager") ","                                      \
  VALUE("admissions", "入住接待", "Admissions") ","                            \
  VALUE("nurse", "护士", "Nurse") ","                                          \
  VALUE("caregiver", "护理员", "Caregiver") ","                                \
  VALUE("doctor", "医生", "Doctor") ","                                        \
  VALUE("pharmacist", "药师", "Pharmacist") ","                                \
  VALUE("social_worker", "社工", "Social worker") ","                          \
  VALUE("safety_officer", "安全员", "Safety officer") ","                      \
  VALUE("inspector", "检查员", "Inspector") "],"
/* clang-format on */

#endif
