/**
 * Declares the build of esbuild that needs neither Node nor a process; its types are those of the package's main file.
 */

declare module 'esbuild-wasm/lib/browser.min.js' {
  export * from 'esbuild-wasm';
}
