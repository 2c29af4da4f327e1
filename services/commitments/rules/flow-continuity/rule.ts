import { formatPeriod } from '../../../../config/vocabulary/period.ts';
import { januaryBefore } from '../../clock.ts';
import { noFigures, unknownFinding } from '../../finding.ts';
import { withoutTwins } from '../../flow-figures.ts';
import { groupSteps, groupWords } from './group.ts';
import { type FlowReading, comparable, decisive, groupsOf, readFlow } from './reading.ts';
import { headline, report } from './report.ts';
import { continuityRoom } from './rooms.ts';
import type { Rule } from '../../rule.ts';
import { settle } from '../../settle.ts';
import { figuresOf, remarksOf, stepsOf, unjudged } from './steps.ts';
import { ContinuityTerms } from './terms.ts';

const WINDOW_YEARS = 5;

/**
 * Whether a flow to the beneficiary goes on. It is at risk when every witness of it fell while trade with others went
 * on. One witness that held shows that the flow is not blocked; a fall without a control shows nothing either way, so
 * it is no verdict, and an earlier standing stays.
 */
export const flowContinuity: Rule<ContinuityTerms> = {
  kind: 'flow-continuity',
  means: 'a flow to the beneficiary that must not fall away while trade with others goes on',
  // 2: the beneficiary's share of all, its growth against the control group, a share by which a fall is over, headroom.
  // The standing is that of 1.
  version: 2,
  terms: ContinuityTerms,
  holds: 'continuous',
  targetIs: () => null,
  needs: ({ beneficiary, control }, at) =>
    [...beneficiary, ...control].map((series) => ({ series, from: januaryBefore(at, WINDOW_YEARS) })),
  units: () => [],

  assess(terms, evidence, at) {
    const witnesses = terms.beneficiary.map((id) => settle(evidence.series(id), at));
    const controls = terms.control.map((id) => settle(evidence.series(id), at));
    const remarks = [...witnesses, ...controls].flatMap((series) => series.remarks);
    const readings = readFlow(witnesses, controls, terms.fall);
    const judged = decisive(readings);
    if (!judged) return unknownFinding(noFigures(witnesses), { remarks });

    const others = readings.filter((reading) => reading !== judged);
    const room = continuityRoom(judged, terms.fall);
    const beside = besideIt(judged, comparable(witnesses, controls, terms.fall));
    return report(judged, terms, {
      ...headline(judged),
      period: formatPeriod(judged.period),
      headroom: room.headroom,
      steps: [
        ...stepsOf(judged, terms.fall),
        ...groupSteps(judged),
        ...room.steps,
        ...others.flatMap((reading) => stepsOf(reading, terms.fall)),
        ...beside.flatMap(groupSteps),
      ],
      figures: withoutTwins([judged, ...others].flatMap(figuresOf), beside.flatMap(figuresOf)),
      remarks: [
        ...remarks,
        ...remarksOf(judged),
        ...unjudged(readings.slice(0, readings.indexOf(judged))),
        ...beside.map(
          (reading) => `Trade with others is known of ${formatPeriod(reading.period)}: ${groupWords(reading)}`,
        ),
      ],
    });
  },
};

/** An older period beside the judged one, where trade with others is not known of that one yet. */
const besideIt = (judged: FlowReading, other: FlowReading | undefined): FlowReading[] =>
  other && groupsOf(judged).length === 0 && groupWords(other) !== '' ? [other] : [];
