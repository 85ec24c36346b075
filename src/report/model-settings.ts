/** Describes the settings that a person can give for a model whose code does not: input shape, loss and optimizer. */

/** In a gradline comment these names mean the model's own, unless a function has a parameter of that name. */
export const inputShapeName = 'inputShape';
export const lossSetting = 'loss';
export const optimizerSetting = 'optimizer';

/** Sizes of the axes without the batch axis. */
export type ModelShape = readonly number[];

/** The losses that `compile` of tfjs-layers 4.22 takes by name. */
export const losses: readonly string[] = [
  'meanSquaredError',
  'meanAbsoluteError',
  'meanAbsolutePercentageError',
  'meanSquaredLogarithmicError',
  'squaredHinge',
  'hinge',
  'categoricalHinge',
  'logcosh',
  'categoricalCrossentropy',
  'sparseCategoricalCrossentropy',
  'binaryCrossentropy',
  'kullbackLeiblerDivergence',
  'poisson',
  'cosineProximity',
];

/** The optimizers that `compile` takes by name, each with tfjs's default learning rate. */
export const optimizers: readonly string[] = ['adam', 'sgd', 'rmsprop', 'adagrad', 'adadelta', 'adamax'];

/** Whether the optimizer divides by the gradient's own size, as Adam, RMSProp, Adagrad and Adadelta do. */
export function isAdaptive(optimizer: string): boolean {
  return /adam|rmsprop|adagrad|adadelta/i.test(optimizer);
}

export const modelSettings: readonly string[] = [inputShapeName, lossSetting, optimizerSetting];

/** The names to choose from; undefined for `inputShape`. */
export function choicesFor(setting: string): readonly string[] | undefined {
  if (setting === lossSetting) return losses;
  return setting === optimizerSetting ? optimizers : undefined;
}

/** Whether a value is a list of whole sizes above 0, with at least one. */
export function isModelShape(value: unknown): value is ModelShape {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((size) => typeof size === 'number' && Number.isInteger(size) && size > 0)
  );
}

/** Whole sentences on why a value cannot be that setting; undefined where it can. */
export function settingFault(setting: string, value: unknown): string | undefined {
  const choices = choicesFor(setting);
  if (!choices)
    return isModelShape(value)
      ? undefined
      : `${inputShapeName} of a model is a list of numbers without the batch axis, such as [28, 28, 1].`;
  if (typeof value === 'string' && choices.includes(value)) return undefined;
  const near = choices.find((choice) => choice.toLowerCase() === String(value).toLowerCase());
  const written = typeof value === 'string' ? value : JSON.stringify(value);
  const hint = near === undefined ? '' : ` Did you mean ${near}?`;
  return `tfjs has no ${setting} ${written}.${hint} Write one of ${choices.join(', ')}.`;
}

/**
 * The text of a setting in a report and in a gradline comment: `inputShape = [28, 28, 1]`, `loss = meanSquaredError`.
 */
export function settingText(setting: string, value: ModelShape | string): string {
  return `${setting} = ${typeof value === 'string' ? value : `[${value.join(', ')}]`}`;
}

/** Whether an entry of `ModelReport.assumed` is a setting that a person can give. */
export function isSetting(assumed: string): boolean {
  return modelSettings.some((name) => assumed.startsWith(`${name} = `));
}

/** The learning rate that tfjs takes where the code gives none. */
export function usualRate(optimizer: string): number {
  return isAdaptive(optimizer) ? 0.001 : 0.01;
}
