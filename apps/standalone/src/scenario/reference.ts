import type { RecordedEvent } from '@sohoi/event-store';
import { classReportFacts } from './class-report.facts.js';
import { clusterId } from './cluster-report.steps.js';
import { clusterReportFacts } from './cluster-report.facts.js';
import { exampleCluster } from './examples/cluster.steps.js';
import { chapterRows } from './examples/chapters.js';
import { chapterId } from './examples/places.js';
import { eventsOf } from './facts.js';
import type { Fact } from './facts.js';
import { markdownTable } from './markdown-table.js';
import { firstHalf, secondHalf } from './periods.steps.js';
import { rightsTable } from './rights-table.js';
import { scenario } from './scenario.js';
import { classReport, clusterReport } from './sources.js';
import { standingsOf } from './standings-of.js';
import type { Standings } from './standings-of.js';

/** `2 × InitiativeLaunched`, one line for each type and stream. */
const eventCells = (events: readonly RecordedEvent[]): { events: string; streams: string } => {
  const counts = new Map<string, number>();
  for (const { type, stream } of events) counts.set(`${type} ${stream}`, (counts.get(`${type} ${stream}`) ?? 0) + 1);
  const lines = [...counts].map(([key, count]) => ({ count, type: key.split(' ')[0], stream: key.split(' ')[1] }));
  return {
    events: lines.map(({ count, type }) => `${count > 1 ? `${count} × ` : ''}\`${type}\``).join('<br>'),
    streams: lines.map(({ stream }) => `\`${stream}\``).join('<br>'),
  };
};

const factTable = (facts: readonly Fact[], log: readonly RecordedEvent[]): string =>
  markdownTable(
    ['Words of the report', 'Event', 'Stream', 'Remark'],
    facts.map((fact) => {
      const cells = eventCells(eventsOf(fact, log));
      return [`“${fact.words}”`, cells.events || 'none', cells.streams, fact.note ?? ''];
    }),
  );

const points = (score: number | null | undefined): string => (score === null || score === undefined ? '–' : `${score}`);

const chapterTable = (standings: Standings): string =>
  markdownTable(
    ['Chapter', 'Revision', 'Points', 'Level in 2023-H1', 'Held back by', 'Provisional level in 2023-H2'],
    [...chapterRows.map(({ key }) => key), '3.4'].toSorted().map((key) => {
      const first = standings.chapter(chapterId(key), firstHalf);
      const second = standings.chapter(chapterId(key), secondHalf);
      if (!first) return [key, '–', '–', 'closed, not rated', '', second?.trace.level ?? '–'];
      const { score, level, caps } = first.trace;
      return [
        key,
        `${first.revision}`,
        points(score),
        level ?? 'no score',
        caps.map(({ by, criterionId }) => `${by}: ${criterionId}`).join(', '),
        second?.trace.level ?? '–',
      ];
    }),
  );

const clusterTable = (standings: Standings, id: string): string =>
  markdownTable(
    ['Place', 'Unit', 'Points', 'From'],
    (standings.cluster(id, firstHalf)?.entries ?? []).map(({ rank, name, trace }) => [
      points(rank),
      name,
      points(trace.score),
      trace.criteria
        .filter((criterion) => criterion.points !== null)
        .map((criterion) => `${criterion.criterionId} ${criterion.points}`)
        .join(', '),
    ]),
  );

/** What docs/reference/scenario.md says, from the log that the scenario records. */
export const renderReference = (log: readonly RecordedEvent[]): string => {
  const standings = standingsOf(log);
  return `# The scenario \`trung-bo-2023-h1\`

Generated from the log that the scenario records: do not edit, run \`node apps/standalone/dist/scenario-reference.js\`.

At its first start the standalone carries out ${scenario.length} commands through the same rules as HTTP; they record ${log.length} events. They tell
two news reports, sentence by sentence, on the map of 2023 with its 63 provinces. What the reports do not say of a real
unit is absent, which is not zero. So that there is more to try, Hải Phòng has a made-up part: communes, chapters, people, a
class and a cluster whose names all say _Ví Dụ_ (“example”).

To see an event, give its stream to the command line:

\`\`\`sh
npm run --silent sohoi -- events --stream <stream>
\`\`\`

## Who may do what

The rights count from 1 January 2023. The scenario's founder, who is no demo person, gave them; the persons who act in the scenario are
not the demo persons either, so that you can verify what the scenario proposed. A cadre who left lost her phone and then
her right in July.

${rightsTable(log)}

## The cluster's half-year

${clusterReport.title}, ${clusterReport.date}. What the report does not date has the day of the meeting,
14 June 2023; all of it stands in the log where the report came out. \`recordedAt\` is
the moment at which you loaded the scenario; the order of the positions stands for the order of that time.

${factTable(clusterReportFacts, log)}

## The class in Lê Chân

${classReport.title}, ${classReport.date}.

${factTable(classReportFacts, log)}

## What comes of it

By the two sample rubrics, which are no official point tables. \`2023-H1\` was closed on 10 July 2023, so its results are
published and late reports do not change them; \`2023-H2\` is open, and its results follow every new event.

### Cụm thi đua Trung bộ, 2023-H1

The figures of the report give a tie, and no unit without a score: each of the six is said to have done something that counts.

${clusterTable(standings, clusterId)}

### Cụm thi đua Ví Dụ, 2023-H1

Made up: one commune has no score, so no place.

${clusterTable(standings, exampleCluster)}

### The made-up chapters

${chapterTable(standings)}

- 1.2 is at revision 2: a correction on 18 July 2023, after the publication, lifted it by a level.
- 2.2 held a joint activity in June that was reported after the closing: the published result stays.
- 2.4 was closed on 31 March and its members went to 2.1. 3.4 was founded on 28 June, with nothing to be scored yet.
- 3.1 loses its best level by a veto: the verifier did not confirm that nobody was disciplined. 3.2's scores were never
  published, so only what was proposed is known.
- In \`2023-H2\` two scores of 1.1 wait for a verifier, and the criterion \`praised\` was voided.

Every rejection of these contexts occurs in \`apps/standalone/src/scenario/rejected-attempts.ts\`, against the state that the
scenario leaves.

## Dates that are not in the reports

The central unit counts from the founding day of the union, the provinces and Lê Chân from 1 August 2008, since when the
map has had these 63; when their unions were founded is not told here. Cluster and programmes count from 1 January 2023.
The sample rubrics take effect on 2 January 2023, although they are drawn from later texts.
`;
};
