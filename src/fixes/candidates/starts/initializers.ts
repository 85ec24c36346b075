/** Candidates: weights that start at the size that fits the activation, and biases that start at zero. */

import type { Finding } from '../../../report/finding';
import type { LayerReport } from '../../../report/report';
import { medianOfFinite } from '../../../report/statistics';
import type { CandidateKind, Proposal, CandidateContext } from '../../contract/candidate';
import { alongsideNote, changeLayers } from '../../changes/layer-changes';
import { biasesFromZero } from './biases';

/** A kernel is far off from this multiple of the fitting size, and to this share of it. */
const [farAbove, farBelow] = [2, 1 / 4];

/** Glorot & Bengio 2010 for layers around zero, He et al. 2015 for ReLU, Klambauer et al. 2017 for SELU. */
function fitting(activation: string | null): string {
  if (activation === 'selu') return 'leCunNormal';
  return activation !== null && /^(?:relu6?|elu|swish|gelu|mish)/.test(activation) ? 'heNormal' : 'glorotNormal';
}

export const initializers: CandidateKind = {
  kind: 'initializers',
  codes: [
    'not-learning',
    'vanishing-gradient',
    'exploding-gradient',
    'symmetric-weights',
    'zero-gradient',
    'dead-units',
    'saturated-activation',
    'non-finite',
    'update-too-large',
    'update-too-small',
  ],
  propose: (situation, finding) => {
    const { model } = situation;
    // One layer with equal units is enough to hold back all of them.
    const alike = finding.code === 'symmetric-weights' ? model.findings.filter(isSymmetric) : [finding];
    const named = alike.flatMap(({ layers }) => layers.map((index) => model.layers[index]));
    const all = model.layers;
    // Kernels that are too small make small gradients, not small steps; a bias may hold a head at its end.
    if (finding.code === 'update-too-small')
      return [biasesFromZero(situation, all)].flatMap((proposal) => proposal ?? []);
    return [
      finding.code === 'exploding-gradient' ? branches(situation) : undefined,
      kernels(situation, named),
      biasesFromZero(situation, all),
      kernels(situation, all),
    ].flatMap((proposal) => proposal ?? []);
  },
};

function isSymmetric({ code }: Finding): boolean {
  return code === 'symmetric-weights';
}

/** The change for kernels that code sets by hand, or that start at a size which does not fit the activation. */
function kernels(situation: CandidateContext, layers: readonly LayerReport[]): Proposal | undefined {
  const { model, text } = situation;
  const wanting = layers.filter(
    (layer) =>
      layer.kernelInitializer !== null &&
      layer.kernelInitializer.toLowerCase() !== fitting(activationAfter(model.layers, layer)).toLowerCase(),
  );
  // Glorot's two forms are alike; only another size is worth an edit.
  const differing = wanting.filter(
    (layer) =>
      fitting(activationAfter(model.layers, layer)) !== 'glorotNormal' ||
      !/^glorot/i.test(layer.kernelInitializer ?? ''),
  );
  if (differing.length === 0) return undefined;
  const names = new Set(differing.map((layer) => fitting(activationAfter(model.layers, layer))));
  const changed = changeLayers(situation, differing, {
    name: 'kernelInitializer',
    text: (layer) => text.quote(layer.file, fitting(activationAfter(model.layers, layer))),
    beside: 'activation',
  });
  const note = changed && alongsideNote(changed.alongside);
  const isLikely = differing.some(isFarOff);
  return (
    changed && {
      change: [...names].join(' and '),
      edits: changed.edits,
      ...(note !== undefined && { note }),
      ...(isLikely && { isLikely }),
    }
  );
}

/**
 * Whether a kernel is far from the size at which a signal keeps its own, one over the root of the inputs (LeCun et al.
 * 1998). He's start is 1.4 times as large; Glorot's is down to a third of it where a layer has more units than inputs.
 */
function isFarOff({ weights }: LayerReport): boolean {
  const kernel = weights.find(({ shape }) => shape.length > 1);
  if (!kernel) return false;
  // The root mean square times the root of the inputs: the root of the units is left of the size.
  const starts = kernel.l2.map((steps) => (steps[0] ?? Number.NaN) / Math.sqrt(kernel.shape.at(-1) ?? 1));
  const size = medianOfFinite(starts);
  return size > farAbove || size < farBelow;
}

/** The activation of a layer, or that of the `activation` layer which reads it, directly or normalized. */
function activationAfter(layers: readonly LayerReport[], layer: LayerReport): string | null {
  if (layer.activation !== 'linear') return layer.activation;
  const index = layers.indexOf(layer);
  const readers = layers.filter(({ inputs }) => inputs.includes(index));
  const normalized = readers.filter(({ className }) => className.endsWith('Normalization'));
  const read = [index, ...normalized.map((one) => layers.indexOf(one))];
  return (
    layers.find(({ className, inputs }) => className === 'Activation' && inputs.some((one) => read.includes(one)))
      ?.activation ?? null
  );
}

/**
 * Each residual add may double the variance of the signal. Branches whose kernels start smaller, by the number of adds,
 * keep the sum at one size (Zhang et al. 2019, Fixup).
 */
function branches(situation: CandidateContext): Proposal | undefined {
  const { model, text } = situation;
  const adds = model.layers.filter(({ className }) => className === 'Add');
  const read = new Set(adds.flatMap(({ inputs }) => inputs.flatMap((index) => [index, ...model.layers[index].inputs])));
  const layers = model.layers.filter(({ kernelInitializer }, index) => kernelInitializer !== null && read.has(index));
  const first = layers.at(0);
  const maker = first && text.tfName(first.file, ['initializers', 'varianceScaling']);
  if (adds.length < 2 || maker === undefined) return undefined;
  const scale = Number((1 / adds.length).toPrecision(1));
  const changed = changeLayers(situation, layers, {
    name: 'kernelInitializer',
    text: ({ file }) =>
      `${maker}({ scale: ${scale}, mode: ${text.quote(file, 'fanIn')}, distribution: ${text.quote(file, 'normal')} })`,
    beside: 'activation',
  });
  const note = changed && alongsideNote(changed.alongside);
  return (
    changed && { change: 'residual branches start small', edits: changed.edits, ...(note !== undefined && { note }) }
  );
}
