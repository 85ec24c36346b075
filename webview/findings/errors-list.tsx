/** Lists what could not be probed and why, with a link to each place. */

import type { JSX } from 'preact';
import type { Location } from '../../src/report/position';
import type { ProbeError } from '../../src/report/report';
import { Icon } from '../elements/icon';
import { fileName } from '../../src/files/paths';
import { placeText } from '../facts/words';

export interface ErrorsListProps {
  readonly errors: readonly ProbeError[];
  readonly file: string | undefined;
  readonly reveal: (location: Location) => void;
  readonly changeAssumptions: (file: string, name?: string) => void;
}

/** Why something could not be probed, each error with the way to its line. */
export function ErrorsList({ errors, file, reveal, changeAssumptions }: ErrorsListProps): JSX.Element | null {
  if (errors.length === 0) return null;
  return (
    <section aria-label="Not probed">
      <div role="alert">
        <ul class="notes">
          {errors.map((error, index) => (
            <li key={index} class="note note-error">
              <Icon name="error" />
              <span class="note-text">
                <strong>{error.code.replaceAll('-', ' ')}</strong> {error.message}
                <AskedFor error={error} changeAssumptions={changeAssumptions} />
              </span>
              <ErrorPlace error={error} file={file} reveal={reveal} />
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}

/** A button to change the arguments, if the error may come from those that the probe assumed. */
function AskedFor({
  error: { asks, file },
  changeAssumptions,
}: {
  readonly error: ProbeError;
  readonly changeAssumptions: ErrorsListProps['changeAssumptions'];
}): JSX.Element | null {
  if (!asks) return null;
  return (
    <>
      {' '}
      <button
        type="button"
        class="link"
        onClick={() => {
          changeAssumptions(file, asks.function);
        }}
      >
        Change assumptions…
      </button>
    </>
  );
}

function ErrorPlace({
  error,
  file,
  reveal,
}: {
  readonly error: ProbeError;
  readonly file: string | undefined;
  readonly reveal: ErrorsListProps['reveal'];
}): JSX.Element | null {
  const { range } = error;
  if (!range) return error.file === file ? null : <span class="place">{fileName(error.file)}</span>;
  const location = { file: error.file, range };
  return (
    <button
      type="button"
      class="link place"
      onClick={() => {
        reveal(location);
      }}
    >
      {placeText(location, file)}
    </button>
  );
}
