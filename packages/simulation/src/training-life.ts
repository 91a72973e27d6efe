import type { TrainingClassEvent } from '@sohoi/training/events';
import { dateOf, FIRST_YEAR } from './calendar.js';
import { KIND } from './chance.js';
import { fullName, memberId } from './members.js';
import type { Life } from './member-life.js';
import { holderOf } from './post-life.js';
import type { Posts } from './post-life.js';
import { ABOUT, ofChapter } from './world.js';

const A_CLASS = 40;
const SESSIONS = 4;

/** In five years each province trains the heads and deputies of all its chapters, a fifth of them each year. */
export const monthOfTraining = (life: Life, posts: Posts, province: number, today: number, month: number): void => {
  if (month % 12 !== 3 + (province % 6) || today < 40) return;
  const { nation } = life.world;
  const year = Math.floor(month / 12);
  const firstCommune = beginOf(province, life);
  const last = nation.firstChapterOf(beginOf(province + 1, life));
  let batch: number[] = [];
  let classes = 0;
  const hold = (): void => {
    if (batch.length > 0) holdClass(life, posts, province, batch, today, month, (classes += 1));
    batch = [];
  };
  for (let chapter = nation.firstChapterOf(firstCommune); chapter < last; chapter += 1) {
    if (chapter % 5 !== year) continue;
    batch.push(chapter);
    if (batch.length === A_CLASS / 2) hold();
  }
  hold();
};

const beginOf = (province: number, { world: { nation } }: Life): number =>
  Math.ceil((province * nation.communes) / nation.provinces);

const holdClass = (
  life: Life,
  posts: Posts,
  province: number,
  chapters: readonly number[],
  today: number,
  month: number,
  number: number,
): void => {
  const { book, chance } = life.world;
  const unitId = life.world.unitIdOfProvince(province);
  const first = (province * 64 + month) * 1024 + number;
  const classId = chance.id(KIND.trainingClass, first);
  const of = { classId, unitId };
  const from = dateOf(today - 10);
  const to = dateOf(today - 9);
  const trainees = chapters.flatMap((chapter) => [posts.head, posts.deputy].map((of) => traineeOf(life, of, chapter)));
  let version = 0;
  const write = (event: TrainingClassEvent): void => book.write(`trainingClass-${classId}`, event, (version += 1));
  const opened = { ...of, planId: chance.id(KIND.body, 64 + province), sessions: SESSIONS, from, to };
  const name = `Bồi dưỡng nghiệp vụ công tác Hội năm ${FIRST_YEAR + Math.floor(month / 12)}, lớp ${number}`;
  write({ type: 'ClassOpened', data: { ...opened, name, passMark: 5, at: dateOf(today - 20) } });
  write({ type: 'TraineesEnrolled', data: { ...of, trainees, at: dateOf(today - 12) } });
  const seen = new Set<string>();
  let attendances = 0;
  for (let session = 1; session <= SESSIONS; session += 1) {
    const there = trainees.filter((_one, n) => chance.about(first + n, ABOUT.training + session) % 20 !== 0);
    const traineeIds = there.map(({ traineeId }) => traineeId);
    for (const id of traineeIds) seen.add(id);
    attendances += traineeIds.length;
    const at = session <= SESSIONS / 2 ? from : to;
    if (traineeIds.length > 0) {
      write({ type: 'SessionAttended', data: { ...of, session, traineeIds, persons: seen.size, at } });
    }
  }
  let certificates = 0;
  for (const [n, { traineeId, personId, chapterId, unitId: traineeUnitId, post }] of trainees.entries()) {
    if (!seen.has(traineeId)) continue;
    const mark = 4 + (chance.about(first + n, ABOUT.training) % 13) / 2;
    write({ type: 'TraineeTested', data: { ...of, traineeId, mark, at: to } });
    if (mark < 5) continue;
    certificates += 1;
    const certificateNo = `${certificates}/GCN-MP-${number}`;
    const whose = { certificateNo, traineeId, personId, chapterId, traineeUnitId, post, at: dateOf(today - 5) };
    write({ type: 'CertificateIssued', data: { ...of, ...whose } });
  }
  const counts = { attendances, persons: seen.size, certificates, reportedPersons: null };
  write({ type: 'ClassClosed', data: { ...of, ...counts, at: dateOf(today - 5) } });
};

const traineeOf = (life: Life, posts: Posts['head'], chapter: number) => {
  const { world } = life;
  const n = holderOf(life, posts, chapter);
  return {
    traineeId: world.chance.id(KIND.trainee, n),
    personId: memberId(world, n),
    fullName: fullName(world, n),
    post: posts.post,
    ...ofChapter(world, chapter),
  };
};
