/** A setting that is missing or wrong; the message has one line per key. */
export class ConfigError extends Error {
  readonly code = 'CONFIG_INVALID';
}
