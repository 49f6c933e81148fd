import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { catalogue } from '../../paper/catalogue.js';
import { units } from '../../plan/units.js';
import { studyFrom } from '../../plan/file/schema.js';
import { falloff } from '../program.js';

const folder = mkdtempSync(join(tmpdir(), 'falloff-paper-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function called(...words: string[]): Promise<{ out: string; err: string; status: number }> {
  const told = { out: '', err: '' };
  const stream = (name: 'out' | 'err') => ({
    write: (written: string) => {
      told[name] += written;
    },
  });
  const status = await falloff(words, { out: stream('out'), err: stream('err') });
  return { ...told, status };
}

test('falloff paper lists every named study with its statement, also as JSON', async () => {
  const { out, status } = await called('paper');
  expect(status).toBe(0);
  for (const { name, statement } of catalogue) {
    expect(out).toContain(name);
    expect(out).toContain(statement);
  }
  const json = JSON.parse((await called('paper', '--json')).out) as readonly { readonly name: string }[];
  expect(json.map(({ name }) => name)).toEqual(catalogue.map(({ name }) => name));
});

test('an unknown name is refused with the known ones', async () => {
  const { err, status } = await called('paper', 'theorem-3');
  expect(status).toBe(2);
  expect(err).toContain('invalid NAME; not one of decorrelation, theorem-1');
  expect(err).toContain('theorem-3');
});

test.each(['reduced', 'full'] as const)(
  'every study part of size %s is a sound study file with units',
  (size) => {
    for (const study of catalogue) {
      const parts = study.parts(size);
      expect(new Set(parts.map(({ name }) => name)).size).toBe(parts.length);
      for (const part of parts) {
        if (part.kind === 'study') expect(units(studyFrom(part.text, part.name)).length).toBeGreaterThan(0);
        else expect(part.settings.length).toBeGreaterThan(0);
      }
    }
  },
);

interface FindingEvent {
  readonly event: string;
  readonly files?: readonly string[];
  readonly units?: { readonly done: number; readonly total: number };
}

function ran(directory: string, workers: number): FindingEvent[] {
  const words = [
    'dist/cli/main.js',
    'paper',
    'remark-1',
    '--json',
    '--out',
    directory,
    '--workers',
    String(workers),
  ];
  const lines = execFileSync(process.execPath, words, { encoding: 'utf8' }).trim().split('\n');
  return lines.map((line) => JSON.parse(line) as FindingEvent);
}

test('a named study ends in a figure, a table and sentences; run again it has nothing to do and says the same', () => {
  const first = ran(folder, 2);
  const files = first.at(-1)?.files ?? [];
  expect(files.map((file) => file.slice(file.lastIndexOf('.')))).toEqual([
    '.svg',
    '.png',
    '.csv',
    '.json',
    '.html',
  ]);
  expect(files.every((file) => existsSync(file))).toBe(true);
  const text = readFileSync(files[3] as string, 'utf8');
  expect(text).toContain('"shown"');
  const again = ran(folder, 1);
  const start = again.find(({ event }) => event === 'start');
  expect(start?.units?.done).toBe(start?.units?.total);
  expect(again.at(-1)).toEqual(first.at(-1));
  expect(readFileSync(files[3] as string, 'utf8')).toBe(text);
});
