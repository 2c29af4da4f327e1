import { z } from 'zod';
import { isPeriodText } from '../../config/vocabulary/period.ts';
import { oneLine } from './one-line.ts';

/** The most that a mail prints of one text, and of one address; `explain` prints the whole. */
const LONGEST_LINE = 600;
const LONGEST_ADDRESS = 1000;

export const Line = z.string().transform((text) => oneLine(text, LONGEST_LINE));
export const Address = z.string().transform((text) => oneLine(text, LONGEST_ADDRESS));
export const Key = z.string().regex(/^[a-z][a-z0-9-]*$/);
export const Instant = z.iso.datetime();
export const PeriodText = z.string().refine(isPeriodText, 'no period');
export const IncidentId = z.string().regex(/^[A-Za-z0-9-]{1,64}$/);
export const DealNamed = z.object({ id: Key, short: Line, title: Line, version: z.number().int() });
