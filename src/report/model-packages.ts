/** The packages of ready-made models that pages have as scripts, by the global that each gives them. */

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
export const packageGlobals: ReadonlyMap<string, string> = new Map(
  names.map((name) => [
    name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()),
    `@tensorflow-models/${name}`,
  ]),
);
