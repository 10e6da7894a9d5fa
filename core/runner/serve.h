#ifndef SONGHE_RUNNER_SERVE_H
#define SONGHE_RUNNER_SERVE_H

/* Serves LOAD and CALL on `fd` until the host closes it. */
void runner_serve(int fd);

#endif
