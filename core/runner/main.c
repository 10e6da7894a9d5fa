/* songhe-runner: runs the Lua code of plugins in sandboxed processes.
 * Started by the host only, as `songhe-runner --zygote`. */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "runner/zygote.h"

int main(int argc, char **argv) {
  int type = 0;
  socklen_t len = sizeof type;

  if (argc == 2 && strcmp(argv[1], "--version") == 0) {
    printf("songhe-runner %s\n", SONGHE_VERSION);
    return 0;
  }
  if (argc != 2 || strcmp(argv[1], "--zygote") != 0 ||
      getsockopt(ZYGOTE_FD, SOL_SOCKET, SO_TYPE, &type, &len) != 0 ||
      type != SOCK_SEQPACKET) {
    fprintf(stderr, "songhe-runner is started by songhe, not by hand.\n");
    return 2;
  }
  if (close_range(ZYGOTE_FD + 1, ~0u, 0) != 0)
    return 70;
  return zygote_run();
}
