import { performance } from 'node:perf_hooks';
import { parentPort, workerData } from 'node:worker_threads';
import type { Json } from '../data/frame.js';
import { chooseKernels } from '../native/kernels.js';
import { FileFailure } from '../store/files.js';
import { NewerFrame } from '../store/frame.js';
import { UnitFiles, type FailureRecord } from '../store/unit-files.js';
import { limitOf } from './limits.js';
import type { WorkerMessage, WorkerOrder, WorkerSetup } from './message.js';
import { UnitFailure } from '../kernel/energy-watch.js';
import type { UnitRun } from '../data/unit-run.js';
import type { Workshop, WorkshopModule } from '../data/workshop.js';

/*
 * A worker thread: does one unit after another, as ordered. It writes the unit's files itself and only then
 * tells, so that nothing told is lost. The clock decides how the work is cut, never what comes out of it.
 */

/** How often a thread tells its progress, in milliseconds. */
const TELL = 200;
/** The first checkpoint of a unit comes after so many seconds at most: a run that is killed soon, again and again, still gets on. */
const FIRST_CHECKPOINT = 1;
/** Checkpoints take at most this share of the time, however slow the disk. */
const CHECKPOINT_SHARE = 1 / 20;

if (parentPort === null) throw new Error('invalid thread; must be a worker of a run: the main thread');
const port = parentPort;
const setup = workerData as WorkerSetup;
const stop = new Int32Array(setup.stop);
const files = new UnitFiles(setup.directory, setup.family);

const tell = (message: WorkerMessage): void => {
  port.postMessage(message);
};
const stopping = (): boolean => Atomics.load(stop, 0) !== 0;
const messageOf = (error: unknown): string =>
  limitOf(error) ?? (error instanceof Error ? error.message : String(error));

/** What an error says beyond its name and message, as far as JSON can hold it. */
function factsOf(error: unknown): { readonly [key: string]: Json } {
  const facts = typeof error === 'object' && error !== null ? Object.entries<unknown>({ ...error }) : [];
  return Object.fromEntries(
    facts.flatMap(([key, value]) =>
      key !== 'name' && (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean')
        ? [[key, value]]
        : [],
    ),
  );
}

/** Open a unit where it was left. A checkpoint that the workshop does not accept is set aside like a damaged one. */
function opened(workshop: Workshop, unit: string): UnitRun {
  const state = files.recover(unit, 'checkpoint', (damage) => {
    tell({ kind: 'damage', damage });
  });
  if (state === null) return workshop.open(unit);
  try {
    return workshop.open(unit, state);
  } catch (error) {
    if (isRefusedMemory(error)) throw error;
    // If the unit cannot be begun at all, the checkpoint is not to blame: let this throw.
    const anew = workshop.open(unit);
    tell({ kind: 'damage', damage: files.setAside(unit, 'checkpoint', messageOf(error)) });
    return anew;
  }
}

/** Do a unit to its end, or until asked to stop. */
function done(workshop: Workshop, unit: string): WorkerMessage {
  if (stopping()) return { kind: 'stopped', unit };
  files.putBack(unit);
  const run = opened(workshop, unit);
  let pause = Math.min(FIRST_CHECKPOINT, setup.checkpointSeconds) * 1000;
  let next = performance.now() + pause;
  let told = -Infinity;
  let slice = 1e5;
  while (!run.finished) {
    const begun = performance.now();
    if (begun - told >= TELL) {
      tell({ kind: 'progress', unit, done: run.done, work: run.work });
      told = begun;
    }
    if (stopping() || begun >= next) {
      files.keep(unit, 'checkpoint', run.state());
      // Counted from the end of the writing, which a slow disk draws out.
      const ended = performance.now();
      pause = Math.min(2 * pause, setup.checkpointSeconds * 1000);
      next = ended + Math.max(pause, (ended - begun) * (1 / CHECKPOINT_SHARE - 1));
      if (stopping()) return { kind: 'stopped', unit };
    }
    const sliceBegun = performance.now();
    run.advance(slice);
    // Before any checkpoint that relies on them.
    files.keepSeries(unit, run.takeSeries?.() ?? []);
    const ratio = setup.sliceMilliseconds / (performance.now() - sliceBegun);
    slice = Math.max(1, slice * Math.min(4, Math.max(0.25, ratio)));
  }
  files.keep(unit, 'result', run.result());
  return { kind: 'finished', unit };
}

/** Whether the system refused memory: that may pass, and the state is not to blame. */
function isRefusedMemory(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ((error as NodeJS.ErrnoException).code === 'ENOMEM') return true;
  return error instanceof RangeError && /allocat|memory/iu.test(error.message);
}

/**
 * What remains of a unit that failed. Where the physics failed, its state is of no more use. Else the checkpoint is kept: the next run
 * goes on from it where memory was refused, and begins anew where the failure may be in the state itself.
 */
function failed(unit: string, error: unknown): WorkerMessage {
  const failure: FailureRecord = { unit, message: messageOf(error), facts: factsOf(error) };
  if (error instanceof UnitFailure) {
    files.dropCheckpoint(unit);
    return { kind: 'failed', failure: { ...failure, physics: true } };
  }
  if (!files.has(unit, 'checkpoint')) return { kind: 'failed', failure };
  const { setAside } = files.setAside(unit, 'checkpoint', failure.message);
  return { kind: 'failed', failure: { ...failure, ...(isRefusedMemory(error) && { checkpoint: setAside }) } };
}

function answer(workshop: Workshop, unit: string): WorkerMessage {
  try {
    try {
      return done(workshop, unit);
    } catch (error) {
      if (error instanceof FileFailure || error instanceof NewerFrame) throw error;
      return failed(unit, error);
    }
  } catch (error) {
    return { kind: 'fatal', message: messageOf(error) };
  }
}

try {
  await chooseKernels(setup.kernels);
  const module = (await import(setup.workshop)) as WorkshopModule;
  const workshop = await module.workshop(setup.material);
  port.on('message', (order: WorkerOrder) => {
    tell(answer(workshop, order.unit));
  });
  tell({ kind: 'ready' });
} catch (error) {
  tell({ kind: 'fatal', message: messageOf(error) });
}
