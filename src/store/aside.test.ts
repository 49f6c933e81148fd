import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { asideOf, sweepAside } from './aside.js';
import { startOf, worldMark } from './process.js';

const folder = mkdtempSync(join(tmpdir(), 'falloff-aside-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function place(name: string, ...files: string[]): string {
  const path = join(folder, name);
  mkdirSync(path);
  for (const file of files) writeFileSync(join(path, file), '');
  return path;
}
const written = (pid: number, start: string | null, world: string): string =>
  `x.${String(pid)}-${start ?? ''}-${world}-0-1.aside`;

test('what a dead process left is swept; what living ones write, and what is not aside, stays', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => 0, 1000)']);
  const pid = child.pid as number;
  const started = startOf(pid);
  const other = written(pid, started, worldMark());
  const mine = basename(asideOf('x'));
  const path = place('dead', other, mine, 'x', 'x.part', 'notes.aside');
  sweepAside(path);
  expect(readdirSync(path).sort()).toEqual([mine, 'notes.aside', other, 'x', 'x.part'].sort());
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
  sweepAside(path);
  expect(readdirSync(path).sort()).toEqual([mine, 'notes.aside', 'x', 'x.part'].sort());
});

test('a pid that was given to another process does not keep what the first one left', () => {
  if (startOf(process.pid) === null) return;
  const path = place('reused', written(process.pid, '1', worldMark()));
  sweepAside(path);
  expect(readdirSync(path)).toEqual([]);
});

test('what another machine or container writes stays for a day', () => {
  const [young, old] = [written(1, '1', '00000000'), written(2, '2', '00000000')];
  const path = place('elsewhere', young, old);
  const before = new Date(Date.now() - 25 * 3600 * 1000);
  utimesSync(join(path, old), before, before);
  sweepAside(path);
  expect(readdirSync(path)).toEqual([young]);
});

test('a name as long as names may be still has room for its writer', () => {
  const aside = basename(asideOf(join(folder, 'é'.repeat(127))));
  expect(Buffer.byteLength(aside)).toBeLessThan(255);
});
