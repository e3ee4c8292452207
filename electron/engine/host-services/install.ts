/**
 * What the machine, its windows and other processes are given, as the engine installs it: the program's own calls, byte streams, and the
 * hand-over.
 */
import { networkInterfaces } from 'node:os';
import type { Result } from '../../contract/failure.ts';
import type { EngineContext, Room } from '../context.ts';
import type { Engine } from '../engine-thread.ts';
import { type ApplicationDependencies, createApplicationHandlers, currentPreferences, type ProgramCalls } from './application-handlers.ts';
import { acceptBytes, type BytesDependencies, openBytes } from './bytes.ts';
import { listenForHandover } from './handover.ts';
import { createMadeFiles } from './made-files.ts';
import { watchNetwork } from './network-watch.ts';

interface HostServiceNeeds extends Pick<ApplicationDependencies, 'practiceRuns' | 'trouble' | 'recover'> {
  /** Whatever is streamed lies in other rooms. */
  readonly bytes: Omit<BytesDependencies, 'made'>;
  /** The queue of the practice server, after it was flushed where that is asked; null where none runs. */
  readonly practiceQueue: (isFlushed: boolean) => string | null;
  /** What the user prefers is something else now. */
  readonly preferencesChanged: () => void;
  /** The machine is on another network, or on one again. */
  readonly networkChanged: () => void;
}

interface HostServicesRoom extends Room<ProgramCalls>, Pick<Engine, 'openBytes' | 'acceptBytes'> {
  /** Takes messages from other processes on this data folder. */
  listen(submit: Engine['submitRaw']): Promise<void>;
}

export function installHostServices(
  context: EngineContext,
  { bytes: streamed, networkChanged, preferencesChanged, practiceQueue, ...needs }: HostServiceNeeds,
): HostServicesRoom {
  const { settings, host, storage, reader, clock, emit, logger } = context;
  const { version, dataFolder } = settings;
  const madeFiles = createMadeFiles();
  const bytes: BytesDependencies = { ...streamed, made: madeFiles.find };
  let stopListening: (() => Promise<void>) | null = null;
  const stopWatching = settings.automatic ? watchNetwork({ clock, interfaces: networkInterfaces, onChanged: networkChanged }) : () => {};
  const open = (path: string): ReturnType<Engine['openBytes']> => openBytes(path, bytes);
  return {
    handlers: createApplicationHandlers({
      host,
      storage,
      reader,
      madeFiles,
      openBytes: open,
      version,
      dataFolder,
      preferencesChanged() {
        emit('application.preferencesChanged', currentPreferences(reader));
        preferencesChanged();
      },
      ...needs,
    }),
    openBytes: open,
    acceptBytes: (path, parameters, stream): Promise<Result<unknown>> => acceptBytes(path, parameters, stream, bytes),
    async listen(submit) {
      stopListening = await listenForHandover(dataFolder, submit, { windowAddress: host.windowAddress, practiceQueue }).catch(
        (error: unknown) => {
          logger.error('other processes cannot hand messages over', error);
          return null;
        },
      );
    },
    async close() {
      stopWatching();
      await stopListening?.();
    },
  };
}
