/** Writes the hovers of layers and models in Markdown: verdict, numbers, pictures, reasons, and what was assumed. */

import { unpinnedAssumptions, type LayerReport, type ModelReport, type Series } from '../../report/report';
import { saturatedShare, typicalGradient } from '../../report/layer-numbers';
import { disabledText, verdictSentence } from '../../report/badge';
import { disabledFaults, type Finding, type Severity } from '../../report/finding';
import { formatCount, formatData, formatFactor, formatMagnitude, formatShare } from '../../report/format';
import { median } from '../../report/statistics';
import { chainSvg, chainText } from './chain-svg';
import { depthProfileSvg } from './depth-profile-svg';
import { gradientChain, type GradientChain } from './gradient-chain';
import { findingsOf, type ProbedLayer } from '../results/layer-lines';
import { layerOrigins, modelOrigins } from './line-origins';
import type { ProbedModel } from '../results/file-result';
import { markdownCode, escapeMarkdown } from './markdown';
import { placeLinks } from './place-links';
import { plainVerdict } from './plain-verdict';
import { type Palette, svgDataUri } from './svg';

export interface HoverContext {
  readonly palette: Palette;
  readonly isStale: boolean;
  /** Markdown links to commands. */
  readonly links: readonly string[];
}

/** How many further layers of the line the hover lists by name. */
const listedLayers = 8;

const ranks: Record<Severity, number> = { error: 0, warning: 1, information: 2 };

/**
 * @param layers the measured layers of one call, several if it stands in a loop or a helper; the hover describes the
 * worst in full
 */
export function layerHover(layers: readonly ProbedLayer[], context: HoverContext): string {
  const sorted = [...layers].sort(byTrouble);
  const [worst, ...others] = sorted;
  const { model, layer, layerIndex } = worst;
  const chain = gradientChain(model, layerIndex);
  const marked = layers.filter((other) => other.model === model).map((other) => other.layerIndex);
  const profile = svgDataUri(depthProfileSvg(model.layers.map(typicalGradient), marked, context.palette));
  return [
    heading(layer, others.length),
    ...(context.isStale ? ['_Measured before the last edit; probe again for the text as it is now._'] : []),
    verdict(worst),
    ...placeLinks(worst.result, findingsOf(worst), layer.file),
    // Before the long part, as a hover shows only its first lines until the user scrolls.
    context.links.join(' · '),
    ...layerOrigins(sorted),
    `![Gradient norm of each layer from the first to the output, this one marked](${profile})`,
    numbers(layer, chain, model),
    ...throughTime(layer, context.palette),
    why(chain, layer, context.palette),
    ...(others.length > 0 ? [otherLayers(others)] : []),
    conditions(model),
  ].join('\n\n');
}

/** The hover over the expression that makes a model. If it made several, the hover describes the worst in full. */
export function modelHover(models: readonly ProbedModel[], context: HoverContext): string {
  const sorted = [...models].sort((a, b) => rankOf(a.model.findings) - rankOf(b.model.findings));
  const { model } = sorted[0];
  const profile = svgDataUri(depthProfileSvg(model.layers.map(typicalGradient), [], context.palette));
  const disabled = disabledFaults(model);
  const healthy =
    disabled.length > 0
      ? `Nothing else was found in ${runLength(model)}; ${disabledText(disabled)}.`
      : `No gradient trouble was seen in ${runLength(model)}.`;
  return [
    `**${escapeMarkdown(model.name)}** · ${formatCount(model.layers.length, 'layer')}`,
    ...(context.isStale ? ['_Measured before the last edit; probe again for the text as it is now._'] : []),
    model.findings.length === 0
      ? healthy
      : model.findings.map((finding) => `- ${escapeMarkdown(finding.message)}`).join('\n'),
    ...placeLinks(sorted[0].result, model.findings, model.file),
    context.links.join(' · '),
    ...modelOrigins(sorted),
    `![Gradient norm of each layer from the first to the output](${profile})`,
    conditions(model),
  ].join('\n\n');
}

function heading(layer: LayerReport, others: number): string {
  const shape = `[${layer.outputShape.map((size) => size ?? 'batch').join(', ')}]`;
  const parts = [
    `**${escapeMarkdown(layer.name)}**`,
    [layer.className, ...(layer.activation === null ? [] : [layer.activation])].map(escapeMarkdown).join(', '),
    `output ${escapeMarkdown(shape)}`,
    formatCount(layer.parameters, 'parameter'),
    ...(layer.trainable ? [] : ['frozen']),
    ...(others > 0 ? [`worst of ${others + 1} on this line`] : []),
  ];
  return parts.join(' · ');
}

function verdict(probed: ProbedLayer): string {
  const findings = findingsOf(probed);
  const plain = plainVerdict(probed.layer, findings);
  const sentence = escapeMarkdown(verdictSentence(probed.layer, findings, probed.model));
  return plain ? `**${escapeMarkdown(plain.word)}** · ${escapeMarkdown(plain.meaning)}\n\n${sentence}` : sentence;
}

/** Recurrent layers only: how far back in time the gradient reaches. */
function throughTime({ timeSteps }: LayerReport, palette: Palette): string[] {
  if (!timeSteps || timeSteps.length < 2) return [];
  const oldest = timeSteps[0];
  const newest = timeSteps[timeSteps.length - 1];
  const profile = svgDataUri(depthProfileSvg(timeSteps, [], palette, ['oldest time step', 'newest']));
  return [
    `**Through time** · Of ${formatCount(timeSteps.length, 'time step')} the newest gets a gradient of ` +
      `${formatMagnitude(newest)}, the oldest ${formatMagnitude(oldest)} (${formatFactor(oldest / newest)}).`,
    `![Gradient norm at each time step from the oldest to the newest](${profile})`,
  ];
}

function numbers(layer: LayerReport, chain: GradientChain, model: ModelReport): string {
  const trained = layer.weights.filter((weight) => weight.trainable);
  const rows = [
    row('Gradient here (L2)', layer.outputGradient.l2),
    row('Gradient at the model’s output', chain.output.outputGradient.l2),
    ...trained.map((weight) => row(`Gradient of ${escapeMarkdown(weight.name)}`, weight.gradientL2)),
    // An update ratio has no meaning for a weight that is all zero, as biases are at first.
    ...trained.map((weight) =>
      row(`Update ratio of ${escapeMarkdown(weight.name)}`, weight.updateRatio, (ratio) =>
        Number.isNaN(ratio) ? '–' : formatMagnitude(ratio),
      ),
    ),
    ...(Number.isNaN(layer.backwardGain) ? [] : [row('Backward gain', layer.backwardGains, formatFactor)]),
    `| Units that are always zero | | ${formatShare(layer.output.zeroUnits)} |`,
    `| Saturated outputs | | ${formatShare(saturatedShare(layer))} |`,
  ];
  const [seeds, steps] = [formatCount(model.seeds.length, 'seed'), formatCount(model.steps, 'step')];
  return [`| Measured | Step 1, median of ${seeds} | All ${steps} |`, '|:--|--:|--:|', ...rows].join('\n');
}

/** The median over seeds in the first step, as on the badge; and the range over all steps of all seeds. */
function row(name: string, series: Series, format: (value: number) => string = formatMagnitude): string {
  const first = median(series.map((steps) => steps[0] ?? NaN));
  const all = series.flat();
  const known = all.filter((value) => !Number.isNaN(value));
  const ends = known.length === 0 ? [] : [format(Math.min(...known)), format(Math.max(...known))];
  const range = [...new Set(ends)].join(' to ') || format(NaN);
  // NaN among numbers is news; a series without any number, such as the gain of a first layer, is not.
  const broken =
    known.length > 0 && known.length < all.length && format(NaN) === formatMagnitude(NaN) ? `${range}, NaN` : range;
  return `| ${name} | ${format(first)} | ${broken} |`;
}

function why(chain: GradientChain, { name }: LayerReport, palette: Palette): string {
  if (chain.links.length === 0)
    return `**Why** · Only the loss reads this layer, and sends it a gradient of ${formatMagnitude(chain.gradient)}.`;
  const path = chain.hasBranches ? '; shown is the path that carries most of it' : '';
  const alternative = chainText(chain, name).replace(/[\\[\]()\r\n]/g, ' ');
  const picture = `![${alternative}](${svgDataUri(chainSvg(chain, name, palette))})`;
  return (
    `**Why** · Chain rule: on the way back from the loss to ${markdownCode(name)}, each layer multiplies the ` +
    `gradient by its own factor${path}.\n\n${picture}`
  );
}

function otherLayers(others: readonly ProbedLayer[]): string {
  const names = others
    .slice(0, listedLayers)
    .map(({ layer }) => `${markdownCode(layer.name)} ${formatMagnitude(typicalGradient(layer))}`);
  const more = others.length > listedLayers ? ` and ${others.length - listedLayers} more` : '';
  return `Also made on this line: ${names.join(', ')}${more}.`;
}

function conditions(model: ModelReport): string {
  const data = model.data === 'user' ? 'the code’s own data' : 'made-up data';
  const rate = Number.isFinite(model.learningRate) ? ` at ${formatMagnitude(model.learningRate)}` : '';
  const [loss, optimizer, backend] = [model.loss, model.optimizer, model.backend].map(escapeMarkdown);
  const batches = formatData(data, model.batchSize);
  const measured = `Measured in ${runLength(model)} on ${batches}, ${loss}, ${optimizer}${rate} (${backend}).`;
  const note = (label: string, items: readonly string[]): string =>
    items.length > 0 ? `\n\n${label}: ${items.join(', ')}.` : '';
  return [
    measured,
    note('Pinned', (model.pinned ?? []).map(escapeMarkdown)),
    note('Assumed', unpinnedAssumptions(model).map(escapeMarkdown)),
    note('Stood in for', model.standIns.map(markdownCode)),
  ].join('');
}

function runLength({ steps, seeds }: ModelReport): string {
  return `${formatCount(steps, 'step')} × ${formatCount(seeds.length, 'seed')}`;
}

/** Worst finding first, then the smallest gradient. */
function byTrouble(a: ProbedLayer, b: ProbedLayer): number {
  return rank(a) - rank(b) || order(typicalGradient(a.layer)) - order(typicalGradient(b.layer));
}

function rank(probed: ProbedLayer): number {
  return rankOf(findingsOf(probed));
}

function rankOf(findings: readonly Finding[]): number {
  return Math.min(3, ...findings.map((finding) => ranks[finding.severity]));
}

function order(gradient: number): number {
  return Number.isNaN(gradient) ? -1 : gradient;
}
