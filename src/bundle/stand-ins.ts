/** The module that takes the place of an import which cannot run in the probe's sandbox. */

/**
 * CommonJS, so that names need not be known beforehand. An ES import of it copies own properties into a fresh object that
 * inherits from the prototype of the exports; with the stand-in as that prototype, names, default and namespace all stay live.
 */
export function standInModule(name: string): string {
  return `const standIn = globalThis[Symbol.for('gradline.standIn')](${JSON.stringify(name)});
module.exports = new Proxy(standIn, { getPrototypeOf: () => standIn });`;
}

/**
 * Stands at the head of the bundle: what a `require` or `import()` of a computed name falls back to. The bundler keeps
 * the name `require` free at the top level of its output, so that user code which declares one does not collide.
 */
export const runtimeRequire = `var require = ((standIn) => Object.assign(standIn, {
  resolve: (name) => String(name), cache: {}, extensions: {}, context: (name) => standIn(name),
}))((name) => globalThis[Symbol.for('gradline.standIn')](String(name).replace(/^(\\.?)\\|\\//, '$1./')));`;
