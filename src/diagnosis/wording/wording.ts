/** How findings name layers, lines and seeds, so that every rule speaks the same way; and how a finding is put together. */

import { formatCount } from '../../report/format';
import type { Finding, FindingCode, Severity } from '../../report/finding';
import type { Location } from '../../report/position';
import type { LayerReport } from '../../report/report';
import type { Facts } from '../evidence/facts';

/** `line 12`, as editors count. */
export function lineOf(place: Location): string {
  return `line ${place.range.start.line + 1}`;
}

/** `in 5 of 10 seeds`, or nothing where every seed shows it. */
export function inSeeds(facts: Facts, seeds: readonly number[]): string {
  return seeds.length === facts.seeds.length ? '' : ` in ${seeds.length} of ${formatCount(facts.seeds.length, 'seed')}`;
}

/** `sigmoid`, `ReLU`, `conv2d`: what a reader calls this kind of layer. */
export function kindOf(layer: LayerReport): string {
  const names: Readonly<Record<string, string | undefined>> = {
    relu: 'ReLU',
    relu6: 'ReLU6',
    elu: 'ELU',
    selu: 'SELU',
    swish: 'SiLU (swish)',
  };
  if (layer.activation && layer.activation !== 'linear') return names[layer.activation] ?? layer.activation;
  return layer.className;
}

/** `an` before a vowel sound, else `a`. */
export function withArticle(noun: string): string {
  return `${/^[aeio]/i.test(noun) ? 'an' : 'a'} ${noun}`;
}

/** `this sigmoid layer`, `these 20 sigmoid layers`, `these 5 layers` where they differ. */
export function these(layers: readonly LayerReport[]): string {
  const kinds = new Set(layers.map(kindOf));
  const kind = kinds.size === 1 ? `${[...kinds][0]} ` : '';
  return layers.length === 1 ? `this ${kind}layer` : `these ${layers.length} ${kind}layers`;
}

const samePlace = (a: Location, b: Location): boolean =>
  a.file === b.file && a.range.start.line === b.range.start.line && a.range.start.character === b.range.start.character;

/** Places without repeats, in order of first mention. */
export function distinctPlaces(places: readonly Location[]): Location[] {
  return places
    .filter((place, at) => places.findIndex((other) => samePlace(place, other)) === at)
    .map(({ file, range }) => ({ file, range }));
}

export interface Verdict {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly role: 'cause' | 'effect';
  readonly message: string;
  /** Where the diagnostic stands. */
  readonly at: Location;
  /** Indices of the layers it speaks of. */
  readonly layers: readonly number[];
  /** Seed indices that show it. */
  readonly seeds: readonly number[];
  /** Layers elsewhere that belong to it. */
  readonly related?: readonly number[];
}

/** The finding for a verdict: seeds by their number, related lines without the line it stands on. */
export function toFinding(facts: Facts, verdict: Verdict): Finding {
  const { model } = facts;
  const related = distinctPlaces([...verdict.layers, ...(verdict.related ?? [])].map((i) => model.layers[i]));
  return {
    code: verdict.code,
    severity: verdict.severity,
    role: verdict.role,
    message: verdict.message,
    file: verdict.at.file,
    range: verdict.at.range,
    layers: [...verdict.layers],
    seeds: verdict.seeds.map((index) => model.seeds[index]),
    related: related.filter((place) => !samePlace(place, verdict.at)),
    fixes: [],
  };
}

/** The line that made most of these layers; of equals the one that comes first. */
export function mainLine(facts: Facts, layers: readonly number[]): Location {
  const places = layers.map((i) => facts.model.layers[i]);
  const count = (place: Location): number => places.filter((other) => samePlace(other, place)).length;
  const best = places.reduce((a, b) => (count(b) > count(a) ? b : a));
  return { file: best.file, range: best.range };
}

/** Where the training was set up, which a learning rate is to blame for; the model's own expression where that is not known. */
export function trainingPlace(facts: Facts): Location {
  return facts.model.compiledAt ?? { file: facts.model.file, range: facts.model.range };
}
