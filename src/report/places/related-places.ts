/** Chooses the places that a finding names besides its own, and puts them in words. */

import type { NotedPlace, RelatedPlace } from '../finding';
import { isSameLine, type Location } from '../position';

/** The most places to change that one finding names. */
const mostNoted = 4;

/**
 * The places that a finding names: those to change first, then the lines of layers.
 *
 * @param own the finding's own place, whose line is not named again
 * @param noted in order of importance; of several on one line the first counts
 */
export function relatedPlaces(
  own: Location,
  noted: readonly NotedPlace[],
  others: readonly Location[],
): RelatedPlace[] {
  const isOther = (place: Location): boolean => !isSameLine(place, own);
  const changes = noted.filter(
    (place, at) => isOther(place) && !isLibrary(place) && noted.findIndex((other) => isSameLine(place, other)) === at,
  );
  const named = changes.slice(0, mostNoted);
  return [...named, ...others.filter((place) => !named.some((change) => isSameLine(change, place)))];
}

/** Code that the user does not change. */
function isLibrary({ file }: Location): boolean {
  return file.includes('/node_modules/');
}

/** The places of a finding where the code can be changed. */
export function notedPlaces(related: readonly RelatedPlace[]): readonly NotedPlace[] {
  return related.flatMap((place) => (place.note === undefined ? [] : [{ ...place, note: place.note }]));
}

/**
 * The places of a finding where the code can be changed, one text for each: `line 20: activation is set here`.
 *
 * @param shownFile the file that the text does not name
 */
export function notedPlaceTexts(related: readonly RelatedPlace[], shownFile: string): string[] {
  return notedPlaces(related).map(({ file, range, note }) => {
    const line = range.start.line + 1;
    return `${file === shownFile ? `line ${line}` : `${file}:${line}`}: ${note}`;
  });
}

/** The message of a finding with those places behind it, for outputs that have no room for links. */
export function messageWithPlaces({
  message,
  related,
  file,
}: {
  message: string;
  related: readonly RelatedPlace[];
  file: string;
}): string {
  const texts = notedPlaceTexts(related, file);
  return texts.length === 0 ? message : `${message} (${texts.join('; ')})`;
}
