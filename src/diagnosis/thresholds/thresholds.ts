/**
 * Joins the thresholds of all rules into one table. `npm run calibrate` prints the margins that they leave. "The sweep"
 * in a comment means the half of its models that serves to choose thresholds, as `npm run sweep -- --judge --details`
 * lists them.
 */

import { data, probabilities, reach, scale } from './data';
import { exploding, time, vanishing } from './gradients';
import { guessing, learning, loss } from './losses';
import { proof } from './proof';
import { steps, update } from './steps';
import { dead, saturated, symmetric } from './units';

/** Rules read a threshold by its group and name, such as `thresholds.dead.many`. */
export const thresholds = {
  loss,
  guessing,
  learning,
  vanishing,
  time,
  exploding,
  dead,
  saturated,
  symmetric,
  data,
  scale,
  probabilities,
  reach,
  update,
  steps,
  proof,
} as const;
