/**
 * A piece of work that one worker does from beginning to end: a few replicas of one realisation at one point.
 * Its result depends on the study and on these numbers alone.
 */
export interface Unit {
  /** A name that may stand in a file name: that of its point, its realisation and its replicas, the same in every study that has it. */
  readonly id: string;
  /** The number of its point in the study. */
  readonly point: number;
  readonly realisation: number;
  readonly firstReplica: number;
  /** 1 to 4. */
  readonly replicas: number;
  /** Expected work, in site-kicks. */
  readonly cost: number;
}
