/** What the ledger said it had recorded. */
export type Acknowledged = { readonly stream: string; readonly streamVersion: number; readonly position: string };

const CALLERS = 8;

type Place = { readonly id: string };

/**
 * Admits members and records what they pay, by eight callers at once, until the ledger no longer answers.
 * @param onAcknowledged is told how many changes were acknowledged so far
 */
export const loadUntilGone = async (
  url: string,
  token: string,
  round: string,
  onAcknowledged: (count: number) => void,
): Promise<readonly Acknowledged[]> => {
  const acknowledged: Acknowledged[] = [];
  const post = async (path: string, key: string, body: object): Promise<string> => {
    const response = await fetch(url + path, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': `${round}/${key}`,
      },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as { id: string; streamVersion: number; position: string };
    if (response.status !== 201) throw new Error(`${path} answered ${response.status} ${JSON.stringify(answer)}`);
    onAcknowledged(acknowledged.push({ ...answer, stream: `member-${answer.id}` }));
    return answer.id;
  };

  const caller = async (chapters: readonly Place[], who: number): Promise<void> => {
    for (let n = 0; ; n += 1) {
      const chapter = chapters[(who + n) % chapters.length];
      const person = { fullName: `Nguyễn Thị Ví Dụ ${who}-${n}`, birthYear: 1980, gender: 'female' };
      const member = await post('/v1/members', `${who}-${n}`, { chapterId: chapter?.id, person, at: '2023-07-03' });
      const dues = { halfYear: '2023-H2', amount: 12_000, at: '2023-07-05' };
      await post(`/v1/members/${member}/dues`, `${who}-${n}-dues`, dues);
      await post(`/v1/members/${member}/participation`, `${who}-${n}-part`, { regular: true, at: '2023-07-10' });
    }
  };

  const chapters = await chaptersOf(url, token);
  if (chapters) {
    const callers = Array.from({ length: CALLERS }, (_one, who) => caller(chapters, who).catch(onlyUnreachable));
    await Promise.all(callers);
  }
  return acknowledged;
};

const chaptersOf = async (url: string, token: string): Promise<readonly Place[] | null> => {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${url}/v1/units?level=chapter&status=active`, { headers }).catch(onlyUnreachable);
  if (!answer) return null;
  const body = await answer.json().catch(onlyUnreachable);
  return (body as { data: Place[] } | undefined)?.data ?? null;
};

/** `fetch` says TypeError when the other side is gone (one of another realm under jest); all else must be seen. */
const onlyUnreachable = (error: unknown): undefined => {
  const { name, message } = error as Error;
  if (name === 'TypeError' || /terminated|JSON/i.test(message)) return;
  throw error;
};
