/** Lists the names of TensorFlow.js that make layers or models, and recognizes the module specifiers of tfjs. */

/**
 * The factories of `tf.layers` in tfjs 4.22 that make a layer to measure; `input` and `inputLayer` have no gradient.
 */
export const layerFactories: ReadonlySet<string> = new Set(
  `activation add alphaDropout average averagePooling1d averagePooling2d averagePooling3d avgPool1d avgPool2d
  avgPool3d avgPooling1d avgPooling2d avgPooling3d batchNormalization bidirectional categoryEncoding centerCrop
  concatenate conv1d conv2d conv2dTranspose conv3d conv3dTranspose convLstm2d convLstm2dCell cropping2D dense
  depthwiseConv2d dot dropout elu embedding flatten gaussianDropout gaussianNoise globalAveragePooling1d
  globalAveragePooling2d globalMaxPool1d globalMaxPool2d globalMaxPooling1d globalMaxPooling2d gru gruCell
  layerNormalization leakyReLU lstm lstmCell masking maxPool1d maxPool2d maxPooling1d maxPooling2d maxPooling3d
  maximum minimum multiply permute prelu randomWidth reLU repeatVector rescaling reshape resizing rnn
  separableConv2d simpleRNN simpleRNNCell softmax spatialDropout1d stackedRNNCells thresholdedReLU timeDistributed
  upSampling2d zeroPadding2d`.split(/\s+/),
);

/** Classes whose subclasses are layers. */
export const layerBases: ReadonlySet<string> = new Set(['Layer', 'RNN', 'RNNCell']);

/** Classes whose subclasses are models. */
export const modelBases: ReadonlySet<string> = new Set(['Sequential', 'LayersModel', 'Model']);

/** Functions that read a finished model from somewhere. */
export const modelLoaders: ReadonlySet<string> = new Set([
  'loadLayersModel',
  'loadGraphModel',
  'loadGraphModelSync',
  'loadModel',
]);

/** Functions of tfjs that read a model with layers. */
export const layersModelLoaders: ReadonlySet<string> = new Set(['loadLayersModel', 'loadModel', 'modelFromJSON']);

/**
 * The package of ready-made models that `specifier` imports, without version and inner path; undefined for anything
 * else. The k-nearest-neighbors classifier learns from examples and has no weights to download.
 */
export function modelPackage(specifier: string): string | undefined {
  const [name] = /@tensorflow-models\/[\w-]+/.exec(specifier) ?? [];
  return name === '@tensorflow-models/knn-classifier' ? undefined : name;
}

/** The functions of these packages that download a model. */
export const packageLoader = /^(?:load\w*|create|create(?:Detector|Segmenter|Estimator|Model))$/;

/** Methods that train: of a model, or of an optimizer in a hand-written loop. */
export const trainingMethods: ReadonlySet<string> = new Set([
  'fit',
  'fitDataset',
  'trainOnBatch',
  'minimize',
  'applyGradients',
]);

/** tfjs by any of its package names, a path into one, a version behind it, or a content network's address before it. */
const tfjsPackage =
  /(?:^|[/:])@tensorflow\/tfjs(?:-layers|-core|-node|-node-gpu|-converter|-react-native)?(?:@[^/]+)?(?:\/.*)?$/;

/** Whether an import of `specifier` gives tfjs or a part of it; not tfjs-vis, tfjs-data or a backend. */
export function isTfjsModule(specifier: string): boolean {
  return tfjsPackage.test(specifier);
}
