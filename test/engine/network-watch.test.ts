import type { NetworkInterfaceInfo } from 'node:os';
import { expect, it } from 'vitest';
import { watchNetwork } from '../../electron/engine/host-services/network-watch.ts';
import { createManualClock } from '../support/manual-clock.ts';

const at = (address: string, internal = false): NetworkInterfaceInfo => ({
  address,
  internal,
  family: 'IPv4',
  netmask: '255.255.255.0',
  mac: '00:00:00:00:00:00',
  cidr: null,
});

it('tells of a network that came back or is another one, not of one that went away', () => {
  const clock = createManualClock(0);
  let addresses = [at('127.0.0.1', true), at('192.0.2.7')];
  const told: number[] = [];
  const stop = watchNetwork({ clock, interfaces: () => ({ any: addresses }), onChanged: () => told.push(clock.now()) });
  clock.advance(60_000);
  addresses = [at('127.0.0.1', true)];
  clock.advance(60_000);
  expect(told).toEqual([]);
  addresses = [at('127.0.0.1', true), at('192.0.2.7')];
  clock.advance(60_000);
  addresses = [at('127.0.0.1', true), at('198.51.100.3')];
  clock.advance(60_000);
  expect(told).toEqual([125_000, 185_000]);
  stop();
  expect(clock.pending()).toBe(0);
});
