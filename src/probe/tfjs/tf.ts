/** The one tfjs of the probe; everything in src/probe imports it from here, so that it is loaded in the way that works everywhere. */

import { finishLoading } from './node-platform';

export * from '@tensorflow/tfjs';

finishLoading();
