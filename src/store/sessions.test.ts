import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Session } from '../data/session.js';
import { keepSession, sessionsIn } from './sessions.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'falloff-sessions-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const session = (begun: string, coreHours: number): Session => ({
  begun,
  ended: begun,
  program: '0.1.0',
  node: 'v20',
  machine: 'linux x64',
  workers: 2,
  coreHours,
  siteKicks: 1e9,
});

test('a directory without sessions has none; each stands once, with what it wrote last, in the order of dates', () => {
  expect(sessionsIn(join(folder, 'none'))).toEqual([]);
  const [late, early] = [session('2026-02-01T10:00:00.000Z', 1), session('2026-01-31T10:00:00.000Z', 2)];
  keepSession(folder, late);
  keepSession(folder, early);
  keepSession(folder, { ...late, coreHours: 3 });
  expect(sessionsIn(folder)).toEqual([early, { ...late, coreHours: 3 }]);
});

test.each(['null', '5', '{}', '{', '[]', '{"begun": 3}'])('%s in its place is passed over', (content) => {
  const own = join(folder, `of ${String(content.length)}${content[0] ?? ''}`);
  mkdirSync(join(own, 'sessions'), { recursive: true });
  writeFileSync(join(own, 'sessions', '1.json'), content);
  expect(sessionsIn(own)).toEqual([]);
});
