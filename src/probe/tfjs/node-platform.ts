/**
 * Lets tfjs's browser build start in a worker thread of Node; must be imported before tfjs.
 *
 * The probe is one bundle for Node and for the webview. It holds none of Node's own modules, yet tfjs-core asks for
 * them where it sees Node and no browser. So tfjs believes itself in a browser's worker while it loads, as it does in
 * the webview.
 */

const scope = globalThis as { WorkerGlobalScope?: unknown };
const pretends = scope.WorkerGlobalScope === undefined;
if (pretends) scope.WorkerGlobalScope = Object;

/** Ends the pretense once tfjs is loaded, so that user code does not see it. */
export function finishLoading(): void {
  if (pretends) delete scope.WorkerGlobalScope;
}
