/** Settings of layers that work where the code gives none: small enough for a probe of a second, large enough for the usual stacks of layers. */

/** By their name in the configuration of a layer. */
export const usualSettings: ReadonlyMap<string, number> = new Map([
  ['units', 16],
  ['filters', 8],
  ['kernelSize', 3],
  ['strides', 1],
  ['poolSize', 2],
  ['size', 2],
  ['rate', 0.25],
  ['inputDim', 100],
  ['outputDim', 16],
  ['n', 8],
]);
