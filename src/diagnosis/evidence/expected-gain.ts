/**
 * Works out the backward gain that mean-field theory expects of a dense or convolutional layer, from activation and
 * weights.
 */

import type { LayerReport } from '../../report/report';
import { geometricMean } from '../../report/statistics';

interface Activation {
  value(z: number): number;
  slope(z: number): number;
}

const logistic = (z: number): number => 1 / (1 + Math.exp(-z));
/** The constants that make zero mean and unit variance a fixed point (Klambauer et al. 2017). */
const selu = { alpha: 1.6732632423543772, scale: 1.0507009873554805 };

/** The activations by their names in tfjs; other libraries call `swish` SiLU. */
const activations: Readonly<Record<string, Activation | undefined>> = {
  linear: { value: (z) => z, slope: () => 1 },
  relu: { value: (z) => Math.max(0, z), slope: (z) => (z > 0 ? 1 : 0) },
  relu6: { value: (z) => Math.min(6, Math.max(0, z)), slope: (z) => (z > 0 && z < 6 ? 1 : 0) },
  sigmoid: { value: logistic, slope: (z) => logistic(z) * (1 - logistic(z)) },
  hardSigmoid: { value: (z) => Math.min(1, Math.max(0, 0.2 * z + 0.5)), slope: (z) => (Math.abs(z) < 2.5 ? 0.2 : 0) },
  tanh: { value: Math.tanh, slope: (z) => 1 - Math.tanh(z) ** 2 },
  elu: { value: (z) => (z > 0 ? z : Math.expm1(z)), slope: (z) => (z > 0 ? 1 : Math.exp(z)) },
  selu: {
    value: (z) => selu.scale * (z > 0 ? z : selu.alpha * Math.expm1(z)),
    slope: (z) => selu.scale * (z > 0 ? 1 : selu.alpha * Math.exp(z)),
  },
  softplus: { value: (z) => Math.log1p(Math.exp(z)), slope: logistic },
  softsign: { value: (z) => z / (1 + Math.abs(z)), slope: (z) => 1 / (1 + Math.abs(z)) ** 2 },
  swish: { value: (z) => z * logistic(z), slope: (z) => logistic(z) * (1 + z * (1 - logistic(z))) },
};

/** Whether what an activation gives grows without an end as its input does; false for one that is not known. */
export function isUnbounded(activation: string | null): boolean {
  const known = activation === null ? undefined : activations[activation];
  return known !== undefined && known.value(1e6) > 1e3;
}

/** The slope of an activation at zero, where that of bounded ones is steepest; 1 for one that is not known. */
export function slopeAtZero(activation: string | null): number {
  return activations[activation ?? 'linear']?.slope(0) ?? 1;
}

/**
 * E[f(z)] for z normal with mean 0 and this variance: midpoint rule over eight standard deviations on either side, with
 * no point at zero, where some activations have a kink.
 */
function expectation(f: (z: number) => number, variance: number): number {
  const deviation = Math.sqrt(variance);
  const step = 0.1;
  let sum = 0;
  for (let i = 0; i < 160; i++) {
    const u = -8 + (i + 0.5) * step;
    sum += f(deviation * u) * Math.exp(-(u * u) / 2);
  }
  return (sum * step) / Math.sqrt(2 * Math.PI);
}

/**
 * The factor by which one layer of a deep net scales the L2 norm of the gradient: the square root of
 * chi = sigma_w² E[phi'(z)²] (Schoenholz et al. 2016, arXiv 1611.01232; for ReLU He et al. 2015, for tanh Glorot &
 * Bengio 2010). The variance of z is the one to which depth drives it, the fixed point of q = sigma_w² E[phi(z)²].
 * @param activation tfjs name
 * @param weightVariance variance of one entry of the kernel
 * @param fanIn inputs that one output sums over
 * @param fanOut outputs that one input feeds
 * @returns the factor; NaN for an activation without an entry here (softmax, custom ones)
 */
export function meanFieldGain(activation: string, weightVariance: number, fanIn: number, fanOut: number): number {
  const phi = activations[activation];
  if (!phi) return Number.NaN;
  let q = 1;
  for (let depth = 0; depth < 30; depth++) {
    q = Math.min(1e6, Math.max(1e-12, weightVariance * fanIn * expectation((z) => phi.value(z) ** 2, q)));
  }
  return Math.sqrt(weightVariance * fanOut * expectation((z) => phi.slope(z) ** 2, q));
}

export interface KernelScale {
  /** Inputs that one output sums over. */
  readonly fanIn: number;
  /** Outputs that one input feeds. */
  readonly fanOut: number;
  /** Root mean square of the kernel's entries at step 0, geometric mean over seeds. */
  readonly deviation: number;
}

/** The scale of a kernel; undefined for what is no dense or convolutional layer, nor a variable to multiply by. */
export function kernelScale(layer: LayerReport): KernelScale | undefined {
  const kernel = layer.weights.find((w) => w.shape.length >= 2);
  if (!kernel || !(layer.isKernel || /^(Dense|Conv[123]D)$/.test(layer.className))) return undefined;
  const size = kernel.shape.reduce((a, b) => a * b, 1);
  const field = kernel.shape.slice(0, -2).reduce((a, b) => a * b, 1);
  const [inputs, outputs] = kernel.shape.slice(-2);
  return {
    fanIn: field * inputs,
    fanOut: field * outputs,
    deviation: geometricMean(kernel.l2.map((row) => row[0])) / Math.sqrt(size),
  };
}

/**
 * The standard deviation of weights that keeps the signal's size from layer to layer: sqrt(2 / fan-in) for ReLU (He et
 * al. 2015) and for variables, behind which one may follow; sqrt(1 / fan-in) for the others (LeCun et al. 1998).
 */
export function balancedDeviation(layer: LayerReport, { fanIn }: KernelScale): number {
  return Math.sqrt((layer.activation === 'relu' || layer.isKernel ? 2 : 1) / fanIn);
}

const known = new WeakMap<LayerReport, number>();

/**
 * `meanFieldGain` for a layer's measured weights at step 0; NaN where theory gives no value. Several rules ask for it,
 * so each layer's value is computed once.
 */
export function expectedGain(layer: LayerReport): number {
  let gain = known.get(layer);
  if (gain === undefined) {
    const scale = kernelScale(layer);
    gain = scale
      ? meanFieldGain(layer.activation ?? 'linear', scale.deviation ** 2, scale.fanIn, scale.fanOut)
      : Number.NaN;
    known.set(layer, gain);
  }
  return gain;
}
