import { z } from 'zod';
import type { WindowKind } from '../../estimate/window.js';
import { windows } from '../../estimate/window.js';
import { schemes, type SchemeName } from '../../kernel/scheme.js';
import type { ModelKind } from '../../models/model.js';
import { modelKinds, type KindName } from '../../models/models.js';
import { UNPRINTABLE } from '../../study/problem.js';
import { noise } from '../../study/noise.js';
import {
  above,
  autoOr,
  key,
  mapping,
  oneOrMore,
  strength,
  temperature,
  whole,
  oneOf,
} from '../../study/words.js';

/**
 * The shape of a study file: which keys there are, and which values each takes. Every message is the rule that is
 * broken, to be put into `invalid <key>; <rule>: <value>`. Rules that join several keys are in `draft.ts`.
 */

const schemeNames = Object.keys(schemes) as [SchemeName, ...SchemeName[]];

export const windowKinds = Object.keys(windows) as [WindowKind, ...WindowKind[]];

export const kindNames = Object.keys(modelKinds) as readonly KindName[];

const seriesNames = ['none', 'current', 'transfers'] as const;

/** Hybrid Monte Carlo trajectories that bring a replica from the uncoupled to the full Gibbs measure. */
const defaultTrajectories = 200;

const noiseRule = {
  error:
    'neither a number of at least 0 nor a power of epsilon, from epsilon^0 to epsilon^999, such as epsilon^2',
};

/** Which character of a title is none that can be printed, and where it stands: `U+202E is its character 5`. */
function unprintable(text: string): string {
  const characters = Array.from(text);
  const at = characters.findIndex((one) => UNPRINTABLE.test(one));
  const code = (characters[at]?.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `U+${code} is its character ${String(at + 1)}`;
}

const TEMPERATURE =
  'T, in units of energy (k_B = 1), a number or a list: one point each; may be left out with `baths`';
const MODEL = 'the lattice and its Hamiltonian';
const SCHEME = 'the splitting scheme of the dynamics';
const DRESSING = 'order n of the hierarchy that the estimator may use; 0: none';

const bathShape = mapping({
  left: key(above(0), 'temperature of the bath at the left end', 'energy'),
  right: key(above(0), 'temperature of the bath at the right end', 'energy'),
  friction: key(above(0).default(1), 'friction of both baths', '1/time'),
});

/** All keys but those under `model`. */
const commonShape = mapping({
  title: key(
    z
      .string({ error: 'not text' })
      .trim()
      .min(1, { error: 'empty text' })
      .refine((text) => !UNPRINTABLE.test(text), {
        error: ({ input }) => `not one line of printable characters, ${unprintable(String(input))}`,
      })
      .optional(),
    "for tables and figures; not part of the study's id; left out: made from the model",
  ),
  model: key(z.unknown(), MODEL),
  baths: key(
    bathShape.optional(),
    'opens the ends of a chain and puts it between two Langevin baths: a steady state in place of equilibrium',
  ),
  temperature: key(oneOrMore(), TEMPERATURE, 'energy'),
  epsilon: key(
    oneOrMore(strength()),
    'ε, the strength of the weak forces, a number or a list: one point each; 0, the harmonic limit, with `baths` alone',
  ),
  noise: key(
    z
      .union(
        [z.number(noiseRule).min(0, noiseRule), z.string(noiseRule).regex(noise.pattern, noiseRule)],
        noiseRule,
      )
      .default(0),
    noise.meaning,
    noise.unit,
  ),
  realisations: key(whole(1, 4_294_967_295).default(1), 'samples of the disorder'),
  replicas: key(whole(1, 4_294_967_295).default(32), 'independent Gibbs samples of each realisation'),
  time: key(above(0), 'length of each replica, after equilibration', 'time'),
  dressing: key(whole(0, 20).default(0), DRESSING),
  seed: key(
    whole(0, 4_294_967_295).default(1),
    'names the random numbers: the same seed gives the same digits',
  ),
  scheme: key(oneOf(schemeNames).default('ABA864'), SCHEME),
  step: key(
    autoOr((rule) => z.number(rule).gt(0, rule), 'a number above 0').default('auto'),
    'time step; `auto`: chosen by a pilot run',
    'time',
  ),
  sampling: key(
    autoOr((rule) => z.int(rule).min(1, rule), 'a whole number of at least 1').default('auto'),
    'steps between samples; `auto`: chosen with the step',
  ),
  windows: key(
    z
      .union([oneOf(windowKinds), z.array(oneOf(windowKinds)).min(1, { error: 'an empty list' })])
      .default(['hann']),
    'windows of the estimator, one or several',
  ),
  cutoff: key(
    autoOr((rule) => z.number(rule).min(0, rule), 'a number of at least 0').default('auto'),
    '|ω·ξ| below which a term is left out of a dressing; `auto`: the one that leaves the least variance',
    '1/time',
  ),
  direction: key(
    z.literal(['all', 1, 2, 3], { error: 'neither all nor 1, 2 or 3' }).default('all'),
    'the bonds that the current counts: all, or those along e_k',
  ),
  sampler: key(
    mapping({
      trajectories: key(
        whole(1, 1_000_000).default(defaultTrajectories),
        "moves of each replica's equilibration",
      ),
    }).default({ trajectories: defaultTrajectories }),
    'equilibration',
  ),
  record: key(
    oneOf(seriesNames).default('none'),
    'the series kept of every replica: the total current, or the transfers of all bonds',
  ),
  every: key(
    whole(1).optional(),
    'with `record`: samples from one number of the series to the next; left out: 1',
    'samples',
  ),
});

/** A study file's content with defaults; what stands under `model` has the shape of its kind. */
export type StudyShape = z.infer<typeof commonShape>;

/** The shape of a study of one kind of model. */
export function studyShape(kind: KindName) {
  const { shape, allowances }: ModelKind = modelKinds[kind];
  const own = commonShape.extend({ model: key(shape, MODEL) });
  if (allowances === undefined) return own;
  const [usual] = allowances.schemes;
  const rule = `above ${String(allowances.highestDressing)}, the highest order for kind: ${kind}`;
  const changed = own.extend({
    scheme: key(oneOf(allowances.schemes).default(usual), SCHEME),
    dressing: key(whole(0).max(allowances.highestDressing, { error: rule }).default(0), DRESSING),
    ...(allowances.infiniteTemperature && {
      temperature: key(oneOrMore(temperature()), `${TEMPERATURE}; \`infinite\` is T = ∞`, 'energy'),
    }),
  });
  // The type of the common shape stands for all: a study's scheme is one of its kind's.
  return changed as unknown as typeof own;
}

/** The keys of the outermost level, and those under `model` for a kind. */
export const studyKeys: readonly string[] = Object.keys(commonShape.shape);
export const modelKeys = (kind: KindName): readonly string[] => Object.keys(modelKinds[kind].shape.shape);
export const samplerKeys: readonly string[] = Object.keys(commonShape.shape.sampler.unwrap().shape);
export const bathKeys: readonly string[] = Object.keys(bathShape.shape);
