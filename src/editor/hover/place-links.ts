/** Lists, in Markdown, the places where the code can be changed to mend findings, each as a link. */

import { fileName } from '../../files/paths';
import type { Finding } from '../../report/finding';
import { notedPlaces } from '../../report/places/related-places';
import type { FileResult } from '../results/file-result';
import { escapeMarkdown } from './markdown';

/**
 * One row for all places, each once: `line 20: activation is set here`. Empty where findings name no place but their
 * own.
 *
 * @param here the file under the pointer, which the text does not name
 */
export function placeLinks(result: FileResult, findings: readonly Finding[], here: string): string[] {
  const links = findings
    .flatMap(({ related }) => notedPlaces(related))
    .flatMap((place) => {
      const line = result.modelAnchors.locate(place)?.start.line;
      if (line === undefined) return [];
      const name = place.file === here ? `line ${line + 1}` : `${escapeMarkdown(fileName(place.file))}:${line + 1}`;
      const target = result.uri.with({ path: place.file, query: '', fragment: `L${line + 1}` });
      return [`[${name}](${target.toString()}): ${escapeMarkdown(place.note)}`];
    });
  return links.length === 0 ? [] : [[...new Set(links)].join(' · ')];
}
