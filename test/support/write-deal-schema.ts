import { writeFileSync } from 'node:fs';
import { dealJsonSchema } from '../../services/deal-schema.ts';

// Writes config/deals/deal.schema.json anew from the schemas that deals are read by.
const file = new URL('../../config/deals/deal.schema.json', import.meta.url);
writeFileSync(file, `${JSON.stringify(dealJsonSchema(), null, 2)}\n`);
