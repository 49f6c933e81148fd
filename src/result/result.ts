import type { BestKappa, CurvePoint, Kappa, RealisationKappa } from '../estimate/kappa.js';
import type { CouplingSlope } from '../estimate/slope.js';
import type { MeanWithError } from '../estimate/steady/means.js';
import type { Json } from '../data/frame.js';
import type { PointExtras } from '../models/remarks.js';

export type { BestKappa, CurvePoint, Kappa, RealisationKappa, CouplingSlope };

/** How good the Gibbs samples are: the worst over realisations. */
export interface SamplingDiagnostics {
  /** Whether replicas are drawn from the measure at once, without a chain: then they are independent, and the rest is so by definition. */
  readonly exact?: true;
  readonly acceptance: number;
  /** Integrated autocorrelation time of the potential energy, in trajectories. */
  readonly autocorrelation: number;
  /** Effective number of independent samples, all replicas of a realisation together. */
  readonly effectiveSize: number;
  readonly splitRhat: number;
}

/** The steady state between two baths beside its flow and profile. */
export interface SteadyDetails {
  /** [J_b, error] of each of the N−1 bonds. */
  readonly currents: readonly (readonly [number, number])[];
  /** J as given by the left bath, and as taken by the right one. */
  readonly left: MeanWithError;
  readonly right: MeanWithError;
  /** The time at the beginning that was left out, and the time that was kept, of each replica. */
  readonly burnIn: number;
  readonly kept: number;
}

/** What a study found at one (ε, ε', T). The fields of the contract come first; the others explain them. */
export interface PointResult extends PointExtras {
  readonly epsilon: number;
  readonly noise: number;
  /** T; Infinity where it is infinite, `infinite` in JSON. */
  readonly temperature: number;
  readonly size: number;
  readonly dimension: number;
  /** null as long as no unit of the point is done. */
  readonly kappa: BestKappa | null;
  /** null as long as no unit of the point is done, and between baths. */
  readonly textbook: Kappa | null;
  readonly curve: readonly CurvePoint[];
  /** d ln κ/d ln ε from neighbouring points of the same temperature. */
  readonly slope: CouplingSlope | null;
  /** Between baths: J, from the left bath to the right one. */
  readonly flow?: MeanWithError;
  /** Between baths: [T_x, error] of every site. */
  readonly profile?: readonly (readonly [number, number])[];
  /** Between baths: what the flow was made from. */
  readonly steady?: SteadyDetails;
  /** Largest relative energy error seen; null as long as no unit of the point is done. */
  readonly energyError: number | null;
  readonly frequencies: readonly (readonly number[])[];
  readonly step: number;
  readonly sampling: number;
  readonly scheme: string;
  /** |ω·ξ| below which terms were left out of the dressing; null without one. */
  readonly cutoff: number | null;
  readonly replicas: { readonly done: number; readonly total: number };
  readonly diagnostics: SamplingDiagnostics | null;
  readonly realisations: readonly RealisationKappa[];
  /** What a longer or larger run should be. */
  readonly advice: readonly string[];
  readonly warnings: readonly string[];
}

/** What `falloff show DIR --json` prints. */
export interface StudyResult {
  readonly study: { readonly [key: string]: Json };
  readonly id: string;
  readonly complete: boolean;
  readonly points: readonly PointResult[];
  /** What is in doubt: of the points, with their ε where it is not all of them, and units that failed. */
  readonly warnings: readonly string[];
  /** Why units failed when they were last tried, and what their errors say beyond that: replica, site, time, seed. */
  readonly failures: readonly {
    readonly unit: string;
    readonly message: string;
    readonly facts: { readonly [key: string]: Json };
  }[];
  /** Versions of the program and of what it ran on; never part of a result's digits. */
  readonly provenance: { readonly [key: string]: Json };
}
