/** Starts the engine as a window has it, in a thread of its own. Knows nothing of what is measured. */
import { FailureError, type Result } from '../../electron/contract/failure.ts';
import { type Engine, startEngineThread } from '../../electron/engine/engine-thread.ts';
import { engineSettings } from '../../electron/loopback/engine-options.ts';
import { createNodeHost } from '../../electron/loopback/node-host.ts';
import { createMemoryVault } from '../../electron/loopback/vault.ts';

export function unwrap<Value>(result: Result<Value>): Value {
  if (result.ok) return result.value;
  throw new FailureError(result.failure);
}

export const startThread = async (
  run: { readonly dataFolder: string; readonly accountsFile: string },
  automatic: boolean,
): Promise<Engine> =>
  unwrap(
    await startEngineThread(
      engineSettings({ dataFolder: run.dataFolder, accountsFile: run.accountsFile, practice: false, automatic }),
      createNodeHost({ vault: createMemoryVault(), language: 'en' }),
      (reason) => {
        throw new Error(reason);
      },
    ),
  );
