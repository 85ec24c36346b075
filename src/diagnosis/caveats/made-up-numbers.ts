/**
 * Lowers to information the findings that made-up numbers alone could have caused, because the code is not at fault.
 */

import type { Finding, FindingCode } from '../../report/finding';
import { isAdaptive, losses, usualRate } from '../../report/model-settings';
import { partsLeftOut, unpinnedAssumptions } from '../../report/report';
import { canDie, firstDeadLayers, isDead, isMostlyKilled } from '../evidence/dead-layers';
import type { Facts, SeedFacts } from '../evidence/facts';
import { inputScaledLayers } from '../evidence/input-scaled-layers';
import { assumedLearningRate } from '../evidence/update-ratio';
import { isDivergence } from '../phrases/verdict';
import { thresholds } from '../thresholds/thresholds';

/** Findings that depend on the size of the inputs, and not on the structure of the network. */
const ofScale: ReadonlySet<FindingCode> = new Set<FindingCode>(['non-finite', 'dead-units', 'saturated-activation']);
/** Findings that depend on how the learning rate, or the head, fits the inputs. */
const ofRate: ReadonlySet<FindingCode> = new Set<FindingCode>([
  'update-too-small',
  'update-too-large',
  'unscaled-data',
  'unreachable-targets',
]);

/** Findings about the code alone, whatever the inputs are. */
const ofCode: ReadonlySet<FindingCode> = new Set<FindingCode>(['symmetric-weights', 'few-steps']);

/**
 * Applied to the findings of all rules. Findings about depth, activations and initializers of layers with weights of
 * their own keep their severity.
 * @returns the findings in their order; lowered ones say in their sentence which made-up numbers they depend on. Where
 * the code gives weights that were learned elsewhere, made-up data say nothing about learning, and no such finding is
 * left.
 */
export function lowerForMadeUpNumbers(findings: readonly Finding[], facts: Facts): Finding[] {
  if (facts.model.unjudged !== undefined) return findings.filter(({ code }) => ofCode.has(code));
  const reached = inputScaledLayers(facts);
  const reasons = new Map(findings.map((finding) => [finding, reasonsFor(finding, facts, reached)]));
  const lowered = new Set(
    findings.filter((finding) => finding.role === 'cause' && (reasons.get(finding)?.length ?? 0) > 0),
  );
  const ofCauses = [...new Set([...lowered].flatMap((finding) => reasons.get(finding) ?? []))];
  return findings.map((finding) => {
    const own = reasons.get(finding) ?? [];
    const why =
      own.length > 0 ? own : finding.role === 'effect' && followsLowered(finding, findings, lowered) ? ofCauses : [];
    if (why.length === 0) return finding;
    const message = `${finding.message} Measured with ${why.join(' and ')}: a real run may differ.`;
    return { ...finding, severity: 'information', message };
  });
}

/** The made-up numbers without which the finding might go away; empty where there are none. */
function reasonsFor(finding: Finding, facts: Facts, reached: ReadonlySet<number>): readonly string[] {
  const { madeUp = [], data } = facts.model;
  if (ofCode.has(finding.code)) return [];
  const missing = partsLeftOut(facts.model.assumed);
  if (missing.length > 0) return [`${missing.join(' and ')} left out`];
  if (madeUp.length > 0 && hangsOnBase(finding, facts, reached)) return madeUp;
  const guess = guessedDepth(finding, facts) ?? guessedHead(finding, facts) ?? guessedRate(finding, facts);
  return [
    ...(data === 'synthetic' && hangsOnData(finding, facts, reached) ? ['made-up data'] : []),
    ...(guess === undefined ? [] : [`${guess}, a guess`]),
  ];
}

/** Whether other features of a base could make the finding go away. */
function hangsOnBase(finding: Finding, facts: Facts, reached: ReadonlySet<number>): boolean {
  if (finding.layers.some((index) => facts.model.layers[index].madeUp)) return true;
  if (ofRate.has(finding.code) || isDivergence(finding, facts)) return true;
  return ofScale.has(finding.code) && finding.layers.some((index) => reached.has(index));
}

/**
 * Whether other data could make the finding go away. Made-up data have a size of about one. A rate of plain SGD is
 * chosen for the size of the real ones, as its steps are in proportion to them, and a small step of any optimizer goes
 * far where the inputs are large; no usual rate is to blame for how far its steps go on made-up inputs; a model in
 * which no unit can die may come back from large steps while it learns what the real data say; a head saturates by what
 * comes in; inputs and targets push the units that training kills; and a loss of the code's own may have no value for
 * made-up targets.
 */
function hangsOnData(finding: Finding, facts: Facts, reached: ReadonlySet<number>): boolean {
  const { optimizer, loss, layers, learningRate } = facts.model;
  if (finding.code === 'update-too-large' && finding.severity === 'warning' && !layers.some(canDie)) return true;
  if (finding.code === 'update-too-large' && learningRate <= usualRate(optimizer)) return true;
  if (finding.code === 'update-too-small' && learningRate >= thresholds.update.smallForLargeInputs) return true;
  if (ofRate.has(finding.code) || isDivergence(finding, facts)) return !isAdaptive(optimizer);
  if (finding.code === 'non-finite') return !losses.includes(loss);
  if (finding.code === 'dead-units') return finding.role === 'cause' && diedInTraining(finding, facts);
  if (finding.code !== 'saturated-activation') return false;
  const isHead = (index: number): boolean =>
    facts.graph.consumers[index].length === 0 || layers[index].activation === 'softmax';
  return finding.layers.some((index) => reached.has(index) && isHead(index));
}

/**
 * Whether units that were alive at the start died in most seeds of the finding. Layers of which a part lives on count
 * too: initializers alone leave more than `dead.many` of the units dead only where they kill whole layers.
 */
function diedInTraining(finding: Finding, facts: Facts): boolean {
  const shows = ({ index }: SeedFacts): boolean => finding.seeds.includes(facts.model.seeds[index]);
  const whole = firstDeadLayers(facts).filter(({ seed, index }) => shows(seed) && finding.layers.includes(index));
  const isPart = finding.layers.every((index) =>
    facts.seeds.every((seed) => !shows(seed) || !isDead(facts, seed, index)),
  );
  return isPart || whole.filter(({ since }) => typeof since === 'number').length * 2 > whole.length;
}

/** The guess that gives the learning rate whose steps killed the units of the finding. */
function guessedRate({ code }: Finding, facts: Facts): string | undefined {
  return code === 'dead-units' && isMostlyKilled(firstDeadLayers(facts)) ? assumedLearningRate(facts) : undefined;
}

/** Findings on how the head fits the loss, the targets and what comes in. */
const ofHead: ReadonlySet<FindingCode> = new Set<FindingCode>([
  'output-loss-mismatch',
  'unreachable-targets',
  'saturated-activation',
]);

/**
 * The guess that gives the head of the finding its activation: `lastActivation = 'relu'`, or a list of settings from
 * which the code makes layers on one line, as many as the list has items, the head among them.
 */
function guessedHead({ code, layers }: Finding, { model, graph }: Facts): string | undefined {
  const head = layers.at(0);
  if (!ofHead.has(code) || head === undefined || graph.consumers[head].length > 0) return undefined;
  const { activation, file, range } = model.layers[head];
  const alike = model.layers.filter((one) => one.file === file && one.range.start.line === range.start.line).length;
  return unpinnedAssumptions(model).find((text) => {
    const named = /^[^=]*activation[^=]* = '(\w+)'$/i.exec(text)?.[1];
    return named === undefined ? alike > 1 && countOfItems(text) === alike : named === activation;
  });
}

/** How many objects `layers = [{ type: 'dense' }, …]` lists; 0 for another text. */
function countOfItems(text: string): number {
  let depth = 0;
  let count = 0;
  for (const character of /^[^=]+ = \[(\{.*\})\]$/s.exec(text)?.[1] ?? '') {
    if (character === '{' && depth++ === 0) count++;
    if (character === '}') depth--;
  }
  return count;
}

/** Names of numbers of layers, and of nothing else. */
const ofDepth = /(?:layers|blocks|depth|hidden)['"\]]*$/i;

/**
 * `hiddenLayers = 8` where that many layers of the finding stand on one line: the probe chose how deep the network is.
 * A loop may make one layer fewer, beside a first one that knows the inputs.
 */
function guessedDepth(finding: Finding, facts: Facts): string | undefined {
  const lines = finding.layers.map((index) => {
    const { file, range } = facts.model.layers[index];
    return `${file}:${range.start.line}`;
  });
  const counts = new Set(lines.map((line) => lines.filter((other) => other === line).length));
  return unpinnedAssumptions(facts.model).find((text) => {
    const [, name = '', number = '0'] = /^([\w.[\]'"]+) = (\d+)$/.exec(text) ?? [];
    const depth = Number(number);
    return depth > 1 && (counts.has(depth) || (depth > 2 && ofDepth.test(name) && counts.has(depth - 1)));
  });
}

/** Whether all causes of an effect were lowered: no effect is graver than its cause. */
function followsLowered(finding: Finding, all: readonly Finding[], lowered: ReadonlySet<Finding>): boolean {
  const causes = all.filter(
    ({ role, seeds }) => role === 'cause' && finding.seeds.some((seed) => seeds.includes(seed)),
  );
  return causes.length > 0 && causes.every((cause) => lowered.has(cause));
}
