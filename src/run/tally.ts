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

/** What is left of a unit that is being done, 0 to 1. */
function rest({ work, done }: Entry): number {
  return work === null || work === 0 ? 1 : Math.max(0, 1 - done / work);
}

/** Units by how far they are, and what those that wait are expected to cost: kept up to date, since a sum over very many units takes long. */
class Standings {
  private readonly counts = { waiting: 0, active: 0, finished: 0, failed: 0 };
  private cost = 0;

  change(entry: Entry, by: 1 | -1): void {
    this.counts[entry.status] += by;
    if (entry.status !== 'waiting') return;
    // Without what rounding leaves of a sum of nothing.
    this.cost = this.counts.waiting === 0 ? 0 : this.cost + by * entry.cost;
  }

  get waitingCost(): number {
    return this.cost;
  }

  get active(): number {
    return this.counts.active;
  }

  get undone(): number {
    return this.counts.waiting + this.counts.active;
  }

  get count(): Count {
    const { waiting, active, finished, failed } = this.counts;
    return { done: finished, total: waiting + active + finished + failed };
  }
}

/** How far a run is: its units' work, and the pace of the last seconds. Times are in seconds, from any clock. */
export class Tally {
  private readonly entries: ReadonlyMap<string, Entry>;
  private readonly all = new Standings();
  private readonly byPoint = new Map<number, Standings>();
  private readonly active = new Set<Entry>();
  private readonly whole: number;
  /** The true work of units that have been begun, and what was expected of them. */
  private known = { work: 0, cost: 0 };
  /** Site-kicks done so far, and how many when. */
  private made = 0;
  private samples: (readonly [time: number, made: number])[];

  constructor(units: readonly WorkUnit[], now: number) {
    this.entries = new Map(
      units.map(({ id, point, cost }) => [id, { point, cost, work: null, done: 0, status: 'waiting' }]),
    );
    let whole = 0;
    for (const entry of this.entries.values()) {
      whole += entry.cost;
      this.all.change(entry, 1);
      const own = this.byPoint.get(entry.point) ?? new Standings();
      own.change(entry, 1);
      this.byPoint.set(entry.point, own);
    }
    this.whole = whole;
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

  private become(entry: Entry, status: Entry['status']): void {
    const own = this.byPoint.get(entry.point);
    for (const standings of [this.all, own]) standings?.change(entry, -1);
    entry.status = status;
    for (const standings of [this.all, own]) standings?.change(entry, 1);
    if (status === 'active') this.active.add(entry);
    else this.active.delete(entry);
  }

  /** A unit was done by an earlier run. */
  found(unit: string): void {
    this.become(this.entry(unit), 'finished');
  }

  /** A thread tells how far its unit is; what it tells first may have been done by an earlier run. */
  progress(unit: string, done: number, work: number): void {
    const entry = this.entry(unit);
    if (entry.status === 'active') this.made += Math.max(0, done - entry.done);
    else this.become(entry, 'active');
    const { known } = this;
    this.known =
      entry.work === null
        ? { work: known.work + work, cost: known.cost + entry.cost }
        : { ...known, work: known.work + work - entry.work };
    entry.work = work;
    entry.done = done;
  }

  finish(unit: string): void {
    const entry = this.entry(unit);
    if (entry.work !== null) this.made += Math.max(0, entry.work - entry.done);
    this.become(entry, 'finished');
  }

  /** A unit has failed: it is no longer to be waited for. */
  fail(unit: string): void {
    this.become(this.entry(unit), 'failed');
  }

  get units(): Count {
    return this.all.count;
  }

  unitsOf(point: number): Count {
    return (this.byPoint.get(point) ?? new Standings()).count;
  }

  /** The first point that is being worked on, or else that has units to do; null if all is done. */
  get point(): number | null {
    const busy = this.all.active > 0 ? 'active' : 'undone';
    const points = [...this.byPoint].filter(([, standings]) => standings[busy] > 0).map(([point]) => point);
    return points.length === 0 ? null : points.reduce((a, b) => Math.min(a, b));
  }

  /** Of the whole, 0 to 1; each unit counts by its expected work, so that it never goes back. */
  get fraction(): number {
    if (this.whole === 0) return 1;
    const begun = [...this.active].reduce((sum, entry) => sum + entry.cost * rest(entry), 0);
    return 1 - (this.all.waitingCost + begun) / this.whole;
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
    const { work, cost } = this.known;
    const ratio = work > 0 && cost > 0 ? work / cost : 1;
    return [...this.active].reduce(
      (sum, entry) => sum + rest(entry) * (entry.work ?? entry.cost * ratio),
      this.all.waitingCost * ratio,
    );
  }
}
