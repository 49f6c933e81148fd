import type { WorkUnit } from '../data/workshop.js';
import type { Count } from './event.js';

/** Seconds over which the rate is averaged. */
const MEMORY = 10;

/** A unit as the tally sees it. */
interface Entry {
  readonly point: number;
  /** Its expected work: its weight in the whole. */
  readonly cost: number;
  /** Its true work, known once it is begun. */
  work: number | null;
  /** Site-kicks so far, by this process or an earlier one. */
  done: number;
  status: 'waiting' | 'active' | 'finished' | 'failed';
}

/** What is left of a unit, 0 to 1. */
function rest({ status, work, done }: Entry): number {
  if (status === 'finished' || status === 'failed') return 0;
  return work === null || work === 0 ? 1 : Math.max(0, 1 - done / work);
}

/** How far a run is: its units' work, and the pace of the last seconds. Times are in seconds, from any clock. */
export class Tally {
  private readonly entries: ReadonlyMap<string, Entry>;
  private readonly byPoint = new Map<number, Entry[]>();
  /** Site-kicks done so far, and how many when. */
  private made = 0;
  private samples: (readonly [time: number, made: number])[];

  constructor(units: readonly WorkUnit[], now: number) {
    this.entries = new Map(
      units.map(({ id, point, cost }) => [id, { point, cost, work: null, done: 0, status: 'waiting' }]),
    );
    for (const entry of this.entries.values()) {
      const own = this.byPoint.get(entry.point);
      if (own) own.push(entry);
      else this.byPoint.set(entry.point, [entry]);
    }
    this.samples = [[now, 0]];
  }

  /** Site-kicks done by this process. */
  get siteKicks(): number {
    return this.made;
  }

  private entry(unit: string): Entry {
    const entry = this.entries.get(unit);
    if (entry === undefined) throw new RangeError(`invalid unit; must be one of the run's: ${unit}`);
    return entry;
  }

  private get undone(): readonly Entry[] {
    return [...this.entries.values()].filter(({ status }) => status === 'waiting' || status === 'active');
  }

  /** A unit was done by an earlier run. */
  found(unit: string): void {
    this.entry(unit).status = 'finished';
  }

  /** A thread tells how far its unit is; what it tells first may have been done by an earlier run. */
  progress(unit: string, done: number, work: number): void {
    const entry = this.entry(unit);
    if (entry.status === 'active') this.made += Math.max(0, done - entry.done);
    entry.status = 'active';
    entry.work = work;
    entry.done = done;
  }

  finish(unit: string): void {
    const entry = this.entry(unit);
    if (entry.work !== null) this.made += Math.max(0, entry.work - entry.done);
    entry.status = 'finished';
  }

  /** A unit has failed: it is no longer to be waited for. */
  fail(unit: string): void {
    this.entry(unit).status = 'failed';
  }

  get units(): Count {
    return counted([...this.entries.values()]);
  }

  unitsOf(point: number): Count {
    return counted(this.byPoint.get(point) ?? []);
  }

  /** The first point that is being worked on, or else that has units to do; null if all is done. */
  get point(): number | null {
    const { undone } = this;
    const active = undone.filter(({ status }) => status === 'active');
    const points = (active.length > 0 ? active : undone).map(({ point }) => point);
    return points.length === 0 ? null : points.reduce((a, b) => Math.min(a, b));
  }

  /** Of the whole, 0 to 1; each unit counts by its expected work, so that it never goes back. */
  get fraction(): number {
    let whole = 0;
    let left = 0;
    for (const entry of this.entries.values()) {
      whole += entry.cost;
      left += entry.cost * rest(entry);
    }
    return whole === 0 ? 1 : 1 - left / whole;
  }

  /** Site-kicks per second over the last seconds, and the seconds left at that rate; null before it is known. */
  pace(now: number): { readonly rate: number | null; readonly left: number | null } {
    this.samples.push([now, this.made]);
    const [first, second] = this.samples;
    if (first === undefined || second === undefined) return { rate: null, left: null };
    if (this.samples.length > 2 && now - second[0] >= MEMORY) this.samples.shift();
    const [since, before] = this.samples[0] ?? first;
    const rate = now > since ? (this.made - before) / (now - since) : 0;
    if (rate <= 0) return { rate: null, left: null };
    return { rate, left: this.siteKicksLeft() / rate };
  }

  /** Expected from the units that are begun: those that wait cost as much more, or less, than was thought. */
  private siteKicksLeft(): number {
    let [known, expected] = [0, 0];
    for (const { work, cost } of this.entries.values()) {
      if (work !== null) [known, expected] = [known + work, expected + cost];
    }
    const ratio = known > 0 && expected > 0 ? known / expected : 1;
    return this.undone.reduce((sum, entry) => sum + rest(entry) * (entry.work ?? entry.cost * ratio), 0);
  }
}

function counted(entries: readonly Entry[]): Count {
  return { done: entries.filter(({ status }) => status === 'finished').length, total: entries.length };
}
