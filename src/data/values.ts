/**
 * The values of one array of an export. The class determines the type, which is the same in every format and for any
 * number of values: float64, float32, int32, bool (bytes 0 and 1), text.
 */
export type Values = Float64Array | Float32Array | Int32Array | Uint8Array | readonly string[];

export type ValueType = 'float64' | 'float32' | 'int32' | 'bool' | 'text';

export function valueType(values: Values): ValueType {
  if (values instanceof Float64Array) return 'float64';
  if (values instanceof Float32Array) return 'float32';
  if (values instanceof Int32Array) return 'int32';
  return values instanceof Uint8Array ? 'bool' : 'text';
}

/**
 * The description of an array: its axes from slowest to fastest, its unit, its meaning, and anything else a reader must
 * know.
 */
export interface Attributes {
  readonly axes: readonly string[];
  readonly unit: string;
  readonly meaning: string;
  readonly [name: string]: string | number | readonly string[] | readonly number[];
}

/** An array of an export, in C order. */
export interface ExportArray {
  readonly name: string;
  readonly values: Values;
  /** As long as the axes; [] for a single value. */
  readonly shape: readonly number[];
  readonly attributes: Attributes;
}

/**
 * The array as it was given.
 *
 * @throws RangeError if shape, axes and values do not agree
 */
export function checked(array: ExportArray): ExportArray {
  const { name, values, shape, attributes } = array;
  if (shape.reduce((product, n) => product * n, 1) !== values.length) {
    throw new RangeError(
      `invalid shape of array ${name}; its product must be the array's length ${String(values.length)}: [${shape.join(', ')}]`,
    );
  }
  if (attributes.axes.length !== shape.length) {
    throw new RangeError(
      `invalid axes of array ${name}; not as many as its shape [${shape.join(', ')}] is long: ${attributes.axes.join(', ')}`,
    );
  }
  return array;
}
