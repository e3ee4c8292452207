/** What logs of mail servers bring to the window. */
import type { Feature } from '../../state/feature.ts';
import { later } from '../../ui/later.tsx';
import { MessageInLog } from './MessageInLog.tsx';

declare module '../../state/routes.ts' {
  interface ViewParameters {
    readonly serverLog: {
      /** Whose story is looked for. */
      readonly message?: number;
      /** Tells two requests apart that ask for the same. */
      readonly request?: number;
    };
  }
}

const ServerLog = later(() => import('./ServerLog.tsx').then((file) => file.ServerLog));

export const serverLog: Feature = {
  views: { serverLog: ServerLog },
  commands: (workspace) => [{ id: 'serverLog.open', run: () => workspace.openView({ name: 'serverLog' }) }],
  AlwaysMounted: MessageInLog,
  files: [ServerLog.fetch],
};
