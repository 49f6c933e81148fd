import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, sep } from 'node:path';
import { gzipSync } from 'node:zlib';

/** A file of the lab, as it is sent. */
export interface LabFile {
  readonly type: string;
  readonly bytes: Uint8Array;
  /** Whether its name changes with its content, so that a browser may keep it. */
  readonly lasting: boolean;
  readonly compressed: () => Uint8Array;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/**
 * All files of the built lab by the paths under which they are asked for; null where it was not built. They are read once, so that no
 * path of a request is ever one of the disk.
 */
export function labFiles(folder: string): ReadonlyMap<string, LabFile> | null {
  let names: string[];
  try {
    names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  } catch {
    return null;
  }
  const files = new Map<string, LabFile>();
  for (const name of names) {
    const type = TYPES[extname(name)];
    if (type === undefined) continue;
    const bytes = readFileSync(join(folder, name));
    const path = `/${name.split(sep).join('/')}`;
    let small: Uint8Array | null = null;
    const compressed = (): Uint8Array => (small ??= gzipSync(bytes));
    files.set(path, { type, bytes, lasting: path.startsWith('/assets/'), compressed });
  }
  const start = files.get('/index.html');
  return start === undefined ? null : files.set('/', start);
}
