import type { z } from 'zod';
import type { DisorderLaw } from '../lattice/disorder.js';
import type { Scheme } from '../kernel/scheme.js';
import type { KernelForm } from '../kernel/splitting/form.js';
import type { Torus } from '../lattice/torus.js';
import type { Kappa } from '../estimate/kappa.js';
import type { Formula } from '../data/mathml.js';
import type { Frame, Json } from '../data/frame.js';
import type { Reference } from '../data/references/reference.js';
import type { Point } from '../study/point.js';
import type { ModelHierarchy } from './hierarchy.js';
import type { PointExtras } from './remarks.js';
import type { Path } from '../study/problem.js';
import type { EquilibriumSimulation, KindPlan, SimulationSetup } from './simulation.js';
import type { PotentialSpec, SmoothPotentialSpec, Study } from '../study/study.js';

/** What has become of a hypothesis of the paper in a study of several ε. */
export interface HypothesisVerdict {
  readonly name: string;
  readonly equation: string;
  /** At every ε of the study. */
  readonly holds: boolean;
  /** Why not, at the first ε where it fails; or why, at the largest ε. */
  readonly reason: string;
  /** The values of ε where it fails. */
  readonly fails: readonly number[];
}

/** What someone who knows the method would say about a study before it is run. */
export interface Advice {
  /** `warning`: the result will not be what the file seems to ask for. `hint`: it could be had better. */
  readonly kind: 'warning' | 'hint';
  readonly text: string;
}

/** A model in the making: what its kind may ask of the one who reads the study file. Problems are collected, not thrown. */
export interface Drafting {
  /** A polynomial potential under `model`, or a sound one where it is broken. */
  potential(key: string, given: string | number, variable: 'r' | 'q'): PotentialSpec;
  /** The same for a potential that need not be a polynomial. */
  smoothPotential(key: string, given: string | number, variable: 'r' | 'q'): SmoothPotentialSpec;
  /** A law of disorder under `model`; that it fits the lattice is checked where one is given. */
  law(key: string, given: unknown, lattice: Torus | null, also?: readonly string[]): DisorderLaw;
  require(path: Path, holds: boolean, rule: string): void;
  report(path: Path, rule: string): void;
  /** Whether none of these keys (`model.size`, `epsilon`) has been reported. */
  sound(...keys: readonly string[]): boolean;
}

/** What a prediction of cost counts with. */
export interface Pace {
  /** The time step at one point: the given one, or what a pilot run would about choose (within a factor of two). */
  step(point: Pick<Point, 'epsilon' | 'temperature'>): number;
  /** The mean frequency at which sites swing: it sets the sampler's trajectories and the distance of samples. */
  readonly frequency: number;
  /** Kicks of one step. */
  readonly kicks: number;
  /** Site-kicks per second of one core. */
  readonly rate: number;
  /** Steps between samples, given the step, where the study leaves it open. */
  sampling(step: number): number;
  /** What one evaluation of the dressing costs for one bond and replica, in kicks; 0 without one. */
  readonly evaluation: number;
  /** Bytes of the kernel's memory, with so many float64 for its observers. */
  kernelBytes(lanes: 2 | 4, extra: number): number;
  /** Bytes that the tables of the dressing of all bonds take of the kernel's memory, at most. */
  readonly tableBytes: number;
  /** Bytes that a worker needs for the dressing of all bonds. */
  readonly dressingBytes: number;
}

/** Everything about one kind of model that a study needs: command line, files, plan, work and cost are made from it. */
export interface ModelKind<S extends Study = Study> {
  readonly kind: S['model']['kind'];
  /** One line. */
  readonly documentation: string;
  /** H, as text and as presentation MathML. */
  readonly hamiltonian: Formula;
  /** What the model rests on, beside the paper. */
  readonly references: readonly Reference[];
  /** The keys under `model`, `kind` among them. */
  readonly shape: z.ZodObject;
  /** What laws of disorder under `model` look like in a file, for the JSON Schema: reading them is left to `Drafting.law`. */
  readonly laws: Readonly<Record<string, z.ZodType>>;
  /** The dressing that the estimator may subtract. */
  readonly dressing: {
    /** One line. */
    readonly documentation: string;
    readonly references: readonly Reference[];
  };
  /** How replicas are brought to the Gibbs measure, in one line, and where that is from. */
  readonly sampling: { readonly documentation: string; readonly references: readonly Reference[] };
  /** A study to begin with, which runs within a minute: the keys that `falloff init` writes out, the others stay at their defaults. */
  readonly example: {
    readonly model: { readonly [key: string]: Json };
    readonly [key: string]: Json;
  };
  /** What the kind takes at the outermost level otherwise than the oscillators do. */
  readonly allowances?: {
    /** The schemes of its kernel, the default first. */
    readonly schemes: readonly [string, ...string[]];
    /** Their records. */
    readonly records: Readonly<Record<string, Pick<Scheme, 'documentation' | 'references'>>>;
    /** Whether the Gibbs measure at T = ∞ exists. */
    readonly infiniteTemperature: boolean;
    /** Why flips are refused. */
    readonly noNoise: string;
    /** The highest order of a dressing. */
    readonly highestDressing: number;
  };
  /** Sound values for the keys under `model` that must be given. */
  readonly placeholders: { readonly [key: string]: unknown };
  spec(draft: Drafting, shape: unknown, epsilon: readonly number[]): S['model'];
  /** Why a model has no dressing, where some of the kind have none; null where it has. */
  undressed?(model: S['model']): string | null;
  /** The model with the keys of a study file. */
  content(model: S['model']): { readonly [key: string]: Json };
  /** All of the model that results depend on, however it was spelt. */
  canonical(model: S['model']): { readonly [key: string]: Json };
  title(model: S['model']): string;
  lattice(model: S['model']): Torus;
  /** The frequencies of one realisation, one for each site; none where the model has none. */
  frequencies(study: S, realisation: number): Float64Array;
  /** Whether realisations differ. */
  random(model: S['model']): boolean;
  /** The number of functions in a dressing of the study's order. */
  functions(study: S): number;
  /** The model of one realisation in the oscillators' kernel, where it may stand between baths. */
  form?(study: S, epsilon: number, realisation: number): KernelForm;
  plan(study: S, point: Point): KindPlan;
  /**
   * What a short trial on a few sites says of the step of a point: the relative energy errors of several replicas by a given step; none where a step is found.
   *
   * @throws Invalid where no step conserves the energy
   */
  trial(study: S, point: Point): readonly number[];
  simulation(setup: SimulationSetup<S>): EquilibriumSimulation;
  /**
   * What a point says beside κ.
   *
   * @param realisations the frames of the units done, for each realisation
   */
  remarks?(
    study: S,
    point: Point,
    kappa: Kappa | null,
    realisations: readonly (readonly Frame[])[],
  ): PointExtras;
  /** The hierarchy of section 4.1, where the model has one. */
  readonly hierarchy?: ModelHierarchy<S>;
  pace(study: S): Pace;
  /** What the paper asks of the model. */
  verdicts(study: S): readonly HypothesisVerdict[];
  /** Advice beyond that for all models. */
  advice(study: S): readonly Advice[];
}
