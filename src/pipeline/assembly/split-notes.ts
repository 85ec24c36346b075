/**
 * Splits the probe's notes about a model into short assumptions and the failures that it passed over to reach the
 * model.
 */

/** Short phrases, and the full words of what failed on the way. */
export interface SplitNotes {
  readonly assumed: readonly string[];
  readonly passedOver: readonly string[];
}

/** The beginning of each kind of note about a failure, and the assumption in it; undefined where it holds none. */
const notesOfFailures: readonly (readonly [begin: RegExp, assumption: string | undefined])[] = [
  [/^passed over what cannot run here: /, undefined],
  [/^its own (?:loss|optimizer) could not be used: /, undefined],
  [/^compile stopped with /, undefined],
  [/^made-up data: the training could not begin: /, 'made-up data: the code’s own cannot be used here'],
  [/^made-up data: the dataset could not be read: /, 'made-up data: the code’s dataset cannot be read here'],
  [/^made-up data: (?=.+ stopped )/, 'made-up data: the code stops before it trains'],
];

/** The note for a model that nothing in the code trains. */
const untrained = 'made-up data: nothing here trains it';

/**
 * @param notes of all seeds; the same assumption counts once
 * @param isOnMadeUpData whether the assumptions have to say why the data are made up
 */
export function splitNotes(notes: readonly string[], isOnMadeUpData: boolean): SplitNotes {
  const assumed = new Set<string>();
  const passedOver = new Set<string>();
  for (const note of notes) {
    const failure = notesOfFailures.find(([begin]) => begin.test(note));
    if (!failure) assumed.add(note);
    else {
      const [begin, assumption] = failure;
      const isOfOwn = begin.source.includes('its own') || begin.source.includes('compile');
      passedOver.add(isOfOwn ? note : note.replace(begin, ''));
      if (assumption !== undefined) assumed.add(assumption);
    }
  }
  if (isOnMadeUpData && ![...assumed].some((one) => one.startsWith('made-up data'))) assumed.add(untrained);
  return { assumed: [...assumed], passedOver: [...passedOver] };
}
