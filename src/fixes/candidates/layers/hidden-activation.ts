/** Candidates: another activation for hidden layers, with the initializer that belongs to it. */

import { softmaxInside } from '../../../diagnosis/rules/softmax-inside';
import type { Finding } from '../../../report/finding';
import type { LayerReport, ModelReport } from '../../../report/report';
import type { CandidateKind, Proposal, CandidateContext } from '../../contract/candidate';
import { activateLayers, leakyReLU } from '../../changes/activate-layers';
import { alongsideNote, changeLayers, headLayers } from '../../changes/layer-changes';
import { isKnownTo } from '../../changes/names-since';

interface Pairing {
  readonly activation: string;
  /** The name in the source. */
  readonly initializer: string;
}

/** He et al. 2015 for ReLU and its relatives, Klambauer et al. 2017 for SELU, Glorot & Bengio 2010 for tanh. */
const swish: Pairing = { activation: 'swish', initializer: 'heNormal' };
const relu: Pairing = { activation: 'relu', initializer: 'heNormal' };
const elu: Pairing = { activation: 'elu', initializer: 'heNormal' };
const selu: Pairing = { activation: 'selu', initializer: 'leCunNormal' };
const tanh: Pairing = { activation: 'tanh', initializer: 'glorotNormal' };
const gelu: Pairing = { activation: 'gelu', initializer: 'heNormal' };
const mish: Pairing = { activation: 'mish', initializer: 'heNormal' };
const leaky: Pairing = { activation: leakyReLU, initializer: 'heNormal' };

const recurrent = new Set(['SimpleRNN', 'LSTM', 'GRU', 'ConvLSTM2D', 'Bidirectional', 'RNN', 'TimeDistributed']);

/**
 * The pairings, the most promising first. Units that die need an activation without a flat side, an explosion needs a
 * bounded one. So does a chain of residual adds, and one around zero: each add of a sigmoid moves the sum up by a half.
 */
function pairingsFor({ code }: Finding, { layers }: ModelReport): readonly Pairing[] {
  const adds = layers.filter(({ className }) => className === 'Add').length;
  if (code === 'saturated-activation' && adds > 1) return [tanh, swish, selu, relu, elu, gelu, mish];
  if (code === 'exploding-gradient') return [selu, tanh];
  if (code === 'dead-units' || code === 'zero-gradient') return [swish, selu, leaky, elu, gelu, mish, tanh];
  return [swish, selu, relu, tanh, elu, gelu, mish, leaky];
}

export const hiddenActivation: CandidateKind = {
  kind: 'hidden-activation',
  codes: [
    'not-learning',
    'vanishing-gradient',
    'exploding-gradient',
    'dead-units',
    'saturated-activation',
    'zero-gradient',
  ],
  propose: (situation, finding) => {
    const heads = headLayers(situation.model);
    const hidden = blamed(situation.model, finding).filter((layer) => !heads.includes(layer));
    const isLinear = finding.code === 'not-learning' && isOnlyLinear(situation.model, heads);
    const softmaxes = softmaxInside(situation.model.layers).map((index) => situation.model.layers[index]);
    const active = hidden.filter(
      (layer) => isChangeable(layer) || softmaxes.includes(layer) || (isLinear && isKernel(layer)),
    );
    if (active.length === 0) return [];
    return pairingsFor(finding, situation.model)
      .filter(({ activation }) => isKnownTo(situation.tfjsVersion, activation))
      .flatMap((pairing) => proposal(situation, active, heads, pairing) ?? []);
  },
};

/** The layers of the finding; where a model learns nothing, which has no layer of its own, those with a sigmoid. */
function blamed({ layers }: ModelReport, finding: Finding): readonly LayerReport[] {
  const named = finding.layers.map((index) => layers[index]);
  return finding.code === 'not-learning'
    ? layers.filter((layer) => named.includes(layer) || /sigmoid/i.test(layer.activation ?? ''))
    : named;
}

/** Whether no hidden layer has an activation, so that together they do no more than one layer. */
function isOnlyLinear({ layers }: ModelReport, heads: readonly LayerReport[]): boolean {
  return layers
    .filter((layer) => !heads.includes(layer))
    .every(
      ({ activation, className }) =>
        (activation ?? 'linear') === 'linear' && !/Activation|E?LU|Softmax/i.test(className),
    );
}

function isKernel({ className, activation }: LayerReport): boolean {
  return activation === 'linear' && /^(?:Dense|Conv[12]D)$/.test(className);
}

function isChangeable({ activation, className }: LayerReport): boolean {
  return activation !== null && activation !== 'linear' && activation !== 'softmax' && !recurrent.has(className);
}

function proposal(
  situation: CandidateContext,
  active: readonly LayerReport[],
  heads: readonly LayerReport[],
  { activation, initializer }: Pairing,
): Proposal | undefined {
  const { text } = situation;
  if (active.every((layer) => layer.activation === activation)) return undefined;
  const changed = activateLayers(situation, active, activation, heads);
  if (!changed) return undefined;
  const wanting = kernelsBefore(situation, active).filter((layer) => !starts(layer, initializer));
  const started = changeLayers(situation, wanting, {
    name: 'kernelInitializer',
    text: ({ file }) => text.quote(file, initializer),
    beside: 'activation',
  });
  const note = alongsideNote(changed.alongside);
  return {
    change: started && started.edits.length > 0 ? `${activation} + ${initializer}` : activation,
    edits: [...changed.edits, ...(started?.edits ?? [])],
    ...(note !== undefined && { note }),
  };
}

/** The layers whose kernels feed the activations: the layers themselves, or those that an `activation` layer reads. */
function kernelsBefore({ model }: CandidateContext, active: readonly LayerReport[]): readonly LayerReport[] {
  const feeding = active.flatMap((layer) =>
    layer.kernelInitializer === null
      ? layer.inputs.map((index) => model.layers[index]).filter((one) => one.kernelInitializer !== null)
      : [layer],
  );
  return [...new Set(feeding)];
}

function starts({ kernelInitializer }: LayerReport, initializer: string): boolean {
  return kernelInitializer?.toLowerCase() === initializer.toLowerCase();
}
