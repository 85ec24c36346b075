/** Starts the tfjs backend that a probe runs on, with every kernel that training needs. */

// tfjs comes first: in Node it has to be loaded in a special way, before anything else imports it.
import * as tf from '../tfjs/tf';

import { type BackendWasm, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';

import type { BackendChoice } from '../protocol/job';
import { completeKernels } from './kernels';
import { mendCpu } from './kernels/cpu-defects';

/** The SIMD wasm module of tfjs-backend-wasm: its bytes, or the URL to fetch it from. */
export interface WasmSource {
  readonly url?: string;
  readonly bytes?: ArrayBuffer;
}

export interface StartedBackend {
  readonly name: 'wasm' | 'cpu';
  /** Why the faster backend did not start. */
  readonly note?: string;
}

/**
 * Makes the chosen backend tfjs's current one. A second call in the same worker reuses the first one's wasm module.
 *
 * `auto` takes wasm where it starts, else cpu with a note that says why.
 * @throws Error when `wasm` was asked for and cannot start
 */
export async function startBackend(choice: BackendChoice, wasm: WasmSource): Promise<StartedBackend> {
  // The cpu backend otherwise recommends tfjs-node on first use in Node.
  tf.env().set('IS_NODE', false);
  mendCpu();
  if (choice === 'cpu') {
    await tf.setBackend('cpu');
    return { name: 'cpu' };
  }
  try {
    await startWasm(wasm);
    return { name: 'wasm' };
  } catch (cause) {
    const why = `The wasm backend did not start: ${describe(cause)}`;
    if (choice === 'wasm') throw new Error(why, { cause });
    await tf.setBackend('cpu');
    return { name: 'cpu', note: `${why}. The cpu backend is used, which is many times slower` };
  }
}

async function startWasm(source: WasmSource): Promise<void> {
  if (!('wasm' in tf.engine().registry)) {
    if (!(await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT'))) throw new Error('this JavaScript engine has no wasm SIMD');
    await initialize(await load(source));
  } else if (!(await tf.setBackend('wasm'))) throw new Error('tfjs refused it');
  completeKernels(tf.backend() as unknown as BackendWasm);
}

/** Gives tfjs the bytes through its platform's `fetch`, without network, file system or blob URL. */
async function initialize(bytes: ArrayBuffer): Promise<void> {
  // Compiled here first, because tfjs would wait forever for a module that does not compile.
  await (
    globalThis as unknown as { WebAssembly: { compile(bytes: ArrayBuffer): Promise<unknown> } }
  ).WebAssembly.compile(bytes);
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  const path = 'gradline:wasm';
  setWasmPaths(
    {
      'tfjs-backend-wasm.wasm': path,
      'tfjs-backend-wasm-simd.wasm': path,
      'tfjs-backend-wasm-threaded-simd.wasm': path,
    },
    true,
  );
  const platform = tf.env().platform;
  const fetch = platform.fetch.bind(platform);
  const forget = rememberListeners();
  platform.fetch = () => Promise.resolve(responseOf(bytes));
  try {
    if (!(await tf.setBackend('wasm'))) throw new Error('tfjs refused it');
  } finally {
    platform.fetch = fetch;
    forget();
  }
}

/**
 * An object with the members of a response that tfjs reads. For a real one, each thread of Node would first load all of
 * `fetch`.
 */
function responseOf(bytes: ArrayBuffer): Response {
  const read: Pick<Response, 'ok' | 'arrayBuffer'> = { ok: true, arrayBuffer: () => Promise.resolve(bytes) };
  return read as unknown as Response;
}

async function load({ bytes, url }: WasmSource): Promise<ArrayBuffer> {
  if (bytes) return bytes;
  if (url === undefined) throw new Error('no wasm module was handed over');
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response.arrayBuffer();
}

interface NodeProcess {
  listeners(event: string): unknown[];
  removeListener(event: string, listener: unknown): void;
}

/**
 * In Node, tfjs's wasm loader installs handlers that crash on any unhandled rejection; the function returned removes
 * them.
 */
function rememberListeners(): () => void {
  const { process } = globalThis as { process?: Partial<NodeProcess> };
  if (!process?.listeners || !process.removeListener) return () => undefined;
  const node = process as NodeProcess;
  const before = ['uncaughtException', 'unhandledRejection'].map(
    (event) => [event, new Set(node.listeners(event))] as const,
  );
  return () => {
    for (const [event, known] of before) {
      for (const listener of node.listeners(event)) if (!known.has(listener)) node.removeListener(event, listener);
    }
  };
}

function describe(cause: unknown): string {
  if (cause instanceof Error) return cause.message;
  // tfjs rejects with a plain object.
  return typeof cause === 'object' && cause !== null && 'message' in cause ? String(cause.message) : String(cause);
}
