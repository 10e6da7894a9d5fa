#include "base/error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

struct error_kind {
  const char *slug;
  int status;
  int exit;
};

#define X(name, slug, status, exit) [ERROR_INDEX_##name] = {slug, status, exit},
static const struct error_kind kinds[] = {ERROR_MAP(X)};
#undef X

/* What the problem's title says; the text says the rest. */
static const char *const titles[][2] = {
    [ERROR_INDEX_INPUT] = {"填写有误", "Please check what was entered"},
    [ERROR_INDEX_SIGN_IN] = {"请先登录", "Please sign in"},
    [ERROR_INDEX_PERMISSION] = {"没有权限", "Not permitted"},
    [ERROR_INDEX_NOT_FOUND] = {"没有找到", "Not found"},
    [ERROR_INDEX_RULE] = {"规则不允许", "A rule does not allow this"},
    [ERROR_INDEX_CONFLICT] = {"情况已变化", "Things have changed meanwhile"},
    [ERROR_INDEX_USAGE] = {"用法不对", "Wrong usage"},
    [ERROR_INDEX_BUSY] = {"正忙，请稍后再试", "Busy, please try again"},
    [ERROR_INDEX_TIMEOUT] = {"超时，没有保存", "Took too long, not saved"},
    [ERROR_INDEX_PLUGIN] = {"插件出错，没有保存", "A plugin failed, not saved"},
    [ERROR_INDEX_READONLY] = {"现在只能查看", "Reading only for now"},
    [ERROR_INDEX_FULL] = {"磁盘已满", "Disk full"},
    [ERROR_INDEX_FUTURE] = {"由更新的版本写成", "Made by a newer version"},
    [ERROR_INDEX_CORRUPT] = {"数据校验不符", "Stored data fails its check"},
    [ERROR_INDEX_IO] = {"读写失败，没有保存", "Reading or writing failed"},
    [ERROR_INDEX_MEMORY] = {"内存不足", "Out of memory"},
    [ERROR_INDEX_INTERNAL] = {"程序出错，没有保存", "Songhe made a mistake"},
};

static size_t error_index(enum error_code code) {
  size_t index = (size_t)(-1 - (int)code);
  return index < sizeof kinds / sizeof *kinds ? index : ERROR_INDEX_INTERNAL;
}

void error_init(struct error *err) {
  *err = (struct error){0};
}

void error_fini(struct error *err) {
  for (size_t i = 0; i < err->fault_count; i++) {
    free(err->faults[i].field);
    free(err->faults[i].code);
    free(err->faults[i].zh);
    free(err->faults[i].en);
  }
  free(err->faults);
  free(err->zh);
  free(err->en);
  error_init(err);
}

/* What a text quotes may be no UTF-8, or was cut within a character. A problem
 * is JSON, where such a text could not be told at all. */
static void error_mend(char *text) {
  size_t len = strlen(text), n;

  for (size_t i = 0; i < len; i += n) {
    n = utf8_char(text + i, len - i);
    if (n > 0)
      continue;
    text[i] = '?';
    n = 1;
  }
}

static char *error_format(const char *format, va_list args) {
  char *text = NULL;

  if (vasprintf(&text, format, args) < 0)
    return NULL;
  error_mend(text);
  return text;
}

int error_set(struct error *err, enum error_code code, const char *zh,
              const char *en, ...) {
  va_list args;

  if (err == NULL)
    return code;
  if (err->zh != NULL || err->en != NULL) {
    if (err->code == ERROR_NONE)
      err->code = code;
    return err->code;
  }
  err->code = code;
  va_start(args, en);
  err->zh = error_format(zh, args);
  va_end(args);
  va_start(args, en);
  err->en = error_format(en, args);
  va_end(args);
  return code;
}

/* Room for one more fault, growing by doubling. */
static struct error_fault *error_fault_new(struct error *err) {
  size_t n = err->fault_count;

  if ((n & (n - 1)) == 0) {
    size_t cap = n == 0 ? 1 : 2 * n;
    struct error_fault *more = realloc(err->faults, cap * sizeof *more);
    if (more == NULL)
      return NULL;
    err->faults = more;
  }
  err->faults[n] = (struct error_fault){0};
  return &err->faults[n];
}

int error_fault(struct error *err, const char *field, const char *code,
                const char *zh, const char *en, ...) {
  struct error_fault *fault;
  va_list args;

  if (err == NULL)
    return ERROR_INPUT;
  if (err->code == ERROR_NONE)
    err->code = ERROR_INPUT;
  fault = err->fault_count < ERROR_FAULTS_MAX ? error_fault_new(err) : NULL;
  if (fault == NULL) {
    err->omitted++;
    return err->code;
  }
  fault->field = strdup(field);
  if (fault->field != NULL)
    error_mend(fault->field);
  fault->code = strdup(code);
  va_start(args, en);
  fault->zh = error_format(zh, args);
  va_end(args);
  va_start(args, en);
  fault->en = error_format(en, args);
  va_end(args);
  err->fault_count++;
  return err->code;
}

void error_move(struct error *to, struct error *from) {
  error_fini(to);
  *to = *from;
  error_init(from);
}

const char *error_slug(enum error_code code) {
  return kinds[error_index(code)].slug;
}

int error_http_status(enum error_code code) {
  return kinds[error_index(code)].status;
}

int error_exit_status(enum error_code code) {
  return kinds[error_index(code)].exit;
}

const char *error_title(enum error_code code, bool zh) {
  return titles[error_index(code)][zh ? 0 : 1];
}

const char *error_detail(const struct error *err, bool zh) {
  const char *text = zh ? err->zh : err->en;

  if (text != NULL)
    return text;
  if (err->fault_count == 0)
    return "";
  return zh ? "请看各处说明。" : "See what is said of each place.";
}

const char *error_system(int number) {
  static const struct {
    int number;
    const char *zh;
  } said[] = {{EACCES, "没有权限"},
              {EPERM, "没有权限"},
              {ENOENT, "没有这个文件或文件夹"},
              {EEXIST, "已经有了"},
              {ENOTDIR, "不是文件夹"},
              {EISDIR, "是一个文件夹"},
              {ENOTEMPTY, "文件夹不是空的"},
              {ENAMETOOLONG, "名字太长"},
              {ELOOP, "链接绕了圈"},
              {ENOSPC, "磁盘已满"},
              {EDQUOT, "超出磁盘配额"},
              {EFBIG, "文件太大"},
              {EROFS, "磁盘是只读的"},
              {EIO, "磁盘读写出错"},
              {EBUSY, "正被别的程序使用"},
              {ETXTBSY, "正被别的程序使用"},
              {EMFILE, "打开的文件太多"},
              {ENFILE, "打开的文件太多"},
              {ENOMEM, "内存不足"},
              {EAGAIN, "暂时做不到"},
              {ENOEXEC, "不是能运行的程序"},
              {ENOTSUP, "这里不支持"},
              {EADDRINUSE, "地址和端口已被占用"},
              {EADDRNOTAVAIL, "本机没有这个地址"},
              {ECONNREFUSED, "没有程序在听"},
              {ECONNRESET, "连接断了"},
              {EPIPE, "连接断了"},
              {ETIMEDOUT, "等得太久"}};
  for (size_t i = 0; i < sizeof said / sizeof *said; i++)
    if (said[i].number == number)
      return said[i].zh;
  return "系统没有说明原因";
}

enum error_code error_from_slug(const char *slug) {
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
    if (strcmp(kinds[i].slug, slug) == 0)
      return (enum error_code)(-1 - (int)i);
  return ERROR_INTERNAL;
}
