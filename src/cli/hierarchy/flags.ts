/** The flags of `falloff hierarchy` that say what is to be computed, for every kind of model. */
export interface HierarchyFlags {
  readonly bond: number;
  readonly order?: number;
  readonly terms?: true;
  readonly rest?: true;
  readonly cutoff?: number;
  /** Modes of a chain that every order is made of. */
  readonly modes?: number;
  readonly epsilon?: number;
  readonly temperature?: number;
  /** Averages at ε too, for kind: oscillators. */
  readonly sampled?: true;
  /** Points of phase space that they are made of. */
  readonly samples?: number;
  /** Whether they may take more than an hour. */
  readonly force?: true;
  readonly realisation: number;
}
