import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ASIDE, FileFailure, makeDirectory, readWhole, removeDurably, writeDurably } from './files.js';

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
  symlinkSync('/dev/full', path + ASIDE);
  expect(() => {
    writeDurably(path, 'new');
  }).toThrow(`invalid file; must be possible to write (ENOSPC, no space left on the device): ${path}`);
  expect(readFileSync(path, 'utf8')).toBe('old');
  expect(existsSync(path + ASIDE)).toBe(false);
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
