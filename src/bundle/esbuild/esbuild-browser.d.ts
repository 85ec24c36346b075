/** The build of esbuild that needs neither Node nor a process of its own; it has the types of the package's main file. */

declare module 'esbuild-wasm/lib/browser.min.js' {
  export * from 'esbuild-wasm';
}
