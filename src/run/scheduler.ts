import { Worker } from 'node:worker_threads';
import type { Json } from '../data/frame.js';
import type { KernelChoice } from '../native/kernels.js';
import type { Damage, FailureRecord } from '../store/unit-files.js';
import { limitOf, mayLoadAtOnce } from './limits.js';
import type { WorkerMessage, WorkerOrder, WorkerSetup } from './message.js';
import type { WorkUnit } from '../data/workshop.js';

/** The run cannot go on: the disk is full, the workshop cannot be made, … What was acknowledged is safe. */
export class RunFailure extends Error {
  override readonly name = 'RunFailure';
}

/** Where the threads find the code that does units, and what they give it. */
export interface WorkshopAddress {
  /** A module that exports `workshop(material)`: see data/workshop.ts. */
  readonly url: URL;
  /** Plain data. */
  readonly material: Json;
}

export interface Schedule {
  readonly directory: string;
  /** The id that frames bear. */
  readonly family: string;
  readonly units: readonly WorkUnit[];
  /** The number of threads. */
  readonly workers: number;
  readonly workshop: WorkshopAddress;
  readonly kernels: KernelChoice;
  readonly checkpointSeconds: number;
  readonly sliceMilliseconds: number;
  /** Aborted when the threads shall write their checkpoints and stop. */
  readonly signal: AbortSignal;
  /** Whether this process shall do a unit, asked when a thread is free for it. */
  readonly claim: (unit: WorkUnit) => boolean;
  readonly on: {
    /** A thread takes up a unit (1), or has left it (−1). */
    labour(change: 1 | -1): void;
    progress(unit: string, done: number, work: number): void;
    finished(unit: string): void;
    /** Also called for a unit whose thread died. */
    failed(failure: FailureRecord): void;
    damage(damage: Damage): void;
  };
}

/**
 * Computes units on threads, the most expensive first, each on one thread. Resolves when every unit that is claimed has finished or
 * failed, or when the signal was aborted and every thread has written its checkpoint. A thread that dies takes only
 * its unit with it; another takes its place. Throws RunFailure, after all threads have stopped.
 */
export async function doUnits(schedule: Schedule): Promise<void> {
  const queue = [...schedule.units].sort((a, b) => b.cost - a.cost);
  /** How many of the queue have been taken: to shift a long array takes as long as it is. */
  let taken = 0;
  const stop = new Int32Array(new SharedArrayBuffer(4));
  const requestStop = (): void => {
    Atomics.store(stop, 0, 1);
  };
  let fault: Error | undefined;
  const fail = (error: unknown): void => {
    fault ??= error instanceof Error ? error : new RunFailure(String(error));
    requestStop();
  };
  if (schedule.signal.aborted) return;
  schedule.signal.addEventListener('abort', requestStop);

  const next = (): WorkUnit | undefined => {
    while (Atomics.load(stop, 0) === 0) {
      const unit = queue[taken++];
      if (unit === undefined || schedule.claim(unit)) return unit;
    }
    return undefined;
  };
  const atOnce = mayLoadAtOnce(schedule.workers);
  /** Until the thread that was started last is loaded. */
  let loaded = Promise.resolve();
  /** One thread's life; resolves to false when it died and another should take its place. */
  const thread = async (): Promise<boolean> => {
    const before = loaded;
    let tellLoaded = (): void => undefined;
    loaded = new Promise((resolve) => (tellLoaded = resolve));
    if (!atOnce) await before;
    return new Promise((resolve) => {
      const setup: WorkerSetup = {
        directory: schedule.directory,
        family: schedule.family,
        workshop: schedule.workshop.url.href,
        material: schedule.workshop.material,
        kernels: schedule.kernels,
        stop: stop.buffer,
        checkpointSeconds: schedule.checkpointSeconds,
        sliceMilliseconds: schedule.sliceMilliseconds,
      };
      const worker = new Worker(new URL('./worker.js', import.meta.url), { workerData: setup });
      let unit: WorkUnit | undefined;
      let death = 'it ended unexpectedly';
      let leaving = false;
      const leave = (): void => {
        leaving = true;
        void worker.terminate();
      };
      const goOn = (): void => {
        unit = next();
        if (unit === undefined) leave();
        else {
          schedule.on.labour(1);
          worker.postMessage({ unit: unit.id } satisfies WorkerOrder);
        }
      };
      const hear = (message: WorkerMessage): void => {
        tellLoaded();
        if (message.kind === 'progress') schedule.on.progress(message.unit, message.done, message.work);
        else if (message.kind === 'damage') schedule.on.damage(message.damage);
        else if (message.kind === 'fatal') {
          fail(new RunFailure(message.message));
          leave();
        } else {
          if (unit !== undefined) schedule.on.labour(-1);
          unit = undefined;
          if (message.kind === 'finished') schedule.on.finished(message.unit);
          if (message.kind === 'failed') schedule.on.failed(message.failure);
          goOn();
        }
      };
      worker.on('message', (message: WorkerMessage) => {
        try {
          hear(message);
        } catch (error) {
          fail(error);
          leave();
        }
      });
      worker.on('error', (error) => {
        death = limitOf(error) ?? error.message;
      });
      worker.on('exit', () => {
        if (unit !== undefined) schedule.on.labour(-1);
        tellLoaded();
        if (leaving) {
          resolve(true);
          return;
        }
        const message = `invalid thread; must live until its work is done: ${death}`;
        try {
          if (unit === undefined) fail(new RunFailure(message));
          else schedule.on.failed({ unit: unit.id, message, facts: {} });
        } catch (error) {
          fail(error);
        }
        resolve(false);
      });
    });
  };
  const place = async (): Promise<void> => {
    while (taken < queue.length && Atomics.load(stop, 0) === 0) if (await thread()) return;
  };
  try {
    const count = Math.min(schedule.workers, queue.length);
    await Promise.all(Array.from({ length: count }, place));
  } finally {
    schedule.signal.removeEventListener('abort', requestStop);
  }
  if (fault !== undefined) throw fault;
}
