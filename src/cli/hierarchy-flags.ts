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
  readonly realisation: number;
}
