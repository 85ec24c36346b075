/**
 * Exports what other rooms use of src/source: from text to layers, models and entry points. It loads TypeScript, so
 * import it lazily.
 */

export type { PinnedValues } from './arguments/given-values';
export { directiveEdit } from './edits/directive-edit';
export { type DisableComment, disableComments } from './directives/disable-comments';
export { ModelText } from './edits/model-text';
export { modelsBehindBranches } from './entries/branch-models';
export { entriesLeadingTo } from './entries/entries-across-files';
export { misspeltNames } from './meaning/misspelt-names';
export { readSites } from './read-sites';
export { basicInsertions } from './rewrites/basic-insertions';
export { guardInsertions } from './rewrites/guards';
export { mergeInsertions } from './rewrites/merge-insertions';
export { BlamedPlaces } from './places/blamed-places';
export { findLayerAt, findModelAt } from './sites/find-site';
export type { OtherFiles } from './syntax/linked-file';
export { LiteralFault, literalText, readLiteral } from './syntax/literal';
export { importedNames } from './syntax/imported-names';
export { jsonNamesIn } from './syntax/json-names';
export { type MissingAwait, missingAwaits } from './syntax/missing-awaits';
export { isPageScript, parse, type ParsedFile, ParsedFiles } from './syntax/parsed-file';
export { textInCall } from './syntax/text-in-call';
export { type UnreadInText, unreadOfTargets } from './targets/unread-of-targets';
