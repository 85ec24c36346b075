/** Fetches the probe's script and wasm module, from which every probe worker starts. */

/** Where the extension's own files lie, as URIs that the webview may fetch. */
export interface ProbeFiles {
  readonly probe: string;
  readonly wasm: string;
}

export interface ProbeImage {
  /** Blob URL of dist/probe.js. */
  readonly script: string;
  readonly wasm: ArrayBuffer;
}

/**
 * Fetches both files. The page does it because a worker of a webview can only start from a blob, and cannot fetch the
 * extension's files itself. Throws an error whose message is for the user.
 */
export async function fetchProbeImage(files: ProbeFiles): Promise<ProbeImage> {
  const [script, wasm] = await Promise.all([fetchFile(files.probe), fetchFile(files.wasm)]);
  return { script: URL.createObjectURL(new Blob([script], { type: 'text/javascript' })), wasm };
}

async function fetchFile(url: string): Promise<ArrayBuffer> {
  const name = url.split('/').pop() ?? url;
  let response: Response;
  try {
    response = await fetch(url);
  } catch (reason) {
    throw new Error(
      `Gradline's own file ${name} could not be loaded. ` +
        'Reload the window, or reinstall the extension if that does not help.',
      { cause: reason },
    );
  }
  if (!response.ok)
    throw new Error(`Gradline's own file ${name} could not be loaded (${response.status}). Reinstall the extension.`);
  return response.arrayBuffer();
}
