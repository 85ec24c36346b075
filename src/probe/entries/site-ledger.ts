/** Keeps which sites have made their models, so that the probe calls no function for a model that exists already. */

import type { EntryCall } from '../../report/entry-call';
import { type BundleRange, isBefore } from '../../report/position';
import { type Layer, type Model, modelParts } from '../tfjs/internals';
import { plainLayers } from '../tfjs/nested-layers';
import type { ProbeJob } from '../protocol/job';
import type { SeedRun } from '../seed/seed-run';
import { standInListUses } from '../sandbox/stand-in';
import { isIn, isSameCall, type StackFrame } from '../recording/stack-frames';

export class SiteLedger {
  private readonly sites: readonly (BundleRange | undefined)[];
  private readonly layers: NonNullable<ProbeJob['layers']>;
  private readonly listUsesBefore = standInListUses();

  constructor(
    private readonly seedRun: SeedRun,
    job: Pick<ProbeJob, 'sites' | 'layers'>,
  ) {
    this.sites = job.sites ?? [];
    this.layers = job.layers ?? [];
  }

  /** The index of the site that made the model; -1 where none of them did. */
  siteOf(model: Model): number {
    const made = this.seedRun.recorder.framesOf(model);
    return this.sites.findIndex((site) => site && isIn(site, made));
  }

  /** Whether a model with layers was made at the site of that index. */
  isReached(index: number): boolean {
    const site = this.sites[index];
    return (
      site !== undefined &&
      this.seedRun.recorder.models.some(
        (model) => hasLayers(model) && isIn(site, this.seedRun.recorder.framesOf(model)),
      )
    );
  }

  /** Whether the entry's function may make a model that is missing, or train one that was only built. */
  needs(entry: EntryCall): boolean {
    const all = (entry.models ?? []).flatMap((index) => this.sites[index] ?? []);
    if (all.length === 0) return !this.wasCalled(entry);
    const sites = all.filter((site) => !this.hasBase(site));
    if (sites.length === 0) return entry.trains && this.seedRun.measured.length === 0;
    const made = sites.map((site) =>
      this.seedRun.recorder.models.filter(
        (model) => hasLayers(model) && isIn(site, this.seedRun.recorder.framesOf(model)),
      ),
    );
    if (made.some((models) => models.length === 0)) return true;
    const requested = sites.filter((_, index) => made[index].some((model) => this.seedRun.requested.hasModel(model)));
    if (!entry.trains || requested.every((site) => this.isMeasured(site))) return false;
    // A second call would make and train the outer model again, which the nested one is a part of.
    return !(this.hasTrained(entry) && requested.every((site) => this.isCovered(site)));
  }

  /** Whether no model has been made yet at some site. */
  get lacksModels(): boolean {
    return this.sites.some(
      (site) =>
        site &&
        !this.hasBase(site) &&
        !this.seedRun.recorder.models.some((model) => isIn(site, this.seedRun.recorder.framesOf(model))),
    );
  }

  /** Whether the site loaded a network with made-up weights: such a network counts once a model is trained on it. */
  private hasBase(site: BundleRange): boolean {
    return this.seedRun.options.bases.places.some((frames) => isIn(site, frames));
  }

  /** Whether a model of each site has been measured, and all measured models have their steps. */
  get isComplete(): boolean {
    const { measured } = this.seedRun;
    const sites = this.sites.filter((site) => site !== undefined);
    return (
      measured.length > 0 &&
      sites.length === this.sites.length &&
      sites.every((site) => this.hasBase(site) || this.isCovered(site)) &&
      measured.every((subject) => this.seedRun.isDone(subject) && !this.seedRun.furtherSteps(subject))
    );
  }

  /** Whether the probe measured a model of the site on its own. */
  private isMeasured(site: BundleRange): boolean {
    return this.seedRun.measured.some(({ stack }) => isIn(site, stack));
  }

  /** Whether the probe measured a model of the site on its own, or as a part of an outer model. */
  private isCovered(site: BundleRange): boolean {
    if (this.isMeasured(site)) return true;
    const { measured, recorder } = this.seedRun;
    const layers = new Set<Layer>(measured.flatMap(({ model }) => (model ? plainLayers(model) : [])));
    return recorder.models.some((model) => {
      if (!hasLayers(model) || !isIn(site, recorder.framesOf(model))) return false;
      const own = plainLayers(model);
      return own.length > 0 && own.every((layer) => layers.has(layer));
    });
  }

  /** Whether a training call of the entry's function has run: user code called it, or another entry did. */
  private hasTrained({ extent }: EntryCall): boolean {
    return (
      extent !== undefined &&
      this.seedRun.measured.some(({ trainedAt, loopAt }) => isIn(extent, trainedAt) || isIn(extent, loopAt))
    );
  }

  /**
   * Notes models that an error has left without some of their layers.
   * @param thrown the frames of the error
   */
  leaveUnfinished(thrown: readonly StackFrame[]): void {
    const { recorder, unfinished } = this.seedRun;
    for (const model of recorder.models) {
      const made = recorder.framesOf(model);
      const index = this.sites.findIndex((site) => site && isIn(site, made));
      const layers = this.layers.filter((layer) => layer.model === index);
      const stopped = thrown.find((_, depth) => isSameCall(made, thrown.slice(depth)));
      if (layers.some(({ range }) => isIn(range, thrown) || (stopped && isBefore(stopped, range.start))))
        unfinished.add(model);
    }
  }

  /**
   * The lines of loops that made none of the layers which the code adds in them to the model, in a run in which a loop
   * walked a stand-in: the list that it stands for may well have items.
   */
  linesOfEmptyLoops(model: Model): readonly number[] {
    if (standInListUses() === this.listUsesBefore) return [];
    const { recorder } = this.seedRun;
    const index = this.siteOf(model);
    const lines = this.layers
      .filter(({ model: joined, loopLine }) => joined === index && loopLine !== undefined)
      .filter(({ range }) => !recorder.layers.some((layer) => isIn(range, recorder.framesOf(layer))))
      .flatMap(({ loopLine }) => loopLine ?? []);
    return [...new Set(lines)];
  }

  /** Whether a function of the entry's name has made a model; asked for an entry without sites. */
  private wasCalled(entry: EntryCall): boolean {
    if (entry.trains && this.seedRun.measured.length === 0) return false;
    const name =
      entry.key
        .slice(entry.key.indexOf('#') + 1)
        .split('.')
        .at(-1) ?? '';
    return this.seedRun.recorder.models.some((model) =>
      this.seedRun.recorder
        .framesOf(model)
        .some(({ functionName }) => functionName.split(/[. ]/).includes(name) || functionName.endsWith(`[as ${name}]`)),
    );
  }
}

/** One function may make a model, and another one add its layers. */
function hasLayers(model: Model): boolean {
  const layers = modelParts(model).layers as readonly unknown[] | undefined;
  return layers !== undefined && layers.length > 0;
}
