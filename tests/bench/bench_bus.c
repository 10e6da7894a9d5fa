/* Durable events from end to end beside Redis Streams.
 *
 * Ours: a command publishes an event; the bus delivers it to one subscriber,
 * whose effect is a journaled row, written together with the cursor. The group
 * published last is delivered in the batch that publishes the next.
 *
 * The yardstick: Redis with appendfsync always, over its own socket: XADD for
 * each event of a group in one go, XREADGROUP for the group, XACK for the
 * group; the subscriber's effect is nothing at all there. A second line has
 * all three of them in one go (the acknowledgements of the last group beside
 * the events of this one), which no subscriber with an effect can do. */
#include "bench.h"

#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bus/bus.h"

#define ROUNDS 5
#define SLOW_US "5000" /* added to each sync */

static const char tables[] =
    "{\"seen\":{\"columns\":[{\"name\":\"event\",\"type\":\"integer\","
    "\"required\":true},{\"name\":\"bed\",\"type\":\"integer\"}],"
    "\"unique\":[{\"columns\":[\"event\"]}]}}";

/* --- ours --- */

struct world {
  struct bench_home home;
  struct bus *bus;
  int64_t published;
  int64_t seen;
};

static void world_publish(struct world *world, struct error *err) {
  struct storage_command command = {.plugin = "care", .action = "assign"};
  json_t *payload = json_pack("{s:I,s:i}", "bed",
                              (json_int_t)(world->published % 500), "who", 7);
  char subject[32];
  int64_t event;

  snprintf(subject, sizeof subject, "resident:%" PRId64,
           world->published % 100);
  bench_must(storage_command_begin(world->home.storage, &command, err), err);
  bench_must(bus_publish(world->home.storage, 0, "care.assigned", subject,
                         payload, &event, err),
             err);
  bench_must(storage_command_accept(world->home.storage, NULL, NULL, err), err);
  json_decref(payload);
  world->published++;
}

static int world_begin(void *context, const char *subscriber,
                       struct storage_command *command, struct error *err) {
  (void)context;
  (void)subscriber;
  (void)err;
  *command = (struct storage_command){.plugin = "care", .action = "on"};
  return 0;
}

static int world_handle(void *context, const struct storage_event *event,
                        struct error *err) {
  struct world *world = context;
  json_t *row = json_pack("{s:I,s:O}", "event", (json_int_t)event->id, "bed",
                          json_object_get(event->payload, "bed"));
  int rc = storage_insert(world->home.storage, "care", "seen", row, NULL, err);

  json_decref(row);
  world->seen += rc == 0;
  return rc;
}

static void world_end(void *context) {
  (void)context;
}

static void world_turn(struct world *world, int publish, int deliver,
                       struct error *err) {
  struct storage *storage = world->home.storage;
  const struct bus_handler handler = {world, world_begin, world_handle,
                                      world_end};

  bench_must(storage_begin(storage, err), err);
  while (deliver > 0) {
    int rc = bus_deliver_some(world->bus, clock_now(&world->home.clock),
                              deliver, &handler, err);
    bench_must(rc, err);
    if (rc == 0)
      break;
    deliver -= rc;
  }
  for (int i = 0; i < publish; i++)
    world_publish(world, err);
  bench_must(storage_commit(storage, err), err);
}

static void world_open(struct world *world, struct error *err) {
  json_t *subscribers =
      json_pack("[{s:s,s:s}]", "name", "care:care.*", "pattern", "care.*");

  *world = (struct world){0};
  bench_home_make(&world->home, tables);
  bench_must(bus_open(world->home.storage, &world->bus, err), err);
  bench_must(storage_begin(world->home.storage, err), err);
  bench_must(bus_subscribe(world->bus, subscribers, err), err);
  bench_must(storage_commit(world->home.storage, err), err);
  json_decref(subscribers);
}

/* Events a second. */
static int64_t ours(int group, int groups) {
  struct world world;
  struct error err;
  int64_t start, spent;

  error_init(&err);
  world_open(&world, &err);
  start = bench_now();
  for (int i = 0; i <= groups; i++)
    world_turn(&world, i < groups ? group : 0, i > 0 ? group : 0, &err);
  spent = bench_now() - start;
  if (world.seen != (int64_t)group * groups) {
    fprintf(stderr, "%" PRId64 " of %d events arrived\n", world.seen,
            group * groups);
    exit(1);
  }
  bus_close(world.bus);
  bench_home_remove(&world.home);
  error_fini(&err);
  return (int64_t)group * groups * 1000000000 / spent;
}

/* --- redis --- */

struct redis {
  char dir[64];
  pid_t pid;
  int fd;
  char in[1 << 16];
  size_t at, end;
  char out[1 << 16];
  size_t len;
};

static void redis_die(const char *what) {
  fprintf(stderr, "redis: %s\n", what);
  exit(1);
}

static void redis_start(struct redis *redis) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};

  memset(redis, 0, sizeof *redis);
  bench_folder_make(redis->dir);
  snprintf(address.sun_path, sizeof address.sun_path, "%s/s", redis->dir);
  redis->pid = fork();
  if (redis->pid == 0) {
    if (chdir(redis->dir) == 0)
      execlp("redis-server", "redis-server", "--port", "0", "--unixsocket", "s",
             "--appendonly", "yes", "--appendfsync", "always", "--save", "",
             "--loglevel", "warning", "--logfile", "log", (char *)NULL);
    _exit(127);
  }
  redis->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  for (int i = 0; i < 100; i++) {
    if (connect(redis->fd, (struct sockaddr *)&address, sizeof address) == 0)
      return;
    usleep(50000);
  }
  redis_die("does not start");
}

static void redis_stop(struct redis *redis) {
  close(redis->fd);
  kill(redis->pid, SIGKILL);
  waitpid(redis->pid, NULL, 0);
  bench_folder_remove(redis->dir);
}

static char redis_byte(struct redis *redis) {
  if (redis->at == redis->end) {
    ssize_t n = read(redis->fd, redis->in, sizeof redis->in);
    if (n <= 0)
      redis_die("went away");
    redis->at = 0;
    redis->end = (size_t)n;
  }
  return redis->in[redis->at++];
}

/* Reads a reply; returns its number where it is one, else how long it is. */
static int64_t redis_reply(struct redis *redis) {
  char line[512];
  char kind = redis_byte(redis);
  size_t n = 0;
  int64_t number;

  while ((line[n] = redis_byte(redis)) != '\n' && n < sizeof line - 1)
    n++;
  line[n] = '\0';
  if (kind == '-')
    redis_die(line);
  number = strtoll(line, NULL, 10);
  if (kind == '$')
    for (int64_t i = 0; i < number + 2 && number >= 0; i++)
      redis_byte(redis);
  if (kind == '*')
    for (int64_t i = 0; i < number; i++)
      redis_reply(redis);
  return number;
}

static void redis_say(struct redis *redis, int count,
                      const char *const *words) {
  size_t room = sizeof redis->out - redis->len;
  char *at = redis->out + redis->len;
  size_t n = (size_t)snprintf(at, room, "*%d\r\n", count);

  for (int i = 0; i < count && n < room; i++)
    n += (size_t)snprintf(at + n, room - n, "$%zu\r\n%s\r\n", strlen(words[i]),
                          words[i]);
  if (n >= room)
    redis_die("too much in one go");
  redis->len += n;
}

static void redis_send(struct redis *redis) {
  for (size_t done = 0; done < redis->len;) {
    ssize_t n = write(redis->fd, redis->out + done, redis->len - done);
    if (n <= 0)
      redis_die("went away");
    done += (size_t)n;
  }
  redis->len = 0;
}

static void redis_add(struct redis *redis, int64_t number) {
  char id[32], body[64];
  const char *words[] = {"XADD",          "care",    id,  "type",
                         "care.assigned", "payload", body};

  snprintf(id, sizeof id, "%" PRId64 "-1", number);
  snprintf(body, sizeof body, "{\"bed\":%" PRId64 ",\"who\":7}", number % 500);
  redis_say(redis, 7, words);
}

static void redis_read(struct redis *redis, int group) {
  char count[16];
  const char *words[] = {"XREADGROUP", "GROUP",   "g",    "c", "COUNT",
                         count,        "STREAMS", "care", ">"};

  snprintf(count, sizeof count, "%d", group);
  redis_say(redis, 9, words);
}

static void redis_ack(struct redis *redis, int64_t first, int group) {
  char ids[64][32];
  const char *words[3 + 64] = {"XACK", "care", "g"};

  for (int i = 0; i < group; i++) {
    snprintf(ids[i], sizeof ids[i], "%" PRId64 "-1", first + i);
    words[3 + i] = ids[i];
  }
  redis_say(redis, 3 + group, words);
}

static void redis_acked(struct redis *redis, int group) {
  if (redis_reply(redis) != group)
    redis_die("acknowledged another number of events");
}

/* One thing after the other, each for the whole group. */
static void redis_group(struct redis *redis, int64_t first, int group) {
  for (int i = 0; i < group; i++)
    redis_add(redis, first + i);
  redis_send(redis);
  for (int i = 0; i < group; i++)
    redis_reply(redis);
  redis_read(redis, group);
  redis_send(redis);
  redis_reply(redis);
  redis_ack(redis, first, group);
  redis_send(redis);
  redis_acked(redis, group);
}

/* All in one go; acknowledges the group before this one. */
static void redis_at_once(struct redis *redis, int64_t first, int group) {
  for (int i = 0; i < group; i++)
    redis_add(redis, first + i);
  redis_read(redis, group);
  if (first > group)
    redis_ack(redis, first - group, group);
  redis_send(redis);
  for (int i = 0; i <= group; i++)
    redis_reply(redis);
  if (first > group)
    redis_acked(redis, group);
}

static int64_t yardstick(int group, int groups,
                         void (*run)(struct redis *, int64_t, int)) {
  const char *create[] = {"XGROUP", "CREATE", "care", "g", "$", "MKSTREAM"};
  static struct redis redis;
  int64_t start, spent;

  redis_start(&redis);
  redis_say(&redis, 6, create);
  redis_send(&redis);
  redis_reply(&redis);
  start = bench_now();
  for (int i = 0; i < groups; i++)
    run(&redis, (int64_t)i * group + 1, group);
  spent = bench_now() - start;
  redis_stop(&redis);
  return (int64_t)group * groups * 1000000000 / spent;
}

static void measure(int group, int groups, const char *disk) {
  struct bench_pair steps = {0}, once = {0};
  char what[80];

  for (int i = 0; i < ROUNDS; i++) {
    int64_t rate = ours(group, groups);
    bench_add(&steps, rate, yardstick(group, groups, redis_group));
    bench_add(&once, rate, yardstick(group, groups, redis_at_once));
  }
  snprintf(what, sizeof what, "durable events/s, groups of %d%s", group, disk);
  bench_report(what, ">= 2", &steps);
  snprintf(what, sizeof what, "  redis in one go, groups of %d%s", group, disk);
  bench_report(what, "", &once);
}

/* The same again with a sync as of a cheap PC's disk, for both: how much of a
 * group's time is work and how much is waiting decides the ratio. */
static void measure_slow(void) {
  char self[4096];
  char library[4200];
  ssize_t len = readlink("/proc/self/exe", self, sizeof self - 1);

  self[len > 0 ? len : 0] = '\0';
  snprintf(library, sizeof library, "%s", self);
  snprintf(strrchr(library, '/') + 1, 32, "libslow_sync.so");
  if (access(library, R_OK) != 0) {
    fprintf(stderr, "%s is not there: no slow disk\n", library);
    exit(1);
  }
  setenv("LD_PRELOAD", library, 1); /* a whole path: redis has its own folder */
  setenv("SYNC_US", SLOW_US, 1);
  execl(self, self, "slow", (char *)NULL);
  perror(self);
  exit(1);
}

int main(int argc, char **argv) {
  if (argc > 1 && strcmp(argv[1], "slow") == 0) {
    measure(64, 60, ", sync +5 ms");
    return 0;
  }
  measure(1, 1500, "");
  measure(64, 150, "");
  fflush(stdout);
  measure_slow();
  return 1;
}
