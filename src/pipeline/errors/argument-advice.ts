/** Advises which assumed argument of a function to replace, where the function may have failed because of it. */

import { type Argument, argumentText, isAssumed } from '../../report/argument';
import type { ProbeError } from '../../report/report';
import type { EntryPoint } from '../../source/sites/sites';

/** The most assumed arguments that a message quotes. */
const mostQuoted = 4;

/**
 * @param error why a model could not be made
 * @param leading the functions that lead to the model, the most direct first
 * @param failed the label of the function that stopped
 * @returns the error with the advice; unchanged where every argument stands in the code or its comments
 */
export function withArgumentAdvice(
  error: ProbeError,
  leading: readonly EntryPoint[],
  failed: string | undefined,
): ProbeError {
  const likeliest = [...leading].sort((a, b) => Number(b.call.label === failed) - Number(a.call.label === failed));
  const assumed = likeliest.map(({ parameters }) => parameters.filter(isAssumed)).find(({ length }) => length > 0);
  if (!assumed) return error;
  // A function most likely fails on an argument for which there is only a stand-in.
  const [first] = [...assumed].sort((a, b) => Number(a.isLiteral) - Number(b.isLiteral));
  const asks = { function: first.owner, ...((assumed.length === 1 || !first.isLiteral) && { argument: first.name }) };
  return { ...error, message: `${error.message} ${advice(assumed, first)}`, asks };
}

function advice(assumed: readonly Argument[], { owner, name, isLiteral }: Argument): string {
  const shown = assumed.slice(0, mostQuoted).map(argumentText).join(', ');
  const more = assumed.length > mostQuoted ? ` and ${assumed.length - mostQuoted} more` : '';
  const call = isLiteral ? 'give it that' : 'call it with that in this file, or give it that';
  return (
    `${owner} was called with ${shown}${more}. ` +
    `If it needs something else, ${call} in a comment above it: // gradline: ${name} = …`
  );
}
