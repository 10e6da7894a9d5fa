/* songhe: the host and its command line. */
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "cli/cli.h"

struct main_command {
  const char *name;
  cli_command *run;
  const char *usage;
  const char *zh;
  const char *en;
};

static const struct main_command commands[] = {
    {"init", cli_init, "init", "建立数据文件夹和第一个管理员",
     "make the data folder and the first administrator"},
    {"home", cli_home,
     "home new ID [--name N] [--zone Z] [--kind public|public-private|private]"
     " | home list | home accept ID --reason TEXT",
     "建立或列出机构；接受丢失的历史", "make or list homes; accept a loss"},
    {"import", cli_import,
     "import HOME FILE [--as-kind PLUGIN.KIND] [--sheet NAME] [--source NAME]"
     " [--dry-run|--yes] [--rejects FILE] | import HOME undo ID",
     "从表格或 FHIR 文件导入", "bring in a spreadsheet or FHIR"},
    {"report", cli_report,
     "report HOME PLUGIN.REPORT [--as json|xml] [--out FILE]"
     " [--resident ID] [--from DATE] [--to DATE]"
     " | report list HOME",
     "导出报表", "make a report; list them"},
    {"file", cli_file,
     "file put HOME PATH | file get HOME HASH PLUGIN.QUERY [JSON|@FILE|-]"
     " [--out FILE]",
     "上传照片或文件；取回", "upload a picture or document; get one back"},
    {"do", cli_do,
     "do HOME PLUGIN.ACTION [JSON|@FILE|-] [--key K] [--happened-at I]"
     " [--dry-run]",
     "执行一个操作", "run an action"},
    {"ask", cli_ask, "ask HOME PLUGIN.QUERY [JSON|@FILE|-] [--at I]", "查询",
     "run a query"},
    {"duties", cli_duties,
     "duties HOME [--state S] [--from I] [--to I]"
     " | duties record HOME DUTY OUTCOME [JSON]",
     "待办事项", "the duty list; record an outcome"},
    {"tick", cli_tick, "tick HOME [--to INSTANT]",
     "让虚拟时钟前进（仅用于虚拟文件夹）", "let a virtual folder's clock run"},
    {"events", cli_events, "events HOME [--after SEQ] [--type T] [--follow]",
     "事件流", "the event stream"},
    {"verify", cli_verify, "verify HOME [--head NUMBER:HASH]",
     "检查一个机构的全部记录，或再找一条打印过的日志位置",
     "check a home's journal, tables and mark; place a printed head"},
    {"schedule", cli_schedule,
     "schedule expand --start LOCAL --rrule R [--zone Z] [--count N]"
     " [--until L] [--exdate L]...",
     "列出重复规则的时间", "print the occurrences of a rule"},
    {"plugin", cli_plugin,
     "plugin list HOME | check DIR|ID | test HOME ID|DIR | new ID [--into DIR]"
     " | try HOME ID DIR [--from SEQ|DATE] [--limit N] | rules HOME [ID]"
     " | enable|disable|reload HOME ID",
     "插件", "the plugin kit"},
    {"user", cli_user,
     "user add NAME --role ROLE [--home HOME] --password-stdin | user list"
     " | user sessions | user end SESSION",
     "人员和角色；谁在哪里登录，结束一个登录",
     "people and roles; who is signed in where; end one's session"},
    {"serve", cli_serve,
     "serve [--port N] [--address A --allow NETWORK[,NETWORK]...]"
     " [--name HOST] [--cert FILE --key FILE] [--idle MINUTES] [--safe-mode]",
     "启动主机", "run the host"},
    {"doctor", cli_doctor, "doctor", "检查有什么不对，该怎么办",
     "what is wrong and what to do"},
};

#define COMMANDS (sizeof commands / sizeof *commands)

static void main_help(const struct cli *cli) {
  fputs(cli->zh
            ? "用法：songhe [--data 文件夹] [--as 用户] [--json] 命令 ...\n\n"
            : "Usage: songhe [--data DIR] [--now INSTANT] [--as USER] "
              "[--json] COMMAND ...\n\n",
        stdout);
  for (size_t i = 0; i < COMMANDS; i++)
    printf("  %s\n      %s\n", commands[i].usage,
           cli->zh ? commands[i].zh : commands[i].en);
}

static bool main_language_zh(void) {
  static const char *const names[] = {"SONGHE_LANG", "LC_ALL", "LC_MESSAGES",
                                      "LANG"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    const char *value = getenv(names[i]);
    if (value != NULL && *value != '\0')
      return strncmp(value, "en", 2) != 0;
  }
  return true;
}

/* The options before the command. Returns how many words they took. */
static int main_globals(struct cli *cli, int argc, char **argv,
                        struct error *err) {
  int i = 1;

  for (; i < argc && strncmp(argv[i], "--", 2) == 0; i++) {
    const char **value = NULL;
    if (strcmp(argv[i], "--json") == 0) {
      cli->json = true;
      continue;
    }
    if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "--version") == 0)
      break;
    if (strcmp(argv[i], "--data") == 0)
      value = &cli->data;
    else if (strcmp(argv[i], "--now") == 0)
      value = &cli->now;
    else if (strcmp(argv[i], "--as") == 0)
      value = &cli->as;
    if (value == NULL || i + 1 == argc)
      return error_set(err, ERROR_USAGE, "不认识或不完整的选项 %s。",
                       "Unknown or incomplete option %s.", argv[i]);
    *value = argv[++i];
  }
  return i;
}

static const struct main_command *main_find(const char *name) {
  for (size_t i = 0; i < COMMANDS; i++)
    if (strcmp(commands[i].name, name) == 0)
      return &commands[i];
  return NULL;
}

/* --now moves time: a real folder's time is not for anybody to move. */
static int main_check_now(const struct cli *cli,
                          const struct main_command *command,
                          struct error *err) {
  if (cli->now == NULL || command->run == cli_init)
    return 0;
  return error_set(err, ERROR_USAGE,
                   "--now 只能和 init 一起用；之后用 tick 让时钟前进。",
                   "--now goes with init only; later use tick to let the "
                   "clock run.");
}

static int main_run(struct cli *cli, int argc, char **argv, struct error *err) {
  const struct main_command *command;
  int at = main_globals(cli, argc, argv, err);

  if (at < 0)
    return at;
  if (at == argc || strcmp(argv[at], "--help") == 0 ||
      strcmp(argv[at], "help") == 0) {
    main_help(cli);
    return 0;
  }
  if (strcmp(argv[at], "--version") == 0) {
    puts("songhe " SONGHE_VERSION);
    return 0;
  }
  command = main_find(argv[at]);
  if (command == NULL)
    return error_set(
        err, ERROR_USAGE, "没有 %s 这个命令；songhe --help 列出全部。",
        "There is no command %s; songhe --help lists them all.", argv[at]);
  if (main_check_now(cli, command, err) != 0)
    return err->code;
  cli->count = argc - at - 1;
  cli->words = argv + at + 1;
  return command->run(cli, err);
}

int main(int argc, char **argv) {
  struct cli cli = {.program = argv[0], .zh = main_language_zh()};
  struct error err;
  int rc;

  setlocale(LC_CTYPE, "C.UTF-8"); /* column widths of Chinese text */
  error_init(&err);
  cli.data = getenv("SONGHE_DATA");
  if (cli.data == NULL || *cli.data == '\0')
    cli.data = "./songhe-data";
  log_set_level(LOG_WARN);
  rc = main_run(&cli, argc, argv, &err);
  if (rc < 0)
    rc = output_problem(&cli, &err);
  error_fini(&err);
  return rc < 0 ? 3 : rc;
}
