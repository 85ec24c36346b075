/** Predicts over many rows in larger batches than tfjs's 32, so that predictions take less of a probe's time. */

import { methodsOf, type Model, modelParts } from '../tfjs/internals';
import * as tf from '../tfjs/tf';

/** Predictions over fewer rows keep tfjs's batch size. */
const leastRows = 1024;
/** How many numbers the inputs of one batch may hold; the outputs of layers can be many times as large. */
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

/** @returns undefined where there are few rows, or where the model may depend on the batch size */
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
