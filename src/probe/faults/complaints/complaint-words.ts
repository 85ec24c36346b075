/** The words and small readings of tfjs's messages that the complaints share. */

import { nearestName } from './known-names';
import { type Complaint, type RefusedCall, shapeText } from './refused-call';

/** A message of tfjs, and what to say instead; undefined leaves it to other rules. */
export type Rule = readonly [
  pattern: RegExp,
  explain: (found: readonly string[], call: RefusedCall) => Complaint | undefined,
];

/** Makes a complaint of a message that is a whole text. */
export function complain(code: Complaint['code'], message: string): Complaint {
  return { code, message };
}

/** The layer that refused, as the subject of a sentence. */
export function layerName({ layer }: RefusedCall): string {
  return layer ? `${layer.factory} (${layer.name})` : 'The layer';
}

/** The function of tf.layers that made the layer, or else the function that refused. */
export function functionName({ layer, call }: RefusedCall): string {
  return layer?.factory ?? call.replace(/^tf\.layers\./, '');
}

/** The shapes that the call got, for the end of a sentence. */
export function givenShapes({ given: shapes = [] }: RefusedCall): string {
  return shapes.length === 0 ? 'another shape' : shapes.map(shapeText).join(' and ');
}

/** Asks whether the nearest name was meant, with a space before the question; empty where no name is near. */
export function didYouMean(written: string, names: readonly string[]): string {
  const nearest = nearestName(written, names);
  return nearest === undefined ? '' : ` Did you mean "${nearest}"?`;
}

/** Names in quotes, as words of a sentence: `"a", "b" or "c"`. */
export function quotedNames(names: readonly string[], last: 'or' | 'and' = 'or'): string {
  const texts = names.map((name) => `"${name.trim()}"`);
  return texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} ${last} ${texts.at(-1) ?? ''}`;
}

export const sizesIn = (text: string): string[] => text.split(',').map((size) => size.trim());

export const sizes = (text: string): string => sizesIn(text).join(', ');

export const shapeInWords = (text: string): string =>
  text
    .replace(/[[\]]/g, (bracket) => bracket)
    .replace('null', 'batch')
    .replaceAll('null', 'any')
    .replaceAll(/,\s*/g, ', ');

export const shapesInWords = (text: string): string =>
  text
    .replace(/^\[|\]$/g, '')
    .split(/(?<=\]),/)
    .map(shapeInWords)
    .join(' and ');

export const numberOfValues = (text: string): number => sizesIn(text).reduce((all, size) => all * Number(size), 1);
