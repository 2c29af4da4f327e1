import type { EvidenceGrade } from '../../../config/vocabulary/evidence.ts';
import type { LegalReading, Standing } from '../../../config/vocabulary/standing.ts';
import type { Binding } from './binding.ts';
import { sayList, sayWord } from '../words.ts';

export interface LegalFinding {
  readonly legal: LegalReading;
  /** Why, in plain sentences built from the deal's own dates and names. */
  readonly words: string;
}

interface Figures {
  /** The standing after the gates. */
  readonly standing: Standing;
  readonly evidence: readonly EvidenceGrade[];
  /** Whether readings of the text come to different results. */
  readonly disputed?: boolean | undefined;
}

/**
 * What the text binds, and whether it is kept in law. A text that does not bind is read as that, whatever the figures
 * say. `earlier` is the reading that stays while there are no figures to judge.
 */
export function legalReading(binding: Binding, figures: Figures, earlier: LegalReading | null): LegalFinding {
  if (!binding.binds) return { legal: binding.legal, words: binding.words };
  const read = (legal: LegalReading, why: string): LegalFinding => ({ legal, words: `${binding.words} ${why}` });

  if (figures.standing === 'unknown') {
    return earlier === 'breached' || earlier === 'compliant'
      ? read(earlier, `No new figure can be judged, so the earlier reading, ${earlier}, stays.`)
      : read('unknown', 'No figure shows whether it is kept.');
  }
  if (figures.disputed) return read('disputed', 'Whether it is kept depends on which reading of the text holds.');
  const short = figures.evidence.filter((grade) => grade !== 'official');
  if (figures.evidence.length === 0 || short.length > 0) {
    const grades = short.length > 0 ? sayList(short) : 'none';
    return read('unknown', `Whether it is kept in law cannot be said: the evidence is ${grades}, not official.`);
  }
  if (figures.standing === 'breached') return read('breached', 'Official figures show that it is not kept.');
  if (figures.standing === 'compliant') return read('compliant', 'Official figures show that it is kept.');
  return read('unknown', `Official figures have it ${sayWord(figures.standing)}, which is neither kept nor broken.`);
}
