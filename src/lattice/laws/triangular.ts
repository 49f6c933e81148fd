import { FROM, TO, type LawRecord } from './law.js';

export interface TriangularLaw {
  readonly law: 'triangular';
  readonly from: number;
  readonly mode: number;
  readonly to: number;
}

export const triangularLaw: LawRecord<TriangularLaw> = {
  law: 'triangular',
  title: 'triangular',
  documentation:
    'Independent; the density rises linearly from 0 at `from` to its top at `mode`, and falls to 0 at `to`.',
  parameters: {
    from: FROM,
    mode: { ...FROM, meaning: 'where the density is largest, within [from, to]', default: 1.5 },
    to: TO,
  },
  references: [],
  random: true,
  rules: ({ from, mode, to }) => [[!(mode >= from && mode <= to), 'mode is not within [from, to]', 'mode']],
  support: ({ from, to }) => [from, to],
  densityBound: ({ from, to }) => 2 / (to - from),
  rootDensityBound: ({ from, mode, to }) => {
    // Up to the mode the density of the root rises; beyond, √s(to − s) is largest at to/3.
    if (mode === to) return (4 * Math.sqrt(mode)) / (to - from);
    const s = Math.max(mode, to / 3);
    return (4 * Math.sqrt(s) * (to - s)) / ((to - from) * (to - mode));
  },
  frequency: ({ from, mode, to }, _lattice, _site, uniform) => {
    const u = uniform(0);
    return u * (to - from) < mode - from
      ? from + Math.sqrt(u * (to - from) * (mode - from))
      : to - Math.sqrt((1 - u) * (to - from) * (to - mode));
  },
};
