import { flachKrimerSkokos2009, laptyeva2010 } from '../../data/references/references.js';
import type { Frame, Json } from '../../data/frame.js';
import type { Finding } from '../../result/finding.js';
import type { NamedStudy, Part, PartResults, StudySize } from '../named-study.js';
import { packetFinding, type PacketPoint } from './finding.js';
import { recordedSteps, type PacketSettings } from './calculation.js';

interface Scale {
  readonly epsilon: readonly number[];
  readonly realisations: number;
  readonly size: number;
  readonly records: number;
}

/** Up to t = 64·2^{(records − 1)/2}: 6·10⁴ and 10⁶. */
const scales: Readonly<Record<StudySize, Scale>> = {
  reduced: { epsilon: [0, 0.5, 2], realisations: 8, size: 256, records: 21 },
  full: { epsilon: [0, 0.5, 1, 2], realisations: 32, size: 512, records: 29 },
};

/** Stronger disorder than elsewhere, so that the modes are short (about five sites) and packets far from their ring's length. */
const [FROM, TO] = [1, 2.5];
const STEP = 0.25;

/** One realisation after the other at every ε: a run that is not yet complete has something at each of them. */
function settingsOf({ epsilon, realisations, size, records }: Scale): PacketSettings[] {
  return Array.from({ length: realisations }, (_, realisation) => realisation).flatMap((realisation) =>
    epsilon.map((at) => ({
      epsilon: at,
      size,
      realisation,
      from: FROM,
      to: TO,
      energy: 1,
      step: STEP,
      records,
    })),
  );
}

/** What the realisations at one ε gave. */
function point(epsilon: number, { size, records }: Scale, frames: readonly Frame[]): PacketPoint {
  const columns = (name: string): Float64Array[] =>
    frames.map((frame) => frame.columns[name] as Float64Array);
  return {
    epsilon,
    size,
    times: recordedSteps(records).map((steps) => steps * STEP),
    secondMoments: columns('secondMoments'),
    participations: columns('participations'),
    profiles: columns('profiles'),
    far: columns('far'),
    errors: columns('errors'),
  };
}

export const packet: NamedStudy = {
  name: 'packet',
  title: 'The spreading of a localised packet in the disordered chain',
  statement:
    'Remark of section 5.1: if a packet that starts localised, at zero temperature, spreads by a heat equation with the Green–Kubo conductivity, it does so slower than any power of the time.',
  source: 'section 5.1, last remark',
  method:
    'packets that start at one site of the chain (20): m₂, participation number, local exponent and profiles against time, ε = 0 and above',
  references: [flachKrimerSkokos2009, laptyeva2010],
  parts: (size): Part[] => [
    {
      kind: 'calculation',
      name: 'packets',
      calculation: 'packet',
      settings: settingsOf(scales[size]) as unknown as Json[],
    },
  ],
  finding: (results: PartResults, size): Finding => {
    const scale = scales[size];
    const frames = results.calculation('packets');
    return packetFinding(
      scale.epsilon.map((epsilon, i) =>
        point(
          epsilon,
          scale,
          frames.filter((_, k) => k % scale.epsilon.length === i),
        ),
      ),
    );
  },
};
