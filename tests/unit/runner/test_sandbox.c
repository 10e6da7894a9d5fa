/* The walls: each forbidden call ends the process, ordinary work does not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "runner/sandbox.h"

static void try_nothing(void) {
  char *more = malloc(8 << 20);
  char byte = 'x';

  memset(more, 1, 8 << 20);
  free(more);
  if (send(SANDBOX_FD, &byte, 1, MSG_NOSIGNAL) != 1)
    _exit(3);
}

static void try_open(void) {
  open("/etc/passwd", O_RDONLY | O_CLOEXEC);
}

static void try_socket(void) {
  socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
}

static void try_fork(void) {
  if (fork() == 0)
    _exit(0);
}

static void try_exec(void) {
  execl("/bin/true", "true", (char *)NULL);
}

static void try_kill(void) {
  kill(getppid(), SIGUSR1);
}

static void try_code(void) {
  mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC,
       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

static void try_protect(void) {
  static char page[8192];
  mprotect((void *)(((uintptr_t)page + 4095) & ~(uintptr_t)4095), 4096,
           PROT_READ | PROT_EXEC);
}

static void try_other_fd(void) {
  char byte = 0;
  if (write(SANDBOX_FD + 1, &byte, 1) < 0)
    _exit(4);
}

static void try_trace(void) {
  ptrace(PTRACE_TRACEME, 0, NULL, NULL);
}

static void try_memory(void) {
  if (malloc(128u << 20) != NULL)
    _exit(5);
}

/* Status of a child that enters the sandbox and does `what`. */
static int walled(void (*what)(void)) {
  pid_t parent = getpid();
  int pair[2];
  int status = 0;
  pid_t pid;

  assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
  pid = fork();
  if (pid == 0) {
    if (sandbox_enter(pair[1], parent) != 0)
      _exit(2);
    what();
    _exit(0);
  }
  assert_true(pid > 0);
  assert_int_equal(waitpid(pid, &status, 0), pid);
  close(pair[0]);
  close(pair[1]);
  return status;
}

static void test_ordinary(void **state) {
  int status = walled(try_nothing);

  (void)state;
  assert_true(WIFEXITED(status));
  assert_int_equal(WEXITSTATUS(status), 0);
}

static void test_forbidden(void **state) {
#ifdef RUNNER_RELAXED
  (void)state;
  skip();
#else
  static void (*const tries[])(void) = {try_open,    try_socket,   try_fork,
                                        try_exec,    try_kill,     try_code,
                                        try_protect, try_other_fd, try_trace};

  (void)state;
  for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
    int status = walled(tries[i]);
    if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGSYS)
      fail_msg("try %zu ended with status %x", i, status);
  }
#endif
}

static void test_memory(void **state) {
#ifdef RUNNER_RELAXED
  (void)state;
  skip();
#else
  int status = walled(try_memory);

  (void)state;
  assert_true(WIFEXITED(status));
  assert_int_equal(WEXITSTATUS(status), 0);
#endif
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_ordinary),
                                     cmocka_unit_test(test_forbidden),
                                     cmocka_unit_test(test_memory)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
