#include "base/password_common.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COMMON_MAX 40     /* bytes; nobody guesses longer ones first */
#define COMMON_REPEATED 5 /* bytes of what is said again and again */

/* Beginnings: what is loved, surnames, hands on the keys, trades and places. */
static const char *const common_stems[] = {
    "a",           "aa",          "aaa",      "abc",      "abcd",
    "qq",          "qwe",         "qwer",     "qwerty",   "asd",
    "asdf",        "zxc",         "zxcv",     "qaz",      "qazwsx",
    "1qaz",        "1q2w3e",      "1q2w3e4r", "woaini",   "woaiwojia",
    "aini",        "iloveyou",    "loveyou",  "baobei",   "mima",
    "password",    "pass",        "admin",    "root",     "user",
    "test",        "guest",       "welcome",  "hello",    "nihao",
    "caonima",     "tiankong",    "zhongguo", "china",    "beijing",
    "shanghai",    "guangzhou",   "shenzhen", "songhe",   "yanglao",
    "yanglaoyuan", "jinglaoyuan", "laoren",   "hushi",    "huli",
    "yisheng",     "yuanzhang",   "nurse",    "doctor",   "manager",
    "hospital",    "yiyuan",      "wang",     "li",       "zhang",
    "liu",         "chen",        "yang",     "zhao",     "huang",
    "zhou",        "wu",          "xu",       "sun",      "hu",
    "zhu",         "gao",         "lin",      "he",       "guo",
    "ma",          "luo",         "liang",    "song",     "zheng",
    "xie",         "han",         "tang",     "feng",     "yu",
    "dong",        "xiao",        "cheng",    "cao",      "yuan",
    "deng",        "fu",          "shen",     "zeng",     "peng",
    "lv",          "su",          "lu",       "jiang",    "cai",
    "jia",         "ding",        "wei",      "xue",      "ye",
    "yan",         "pan",         "xiaoming", "xiaohong", "wangfang",
    "wangwei",     "zhangwei",    "liwei"};

/* Endings: counting, luck (6, 8), love (520 wo ai ni, 1314 for life). A year
 * is one too. */
static const char *const common_ends[] = {
    "1",       "12",        "123",       "1234",       "12345",     "123456",
    "1234567", "12345678",  "123456789", "1234567890", "123123",    "123321",
    "111",     "1111",      "111111",    "11111111",   "000",       "0000",
    "000000",  "00000000",  "666",       "6666",       "666666",    "888",
    "8888",    "888888",    "88888888",  "999",        "520",       "521",
    "520520",  "1314",      "5201314",   "1314520",    "13145200",  "5211314",
    "147258",  "147258369", "159357",    "789456",     "987654321", "654321",
    "321",     "110",       "120",       "119",        "007",       "abc",
    "abcd",    "qwe",       "asd",       "qwerty",     "admin",     "password"};

#define STEMS (sizeof common_stems / sizeof *common_stems)
#define ENDS (sizeof common_ends / sizeof *common_ends)

static bool common_listed(const char *text) {
  char word[COMMON_MAX + 3];

  snprintf(word, sizeof word, " %s ", text);
  for (const char *const *row = password_words; *row != NULL; row++)
    if (strstr(*row, word) != NULL)
      return true;
  return false;
}

/* The number that `len` digits are; -1 when one is none. */
static int common_digits(const char *text, size_t len) {
  int number = 0;

  for (size_t i = 0; i < len; i++) {
    if (text[i] < '0' || text[i] > '9')
      return -1;
    number = number * 10 + text[i] - '0';
  }
  return number;
}

static bool common_year(const char *text) {
  int year = common_digits(text, 4);

  return year >= 1900 && year < 2100;
}

/* 19850312: a birthday, most of the time. */
static bool common_date(const char *text, size_t len) {
  int month, day;

  if (len != 8 || common_digits(text, len) < 0 || !common_year(text))
    return false;
  month = common_digits(text + 4, 2);
  day = common_digits(text + 6, 2);
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

static bool common_end(const char *text, size_t len) {
  if ((len == 4 && common_year(text)) || common_date(text, len))
    return true;
  for (size_t i = 0; i < ENDS; i++)
    if (strlen(common_ends[i]) == len && memcmp(common_ends[i], text, len) == 0)
      return true;
  return false;
}

/* A usual beginning with a usual ending, in either order; people put '@', '_',
 * '.' or '-' between the two, or '!' behind. */
static bool common_joined(const char *text, size_t len) {
  size_t whole = len > 1 && text[len - 1] == '!' ? len - 1 : len;

  for (size_t i = 0; i < STEMS; i++) {
    size_t stem = strlen(common_stems[i]);
    size_t gap;
    if (stem >= whole)
      continue;
    if (memcmp(text, common_stems[i], stem) == 0) {
      gap = strchr("@_.-", text[stem]) != NULL;
      if (common_end(text + stem + gap, whole - stem - gap))
        return true;
    }
    if (memcmp(text + whole - stem, common_stems[i], stem) == 0 &&
        common_end(text, whole - stem))
      return true;
  }
  return false;
}

/* 12341234, aaaaaaaa, 520520520. */
static bool common_repeated(const char *text, size_t len) {
  for (size_t period = 1; period <= COMMON_REPEATED; period++) {
    size_t at = period;
    while (at < len && text[at] == text[at - period])
      at++;
    if (at == len)
      return true;
  }
  return false;
}

/* 23456789, hgfedcba; 0 comes after 9. */
static bool common_run(const char *text, size_t len) {
  bool up = true, down = true;

  for (size_t i = 1; i < len; i++) {
    int step = text[i] - text[i - 1];
    up = up && (step == 1 || (text[i - 1] == '9' && text[i] == '0'));
    down = down && (step == -1 || (text[i - 1] == '0' && text[i] == '9'));
  }
  return up || down;
}

bool password_is_common(const char *text) {
  size_t len = strlen(text);

  if (len == 0 || len > COMMON_MAX)
    return false;
  return common_repeated(text, len) || common_run(text, len) ||
         common_end(text, len) || common_joined(text, len) ||
         common_listed(text);
}
