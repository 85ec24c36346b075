/** The way into what reads a config's text. Loads the validator and the parser of JSON, so import it lazily. */

export { readConfig } from './read-config';
export { settingsForFile } from './settings-for-file';
