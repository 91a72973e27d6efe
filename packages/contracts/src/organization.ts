import { organizationEvents } from '@sohoi/organization/events';
import { publicly } from './public-event.js';
import type { PublicEvent } from './public-event.js';

const event = publicly('organization');
const of = organizationEvents;
const ofHolding = ['holdingId', 'body', 'unitId', 'personId', 'post', 'at'] as const;

export const organization: Readonly<Record<string, PublicEvent>> = {
  UnitEstablished: event(
    'unit.established',
    of.UnitEstablished.schema,
    ['unitId', 'parentId', 'level', 'kind', 'name', 'code', 'legalAct', 'at'],
    { vi: 'Một đơn vị được thành lập.', en: 'A unit is established.' },
  ),
  UnitRenamed: event('unit.renamed', of.UnitRenamed.schema, ['unitId', 'name', 'legalAct', 'at'], {
    vi: 'Một đơn vị đổi tên.',
    en: 'A unit gets another name.',
  }),
  UnitMoved: event('unit.moved', of.UnitMoved.schema, ['unitId', 'from', 'to', 'legalAct', 'at'], {
    vi: 'Một đơn vị chuyển sang đơn vị cấp trên khác.',
    en: 'A unit moves to another parent unit.',
  }),
  UnitDissolved: event('unit.dissolved', of.UnitDissolved.schema, ['unitId', 'parentId', 'legalAct', 'at'], {
    vi: 'Một đơn vị giải thể.',
    en: 'A unit is dissolved.',
  }),
  UnitSucceeded: event('unit.succeeded', of.UnitSucceeded.schema, ['unitId', 'successorIds', 'legalAct', 'at'], {
    vi: 'Các đơn vị kế tục một đơn vị đã giải thể.',
    en: 'Which units go on after a dissolved one.',
  }),
  WomenCounted: event('unit.women-counted', of.WomenCounted.schema, ['unitId', 'count', 'source', 'at'], {
    vi: 'Số phụ nữ từ 18 tuổi trên địa bàn một đơn vị.',
    en: 'How many women aged 18 and over live in the area of a unit.',
  }),
  ChapterEstablished: event(
    'chapter.established',
    of.ChapterEstablished.schema,
    ['chapterId', 'unitId', 'name', 'basis', 'decision', 'at'],
    { vi: 'Một chi hội được thành lập.', en: 'A chapter is established.' },
  ),
  ChapterClosed: event('chapter.closed', of.ChapterClosed.schema, ['chapterId', 'unitId', 'at'], {
    vi: 'Một chi hội kết thúc hoạt động.',
    en: 'A chapter is closed.',
  }),
  ChapterWomenCounted: event(
    'chapter.women-counted',
    of.ChapterWomenCounted.schema,
    ['chapterId', 'unitId', 'count', 'source', 'at'],
    {
      vi: 'Số phụ nữ từ 18 tuổi mà một chi hội có thể tập hợp.',
      en: 'How many women aged 18 and over a chapter could gather.',
    },
  ),
  GroupEstablished: event(
    'group.established',
    of.GroupEstablished.schema,
    ['groupId', 'chapterId', 'unitId', 'name', 'at'],
    {
      vi: 'Một tổ phụ nữ được thành lập.',
      en: 'A group is established.',
    },
  ),
  GroupClosed: event('group.closed', of.GroupClosed.schema, ['groupId', 'chapterId', 'unitId', 'at'], {
    vi: 'Một tổ phụ nữ kết thúc hoạt động.',
    en: 'A group is closed.',
  }),
  PostHolderElected: event('post.elected', of.PostHolderElected.schema, ofHolding, {
    vi: 'Một người được bầu giữ một chức danh.',
    en: 'Somebody is elected to a post.',
  }),
  PostHolderAppointed: event('post.appointed', of.PostHolderAppointed.schema, ofHolding, {
    vi: 'Một người được chỉ định giữ một chức danh.',
    en: 'Somebody is appointed to a post.',
  }),
  PostHolderRelieved: event('post.relieved', of.PostHolderRelieved.schema, ofHolding, {
    vi: 'Một người thôi giữ một chức danh.',
    en: 'Somebody is relieved of a post.',
  }),
};
