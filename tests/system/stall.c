/* For LD_PRELOAD: while the file named by SONGHE_STALL exists, a thread that
 * waits for a time waits on: the host's look at the clock stalls. */
#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

int pthread_cond_timedwait(pthread_cond_t *restrict cond,
                           pthread_mutex_t *restrict lock,
                           const struct timespec *restrict until) {
  static int (*real)(pthread_cond_t *, pthread_mutex_t *,
                     const struct timespec *);
  const char *path = getenv("SONGHE_STALL");
  if (real == NULL)
    *(void **)&real = dlsym(RTLD_NEXT, "pthread_cond_timedwait");
  while (path != NULL && access(path, F_OK) == 0) {
    pthread_mutex_unlock(lock);
    usleep(50000);
    pthread_mutex_lock(lock);
  }
  return real(cond, lock, until);
}
