import { id, name, payment, plainDate, reason } from '@sohoi/fields';
import { z } from 'zod';
import { post } from './body.js';

const at = plainDate.meta({ description: 'The day on which it was true; never in the future' });

const taking = {
  /** The client may choose the id of the holding. */
  id: id.optional(),
  personId: id,
  fullName: name,
  gender: z.enum(['female', 'male']),
  post,
  partyMember: z.boolean(),
  at,
};
const example = {
  personId: '0197a7c0-0000-7000-8000-0000000000d1',
  fullName: 'Phạm Thị Ví Dụ',
  gender: 'female',
  post: 'chapterHead',
  partyMember: false,
  at: '2023-02-15',
} as const;

export const electPostHolder = z.strictObject(taking).meta({
  id: 'ElectPostHolder',
  description: 'Records that a person was elected to a post of a unit or chapter',
  example,
});

export const appointPostHolder = z.strictObject(taking).meta({
  id: 'AppointPostHolder',
  description: 'Records that a person was appointed to a post of a unit or chapter',
  example: { ...example, post: 'specialisedOfficer' },
});

export const correctPostHolderName = z.strictObject({ fullName: name, reason, at }).meta({
  id: 'CorrectPostHolderName',
  description: 'Corrects the name under which a holder of a post was recorded',
  example: { fullName: 'Phạm Thị Ví Dụ Hai', reason: 'Ghi sai tên', at: '2023-06-01' },
});

export const relievePostHolder = z.strictObject({ reason, at }).meta({
  id: 'RelievePostHolder',
  description: 'Ends the holding of a post, and the allowance with it',
  example: { reason: 'Chuyển công tác', at: '2023-06-01' },
});

export const grantAllowance = z
  .strictObject({ amount: payment, source: z.enum(['localBudget', 'otherLawfulRevenue']), at })
  .meta({
    id: 'GrantAllowance',
    description: 'Grants the holder a monthly allowance in đồng, in place of an earlier one',
    example: { amount: 540000, source: 'localBudget', at: '2023-03-01' },
  });

export const stopAllowance = z.strictObject({ reason, at }).meta({
  id: 'StopAllowance',
  description: 'Stops the monthly allowance of the holder',
  example: { reason: 'Hết nguồn kinh phí hỗ trợ', at: '2023-06-01' },
});

export const recordPartyAdmission = z.strictObject({ at }).meta({
  id: 'RecordPartyAdmission',
  description: 'Records that the holder of a post joined the Party',
  example: { at: '2023-05-19' },
});

export const postCommandBodies = {
  ElectPostHolder: electPostHolder,
  AppointPostHolder: appointPostHolder,
  CorrectPostHolderName: correctPostHolderName,
  RelievePostHolder: relievePostHolder,
  GrantAllowance: grantAllowance,
  StopAllowance: stopAllowance,
  RecordPartyAdmission: recordPartyAdmission,
} as const;

/** Of the holders in the unit or chapter those who are erased, as the host knows: nothing personal is recorded of them. */
export type ErasedHolders = { readonly erased?: readonly string[] };

/** Commands that write about the holder. */
type Remarking = 'RelievePostHolder' | 'StopAllowance';

/** A command on a post of the unit or chapter in whose stream it is decided. */
export type PostCommand = {
  [T in keyof typeof postCommandBodies]: {
    readonly type: T;
    readonly data: Omit<z.infer<(typeof postCommandBodies)[T]>, 'id'> & { holdingId: string } & (T extends Remarking
        ? ErasedHolders
        : unknown);
  };
}[keyof typeof postCommandBodies];

export type PostCommandOf<T extends PostCommand['type']> = Extract<PostCommand, { type: T }>;
