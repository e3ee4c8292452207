/**
 * Detects a change of network by polling the machine's addresses: no system notifies a plain process. One look costs a
 * tenth of a millisecond.
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
    // A lost network is noticed by the connections; without one there is nothing to retry.
    if (isOther && now !== '') onChanged();
    cancel = clock.after(lookEvery, look);
  };
  cancel = clock.after(lookEvery, look);
  return () => cancel();
}
