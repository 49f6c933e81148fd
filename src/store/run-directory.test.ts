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
import { join, relative } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Frame } from '../data/frame.js';
import { DamagedFrame } from './frame.js';
import { HeldDirectory } from './holder.js';
import {
  claimedDirectory,
  defaultDirectory,
  heldDirectory,
  openDirectory,
  UnfitDirectory,
  type StudyIdentity,
} from './run-directory.js';
import { unitFile, unitFiles } from './testing/unit-file.js';
import type { Damage } from './unit-files.js';

const folder = mkdtempSync(join(tmpdir(), 'falloff-run-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const identity: StudyIdentity = {
  id: 'aaaa',
  family: 'ffff',
  growing: ['replicas'],
  study: { model: { size: 128 }, seed: 1, replicas: 4 },
  text: 'seed: 1\n',
  program: '1.0.0',
};
const frame: Frame = { head: { a: 1 }, columns: { x: Float64Array.of(1, 2) } };

test('the default directory is named after the study file', () => {
  expect(defaultDirectory('some/where/my.study.yaml')).toBe(join('runs', 'my.study'));
});

test('a run keeps the words in which its study was given last, and puts back a copy that was lost', () => {
  const path = join(folder, 'reworded');
  heldDirectory(path, identity).release();
  heldDirectory(path, { ...identity, text: '# new title\nseed: 1\n' }).release();
  expect(openDirectory(path).identity.text).toBe('# new title\nseed: 1\n');
  rmSync(join(path, 'study.yaml'));
  expect(() => openDirectory(path)).toThrow('its study.yaml is missing');
  heldDirectory(path, identity).release();
  expect(openDirectory(path).identity.text).toBe(identity.text);
});

test.each(['show', 'run'])('a file is no run directory, nor is what lies below one: %s', (how) => {
  const file = join(folder, `file-${how}`);
  writeFileSync(file, 'seed: 1\n');
  const open = (path: string) => (how === 'show' ? openDirectory(path) : heldDirectory(path, identity));
  expect(() => open(file)).toThrow(new UnfitDirectory('must be a directory, but is a file', file));
  const below = join(file, 'below');
  expect(() => open(below)).toThrow(new UnfitDirectory('a part of its path is a file', below));
});

test('a new directory becomes a run; it opens again with what it holds, and for reading', () => {
  const path = join(folder, 'deep', 'new');
  const first = heldDirectory(path, identity);
  first.units.keep('u1', 'checkpoint', frame);
  first.units.keepFailure({ unit: 'u1', message: 'earlier', facts: {} });
  first.units.keep('u1', 'result', frame);
  expect(unitFiles(path)).toEqual(['u1.result']);
  first.release();
  const again = heldDirectory(path, { ...identity, text: '# a comment\nseed: 1\n' });
  expect(again.units.read('u1', 'result')).toEqual(frame);
  expect(again.units.read('u2', 'result')).toBeNull();
  expect(openDirectory(path).identity).toEqual({ ...identity, text: '# a comment\nseed: 1\n' });
  expect(openDirectory(path).units.read('u1', 'result')).toEqual(frame);
  again.release();
});

test('a directory of another study is refused, naming both ids and what differs', () => {
  const path = join(folder, 'other');
  heldDirectory(path, identity).release();
  const study = { model: { size: 256 }, seed: 1, replicas: 8 };
  const other = { ...identity, id: 'bbbb', family: 'gggg', study };
  expect(() => heldDirectory(path, other)).toThrow(
    `invalid run directory; must be of study bbbb, but it is of study aaaa (there model.size: 128, not 256): ${path}`,
  );
});

test('a directory with anything else in it is refused and left as it was', () => {
  const path = join(folder, 'home');
  mkdirSync(path);
  writeFileSync(join(path, 'study.yaml'), 'the user’s own');
  expect(() => heldDirectory(path, identity)).toThrow(/it is no run and holds study.yaml/);
  expect(readdirSync(path)).toEqual(['study.yaml']);
  expect(() => openDirectory(path)).toThrow(UnfitDirectory);
  writeFileSync(join(path, 'study.yaml'), identity.text);
  heldDirectory(path, identity).release();
});

test.each([1, 3])('another format is refused: %d', (format) => {
  const path = join(folder, `format-${String(format)}`);
  heldDirectory(path, identity).release();
  const file = join(path, 'study.json');
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace('"format": 2', `"format": ${String(format)}`));
  expect(() => heldDirectory(path, identity)).toThrow(
    /format must be 2 \(it was written by falloff 1.0.0\), it is [13]: /,
  );
});

test('a directory serves every study of its family, and has the one that was asked for last', () => {
  const path = join(folder, 'family');
  const first = heldDirectory(path, identity);
  first.units.keep('u1', 'result', frame);
  first.release();
  const larger = {
    ...identity,
    id: 'bbbb',
    study: { ...identity.study, replicas: 8 },
    text: 'replicas: 8\n',
  };
  const other = heldDirectory(path, identity);
  expect(() => heldDirectory(path, larger)).toThrow(HeldDirectory);
  other.release();
  const grown = heldDirectory(path, { ...larger, program: '1.1.0' });
  expect(grown.units.read('u1', 'result')).toEqual(frame);
  // The digits of the units that are there are the first program's.
  expect(openDirectory(path).identity).toEqual({ ...larger, program: '1.0.0' });
  grown.release();
  const changed = { ...larger, study: { ...larger.study, seed: 2 } };
  expect(() => heldDirectory(path, changed)).toThrow(/\(there seed: 1, not 2\)/);
});

test.each([
  ['missing', null],
  ['empty', ''],
  ['damaged', '{"format": 2, "id"'],
  ['damaged', 'null'],
  ['damaged', '{"format": 2, "id": "aaaa", "program": "1.0.0", "study": null}'],
])('a study.json that is %s (%j) is written anew, if every unit is of this study', (loss, content) => {
  const path = join(folder, `lost-${loss}-${String(content?.length)}`);
  const first = heldDirectory(path, identity);
  first.units.keep('u1', 'result', frame);
  first.units.keep('u2', 'checkpoint', frame);
  first.release();
  writeFileSync(join(path, 'report.html'), '');
  const file = join(path, 'study.json');
  const whole = readFileSync(file, 'utf8');
  const lose = (): void => {
    if (content === null) rmSync(file);
    else writeFileSync(file, content);
  };
  lose();
  expect(() => openDirectory(path)).toThrow(
    `its study.json is ${loss}, which \`falloff run\` with the study file puts right`,
  );
  expect(() => heldDirectory(path, { ...identity, family: 'gggg' })).toThrow(
    `its study.json is ${loss} and its units are of another study`,
  );
  const claim = claimedDirectory(path, identity);
  expect(claim.loss).toBe(loss);
  expect(claim.begin().units.read('u1', 'result')).toEqual(frame);
  claim.release();
  expect(readFileSync(file, 'utf8')).toBe(whole);
  expect(openDirectory(path).identity).toEqual(identity);
});

test('a directory that is claimed, and not begun, serves another study', () => {
  const path = join(folder, 'claimed');
  const claim = claimedDirectory(path, identity);
  claim.units.keep('points', 'plan', frame);
  claim.release();
  const other = { ...identity, id: 'bbbb', family: 'gggg' };
  heldDirectory(path, other).release();
  expect(openDirectory(path).identity).toEqual(other);
});

test.skipIf(process.platform === 'win32')(
  'a FIFO in the place of a result, and a failure record of another shape, are told',
  () => {
    const path = join(folder, 'fifo');
    const run = heldDirectory(path, identity);
    run.units.keep('u1', 'result', frame);
    rmSync(unitFile(path, 'u1.result'));
    execFileSync('mkfifo', [unitFile(path, 'u1.result')]);
    expect(() => run.units.read('u1', 'result')).toThrow(
      new DamagedFrame('invalid result; must be a file: a FIFO'),
    );
    const told: Damage[] = [];
    expect(run.units.recover('u1', 'result', (damage) => told.push(damage))).toBeNull();
    expect(told).toMatchObject([{ setAside: join('damaged', 'u1.result.1') }]);
    const shapes = ['null', '5', '{}', '[]', '', '{"unit": 1, "message": 2}'];
    const others = ['{"unit":"u3","message":"m","facts":{}}', '{"unit":"u2","message":"m","facts":[1]}'];
    for (const text of [...shapes, ...others]) {
      run.units.keepFailure({ unit: 'u2', message: 'm', facts: {} });
      writeFileSync(unitFile(path, 'u2.failed.json'), text);
      expect(run.units.failure('u2')?.message).toMatch(/^invalid failure record; /);
    }
    run.release();
  },
);

test('a checkpoint that was set aside for a passing failure is put back, and no other', () => {
  const path = join(folder, 'passing');
  const { units, release } = heldDirectory(path, identity);
  units.keep('u1', 'checkpoint', frame);
  const { setAside } = units.setAside('u1', 'checkpoint', 'no memory');
  units.putBack('u1');
  expect(units.read('u1', 'checkpoint')).toBeNull();
  units.keepFailure({ unit: 'u1', message: 'no memory', facts: {}, checkpoint: setAside });
  units.putBack('u1');
  expect(units.read('u1', 'checkpoint')).toEqual(frame);
  release();
});

test('a directory whose first process died before study.json was written is taken over', () => {
  const path = join(folder, 'half');
  heldDirectory(path, identity).release();
  rmSync(join(path, 'study.json'));
  writeFileSync(join(path, 'study.yaml.aside'), 'half');
  heldDirectory(path, identity).release();
  expect(openDirectory(path).identity).toEqual(identity);
});

test('a damaged file is set aside and named; one of another unit or study counts as damaged', () => {
  const path = join(folder, 'damage');
  const run = heldDirectory(path, identity);
  const told: Damage[] = [];
  const recovered = (unit: string): Frame | null =>
    run.units.recover(unit, 'result', (damage) => told.push(damage));
  const file = unitFile(path, 'u1.result');
  for (const time of [1, 2]) {
    run.units.keep('u1', 'result', frame);
    const bytes = readFileSync(file);
    bytes[bytes.length - time] = (bytes[bytes.length - time] as number) ^ 4;
    writeFileSync(file, bytes);
    expect(() => run.units.read('u1', 'result')).toThrow(DamagedFrame);
    expect(recovered('u1')).toBeNull();
    expect(existsSync(file)).toBe(false);
    const setAside = join('damaged', `u1.result.${String(time)}`);
    expect(told.pop()).toMatchObject({ file: relative(path, file), setAside });
    expect(readFileSync(join(path, setAside))).toEqual(bytes);
  }
  run.units.keep('u2', 'result', frame);
  writeFileSync(file, readFileSync(unitFile(path, 'u2.result')));
  expect(recovered('u1')).toBeNull();
  expect(told.pop()?.reason).toBe('invalid result; its unit must be u1: "u2"');
  run.release();
});
