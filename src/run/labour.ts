import { cpus } from 'node:os';
import type { Session } from '../data/session.js';

/** How long the threads of a run have worked: each unit counts from its order to its answer. Times in milliseconds, from any clock. */
export class Labour {
  private active = 0;
  private spent = 0;
  private since = 0;

  /** A thread begins a unit (1), or leaves it (−1). */
  change(by: 1 | -1, now: number): void {
    this.spent = this.milliseconds(now);
    this.since = now;
    this.active += by;
  }

  /** Of all threads together. */
  milliseconds(now: number): number {
    return this.spent + this.active * (now - this.since);
  }
}

/** What a process says of itself and its machine. */
export function machineFacts(): Pick<Session, 'node' | 'machine'> {
  const all = cpus();
  const processor = all[0]?.model.trim().replaceAll(/\s+/gu, ' ') ?? '';
  const named = processor === '' || processor === 'unknown' ? 'processor' : processor;
  return {
    node: process.version,
    machine: `${process.platform} ${process.arch}, ${named}, ${String(all.length)} ${all.length === 1 ? 'core' : 'cores'}`,
  };
}
