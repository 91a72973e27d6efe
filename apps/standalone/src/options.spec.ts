import { describe, expect, it } from '@jest/globals';
import { selfSigned } from '@sohoi/embedded-postgres/testing';
import { BadOption, optionsOf } from './options.js';

describe('how often erasures are looked for', () => {
  it('is every half minute, or as the environment says, within a day', () => {
    expect(optionsOf([], {})).toMatchObject({ rotateAfterErasures: 30 });
    expect(optionsOf([], { ROTATE_AFTER_ERASURES: '900' })).toMatchObject({ rotateAfterErasures: 900 });
    for (const wrong of ['0', '86401', 'soon', '1.5']) {
      expect(() => optionsOf([], { ROTATE_AFTER_ERASURES: wrong })).toThrow(
        /^ROTATE_AFTER_ERASURES takes .* 1 to 86400/,
      );
    }
  });
});

describe('where the log is', () => {
  it('is the data folder, or EventStoreDB as the environment says; another engine is refused without its address', () => {
    expect(optionsOf([], {})).toMatchObject({ eventStore: undefined });
    const EVENT_STORE = 'esdb+discover://u:secret@log.example.vn:2113';
    expect(optionsOf([], { EVENT_STORE })).toMatchObject({ eventStore: EVENT_STORE });
    expect(() => optionsOf([], { EVENT_STORE: 'kafka://u:secret@host' })).toThrow(/^EVENT_STORE takes (?!.*secret)/);
  });
});

describe('the options of the edge', () => {
  it('come from flags first, and name certificate and key', () => {
    const [mine, other] = [selfSigned(), selfSigned()];
    const flags = ['--tls-cert', mine.cert, '--tls-key', mine.key];
    const options = optionsOf(flags, { TLS_CERT_FILE: other.cert, RATE_LIMIT_ACTOR: '7' });
    expect(options).toMatchObject({ edges: { tls: { cert: expect.any(Buffer) as unknown }, rates: { actor: 7 } } });
    expect(() => optionsOf(['--tls-cert', mine.cert, '--tls-key', other.key], {})).toThrow(BadOption);
    for (const { remove } of [mine, other]) remove();
  });

  it('are without TLS and without metrics where nothing is said', () => {
    expect(optionsOf([], {})).toMatchObject({ edges: { tls: null, metrics: null } });
    expect(optionsOf([], { METRICS_PORT: '9464' })).toMatchObject({
      edges: { metrics: { host: '127.0.0.1', port: 9464 } },
    });
  });

  it.each([
    [['--tls-cert', 'a.pem'], {}, /TLS_CERT_FILE and TLS_KEY_FILE/],
    [[], { MAX_CONNECTIONS: 'many' }, /^MAX_CONNECTIONS: /],
    [[], { METRICS_PORT: '65536' }, /^METRICS_PORT: must be a number from 0 to 65535/],
    [[], { METRICS_PORT: '' }, /^METRICS_PORT: /],
  ])('%p with %p are refused with one sentence', (argv, env, sentence) => {
    expect(() => optionsOf(argv, env)).toThrow(sentence);
  });
});
