/** Tells from the bare text whether a file could use TensorFlow.js, so that other files never load the parser. */

const packages = /@tensorflow(?:-models)?\/|\btfjs\b/;
/** Uses of `tf` (a global, a parameter or a member) that can make a layer or a model. */
const globalUse =
  /\btf\s*(?:\?\.|\.|\[)\s*['"]?(?:layers|[sS]equential|models?|input|variable|train|LayersModel|load\w*Model)\b/;
const destructured = /[{,]\s*(?:layers|sequential|model|variable)\b[^{}=]*\}\s*=\s*(?:\w+\.)*tf\b/;

/**
 * Whether `text` may mention TensorFlow.js. Cheap: three regular expressions. False alarms are possible; misses are
 * not.
 */
export function mentionsTensorFlow(text: string): boolean {
  return packages.test(text) || globalUse.test(text) || destructured.test(text);
}
