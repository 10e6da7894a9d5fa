/* Shared by disk.c and disk_replay.c only. */
#ifndef SONGHE_TESTS_DISK_INSIDE_H
#define SONGHE_TESTS_DISK_INSIDE_H

#include "disk.h"

/* A file's content, whatever names it has: lives while named or open. */
struct disk_inode {
  uint32_t id;      /* index in the log's terms */
  unsigned handles; /* open handles */
  bool named;       /* a name leads here */
  bool temporary;   /* never logged */
  struct disk_bytes bytes;
};

struct disk_name {
  char *path;
  struct disk_inode *inode;
};

struct disk_op {
  enum disk_op_kind kind;
  uint32_t inode; /* of write, truncate, sync, create */
  int64_t offset; /* of write; new size for truncate */
  size_t size;
  uint8_t *data; /* of write */
  char *path;    /* of create, unlink, rename */
  char *to;      /* of rename */
};

struct disk_log {
  struct disk_image base; /* the files at the start; inode = index */
  uint32_t inodes;        /* ids given out */
  struct disk_op *ops;
  size_t count;
  size_t room;
};

/* Ends the program: a harness without memory has nothing to say. */
void *disk_need(void *memory);
void disk_bytes_write(struct disk_bytes *bytes, size_t offset, const void *from,
                      size_t size);
void disk_bytes_truncate(struct disk_bytes *bytes, size_t size);
void disk_bytes_copy(struct disk_bytes *to, const struct disk_bytes *from);

#endif
