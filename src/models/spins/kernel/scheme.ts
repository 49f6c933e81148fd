import { schemes, type Scheme } from '../../../kernel/scheme.js';

type ExchangeSchemeName = 'SABA1' | 'SABA2' | 'ABA82' | 'ABA864' | 'ABA1064';

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
export interface SpinScheme extends Omit<Scheme, 'name'> {
  readonly name: SpinSchemeName;
  readonly parts: 'exchange' | 'even-odd';
}

const BLANES_MOAN = 'S. Blanes and P. C. Moan, J. Comput. Appl. Math. 142 (2002) 313 (method S6, order 4)';
const [A1, A2, A3] = [0.0792036964311957, 0.353172906049774, -0.0420650803577195];
const [B1, B2] = [0.209515106613362, -0.143851773179818];
const MIDDLE_A = 1 - 2 * (A1 + A2 + A3);
const LAST_B = 1 / 2 - (B1 + B2);

const nearIntegrable = (name: ExchangeSchemeName): SpinScheme => ({
  ...schemes[name],
  name,
  parts: 'exchange',
});

export const spinSchemes: Readonly<Record<SpinSchemeName, SpinScheme>> = {
  SABA1: nearIntegrable('SABA1'),
  SABA2: nearIntegrable('SABA2'),
  ABA82: nearIntegrable('ABA82'),
  ABA864: nearIntegrable('ABA864'),
  ABA1064: nearIntegrable('ABA1064'),
  'even-odd': {
    name: 'even-odd',
    parts: 'even-odd',
    rotations: [1 / 2, 1 / 2],
    kicks: [1],
    orders: [2],
    reference: 'G. Strang, SIAM J. Numer. Anal. 5 (1968) 506',
  },
  'even-odd-4': {
    name: 'even-odd-4',
    parts: 'even-odd',
    rotations: [A1, A2, A3, MIDDLE_A, A3, A2, A1],
    kicks: [B1, B2, LAST_B, LAST_B, B2, B1],
    orders: [4],
    reference: BLANES_MOAN,
  },
};
