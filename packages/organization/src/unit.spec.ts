import { describe, it } from '@jest/globals';
import { specOf } from '@sohoi/decider/testing';
import type { UnitLevel } from './body.js';
import type { UnitCommand, UnitCommandOf } from './unit.commands.js';
import { unit } from './unit.decider.js';
import type { UnitEvent } from './unit.events.js';

const { given } = specOf(unit);

const unitId = 'xa-1';
const common = { kind: 'Xã', name: 'Hội LHPN xã Ví Dụ', code: '00000', at: '2023-01-10' };

const establish = (level: UnitLevel, parentLevel: UnitLevel | null): UnitCommandOf<'EstablishUnit'> => ({
  type: 'EstablishUnit',
  data: { unitId, parentId: parentLevel && 'parent', level, parentLevel, ...common },
});
const established = (level: UnitLevel = 'commune', parentId: string | null = 'parent'): UnitEvent => ({
  type: 'UnitEstablished',
  data: { unitId, parentId, level, ...common },
});
const rename = (name: string): UnitCommand => ({ type: 'RenameUnit', data: { unitId, name, at: '2023-04-01' } });
const move = (to: string, parentLevel: UnitLevel, at = '2023-04-01'): UnitCommand => ({
  type: 'MoveUnit',
  data: { unitId, to, parentLevel, at },
});
const moved: UnitEvent = { type: 'UnitMoved', data: { unitId, from: 'parent', to: 'other', at: '2023-04-01' } };
const dissolve = (at = '2023-06-30'): UnitCommand => ({
  type: 'DissolveUnit',
  data: { unitId, reason: 'Sáp nhập', at },
});
const dissolved: UnitEvent = {
  type: 'UnitDissolved',
  data: { unitId, parentId: 'parent', reason: 'Sáp nhập', at: '2023-06-30' },
};
const countWomen = (count: number, at = '2023-01-31'): UnitCommand => ({
  type: 'CountWomen',
  data: { unitId, count, at },
});
const counted = (count: number, at = '2023-01-31'): UnitEvent => ({
  type: 'WomenCounted',
  data: { unitId, count, at },
});

describe('the levels of units', () => {
  it.each<[UnitLevel, UnitLevel | null]>([
    ['central', null],
    ['province', 'central'],
    ['district', 'province'],
    ['commune', 'district'],
    ['commune', 'province'],
  ])('let a %s unit stand under %s', (level, parentLevel) => {
    given()
      .when(establish(level, parentLevel))
      .then(established(level, parentLevel && 'parent'));
  });

  it.each<[UnitLevel, UnitLevel | null]>([
    ['central', 'central'],
    ['province', null],
    ['province', 'province'],
    ['district', 'central'],
    ['commune', 'central'],
    ['commune', 'commune'],
    ['commune', null],
  ])('do not let a %s unit stand under %s', (level, parentLevel) => {
    given().when(establish(level, parentLevel)).thenRejected({ code: 'WrongParentLevel', level, parentLevel });
  });

  it('hold for a move too', () => {
    given(established()).when(move('other', 'province')).then(moved);
    given(established())
      .when(move('other', 'central'))
      .thenRejected({ code: 'WrongParentLevel', allowed: ['district', 'province'] });
    given(established('central', null)).when(move('other', 'central')).thenRejected({ code: 'WrongParentLevel' });
  });
});

describe('a unit', () => {
  it('is established once', () => {
    given(established()).when(establish('commune', 'province')).then();
    given(established(), moved).when(establish('commune', 'province')).then();
    given(established('district'))
      .when(establish('commune', 'province'))
      .thenRejected({ code: 'UnitAlreadyEstablished' });
  });

  it('takes no command before it is established', () => {
    given().when(rename('Khác')).thenRejected({ code: 'UnitNotEstablished' });
  });

  it('takes another name, but not the one it has', () => {
    given(established())
      .when(rename('Hội LHPN phường Ví Dụ'))
      .then({ type: 'UnitRenamed', data: { unitId, name: 'Hội LHPN phường Ví Dụ', at: '2023-04-01' } });
    given(established()).when(rename(common.name)).then();
    const renamed: UnitEvent = { type: 'UnitRenamed', data: { unitId, name: 'Khác', at: '2023-04-02' } };
    given(established(), renamed)
      .when(rename('Hội LHPN phường Ví Dụ'))
      .thenRejected({ code: 'BeforeRename', since: '2023-04-02' });
  });

  it('moves from the parent it has, and not before it came under it', () => {
    given(established()).when(move('parent', 'province')).then();
    given(established(), moved).when(move('other', 'province')).then();
    given(established(), moved)
      .when(move('parent', 'province', '2023-03-31'))
      .thenRejected({ code: 'BeforeMove', since: '2023-04-01' });
  });

  it('comes under no unit from the day of its end on', () => {
    const above = { parentLevel: 'district', parentDissolvedAt: '2023-01-10' } as const;
    const under = establish('commune', 'district');
    given()
      .when({ ...under, data: { ...under.data, ...above } })
      .thenRejected({ code: 'ParentIsDissolved', dissolvedAt: '2023-01-10' });
    given()
      .when({ ...under, data: { ...under.data, ...above, parentDissolvedAt: '2023-01-11' } })
      .then(established());
    given(established())
      .when({ type: 'MoveUnit', data: { unitId, to: 'other', ...above, at: '2023-04-01' } })
      .thenRejected({ code: 'ParentIsDissolved', dissolvedAt: '2023-01-10' });
  });

  it('does nothing before the day of its establishment', () => {
    given(established())
      .when(countWomen(4210, '2023-01-09'))
      .thenRejected({ code: 'BeforeEstablishment', establishedAt: '2023-01-10' });
  });

  it('may move, count and be dissolved on the day of its establishment', () => {
    const day = common.at;
    given(established())
      .when(move('other', 'province', day))
      .then({ type: 'UnitMoved', data: { unitId, from: 'parent', to: 'other', at: day } });
    given(established()).when(countWomen(4210, day)).then(counted(4210, day));
    given(established())
      .when(dissolve(day))
      .then({ type: 'UnitDissolved', data: { unitId, parentId: 'parent', reason: 'Sáp nhập', at: day } });
  });

  it('is dissolved once, and then says no to everything', () => {
    given(established()).when(dissolve()).then(dissolved);
    given(established(), dissolved).when(dissolve()).then();
    given(established(), dissolved)
      .when(rename('Khác'))
      .thenRejected({ code: 'UnitIsDissolved', dissolvedAt: '2023-06-30' });
    given(established(), moved).when(dissolve('2023-03-01')).thenRejected({ code: 'BeforeMove' });
  });

  it('has one count of women a day, and a correction replaces it', () => {
    given(established()).when(countWomen(4210)).then(counted(4210));
    given(established(), counted(4210)).when(countWomen(4210)).then();
    given(established(), counted(4210)).when(countWomen(4190)).then(counted(4190));
    given(established(), counted(4210), counted(4300, '2023-03-31')).when(countWomen(4210)).then();
  });
});

describe('the dissolution of a unit', () => {
  const holding = {
    holdingId: 'h1',
    body: { kind: 'unit' as const, id: unitId },
    unitId,
    personId: 'p1',
    post: 'chair' as const,
    partyMember: true,
  };
  const chair: UnitEvent = {
    type: 'PostHolderElected',
    data: { ...holding, fullName: 'Phạm Thị Ví Dụ', gender: 'female', at: '2023-02-15' },
  };

  it('relieves whoever is in a post', () => {
    given(established(), chair)
      .when(dissolve())
      .then(
        { type: 'PostHolderRelieved', data: { ...holding, hadAllowance: false, reason: 'Sáp nhập', at: '2023-06-30' } },
        dissolved,
      );
  });

  it('does not precede the day on which somebody took office', () => {
    given(established(), chair)
      .when(dissolve('2023-02-14'))
      .thenRejected({ code: 'BeforeTakingOffice', since: '2023-02-15' });
  });
});

describe('the successors of a unit', () => {
  type Named = UnitCommandOf<'NameSuccessors'>['data'];
  const name = (successorIds: string[], change: Partial<Named> = {}): UnitCommand => ({
    type: 'NameSuccessors',
    data: { unitId, successorIds, returning: [], below: [], ended: [], at: '2023-07-01', ...change },
  });
  const succeeded = (...successorIds: string[]): UnitEvent => ({
    type: 'UnitSucceeded',
    data: { unitId, successorIds, at: '2023-07-01' },
  });
  const gone = [established(), dissolved] as const;

  it('are named once it is dissolved, one or several', () => {
    given(...gone)
      .when(name(['xa-2', 'xa-3']))
      .then(succeeded('xa-2', 'xa-3'));
    given(established())
      .when(name(['xa-2']))
      .thenRejected({ code: 'UnitStillStands' });
  });

  it('are the list that was named last; the same list records nothing', () => {
    given(...gone, succeeded('xa-2'))
      .when(name(['xa-3']))
      .then(succeeded('xa-3'));
    given(...gone, succeeded('xa-2'))
      .when(name(['xa-2']))
      .then();
  });

  it('are others than itself, and none that it succeeds', () => {
    given(...gone)
      .when(name([unitId]))
      .thenRejected({ code: 'SucceedsItself' });
    given(...gone)
      .when(name(['xa-2', 'xa-3'], { returning: ['xa-3'] }))
      .thenRejected({ code: 'SuccessorsInRing', successorId: 'xa-3' });
  });

  it('stand neither below it nor below what it goes on after, in their own successors either', () => {
    given(...gone)
      .when(name(['xa-2', 'xa-3'], { below: ['xa-3'] }))
      .thenRejected({ code: 'SuccessorIsBelow', successorId: 'xa-3' });
  });

  it('do not come to stand below it afterwards, nor with a unit above them', () => {
    const below = { to: 'gone', parentLevel: 'province', heirs: ['xa-9'] } as const;
    given(established())
      .when({ type: 'MoveUnit', data: { unitId, ...below, at: '2023-04-01' } })
      .thenRejected({ code: 'MovesBelowPredecessor', successorId: 'xa-9' });
  });

  it('have not ended by the day on which they go on after it', () => {
    const ended = [{ successorId: 'xa-2', dissolvedAt: '2023-08-01' }];
    given(...gone)
      .when(name(['xa-2'], { ended, at: '2023-08-01' }))
      .thenRejected({ code: 'SuccessorIsDissolved', successorId: 'xa-2', dissolvedAt: '2023-08-01' });
    given(...gone)
      .when(name(['xa-2'], { ended, at: '2023-07-01' }))
      .then(succeeded('xa-2'));
  });

  it('follow it on the day of its dissolution at the earliest', () => {
    given(...gone)
      .when(name(['xa-2'], { at: '2023-06-29' }))
      .thenRejected({ code: 'BeforeDissolution', dissolvedAt: '2023-06-30' });
  });
});
