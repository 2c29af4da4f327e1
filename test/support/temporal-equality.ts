import { expect } from 'vitest';

/** The types of Temporal that have one text for each value. */
const TYPES = [
  Temporal.Instant,
  Temporal.PlainDate,
  Temporal.PlainDateTime,
  Temporal.PlainYearMonth,
  Temporal.Duration,
];

// Their values lie in no property, so that `toMatchObject` would take any two of a type for equal.
expect.addEqualityTesters([
  (a: unknown, b: unknown) => {
    const type = TYPES.find((candidate) => a instanceof candidate || b instanceof candidate);
    return type === undefined ? undefined : a instanceof type && b instanceof type && String(a) === String(b);
  },
]);
