import { describe, expect, it } from '@jest/globals';
import { PostgresFailed } from '@sohoi/embedded-postgres';
import { EsdbUnavailable, EsdbUnusable } from '@sohoi/event-log';
import { MetricsPortUnusable } from '@sohoi/nest';
import { KeyFolderUnsafe, KeyStoreUnavailable, MasterKeyMissing } from '@sohoi/sealing';
import { inLanguageOf, sentenceFor } from './cannot-start.js';

const options = { port: 80, host: '10.9.9.9' };
const system = (code: string, more: object = {}): Error => Object.assign(new Error(code), { code, ...more });

describe('the sentence for what keeps the standalone from running', () => {
  it.each([
    ['a port for the mighty', system('EACCES', { syscall: 'listen' }), 'Port 80 may not be used'],
    ['a port that is taken', system('EADDRINUSE', { syscall: 'listen' }), 'Port 80 is taken'],
    ['an address of another machine', system('EADDRNOTAVAIL', { syscall: 'listen' }), 'no address 10.9.9.9'],
    ['a file of another user', system('EACCES', { syscall: 'open', path: '/data/key' }), '/data/key may not be used'],
    ['a full disk', system('ENOSPC', { syscall: 'write' }), 'The disk is full'],
    ['a database that ended', new PostgresFailed('PostgreSQL has ended', ['PANIC: no room']), 'PANIC: no room'],
    ['a master key that is gone', new MasterKeyMissing('k1', '/data/keys/k1.key'), '/data/keys/k1.key is missing'],
    [
      'a key that may not be read',
      new KeyStoreUnavailable('/data/keys', Object.assign(new Error(), { code: 'EACCES', path: '/data/keys/k1.key' })),
      '/data/keys/k1.key may not be used (EACCES)',
    ],
    [
      'a log that is away',
      new EsdbUnavailable('…', { detail: 'ECONNREFUSED', address: 'esdb://***@h' }),
      'EventStoreDB at esdb://***@h cannot be reached (ECONNREFUSED)',
    ],
    [
      'a log of whom nobody knows',
      new EsdbUnavailable('…', { trouble: 'untrusted', detail: 'self-signed certificate', address: 'esdb://h' }),
      'The certificate of EventStoreDB at esdb://h is not trusted (self-signed certificate)',
    ],
    [
      'a log for others',
      new EsdbUnusable('…', { trouble: 'login', address: 'esdb://***@h' }),
      'EventStoreDB at esdb://***@h refuses the login',
    ],
    [
      'a log that is too old',
      new EsdbUnusable('…', { trouble: 'version', detail: '21.10.9', address: 'esdb://h' }),
      'EventStoreDB at esdb://h is of version 21.10.9, and 22.6 or later, or KurrentDB, is needed',
    ],
    [
      'an address that is none',
      new EsdbUnusable('…', { trouble: 'address', detail: 'tls', address: 'esdb://h?tls=maybe' }),
      'The address of EventStoreDB at esdb://h?tls=maybe cannot be used (tls)',
    ],
    [
      'a port of metrics that is taken',
      new MetricsPortUnusable({ host: '127.0.0.1', port: 9464 }, system('EADDRINUSE', { syscall: 'listen' })),
      'Metrics cannot be served on port 9464 of 127.0.0.1 (EADDRINUSE)',
    ],
    ['keys that others can read', new KeyFolderUnsafe('/data/keys'), 'Others can read /data/keys'],
  ])('names %s and says what to do', (_what, error, part) => {
    const sentence = sentenceFor(error, options);
    expect(sentence?.en).toContain(part);
    expect(sentence?.en).toMatch(/: [^:]+\.$/);
    expect(sentence?.vi).not.toBe(sentence?.en);
    expect(sentence?.vi).not.toMatch(/\b(cannot|could|refuses|wrong|undefined)\b/);
  });

  it.each([new TypeError('undefined is not a function'), 'oops', undefined])('is not made up for %p', (error) => {
    expect(sentenceFor(error, options)).toBeNull();
  });

  it('is Vietnamese on a Vietnamese system, in the order in which POSIX asks', () => {
    const sentence = { vi: 'vi', en: 'en' };
    expect(inLanguageOf({ LANG: 'vi_VN.UTF-8' }, sentence)).toBe('vi');
    expect(inLanguageOf({ LC_ALL: 'C', LANG: 'vi_VN.UTF-8' }, sentence)).toBe('en');
    expect(inLanguageOf({}, sentence)).toBe('en');
  });
});
