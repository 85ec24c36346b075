/**
 * Finds the user's line for a stack of bundle positions: the layer or model expression around a frame, and its callers.
 */

import type { Bundle } from '../../bundle/bundle';
import type { FileAccess } from '../../files/file-access';
import type { BundleStack, Location, Position, Range } from '../../report/position';
import type { findLayerAt, findModelAt, ParsedFiles, readSites } from '../../source/index';
import type { SourceSites } from '../../source/sites/sites';

interface SourceRoom {
  readonly readSites: typeof readSites;
  readonly findLayerAt: typeof findLayerAt;
  readonly findModelAt: typeof findModelAt;
}

/** Where a layer or model was made: the expression, and the calls that led to it, innermost first. */
export interface Placement extends Location {
  readonly callers: readonly Location[];
  /** The variable or property that holds the model; empty for layers. */
  readonly name: string;
  /** Whether a frame lies in a layer or model expression; otherwise the place is the innermost frame of user code. */
  readonly isSite: boolean;
}

interface Frame {
  readonly file: string;
  readonly position: Position;
}

/** Places the stacks of one bundle. It reads the sites of a file when a frame first lies in it. */
export class Placer {
  readonly #sites = new Map<string, Promise<SourceSites | undefined>>();

  constructor(
    private readonly bundle: Bundle,
    private readonly files: FileAccess,
    private readonly source: SourceRoom,
    private readonly parsedFiles: ParsedFiles,
  ) {}

  /** @returns undefined where no frame lies in a user's file */
  async layer(stack: BundleStack): Promise<Placement | undefined> {
    return this.#place(stack, (sites, position) => {
      const site = this.source.findLayerAt(sites, position);
      return site && { range: site.range, name: '' };
    });
  }

  /** @returns undefined where no frame lies in a user's file */
  async model(stack: BundleStack): Promise<Placement | undefined> {
    return this.#place(stack, (sites, position) => {
      const site = this.source.findModelAt(sites, position);
      return site && { range: site.range, name: site.name };
    });
  }

  /**
   * The name that the innermost user frame calls, such as `model.compile`; undefined where no frame lies in a user's
   * file.
   */
  async call(stack: BundleStack): Promise<Location | undefined> {
    const frame = this.#userFrames(stack).at(0);
    if (!frame) return undefined;
    const { line, character } = frame.position;
    const text = (await this.files.readText(frame.file))?.split(/\r?\n/)[line] ?? '';
    const name = /^[\w$.]*/.exec(text.slice(character))?.[0] ?? '';
    return { file: frame.file, range: { start: frame.position, end: { line, character: character + name.length } } };
  }

  /** The user's calls that led to the innermost one, from there on. */
  callers(stack: BundleStack): Location[] {
    return this.#userFrames(stack).slice(1).map(pointLocation);
  }

  /** The innermost user frame as a place of no width; for errors. */
  innermost(stack: BundleStack): Location | undefined {
    const frame = this.#userFrames(stack).at(0);
    return frame && pointLocation(frame);
  }

  /** The user's files that the frames lie in, innermost first. */
  filesOf(stack: BundleStack): string[] {
    return this.#userFrames(stack).map(({ file }) => file);
  }

  /** The texts of the user's files that the frames lie in, each once. */
  async textsOf(stack: BundleStack): Promise<string[]> {
    const texts = await Promise.all([...new Set(this.filesOf(stack))].map((file) => this.files.readText(file)));
    return texts.filter((text) => text !== undefined);
  }

  async #place(
    stack: BundleStack,
    find: (sites: SourceSites, position: Position) => { range: Range; name: string } | undefined,
  ): Promise<Placement | undefined> {
    const frames = this.#userFrames(stack);
    for (const [index, frame] of frames.entries()) {
      const sites = await this.#sitesOf(frame.file);
      const site = sites && find(sites, frame.position);
      if (site) return { file: frame.file, ...site, callers: frames.slice(index + 1).map(pointLocation), isSite: true };
    }
    const innermost = frames.at(0);
    return (
      innermost && { ...pointLocation(innermost), name: '', callers: frames.slice(1).map(pointLocation), isSite: false }
    );
  }

  #userFrames(stack: BundleStack): Frame[] {
    return stack.map((position) => this.bundle.locate(position)).filter((frame) => frame !== undefined);
  }

  #sitesOf(file: string): Promise<SourceSites | undefined> {
    let sites = this.#sites.get(file);
    if (!sites) {
      sites = this.files
        .readText(file)
        .then((text) => (text === undefined ? undefined : this.source.readSites(this.parsedFiles.get(file, text))));
      this.#sites.set(file, sites);
    }
    return sites;
  }
}

function pointLocation({ file, position }: Frame): Location {
  return { file, range: { start: position, end: position } };
}
