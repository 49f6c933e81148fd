import { z } from 'zod';
import type { Reference } from '../../data/references/reference.js';
import { oganesyan2009 } from '../../data/references/references.js';
import { formula } from './formula.js';
import { spinSchemes, type SpinSchemeName } from './kernel/scheme.js';
import { spinLayout } from './kernel/layout.js';
import { hasBoundedDensity } from '../../lattice/disorder.js';
import { magnitudes, type FieldLaw } from './fields.js';
import { torus, type Torus } from '../../lattice/torus.js';
import { power } from '../../math/elementary.js';
import type { Json } from '../../data/frame.js';
import type { Advice, Drafting, ModelKind, HypothesisVerdict } from '../model.js';
import { listed } from '../../study/listed.js';
import { disorder, key, lawShape, mapping, whole } from '../../study/words.js';
import { HIGHEST_DRESSING, spinEvaluationKicks, spinTableBytes, spinTermCounts } from './dressing.js';
import { magnitudeRange, spinsOf } from './form.js';
import { spinPlan, spinRate, spinSampling, spinTrial, usualSpinStep } from './plan.js';
import { SpinSimulation } from './simulation.js';
import { spinsRemarks } from './remarks.js';
import { spinsHierarchy } from './hierarchy/record.js';
import type { SpinsSpec, SpinsStudy } from './spec.js';

const shape = mapping({
  kind: key(z.literal('spins'), 'the kind of model'),
  dimension: key(z.literal(1, { error: 'not 1: the chain of spins has no other dimension' }).default(1), 'd'),
  size: key(whole(4, 1_000_000_000), 'N, the sites of the ring, an even number'),
  fields: key(
    disorder,
    'ω_x: a law of |ω_x|, directions uniform on the sphere or, with `plane`, on the circle ω₁ = 0; or vectors',
    '1/time',
  ),
});

const creutz1987: Reference = {
  key: 'Creutz1987',
  authors: ['Creutz, Michael'],
  title: 'Overrelaxation and Monte Carlo simulation',
  journal: 'Physical Review D',
  volume: '36',
  pages: '515–519',
  year: 1987,
  doi: '10.1103/PhysRevD.36.515',
};

/** {law: …, plane: true}, or {law: vectors, values: [[ω₁, ω₂, ω₃], …]}. */
function fieldLaw(draft: Drafting, given: unknown, lattice: Torus | null): FieldLaw {
  const path = ['model', 'fields'];
  const usual: FieldLaw = { magnitudes: { law: 'uniform', from: 1, to: 2 }, plane: false };
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    draft.report(path, 'not a law with its parameters, such as {law: uniform, from: 1, to: 2, plane: true}');
    return usual;
  }
  const { plane = false, ...law } = given as { readonly [key: string]: unknown };
  if (law['law'] === 'vectors') {
    const listed = vectors.safeParse(law['values']);
    const other = Object.keys(law).find((key) => !['law', 'values'].includes(key));
    if (other !== undefined || plane !== false) {
      draft.report([...path, other ?? 'plane'], 'unknown with the law vectors, which takes values alone');
    } else if (!listed.success) {
      draft.report(
        [...path, 'values'],
        'not a list of vectors of three numbers, none of them 0, such as [[0, 1, 2], …]',
      );
    } else if (lattice !== null && listed.data.length !== lattice.sites) {
      draft.report([...path, 'values'], `not one vector for each of ${String(lattice.sites)} sites`);
    } else return { vectors: listed.data };
    return usual;
  }
  if (typeof plane !== 'boolean') draft.report([...path, 'plane'], 'neither true nor false');
  return { magnitudes: draft.law('fields', law, lattice, ['plane']), plane: plane === true };
}

const vectors = z
  .array(z.tuple([z.number(), z.number(), z.number()]).refine((v) => v.some((part) => part !== 0)))
  .min(1);

function content({ kind, dimension, size, fields }: SpinsSpec): { readonly [key: string]: Json } {
  const law =
    'vectors' in fields
      ? { law: 'vectors', values: fields.vectors }
      : { ...fields.magnitudes, ...(fields.plane && { plane: true }) };
  return { kind, dimension, size, fields: law };
}

const lattice = ({ size }: SpinsSpec): Torus => torus(1, size);

/** Section 5.2: H = Σω_x·S_x + εΣS_x·S_{x+1}. */
export const spinsKind: ModelKind<SpinsStudy> = {
  kind: 'spins',
  documentation: 'classical spins in random fields, coupled by weak exchange (section 5.2)',
  hamiltonian: formula,
  references: [oganesyan2009],
  shape,
  laws: {
    fields: z.union([
      lawShape({ plane: key(z.boolean().default(false), 'directions on the circle ω₁ = 0, equation (22)') }),
      z
        .strictObject({
          law: z.literal('vectors'),
          values: key(
            z.array(z.array(z.number()).length(3)).min(1),
            'ω_x, one vector for each site, none of them 0',
            '1/time',
          ),
        })
        .meta({ description: 'Every field, given one by one.' }),
    ]),
  },
  dressing: {
    documentation:
      'the hierarchy of the spins, to the order asked for, terms with a small denominator left out',
    references: [],
  },
  sampling: {
    documentation: 'exact at T = ∞; else sweeps of heat baths and over-relaxation, a chain for each replica',
    references: [creutz1987],
  },
  example: {
    model: { size: 32, fields: { law: 'uniform', from: 1, to: 2 } },
    temperature: 'infinite',
    epsilon: [0.5, 0.3],
    realisations: 2,
    replicas: 8,
    time: 1000,
    dressing: 1,
    seed: 1,
  },
  allowances: {
    schemes: Object.keys(spinSchemes) as [SpinSchemeName, ...SpinSchemeName[]],
    records: spinSchemes,
    infiniteTemperature: true,
    noNoise:
      'not 0, but no flip of a spin leaves the energy of every site alone, as p → −p does for an oscillator (docs/spins.md)',
    highestDressing: HIGHEST_DRESSING,
  },
  placeholders: { kind: 'spins', size: 4 },
  spec: (draft, given: z.infer<typeof shape>) => {
    const { size } = given;
    draft.require(['model', 'size'], size % 2 === 0, 'odd, but the flow moves even and odd sites in turn');
    const own = draft.sound('model.size') ? torus(1, size) : null;
    return { kind: 'spins', dimension: 1, size, fields: fieldLaw(draft, given.fields, own) };
  },
  content,
  canonical: content,
  title: ({ size, fields }) =>
    `κ(ε) of spins, N = ${String(size)}${'plane' in fields && fields.plane ? ', ω₁ = 0' : ''}`,
  lattice,
  frequencies: (study, realisation) => magnitudes(spinsOf(study, 0, realisation).fields),
  random: ({ fields }) => 'magnitudes' in fields,
  functions: ({ dressing }) => dressing,
  plan: spinPlan,
  trial: spinTrial,
  simulation: (setup) =>
    new SpinSimulation(setup, spinsOf(setup.study, setup.point.epsilon, setup.unit.realisation)),
  remarks: spinsRemarks,
  pace: (study) => {
    const { model, dressing } = study;
    const scheme = spinSchemes[study.scheme];
    const [least, most] = magnitudeRange(model);
    const bonds = model.size;
    const terms = spinTermCounts(dressing).reduce((a, b) => a + b, 0);
    return {
      step: (point) => usualSpinStep(study, point),
      frequency: (least + most) / 2,
      kicks: scheme.kicks.length,
      rate: spinRate(scheme),
      sampling: (step) => spinSampling(study, step),
      evaluation: spinEvaluationKicks(dressing),
      kernelBytes: (lanes, extra) => spinLayout({ lattice: lattice(model), scheme, lanes, extra }).bytes,
      tableBytes: spinTableBytes(dressing, bonds),
      // The hierarchy's coefficients, the expansion's and the kernel's, each complex, with products on the way.
      dressingBytes: terms * (8 * 16 * bonds + 2000),
    };
  },
  hierarchy: spinsHierarchy,
  verdicts,
  advice: (study) => [...boundedDensity(study.model.fields), ...plateauAdvice(study)],
};

/** The symmetry of equation (22), and the density of the fields. */
function verdicts({ model, epsilon }: SpinsStudy): HypothesisVerdict[] {
  const { fields } = model;
  const flat = 'vectors' in fields ? fields.vectors.every(([first]) => first === 0) : fields.plane;
  const dense = 'magnitudes' in fields && hasBoundedDensity(fields.magnitudes);
  return [
    {
      name: 'symmetry',
      equation: 'ω₁ = 0 (22), so that S₁ → −S₁ solves the hierarchy',
      holds: flat,
      reason: flat
        ? 'all fields lie in the plane ω₁ = 0'
        : 'the fields have all directions; the hierarchy is solved all the same, as its secular terms cancel (docs/spins.md)',
      fails: flat ? [] : epsilon,
    },
    {
      name: 'bounded density',
      equation: '|ω_x| independent, with a bounded density, |ω_x| > 0',
      holds: dense,
      reason: dense
        ? 'the law of |ω_x| has a bounded density'
        : 'the law of |ω_x| has no density: exact resonances have a positive probability',
      fails: dense ? [] : epsilon,
    },
  ];
}

/** On rings of 64 at T = ∞ values were read from runs of 2·10⁴ at ε = 0.25 and 10⁵ at 0.18, none from 4·10⁵ at 0.13: about 20/ε⁵. */
function plateauAdvice({ epsilon, time }: SpinsStudy): Advice[] {
  const needed = (value: number): number => 20 / power(value, 5);
  const short = epsilon.filter((value) => time < needed(value));
  if (short.length === 0) return [];
  const smallest = short.reduce((a, b) => Math.min(a, b));
  return [
    {
      kind: 'hint',
      text:
        `at ε = ${listed(short)} expect an upper bound, not a value: plateaus of κ(t) were seen in runs of about 20/ε⁵` +
        ` (${needed(smallest).toExponential(0).replace('e+', 'e')} at ε = ${String(smallest)}), and the replicas run for ${String(time)}`,
    },
  ];
}

function boundedDensity(fields: FieldLaw): Advice[] {
  if ('magnitudes' in fields && hasBoundedDensity(fields.magnitudes)) return [];
  return [
    {
      kind: 'hint',
      text: "the magnitudes of the fields have no bounded density: resonances are not rare, and the paper's picture does not hold",
    },
  ];
}
