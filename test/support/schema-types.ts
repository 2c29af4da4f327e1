import { generate, PostgresDialect, RawExpressionNode } from 'kysely-codegen';
import type { Db } from '../../db/connection.ts';

const raw = (type: string) => new RawExpressionNode(type);
const imported = (file: string, type: string) => raw(`import('../config/vocabulary/${file}.ts').${type}`);
const standing = imported('standing', 'Standing');
const sourceState = imported('source-state', 'SourceState');

/** The text of `db/schema.ts` for a migrated database: `npm run db:types` writes it, and a test holds the two together. */
export function schemaTypes(db: Db): Promise<string> {
  return generate({
    db,
    dialect: new PostgresDialect(),
    camelCase: true,
    defaultSchemas: ['public'],
    excludePattern: 'kysely_*',
    typeMapping: { timestamptz: 'Temporal.Instant', date: 'string', int8: 'string' },
    overrides: {
      columns: {
        'assessment.standing': standing,
        'assessment.legal': imported('standing', 'LegalReading'),
        'assessment.clock': imported('evidence', 'Clock'),
        'incident.standing': standing,
        'incident.state': sourceState,
        'transition.from_standing': standing,
        'transition.to_standing': standing,
        'transition.from_state': sourceState,
        'transition.to_state': sourceState,
        'measure_vintage.listing': imported('measure', 'Listing'),
        'measure_vintage.kind': imported('measure', 'MeasureKind'),
        'measure_vintage.effect': imported('measure', 'MeasureEffect'),
        'vintage.status': imported('evidence', 'ObservationStatus'),
        'incident.kind': raw("'commitment' | 'source'"),
        'transition.kind': imported('transition', 'TransitionKind'),
        'partition.mode': raw("'live' | 'recorded'"),
        'partition.state': raw("Generated<'done' | 'empty' | 'failed' | 'pending' | 'running'>"),
        'pull.mode': raw("'live' | 'recorded'"),
        'pull.outcome': raw("'failed' | 'idle' | 'ok'"),
        'notice.state': raw(
          "Generated<'ambiguous' | 'failed' | 'pending' | 'retry' | 'sending' | 'sent' | 'suppressed'>",
        ),
      },
    },
    outFile: null,
  });
}
