/** Loads tfjs in the one way that works in browsers and in Node; everything in src/probe imports it from here. */

import { finishLoading } from './node-platform';

export * from '@tensorflow/tfjs';

finishLoading();
