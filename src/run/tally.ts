import type { WorkUnit } from './workshop.js';
import type { Count } from './event.js';

/** Seconds over which the rate is averaged. */
const MEMORY = 10;

/** How far a run is: its units' work, and the pace of the last seconds. Times are in seconds, from any clock. */
export class Tally {
  private readonly work = new Map<string, number>();
  private readonly soFar = new Map<string, number>();
  private readonly finished = new Set<string>();
  private readonly points = new Map<string, number>();
  /** Units that a thread is working on. */
  private readonly active = new Set<string>();
  /** Site-kicks done by this process, and when. */
  private made = 0;
  private samples: (readonly [number, number])[];

  constructor(units: readonly WorkUnit[], now: number) {
    for (const { id, point, cost } of units) {
      this.work.set(id, cost);
      this.points.set(id, point);
    }
    this.samples = [[now, 0]];
  }

  /** A unit was done by an earlier run. */
  found(unit: string): void {
    this.finished.add(unit);
    this.soFar.set(unit, this.work.get(unit) ?? 0);
  }

  /** A thread tells how far its unit is; what it tells first may have been done by an earlier run. */
  progress(unit: string, done: number, work: number): void {
    this.work.set(unit, work);
    if (this.active.has(unit)) this.made += Math.max(0, done - (this.soFar.get(unit) ?? 0));
    this.active.add(unit);
    this.soFar.set(unit, done);
  }

  finish(unit: string): void {
    const work = this.work.get(unit) ?? 0;
    this.progress(unit, work, work);
    this.active.delete(unit);
    this.finished.add(unit);
  }

  /** A unit has failed: it is no longer to be waited for. */
  fail(unit: string): void {
    this.active.delete(unit);
    this.work.set(unit, 0);
    this.soFar.set(unit, 0);
  }

  get units(): Count {
    return { done: this.finished.size, total: this.points.size };
  }

  unitsOf(point: number): Count {
    const ids = [...this.points].filter(([, of]) => of === point).map(([id]) => id);
    return { done: ids.filter((id) => this.finished.has(id)).length, total: ids.length };
  }

  /** The first point that is being worked on, or else that has units to do; null if all is done. */
  get point(): number | null {
    const undone = [...this.work]
      .filter(([id, work]) => work > 0 && !this.finished.has(id))
      .map(([id]) => id);
    const candidates = this.active.size > 0 ? [...this.active] : undone;
    const numbers = candidates.map((id) => this.points.get(id) ?? 0);
    return numbers.length === 0 ? null : numbers.reduce((a, b) => Math.min(a, b));
  }

  get fraction(): number {
    const sum = (numbers: Iterable<number>): number => [...numbers].reduce((a, b) => a + b, 0);
    const total = sum(this.work.values());
    return total === 0 ? 1 : Math.min(1, sum(this.soFar.values()) / total);
  }

  /** Site-kicks per second over the last seconds, and the seconds left at that rate; null before it is known. */
  pace(now: number): { readonly rate: number | null; readonly left: number | null } {
    this.samples.push([now, this.made]);
    while (this.samples.length > 2 && now - (this.samples[1] as readonly [number, number])[0] >= MEMORY) {
      this.samples.shift();
    }
    const [since, before] = this.samples[0] as readonly [number, number];
    const rate = now > since ? (this.made - before) / (now - since) : 0;
    if (rate <= 0) return { rate: null, left: null };
    let left = 0;
    for (const [id, work] of this.work) left += Math.max(0, work - (this.soFar.get(id) ?? 0));
    return { rate, left: left / rate };
  }
}
