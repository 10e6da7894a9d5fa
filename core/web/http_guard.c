#include "web/http_guard.h"

#include <string.h>
#include <strings.h>

/* Headers that may come once: a second one could be read by the next program
 * in another way than by us. */
static const char *const single_names[] = {
    "host",
    "content-length",
    "transfer-encoding",
    "content-type",
    "origin",
    "sec-fetch-site",
    "cookie",
    "x-songhe",
    "authorization",
    "idempotency-key",
    "last-event-id",
    "expect",
};
#define SINGLE_HOST 0
#define SINGLE_LENGTH 1
#define SINGLE_TRANSFER 2

static const struct {
  const char *name;
  enum http_method method;
} method_names[] = {
    {"GET", HTTP_METHOD_GET},         {"HEAD", HTTP_METHOD_HEAD},
    {"POST", HTTP_METHOD_POST},       {"PUT", HTTP_METHOD_PUT},
    {"PATCH", HTTP_METHOD_PATCH},     {"DELETE", HTTP_METHOD_DELETE},
    {"OPTIONS", HTTP_METHOD_OPTIONS},
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

void http_guard_init(struct http_head *head, const char *data) {
  /* The table of fields is left as it is: field_count says what counts. */
  memset(head, 0, offsetof(struct http_head, fields));
  memset(&head->field_count, 0,
         sizeof(*head) - offsetof(struct http_head, field_count));
  head->data = data;
}

static int refuse(struct http_head *head, int status, const char *zh,
                  const char *en) {
  head->zh = zh;
  head->en = en;
  return -status;
}

/* RFC 9110, 5.6.2. */
static bool is_token_byte(unsigned char c) {
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
      (c >= '0' && c <= '9'))
    return true;
  return c != 0 && strchr("!#$%&'*+-.^_`|~", c) != NULL;
}

static bool is_token(const char *data, size_t len) {
  for (size_t i = 0; i < len; i++)
    if (!is_token_byte((unsigned char)data[i]))
      return false;
  return len > 0;
}

static int check_version(struct http_head *head, const char *text, size_t len) {
  if (len != 8 || memcmp(text, "HTTP/", 5) != 0 || text[6] != '.')
    return refuse(head, 400, "请求行不是 HTTP 格式。",
                  "The request line is not HTTP.");
  if (text[5] != '1' || (text[7] != '0' && text[7] != '1'))
    return refuse(head, 505, "只支持 HTTP/1.1。",
                  "Only HTTP/1.1 is spoken here.");
  head->http10 = text[7] == '0';
  return 0;
}

static int check_target(struct http_head *head, const char *text, size_t len) {
  if (len == 0 || text[0] != '/')
    return refuse(head, 400, "请求地址必须以 / 开头。",
                  "The request's address must begin with a slash.");
  for (size_t i = 0; i < len; i++) {
    unsigned char c = (unsigned char)text[i];
    if (c <= 0x20 || c >= 0x7f || c == '#')
      return refuse(head, 400, "请求地址含有不允许的字符。",
                    "The request's address holds a byte that is not allowed.");
  }
  return 0;
}

static int take_method(struct http_head *head, const char *text, size_t len) {
  if (!is_token(text, len))
    return refuse(head, 400, "请求方法不是合法的词。",
                  "The request's method is not a token.");
  for (size_t i = 0; i < COUNT(method_names); i++)
    if (strlen(method_names[i].name) == len &&
        memcmp(method_names[i].name, text, len) == 0)
      head->method = method_names[i].method;
  if (head->method == HTTP_METHOD_NONE)
    return refuse(head, 501, "不支持这种请求方法。",
                  "This request method is not supported.");
  return 0;
}

/* method SP target SP version, with exactly one space each. */
static int take_request_line(struct http_head *head, size_t start, size_t end) {
  const char *line = head->data + start;
  const char *stop = head->data + end;
  const char *first = memchr(line, ' ', (size_t)(stop - line));
  const char *last = first == NULL ? NULL : memrchr(line, ' ', end - start);
  if (first == NULL || first == last)
    return refuse(head, 400, "请求行应为“方法 地址 版本”。",
                  "A request line is: method, address, version.");
  int rc = check_version(head, last + 1, (size_t)(stop - last - 1));
  if (rc == 0)
    rc = take_method(head, line, (size_t)(first - line));
  if (rc == 0)
    rc = check_target(head, first + 1, (size_t)(last - first - 1));
  head->target = (uint16_t)(first + 1 - head->data);
  head->target_len = (uint16_t)(last - first - 1);
  return rc;
}

static int take_length(struct http_head *head, const char *value, size_t len) {
  if (len == 0 || len > 12)
    return refuse(head, 400, "Content-Length 不是合理的数字。",
                  "Content-Length is not a sensible number.");
  for (size_t i = 0; i < len; i++) {
    if (value[i] < '0' || value[i] > '9')
      return refuse(head, 400, "Content-Length 不是数字。",
                    "Content-Length is not a number.");
    head->length = head->length * 10 + (uint64_t)(value[i] - '0');
  }
  head->has_length = true;
  return 0;
}

/* What a header alone can get wrong; pairs are checked at the end. */
static int check_field(struct http_head *head, const char *name, size_t len,
                       const char *value, size_t value_len) {
  for (unsigned i = 0; i < COUNT(single_names); i++) {
    if (strlen(single_names[i]) != len ||
        strncasecmp(single_names[i], name, len) != 0)
      continue;
    if (head->seen & (1U << i))
      return refuse(head, 400, "同一个请求头出现了两次。",
                    "A header that may come once came twice.");
    head->seen |= 1U << i;
    if (i == SINGLE_LENGTH)
      return take_length(head, value, value_len);
    if (i == SINGLE_TRANSFER) {
      if (value_len != 7 || strncasecmp(value, "chunked", 7) != 0)
        return refuse(head, 501, "传输编码只支持 chunked。",
                      "The only transfer coding taken is chunked.");
      head->chunked = true;
    }
  }
  return 0;
}

static int take_field(struct http_head *head, size_t start, size_t end) {
  const char *line = head->data + start;
  if (line[0] == ' ' || line[0] == '\t')
    return refuse(head, 400, "请求头不允许折行。",
                  "A header line may not be folded.");
  const char *colon = memchr(line, ':', end - start);
  if (colon == NULL || !is_token(line, (size_t)(colon - line)))
    return refuse(head, 400, "请求头的名称不合法。",
                  "A header's name is not a token.");
  if (head->field_count == HTTP_FIELDS_MAX)
    return refuse(head, 431, "请求头太多(最多 64 个)。",
                  "Too many headers (64 at most).");
  const char *value = colon + 1;
  const char *stop = head->data + end;
  while (value < stop && (*value == ' ' || *value == '\t'))
    value++;
  while (stop > value && (stop[-1] == ' ' || stop[-1] == '\t'))
    stop--;
  head->fields[head->field_count++] = (struct http_field){
      .name = (uint16_t)start,
      .name_len = (uint16_t)(colon - line),
      .value = (uint16_t)(value - head->data),
      .value_len = (uint16_t)(stop - value),
  };
  return check_field(head, line, (size_t)(colon - line), value,
                     (size_t)(stop - value));
}

static int finish(struct http_head *head) {
  if (head->chunked && head->has_length)
    return refuse(head, 400, "Content-Length 与 Transfer-Encoding 不能并用。",
                  "Content-Length and Transfer-Encoding exclude each other.");
  if (head->chunked && head->http10)
    return refuse(head, 400, "HTTP/1.0 没有 Transfer-Encoding。",
                  "HTTP/1.0 has no Transfer-Encoding.");
  if (!(head->seen & (1U << SINGLE_HOST)) && !head->http10)
    return refuse(head, 400, "请求缺少 Host。", "The request has no Host.");
  return 1;
}

/* A line from head->line up to the CR at `end`; 0 to go on, 1 at the end. */
static int take_line(struct http_head *head, size_t end) {
  size_t start = head->line;
  head->line = end + 2;
  if (head->headers != 0)
    return start == end ? finish(head) : take_field(head, start, end);
  if (start == end) {
    if (++head->blanks > HTTP_BLANKS_MAX)
      return refuse(head, 400, "请求前的空行太多。",
                    "Too many empty lines before the request.");
    head->start = head->line;
    return 0;
  }
  head->headers = head->line;
  return take_request_line(head, start, end);
}

static int check_room(struct http_head *head, size_t pos) {
  if (head->headers == 0 && pos - head->start > HTTP_LINE_MAX)
    return refuse(head, 414, "请求地址太长(最多 2 KB)。",
                  "The request line is too long (2 KB at most).");
  if (head->headers != 0 && pos - head->headers > HTTP_HEAD_MAX)
    return refuse(head, 431, "请求头太长(最多 8 KB)。",
                  "The headers are too long (8 KB at most).");
  return 0;
}

/* Everything that ends or breaks a run of ordinary bytes: 0 or a refusal. */
static int check_control(struct http_head *head, unsigned char c) {
  if (head->cr && c != '\n')
    return refuse(head, 400, "回车符后面没有换行符。",
                  "A carriage return without its line feed.");
  if (c == '\n' && !head->cr)
    return refuse(head, 400, "换行符前面没有回车符。",
                  "A line feed without its carriage return.");
  if (c != '\r' && c != '\n' && c != '\t')
    return refuse(head, 400, "请求头含有控制字符。",
                  "The head holds a control character.");
  return 0;
}

int http_guard_feed(struct http_head *head, size_t len) {
  while (head->pos < len) {
    unsigned char c = (unsigned char)head->data[head->pos];
    int rc = 0;
    if (head->cr || c < 0x20 || c == 0x7f)
      rc = check_control(head, c);
    head->pos++;
    if (rc == 0)
      rc = check_room(head, head->pos);
    head->cr = c == '\r';
    if (rc == 0 && c == '\n')
      rc = take_line(head, head->pos - 2);
    if (rc != 0)
      return rc;
  }
  return 0;
}

struct http_text http_head_find(const struct http_head *head,
                                const char *name) {
  size_t len = strlen(name);
  for (unsigned i = 0; i < head->field_count; i++) {
    const struct http_field *field = &head->fields[i];
    if (field->name_len == len &&
        strncasecmp(head->data + field->name, name, len) == 0)
      return (struct http_text){head->data + field->value, field->value_len};
  }
  return (struct http_text){NULL, 0};
}
