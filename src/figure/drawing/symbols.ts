/** Symbols in Plot's form: a path around (0, 0) whose `size` is the area of a circle of radius r. */
export interface MarkSymbol {
  draw(context: Pen, size: number): void;
}

interface Pen {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  closePath(): void;
}

function radius(size: number): number {
  return Math.sqrt(size / Math.PI);
}

/** An upper bound: a cap at the bound and an arrow that points below it. */
export const BOUND: MarkSymbol = {
  draw(pen, size) {
    const r = radius(size);
    pen.moveTo(-r, 0);
    pen.lineTo(r, 0);
    pen.moveTo(0, 0);
    pen.lineTo(0, 3.6 * r);
    pen.moveTo(-0.62 * r, 2.6 * r);
    pen.lineTo(0, 3.6 * r);
    pen.lineTo(0.62 * r, 2.6 * r);
  },
};

/** A lower bound: a cap at the bound and an arrow that points above it. */
export const LOWER_BOUND: MarkSymbol = {
  draw(pen, size) {
    const r = radius(size);
    pen.moveTo(-r, 0);
    pen.lineTo(r, 0);
    pen.moveTo(0, 0);
    pen.lineTo(0, -3.6 * r);
    pen.moveTo(-0.62 * r, -2.6 * r);
    pen.lineTo(0, -3.6 * r);
    pen.lineTo(0.62 * r, -2.6 * r);
  },
};

/** The end of an error bar. */
export const CAP: MarkSymbol = {
  draw(pen, size) {
    const r = radius(size);
    pen.moveTo(-r, 0);
    pen.lineTo(r, 0);
  },
};

export const SQUARE: MarkSymbol = {
  draw(pen, size) {
    const r = radius(size) * 0.92;
    pen.moveTo(-r, -r);
    pen.lineTo(r, -r);
    pen.lineTo(r, r);
    pen.lineTo(-r, r);
    pen.closePath();
  },
};

/** A square on its corner: what is open of an estimator whose values are squares, which are hollow themselves. */
export const DIAMOND: MarkSymbol = {
  draw(pen, size) {
    const r = radius(size) * 1.15;
    pen.moveTo(0, -r);
    pen.lineTo(r, 0);
    pen.lineTo(0, r);
    pen.lineTo(-r, 0);
    pen.closePath();
  },
};
