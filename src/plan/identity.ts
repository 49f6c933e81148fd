import type { Json } from '../data/frame.js';
import { sha256 } from '../data/sha256.js';
import { stringify } from 'yaml';
import { kindOf } from '../models/models.js';
import { noise } from '../study/noise.js';
import type { Study } from '../study/study.js';
import { temperatureText } from '../study/point.js';

/** Changes whenever the same study file would give other results. */
const edition = 5;

/**
 * All that results depend on, and nothing else: the title is left out, potentials stand as coefficients, so that
 * neither their spelling nor that of a number, nor the order of keys, nor comments matter.
 */
export function canonicalContent(study: Study): { readonly [key: string]: Json } {
  const content = Object.fromEntries(Object.entries(studyContent(study)).filter(([key]) => key !== 'title'));
  return { ...content, model: kindOf(study.model).canonical(study.model), edition };
}

/** What may be changed in a study without changing any unit that both have: what makes a study larger or smaller. */
const growingKeys = ['epsilon', 'temperature', 'realisations', 'replicas'] as const;

/** The same for all studies that differ only in their values of ε and T, and in how many realisations and replicas they have. */
function familyId(study: Study): string {
  const keys: readonly string[] = growingKeys;
  const rest = Object.entries(canonicalContent(study)).filter(([key]) => !keys.includes(key));
  return hash(Object.fromEntries(rest));
}

/** The study's id: the first 16 hexadecimal digits of the SHA-256 of its canonical content, as JSON with sorted keys. */
export function studyId(study: Study): string {
  return hash(canonicalContent(study));
}

function hash(content: Json): string {
  return sha256(canonical(content)).slice(0, 16);
}

/** What a run directory says of its study. */
export function studyIdentity(study: Study) {
  return {
    id: studyId(study),
    family: familyId(study),
    growing: growingKeys,
    study: canonicalContent(study),
  } as const;
}

/** The study with the keys of a study file, every default filled in. */
export function studyContent(study: Study): { readonly [key: string]: Json } {
  const { title, realisations, replicas, time, dressing, seed, scheme, step, sampling } = study;
  const { baths, temperature, epsilon, windows, cutoff, direction, sampler, record } = study;
  return {
    title,
    model: kindOf(study.model).content(study.model),
    ...(baths && { baths: { ...baths } }),
    temperature: temperature.map(temperatureText),
    epsilon,
    noise: noise.text(study.noise),
    realisations,
    replicas,
    time,
    dressing,
    seed,
    scheme,
    step,
    sampling,
    windows,
    cutoff,
    direction,
    sampler: { trajectories: sampler.trajectories },
    // Only where there is one, so that the ids of studies without do not change.
    ...(record && { record: record.series, every: record.every }),
  };
}

/** A study file that gives the same study. */
export function studyYaml(study: Study): string {
  return stringify(studyContent(study), { flowCollectionPadding: false, lineWidth: 0 });
}

/** JSON with sorted keys; numbers are written with the fewest digits that tell them apart. */
function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(canonical).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value as { readonly [key: string]: Json });
    const sorted = entries.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${sorted.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}
