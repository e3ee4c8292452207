/** What logs of mail servers bring to the window. */
import type { Feature } from '../../state/feature.ts';
import { later } from '../../ui/later.tsx';

declare module '../../state/routes.ts' {
  interface ViewParameters {
    readonly serverLog: object;
  }
}

const ServerLog = later(() => import('./ServerLog.tsx').then((file) => file.ServerLog));

export const serverLog: Feature = {
  views: { serverLog: ServerLog },
  commands: (workspace) => [{ id: 'serverLog.open', run: () => workspace.openView({ name: 'serverLog' }) }],
  files: [ServerLog.fetch],
};
