/** Turns a rule's verdict into a finding, and chooses the line on which it stands. */

import type { Finding, FindingCode, Severity, BlamedText, NotedPlace } from '../../report/finding';
import type { Location } from '../../report/position';
import { relatedPlaces } from '../../report/places/related-places';
import type { Facts } from '../evidence/facts';
import { isTrainable } from '../evidence/layer-graph';

export interface Verdict {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly role: 'cause' | 'effect';
  readonly message: string;
  /** As in `Finding`. */
  readonly headline?: string;
  /** The place of the finding. */
  readonly at: Location;
  /** Indices of the layers that the message means. */
  readonly layers: readonly number[];
  /** Indices of the seeds that show it; left out where all do. */
  readonly seeds?: readonly number[];
  /** Indices of further layers whose lines belong to it. */
  readonly related?: readonly number[];
  /** Further places where the code can be changed, as in `Finding`. */
  readonly places?: readonly NotedPlace[];
  /** As in `Finding`. */
  readonly blames?: readonly BlamedText[];
}

/** Makes a finding, which names seeds by number instead of index, and lists as related every line but its own. */
export function toFinding(facts: Facts, verdict: Verdict): Finding {
  const { model } = facts;
  const lines = distinctPlaces([...verdict.layers, ...(verdict.related ?? [])].map((i) => model.layers[i]));
  const others = lines.filter((place) => !samePlace(place, verdict.at));
  return {
    code: verdict.code,
    severity: verdict.severity,
    role: verdict.role,
    message: verdict.message,
    ...(verdict.headline !== undefined && { headline: verdict.headline }),
    file: verdict.at.file,
    range: verdict.at.range,
    layers: [...verdict.layers],
    seeds: (verdict.seeds ?? facts.seeds.map(({ index }) => index)).map((index) => model.seeds[index]),
    related: relatedPlaces(verdict.at, verdict.places ?? [], others),
    ...(verdict.blames && verdict.blames.length > 0 && { blames: verdict.blames }),
    fixes: [],
  };
}

/** The line that creates most of these layers; of equals, the first. */
export function mainLine(facts: Facts, layers: readonly number[]): Location {
  const places = layers.map((i) => facts.model.layers[i]);
  const count = (place: Location): number => places.filter((other) => samePlace(other, place)).length;
  const best = places.reduce((a, b) => (count(b) > count(a) ? b : a));
  return { file: best.file, range: best.range };
}

/** Where the code makes the optimizer, for findings about the learning rate; else `trainingPlace`. */
export function optimizerPlace(facts: Facts): Location {
  return facts.model.optimizerAt ?? trainingPlace(facts);
}

/** Where the code sets up training, for findings about the loss; else the expression that creates the model. */
export function trainingPlace(facts: Facts): Location {
  return facts.model.compiledAt ?? { file: facts.model.file, range: facts.model.range };
}

const samePlace = (a: Location, b: Location): boolean =>
  a.file === b.file && a.range.start.line === b.range.start.line && a.range.start.character === b.range.start.character;

/** Places without repeats, in the order given. */
function distinctPlaces(places: readonly Location[]): Location[] {
  return places
    .filter((place, at) => places.findIndex((other) => samePlace(place, other)) === at)
    .map(({ file, range }) => ({ file, range }));
}

/** Whether the loss explodes over the steps: it then stands where the training is set up, and names every layer. */
export function isDivergence(finding: Finding, facts: Facts): boolean {
  if (finding.code !== 'exploding-gradient') return false;
  const place = optimizerPlace(facts);
  return (
    finding.file === place.file &&
    finding.range.start.line === place.range.start.line &&
    finding.layers.length === facts.model.layers.filter(isTrainable).length
  );
}
