import type { ModelKind } from './model.js';
import { chainKind } from './chain/record.js';
import type { ChainStudy } from './chain/spec.js';
import { oscillatorsKind } from './oscillators/record.js';
import type { OscillatorsStudy } from './oscillators/spec.js';
import { quarticKind } from './quartic/record.js';
import type { QuarticStudy } from './quartic/spec.js';
import { rotorsKind } from './rotors/record.js';
import type { RotorsStudy } from './rotors/spec.js';
import { spinsKind } from './spins/record.js';
import type { SpinsStudy } from './spins/spec.js';
import type { ModelSpec, Study } from '../study/study.js';

/** A study of each kind of model. */
interface Studies {
  readonly oscillators: OscillatorsStudy;
  readonly chain: ChainStudy;
  readonly spins: SpinsStudy;
  readonly quartic: QuarticStudy;
  readonly rotors: RotorsStudy;
}

export type KindName = keyof Studies;

/** Every kind of model that a study may name. */
export const modelKinds: { readonly [Kind in KindName]: ModelKind<Studies[Kind]> } = {
  oscillators: oscillatorsKind,
  chain: chainKind,
  spins: spinsKind,
  quartic: quarticKind,
  rotors: rotorsKind,
};

/** Whether this is the name of a kind of model. */
export function isKind(name: unknown): name is KindName {
  return typeof name === 'string' && Object.hasOwn(modelKinds, name);
}

/** The record of a model's kind. */
export function kindOf({ kind }: Pick<ModelSpec, 'kind'>): ModelKind {
  if (!isKind(kind))
    throw new RangeError(`invalid kind; not one of ${Object.keys(modelKinds).join(', ')}: ${kind}`);
  return modelKinds[kind];
}

/** Whether a study is of this kind of model. */
export function isOf<Kind extends KindName>(study: Study, kind: Kind): study is Studies[Kind] {
  return study.model.kind === kind;
}
