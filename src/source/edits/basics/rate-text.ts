/** Writes a learning rate as the code around it would. */

/**
 * Two significant digits: `0.001`, or `1e-5` where zeros would have to be counted.
 *
 * @param instead the text that it replaces; a number with an exponent is followed by one
 */
export function rateText(rate: number, instead = ''): string {
  const rounded = Number(rate.toPrecision(2));
  const isPlain = rounded >= 1e-4 && rounded < 1e6 && !/^[\d.]+e/i.test(instead);
  return isPlain ? String(rounded) : rounded.toExponential().replace('e+', 'e');
}
