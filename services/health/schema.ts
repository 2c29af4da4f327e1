import { z } from 'zod';
import { AREAS, RESULTS } from './check.ts';

/** What `pactwatch doctor --json` prints. Fields are added, never renamed or taken away, within one version. */
export const Diagnosis = z.object({
  schema: z.literal('pactwatch.doctor/1'),
  at: z.iso.datetime(),
  deal: z.string().nullable(),
  figures: z.enum(['recorded', 'live']).nullable(),
  /** The exit code of the command. */
  exit: z.int(),
  checks: z.array(
    z.object({
      area: z.enum(AREAS),
      subject: z.string().nullable(),
      result: z.enum(RESULTS),
      figure: z.string(),
      fix: z.string().nullable(),
      breaks: z.enum(['config', 'dependency']).nullable(),
    }),
  ),
});
export type Diagnosis = z.output<typeof Diagnosis>;
