import { id, name, plainDate, reason } from '@sohoi/fields';
import { z } from 'zod';

const at = plainDate.meta({ description: 'The day on which it was true; never in the future' });

/** The client may choose the id. */
export const establishGroup = z.strictObject({ id: id.optional(), chapterId: id, name, at }).meta({
  id: 'EstablishGroup',
  description: 'Establishes a women’s group within a chapter',
  example: { chapterId: '0197a7c0-0000-7000-8000-0000000000c1', name: 'Tổ phụ nữ Ví Dụ 1', at: '2023-01-20' },
});

export const closeGroup = z.strictObject({ reason, at }).meta({
  id: 'CloseGroup',
  description: 'Closes a women’s group',
  example: { reason: 'Ghép với Tổ phụ nữ Ví Dụ 2', at: '2023-06-30' },
});

export const groupCommandBodies = { EstablishGroup: establishGroup, CloseGroup: closeGroup } as const;

/** What the host adds: the id of the path, and unit and end (null or absent: none) of the chapter that the body names. */
export type GroupCommand =
  | {
      readonly type: 'EstablishGroup';
      readonly data: Omit<z.infer<typeof establishGroup>, 'id'> & {
        groupId: string;
        unitId: string;
        chapterClosedAt?: string | null;
      };
    }
  | { readonly type: 'CloseGroup'; readonly data: z.infer<typeof closeGroup> & { groupId: string } };
