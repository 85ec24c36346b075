/**
 * The subjects of calibration models: a faulty model is an example for its subject, a sound one against it. A subject
 * is finer than a finding code, which several rules share.
 */

import type { Label } from './labels';

/** In the order in which the table lists them: gradients, data, heads and losses, numbers, units, learning, steps. */
export const subjects = [
  'vanishing through depth',
  'vanishing through hand-written kernels',
  'vanishing through time',
  'exploding through depth',
  'exploding through time',
  'one kernel over its fan-in norm',
  'equal units',
  'saturated hidden layers',
  'order of the rows',
  'gaps and infinities in the data',
  'large inputs',
  'large targets',
  'columns of different size',
  'tiny inputs',
  'two nets against each other',
  'a judge and its fakes',
  'sign of an actor',
  'targets beyond a sigmoid',
  'targets beyond a tanh',
  'targets beyond a relu',
  'raw outputs in a cross-entropy',
  'softmax or sigmoid twice',
  'relu before a last sigmoid',
  'labels of a binary cross-entropy',
  'labels of a hinge loss',
  'numbers of classes',
  'one unit for classes',
  'outputs that meet every target',
  'errors that cancel out',
  'sign of a loss',
  'parts that fall without end',
  'softmax over the batch',
  'distances over classes',
  'products over the batch',
  'rewards of all classes',
  'ends and rewards left out of targets',
  'values off the tape',
  'no gradient',
  'weights made anew',
  'not finite in a layer',
  'not finite in a loss',
  'not finite in a late step',
  'dead by a step',
  'dead from birth',
  'batch normalization of one row',
  'penalty of the weights',
  'dropout that leaves few units',
  'no hidden layer',
  'rows shuffled apart',
  'the same answer for all',
  'axes swapped by a reshape',
  'layers that mix the rows',
  'nothing learned',
  'rate too low',
  'rate too high',
  'too slow for its steps',
  'variables inside an own layer',
  'gradients without effect',
  'steps up the loss',
  'gradients that pile up',
  'rate of Adadelta',
  'guessed numbers',
] as const;

export type Subject = (typeof subjects)[number];

/** The names of the models of a subject. */
export interface Examples {
  readonly subject: Subject;
  readonly faulty: readonly string[];
  readonly sound: readonly string[];
  /** Those of the sound ones that come near a threshold. */
  readonly near: readonly string[];
}

/** @param labels by the name of their model */
export function examplesOf(labels: ReadonlyMap<string, Label>): Examples[] {
  return subjects.map((subject) => {
    const about = [...labels].filter(([, label]) => label.subjects.includes(subject));
    const namesOf = (has: (label: Label) => boolean): string[] =>
      about.filter(([, label]) => has(label)).map(([name]) => name);
    const isSound = ({ kind }: Label): boolean => kind === 'healthy' || kind === 'borderline';
    return {
      subject,
      faulty: namesOf((label) => !isSound(label)),
      sound: namesOf(isSound),
      near: namesOf((label) => isSound(label) && label.near.length > 0),
    };
  });
}
