/** Lowers to information what made-up numbers could alone have caused: a fault of them is none of the code's. */

import type { Finding, FindingCode } from '../report/finding';
import type { LayerReport } from '../report/report';
import type { Facts } from './evidence/facts';
import { isTrainable } from './evidence/layer-graph';
import { trainingPlace } from './wording/verdict';

/** What depends on how large the numbers are that come in, and not on how the network is put together. */
const ofScale: ReadonlySet<FindingCode> = new Set<FindingCode>(['non-finite', 'dead-units', 'saturated-activation']);
/** What depends on how the learning rate fits the numbers that come in. */
const ofRate: ReadonlySet<FindingCode> = new Set<FindingCode>(['update-too-small', 'update-too-large']);

/** Activations behind which outputs are of the same size whatever comes in. */
const bounded: ReadonlySet<string> = new Set(['sigmoid', 'hardSigmoid', 'tanh', 'softsign', 'softmax']);

/**
 * Applied to what all rules have found. Depth, activation and initializer findings of layers with weights of their own
 * keep their severity.
 * @returns the findings in their order; those that were lowered say in their sentence on what they hang
 */
export function withMadeUp(findings: readonly Finding[], facts: Facts): Finding[] {
  const { madeUp = [] } = facts.model;
  if (madeUp.length === 0) return [...findings];
  const reached = reachedLayers(facts);
  const lowered = new Set(findings.filter((finding) => finding.role === 'cause' && hangs(finding, facts, reached)));
  return findings.map((finding) => {
    const isLowered =
      finding.role === 'cause'
        ? lowered.has(finding)
        : followsLowered(finding, findings, lowered) || hangs(finding, facts, reached);
    if (!isLowered) return finding;
    const message = `${finding.message} Seen with ${madeUp.join(' and ')}, so it may be otherwise in a real run.`;
    return { ...finding, severity: 'information', message };
  });
}

/** Whether other numbers coming in could make the finding go away. */
function hangs(finding: Finding, facts: Facts, reached: ReadonlySet<number>): boolean {
  if (finding.layers.some((index) => facts.model.layers[index].madeUp)) return true;
  if (ofRate.has(finding.code) || isDivergence(finding, facts)) return true;
  return ofScale.has(finding.code) && finding.layers.some((index) => reached.has(index));
}

/** An effect is never graver than what causes it. */
function followsLowered(finding: Finding, all: readonly Finding[], lowered: ReadonlySet<Finding>): boolean {
  const causes = all.filter(
    ({ role, seeds }) => role === 'cause' && finding.seeds.some((seed) => seeds.includes(seed)),
  );
  return causes.length > 0 && causes.every((cause) => lowered.has(cause));
}

/** Whether the loss explodes over the steps: it then stands where the training is set up, and names every layer. */
function isDivergence(finding: Finding, facts: Facts): boolean {
  if (finding.code !== 'exploding-gradient') return false;
  const place = trainingPlace(facts);
  return (
    finding.file === place.file &&
    finding.range.start.line === place.range.start.line &&
    finding.layers.length === facts.model.layers.filter(isTrainable).length
  );
}

/** The layers whose numbers are as large as the made-up ones make them: up to the next that bounds or normalizes. */
function reachedLayers({ model: { layers } }: Facts): Set<number> {
  const reached = new Set<number>();
  layers.forEach((layer, index) => {
    const isReached = layer.inputs.some((input) => reached.has(input) && passesScale(layers[input]));
    if (isReached || layer.madeUp || layer.inputs.length === 0) reached.add(index);
  });
  return reached;
}

function passesScale({ activation, className }: LayerReport): boolean {
  return !(activation !== null && bounded.has(activation)) && !className.includes('Normalization');
}
