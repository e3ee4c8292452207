/** The engine's first work once its rooms are installed: set up accounts, start practice, connect, send what waits, listen to other processes. */
import { type Result, succeed } from '../../contract/failure.ts';
import type { ProvisionedAccount } from '../accounts/provisioning.ts';
import type { Engine, EngineSettings } from '../engine-thread.ts';
import type { Recovery } from './recovery.ts';

interface FirstWork {
  readonly settings: EngineSettings;
  /** Of the provisioning file; null without one. */
  readonly provisioned: readonly ProvisionedAccount[] | null;
  readonly accounts: { provision(accounts: readonly ProvisionedAccount[]): Promise<Result<null>> };
  readonly practice: { begin(ports: number | null): Promise<Result<unknown>> };
  readonly sync: { refreshAccounts(): Promise<void> };
  readonly outbox: { start(): Promise<void>; readonly submitRaw: Engine['submitRaw'] };
  readonly compose: { start(): Promise<void> };
  readonly services: { listen(submit: Engine['submitRaw']): Promise<void> };
  readonly recovery: Recovery;
}

/** @returns what kept the accounts from being set up, or the practice server from starting */
export async function beginWork({ settings, provisioned, recovery, ...rooms }: FirstWork): Promise<Result<null>> {
  if (provisioned) {
    const setUp = await recovery.withSoundCache(() => rooms.accounts.provision(provisioned));
    if (!setUp.ok) return setUp;
  }
  if (settings.practice) {
    const practised = await recovery.withSoundCache(() => rooms.practice.begin(settings.practicePorts ?? null));
    if (!practised.ok) return practised;
  }
  if (settings.automatic) {
    await rooms.sync.refreshAccounts();
    await rooms.outbox.start();
    await rooms.compose.start();
    await rooms.services.listen(rooms.outbox.submitRaw);
  }
  return succeed(null);
}
