/** Finds the packages of ready-made models that the probe imitates. */

import {
  blazeface,
  bodyPix,
  cocoSsd,
  faceLandmarksDetection,
  facemesh,
  handpose,
  handPoseDetection,
  poseDetection,
  posenet,
} from './detectors';
import { knnClassifier } from './knn-classifier';
import { mobilenet } from './mobilenet';
import type { PackageExports } from './package-base';
import { speechCommands } from './speech-commands';
import { toxicity, universalSentenceEncoder } from './texts';

/** The packages, by the part of their name behind `@tensorflow-models/`. */
const packages: Readonly<Partial<Record<string, PackageExports>>> = {
  blazeface,
  'body-pix': bodyPix,
  'coco-ssd': cocoSsd,
  'face-landmarks-detection': faceLandmarksDetection,
  facemesh,
  handpose,
  'hand-pose-detection': handPoseDetection,
  'knn-classifier': knnClassifier,
  mobilenet,
  'pose-detection': poseDetection,
  posenet,
  'speech-commands': speechCommands,
  toxicity,
  'universal-sentence-encoder': universalSentenceEncoder,
};

/** Globals of pages whose name differs from that of their package. */
const globals: Readonly<Partial<Record<string, string>>> = { use: 'universal-sentence-encoder' };

/**
 * @param specifier of an import (`@tensorflow-models/mobilenet`, the URL of a script), or the name of a page's global
 * @returns undefined for a package that is not known here
 */
export function readyMadePackage(specifier: string): PackageExports | undefined {
  const name = /@tensorflow-models\/([\w-]+)/.exec(specifier)?.[1];
  return packages[name ?? globals[specifier] ?? specifier.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)];
}
