/** What the console brings to the window. */
import type { Security } from '../../../electron/contract/accounts.ts';
import type { ConsoleProtocol } from '../../../electron/contract/console.ts';
import type { Feature } from '../../state/feature.ts';
import { later } from '../../ui/later.tsx';

declare module '../../state/routes.ts' {
  interface ViewParameters {
    /** Where it leads at first: to the server of an account, or to any other. */
    readonly console: {
      readonly accountId?: string;
      readonly server?: {
        readonly protocol: ConsoleProtocol;
        readonly host: string;
        readonly port: number;
        /** By default what its port says. */
        readonly security?: Security;
      };
      /** Tells two requests apart that ask for the same. */
      readonly request?: number;
    };
  }
}

const Console = later(() => import('./Console.tsx').then((file) => file.Console));

export const consoleFeature: Feature = {
  views: { console: Console },
  commands: (workspace) => [{ id: 'console.open', run: () => workspace.openView({ name: 'console' }) }],
  files: [Console.fetch],
};
