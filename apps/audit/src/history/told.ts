import { WHOLE_ORGANISATION } from '@sohoi/access/events';
import { decode } from '@sohoi/decider';
import type { RecordedEvent } from '@sohoi/event-store';
import { accessSentences } from './access.sentences.js';
import { historyEvents } from './changes.js';
import type { HistoryEvent } from './changes.js';
import { evaluationSentences } from './evaluation.sentences.js';
import { memberSentences } from './member.sentences.js';
import { organizationSentences } from './organization.sentences.js';
import { personsSentences } from './persons.sentences.js';
import type { Say, SentencesOf } from './sentences.js';
import { trainingSentences } from './training.sentences.js';
import { wordOf } from './words.js';
import type { Bilingual } from './words.js';

export const historySentences: SentencesOf<HistoryEvent> = {
  ...{ ...organizationSentences, ...memberSentences, ...trainingSentences },
  ...{ ...evaluationSentences, ...personsSentences, ...accessSentences },
};

const whole: Bilingual = { vi: 'toàn hệ thống', en: 'the whole organisation' };

const numbers = { vi: new Intl.NumberFormat('vi-VN'), en: new Intl.NumberFormat('en-GB') };

const sayIn = (language: keyof Bilingual, names: ReadonlyMap<string, string>): Say => ({
  place: (id) => (id === WHOLE_ORGANISATION ? whole[language] : (names.get(id) ?? id)),
  day: (date) => (language === 'vi' ? date.split('-').reverse().join('/') : date),
  number: (value) => numbers[language].format(value),
  word: (code) => wordOf(code, language),
});

/** What happened, in one sentence of each language. @param names of the places that the asker may see, by id */
export const sentenceOf = (event: RecordedEvent, names: ReadonlyMap<string, string>): Bilingual => {
  const { type, data } = decode(historyEvents, event);
  const sentence = historySentences[type] as { readonly [L in keyof Bilingual]: (data: unknown, say: Say) => string };
  const told = (language: keyof Bilingual): string => capital(sentence[language](data, sayIn(language, names)));
  return { vi: told('vi'), en: told('en') };
};

/** Why, as who recorded it says; null where nothing is said. What is sealed stays so. */
export const reasonOf = ({ type, data }: RecordedEvent): unknown => {
  if (typeof data !== 'object' || data === null) return null;
  const { reason, note } = data as { readonly reason?: unknown; readonly note?: unknown };
  // There the reason is a code, which the sentence says in words.
  return (type === 'MembershipEnded' || type === 'RequestLapsed' ? note : (reason ?? note)) ?? null;
};

/** Every text in the data of events that may be the id of a place. */
export const idsIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return UUID.test(value) ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(idsIn);
};

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

const capital = (sentence: string): string => sentence.charAt(0).toUpperCase() + sentence.slice(1);
