import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import {
  FileFailure,
  makeDirectory,
  NoFile,
  readWhole,
  removeDurably,
  writeAside,
  writeDurably,
} from './files.js';
import { fillDisk } from './testing/full-disk.js';

const folder = mkdtempSync(join(tmpdir(), 'falloff-files-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

test('what was written is read, nothing is left aside, and what is not there is null', () => {
  const path = join(folder, 'new', 'deep', 'file');
  makeDirectory(join(folder, 'new', 'deep'));
  writeDurably(path, Uint8Array.of(1, 2, 3));
  writeDurably(path, Uint8Array.of(4, 5));
  expect(readWhole(path)).toEqual(Uint8Array.of(4, 5));
  expect(readdirSync(join(folder, 'new', 'deep'))).toEqual(['file']);
  removeDurably(path);
  expect(readWhole(path)).toBeNull();
});

test.runIf(existsSync('/dev/full'))('a full disk is named, and the old content stands', () => {
  const path = join(folder, 'full');
  writeFileSync(path, 'old');
  fillDisk(path, 1);
  expect(() => {
    writeDurably(path, 'new');
  }).toThrow(`invalid file; must be possible to write (ENOSPC, no space left on the device): ${path}`);
  expect(readFileSync(path, 'utf8')).toBe('old');
  expect(readdirSync(folder).filter((name) => name.endsWith('.aside'))).toEqual([]);
});

test('two writers of one file never meet: each has a name of its own aside, the last one stays', async () => {
  const path = join(folder, 'both');
  const names: string[] = [];
  await Promise.all(
    ['one', 'two'].map((text) =>
      writeAside(path, async (aside) => {
        names.push(aside);
        writeFileSync(aside, text);
        while (names.length < 2) await new Promise((resolve) => setTimeout(resolve, 1));
      }),
    ),
  );
  expect(new Set(names).size).toBe(2);
  expect(['one', 'two']).toContain(readFileSync(path, 'utf8'));
  expect(readdirSync(folder).filter((name) => name.endsWith('.aside'))).toEqual([]);
});

test('a writer that fails leaves the old content and nothing aside', async () => {
  const path = join(folder, 'kept');
  writeFileSync(path, 'old');
  const failing = writeAside(path, (aside) => {
    writeFileSync(aside, 'half');
    throw new RangeError('half way');
  });
  await expect(failing).rejects.toThrow('half way');
  expect(readFileSync(path, 'utf8')).toBe('old');
  expect(readdirSync(folder).filter((name) => name.endsWith('.aside'))).toEqual([]);
});

test.skipIf(process.platform === 'win32')('what is no file is not read, and not waited for', () => {
  const fifo = join(folder, 'fifo');
  execFileSync('mkfifo', [fifo]);
  expect(() => readWhole(fifo)).toThrow(NoFile);
  expect(() => readWhole(fifo)).toThrow(`must be a file (a FIFO): ${fifo}`);
  expect(() => readWhole(folder)).toThrow(`must be a file (a directory): ${folder}`);
});

test('control characters of a path do not reach the terminal', () => {
  const path = join(folder, 'a\u001b[31mb\nc\u009b\u202e');
  mkdirSync(path);
  expect(() => readWhole(path)).toThrow(
    `must be a file (a directory): ${folder}${sep}a\\u{1b}[31mb\\u{a}c\\u{9b}\\u{202e}`,
  );
});

test('a directory in the way is named', () => {
  const path = join(folder, 'taken');
  mkdirSync(path);
  expect(() => {
    writeDurably(path, 'new');
  }).toThrow(FileFailure);
  writeFileSync(join(folder, 'plain'), '');
  expect(() => {
    makeDirectory(join(folder, 'plain', 'below'));
  }).toThrow('a part of its path is not a directory');
});

test.runIf(existsSync('/proc/self'))('where no directory can be, that is said', () => {
  expect(() => {
    makeDirectory('/proc/none/below');
  }).toThrow('the directory must be possible to make (ENOENT, there is no such place): /proc/none/below');
});
