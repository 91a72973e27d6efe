// Generated from packages/contracts by infra/contracts/generate.mjs; not edited by hand.

export interface MemberState {
  memberId: string;
  status: 'active' | 'ended' | 'annulled';
  kind: 'ordinary' | 'honorary';
  chapterId: string;
  unitId: string;
  regular: boolean;
  duesPaid: string[];
  admittedAt: string;
  endedAt: string | null;
  sequence: string;
  streamversion: number;
}
