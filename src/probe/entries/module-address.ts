/** Gives the text of a module an address by which it can be imported. */

import { type ModuleAddress, probeGlobal, setProbeGlobals } from '../../report/probe-globals';

interface Scope {
  readonly Blob: new (parts: string[], options: { type: string }) => object;
  readonly URL: { createObjectURL(blob: object): string; revokeObjectURL(url: string): void };
}

const scope = globalThis as unknown as Scope;

// Taken while the probe loads, before user code can get at it.
const hostAddress = probeGlobal('moduleAddress');
setProbeGlobals({ moduleAddress: undefined });

/** The caller releases the address once it has imported the module. */
export function makeModuleAddress(code: string): ModuleAddress {
  if (hostAddress) return hostAddress(code);
  const url = scope.URL.createObjectURL(new scope.Blob([code], { type: 'text/javascript' }));
  return {
    url,
    load: () => import(url) as Promise<unknown>,
    release: () => {
      scope.URL.revokeObjectURL(url);
    },
  };
}
