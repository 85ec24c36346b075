/** Writes the page of the Gradient Flow panel, which may load its own script, style and worker only. */

/** URIs as the webview sees them. */
export interface PanelFiles {
  readonly script: string;
  readonly style: string;
  readonly probe: string;
  readonly wasm: string;
}

/** @param cspSource where VS Code serves the extension's own files from */
export function panelHtml(files: PanelFiles, cspSource: string): string {
  const nonce = makeNonce();
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}' blob: 'wasm-unsafe-eval'`,
    `worker-src blob:`,
    `connect-src ${cspSource} blob:`,
    `style-src ${cspSource}`,
    `img-src data:`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${attribute(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${attribute(files.style)}">
<link rel="preload" as="fetch" crossorigin href="${attribute(files.probe)}">
<link rel="preload" as="fetch" crossorigin href="${attribute(files.wasm)}">
<title>Gradient Flow</title>
</head>
<body data-probe="${attribute(files.probe)}" data-wasm="${attribute(files.wasm)}">
<script nonce="${nonce}" src="${attribute(files.script)}"></script>
</body>
</html>`;
}

function makeNonce(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function attribute(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');
}
