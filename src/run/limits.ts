/** Open files that the program needs; many of its own are open at once while they are loaded. */
const OPEN_FILES = 256;
/** Open files that a thread more needs if all load at once, as much more as one does. */
const THREAD_FILES = 128;

interface Limits {
  /** Of open files; Infinity without one. */
  readonly files: number;
  /** Of the address space, in kB; Infinity without one. */
  readonly space: number;
}

/** The limits that this process may not exceed, as `ulimit -n` and `ulimit -v` print them. */
function limitsHere(): Limits {
  const { userLimits } = process.report.getReport() as unknown as {
    readonly userLimits?: { readonly [name: string]: { readonly soft: number | 'unlimited' } };
  };
  const soft = (name: string): number => {
    const limit = userLimits?.[name]?.soft ?? 'unlimited';
    return limit === 'unlimited' ? Infinity : limit;
  };
  // Of bytes, whatever Node's older name for it says.
  const bytes = Math.min(soft('virtual_memory_kbytes'), soft('virtual_memory_bytes'));
  return { files: soft('open_files'), space: bytes / 1024 };
}

/** Whether so many threads may load the program at the same time; else one after the other. */
export function mayLoadAtOnce(threads: number): boolean {
  return limitsHere().files >= OPEN_FILES + threads * THREAD_FILES;
}

/** Node's switch that does without the guards around a WebAssembly memory; older ones have none. */
const UNGUARDED = '--disable-wasm-trap-handler';

/**
 * The limit of the system that an error comes from, in one line with what must be; null where no limit is to blame.
 * A limit is recognised by what it does: Node itself tells in many ways that it cannot open a file of the program.
 */
export function limitOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const code = (error as NodeJS.ErrnoException).code ?? '';
  const unopened = code === 'EMFILE' || code === 'ENFILE' || code.startsWith('ERR_MODULE_NOT_FOUND');
  if (!unopened && error.name !== 'MemoryRefused') return null;
  const { files, space } = limitsHere();
  if (unopened) {
    return files < OPEN_FILES || code === 'EMFILE'
      ? `invalid limit of open files; ulimit -n must be at least ${String(OPEN_FILES)}: ${String(files)}`
      : null;
  }
  if (space === Infinity) return null;
  const cure = process.allowedNodeEnvironmentFlags.has(UNGUARDED)
    ? `, or NODE_OPTIONS=${UNGUARDED} be set, which needs only what is used`
    : '';
  return `invalid limit of memory; ulimit -v must leave 10 GiB of address space for each WebAssembly memory${cure}: ${String(space)}`;
}
