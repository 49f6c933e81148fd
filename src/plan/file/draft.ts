import type { z } from 'zod';
import { checkedLaw, lawOn, type DisorderLaw } from '../../lattice/disorder.js';
import type { Torus } from '../../lattice/torus.js';
import { Invalid } from '../../data/invalid.js';
import type { Polynomial } from '../../potential/polynomial.js';
import { potential, smoothPotential } from '../../potential/potential.js';
import type { Drafting, ModelKind } from '../../models/model.js';
import { modelKinds, type KindName } from '../../models/models.js';
import { isMapping, type Content } from './keys.js';
import { problemAt, type Path, type StudyProblem, type StudyText } from '../../study/problem.js';
import { studyShape, windowKinds, type StudyShape } from './shape.js';
import { STRENGTH_RULE } from '../../study/words.js';
import { noise as noiseRecord } from '../../study/noise.js';
import type { ModelSpec, PotentialSpec, SmoothPotentialSpec, Study } from '../../study/study.js';

/** A study in the making: it goes on after a problem, and checks every rule whose keys are themselves sound. */
export class Draft implements Drafting {
  private readonly broken = new Set<string>();

  constructor(
    private readonly source: StudyText,
    private readonly problems: StudyProblem[],
    private readonly kind: KindName,
    private readonly bathsPath: Path,
  ) {}

  /** The content with defaults, and with placeholders for broken keys. */
  shaped(given: Content): StudyShape {
    const content = withTemperature(given);
    const shape = studyShape(this.kind);
    const first = shape.safeParse(content);
    if (first.success) return first.data;
    for (const { path, rule } of lastOfEach(first.error.issues.flatMap(innermost))) this.report(path, rule);
    return shape.parse(this.repaired(content));
  }

  study(shape: StudyShape): Study {
    const kind: ModelKind = modelKinds[this.kind];
    const model = kind.spec(this, shape.model, [shape.epsilon].flat());
    const noise = noiseRecord.of(shape.noise);
    [shape.epsilon].flat().forEach((epsilon, i) => {
      this.require(['epsilon', i], epsilon > 0 || shape.baths !== undefined, STRENGTH_RULE);
      this.require(
        ['noise'],
        noiseRecord.rate(noise, epsilon) < Infinity,
        `not finite at epsilon ${String(epsilon)}`,
      );
    });
    if (kind.allowances !== undefined) this.require(['noise'], noise === 0, kind.allowances.noNoise);
    const undressed = kind.undressed?.(model) ?? null;
    if (undressed !== null) this.require(['dressing'], shape.dressing === 0, undressed);
    return {
      title: shape.title ?? kind.title(model),
      model,
      ...this.baths(shape, model),
      temperature: this.distinct('temperature', shape.temperature),
      epsilon: this.distinct('epsilon', shape.epsilon),
      noise,
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
      direction: this.direction(shape, model),
      sampler: { trajectories: shape.sampler.trajectories },
      ...this.record(shape),
    };
  }

  potential(key: string, given: string | number, variable: 'r' | 'q'): PotentialSpec {
    const text = String(given).trim();
    const polynomial = this.attempt<Polynomial>(['model', key], () => potential(text, variable)) ?? [0, 0, 1];
    return { text, polynomial };
  }

  smoothPotential(key: string, given: string | number, variable: 'r' | 'q'): SmoothPotentialSpec {
    const text = String(given).trim();
    const own = this.attempt(['model', key], () => smoothPotential(text, variable));
    return { text, potential: own ?? [0, 0, 1] };
  }

  /** Reports a law's problems one after the other, each time with the broken parameter's default in its place. */
  law(name: string, given: unknown, lattice: Torus | null, also: readonly string[] = []): DisorderLaw {
    const path = ['model', name];
    let spec = given;
    const reported = new Set<string | undefined>();
    for (;;) {
      try {
        const law = checkedLaw(spec, also);
        return lattice !== null && reported.size === 0 ? lawOn(lattice, law) : law;
      } catch (error) {
        if (!(error instanceof Invalid)) throw error;
        const placeholder: DisorderLaw = { law: 'uniform', from: 1, to: 2 };
        const { key, rule } = error;
        if (reported.has(key)) return placeholder;
        reported.add(key);
        const about = key !== undefined && error.value === key ? 'key' : 'value';
        this.report(key === undefined ? path : [...path, key], rule, about);
        if (key === undefined || !isMapping(spec) || !(key in spec)) return placeholder;
        // Without its law nothing can be said of the others.
        if (key === 'law' || !('law' in spec)) return placeholder;
        spec = Object.fromEntries(Object.entries(spec).filter(([name]) => name !== key));
      }
    }
  }

  private distinct(key: 'epsilon' | 'temperature', given: number | readonly number[]): readonly number[] {
    if (typeof given === 'number') return [given];
    const seen = new Set<number>();
    given.forEach((value, i) => {
      this.require([key, i], !seen.has(value), 'given twice in the list');
      seen.add(value);
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

  private direction({ direction }: StudyShape, model: ModelSpec): Study['direction'] {
    if (direction !== 'all' && this.sound('model.dimension')) {
      const rule = `above the dimension ${String(model.dimension)}`;
      this.require(['direction'], direction <= model.dimension, rule);
    }
    return direction;
  }

  /** Whether `every` fits into the time is known with the plans of points. */
  private record({ record, every }: StudyShape): Pick<Study, 'record'> {
    if (record !== 'none') return { record: { series: record, every: every ?? 1 } };
    this.require(['every'], every === undefined, 'of no use without record: current or record: transfers');
    return {};
  }

  /** Baths, and what does not go with them. */
  private baths({ baths, temperature, direction, step }: StudyShape, model: ModelSpec): Pick<Study, 'baths'> {
    if (baths === undefined) return {};
    const kind: ModelKind = modelKinds[this.kind];
    const able = Object.values(modelKinds).flatMap((one) => (one.form ? [one.kind] : []));
    this.require(
      ['baths'],
      kind.form !== undefined,
      `not for kind: ${this.kind}, only for ${able.join(' and ')}`,
    );
    this.require(['baths'], model.dimension === 1, `only in d = 1, not in d = ${String(model.dimension)}`);
    this.require(['baths', 'right'], baths.left !== baths.right, 'equal to left, so that no energy flows');
    this.require(['direction'], direction === 'all', 'not with baths: the flow is that along the chain');
    const several = Array.isArray(temperature) && temperature.length > 1;
    this.require(
      ['temperature'],
      !several,
      'a list, but with baths their temperatures count: one at most, to start from',
    );
    const product = step === 'auto' ? 0 : step * baths.friction;
    this.require(
      ['step'],
      product <= 1,
      `too long for baths of friction ${String(baths.friction)}: above 1/friction`,
    );
    return { baths };
  }

  require(path: Path, holds: boolean, rule: string): void {
    if (!holds && !this.broken.has(keyOf(path))) this.report(path, rule);
  }

  sound(...keys: readonly string[]): boolean {
    return !keys.some((key) => this.broken.has(key));
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

  report(path: Path, rule: string, about: 'key' | 'value' = 'value'): void {
    this.broken.add(keyOf(path));
    const place = path[0] === 'baths' ? [...this.bathsPath, ...path.slice(1)] : path;
    const problem = problemAt(this.source, place, rule, about);
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
      model: { ...modelKinds[this.kind].placeholders, ...sound(content['model'], 'model.') },
    };
  }
}

/** Between baths the replicas start from the mean temperature where the file names none. */
function withTemperature(content: Content): Content {
  if (!('baths' in content) || 'temperature' in content) return content;
  const baths = isMapping(content['baths']) ? content['baths'] : {};
  const [left, right] = [Number(baths['left']), Number(baths['right'])];
  return { ...content, temperature: left > 0 && right > 0 ? (left + right) / 2 : 1 };
}

/** The key that a path is about: two levels deep under `model`, one elsewhere. */
function keyOf(path: Path): string {
  return path.slice(0, path[0] === 'model' ? 2 : 1).join('.');
}

/** A number too large for a whole one breaks two rules of `whole`: the later says what is allowed. */
function lastOfEach<T extends { readonly path: Path }>(issues: readonly T[]): Iterable<T> {
  return new Map(issues.map((issue) => [issue.path.join('.'), issue])).values();
}

type Issue = z.core.$ZodIssue;

/** The rules that an issue breaks; of the alternatives of a value, those of the one that fits it best. */
function innermost(issue: Issue): { path: Path; rule: string }[] {
  const path = issue.path as Path;
  if (issue.code !== 'invalid_union' || issue.message !== 'Invalid input')
    return [{ path, rule: issue.message }];
  const depth = (branch: readonly Issue[]) =>
    branch.reduce((most, inner) => Math.max(most, inner.path.length), 0);
  const best = issue.errors.reduce((a, b) => (depth(b) > depth(a) ? b : a));
  return best.flatMap(innermost).map((inner) => ({ path: [...path, ...inner.path], rule: inner.rule }));
}
