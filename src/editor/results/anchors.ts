/**
 * Finds where measured code lies now: remembers the texts that were measured, and follows each measured place through
 * edits.
 */

import type { Location, Range } from '../../report/position';
import {
  comparableText,
  normalizedText,
  rangeKey,
  splitLines,
  trackRangeThrough,
  type TextChange,
} from '../host/text-tracking';

interface Place {
  readonly measured: Range;
  /** The measured code, normalized; finds the place again if tracking has lost it. */
  readonly text: string;
  current: Range | undefined;
}

/** The measured places of one file. */
class FileAnchor {
  readonly #places = new Map<string, Place>();
  readonly #lines: readonly string[];
  readonly #measured: string;
  /** The edits since the text was measured; places that become known later follow them too. */
  #edits: (readonly TextChange[])[] = [];
  /** Whether the file has another text without known edits in between. */
  #lostTrack = false;
  isStale = false;

  constructor(text: string) {
    this.#measured = comparableText(text);
    this.#lines = splitLines(text);
  }

  locate(range: Range): Range | undefined {
    return this.#place(range).current;
  }

  edit(changes: readonly TextChange[], text: string): void {
    if (this.#resetIfMeasured(text)) return;
    this.isStale = true;
    this.#edits.push(changes);
    for (const place of this.#places.values()) place.current &&= trackRangeThrough(place.current, changes);
  }

  /** The file has this text now, after edits that nobody saw: on disk, or while it was closed. */
  replaceText(text: string): void {
    if (this.#resetIfMeasured(text)) return;
    this.isStale = true;
    this.#lostTrack = true;
    for (const place of this.#places.values()) place.current = undefined;
  }

  /** Assigns lost places, in their order, to sites with the same code that no other place has. */
  claim(sites: readonly Range[], lines: readonly string[]): void {
    if (!this.isStale) return;
    const lost = [...this.#places.values()]
      .filter((place) => !place.current)
      .sort((a, b) => compare(a.measured, b.measured));
    if (lost.length === 0) return;
    const taken = new Set([...this.#places.values()].map((place) => place.current && rangeKey(place.current)));
    const free = new Map<string, Range[]>();
    for (const site of sites) {
      if (taken.has(rangeKey(site))) continue;
      const text = normalizedText(lines, site);
      const same = free.get(text);
      if (same) same.push(site);
      else free.set(text, [site]);
    }
    for (const place of lost) place.current = free.get(place.text)?.shift();
  }

  #place(range: Range): Place {
    const key = rangeKey(range);
    let place = this.#places.get(key);
    if (!place) {
      let current: Range | undefined = this.#lostTrack ? undefined : range;
      for (const changes of this.#edits) current = current && trackRangeThrough(current, changes);
      place = { measured: range, text: normalizedText(this.#lines, range), current };
      this.#places.set(key, place);
    }
    return place;
  }

  /** A text that is the measured one again, as after Undo, makes the numbers fresh. */
  #resetIfMeasured(text: string): boolean {
    if (comparableText(text) !== this.#measured) return false;
    this.isStale = false;
    this.#lostTrack = false;
    this.#edits = [];
    for (const place of this.#places.values()) place.current = place.measured;
    return true;
  }
}

/** The files that one probe read, as they were when it read them, by the paths that reports use. */
export class Anchors {
  readonly #files = new Map<string, FileAnchor>();

  /** Remembers the text of a file as the probe reads it; the first reading counts. */
  note(file: string, text: string): void {
    if (!this.#files.has(file)) this.#files.set(file, new FileAnchor(text));
  }

  has(file: string): boolean {
    return this.#files.has(file);
  }

  /** Whether any of the files differs from what was measured. */
  get isStale(): boolean {
    return [...this.#files.values()].some((file) => file.isStale);
  }

  /**
   * Where a measured place lies now; undefined if it is gone. A place in a file that the probe did not read is returned
   * as it is.
   */
  locate({ file, range }: Location): Range | undefined {
    const anchor = this.#files.get(file);
    return anchor ? anchor.locate(range) : range;
  }

  edit(file: string, changes: readonly TextChange[], text: string): void {
    this.#files.get(file)?.edit(changes, text);
  }

  replaceText(file: string, text: string): void {
    this.#files.get(file)?.replaceText(text);
  }

  claim(file: string, sites: readonly Range[], lines: readonly string[]): void {
    this.#files.get(file)?.claim(sites, lines);
  }
}

function compare(a: Range, b: Range): number {
  return a.start.line - b.start.line || a.start.character - b.start.character;
}
