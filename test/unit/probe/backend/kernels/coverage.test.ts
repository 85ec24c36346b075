/**
 * Every kernel of the cpu backend is there on wasm, and those handed over to cpu keep dtypes and complex and string
 * tensors.
 */

import assert from 'node:assert/strict';

import { startBackend } from '../../../../../src/probe/backend/start-backend';
import * as tf from '../../../../../src/probe/tfjs/tf';
import { assertSame, tensor, wasmBytes } from './against-cpu';

const complex = (shape: number[], seed = 1): tf.Tensor => tf.complex(tensor(shape, seed), tensor(shape, seed + 10));

describe('the wasm backend', () => {
  it('has every kernel that cpu has', async () => {
    await startBackend('wasm', { bytes: wasmBytes() });
    const wasm = new Set(tf.getKernelsForBackend('wasm').map(({ kernelName }) => kernelName));
    const missing = tf.getKernelsForBackend('cpu').filter(({ kernelName }) => !wasm.has(kernelName));
    assert.deepEqual(
      missing.map(({ kernelName }) => kernelName),
      [],
    );
  });

  it('starts once, and again after a change to cpu and back', async () => {
    assert.deepEqual(await startBackend('auto', { bytes: wasmBytes() }), { name: 'wasm' });
    assert.deepEqual(await startBackend('cpu', {}), { name: 'cpu' });
    assert.equal(tf.getBackend(), 'cpu');
    assert.deepEqual(await startBackend('auto', {}), { name: 'wasm' });
    assert.equal(tf.getBackend(), 'wasm');
  });

  it('installs no handlers for uncaught errors in Node', () => {
    const listeners = [...process.listeners('uncaughtException'), ...process.listeners('unhandledRejection')];
    assert.ok(listeners.every((listener) => !/ExitStatus|throw reason/.test(String(listener))));
  });
});

describe('complex tensors on wasm', () => {
  it('parts and magnitude', () =>
    assertSame(() => [tf.real(complex([2, 3])), tf.imag(complex([2, 3])), tf.abs(complex([2, 3]))]));
  it('clone, reshape and read', () => assertSame(() => tf.reshape(tf.clone(complex([2, 3])), [6])));
  it('fft and ifft', () => assertSame(() => [tf.fft(complex([2, 8])), tf.ifft(complex([2, 6]))]));
  it('rfft and irfft', () => assertSame(() => [tf.spectral.rfft(tensor([2, 8])), tf.spectral.irfft(complex([2, 5]))]));
  it('arithmetic', () =>
    assertSame(() => [
      tf.add(complex([4]), complex([4], 2)),
      tf.sub(complex([4]), complex([4], 2)),
      tf.mul(complex([4]), complex([4], 2)),
      tf.mul(complex([4]), tensor([4])),
    ]));
  it('cast, concatenation, zeros and ones', () =>
    assertSame(() => [
      tf.cast(complex([4]), 'float32'),
      tf.cast(tensor([3]), 'complex64'),
      tf.concat([complex([2]), complex([3], 2)]),
      tf.zerosLike(complex([3])),
      tf.onesLike(complex([3])),
    ]));
  it('stft', () => assertSame(() => tf.signal.stft(tensor<tf.Rank.R1>([32]), 8, 4)));
});

describe('strings on wasm', () => {
  it('are cloned and replaced', async () => {
    await startBackend('wasm', { bytes: wasmBytes() });
    const before = tf.memory().numTensors;
    tf.tidy(() => {
      const text = tf.clone(tf.tensor1d(['a1', 'b22', '']));
      assert.deepEqual(Array.from(tf.string.staticRegexReplace(text, '[0-9]', '#', true).dataSync<'string'>()), [
        'a#',
        'b##',
        '',
      ]);
    });
    assert.equal(tf.memory().numTensors, before);
  });
});

describe('kernels handed over to cpu', () => {
  it('give back what they threw', async () => {
    await startBackend('wasm', { bytes: wasmBytes() });
    const ids = tf.findBackend('cpu').numDataIds();
    assert.throws(
      () =>
        tf
          .engine()
          .runKernel(
            tf.StaticRegexReplace,
            { x: tf.tensor1d(['a']) },
            { pattern: '(', rewrite: '', replaceGlobal: true },
          ),
      /regular expression/i,
    );
    assert.equal(tf.findBackend('cpu').numDataIds(), ids);
  });
});
