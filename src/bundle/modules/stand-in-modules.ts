/** Makes the modules that replace imports which cannot run in the probe, and the `require` for computed names. */

import { probeGlobalText } from '../../report/probe-globals';

/**
 * ES imports of CommonJS (also `await import()`) copy own properties into a fresh object that inherits from the
 * prototype of the exports; with the stand-in as its own prototype, names, default and namespace all stay live.
 */
const liveStandIn = `((name) => {
  const live = ${probeGlobalText('standIn')}(name);
  const own = new Proxy(live, {
    getPrototypeOf: () => live,
    construct: (target, values, newTarget) => Reflect.construct(live, values, newTarget === own ? live : newTarget),
  });
  return own;
})`;

/** The text of the module; CommonJS, because its exports are not known beforehand. */
export function standInModule(name: string): string {
  return `module.exports = ${liveStandIn}(${JSON.stringify(name)});`;
}

/**
 * The head of the bundle: it answers `require` and `import()` of computed names with stand-ins. The bundler keeps the
 * name `require` free at the top level of its output, so that user code which declares one does not collide.
 */
export const runtimeRequire = `var require = ((standIn) => Object.assign((name) => standIn(
  String(name).replace(/^(\\.?)\\|\\//, '$1./')
), {
  resolve: (name) => String(name), cache: {}, extensions: {}, context: (name) => standIn(String(name)),
}))(${liveStandIn});`;
