import { namedId } from '@sohoi/nest';
import type { TestLedger } from './test-ledger.js';
import { commune } from './two-communes.js';

/**
 * Records what a decision about a person does, past the request that leads to it: the event alone, the first of her
 * stream. Nobody waits for any read model, nor for the end of her key.
 */
export const actOnPerson = async (
  ledger: TestLedger,
  type: 'PersonErased' | 'ProcessingRestricted',
  personId: string,
  at: string,
): Promise<void> => {
  const act = { requestId: namedId(`request of ${type}`), legalGround: 'data-law-art-4-1', by: 'urn:sohoi:test', at };
  const metadata = { actor: act.by, role: 'x', correlationId: namedId('spec'), causationId: null, commandHash: '' };
  const event = {
    id: namedId(`spec ${type} ${personId}`),
    type,
    schemaVersion: 1,
    data: { personId, unitId: commune, ...act },
    metadata,
  };
  await ledger.store.append(`person-${personId}`, 0, [event]);
};
