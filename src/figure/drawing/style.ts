/** Colours, sizes and fonts of the figures: colour-blind-safe (Okabe & Ito, 2008), legible at a journal's column width. */
export interface Style {
  /** Whole width in px (96 to an inch). */
  readonly width: number;
  /** Panels side by side at most. */
  readonly columns: number;
  readonly fontSize: number;
  /** Radius of a mark. */
  readonly radius: number;
  readonly stroke: number;
  readonly colours: {
    readonly ink: string;
    readonly paper: string;
    readonly guide: string;
    readonly best: string;
    readonly textbook: string;
    /** One for each series where series share a panel. */
    readonly series: readonly string[];
  };
}

/** Without the yellow, which vanishes on white. */
const OKABE_ITO = ['#0072B2', '#D55E00', '#009E73', '#CC79A7', '#56B4E9', '#E69F00', '#000000'] as const;

const PRINT = {
  ink: '#000000',
  paper: '#ffffff',
  guide: '#767676',
  best: OKABE_ITO[0],
  textbook: OKABE_ITO[1],
  series: OKABE_ITO,
};

/** For a file of its own: black on white, as wide as a page. */
export const pageWidth: Style = {
  width: 720,
  columns: 3,
  fontSize: 12,
  radius: 4,
  stroke: 1.4,
  colours: PRINT,
};

/** For a file of its own: one column of a two-column journal, 3.4 in; its letters are 7 pt. */
export const columnWidth: Style = {
  width: 326.4,
  columns: 1,
  fontSize: 9.3,
  radius: 3,
  stroke: 1.1,
  colours: PRINT,
};

/**
 * For a page's own colours, through its CSS variables, so that light and dark need one drawing. Each variable
 * falls back on the printed colour.
 */
export const inlined: Style = {
  ...pageWidth,
  colours: {
    ink: 'currentColor',
    paper: 'var(--paper, #ffffff)',
    guide: 'var(--guide, #767676)',
    best: 'var(--best, #0072B2)',
    textbook: 'var(--textbook, #D55E00)',
    series: OKABE_ITO.map((colour, i) => `var(--series-${String(i)}, ${colour})`),
  },
};

/** The same for a phone's width. */
export const inlinedNarrow: Style = { ...columnWidth, columns: 2, colours: inlined.colours };

/** The same colours for panels of which several stand side by side. */
export function smaller(style: Style): Style {
  return {
    ...style,
    fontSize: style.fontSize * 0.86,
    radius: style.radius * 0.65,
    stroke: style.stroke * 0.8,
  };
}

export const FONTS = "'DejaVu Sans', Verdana, Geneva, sans-serif";
