import { spawn, type ChildProcess } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
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

/** Makes the hold of this process look like that of a process on another machine, last heard of so many seconds ago. */
function moved(path: string, age: number): void {
  const file = join(path, 'holders', '000001.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/"host":"[^"]*"/, '"host":"elsewhere"'));
  const heard = new Date(Date.now() - 1000 * age);
  utimesSync(file, heard, heard);
}

test('a holder on another machine is judged by the age of its last sign of life: 5 min', () => {
  const path = directory('elsewhere');
  hold(path);
  moved(path, 290);
  expect(() => hold(path)).toThrow(
    /on elsewhere works in it, or died there: the last sign of life is 29\d s old, at 300 s it counts as dead; --take-over/,
  );
  moved(path, 310);
  hold(path).release();
});

test('--take-over does not wait for the silence of another machine, but never takes from a process that lives', () => {
  const path = directory('over');
  const mine = hold(path);
  expect(() => hold(path, { takeOver: true })).toThrow(/is working in it/);
  moved(path, 0);
  hold(path, { takeOver: true }).release();
  mine.release();
});

test('a holder gives signs of life while its main thread computes, and hears when it was taken for dead', async () => {
  const path = directory('beating');
  const mine = hold(path, { beat: 20 });
  const file = join(path, 'holders', '000001.json');
  const heard = (): number => statSync(file).mtimeMs;
  const start = Date.now();
  while (readFileSync(file, 'utf8').endsWith('}')) if (Date.now() - start > 20_000) break;
  expect(readFileSync(file, 'utf8')).toMatch(/\} +$/);
  expect(heard()).toBeGreaterThan(start - 1000);
  expect(mine.lost.aborted).toBe(false);
  moved(path, 0);
  hold(path, { takeOver: true }).release();
  await new Promise((resolve) => {
    mine.lost.addEventListener('abort', resolve);
  });
  expect(mine.lost.aborted).toBe(true);
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

test.each(['{"pid":', 'null', '{}', '5', '[]', ''])(
  'a holder file that says %j is refused and named; --take-over takes the directory over',
  (said) => {
    const path = directory(`says-${String(said.length)}-${said.slice(0, 1)}`);
    mkdirSync(join(path, 'holders'));
    writeFileSync(join(path, 'holders', '000007.json'), said);
    expect(() => hold(path)).toThrow(
      /holders.000007.json does not say which process works in it: .*--take-over/,
    );
    hold(path, { takeOver: true }).release();
    expect(readdirSync(join(path, 'holders'))).toEqual(['000007.json', '000008.json']);
  },
);
