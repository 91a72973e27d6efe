import { describe, it } from '@jest/globals';
import { specOf } from '@sohoi/decider/testing';
import type { AwardCommand } from './award.commands.js';
import { award } from './award.decider.js';
import type { AwardEvent } from './award.events.js';

const { given } = specOf(award);

const awardId = '0000000a-0000-5000-8000-00000000000a';
const unitId = '5d0f3c3e-1f0a-5c61-9a53-6d2f6f0e3801';
const body = { kind: 'unit', id: unitId } as const;
const granting = { awardId, body, unitId, title: 'Cờ thi đua "Đơn vị xuất sắc"', periodId: null, at: '2023-12-15' };

const grant = (title = granting.title): AwardCommand => ({ type: 'GrantAward', data: { ...granting, title } });
const granted: AwardEvent = { type: 'AwardGranted', data: granting };
const revoke = (at: string, reason = 'Kê khai không đúng'): AwardCommand => ({
  type: 'RevokeAward',
  data: { awardId, reason, at },
});
const revoked: AwardEvent = {
  type: 'AwardRevoked',
  data: { awardId, body, unitId, grantedAt: '2023-12-15', reason: 'Kê khai không đúng', at: '2024-06-01' },
};

describe('an award', () => {
  it('is granted once', () => {
    given().when(grant()).then(granted);
    given(granted).when(grant()).then();
    given(granted).when(grant('Bằng khen')).thenRejected({ code: 'AwardAlreadyGranted', title: granting.title });
  });

  it('is revoked once, with a reason', () => {
    given(granted).when(revoke('2024-06-01')).then(revoked);
    given(granted, revoked).when(revoke('2024-06-01')).then();
    given(granted, revoked)
      .when(revoke('2024-06-01', 'Sai quy trình'))
      .thenRejected({ code: 'AwardAlreadyRevoked', at: '2024-06-01' });
  });

  it('is not revoked before it was granted', () => {
    given(granted)
      .when(revoke('2023-12-14'))
      .thenRejected({ code: 'RevokedBeforeGranted', at: '2023-12-14', grantedAt: '2023-12-15' });
    given(granted)
      .when(revoke('2023-12-15'))
      .then({
        type: 'AwardRevoked',
        data: { awardId, body, unitId, grantedAt: '2023-12-15', reason: 'Kê khai không đúng', at: '2023-12-15' },
      });
    given().when(revoke('2024-06-01')).thenRejected({ code: 'AwardNotGranted' });
  });

  it('is not granted anew once it was revoked, unless under another id', () => {
    given(granted, revoked).when(grant()).then();
    given(granted, revoked).when(grant('Bằng khen')).thenRejected({ code: 'AwardAlreadyGranted' });
  });
});
