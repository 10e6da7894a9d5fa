/* The journal read back, a command at a time: for replays and comparisons. */
#ifndef SONGHE_STORAGE_PAST_H
#define SONGHE_STORAGE_PAST_H

#include "storage/storage.h"

/* Command `seq` as {seq, recorded_at, happened_at?, person, role?, station?,
 * plugin, action, refused, erased, input?, reply?, refusal?, changes: [{table,
 * op: "insert" | "update" | "delete", row, values?}], events: [{type, subject?,
 * payload?}]}. Values stand under the columns' names of today. `erased`: bytes
 * are missing by law. New reference; NULL in *out when there is none. */
int storage_past_command(struct storage_conn *conn, int64_t seq, json_t **out,
                         struct error *err);

#endif
