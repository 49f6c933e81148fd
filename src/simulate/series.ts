import type { Frame } from '../data/frame.js';
import type { SeriesPiece } from '../data/unit-run.js';
import type { TransferKernel } from '../kernel/transfer-kernel.js';
import type { SeriesPlan } from '../plan/series-plan.js';

/**
 * The series of a unit's replicas, row by row. A row belongs to an interval of `every` samples, of length Δ, and has for each replica
 *
 *     transfers: Q_b(t + Δ) − Q_b(t) of every bond b, the energy that went through it,
 *     current:   (1/Δ) Σ_b (Q_b(t + Δ) − Q_b(t)), the mean of J over the interval, in energy·distance/time.
 *
 * Both are integrals of the current, which the splitting accounts for exactly: nothing that happens between two samples is missed or taken for something
 * slower, whatever `every` is. Sums of rows telescope up to rounding, so that (Δ/T²N) Σ ⟨J J⟩ at multiples of Δ is what the block sums give.
 */
export class SeriesRecorder {
  /** What had passed when the last row ended, [number][lane]. */
  private readonly before: Float64Array;
  /** The pieces that are not taken yet, the last one being filled: [row][replica][number]. */
  private pieces: Float64Array[] = [];
  private rows = 0;
  private takenRows = 0;
  private readonly rowLength: number;

  /** @param along the direction of the bonds that J counts, from 0; left out: all */
  constructor(
    private readonly kernel: TransferKernel,
    private readonly plan: SeriesPlan,
    private readonly replicas: number,
    private readonly along: number | undefined,
  ) {
    this.before = new Float64Array(plan.width * kernel.lanes);
    this.rowLength = plan.width * replicas;
  }

  /** Takes note of a sample, counted from 1. */
  push(sample: number): void {
    const { plan, before, replicas, rowLength } = this;
    const { lanes } = this.kernel;
    if (sample % plan.every !== 0) return;
    const passed = this.passed();
    const scale = plan.series === 'current' ? plan.interval : 1;
    const place = (this.rows % plan.pieceRows) * rowLength;
    if (place === 0)
      this.pieces.push(new Float64Array(rowLength * Math.min(plan.pieceRows, plan.rows - this.rows)));
    const piece = this.pieces.at(-1) as Float64Array;
    for (let i = 0; i < plan.width; i++) {
      for (let r = 0; r < replicas; r++) {
        const at = i * lanes + r;
        piece[place + r * plan.width + i] = ((passed[at] as number) - (before[at] as number)) / scale;
      }
    }
    before.set(passed);
    this.rows += 1;
  }

  /** What has passed since the beginning, [number][lane]. */
  private passed(): ArrayLike<number> {
    const { kernel, plan, along } = this;
    if (plan.series === 'current') return kernel.totalTransfers(along);
    return kernel.numbers(kernel.at.transfers, plan.width * kernel.lanes).map((scaled) => scaled / 4);
  }

  /** The number of whole pieces that have been taken: those that must be kept for the state to mean something. */
  private get takenPieces(): number {
    return Math.floor(this.takenRows / this.plan.pieceRows);
  }

  /** Takes the pieces that are whole, each once, and when all is recorded the last one. */
  take(): readonly SeriesPiece[] {
    const { plan, rowLength } = this;
    const first = this.takenPieces;
    const ready = this.rows === plan.rows ? this.rows : this.rows - (this.rows % plan.pieceRows);
    if (ready === this.takenRows) return [];
    const taken = this.pieces.slice(0, Math.ceil(ready / plan.pieceRows) - first).map((values, i) => {
      const number = first + i;
      const rows = values.length / rowLength;
      const head = { first: number * plan.pieceRows, rows, replicas: this.replicas };
      return { number, frame: { head, columns: { series: values } } };
    });
    this.takenRows = ready;
    // The last piece stays in the state where it is not full.
    this.pieces = this.pieces.slice(this.takenPieces - first);
    return taken;
  }

  state(): Frame {
    const seriesRows = new Float64Array(
      (this.rows - this.takenPieces * this.plan.pieceRows) * this.rowLength,
    );
    let at = 0;
    for (const piece of this.pieces) {
      const values = piece.subarray(0, Math.min(piece.length, seriesRows.length - at));
      seriesRows.set(values, at);
      at += values.length;
    }
    return {
      head: { seriesPieces: this.takenPieces },
      columns: { seriesBefore: this.before.slice(), seriesRows },
    };
  }

  /**
   * @param samples that had been taken
   * @throws Error where the state is not one of that time
   */
  restore({ head, columns }: Frame, samples: number): void {
    const { plan, rowLength } = this;
    const numbers = (name: string): Float64Array => columns[name] as Float64Array;
    const taken = head['seriesPieces'] as number;
    const kept = numbers('seriesRows');
    this.rows = Math.floor(samples / plan.every);
    this.takenRows = taken * plan.pieceRows;
    const expected = (this.rows - this.takenRows) * rowLength;
    if (kept.length !== expected)
      throw new Error(
        `invalid checkpoint; its column seriesRows must hold ${String(expected)} numbers: ${String(kept.length)}`,
      );
    this.before.set(numbers('seriesBefore'));
    this.pieces = [];
    for (let row = this.takenRows; row < this.rows; row += plan.pieceRows) {
      const piece = new Float64Array(rowLength * Math.min(plan.pieceRows, plan.rows - row));
      const from = (row - this.takenRows) * rowLength;
      piece.set(kept.subarray(from, from + piece.length));
      this.pieces.push(piece);
    }
  }

  /** Facts of a finished unit's result. */
  facts(): Frame['head'] {
    const { series, every, interval, rows, pieces } = this.plan;
    return {
      record: series,
      every,
      seriesInterval: interval,
      seriesRows: rows,
      seriesPieces: pieces,
    };
  }
}
