/**
 * Notices that the machine is on another network, or on one again: its addresses changed. Nothing tells a plain process
 * so, on any system; looking costs a tenth of a millisecond.
 */
import type { NetworkInterfaceInfo } from 'node:os';
import type { Clock } from '../../base/clock.ts';

interface NetworkWatchDependencies {
  readonly clock: Clock;
  readonly interfaces: () => NodeJS.Dict<NetworkInterfaceInfo[]>;
  /** There is a network, and it is not the one there was. */
  readonly onChanged: () => void;
}

/** Milliseconds between two looks. */
const lookEvery = 5_000;

/** Watches until the returned function is called. */
export function watchNetwork({ clock, interfaces, onChanged }: NetworkWatchDependencies): () => void {
  const addresses = () =>
    Object.values(interfaces())
      .flatMap((each) => each ?? [])
      .filter(({ internal }) => !internal)
      .map(({ address }) => address)
      .sort()
      .join(' ');
  let before = addresses();
  let cancel = () => {};
  const look = () => {
    const now = addresses();
    const isOther = now !== before;
    before = now;
    // A network that went away is noticed by the connections; there is nothing to try without one.
    if (isOther && now !== '') onChanged();
    cancel = clock.after(lookEvery, look);
  };
  cancel = clock.after(lookEvery, look);
  return () => cancel();
}
