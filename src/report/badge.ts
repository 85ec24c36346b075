/** The badge over a layer's line: sign, word and the number that matters; and the verdict on one layer as a sentence. */

import { type Finding, type FindingCode, severities } from './finding';
import { formatCount, formatFactor, formatMagnitude, formatShare } from './format';
import { typicalGain, typicalGradient, typicalUpdateRatio } from './layer-numbers';
import type { LayerReport, ModelReport } from './report';
import { median } from './statistics';

export interface Badge {
  readonly text: string;
  /** One or more sentences, a line each. */
  readonly tooltip: string;
}

/** `mild` where it is only information, `suffered` on a line that suffers what another line causes. */
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
};

/** Findings about the learning rate speak of every layer; on a layer's line they would only repeat themselves. */
const ofTheTraining: ReadonlySet<FindingCode> = new Set<FindingCode>(['update-too-small', 'update-too-large']);

/** How much a finding decides: the more severe the more; causes before effects, a fault of the layer before one of the training. */
export function findingWeight(finding: Finding): number {
  return (
    (severities.length - severities.indexOf(finding.severity)) * 4 +
    (ofTheTraining.has(finding.code) ? 0 : 2) +
    (finding.role === 'cause' ? 1 : 0)
  );
}

/** The finding that decides a badge: the one of most weight. */
export function decidingFinding(findings: readonly Finding[]): Finding | undefined {
  return findings.reduce<Finding | undefined>(
    (best, f) => (best === undefined || findingWeight(f) > findingWeight(best) ? f : best),
    undefined,
  );
}

/** A finding in sign and word, such as `↓ vanishing`. */
export function verdictWord({ code, role, severity }: Finding): string {
  const { sign, word, mild = word, suffered } = words[code];
  if (role === 'effect' && suffered !== undefined) return `${sign} ${suffered}`;
  return `${sign} ${severity === 'information' ? mild : word}`;
}

/** `2.1e-2`, or `3.1e-9…2.1e-2` where the layers of a line differ at the digits shown. */
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

/** The number that matters for a finding, as a part of the badge; undefined where the gradient says it all. */
function telling(finding: Finding, layers: readonly LayerReport[]): string | undefined {
  switch (finding.code) {
    case 'vanishing-gradient':
    case 'exploding-gradient': {
      const gain = typicalGain(layers);
      if (finding.role === 'effect' || !Number.isFinite(gain)) return undefined;
      return `${formatFactor(gain)}${layers.length > 1 ? ' per layer' : ''}`;
    }
    case 'dead-units':
      // A layer that died on the way was alive in the first steps, which its share of zero units still remembers.
      return `${formatShare(Math.max(...layers.map((l) => (l.backwardGain === 0 ? 1 : l.output.zeroUnits))))} of units`;
    case 'saturated-activation':
      return `${formatShare(Math.max(...layers.map((l) => l.output.saturated)))} of outputs`;
    case 'update-too-small':
    case 'update-too-large': {
      const ratio = median(layers.map(typicalUpdateRatio));
      return Number.isNaN(ratio) ? undefined : `${formatMagnitude(ratio)} of the weights`;
    }
    case 'non-finite':
    case 'zero-gradient':
    case 'symmetric-weights':
      return undefined;
  }
}

/**
 * The badge for one line.
 * @param layers the layers that this line made (in a loop or a helper several), in forward order
 * @param findings those that speak of any of them or stand on this line
 * @returns `∇ 2.1e-2` where nothing was found; else such as `∇ 3.1e-9…2.1e-2 ↓ vanishing · ×0.24 per layer · 20 layers`
 */
export function badgeForLine(layers: readonly LayerReport[], findings: readonly Finding[]): Badge {
  const finding = decidingFinding(findings);
  const parts: string[] = [];
  if (finding) {
    parts.push(`∇ ${gradientRange(layers)} ${verdictWord(finding)}`);
    const number = telling(finding, layers);
    if (number !== undefined) parts.push(number);
  } else {
    parts.push(`∇ ${gradientRange(layers)}`);
  }
  if (layers.length > 1) parts.push(formatCount(layers.length, 'layer'));
  if (finding && !coversAllSeeds(finding, layers))
    parts.push(`${finding.seeds.length} of ${formatCount(seedCount(layers), 'seed')}`);
  const told =
    findings.length > 0 ? [...new Set(findings.map((f) => f.message))] : ['Healthy: no fault was seen here.'];
  const meaning = `∇ is the gradient (L2 norm) that arrives at the output of ${layers.length > 1 ? 'these layers' : 'this layer'} in the first step${seedCount(layers) > 1 ? `, median of ${formatCount(seedCount(layers), 'seed')}` : ''}.`;
  return { text: parts.join(' · '), tooltip: [...told, meaning].join('\n') };
}

function seedCount(layers: readonly LayerReport[]): number {
  return layers[0]?.outputGradient.l2.length ?? 0;
}

function coversAllSeeds(finding: Finding, layers: readonly LayerReport[]): boolean {
  return finding.seeds.length >= seedCount(layers);
}

/** The verdict on one layer in a sentence for the hover and the terminal; what was seen and for how long. */
export function verdictSentence(
  layer: LayerReport,
  findings: readonly Finding[],
  model: Omit<ModelReport, 'findings'>,
): string {
  const deciding = decidingFinding(findings);
  if (deciding) return deciding.message;
  const seen = `${formatCount(model.steps, 'step')} × ${formatCount(model.seeds.length, 'seed')}`;
  const gradient = typicalGradient(layer);
  const arrives = Number.isNaN(gradient)
    ? 'no gradient was measured at its output'
    : `a gradient of ${formatMagnitude(gradient)} arrives at its output`;
  if (layer.weights.length === 0) return `Healthy in ${seen}: ${arrives}; the layer has no weights of its own.`;
  if (!layer.trainable || layer.weights.every((w) => !w.trainable))
    return `Frozen: its weights are not trained; ${arrives}.`;
  const ratio = typicalUpdateRatio(layer);
  const moves = Number.isNaN(ratio)
    ? ''
    : ` and each step changes its weights by about ${formatMagnitude(ratio)} of their size`;
  return `Healthy in ${seen}: ${arrives}${moves}.`;
}
