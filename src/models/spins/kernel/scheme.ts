import { blanesMoan2002 } from '../../../data/references/references.js';
import type { Reference } from '../../../data/references/reference.js';
import { schemes, type Scheme, type SchemeName } from '../../../kernel/scheme.js';

/** The splittings of precession and exchange: those whose orders need no [B,[B,[B,A]]] = 0, which spins do not fulfil. */
type ExchangeSchemeName = {
  readonly [Name in SchemeName]: (typeof schemes)[Name]['nystrom'] extends true ? never : Name;
}[SchemeName];

export type SpinSchemeName = ExchangeSchemeName | 'even-odd' | 'even-odd-4';

/**
 * How the flow of the spins is composed, a step of length h being A(a₁h) B(b₁h) A(a₂h) … B(b_sh) A(a_{s+1}h), a and b palindromic.
 *
 * - `exchange`: A is the precession of all spins about their own ω_x, exact; B the exchange, itself composed as E(h/2) O(h) E(h/2) of the bonds
 *   (x, x+1) with x even and odd, each an exact rotation of both spins about their sum. Every part is the flow of a Hamiltonian. Energy error
 *   O(ε h^{p₁} + ε² h^{p₂} + … + ε³h²), the last term from the inner composition.
 * - `even-odd`: A rotates the even spins about their local fields ω_x + ε(S_{x−1}+S_{x+1}) while the odd ones stand still, B the odd ones. Every part
 *   conserves H, and phase-space volume, exactly at any h; no part is the flow of a Hamiltonian. Error of the trajectory O(ε h^p).
 */
export interface SpinScheme extends Pick<
  Scheme,
  'documentation' | 'rotations' | 'kicks' | 'orders' | 'references'
> {
  readonly name: SpinSchemeName;
  readonly parts: 'exchange' | 'even-odd';
}

const strang1968: Reference = {
  key: 'Strang1968',
  authors: ['Strang, Gilbert'],
  title: 'On the construction and comparison of difference schemes',
  journal: 'SIAM Journal on Numerical Analysis',
  volume: '5',
  pages: '506–517',
  year: 1968,
  doi: '10.1137/0705041',
};

/** Coefficients of the method S6 of Blanes and Moan, of order 4. */
const [A1, A2, A3] = [0.0792036964311957, 0.353172906049774, -0.0420650803577195];
const [B1, B2] = [0.209515106613362, -0.143851773179818];
const MIDDLE_A = 1 - 2 * (A1 + A2 + A3);
const LAST_B = 1 / 2 - (B1 + B2);

const exchange = Object.fromEntries(
  Object.values(schemes)
    .filter(({ nystrom }) => !nystrom)
    .map(({ documentation, ...scheme }) => [
      scheme.name,
      {
        ...scheme,
        documentation: `precession and exchange in turn; ${documentation} + ε³ h² of the exchange`,
        parts: 'exchange',
      },
    ]),
) as unknown as { readonly [Name in ExchangeSchemeName]: SpinScheme };

/** The schemes of the spins' kernel, the default first. */
export const spinSchemes: Readonly<Record<SpinSchemeName, SpinScheme>> = {
  'even-odd-4': {
    name: 'even-odd-4',
    documentation:
      'rotations of even and odd spins in turn about their local fields, order four, any step keeps the energy',
    parts: 'even-odd',
    rotations: [A1, A2, A3, MIDDLE_A, A3, A2, A1],
    kicks: [B1, B2, LAST_B, LAST_B, B2, B1],
    orders: [4],
    references: [blanesMoan2002],
  },
  'even-odd': {
    name: 'even-odd',
    documentation:
      'rotations of even and odd spins in turn about their local fields, order two, any step keeps the energy',
    parts: 'even-odd',
    rotations: [1 / 2, 1 / 2],
    kicks: [1],
    orders: [2],
    references: [strang1968],
  },
  ...exchange,
};
