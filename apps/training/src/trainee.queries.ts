import { Inject, Injectable } from '@nestjs/common';
import { decode, fold } from '@sohoi/decider';
import type { EventStore, RecordedEvent } from '@sohoi/event-store';
import { id, opened } from '@sohoi/fields';
import {
  EVENT_STORE,
  historyAsOf,
  momentQuery,
  Moments,
  momentShown,
  pageOf,
  pageQuery,
  problems,
  shownMoment,
  UnitScope,
  WithheldPersons,
} from '@sohoi/nest';
import type { Actor } from '@sohoi/nest';
import { trainingClassStream, validCertificates } from '@sohoi/training';
import type { RecordedTrainee } from '@sohoi/training';
import { traineePost } from '@sohoi/training/events';
import { z } from 'zod';

const trainee = z.object({
  traineeId: id,
  personId: id,
  fullName: z
    .string()
    .nullable()
    .meta({ description: 'Null once the person is erased, and while the processing of her data is restricted.' }),
  post: traineePost.nullable(),
  chapterId: id.nullable(),
  unitId: id,
  certificateNo: z.string().nullable().meta({
    description: 'Of the certificate that stands; null as well once the person is erased or restricted.',
  }),
});
type ShownTrainee = z.infer<typeof trainee>;

const example: ShownTrainee = {
  traineeId: '0f4a2b9e-6c1d-5b70-8f1e-2a7d9c3b5e01',
  personId: 'a3c5d1f0-2b4e-5f60-9d8c-7e6f5a4b3c01',
  fullName: 'Nguyễn Thị Ví Dụ',
  post: 'chair',
  chapterId: null,
  unitId: '7b1e0c52-90aa-5d43-8c7f-31d5e8a4f0b2',
  certificateNo: '127/GCN-HPN',
};
export const traineePage = pageOf(trainee)
  .extend(momentShown)
  .meta({
    example: { data: [example], next: null, position: '00000000000000000042' },
  });

/** What is read is the log itself, so there is nothing to wait for. */
export const traineesQuery = z.strictObject({
  limit: pageQuery.shape.limit,
  cursor: id.optional().meta({ description: '`next` of the page before.' }),
  ...momentQuery.shape,
});

const PAGE = 1000;

/** A name that was wrong was so from the day on which it was written down. */
const CORRECTIONS: ReadonlySet<string> = new Set(['TraineeNameCorrected']);

/**
 * The trainees of a class by name: all of them for who holds a right over the class's unit, and for who holds one over a
 * trainee's own unit or chapter, those.
 */
@Injectable()
export class TraineeQueries {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(UnitScope) private readonly scope: UnitScope,
    @Inject(WithheldPersons) private readonly withheld: WithheldPersons,
    @Inject(Moments) private readonly moments: Moments,
  ) {}

  /** @throws Problem not-found, the same for an unknown class and for one of whose trainees the actor may see nobody */
  async of(actor: Actor, classId: string, { limit, cursor, ...asked }: z.infer<typeof traineesQuery>) {
    const { catalog, decider } = trainingClassStream;
    const moment = await this.moments.of(asked);
    const whole = await this.historyOf(classId);
    const history = moment ? historyAsOf(whole, moment, CORRECTIONS) : whole;
    const state = fold(
      decider,
      history.map((event) => decode(catalog, event)),
    );
    if (state.status === 'absent') throw problems.notFound('id', classId);
    const all = [...state.trainees.values()];
    const { unitId } = state.opened;
    const within = await this.scope.idsWithin(actor, new Set([unitId, ...all.flatMap(placesOf)]));
    const seen = within.has(unitId) ? all : all.filter((one) => placesOf(one).some((place) => within.has(place)));
    if (seen.length === 0 && !within.has(unitId)) throw problems.notFound('id', classId);

    const inOrder = seen.sort((a, b) => (a.traineeId < b.traineeId ? -1 : 1));
    const rest = inOrder.filter(({ traineeId }) => cursor === undefined || traineeId > cursor);
    const page = rest.slice(0, limit);
    const certificates = new Map(
      validCertificates(state).map(({ issued }) => [issued.traineeId, opened(issued.certificateNo)]),
    );
    const withheld = await this.withheld.among(page.map(({ personId }) => personId));
    return {
      data: page.map((one): ShownTrainee => ({
        ...shown(one),
        certificateNo: certificates.get(one.traineeId) ?? null,
        ...(withheld.has(one.personId) && { fullName: null, certificateNo: null }),
      })),
      next: rest.length > limit ? (page.at(-1)?.traineeId ?? null) : null,
      position: moment?.position ?? history.at(-1)?.position ?? '',
      ...shownMoment(moment),
    };
  }

  private async historyOf(classId: string): Promise<readonly RecordedEvent[]> {
    const stream = `${trainingClassStream.category}-${classId}`;
    const history: RecordedEvent[] = [];
    for (;;) {
      const page = await this.store.readStream(stream, { after: history.length, limit: PAGE });
      history.push(...page);
      if (page.length < PAGE) return history;
    }
  }
}

const placesOf = ({ unitId, chapterId }: RecordedTrainee): readonly string[] => [
  unitId,
  ...(chapterId ? [chapterId] : []),
];

const shown = ({ traineeId, personId, fullName, post, chapterId, unitId }: RecordedTrainee) => ({
  traineeId,
  personId,
  fullName: opened(fullName) ?? null,
  post: post ?? null,
  chapterId: chapterId ?? null,
  unitId,
});
