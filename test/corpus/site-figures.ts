/** Compares one file's sites with what its calls made: finds missed calls, idle sites, and stacks that lead astray. */

import type { Placement } from '../../src/pipeline/assembly/placer';
import type { Range } from '../../src/report/position';
import type { SourceSites } from '../../src/source/sites/sites';

/** A call that ran. */
export interface Seen {
  /** What the call itself made, by `layer`, `model` or `variable`. */
  readonly made: Map<string, { readonly className: string; readonly placed: Placement | undefined }>;
}

export interface Tally {
  /** Calls that made something. */
  made: number;
  /** Of these, the ones with a site. */
  found: number;
  /** Of these, the ones that the stack of what they made leads to. */
  placed: number;
  /** Sites that ran. */
  executed: number;
  /** Of these, the ones that made something. */
  confirmed: number;
}

export function emptyTally(): Tally {
  return { made: 0, found: 0, placed: 0, executed: 0, confirmed: 0 };
}

/** A call that makes layers from a configuration or a file names none of them, so that none of them has a site. */
const fromElsewhere = /fromJSON|fromConfig|deserialize|load\w*Model|\.clone\(/i;

/** Adds one file's calls to `tally` and tells each difference. Lines count from 1. */
export function compareSites(
  { layers, models }: SourceSites,
  calls: ReadonlyMap<number, Seen>,
  placeOf: (id: number) => { readonly range: Range; readonly text: string },
  tally: Tally,
  tell: (line: number, text: string) => void,
): void {
  // The layers of a loaded model are shown at the call that loads it, which makes none of them itself.
  const layerSites = new Set(layers.filter(({ kind }) => kind !== 'loaded').map(({ range }) => JSON.stringify(range)));
  const modelSites = new Map(models.map(({ range, kind }) => [JSON.stringify(range), kind]));
  for (const [id, { made }] of calls) {
    const { range, text } = placeOf(id);
    const key = JSON.stringify(range);
    const line = range.start.line + 1;
    const isSite = layerSites.has(key) || (modelSites.has(key) && modelSites.get(key) !== 'load');
    if (isSite) {
      tally.executed++;
      if (layerSites.has(key) ? made.has('layer') || made.has('variable') : made.has('model')) tally.confirmed++;
      else tell(line, `false: ${text}`);
    }
    for (const [what, { className, placed }] of made) {
      if (modelSites.get(key) === 'load' || fromElsewhere.test(text)) continue;
      tally.made++;
      if (!(what === 'model' ? modelSites : layerSites).has(key)) tell(line, `missed: ${className} by ${text}`);
      else {
        tally.found++;
        if (placed?.isSite && JSON.stringify(placed.range) === key) tally.placed++;
        else {
          const where = placed ? `${placed.file}:${placed.range.start.line + 1}` : 'no place';
          tell(line, `astray: ${className} by ${text} was placed at ${where}`);
        }
      }
    }
  }
}
