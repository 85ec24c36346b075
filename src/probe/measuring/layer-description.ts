/** Describes layers and loose variables for the report, with empty series for the numbers of their steps. */

import type { BundleStack } from '../../report/position';
import type { RawLayer } from '../protocol/result';
import { classNameOf, type Layer, type LayerWeight, partsOf, type Tensor, type Variable } from '../tfjs/internals';
import type { CompiledWeights } from '../tfjs/compiled-weights';
import { activationOf, isPenalized, kernelInitializerOf, outputShapeOf, weightName } from '../tfjs/layer-facts';
import { LayerSeries, WeightSeries } from './layer-series';

/** What the recorder knows of a layer: where it was made and what it is called. */
export interface LayerOrigins {
  stackOf(made: object): BundleStack;
  nameOf(name: string): string;
  /** Whether a layer belongs to a network whose weights are made up. */
  isMadeUp(layer: Layer): boolean;
  /** A setting of the layer that tfjs passes over. */
  misspeltOf(layer: Layer): RawLayer['misspelt'];
  /** Whether user code gave the layer weights that were learned elsewhere. */
  hasGivenWeights(layer: Layer): boolean;
}

/** What the first step tells of a layer. */
export interface FirstCall {
  /** Undefined where the step did not call it. */
  readonly output: Tensor | undefined;
  /** Indices of the layers it reads. */
  readonly inputs: readonly number[];
  /** Its own weights, without those of layers inside it. */
  readonly weights: readonly LayerWeight[];
  /** Variables that it reads and that are none of its weights. */
  readonly reads: ReadonlySet<Variable> | undefined;
  readonly offTape: RawLayer['offTape'];
}

/** @param is what the compiled model trains; the layer may be frozen besides */
export function describeLayer(
  layer: Layer,
  { output, inputs, weights, reads = new Set(), offTape }: FirstCall,
  is: CompiledWeights,
  origins: LayerOrigins,
): LayerSeries {
  const parts = partsOf(layer);
  const misspelt = origins.misspeltOf(layer);
  const unlisted = [...reads].find((variable) => !is.isListed(variable));
  const isUnlisted = parts.trainable && weights.length > 0 && weights.every(({ val }) => !is.isListed(val));
  const facts = {
    name: origins.nameOf(parts.name),
    className: classNameOf(layer),
    stack: origins.stackOf(layer),
    outputShape: output ? outputShapeOf(layer, output) : [],
    parameters: weights.reduce((sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1), 0),
    // Freezing a model that the layer is part of does not freeze the layer itself.
    trainable:
      parts.trainable &&
      (weights.length === 0 || weights.some((weight) => weight.trainable && is.isTrained(weight.val))),
    activation: activationOf(layer),
    kernelInitializer: kernelInitializerOf(layer),
    ...(origins.isMadeUp(layer) && { madeUp: true as const }),
    ...(origins.hasGivenWeights(layer) && { givenWeights: true as const }),
    ...(classNameOf(layer).includes('Dropout') && typeof parts.rate === 'number' && { dropRate: parts.rate }),
    ...(misspelt && { misspelt }),
    ...(isUnlisted && { unlisted: true as const }),
    ...(unlisted && { unlistedVariable: { shape: [...unlisted.shape], stack: origins.stackOf(unlisted) } }),
    ...(isPenalized(layer) && { isPenalized: true as const }),
    inputs,
    ...(offTape && { offTape }),
  };
  return new LayerSeries(
    layer,
    facts,
    weights.map(
      (weight) =>
        new WeightSeries(weight.val, {
          name: weightName(weight),
          shape: [...weight.shape],
          trainable: parts.trainable && is.isTrained(weight.val) && weight.trainable,
        }),
    ),
  );
}

/**
 * A variable that belongs to no layer stands in the report as a layer with one weight.
 * @param isKernel whether an operation multiplies what it is given by the variable
 */
export function describeVariable(variable: Variable, isKernel: boolean, origins: LayerOrigins): LayerSeries {
  // tfjs numbers variables that user code gives no name.
  const isNamed = !/^\d+$/.test(variable.name);
  const shape = [...variable.shape];
  const { trainable } = variable;
  const facts = {
    name: isNamed ? variable.name : 'variable',
    className: 'Variable',
    stack: origins.stackOf(variable),
    outputShape: shape,
    parameters: variable.size,
    trainable,
    activation: null,
    kernelInitializer: null,
    ...(isKernel && { isKernel: true as const }),
    inputs: [],
  };
  return new LayerSeries(undefined, facts, [new WeightSeries(variable, { name: 'value', shape, trainable })]);
}
