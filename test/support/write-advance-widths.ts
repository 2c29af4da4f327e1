import { writeFileSync } from 'node:fs';
import { advanceWidthsModule } from './advance-widths.ts';

// Writes services/charts/text/advance-widths.ts anew from the fonts.
writeFileSync(new URL('../../services/charts/text/advance-widths.ts', import.meta.url), advanceWidthsModule());
