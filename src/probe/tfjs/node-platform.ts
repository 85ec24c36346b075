/**
 * Lets tfjs's browser build start in a worker thread of Node; must be imported before tfjs.
 *
 * The probe is one bundle for both places. In it Node's own modules are absent, yet tfjs-core would ask for them wherever it sees Node
 * and no browser. So while tfjs is being loaded it finds itself in a browser's worker, as it does in the webview.
 */

const scope = globalThis as { WorkerGlobalScope?: unknown };
const pretends = scope.WorkerGlobalScope === undefined;
if (pretends) scope.WorkerGlobalScope = Object;

/** Takes the pretense back once tfjs has been loaded, so that code under probe doesn't see it. */
export function finishLoading(): void {
  if (pretends) delete scope.WorkerGlobalScope;
}
