import { InvalidArgumentError } from 'commander';

/** Reads an option that has a closed list of values. */
export function oneOf<T extends string>(values: readonly T[]): (value: string) => T {
  return (value) => {
    const known = values.find((candidate) => candidate === value);
    if (known === undefined) throw new InvalidArgumentError(`It is one of ${values.join(', ')}.`);
    return known;
  };
}
