// label: output-loss-mismatch [sign of a loss]

import { input, layers, model as modelOf, randomUniform, type Tensor } from '@tensorflow/tfjs';

function logLoss(truth: Tensor, guess: Tensor): Tensor {
  const safe = guess.clipByValue(1e-6, 1 - 1e-6);
  const whereTrue = truth.mul(safe.log()); // cause
  const whereFalse = truth.neg().add(1).mul(safe.neg().add(1).log());
  return whereTrue.add(whereFalse).mean();
}

const rooms = randomUniform([256, 4]);
const isWarm = rooms.sum(1, true).greater(2).toFloat();

const given = input({ shape: [4] });
const hidden = layers.dense({ units: 12, activation: 'tanh' }).apply(given);
const warm = layers.dense({ units: 1, activation: 'sigmoid' }).apply(hidden) as ReturnType<typeof input>;
const thermostat = modelOf({ inputs: given, outputs: warm });
thermostat.compile({ optimizer: 'adam', loss: logLoss });
thermostat.fit(rooms, isWarm, { epochs: 30 });
