import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { once } from 'node:events';
import { afterAll, expect, test } from 'vitest';
import { HeldDirectory, hold } from './holder.js';

const folder = mkdtempSync(join(tmpdir(), 'falloff-holder-'));
const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

function directory(name: string): string {
  const path = join(folder, name);
  mkdirSync(path);
  return path;
}

/** A process that tries these directories, one after another, and what came of each. */
async function taker(
  directories: readonly string[],
  first = 0,
  beat = 0,
): Promise<[ChildProcess, readonly string[]]> {
  const script = join(import.meta.dirname, 'testing', 'taker.mjs');
  const child = spawn(process.execPath, [script, String(first), String(beat), ...directories], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (lines.length === directories.length) break;
  }
  return [child, lines];
}

async function killed(child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}

test('another process is refused, with the pid and the host of the holder; its death frees the directory', async () => {
  const path = directory('two');
  const [child, lines] = await taker([path]);
  expect(lines).toEqual(['held']);
  expect(() => hold(path)).toThrow(new RegExp(`process ${String(child.pid)} on .* is working in it`));
  await killed(child);
  const mine = hold(path);
  expect(() => hold(path)).toThrow(HeldDirectory);
  mine.release();
  hold(path).release();
});

test('of 4 processes that find 25 dead holds at the same moments, exactly one gets each', async () => {
  const [dead] = await taker([directory('dead')]);
  await killed(dead);
  const left = readFileSync(join(folder, 'dead', 'holders', '000001.json'), 'utf8');
  const rounds = Array.from({ length: 25 }, (_, i) => directory(`round-${String(i)}`));
  for (const path of rounds) {
    mkdirSync(join(path, 'holders'));
    writeFileSync(join(path, 'holders', '000001.json'), left);
  }
  const start = Date.now() + 700;
  const takers = await Promise.all(Array.from({ length: 4 }, () => taker(rounds, start, 25)));
  for (const round of rounds.keys()) {
    const outcomes = takers.map(([, lines]) => lines[round]).sort();
    expect(outcomes).toEqual(['HeldDirectory', 'HeldDirectory', 'HeldDirectory', 'held']);
  }
});

test('a holder on another machine is not judged: refused, saying what to remove', () => {
  const path = directory('elsewhere');
  const mine = hold(path);
  const file = join(path, 'holders', '000001.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/"host":"[^"]*"/, '"host":"elsewhere"'));
  expect(() => hold(path)).toThrow(
    /on elsewhere works in it, or died there; if it is gone, remove holders.000001.json/,
  );
  mine.release();
});

test.runIf(existsSync('/proc/self/stat'))(
  'a pid that was given to another process is not mistaken for the holder',
  () => {
    const path = directory('reused');
    hold(path);
    const file = join(path, 'holders', '000001.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/"start":"\d+"/, '"start":"1"'));
    hold(path).release();
  },
);

test('a holder file that cannot be read is refused, and named', () => {
  const path = directory('torn');
  mkdirSync(join(path, 'holders'));
  writeFileSync(join(path, 'holders', '000007.json'), '{"pid":');
  expect(() => hold(path)).toThrow(/holder cannot be read; .* remove holders.000007.json/);
});
