/**
 * Takes the place of tfjs-backend-webgl in the probe's build, which never runs on it: only its flags and names remain.
 */

// User code may set or read a flag, which tfjs allows only for registered ones.
import '@tensorflow/tfjs-backend-webgl/dist/flags_webgl';

import { standIn } from '../sandbox/stand-in';

export { version as version_webgl } from '@tensorflow/tfjs-backend-webgl/dist/version';

export const webgl = { forceHalfFloat: (): void => undefined };
export const { forceHalfFloat } = webgl;
export const gpgpu_util = standIn('tf.gpgpu_util');
export const webgl_util = standIn('tf.webgl_util');
export const setWebGLContext = standIn('tf.setWebGLContext');
export const GPGPUContext = standIn('tf.GPGPUContext');
export const MathBackendWebGL = standIn('tf.MathBackendWebGL');
