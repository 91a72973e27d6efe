import { describe, expect, it } from '@jest/globals';
import { fold } from '@sohoi/decider';
import { play, recordedBy, rowSpecOf, specOf } from '@sohoi/decider/testing';
import fc from 'fast-check';
import type { ClusterCommand } from './cluster.commands.js';
import { cluster } from './cluster.decider.js';
import type { ClusterEvent } from './cluster.events.js';
import { clusterKeyOf, evolveClusterRow, membersOn } from './clusters.projection.js';
import type { ClusterRow } from './clusters.projection.js';

const { given } = specOf(cluster);

const clusterId = '0000000a-0000-5000-8000-00000000000c';
const unitId = '00000000-0000-5000-8000-000000000001';
const thanhHoa = '5d0f3c3e-1f0a-5c61-9a53-6d2f6f0e3801';
const ngheAn = '5d0f3c3e-1f0a-5c61-9a53-6d2f6f0e4001';

const forming = { clusterId, unitId, name: 'Cụm thi đua Trung bộ', at: '2022-01-01' };
const form = (name = forming.name): ClusterCommand => ({ type: 'FormCluster', data: { ...forming, name } });
const formed: ClusterEvent = { type: 'ClusterFormed', data: forming };
const join = (at: string, memberUnitId = thanhHoa): ClusterCommand => ({
  type: 'JoinCluster',
  data: { clusterId, memberUnitId, at },
});
const joined = (at: string, memberUnitId = thanhHoa): ClusterEvent => ({
  type: 'UnitJoinedCluster',
  data: { clusterId, unitId, memberUnitId, at },
});
const leave = (at: string, memberUnitId = thanhHoa): ClusterCommand => ({
  type: 'LeaveCluster',
  data: { clusterId, memberUnitId, at },
});
const left = (at: string): ClusterEvent => ({
  type: 'UnitLeftCluster',
  data: { clusterId, unitId, memberUnitId: thanhHoa, at },
});

describe('a cluster', () => {
  it('is formed once', () => {
    given().when(form()).then(formed);
    given(formed).when(form()).then();
    given(formed).when(form('Khác')).thenRejected({ code: 'ClusterAlreadyFormed', name: forming.name });
    given().when(join('2022-01-01')).thenRejected({ code: 'ClusterNotFormed' });
  });

  it('has a unit once at a time', () => {
    given(formed).when(join('2022-01-01')).then(joined('2022-01-01'));
    given(formed, joined('2022-01-01')).when(join('2022-01-01')).then();
    given(formed, joined('2022-01-01'))
      .when(join('2023-01-01'))
      .thenRejected({ code: 'UnitAlreadyInCluster', memberUnitId: thanhHoa, since: '2022-01-01' });
    given(formed, joined('2022-01-01')).when(join('2023-01-01', ngheAn)).then(joined('2023-01-01', ngheAn));
  });

  it('is not joined before it was formed', () => {
    given(formed)
      .when(join('2021-12-31'))
      .thenRejected({ code: 'JoinedBeforeForming', at: '2021-12-31', formedAt: '2022-01-01' });
  });

  it('is left once, not before the unit joined', () => {
    given(formed, joined('2022-01-01')).when(leave('2025-07-01')).then(left('2025-07-01'));
    given(formed, joined('2022-01-01'), left('2025-07-01')).when(leave('2025-07-01')).then();
    given(formed, joined('2022-01-01'), left('2025-07-01'))
      .when(leave('2025-08-01'))
      .thenRejected({ code: 'UnitNotInCluster', memberUnitId: thanhHoa });
    given(formed).when(leave('2025-07-01')).thenRejected({ code: 'UnitNotInCluster' });
    given(formed, joined('2022-02-01')).when(leave('2022-02-01')).then(left('2022-02-01'));
    given(formed, joined('2022-02-01'))
      .when(leave('2022-01-31'))
      .thenRejected({ code: 'LeftBeforeJoining', at: '2022-01-31', since: '2022-02-01' });
  });

  it('can be joined again, from the day of leaving on', () => {
    const history = [formed, joined('2022-01-01'), left('2025-07-01')];
    given(...history)
      .when(join('2025-07-01'))
      .then(joined('2025-07-01'));
    given(...history)
      .when(join('2025-06-30'))
      .thenRejected({ code: 'JoinedBeforeLeaving', at: '2025-06-30', leftAt: '2025-07-01' });
  });
});

describe('the row of a cluster', () => {
  const { givenRow } = rowSpecOf(evolveClusterRow);
  const row: ClusterRow = {
    clusterId,
    name: forming.name,
    unitId,
    formedAt: '2022-01-01',
    members: [],
    streamVersion: 1,
  };
  const stay = { unitId: thanhHoa, from: '2022-01-01', to: null };

  it('keeps every stay', () => {
    givenRow(undefined)
      .when({ ...formed, streamVersion: 1 })
      .thenRow(row);
    givenRow(row)
      .when({ ...joined('2022-01-01'), streamVersion: 2 })
      .thenRow({ ...row, members: [stay], streamVersion: 2 });
    givenRow({ ...row, members: [stay], streamVersion: 2 })
      .when({ ...left('2025-07-01'), streamVersion: 3 })
      .thenRow({ ...row, members: [{ ...stay, to: '2025-07-01' }], streamVersion: 3 });
    expect(clusterKeyOf(formed)).toBe(clusterId);
  });

  it('takes an event once, and none of a cluster that was never formed', () => {
    givenRow({ ...row, streamVersion: 2 })
      .when({ ...joined('2022-01-01'), streamVersion: 2 })
      .thenRow({ ...row, streamVersion: 2 });
    givenRow(undefined)
      .when({ ...joined('2022-01-01'), streamVersion: 2 })
      .thenRow(undefined);
    givenRow(undefined)
      .when({ ...left('2022-01-01'), streamVersion: 2 })
      .thenRow(undefined);
  });

  it('tells who was in the cluster on a day', () => {
    const members = [
      { ...stay, to: '2025-07-01' },
      { unitId: ngheAn, from: '2023-01-01', to: null },
    ];
    expect(membersOn({ ...row, members }, '2022-01-01')).toEqual([thanhHoa]);
    expect(membersOn({ ...row, members }, '2025-06-30')).toEqual([thanhHoa, ngheAn]);
    expect(membersOn({ ...row, members }, '2025-07-01')).toEqual([ngheAn]);
  });
});

describe('whatever is asked of a cluster', () => {
  const at = fc.constantFrom('2021-12-31', '2022-01-01', '2022-06-01', '2023-01-01', '2025-07-01');
  const member = fc.constantFrom(thanhHoa, ngheAn);
  const command = fc.oneof(
    fc.tuple(at, member).map(([day, who]) => join(day, who)),
    fc.tuple(at, member).map(([day, who]) => leave(day, who)),
  );
  const history = fc
    .array(command, { maxLength: 40, size: 'max' })
    .map((commands) => play(cluster, [form(), ...commands]));

  it('the same command twice records nothing new, and a rejected one changes nothing', () => {
    fc.assert(
      fc.property(history, (steps) => {
        for (const { before, command: again, decision, after } of steps) {
          if (decision.ok) expect(cluster.decide(again, after)).toEqual({ ok: true, events: [] });
          else expect(after).toBe(before);
        }
      }),
    );
  });

  it('the stays of a unit never overlap, and at most the last one lasts', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const row = recordedBy(steps).reduce<ClusterRow | undefined>(
          (before, event, n) => evolveClusterRow(before, { ...event, streamVersion: n + 1 }),
          undefined,
        );
        for (const who of [thanhHoa, ngheAn]) {
          const stays = row?.members.filter((one) => one.unitId === who) ?? [];
          stays.forEach(({ from, to }, n) => {
            const next = stays[n + 1];
            if (to !== null) expect(from <= to).toBe(true);
            if (next) expect(to !== null && to <= next.from).toBe(true);
          });
        }
        expect(() => fold(cluster, [...recordedBy(steps)].reverse())).not.toThrow();
      }),
    );
  });
});
