/** Finds where the text writes a setting of a layer or of the training, to whatever definition it leads. */

import type { LayerSetting, TrainingSetting, NotedPlace } from '../../report/finding';
import ts from 'typescript';
import { isSameLine, type Location } from '../../report/position';
import { type CallNode, calleeName, isFunctionNode, textOf } from '../syntax/nodes';
import { rangeOf } from '../syntax/positions';
import { literalValue, propertiesOf } from '../tracing/config-properties';
import { optimizerOf, rateOf } from '../tracing/optimizer-text';
import { bareExpression, tracedAt, type TracedExpression } from '../tracing/traced';
import type { CallPlace, TracedFiles } from '../tracing/traced-files';
import type { TracedProperty } from '../tracing/tracer';

/** The properties of configs that a setting stands for, where it is not the one of its name. */
const propertyNames: Readonly<Partial<Record<LayerSetting, readonly string[]>>> = {
  kernelInitializer: ['kernelInitializer', 'embeddingsInitializer', 'depthwiseInitializer'],
  regularizer: [
    'kernelRegularizer',
    'recurrentRegularizer',
    'embeddingsRegularizer',
    'biasRegularizer',
    'activityRegularizer',
  ],
  units: ['units', 'filters'],
};

/** The calls that set up and start the training, as a report places them. */
export interface TrainingPlaces {
  readonly compiledAt?: Location;
  readonly optimizerAt?: Location;
  readonly trainedAt?: Location;
}

/**
 * Where a setting of a layer is written; empty where it stands on the layer's own line, is not set, or where the text
 * does not show it.
 */
export function layerSettingPlaces(files: TracedFiles, layer: CallPlace, setting: LayerSetting): NotedPlace[] {
  const call = files.call(layer);
  if (!call) return [];
  const isElsewhere = (place: NotedPlace): boolean => !isSameLine(place, layer);
  if (setting === 'kernelInitializer') {
    const starts = startsOf(call);
    const made = starts.flatMap(({ value, note }) =>
      files.tracer.values(value).flatMap((one) => madeAt(files, one, note)),
    );
    if (starts.length > 0) return made.filter(isElsewhere);
  }
  return (propertyNames[setting] ?? [setting])
    .flatMap((name) => propertiesOf(files.tracer, call, name))
    .flatMap((property) => placesOf(files, property))
    .filter(isElsewhere);
}

/** Where a setting of the training is written; empty where it is not set or the text does not show it. */
export function trainingSettingPlaces(
  files: TracedFiles,
  { compiledAt, optimizerAt, trainedAt }: TrainingPlaces,
  setting: TrainingSetting,
): NotedPlace[] {
  if (setting === 'learningRate') {
    const made = optimizerAt ?? compiledAt;
    return made ? ratePlaces(files, made) : [];
  }
  const call = setting === 'loss' ? compiledAt && files.call(compiledAt) : trainedAt && files.call(trainedAt);
  if (!call) return [];
  // `fit` takes its settings after the data.
  return (call.node.arguments ?? [])
    .flatMap((_, argument) => propertiesOf(files.tracer, call, setting, argument))
    .flatMap((property) => placesOf(files, property));
}

/** The number that is the learning rate, or what makes the optimizer where it takes its usual rate. */
function ratePlaces(files: TracedFiles, training: Location): NotedPlace[] {
  const call = files.call(training);
  const optimizer = call && optimizerOf(files.tracer, call);
  if (!optimizer) return [];
  const rate = rateOf(files.tracer, optimizer);
  return rate
    ? [placeOf(rate, 'the learning rate is set here')]
    : [placeOf(optimizer.made, 'the optimizer is set here')];
}

/** The places of a property's values: their definitions, and the numbers that these take from elsewhere. */
function placesOf(files: TracedFiles, property: TracedProperty): NotedPlace[] {
  const name = textOf(property.node.name) ?? '';
  const own = files.tracer.valueOf(property);
  return files.tracer.values(own).flatMap((value) => {
    // A function that is a setting is no place to change it; the property is.
    if (isFunctionNode(value.node) || isFunctionName(value)) return [placeOf(property, `${name} is set here`)];
    const isMadeElsewhere = value.node !== bareExpression(own.node) && isCall(value.node);
    return madeAt(files, value, isMadeElsewhere ? `this ${wordFor(name)} is made here` : `${name} is set here`);
  });
}

/** `kernelInitializer` is an initializer, `l2` in a config is itself. */
function wordFor(name: string): string {
  return /[a-z](Initializer|Regularizer)$/.exec(name)?.[1].toLowerCase() ?? name;
}

function isFunctionName({ node, parsed }: TracedExpression): boolean {
  const declaration = ts.isIdentifier(node) ? parsed.tree.lookup(node)?.declaration : undefined;
  return declaration !== undefined && isFunctionNode(declaration);
}

/** The place of a value, and those of named numbers that a call takes to make it: `stddev: SPREAD`. */
function madeAt(files: TracedFiles, value: TracedExpression, note: string): NotedPlace[] {
  const place = placeOf(value, note);
  if (!isCall(value.node)) return [place];
  const numbers = namedNumbers(value.node).flatMap((name) =>
    files.tracer
      .values(tracedAt(value, name))
      .flatMap((number) =>
        typeof literalValue(number) === 'number'
          ? [placeOf(number, `${name.getText(value.parsed.source)} is set here`)]
          : [],
      ),
  );
  // The number is what to change, wherever the call stands.
  return [...numbers.filter((number) => !isSameLine(number, place)), place];
}

/** The names that a call takes, in its arguments or in the properties of its config. */
function namedNumbers(call: CallNode): ts.Expression[] {
  return (call.arguments ?? []).flatMap((argument): ts.Expression[] => {
    if (isName(argument)) return [argument];
    if (!ts.isObjectLiteralExpression(argument)) return [];
    return argument.properties.flatMap((property) => {
      if (ts.isShorthandPropertyAssignment(property)) return [property.name];
      return ts.isPropertyAssignment(property) && isName(property.initializer) ? [property.initializer] : [];
    });
  });
}

function isName(node: ts.Node): node is ts.Identifier | ts.PropertyAccessExpression {
  return ts.isIdentifier(node) || ts.isPropertyAccessExpression(node);
}

function isCall(node: ts.Node): node is CallNode {
  return ts.isCallExpression(node) || ts.isNewExpression(node);
}

interface Start {
  readonly value: TracedExpression;
  readonly note: string;
}

/** What gives a `tf.variable`, or the weights of a layer of the code's own, their first values; none for others. */
function startsOf(call: TracedExpression<CallNode>): Start[] {
  const start = startOfVariable(call);
  if (start) return [{ value: start, note: 'these values are made here' }];
  return initializersOfClass(call).map((value) => ({ value, note: 'this initializer is set here' }));
}

/** The tensor that a `tf.variable` starts with; undefined for any other call. */
function startOfVariable(call: TracedExpression<CallNode>): TracedExpression | undefined {
  const { node, parsed } = call;
  if (calleeName(node).getText(parsed.source) !== 'variable') return undefined;
  const given = node.arguments?.at(0);
  const isMethod = given === undefined || given.kind === ts.SyntaxKind.TrueKeyword;
  if (!isMethod) return tracedAt(call, given);
  return ts.isPropertyAccessExpression(node.expression) ? tracedAt(call, node.expression.expression) : undefined;
}

/** The initializers that a class of the file gives its kernels: `this.addWeight(name, shape, dtype, initializer)`. */
function initializersOfClass({ node, parsed, callers }: TracedExpression<CallNode>): TracedExpression[] {
  const owner = ts.isNewExpression(node) && ts.isIdentifier(node.expression) && parsed.tree.lookup(node.expression);
  const declaration = owner ? owner.declaration : undefined;
  if (!declaration || !ts.isClassLike(declaration)) return [];
  return parsed.tree.calls.flatMap((call): TracedExpression[] => {
    const isInside = declaration.pos <= call.pos && call.end <= declaration.end;
    const [name, initializer] = [call.arguments?.at(0), call.arguments?.at(3)];
    if (!isInside || !initializer || calleeName(call).getText(parsed.source) !== 'addWeight') return [];
    // Biases start equal as a rule.
    return /bias/i.test(name?.getText(parsed.source) ?? '') ? [] : [{ parsed, node: initializer, callers }];
  });
}

function placeOf({ parsed, node }: TracedExpression<ts.Node>, note: string): NotedPlace {
  return { file: parsed.file, range: rangeOf(parsed.source, node), note };
}
