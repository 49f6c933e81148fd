import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { kernelsReady, translateKernels } from '../kernel/assembler.js';
import { schemes } from '../kernel/scheme.js';
import { Kernel } from '../kernel/splitting/kernel.js';
import { torus } from '../lattice/torus.js';
import { RandomSequence } from '../math/random.js';
import { machineCompiler } from './compiler.js';
import { chooseKernels } from './kernels.js';
import { compiler } from './testing/printed.js';

await kernelsReady();
const folder = mkdtempSync(join(tmpdir(), 'falloff-native-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const cc = compiler === null ? '' : execFileSync('sh', ['-c', 'command -v cc'], { encoding: 'utf8' }).trim();

let made = 0;
const fresh = (name: string): string => {
  const path = join(folder, `${name}${String(made++)}`);
  mkdirSync(path, { mode: 0o700 });
  return path;
};

/** A compiler `cc` in a folder that comes first in PATH. */
function compilerOf(script: string): void {
  const path = fresh('bin');
  writeFileSync(join(path, 'cc'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  vi.stubEnv('PATH', `${path}:${process.env['PATH'] ?? ''}`);
}

/** The memory of a small kernel after some steps, and what was said on the way. */
function bytes(): { readonly memory: Uint8Array; readonly said: string } {
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    const sequence = new RandomSequence({ seed: 7, stream: 'synthetic', member: 1 });
    const options = { scheme: schemes.ABA864, coupling: [0, 0, 0, 0, 1 / 4], pinning: [] };
    const kernel = new Kernel({ ...options, lattice: torus(1, 8), lanes: 4 });
    kernel.positions.forEach((_, i) => (kernel.positions[i] = sequence.drawUniform() - 0.5));
    kernel.momenta.forEach((_, i) => (kernel.momenta[i] = sequence.drawUniform() - 0.5));
    kernel.tune(
      Float64Array.from({ length: 8 }, () => 1 + sequence.drawUniform()),
      0.3,
      0.15,
    );
    const plan = { count: 0, steps: new Int32Array(0), elements: new Int32Array(0) };
    kernel.run(7, plan);
    kernel.energies();
    kernel.run(5, plan);
    return {
      memory: new Uint8Array(kernel.memory.buffer.slice(0)),
      said: write.mock.calls.map(([text]) => String(text)).join(''),
    };
  } finally {
    write.mockRestore();
  }
}

let cache = '';
beforeEach(() => {
  cache = fresh('cache');
  vi.stubEnv('XDG_CACHE_HOME', cache);
});
afterEach(() => {
  translateKernels(null);
  vi.unstubAllEnvs();
  vi.doUnmock('koffi');
  vi.resetModules();
});
const libraries = (): string[] => readdirSync(join(cache, 'falloff', 'kernels'));

describe('without native kernels the choice names the reason in one line', () => {
  test('no compiler', async () => {
    vi.stubEnv('PATH', fresh('empty'));
    expect(await chooseKernels('native')).toBe('WebAssembly (there is no C compiler cc)');
  });

  test('a compiler that fails', async () => {
    compilerOf('cat >/dev/null; echo "cc: no input" >&2; echo more >&2; exit 4');
    expect(await chooseKernels('native')).toBe('WebAssembly (the C compiler cc fails: cc: no input)');
  });

  test.skipIf(compiler === null)('no koffi', async () => {
    vi.doMock('koffi', () => {
      throw new Error('missing');
    });
    expect(await chooseKernels('native')).toBe(
      'WebAssembly (the optional package koffi, which loads libraries, is not installed)',
    );
  });

  test.skipIf(compiler === null)('a cache directory that cannot be', async () => {
    const file = join(cache, 'file');
    writeFileSync(file, '');
    vi.stubEnv('XDG_CACHE_HOME', file);
    expect(await chooseKernels('native')).toMatch(/^WebAssembly \(no cache directory: [^\n]*\)$/u);
  });

  test.skipIf(compiler === null)('a cache directory that others can write to', async () => {
    const path = join(cache, 'falloff', 'kernels');
    mkdirSync(path, { recursive: true });
    chmodSync(path, 0o777);
    expect(await chooseKernels('native')).toBe(`WebAssembly (others can write to ${path})`);
  });
});

describe.skipIf(compiler === null)('with a compiler', () => {
  test('the bytes are those of WebAssembly, and what was compiled is found again', async () => {
    const { memory } = bytes();
    expect(await chooseKernels('native')).toMatch(/^native \(/u);
    expect(bytes()).toEqual({ memory, said: '' });
    const before = libraries();
    expect(before.length).toBeGreaterThan(0);
    // What fails whenever it compiles, but is the same compiler otherwise: the cache has all that is wanted.
    compilerOf(`case "$*" in *-shared*) cat >/dev/null; exit 1;; esac; exec ${cc} "$@"`);
    expect(await chooseKernels('auto')).toMatch(/^native \(/u);
    expect(bytes()).toEqual({ memory, said: '' });
    expect(libraries()).toEqual(before);
  });

  test('a routine that gives other bits is not used', async () => {
    const { memory } = bytes();
    // The first product of two values becomes their sum.
    compilerOf(`case "$*" in *-shared*) sed 's/ \\* / + /' | ${cc} "$@";; *) exec ${cc} "$@";; esac`);
    expect(await chooseKernels('native')).toMatch(/^native \(/u);
    const found = bytes();
    expect(found.memory).toEqual(memory);
    expect(found.said).toMatch(
      /^Kernels go on as WebAssembly: its routine \w+ gives other bits than WebAssembly\n$/u,
    );
  });

  test('a compilation that fails is told once', async () => {
    const { memory } = bytes();
    compilerOf(`case "$*" in *-shared*) cat >/dev/null; echo broken >&2; exit 1;; esac; exec ${cc} "$@"`);
    await chooseKernels('native');
    expect(bytes()).toEqual({
      memory,
      said: 'Kernels go on as WebAssembly: the C compiler cc fails: broken\n',
    });
    expect(libraries()).toEqual([]);
  });

  test('a library that cannot be loaded is not used, and named', async () => {
    const { memory } = bytes();
    // The last argument is where the library goes.
    compilerOf(
      `case "$*" in *-shared*) cat >/dev/null; for last; do :; done; echo damaged >"$last";; *) exec ${cc} "$@";; esac`,
    );
    await chooseKernels('native');
    const found = bytes();
    expect(found.memory).toEqual(memory);
    const path = join(cache, 'falloff', 'kernels', libraries()[0] ?? '');
    expect(found.said.replace(path, 'PATH')).toMatch(
      /^Kernels go on as WebAssembly: the library PATH cannot be loaded: [^\n]*\n$/u,
    );
  });

  test('another processor has libraries of its own', () => {
    const here = machineCompiler();
    const path = here.library('int falloff_test;');
    compilerOf(
      `case "$*" in *-dM*) ${cc} "$@"; echo '#define __OTHER_PROCESSOR__ 1';; *) exec ${cc} "$@";; esac`,
    );
    const there = machineCompiler();
    expect(there.found('int falloff_test;')).toBeNull();
    expect(there.library('int falloff_test;')).not.toBe(path);
  });
});
