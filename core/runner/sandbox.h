/* The walls around a runner: what the process may do once it runs code of a
 * plugin. The order matters: seccomp comes last. */
#ifndef SONGHE_RUNNER_SANDBOX_H
#define SONGHE_RUNNER_SANDBOX_H

#include <sys/types.h>

#define SANDBOX_MEMORY (64u << 20) /* bytes of address space */
#define SANDBOX_CPU 60             /* seconds; the host retires far earlier */

/* Descriptor kept open; all others are closed. */
#define SANDBOX_FD 3

/* Moves `fd` to SANDBOX_FD and shuts everything else. `parent` is the zygote:
 * the process dies with it. Returns 0, or -1 when a wall could not be put up:
 * the caller then exits. Landlock is used where the kernel has it. */
int sandbox_enter(int fd, pid_t parent);

#endif
