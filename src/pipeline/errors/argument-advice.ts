/** What a function that stopped asks for: a value in place of one that was assumed. */

import { type Argument, argumentText, isAssumed } from '../../report/argument';
import type { ProbeError } from '../../report/report';
import type { EntryPoint } from '../../source/sites/sites';

/** Assumed arguments that a message quotes. */
const quoted = 4;

/**
 * Adds to an error that kept a model from being made which function may ask for other arguments than the assumed ones.
 * @param leading the functions that lead to the model
 * @param failed how people call the one that stopped, if it is one of these
 */
export function withAsks(error: ProbeError, leading: readonly EntryPoint[], failed: string | undefined): ProbeError {
  const byDirectness = [...leading].sort(
    (a, b) => Number(b.call.label === failed) - Number(a.call.label === failed) || a.models.length - b.models.length,
  );
  const assumed = byDirectness.map(({ parameters }) => parameters.filter(isAssumed)).find(({ length }) => length > 0);
  if (!assumed) return error;
  // What only a stand-in was found for is most likely what the function could not work with.
  const [first] = [...assumed].sort((a, b) => Number(a.isLiteral) - Number(b.isLiteral));
  const asks = { function: first.owner, ...((assumed.length === 1 || !first.isLiteral) && { argument: first.name }) };
  return { ...error, message: `${error.message} ${sentence(assumed, first)}`, asks };
}

function sentence(assumed: readonly Argument[], { owner, name }: Argument): string {
  const shown = assumed.slice(0, quoted).map(argumentText).join(', ');
  const more = assumed.length > quoted ? ` and ${assumed.length - quoted} more` : '';
  return `${owner} was called with ${shown}${more}: where it asks for something else, give it that in a comment over it, // gradline: ${name} = …`;
}
