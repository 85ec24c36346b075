/** Finds the places of all that a finding blames. */

import type { BlamedText, NotedPlace } from '../../report/finding';
import type { Location } from '../../report/position';
import type { ParsedFile } from '../syntax/parsed-file';
import type { OtherFiles } from '../syntax/linked-file';
import { type CallPlace, TracedFiles } from '../tracing/traced-files';
import { callOfLoss } from './call-of-loss';
import { divisionsBehind } from './divisions';
import { listPlaces } from './list-places';
import { layerSettingPlaces, type TrainingPlaces, trainingSettingPlaces } from './setting-places';

/** The parts of a model's report that say where its layers and its training are. */
export interface PlacedModel extends TrainingPlaces {
  readonly layers: readonly CallPlace[];
}

/** Finds what the findings of one model blame, in the texts around it. */
export class BlamedPlaces {
  private readonly files: TracedFiles;

  /**
   * @param parsedText the files in which the model and its layers are made, and those that call them
   * @param others what these import
   */
  constructor(
    private readonly model: PlacedModel,
    parsedText: (file: string) => ParsedFile | undefined,
    others?: OtherFiles,
  ) {
    this.files = new TracedFiles(parsedText, others);
  }

  /** @param finding the finding's own place */
  of(finding: Location, blamed: BlamedText): readonly NotedPlace[] {
    if ('divisions' in blamed) return divisionsBehind(this.files, finding);
    if ('numbersOf' in blamed) return listPlaces(this.files, blamed.numbersOf);
    if ('callOfLoss' in blamed) return [callOfLoss(this.files, finding, blamed.callOfLoss) ?? []].flat();
    if (!('layers' in blamed)) return trainingSettingPlaces(this.files, this.model, blamed.setting);
    return blamed.layers.flatMap((index) => layerSettingPlaces(this.files, this.model.layers[index], blamed.setting));
  }
}
