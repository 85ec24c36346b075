/** Describes the page of a listing (colors, width), and lays out sentences on it. */

import type { styleText } from 'node:util';
import { wrapToWidth } from './terminal';

export type Style = Parameters<typeof styleText>[0];

export interface ListingPage {
  readonly paint: (style: Style, text: string) => string;
  readonly width: number | undefined;
}

/** The blanks before each line of a sentence. */
export const indentation = '  ';

/** The lines of a text, wrapped to the width of the page, each behind `before`. */
export function wrappedSentence(text: string, { width }: ListingPage, before = indentation): string[] {
  return wrapToWidth(text, width === undefined ? undefined : width - before.length).map((line) => before + line);
}
