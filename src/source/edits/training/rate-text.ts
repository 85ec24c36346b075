/** Writes a learning rate in the notation of the code around it. */

/**
 * The rate with two significant digits: `0.001`, or `1e-5` where a reader would have to count zeros.
 *
 * @param instead the text that it replaces; if that has an exponent, the new text has one too
 */
export function rateText(rate: number, instead = ''): string {
  const rounded = Number(rate.toPrecision(2));
  const isPlain = rounded >= 1e-4 && rounded < 1e6 && !/^[\d.]+e/i.test(instead);
  return isPlain ? String(rounded) : rounded.toExponential().replace('e+', 'e');
}
