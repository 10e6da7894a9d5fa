// Builds the desk: bundles src/ into dist/ under hashed names, and writes
// dist/assets.c, the same files as bytes of the program.
//   node build.mjs [OUTPUT-FOLDER]

import { build } from 'esbuild';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { emit } from './emit.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const out = path.resolve(process.argv[2] || path.join(here, 'dist'));

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });

const { metafile } = await build({
  absWorkingDir: here,
  entryPoints: { app: 'src/main.js' },
  entryNames: '[name]-[hash]',
  outdir: out,
  bundle: true,
  minify: true,
  format: 'esm',
  // Edge and Chrome of 2023 and the browsers that Chinese offices keep on them.
  target: ['chrome109', 'firefox115', 'safari16'],
  charset: 'utf8',
  legalComments: 'linked',
  metafile: true,
  logLevel: 'warning',
});

const names = Object.keys(metafile.outputs).map((file) => path.basename(file));
const named = (end) => names.find((name) => name.endsWith(end));
const page = (await readFile(path.join(here, 'src/index.html'), 'utf8'))
  .replace('/app.css', `/${named('.css')}`)
  .replace('/app.js', `/${named('.js')}`);
await writeFile(path.join(out, 'index.html'), page);

const list = ['index.html', named('.js'), named('.css'), ...names.filter((name) => name.endsWith('.txt'))];
await writeFile(path.join(out, 'assets.c'), await emit(out, list));
