import { symlinkSync } from 'node:fs';
import { asideOf } from '../aside.js';

/** As if the disk were full for the next writes of this thread to a path: the names that it will write aside lead to /dev/full. */
export function fillDisk(path: string, writes = 20): void {
  const next = asideOf(path);
  for (let i = 1; i <= writes; i++) {
    symlinkSync(
      '/dev/full',
      next.replace(/(\d+)\.aside$/u, (_, count: string) => `${String(Number(count) + i)}.aside`),
    );
  }
}
