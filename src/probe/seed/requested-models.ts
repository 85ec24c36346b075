/** Tells which models are to be trained and reported, where not all of them are asked for. */

import type { BundleRange } from '../../report/position';
import type { Model } from '../tfjs/internals';
import { layersWithin } from '../tfjs/nested-layers';
import type { Recorder } from '../recording/recorder';
import { isIn } from '../recording/stack-frames';

export class Wanted {
  /** @param places where what is asked for is made; undefined for everything */
  constructor(
    private readonly recorder: Recorder,
    private readonly places: readonly BundleRange[] | undefined,
  ) {}

  /** True where the model, one that it is put together from, or any of its layers was made by a call at one of the places. */
  hasModel(model: Model): boolean {
    return this.#isMadeThere(model) || layersWithin(model).some((layer) => this.#isMadeThere(layer));
  }

  /** The same for layers and variables that no model holds together. */
  hasLoose(loose: readonly object[]): boolean {
    return !this.places || loose.some((one) => this.#isMadeThere(one));
  }

  #isMadeThere(made: object): boolean {
    return this.places?.some((place) => isIn(place, this.recorder.framesOf(made))) ?? true;
  }
}
