/** Tells which models the job asks for. */

import type { BundleRange } from '../../report/position';
import type { Model } from '../tfjs/internals';
import { layersWithin } from '../tfjs/nested-layers';
import type { Recorder } from '../recording/recorder';
import { isIn } from '../recording/stack-frames';

export class RequestedModels {
  /** @param places the calls that make what is requested; undefined requests every model */
  constructor(
    private readonly recorder: Recorder,
    private readonly places: readonly BundleRange[] | undefined,
  ) {}

  /** True where one of the calls made the model, a model that it consists of, or any of its layers. */
  hasModel(model: Model): boolean {
    return this.#isMadeThere(model) || layersWithin(model).some((layer) => this.#isMadeThere(layer));
  }

  /** True where one of the calls made any of these layers and variables, which no model holds together. */
  hasAnyOf(made: readonly object[]): boolean {
    return !this.places || made.some((one) => this.#isMadeThere(one));
  }

  #isMadeThere(made: object): boolean {
    return this.places?.some((place) => isIn(place, this.recorder.framesOf(made))) ?? true;
  }
}
