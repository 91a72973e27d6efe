import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { atLeader, eachOf, refuseBadAddress, withoutPassword } from './connection-string.js';

let folder: string;
const SECRET = 'opensesame';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sohoi-esdb-'));
  writeFileSync(join(folder, 'text.pem'), 'no certificate');
});
afterAll(() => rmSync(folder, { recursive: true }));

const saidOf = (address: string): string => {
  try {
    refuseBadAddress(address);
    return '';
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  }
};

describe('an address of EventStoreDB', () => {
  it.each([
    'esdb://127.0.0.1:2113',
    'esdb://127.0.0.1:2113/?tls=false',
    'esdb+discover://cluster.example.vn?nodePreference=follower&keepAliveInterval=10000&keep_alive_timeout=-1',
    'esdb://u:p%40%3A%25@a:1,b:2,c:3?node-preference=Read-Only-Replica&connectionName=sohoi',
    'esdb://u:a/b?c@host:2113?tls=true',
  ])('may be %s', (address) => {
    expect(saidOf(address)).toBe('');
  });

  it.each([
    ['?nodePrefrence=leader', 'it has a parameter that EventStoreDB does not have: nodePrefrence'],
    ['?nodePreference=master', 'its nodePreference takes leader, follower, readOnlyReplica or random'],
    ['?tls=maybe', 'its tls takes true or false'],
    ['?tls', 'its tls takes true or false'],
    ['?tlsVerifyCert=false', 'its tlsVerifyCert takes true: name the certificate'],
    ['?keepAliveInterval=soon', 'its keepAliveInterval takes a whole number, or -1'],
    ['?defaultDeadline=0', 'its defaultDeadline takes a whole number from 1'],
    ['?tlsCAFile=/nowhere/ca.pem', 'the file that its tlsCAFile names cannot be read (ENOENT)'],
    ['?=x', 'a parameter that EventStoreDB does not have: one without a name'],
  ])('is refused with what is wrong with it, and without its password: %s', (query, sentence) => {
    const said = saidOf(`esdb://admin:${SECRET}@127.0.0.1:2113${query}`);
    expect(said).toContain('EsdbUnusable: the address of the log cannot be used: ');
    expect(said).toContain(sentence);
    expect(said).not.toContain(SECRET);
    expect(said).not.toContain('\n');
  });

  it('is refused where a file is no certificate, or one of a pair is missing', () => {
    const file = join(folder, 'text.pem');
    expect(saidOf(`esdb://h?tlsCAFile=${file}`)).toMatch(/its tlsCAFile names holds no certificate$/);
    expect(saidOf(`esdb://h?userKeyFile=${encodeURIComponent(file)}`)).toMatch(/userKeyFile come together$/);
  });

  it.each([
    [`esdb://admin:a:${SECRET}@127.0.0.1`, 'a colon in the password is written %3A'],
    [`esdb://admin:50%${SECRET}@127.0.0.1`, '% in name or password is written %25'],
    [`esdb://admin:a@${SECRET}@127.0.0.1`, '@ and % in name or password are written %40, %25'],
    [`esdb://${SECRET}@127.0.0.1`, 'it is none of EventStoreDB'],
    ['esdb://', 'it is none of EventStoreDB'],
  ])('with a login that the client would misread is refused: %s', (address, sentence) => {
    const said = saidOf(address);
    expect(said).toContain(sentence);
    expect(said).not.toContain(SECRET);
  });

  it.each([
    [`esdb://admin:${SECRET}@h:1?tls=false`, 'esdb://***@h:1?tls=false'],
    [`esdb+discover://admin:a/${SECRET}@h`, 'esdb+discover://***@h'],
    [`esdb://admin:a@${SECRET}@h`, 'esdb://***@h'],
    [`esdb://admin:a\n${SECRET}@h`, 'esdb://***@h'],
    ['esdb://h:1,i:2?tls=false', 'esdb://h:1,i:2?tls=false'],
  ])('%j is shown without login as %s', (address, shown) => {
    expect(withoutPassword(address)).toBe(shown);
  });

  it('leads to the leader, however its preference is spelt', () => {
    expect(atLeader('esdb://u:p@h?tls=false&node_preference=follower')).toBe(
      'esdb://u:p@h?tls=false&nodePreference=leader',
    );
    expect(atLeader('esdb://u:p@h')).toBe('esdb://u:p@h');
  });

  it('of a cluster can be taken apart into its nodes, each with login and parameters', () => {
    expect(eachOf('esdb://u:p@a:1,b:2?tls=false')).toEqual(['esdb://u:p@a:1?tls=false', 'esdb://u:p@b:2?tls=false']);
    expect(eachOf('esdb+discover://a')).toEqual(['esdb://a']);
    expect(eachOf('esdb://a:1?tls=false')).toEqual([]);
  });
});
