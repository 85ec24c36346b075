/** Starts esbuild's WebAssembly build, once in a process. */

import * as esbuild from 'esbuild-wasm/lib/browser.min.js';

/** Every extension host has WebAssembly, but neither JavaScript's nor Node's types declare it as a value. */
const { WebAssembly: webAssembly } = globalThis as unknown as {
  WebAssembly: { compile(bytes: Uint8Array): Promise<WebAssembly.Module> };
};

type Esbuild = typeof esbuild;

/** The key of the service in the global object: several copies of this room (each bundle of tests has one) share it. */
const slot = Symbol.for('gradline.esbuild');
const shared = globalThis as { [slot]?: Promise<Esbuild> };

/**
 * Resolves when the service answers; later calls share the first one's service, whatever they pass.
 * A failed start can be tried again.
 *
 * @param wasm `esbuild.wasm` of the same version, as bytes or compiled
 */
export function startEsbuild(wasm: Uint8Array | WebAssembly.Module): Promise<Esbuild> {
  return (shared[slot] ??= start(wasm).catch((error: unknown) => {
    shared[slot] = undefined;
    throw error;
  }));
}

async function start(wasm: Uint8Array | WebAssembly.Module): Promise<Esbuild> {
  const wasmModule = wasm instanceof Uint8Array ? await webAssembly.compile(wasm) : wasm;
  // The browser build reads its globals off `self`, which a Node extension host lacks. `self` goes again once the
  // service runs: other extensions share this global object, and some take `self` as a sign of a browser.
  const lacksSelf = !('self' in globalThis);
  if (lacksSelf) Object.defineProperty(globalThis, 'self', { value: globalThis, configurable: true, writable: true });
  try {
    await esbuild.initialize({ wasmModule, worker: false });
    // The service looks up its globals while it starts; its first answer shows that it has started.
    await esbuild.transform('');
    return esbuild;
  } finally {
    if (lacksSelf) Reflect.deleteProperty(globalThis, 'self');
  }
}
