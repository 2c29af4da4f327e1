import type { Rule } from '../rule.ts';
import { z } from 'zod';
import { unknownFinding } from '../finding.ts';
import { Text } from '../terms.ts';
import { sentence } from '../words.ts';

const Terms = z.strictObject({ because: Text.describe('Why no figure can test it.') });

/** A promise without anything that can be measured: it is shown, and its standing is unknown. */
export const unmeasured: Rule<z.output<typeof Terms>> = {
  kind: 'unmeasured',
  means: 'a promise that no figure can test: it is shown, and its standing is unknown',
  version: 1,
  terms: Terms,
  holds: 'continuous',
  targetIs: () => null,
  undecidable: () => true,
  needs: () => [],
  units: () => [],
  assess: ({ because }) => unknownFinding(sentence(because)),
};
