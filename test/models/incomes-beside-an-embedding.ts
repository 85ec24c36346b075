// label: unscaled-data [large inputs]

import * as tf from '@tensorflow/tfjs';

const loans = Array.from({ length: 240 }, () => {
  const job = Math.floor(Math.random() * 8);
  const income = 18000 + Math.random() * 120000;
  const debt = Math.random() * 60000;
  return { job, money: [income, debt], paid: income - 1.4 * debt + 3000 * job > 45000 ? 1 : 0 };
});

const job = tf.input({ shape: [1] });
const money = tf.input({ shape: [2] });
const ofJob = tf.layers.flatten().apply(tf.layers.embedding({ inputDim: 8, outputDim: 4 }).apply(job));
const ofMoney = tf.layers.dense({ units: 16, activation: 'relu' }).apply(money);
const both = tf.layers.concatenate().apply([ofJob as tf.SymbolicTensor, ofMoney as tf.SymbolicTensor]);
const hidden = tf.layers.dense({ units: 16, activation: 'relu' }).apply(both);
const paid = tf.layers.dense({ units: 1, activation: 'sigmoid' }).apply(hidden) as tf.SymbolicTensor;
const model = tf.model({ inputs: [job, money], outputs: paid });
model.compile({ optimizer: 'adam', loss: 'binaryCrossentropy' });

const jobs = tf.tensor2d(loans.map((loan) => [loan.job]));
const sums = tf.tensor2d(loans.map((loan) => loan.money)); // cause
const y = tf.tensor2d(loans.map((loan) => [loan.paid]));
model.fit([jobs, sums], y, { epochs: 20, batchSize: 24 });
