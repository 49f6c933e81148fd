import type { Advice } from '../models/model.js';
import { kindOf } from '../models/models.js';
import type { Study } from '../study/study.js';
import { unitReplicas } from './units.js';

/** Error bars come from whole replicas: with fewer their own uncertainty exceeds a quarter. */
const FEW_REPLICAS = 8;
const FEW_SITES = 32;

/** What can be said about a study before it is run; what its kind of model says comes first. */
export function advice(study: Study): readonly Advice[] {
  const about = study.baths
    ? [uselessBesideBaths, replicas, realisations]
    : [uselessCutoff, ofKind, replicas, realisations, size];
  return about.flatMap((one) => one(study));
}

/** Warnings that belong beside the results as well. */
export function warnings(study: Study): readonly string[] {
  return advice(study).flatMap(({ kind, text }) => (kind === 'warning' ? [text] : []));
}

function ofKind(study: Study): readonly Advice[] {
  return kindOf(study.model).advice(study);
}

/** Keys of the equilibrium estimators, which a steady state does not use. */
function uselessBesideBaths({ dressing, cutoff }: Study): Advice[] {
  const idle = [...(dressing > 0 ? ['dressing'] : []), ...(cutoff === 'auto' ? [] : ['cutoff'])];
  return idle.map((key) => ({
    kind: 'warning',
    text: `${key} does nothing between baths: the flow is that of the bonds and the baths themselves`,
  }));
}

function uselessCutoff({ dressing, cutoff }: Study): Advice[] {
  if (dressing > 0 || cutoff === 'auto') return [];
  const text = `cutoff: ${String(cutoff)} does nothing without a dressing: there are no terms to leave out`;
  return [{ kind: 'warning', text }];
}

function replicas(study: Study): Advice[] {
  const { replicas: count, realisations: samples } = study;
  const together = unitReplicas(study);
  const few: Advice[] =
    count * samples < FEW_REPLICAS
      ? [
          {
            kind: 'hint',
            text: `${String(count * samples)} replicas in all give unreliable error bars: take at least ${String(FEW_REPLICAS)}, better 32`,
          },
        ]
      : [];
  const rest = count % together;
  if (rest === 0) return few;
  const full = count - rest + together;
  const idle = `replicas are advanced ${String(together)} at a time: ${String(full)} cost no more time than ${String(count)}`;
  return [...few, { kind: 'hint', text: idle }];
}

function realisations({ realisations: count, model }: Study): Advice[] {
  const random = kindOf(model).random(model);
  if (!random && count > 1) {
    const text = `realisations: the model has no random disorder, so that ${String(count)} of them are the same`;
    return [{ kind: 'hint', text }];
  }
  if (!random || count > 1) return [];
  return [
    {
      kind: 'hint',
      text: 'one realisation says nothing about how κ varies with the disorder: take two or more',
    },
  ];
}

function size({ model }: Study): Advice[] {
  const { sites } = kindOf(model).lattice(model);
  if (sites >= FEW_SITES) return [];
  return [
    {
      kind: 'hint',
      text: `${String(sites)} sites are few: κ of one small lattice is not that of a large one, and realisations combined in series only help in d = 1`,
    },
  ];
}
