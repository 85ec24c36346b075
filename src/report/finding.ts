/** Types a finding: a verdict on a line of the user's code, with the numbers behind it and proven fixes. */

import { withoutNumbers } from './format';
import type { Location, Range } from './position';

/** In the order in which a report lists findings; `docs/findings/<code>.md` explains each. */
export const findingCodes = [
  'vanishing-gradient',
  'exploding-gradient',
  'non-finite',
  'dead-units',
  'saturated-activation',
  'zero-gradient',
  'symmetric-weights',
  'update-too-small',
  'update-too-large',
  'few-steps',
  'output-loss-mismatch',
  'unreachable-targets',
  'unscaled-data',
  'not-learning',
] as const;

export type FindingCode = (typeof findingCodes)[number];

/** error: this will not train; warning: it trains badly or only in some seeds; information: worth knowing. */
export type Severity = 'error' | 'warning' | 'information';

/** The severities, the most severe first. */
export const severities: readonly Severity[] = ['error', 'warning', 'information'];

export interface TextEdit {
  readonly file: string;
  readonly range: Range;
  readonly newText: string;
}

/** The few numbers of a model that the panel draws before and after a change. */
export interface FixMeasures {
  /** The layers from input to output, without those that only pass their input on. */
  readonly layers: readonly {
    readonly name: string;
    /** L2 norm at the layer's output in the first step, median over seeds. */
    readonly gradient: number;
  }[];
  /** The loss of each step, median over seeds. */
  readonly losses: readonly number[];
  /** The name of the loss. */
  readonly loss: string;
  readonly seeds: number;
}

/** A change to the source that the pipeline has probed before Gradline offers it. */
export interface Fix {
  /** `docs/fixes/<kind>.md` explains it. */
  readonly kind: string;
  /** The change with its numbers: `swish + heNormal (∇ 3.0e-9 → 2.1e-2, 5 of 5 seeds)`. */
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** What else the edits do, such as other layers that share a definition. */
  readonly note?: string;
  readonly proof: {
    readonly before: string;
    readonly after: string;
    readonly seeds: readonly number[];
    readonly healthy: boolean;
  };
  /** What the proof measured of the changed model. */
  readonly measured?: FixMeasures;
}

/** A change that Gradline has probed and that is no fix. */
export interface TriedFix {
  readonly kind: string;
  /** `relu + heNormal`. */
  readonly change: string;
  /** What it did, as a sentence. */
  readonly reason: string;
  /** What the probe measured of the changed model; left out where it could not run. */
  readonly measured?: FixMeasures;
}

/** A place that belongs to a finding. */
export interface RelatedPlace extends Location {
  /**
   * What stands there, for a place where the code can be changed: `activation is set here`. Left out for a line of
   * layers that suffer from a cause, or that cause an effect.
   */
  readonly note?: string;
}

/** A place to change, with what stands there. */
export type NotedPlace = Required<RelatedPlace>;

/** A setting of a layer that a finding can blame; those of other kernels than a dense layer's count as its kernel's. */
export type LayerSetting =
  'activation' | 'kernelInitializer' | 'biasInitializer' | 'recurrentInitializer' | 'regularizer' | 'rate' | 'units';

/** A setting of `compile`, of the optimizer or of `fit`. */
export type TrainingSetting = 'loss' | 'learningRate' | 'epochs' | 'shuffle' | 'classWeight';

/** What a finding blames that may be written on another line than its own. */
export type BlamedText =
  | { readonly setting: LayerSetting; readonly layers: readonly number[] }
  | { readonly setting: TrainingSetting }
  /** The call that gives the function around the finding's place its arguments; the callers are innermost first. */
  | { readonly callOfLoss: readonly Location[] }
  /** The divisions that made the numbers which the call at the finding's place turns into a tensor. */
  | { readonly divisions: true }
  /** What gives its numbers to the tensor that the call at a place makes of a list. */
  | { readonly numbersOf: Location };

export interface Finding extends Location {
  readonly code: FindingCode;
  readonly severity: Severity;
  /** cause: this line is at fault; effect: its layers suffer what another line causes. */
  readonly role: 'cause' | 'effect';
  /** One plain sentence with the numbers. */
  readonly message: string;
  /** What a short verdict says instead of `healthy`, where this finding alone is no fault. */
  readonly headline?: string;
  /** Indices, in `ModelReport.layers`, of the layers that the message means. */
  readonly layers: readonly number[];
  /** The seeds that show it. */
  readonly seeds: readonly number[];
  /**
   * Places with a note, where the code can be changed; then, for a cause, the lines that suffer from it, and for an
   * effect, the lines that cause it.
   */
  readonly related: readonly RelatedPlace[];
  /** What the message blames, until the pipeline has looked for it in the text and added its place to `related`. */
  readonly blames?: readonly BlamedText[];
  readonly fixes: readonly Fix[];
  /** Whether the baseline has it, so that it does not count for the exit status. */
  readonly known?: true;
}

/** Why a finding does not count. */
export interface Suppression {
  /** A `gradline-disable` comment, or `disable` in gradline.config.json. */
  readonly by: 'comment' | 'config';
  /** The reason that the comment gives. */
  readonly reason?: string;
  /** The place of the comment. */
  readonly at?: Location;
}

/** A finding that the user has disabled: it counts nowhere, but no model that has one is called healthy. */
export interface SuppressedFinding extends Finding {
  readonly suppression: Suppression;
}

/** The part of a model's report that says whether it is healthy. */
export interface ModelHealth {
  readonly findings: readonly Finding[];
  readonly suppressed?: readonly SuppressedFinding[];
  /** Why its numbers say nothing about how it learns; a short verdict then says this instead of what they show. */
  readonly unjudged?: string;
  /** Parts of the code that failed and were passed over: what they would have done to the model, nobody knows. */
  readonly passedOver?: readonly string[];
}

/** The findings that a short list shows: an effect is left out where a cause has the same code. */
export function listedFindings(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(
    (finding) =>
      finding.role === 'cause' || !findings.some((other) => other.role === 'cause' && other.code === finding.code),
  );
}

/** What a finding says of its line, apart from numbers: the same for models that share a line, a helper or a loss. */
export function sayingOf({ file, range, code, severity, message }: Finding): string {
  return JSON.stringify([file, range, code, severity, withoutNumbers(message)]);
}

/** The listed findings that are warnings or errors. */
export function listedFaults(findings: readonly Finding[]): readonly Finding[] {
  return listedFindings(findings).filter((finding) => finding.severity !== 'information');
}

/** What a short verdict says instead of `healthy` where there are no faults; undefined where all are healthy. */
export function headlineOf(...models: readonly ModelHealth[]): string | undefined {
  const unjudged = models.find((model) => model.unjudged !== undefined)?.unjudged;
  const headline = models
    .flatMap(({ findings }) => findings)
    .find((finding) => finding.headline !== undefined)?.headline;
  return (
    unjudged ??
    headline ??
    (models.some((model) => disabledFaults(model).length > 0) ? 'nothing else found' : undefined) ??
    (models.some(({ passedOver = [] }) => passedOver.length > 0) ? 'gradients flow' : undefined)
  );
}

/** The codes of the disabled warnings and errors, each once. */
export function disabledFaults({ suppressed = [] }: Pick<ModelHealth, 'suppressed'>): readonly FindingCode[] {
  return [...new Set(suppressed.filter(({ severity }) => severity !== 'information').map(({ code }) => code))];
}

/** The codes of the disabled findings on some layers of a model, each once. */
export function disabledAt(
  indices: readonly number[],
  { suppressed = [] }: Pick<ModelHealth, 'suppressed'>,
): FindingCode[] {
  const here = suppressed.filter(({ layers }) => layers.some((index) => indices.includes(index)));
  return [...new Set(here.map(({ code }) => code))];
}
