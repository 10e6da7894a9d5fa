// Files as C: one array of bytes each, plain and gzip, for core/desk/assets.h.

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
};
const LINE = 20; // bytes on a line of C

function array(name, bytes) {
  const lines = [];
  for (let at = 0; at < bytes.length; at += LINE) lines.push(`  ${[...bytes.subarray(at, at + LINE)].join(',')},`);
  return `static const unsigned char ${name}[] = {\n${lines.join('\n')}\n};\n`;
}

/** The C source of `names` in `folder`. */
export async function emit(folder, names) {
  const arrays = [];
  const rows = [];
  for (const [at, name] of names.entries()) {
    const bytes = await readFile(path.join(folder, name));
    // Byte 9 is the maker's system: the same on every machine.
    const gzip = gzipSync(bytes, { level: 9 });
    gzip[9] = 255;
    const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 32);
    const immutable = /-[A-Z0-9]{8}\./.test(name);
    arrays.push(array(`plain_${at}`, bytes), array(`gzip_${at}`, gzip));
    rows.push(`  {"/${name}", "${types[path.extname(name)]}", plain_${at}, sizeof(plain_${at}),\n`
      + `   gzip_${at}, sizeof(gzip_${at}), "${hash}", ${immutable}},`);
  }
  return `/* Written by emit.mjs; do not edit. */\n#include "desk/assets.h"\n\n${arrays.join('\n')}\n`
    + `const struct desk_asset desk_assets[] = {\n${rows.join('\n')}\n};\n`
    + `const size_t desk_asset_count = ${rows.length};\n`;
}
