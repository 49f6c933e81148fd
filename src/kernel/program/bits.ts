/**
 * What the printers need to take a float64 apart: its sign, 11 bits of its exponent + 1023, 52 bits of its mantissa. Numbers of 2⁵² … 2⁵³ hold a whole
 * number in the last 52.
 */

/** The bits of the mantissa. */
export const MANTISSA_BITS = '0x000fffffffffffff';
/** Those of 1. */
export const ONE_BITS = '0x3ff0000000000000';
/** Those of 2⁵². */
export const WHOLE_BITS = '0x4330000000000000';
/** 2⁵² + 1023. */
export const WHOLE_BIAS = 4503599627371519;
/** 1.5·2⁵²: a whole number added to it stands in the last bits. */
export const SHIFT = 6755399441055744;
/** 1.5·2⁵² + 1023: a whole number added to it stands in the last bits, raised by 1023. */
export const SHIFTED_BIAS = 6755399441056767;
