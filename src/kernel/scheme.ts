/**
 * Symmetric splittings of H = A + εB, A the uncoupled oscillators (or free particles): one step of length h is
 *
 *   A(a₁h) B(b₁h) A(a₂h) B(b₂h) … B(b_s h) A(a_{s+1} h),   a and b palindromic, Σa = Σb = 1.
 *
 * A is an exact rotation, B an exact kick, so that every scheme is symplectic and reversible.
 *
 * All but the last are made for small ε. SRKN14 (Blanes and Moan's SRKN₁₄ᵃ) is of order six for any B, as long as
 * [B,[B,[B,A]]] = 0, which holds where A is quadratic in p and B a function of q alone, as it is in every kernel here. Where ε is
 * not small and the energy is to be kept to 5·10⁻⁸ it takes the fewest kicks: pilot runs on 64 sites allowed 0.018 a kick where ABA864
 * was allowed 0.010 (U = q⁴/4 without rotation, coupled by εr²/2), and up to 0.033 against 0.020 (ω ∈ [1, 2], V = r²/2 + εr⁴/4). Its errors grow faster
 * with what is rare and hot, though; for errors above 10⁻⁵, and for weak kicks, ABA864 remains the better one.
 */
export type SchemeName = 'SABA1' | 'SABA2' | 'ABA82' | 'ABA864' | 'ABA1064' | 'SRKN14';

export interface Scheme {
  readonly name: SchemeName;
  /** The s + 1 lengths of the rotations, as fractions of the step. */
  readonly rotations: readonly number[];
  /** The s lengths of the kicks, as fractions of the step. */
  readonly kicks: readonly number[];
  /** Exponents (p₁, p₂, …): the energy error is O(ε h^{p₁} + ε² h^{p₂} + …). */
  readonly orders: readonly number[];
  readonly reference: string;
}

const LASKAR_ROBUTEL = 'J. Laskar and P. Robutel, Celest. Mech. Dyn. Astron. 80 (2001) 39';
const BLANES =
  'S. Blanes, F. Casas, A. Farrés, J. Laskar, J. Makazaga and A. Murua, Appl. Numer. Math. 68 (2013) 58';
const BLANES_MOAN = 'S. Blanes and P. C. Moan, J. Comput. Appl. Math. 142 (2002) 313';

/** The coefficients up to the middle, as printed in the references, and the rest by symmetry. */
function scheme(
  name: SchemeName,
  rotations: readonly number[],
  kicks: readonly number[],
  orders: readonly number[],
  reference: string,
): Scheme {
  const middleIsKick = rotations.length === kicks.length;
  return {
    name,
    rotations: [...rotations, ...[...rotations].reverse().slice(middleIsKick ? 0 : 1)],
    kicks: [...kicks, ...[...kicks].reverse().slice(middleIsKick ? 1 : 0)],
    orders,
    reference,
  };
}

/** The first half of a palindrome of sum 1 whose middle number stands in it once or twice: completed by that number. */
function completed(half: readonly number[], middles: 1 | 2): number[] {
  return [...half, (1 - 2 * half.reduce((a, b) => a + b, 0)) / middles];
}

export const schemes: Readonly<Record<SchemeName, Scheme>> = {
  SABA1: scheme('SABA1', [1 / 2], [1], [2, 2], LASKAR_ROBUTEL),
  SABA2: scheme('SABA2', [1 / 2 - Math.sqrt(3) / 6, 1 / Math.sqrt(3)], [1 / 2], [4, 2], LASKAR_ROBUTEL),
  ABA82: scheme(
    'ABA82',
    [
      0.06943184420297371238802675555359524745214, 0.2605776340045981552106403648947824089476,
      0.3399810435848562648026657591032446872006,
    ],
    [0.1739274225687269286865319746109997036177, 0.3260725774312730713134680253890002963823],
    [8, 2],
    LASKAR_ROBUTEL,
  ),
  ABA864: scheme(
    'ABA864',
    [
      0.0711334264982231177779387300061549964174, 0.241153427956640098736487795326289649618,
      0.521411761772814789212136078067994229991, -0.333698616227678005726562603400438876027,
    ],
    [
      0.183083687472197221961703757166430291072, 0.310782859898574869507522291054262796375,
      -0.0265646185119588006972121379164987592663, 0.065396142282373418455972179391113436371,
    ],
    [8, 6, 4],
    BLANES,
  ),
  ABA1064: scheme(
    'ABA1064',
    [
      0.0380944974224121954569753223086375653406, 0.1452987161169137492940200726606637497442,
      0.2076276957255412507162056113249882065158, 0.4359097036515261592231548624010651844006,
      -0.6538612258327867093807117373907094120024,
    ],
    [
      0.09585888083707521061077150377145884776921, 0.2044461531429987806805077839164344779763,
      0.2170703479789911017143385924306336714532, -0.01737538195906509300561788011852699719871,
    ],
    [10, 6, 4],
    BLANES,
  ),
  SRKN14: scheme(
    'SRKN14',
    completed(
      [
        0.0378593198406116, 0.102635633102435, -0.0258678882665587, 0.314241403071447, -0.130144459517415,
        0.106417700369543, -0.00879424312851058,
      ],
      1,
    ),
    completed(
      [
        0.09171915262446165, 0.183983170005006, -0.05653436583288827, 0.004914688774712854, 0.143761127168358,
        0.328567693746804,
      ],
      2,
    ),
    [6],
    BLANES_MOAN,
  ),
};
