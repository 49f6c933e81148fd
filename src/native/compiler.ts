import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { sweepAside } from '../store/aside.js';
import { writeDurably } from '../store/files.js';

/** Why kernels cannot be had from the machine's compiler, in words that go behind "WebAssembly: ". */
export class NoNativeKernels extends Error {
  override readonly name = 'NoNativeKernels';
}

/** Operations are neither joined nor reordered: the compiler may choose instructions, never bits. */
const FLAGS = [
  '-O3',
  '-march=native',
  '-std=gnu11',
  '-ffp-contract=off',
  '-fno-fast-math',
  '-fno-math-errno',
  '-fno-trapping-math',
  '-fno-strict-aliasing',
  '-fexcess-precision=standard',
  '-fPIC',
  '-shared',
  '-w',
];
/** Milliseconds that a compilation may take. */
const PATIENCE = 60_000;

/** The machine's C compiler, and where the libraries lie that it has made. */
export interface Compiler {
  /** Of one line, such as `GCC 12.2.0, 4 numbers a register`. */
  readonly label: string;
  /** Numbers in a register of the processor. */
  readonly width: 2 | 4 | 8;
  /** The library of a text if it was made before, else null. */
  found(text: string): string | null;
  /** The library of a text, made where it is missing. @throws NoNativeKernels */
  library(text: string): string;
}

/**
 * The compiler `cc`, asked for what it takes this processor for: that and its version are part of every library's name, so that machines
 * may share a cache.
 *
 * @throws NoNativeKernels
 */
export function machineCompiler(environment: NodeJS.ProcessEnv = process.env): Compiler {
  const target = told(
    [...FLAGS.filter((flag) => flag !== '-shared'), '-dM', '-E', '-x', 'c', '-'],
    '',
    environment,
  );
  const macro = (name: string): string | undefined =>
    new RegExp(`^#define ${name} (.*)$`, 'mu').exec(target)?.[1];
  if (macro('__BYTE_ORDER__') !== '__ORDER_LITTLE_ENDIAN__' || macro('__SIZEOF_POINTER__') !== '8')
    throw new NoNativeKernels('the processor is not a little-endian one of 64 bits');
  if (macro('__FLT_EVAL_METHOD__') !== '0')
    throw new NoNativeKernels('the processor rounds to more than 64 bits');
  const width = macro('__AVX512F__') ? 8 : macro('__AVX__') ? 4 : 2;
  const version = macro('__VERSION__')?.replaceAll('"', '') ?? 'of unknown version';
  const name = macro('__clang__') ? version : `GCC ${version}`;
  const directory = cacheDirectory(environment);
  const path = (text: string): string => {
    const hash = createHash('sha256').update(target).update(FLAGS.join(' ')).update('\0').update(text);
    return join(directory, `${hash.digest('hex').slice(0, 40)}.so`);
  };
  const found = (text: string): string | null => (existsSync(path(text)) ? path(text) : null);
  return {
    label: `${name}, ${String(width)} numbers a register`,
    width,
    found,
    library: (text) => found(text) ?? made(path(text), text, environment),
  };
}

/** Compiles in a folder of its own, so that a library in the cache is always whole. */
function made(path: string, text: string, environment: NodeJS.ProcessEnv): string {
  let folder: string | undefined;
  try {
    folder = mkdtempSync(join(tmpdir(), 'falloff-cc-'));
    const library = join(folder, 'kernel.so');
    told([...FLAGS, '-x', 'c', '-', '-o', library], text, environment);
    writeDurably(path, readFileSync(library));
    return path;
  } catch (error) {
    if (error instanceof NoNativeKernels) throw error;
    throw new NoNativeKernels(`no library can be written: ${reasonOf(error)}`);
  } finally {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  }
}

/** What the compiler prints. @throws NoNativeKernels */
function told(flags: readonly string[], input: string, environment: NodeJS.ProcessEnv): string {
  const { error, status, stdout, stderr } = spawnSync('cc', flags, {
    input,
    encoding: 'utf8',
    env: environment,
    timeout: PATIENCE,
    maxBuffer: 1e8,
  });
  if ((error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT')
    throw new NoNativeKernels('there is no C compiler cc');
  if (error) throw new NoNativeKernels(`the C compiler cc fails: ${reasonOf(error)}`);
  if (status !== 0)
    throw new NoNativeKernels(
      `the C compiler cc fails: ${stderr.trim().split('\n')[0] ?? `status ${String(status)}`}`,
    );
  return stdout;
}

/**
 * `$XDG_CACHE_HOME/falloff/kernels`, else in `~/.cache`. What lies there is loaded as code: it must be the user's, and writable by nobody else.
 *
 * @throws NoNativeKernels
 */
function cacheDirectory({ XDG_CACHE_HOME: cache, HOME: home = homedir() }: NodeJS.ProcessEnv): string {
  const directory = join(cache?.startsWith('/') ? cache : join(home, '.cache'), 'falloff', 'kernels');
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const { uid, mode } = lstatSync(directory);
    if (uid !== process.getuid?.() || (mode & 0o022) !== 0)
      throw new NoNativeKernels(`others can write to ${directory}`);
    sweepAside(directory);
    return directory;
  } catch (error) {
    if (error instanceof NoNativeKernels) throw error;
    throw new NoNativeKernels(`no cache directory: ${reasonOf(error)}`);
  }
}

export function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
