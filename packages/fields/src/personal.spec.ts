import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { code, id, name } from './fields.js';
import { isSealed, masked, opened, personal, personalFieldsOf, sealed, sensitive } from './personal.js';

const someone = '0197a7c0-0000-7000-8000-000000000001';
const schema = z.strictObject({
  memberId: id,
  person: z.strictObject({ fullName: personal(name, 'memberId'), belief: sensitive(name, 'memberId').optional() }),
  others: z.array(z.strictObject({ personId: id, fullName: personal(name, 'personId') })),
  group: masked(code, 'memberId'),
  groups: z.array(masked(code, 'memberId')),
  place: name,
});

describe('marks of personal fields', () => {
  it('are found through objects, lists and what may be absent', () => {
    expect(personalFieldsOf(schema)).toEqual([
      { kind: 'personal', of: 'memberId', path: ['person', 'fullName'] },
      { kind: 'sensitive', of: 'memberId', path: ['person', 'belief'] },
      { kind: 'personal', of: 'personId', path: ['others', '*', 'fullName'] },
      { kind: 'masked', of: 'memberId', path: ['group'] },
      { kind: 'masked', of: 'memberId', path: ['groups', '*'] },
    ]);
  });

  it('are found in a union of shapes, each where it is', () => {
    const either = z.union([z.strictObject({ note: personal(name, 'personId') }), z.strictObject({ count: z.int() })]);
    expect(personalFieldsOf(either)).toEqual([{ kind: 'personal', of: 'personId', path: ['note'] }]);
  });

  it('leave a schema alone that is used without the mark', () => {
    masked(code, 'memberId');
    personal(name, 'memberId');
    expect(personalFieldsOf(z.strictObject({ code, name }))).toEqual([]);
  });
});

describe('a personal field', () => {
  const field = personal(name, 'memberId');

  it('takes the value in the clear, checked as ever, and the sealed one', () => {
    expect(field.parse('  Nguyễn Thị Ví Dụ ')).toBe('Nguyễn Thị Ví Dụ');
    expect(field.parse({ sealed: '1.AbC_-9' })).toEqual({ sealed: '1.AbC_-9' });
    expect(field.safeParse('').success).toBe(false);
    expect(field.safeParse({ sealed: 'Nguyễn' }).success).toBe(false);
    expect(field.safeParse({ sealed: '1.AbC', more: 1 }).success).toBe(false);
  });

  it('is either open or sealed', () => {
    expect(opened<string>('Vân')).toBe('Vân');
    expect(opened<string>({ sealed: '1.AbC' })).toBeUndefined();
    expect(isSealed(sealed.parse({ sealed: '1.AbC' }))).toBe(true);
    expect(isSealed(someone)).toBe(false);
    expect(isSealed(null)).toBe(false);
  });
});

describe('a masked field', () => {
  it('takes the code and what it is kept as, and nothing else', () => {
    const field = masked(code, 'memberId');
    expect(field.parse('religion')).toBe('religion');
    expect(field.parse('m1.Zm9v_-')).toBe('m1.Zm9v_-');
    expect(field.safeParse('Religion').success).toBe(false);
  });
});
