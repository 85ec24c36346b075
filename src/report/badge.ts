/**
 * Writes the badge over a layer's line (sign, word, the number that matters) and the verdict on a layer as a sentence.
 */

import { disabledAt, disabledFaults, type Finding, type FindingCode, headlineOf, severities } from './finding';
import { formatCount, formatFactor, formatMagnitude, formatShare } from './format';
import { saturatedShare, typicalGain, typicalGradient, typicalUpdateRatio } from './layer-numbers';
import { notAsRunText } from './report';
import type { LayerReport, ModelReport, ProbeError, ProbeErrorCode } from './report';
import { median } from './statistics';

export interface Badge {
  readonly text: string;
  /** Sentences, each on a line of its own. */
  readonly tooltip: string;
}

/** `mild` replaces `word` for information, `suffered` for an effect: a line that suffers what another line causes. */
const words: Readonly<Record<FindingCode, { sign: string; word: string; mild?: string; suffered?: string }>> = {
  'vanishing-gradient': { sign: '↓', word: 'vanishing', mild: 'fading', suffered: 'starved' },
  'exploding-gradient': { sign: '↑', word: 'exploding', mild: 'growing' },
  'non-finite': { sign: '✕', word: 'not finite' },
  'dead-units': { sign: '✕', word: 'dead' },
  'saturated-activation': { sign: '⊣', word: 'saturated' },
  'zero-gradient': { sign: '✕', word: 'no gradient' },
  'symmetric-weights': { sign: '=', word: 'symmetric' },
  'update-too-small': { sign: '≪', word: 'steps too small' },
  'update-too-large': { sign: '≫', word: 'steps too large' },
  'few-steps': { sign: '…', word: 'few steps' },
  'unreachable-targets': { sign: '⤒', word: 'targets out of reach' },
  'unscaled-data': { sign: '⇕', word: 'data not scaled' },
  'output-loss-mismatch': { sign: '≠', word: 'head and loss don’t match' },
  'not-learning': { sign: '∼', word: 'nothing learned' },
};

/** The lens text for each kind of the code's own errors, in three words. */
const ownErrorWords: Readonly<Partial<Record<ProbeErrorCode, string>>> = {
  shape: 'shapes don’t fit',
  name: 'no such name',
  setting: 'setting not allowed',
  training: 'training call fails',
  data: 'data don’t fit',
};

/** `✕ shapes don’t fit`, for an error of the code's own. */
export function ownErrorText({ code }: Pick<ProbeError, 'code'>): string {
  return `✕ ${ownErrorWords[code] ?? 'this line throws'}`;
}

/**
 * The verdict on a model without faults: `healthy in 30 steps × 3 seeds`, and what took the place of its real numbers,
 * or `gradients flow; nothing learned in …` where an information says so. A model that could not be run as the code
 * runs it, whose numbers say nothing of its learning, or of whose code a part was passed over, is never called healthy.
 */
export function healthyText({
  steps,
  seeds,
  madeUp = [],
  notAsRun,
  stepsOfCode,
  findings,
  suppressed = [],
  unjudged,
  cutShort,
  passedOver = [],
}: Pick<
  ModelReport,
  | 'steps'
  | 'seeds'
  | 'madeUp'
  | 'notAsRun'
  | 'unjudged'
  | 'cutShort'
  | 'stepsOfCode'
  | 'findings'
  | 'suppressed'
  | 'passedOver'
>): string {
  const headline = notAsRunText({ notAsRun }) ?? unjudged;
  if (headline !== undefined) return headline;
  const word = headlineOf({ findings, suppressed, passedOver }) ?? 'healthy';
  const seen = `${word} in ${formatCount(steps, 'step')} × ${formatCount(seeds.length, 'seed')}`;
  const ofCode = fewerStepsText({ steps, stepsOfCode });
  const disabled = disabledFaults({ suppressed });
  return [
    [seen, ...madeUp].join(', '),
    ...(cutShort === undefined ? [] : [cutShort]),
    ...(disabled.length > 0 ? [disabledText(disabled)] : []),
    ...(passedOver.length > 0 ? [passedOverText] : []),
    ...(ofCode === undefined ? [] : [ofCode]),
  ].join('; ');
}

/** Of a model that was reached past what failed: that part of the code may have changed it. */
export const passedOverText = 'parts of the code passed over';

/** `dead-units disabled`. */
export function disabledText(codes: readonly FindingCode[]): string {
  return `${codes.join(', ')} disabled`;
}

/** `your code takes 1 step`; undefined where the code takes as many steps as the probe, or nobody knows. */
export function fewerStepsText({ steps, stepsOfCode }: Pick<ModelReport, 'steps' | 'stepsOfCode'>): string | undefined {
  if (stepsOfCode === undefined || stepsOfCode.steps >= steps) return undefined;
  return `your code takes ${formatCount(stepsOfCode.steps, 'step')}`;
}

/** Findings about the learning rate concern every layer, so on a layer's line any other finding comes first. */
const aboutTraining: ReadonlySet<FindingCode> = new Set<FindingCode>([
  'update-too-small',
  'update-too-large',
  'unscaled-data',
]);

/**
 * The weight that orders findings, the largest first: by severity, then the layer's own before the learning rate's,
 * then causes.
 */
export function findingWeight(finding: Finding): number {
  return (
    (severities.length - severities.indexOf(finding.severity)) * 4 +
    (aboutTraining.has(finding.code) ? 0 : 2) +
    (finding.role === 'cause' ? 1 : 0)
  );
}

/** The finding with the largest weight, which the badge shows. */
export function decidingFinding(findings: readonly Finding[]): Finding | undefined {
  return findings.reduce<Finding | undefined>(
    (best, f) => (best === undefined || findingWeight(f) > findingWeight(best) ? f : best),
    undefined,
  );
}

/** `↓ vanishing`. */
export function verdictWord({ code, role, severity }: Finding): string {
  const { sign, word, mild = word, suffered } = words[code];
  if (role === 'effect' && suffered !== undefined) return `${sign} ${suffered}`;
  return `${sign} ${severity === 'information' ? mild : word}`;
}

/** `2.1e-2`, or `3.1e-9…2.1e-2` where the layers of a line differ in the digits shown. */
function gradientRange(layers: readonly LayerReport[]): string {
  const values = layers.map(typicalGradient);
  if (values.some((v) => !Number.isFinite(v)))
    return values.every((v) => Number.isNaN(v))
      ? '–'
      : formatMagnitude(values.find((v) => !Number.isFinite(v)) ?? Number.NaN);
  const low = formatMagnitude(Math.min(...values));
  const high = formatMagnitude(Math.max(...values));
  return low === high ? low : `${low}…${high}`;
}

/** The number that matters for a finding, as part of the badge; undefined where the gradient itself is that number. */
function decisiveNumber(finding: Finding, layers: readonly LayerReport[]): string | undefined {
  switch (finding.code) {
    case 'vanishing-gradient':
    case 'exploding-gradient': {
      const gain = typicalGain(layers);
      if (finding.role === 'effect' || !Number.isFinite(gain)) return undefined;
      return `${formatFactor(gain)}${layers.length > 1 ? ' per layer' : ''}`;
    }
    case 'dead-units':
      // The share of zero units covers all steps. A layer that died in training passes nothing back: all of it is dead.
      return `${formatShare(Math.max(...layers.map((l) => (l.backwardGain === 0 ? 1 : l.output.zeroUnits))))} of units`;
    case 'saturated-activation':
      return `${formatShare(Math.max(...layers.map(saturatedShare)))} of outputs`;
    case 'update-too-small':
    case 'update-too-large': {
      const ratio = median(layers.map(typicalUpdateRatio));
      return Number.isNaN(ratio) ? undefined : `${formatMagnitude(ratio)} of the weights`;
    }
    case 'non-finite':
    case 'zero-gradient':
    case 'symmetric-weights':
    case 'few-steps':
    case 'unreachable-targets':
    case 'unscaled-data':
    case 'output-loss-mismatch':
    case 'not-learning':
      return undefined;
  }
}

/**
 * The badge for one line.
 * @param layers the layers that the line creates (several in a loop or a helper), in forward order
 * @param findings those that concern any of these layers or stand on this line
 * @param disabled codes of what the user has disabled about these layers
 * @returns text such as `∇ 2.1e-2` without findings, else `∇ 3.1e-9…2.1e-2 ↓ vanishing · ×0.24 per layer · 20 layers`
 */
export function badgeForLine(
  layers: readonly LayerReport[],
  findings: readonly Finding[],
  disabled: readonly FindingCode[] = [],
): Badge {
  const finding = decidingFinding(findings);
  const parts: string[] = [];
  if (finding) {
    parts.push(`∇ ${gradientRange(layers)} ${verdictWord(finding)}`);
    const number = decisiveNumber(finding, layers);
    if (number !== undefined) parts.push(number);
  } else {
    parts.push(`∇ ${gradientRange(layers)}`);
    if (disabled.length > 0) parts.push(disabledText(disabled));
  }
  if (layers.length > 1) parts.push(formatCount(layers.length, 'layer'));
  if (finding && !coversAllSeeds(finding, layers))
    parts.push(`${finding.seeds.length} of ${formatCount(seedCount(layers), 'seed')}`);
  const verdicts =
    findings.length > 0
      ? [...new Set(findings.map((f) => f.message))]
      : [disabled.length > 0 ? `You disabled ${disabled.join(', ')} here.` : 'Healthy: no fault was seen here.'];
  const whose = layers.length > 1 ? 'these layers' : 'this layer';
  const average = seedCount(layers) > 1 ? `, median of ${formatCount(seedCount(layers), 'seed')}` : '';
  const meaning = `∇ is the gradient (L2 norm) that arrives at the output of ${whose} in the first step${average}.`;
  return { text: parts.join(' · '), tooltip: [...verdicts, meaning].join('\n') };
}

function seedCount(layers: readonly LayerReport[]): number {
  return layers[0]?.outputGradient.l2.length ?? 0;
}

function coversAllSeeds(finding: Finding, layers: readonly LayerReport[]): boolean {
  return finding.seeds.length >= seedCount(layers);
}

/** The verdict on one layer as a sentence: its deciding finding, or its health with the number of steps and seeds. */
export function verdictSentence(
  layer: LayerReport,
  findings: readonly Finding[],
  model: Omit<ModelReport, 'findings'>,
): string {
  const deciding = decidingFinding(findings);
  if (deciding) return deciding.message;
  const disabled = disabledAt([model.layers.indexOf(layer)], model);
  const seen = `${formatCount(model.steps, 'step')} × ${formatCount(model.seeds.length, 'seed')}`;
  const gradient = typicalGradient(layer);
  const arrives = Number.isNaN(gradient)
    ? 'no gradient was measured at its output'
    : `a gradient of ${formatMagnitude(gradient)} arrives at its output`;
  if (disabled.length > 0)
    return `Nothing else was found in ${seen}: you disabled ${disabled.join(', ')} here; ${arrives}.`;
  if (layer.weights.length === 0) return `Healthy in ${seen}: ${arrives}; the layer has no weights of its own.`;
  if (!layer.trainable || layer.weights.every((w) => !w.trainable))
    return `Frozen: its weights are not trained; ${arrives}.`;
  const ratio = typicalUpdateRatio(layer);
  const moves = Number.isNaN(ratio)
    ? ''
    : ` and each step changes its weights by about ${formatMagnitude(ratio)} of their size`;
  return `Healthy in ${seen}: ${arrives}${moves}.`;
}
