/** Answers an agent with the short text of a report, with lines and numbers, and with the same as plain data. */

import { healthyText } from '../badge';
import { type Finding, type Fix, listedFindings } from '../finding';
import { formatMagnitude } from '../format';
import { notedPlaces, notedPlaceTexts } from '../places/related-places';
import { typicalGradient } from '../layer-numbers';
import { isCommentError, type ModelReport, notAsRunText, type Report } from '../report';

/** Lines count from 1, as people count them. */
export interface AgentAnswer {
  readonly models: readonly {
    readonly name: string;
    readonly file: string;
    readonly line: number;
    /** `healthy in 30 steps × 3 seeds`, or `2 findings`. */
    readonly verdict: string;
    readonly loss: string;
    readonly optimizer: string;
    readonly learningRate: number;
    /** What the probe assumed because the code does not say it. */
    readonly assumed: readonly string[];
    /** In forward order; the gradient is the L2 norm that arrives at the output in the first step. */
    readonly layers: readonly { readonly name: string; readonly line: number; readonly gradient: string }[];
    readonly findings: readonly {
      readonly code: string;
      readonly severity: string;
      readonly file: string;
      readonly line: number;
      readonly message: string;
      /** Where else the code can be changed: `activation is set here`. */
      readonly places: readonly { readonly file: string; readonly line: number; readonly note: string }[];
      readonly fixes: readonly Pick<Fix, 'title' | 'edits' | 'proof'>[];
    }[];
    readonly disabled: readonly string[];
  }[];
  readonly errors: readonly {
    readonly code: string;
    readonly file: string;
    readonly line?: number;
    readonly message: string;
    /** Whether the error is the code's own: TensorFlow.js refuses the code in its author's hands as well. */
    readonly own: boolean;
  }[];
}

/** What an agent gets of a report: verdicts, findings and errors with their lines, without the measured series. */
export function answerData({ models, errors }: Pick<Report, 'models' | 'errors'>): AgentAnswer {
  return {
    models: models.map((model) => ({
      name: model.name,
      file: model.file,
      line: model.range.start.line + 1,
      verdict: verdictOf(model),
      loss: model.loss,
      optimizer: model.optimizer,
      learningRate: model.learningRate,
      assumed: model.assumed,
      layers: model.layers.map((layer) => ({
        name: layer.name,
        line: layer.range.start.line + 1,
        gradient: formatMagnitude(typicalGradient(layer)),
      })),
      findings: listedFindings(model.findings).map(({ code, severity, file, range, message, related, fixes }) => ({
        code,
        severity,
        file,
        line: range.start.line + 1,
        message,
        places: notedPlaces(related).map((place) => ({
          file: place.file,
          line: place.range.start.line + 1,
          note: place.note,
        })),
        fixes: fixes.map(({ title, edits, proof }) => ({ title, edits, proof })),
      })),
      disabled: [...new Set((model.suppressed ?? []).map(({ code }) => code))],
    })),
    errors: errors.map(({ code, file, range, message, own }) => ({
      code,
      file,
      ...(range && { line: range.start.line + 1 }),
      message,
      own: own ?? false,
    })),
  };
}

/**
 * The answer to one call of a tool.
 * @param name of the model to answer about; undefined for all models
 * @returns no data where no model has that name; the text then lists the names
 */
export function answerFor(
  { models, errors }: Pick<Report, 'models' | 'errors'>,
  name: string | undefined,
): { readonly text: string; readonly data?: AgentAnswer } {
  const chosen = models.filter((model) => name === undefined || model.name === name);
  if (chosen.length === 0 && models.length > 0)
    return { text: `No model is called ${name}. There are ${models.map((model) => model.name).join(', ')}.` };
  const told = { models: chosen, errors };
  return { text: answerText(told), data: answerData(told) };
}

/** The text of the answer. The code's own errors come first, because no verdict counts beside them. */
export function answerText({ models, errors }: Pick<Report, 'models' | 'errors'>): string {
  const { errors: told } = answerData({ models: [], errors });
  const errorLines = told.map(({ code, file, line, message, own }, index) => {
    const what = own ? 'The code is at fault' : isCommentError(errors[index]) ? 'Passed over' : 'Not probed';
    return `${what} (${code}) ${file}${line === undefined ? '' : `:${line}`}: ${message}`;
  });
  const own = errorLines.filter((_, index) => told[index].own);
  const others = errorLines.filter((_, index) => !told[index].own);
  return [...own, ...models.map(modelText), ...others].join('\n\n') || 'No model was found.';
}

function verdictOf(model: ModelReport): string {
  const faulty = listedFindings(model.findings).filter(({ severity }) => severity !== 'information').length;
  return faulty === 0 ? healthyText(model) : `${faulty} ${faulty === 1 ? 'finding' : 'findings'}`;
}

function modelText(model: ModelReport): string {
  const headline = notAsRunText(model);
  const gradients = model.layers.map(
    (layer) => `${layer.name} (line ${layer.range.start.line + 1}) ${formatMagnitude(typicalGradient(layer))}`,
  );
  return [
    `${model.name} (${model.file}:${model.range.start.line + 1}): ${headline ?? verdictOf(model)}`,
    ...listedFindings(model.findings).flatMap(findingLines),
    `Gradient at each layer's output: ${gradients.join(', ')}`,
    ...(model.assumed.length > 0 ? [`Assumed: ${model.assumed.join(', ')}`] : []),
  ].join('\n');
}

function findingLines({ code, severity, role, file, range, message, related, fixes }: Finding): string[] {
  return [
    `- ${severity} ${code} at ${file}:${range.start.line + 1} (${role}): ${message}`,
    ...notedPlaceTexts(related, file).map((text) => `  ${text}`),
    ...fixes.map(({ title, proof }) => `  proven fix: ${title}${proof.healthy ? '' : '; other findings stay'}`),
  ];
}
