/** Lets predictions over many rows take larger batches than tfjs's 32: between two trainings a probe would spend its time on calls of kernels. */

import { methodsOf, type Model, modelParts } from '../tfjs/internals';
import * as tf from '../tfjs/tf';

/** Fewer rows are predicted as they are. */
const leastRows = 1024;
/** Numbers in the inputs of one batch; outputs of layers may be many times as large. */
const valuesPerBatch = 2 ** 18;

interface PredictArguments {
  readonly batchSize?: number;
}

/** Wraps `predict`. Called once in the life of a worker. */
export function installQuickPredict(): void {
  const methods = methodsOf(tf.LayersModel.prototype);
  const predict = methods.predict as unknown as (x: unknown, settings?: PredictArguments) => unknown;
  methods.predict = function (this: Model, x: unknown, settings: PredictArguments = {}) {
    const batchSize = settings.batchSize === undefined ? largerBatch(this, x) : undefined;
    return predict.call(this, x, batchSize === undefined ? settings : { ...settings, batchSize });
  };
}

/** Undefined where the size of a batch may matter to the model, or there are few rows. */
function largerBatch(model: Model, x: unknown): number | undefined {
  const given: readonly unknown[] = Array.isArray(x) ? x : [x];
  const inputs = given.filter((input): input is tf.Tensor => input instanceof tf.Tensor);
  if (inputs.length === 0 || inputs.length < given.length) return undefined;
  const rows = inputs[0].shape.at(0) ?? 0;
  const hasOwnSize =
    modelParts(model).inputs.some(({ shape }) => shape[0] !== null) ||
    (model as unknown as { readonly stateful?: boolean }).stateful === true;
  if (rows < leastRows || hasOwnSize) return undefined;
  const perRow = inputs.reduce((sum, input) => sum + input.size / rows, 0);
  return Math.max(32, Math.floor(valuesPerBatch / perRow));
}
