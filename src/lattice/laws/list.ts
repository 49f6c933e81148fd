import { valueRange, VALUES, type LawRecord } from './law.js';

export interface ListLaw {
  readonly law: 'list';
  readonly values: readonly number[];
}

export const listLaw: LawRecord<ListLaw> = {
  law: 'list',
  title: 'list',
  documentation: 'The value of every site, in the order of the site numbers x₁ + N x₂ + ….',
  parameters: { values: { ...VALUES, meaning: 'one value for each of the N^d sites' } },
  references: [],
  random: false,
  noDensity:
    "the frequencies are given one by one: the paper's statements are about almost every realisation of a law with a bounded density",
  rules: () => [],
  misfit: ({ values }, { sites }) =>
    values.length === sites ? null : `the list does not have one value for each of ${sites} sites`,
  support: ({ values }) => valueRange(values),
  densityBound: () => Infinity,
  rootDensityBound: () => Infinity,
  frequency: ({ values }, _lattice, site) => values[site] as number,
};
