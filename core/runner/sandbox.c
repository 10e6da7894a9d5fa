#include "runner/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#define SANDBOX_NOBODY 65534

static int sandbox_limit(int what, rlim_t value) {
  struct rlimit limit = {.rlim_cur = value, .rlim_max = value};
  return setrlimit(what, &limit);
}

static int sandbox_limits(void) {
  int rc = 0;

  rc |= sandbox_limit(RLIMIT_CPU, SANDBOX_CPU);
  rc |= sandbox_limit(RLIMIT_NPROC, 0);
  rc |= sandbox_limit(RLIMIT_FSIZE, 0);
  rc |= sandbox_limit(RLIMIT_CORE, 0);
#ifndef RUNNER_RELAXED
  rc |= sandbox_limit(RLIMIT_AS, SANDBOX_MEMORY);
#endif
  return rc;
}

/* A host that runs as root (in a container, say) must not lend that to a
 * plugin. */
static int sandbox_drop_root(void) {
  if (geteuid() != 0)
    return 0;
  if (setgroups(0, NULL) != 0 && errno != EPERM)
    return -1;
  if (setresgid(SANDBOX_NOBODY, SANDBOX_NOBODY, SANDBOX_NOBODY) != 0 ||
      setresuid(SANDBOX_NOBODY, SANDBOX_NOBODY, SANDBOX_NOBODY) != 0)
    return errno == EPERM || errno == EINVAL ? 0 : -1;
  return 0;
}

/* Handles every right and grants none: no path can be opened even if seccomp
 * had a hole. A kernel without Landlock is no failure. */
static int sandbox_landlock(void) {
  struct landlock_ruleset_attr attr = {0};
  long version = syscall(SYS_landlock_create_ruleset, NULL, 0,
                         LANDLOCK_CREATE_RULESET_VERSION);
  int fd;
  int rc;

  if (version < 1)
    return 0;
  attr.handled_access_fs = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1;
  fd = (int)syscall(SYS_landlock_create_ruleset, &attr, sizeof attr, 0);
  if (fd < 0)
    return -1;
  rc = (int)syscall(SYS_landlock_restrict_self, fd, 0);
  close(fd);
  return rc;
}

#ifndef RUNNER_RELAXED
static int sandbox_allow_socket(scmp_filter_ctx filter) {
  static const int calls[] = {SCMP_SYS(read),     SCMP_SYS(write),
                              SCMP_SYS(recvfrom), SCMP_SYS(sendto),
                              SCMP_SYS(recvmsg),  SCMP_SYS(sendmsg)};
  int rc = 0;

  for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
    rc |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, calls[i], 1,
                           SCMP_A0(SCMP_CMP_EQ, SANDBOX_FD));
  return rc;
}

static int sandbox_seccomp(void) {
  static const int calls[] = {
      SCMP_SYS(brk),   SCMP_SYS(munmap),         SCMP_SYS(mremap),
      SCMP_SYS(futex), SCMP_SYS(exit_group),     SCMP_SYS(rt_sigreturn),
      SCMP_SYS(poll),  SCMP_SYS(clock_gettime),  SCMP_SYS(gettimeofday),
      SCMP_SYS(time),  SCMP_SYS(restart_syscall)};
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
  int rc = 0;

  if (filter == NULL)
    return -1;
  for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
    rc |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, calls[i], 0);
  rc |= seccomp_rule_add(
      filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 2,
      SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0),
      SCMP_A3(SCMP_CMP_MASKED_EQ, MAP_ANONYMOUS, MAP_ANONYMOUS));
  rc |= sandbox_allow_socket(filter);
  /* a binary tree: the check is on every system call's path */
  rc |= seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2);
  if (rc == 0)
    rc = seccomp_load(filter);
  seccomp_release(filter);
  return rc;
}
#endif

static int sandbox_close_others(int fd) {
  if (fd != SANDBOX_FD && dup2(fd, SANDBOX_FD) < 0)
    return -1;
#ifdef RUNNER_RELAXED
  /* a sanitizer writes its findings there */
  close(0);
  close(1);
#else
  for (int i = 0; i < SANDBOX_FD; i++)
    close(i);
#endif
  return close_range(SANDBOX_FD + 1, ~0u, 0);
}

int sandbox_enter(int fd, pid_t parent) {
  if (sandbox_close_others(fd) != 0 || sandbox_drop_root() != 0)
    return -1;
  if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent)
    return -1;
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
      prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
    return -1;
  if (sandbox_limits() != 0 || sandbox_landlock() != 0)
    return -1;
#ifndef RUNNER_RELAXED
  if (sandbox_seccomp() != 0)
    return -1;
#endif
  return 0;
}
