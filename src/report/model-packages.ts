/**
 * Lists packages of pretrained tfjs models by the global variable that each defines when a page loads it as a script.
 */

const names = [
  'mobilenet',
  'coco-ssd',
  'posenet',
  'body-pix',
  'blazeface',
  'handpose',
  'facemesh',
  'toxicity',
  'deeplab',
  'speech-commands',
  'pose-detection',
  'hand-pose-detection',
  'face-landmarks-detection',
  'body-segmentation',
];

/** `cocoSsd` is `@tensorflow-models/coco-ssd`. */
export const packageGlobals: ReadonlyMap<string, string> = new Map([
  ...names.map((name): [string, string] => [
    name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()),
    `@tensorflow-models/${name}`,
  ]),
  ['use', '@tensorflow-models/universal-sentence-encoder'],
]);
