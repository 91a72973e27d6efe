import type { Row } from '@sohoi/exports';
import { pages } from './asked.js';
import type { Asked, Query } from './asked.js';
import type { ExportMoment } from './moment.js';
import { placesAt } from './places.js';
import type { Dataset } from './schemas.js';

type Item = Readonly<Record<string, unknown>>;

/** What is found on the way and belongs into the stamp. */
export type Seen = { readonly rubrics: Set<string> };

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Rows of a dataset as of the moment, a page at a time. */
export const rowsOf = (
  dataset: Dataset,
  asked: Asked,
  filters: Query,
  moment: ExportMoment,
  seen: Seen,
): AsyncIterable<readonly Row[]> => {
  switch (dataset) {
    case 'events':
      return eventRows(asked, filters, moment);
    case 'standings':
      return standingRows(asked, filters, moment, seen);
    case 'members':
      return memberRows(asked, filters, moment);
  }
};

async function* eventRows(asked: Asked, filters: Query, { position }: ExportMoment): AsyncGenerator<readonly Row[]> {
  for await (const { data } of pages(asked, '/v1/events', { ...filters, atLeast: position }, 'after')) {
    const upTo = data.filter((event) => String(event['position']) <= position);
    yield upTo.map(eventRow);
    if (upTo.length < data.length) return;
  }
}

const eventRow = (event: Item): Row => {
  const { actor, role, correlationId, causationId } = event['metadata'] as Item;
  const { at } = event['data'] as Item;
  return {
    ...{ position: event['position'], id: event['id'], type: event['type'], schema_version: event['schemaVersion'] },
    ...{ stream: event['stream'], stream_version: event['streamVersion'], recorded_at: event['recordedAt'] },
    recorded_month: String(event['recordedAt']).slice(0, 7),
    true_on: typeof at === 'string' && DAY.test(at) ? at : null,
    ...{ actor, role, correlation_id: correlationId, causation_id: causationId, data: event['data'] },
  };
};

const askedAt = ({ position, validAt }: ExportMoment): Query => ({ asOf: position, validAt });

async function* standingRows(
  asked: Asked,
  filters: Query,
  moment: ExportMoment,
  { rubrics }: Seen,
): AsyncGenerator<readonly Row[]> {
  const placeOf = await placesAt(asked, askedAt(moment));
  for await (const { data } of pages(asked, '/v1/standings/chapters', { ...filters, ...askedAt(moment) })) {
    for (const { rubricId, rubricVersion } of data) rubrics.add(`${String(rubricId)} v${String(rubricVersion)}`);
    yield data.map((item) => ({
      ...{ chapter_id: item['chapterId'], chapter_name: item['name'], ...placeOf(item['unitId']) },
      ...{ period_id: item['periodId'], period: item['periodCode'], revision: item['revision'] },
      ...{ status: item['status'], because: item['because'] },
      ...{ rubric_id: item['rubricId'], rubric_version: item['rubricVersion'] },
      known_at_position: item['asOfPosition'],
      ...{ score: item['score'], proposed_score: item['proposedScore'], max_score: item['maxScore'] },
      level: item['level'],
    }));
  }
}

async function* memberRows(asked: Asked, filters: Query, moment: ExportMoment): AsyncGenerator<readonly Row[]> {
  const placeOf = await placesAt(asked, askedAt(moment));
  for await (const { data } of pages(asked, '/v1/members', { ...filters, ...askedAt(moment) })) {
    yield data.map((item) => {
      const { fullName, birthYear, gender, phone, address } = (item['person'] ?? {}) as Item;
      return {
        ...{ member_id: item['memberId'], full_name: fullName, birth_year: birthYear, gender, phone, address },
        ...{ erased: item['erased'], restricted: item['restricted'], kind: item['kind'], status: item['status'] },
        ...{ chapter_id: item['chapterId'], ...placeOf(item['unitId']) },
        ...{ regular: item['regular'], core: item['core'], dues_paid: item['duesPaid'] },
        ...{ admitted_at: item['admittedAt'], ended_at: item['endedAt'], end_reason: item['endReason'] },
      };
    });
  }
}
