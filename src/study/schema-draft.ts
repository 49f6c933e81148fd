import type { z } from 'zod';
import { checkedLaw, lawOn, type DisorderLaw } from '../lattice/disorder.js';
import { torus } from '../lattice/torus.js';
import { Invalid } from '../math/invalid.js';
import { confinement, isConfining } from '../model/confinement.js';
import { degree, isEven, type Polynomial } from '../model/polynomial.js';
import { potential } from '../model/potential.js';
import { isMapping, type Content } from './schema-key.js';
import { problemAt, type Path, type StudyProblem, type StudyText } from './schema-problem.js';
import { noisePower, studyShape, windowKinds, type StudyShape } from './schema-shape.js';
import type { Noise, OscillatorsSpec, Study } from './study.js';

/** A study in the making: it goes on after a problem, and checks every rule whose keys are themselves sound. */
export class Draft {
  private readonly broken = new Set<string>();

  constructor(
    private readonly source: StudyText,
    private readonly problems: StudyProblem[],
  ) {}

  /** The content with defaults, and with placeholders for broken keys. */
  shaped(content: Content): StudyShape {
    const first = studyShape.safeParse(content);
    if (first.success) return first.data;
    for (const { path, rule } of first.error.issues.flatMap(innermost)) this.report(path, rule);
    return studyShape.parse(this.repaired(content));
  }

  study(shape: StudyShape): Study {
    const model = this.model(shape);
    return {
      title: shape.title ?? titleOf(model),
      model,
      temperature: this.distinct('temperature', shape.temperature),
      epsilon: this.distinct('epsilon', shape.epsilon),
      noise: noiseOf(shape.noise),
      realisations: shape.realisations,
      replicas: shape.replicas,
      time: shape.time,
      dressing: shape.dressing,
      seed: shape.seed,
      scheme: shape.scheme,
      step: shape.step,
      sampling: shape.sampling,
      windows: this.windows(shape.windows),
      cutoff: shape.cutoff,
      direction: this.direction(shape),
      sampler: { trajectories: shape.sampler.trajectories },
    };
  }

  private model({ model, epsilon }: StudyShape): OscillatorsSpec {
    const coupling = this.potential('coupling', model.coupling, 'r');
    const pinning = this.potential('pinning', model.pinning, 'q');
    this.require(
      ['model', 'coupling'],
      isEven(coupling.polynomial),
      'not even in r, but a bond has no preferred end',
    );
    this.require(['model', 'coupling'], degree(coupling.polynomial) > 0, 'exerts no force');
    const { dimension, size } = model;
    const frequencies = this.law(model);
    const spec: OscillatorsSpec = { kind: 'oscillators', dimension, size, coupling, pinning, frequencies };
    const parts = ['model.coupling', 'model.pinning', 'model.frequencies', 'model.dimension', 'epsilon'];
    if (!parts.some((key) => this.broken.has(key))) this.confined(spec, [epsilon].flat());
    return spec;
  }

  /** Without a Gibbs measure at every ε there is nothing to simulate. */
  private confined(model: OscillatorsSpec, epsilon: readonly number[]): void {
    const { frequencies, dimension } = model;
    const V = model.coupling.polynomial;
    const U = model.pinning.polynomial;
    for (const value of epsilon) {
      const { holds, reason } = confinement(V, U, value, frequencies, dimension);
      if (holds) continue;
      const key = isConfining([], U, value, frequencies, dimension) ? 'coupling' : 'pinning';
      this.report(['model', key], `does not confine at epsilon ${String(value)} (${reason})`);
      return;
    }
  }

  private potential(key: 'coupling' | 'pinning', given: string | number, variable: 'r' | 'q') {
    const text = String(given).trim();
    const path = ['model', key];
    const polynomial = this.attempt<Polynomial>(path, () => potential(text, variable)) ?? [0, 0, 1];
    return { text, polynomial };
  }

  /** Reports a law's problems one after the other, each time with the broken parameter's default in its place. */
  private law({ frequencies, dimension, size }: StudyShape['model']): DisorderLaw {
    const path = ['model', 'frequencies'];
    let spec = frequencies;
    const reported = new Set<string | undefined>();
    for (;;) {
      try {
        const law = checkedLaw(spec);
        const fits = !this.broken.has('model.size') && !this.broken.has('model.dimension');
        return fits && reported.size === 0 ? lawOn(torus(dimension, size), law) : law;
      } catch (error) {
        if (!(error instanceof Invalid)) throw error;
        const placeholder: DisorderLaw = { law: 'uniform', from: 1, to: 2 };
        const { key, rule } = error;
        if (reported.has(key)) return placeholder;
        reported.add(key);
        this.report(key === undefined ? path : [...path, key], rule);
        if (key === undefined || key === 'law' || !isMapping(spec) || !(key in spec)) return placeholder;
        spec = Object.fromEntries(Object.entries(spec).filter(([name]) => name !== key));
      }
    }
  }

  private distinct(key: 'epsilon' | 'temperature', given: number | readonly number[]): readonly number[] {
    if (typeof given === 'number') return [given];
    given.forEach((value, i) => {
      this.require([key, i], given.indexOf(value) === i, 'given twice in the list');
    });
    return given;
  }

  private windows(given: StudyShape['windows']): Study['windows'] {
    if (typeof given === 'string') return [given];
    given.forEach((kind, i) => {
      this.require(['windows', i], given.indexOf(kind) === i, 'given twice in the list');
    });
    return windowKinds.filter((kind) => given.includes(kind));
  }

  private direction({ direction, model }: StudyShape): Study['direction'] {
    if (direction !== 'all' && !this.broken.has('model.dimension')) {
      const rule = `above the dimension ${String(model.dimension)}`;
      this.require(['direction'], direction <= model.dimension, rule);
    }
    return direction;
  }

  private require(path: Path, holds: boolean, rule: string): void {
    if (!holds && !this.broken.has(keyOf(path))) this.report(path, rule);
  }

  private attempt<T>(path: Path, value: () => T): T | undefined {
    try {
      return value();
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      this.report(path, error.rule);
      return undefined;
    }
  }

  private report(path: Path, rule: string): void {
    this.broken.add(keyOf(path));
    const problem = problemAt(this.source, path, rule);
    const twice = this.problems.some(
      ({ message, column }) => message === problem.message && column === problem.column,
    );
    if (!twice) this.problems.push(problem);
  }

  /** The content without broken keys, and with a sound value for those that must be there. */
  private repaired(content: Content): Content {
    const sound = (mapping: unknown, prefix: string): Content =>
      isMapping(mapping)
        ? Object.fromEntries(Object.entries(mapping).filter(([key]) => !this.broken.has(prefix + key)))
        : {};
    return {
      temperature: 1,
      epsilon: 1,
      time: 1,
      ...sound(content, ''),
      model: { size: 3, coupling: 'r^2', ...sound(content['model'], 'model.') },
    };
  }
}

/** The key that a path is about: two levels deep under `model`, one elsewhere. */
function keyOf(path: Path): string {
  return path.slice(0, path[0] === 'model' ? 2 : 1).join('.');
}

type Issue = z.core.$ZodIssue;

/** The rules that an issue breaks; of the alternatives of a value, those of the one that fits it best. */
function innermost(issue: Issue): { path: Path; rule: string }[] {
  const path = issue.path as Path;
  if (issue.code !== 'invalid_union' || issue.message !== 'Invalid input')
    return [{ path, rule: issue.message }];
  const depth = (branch: readonly Issue[]) => Math.max(...branch.map((inner) => inner.path.length));
  const best = issue.errors.reduce((a, b) => (depth(b) > depth(a) ? b : a));
  return best.flatMap(innermost).map((inner) => ({ path: [...path, ...inner.path], rule: inner.rule }));
}

function noiseOf(given: number | string): Noise {
  if (typeof given === 'number') return given;
  const { factor, power } = noisePower.exec(given)?.groups ?? {};
  const noise = { factor: Number(factor ?? 1), power: Number(power ?? 1) };
  return noise.factor === 0 || noise.power === 0 ? noise.factor : noise;
}

/** What a study is called that has no title: it depends on the study alone, not on its file's name. */
function titleOf({ kind, dimension, size, coupling, pinning }: OscillatorsSpec): string {
  const potentials = `V = ${coupling.text}${degree(pinning.polynomial) < 1 ? '' : `, U = ${pinning.text}`}`;
  return `κ(ε) of ${kind}, d = ${String(dimension)}, N = ${String(size)}, ${potentials}`;
}
