/** Tells whether the TensorFlow.js of the user's code has a name that a fix would write; a proof runs on 4.22. */

/** The first version of tfjs-layers that has the name, in the `dist` of `npm pack @tensorflow/tfjs-layers@VERSION`. */
const since: Readonly<Partial<Record<string, string>>> = {
  layerNormalization: '1.3',
  swish: '2.5',
  mish: '3.5',
  gelu: '4.19',
};

/**
 * @param name an activation, or the factory of a layer; one that is not listed is as old as the layers are
 * @param version that the user's project pins, such as `2.0.1`; undefined where nothing pins one
 */
export function isKnownTo(version: string | undefined, name: string): boolean {
  const first = since[name];
  return first === undefined || version === undefined || version.localeCompare(first, 'en', { numeric: true }) >= 0;
}
