/** Where the program keeps its data, the same for every host: what Electron calls `userData`. */
import { homedir, platform } from 'node:os';
import { join } from 'node:path';

export function defaultDataFolder(environment: NodeJS.ProcessEnv = process.env): string {
  if (environment.POSTGLASS_DATA_DIR) return environment.POSTGLASS_DATA_DIR;
  if (platform() === 'win32') return join(environment.APPDATA ?? join(homedir(), 'AppData', 'Roaming'), 'Postglass');
  if (platform() === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Postglass');
  return join(environment.XDG_CONFIG_HOME ?? join(homedir(), '.config'), 'Postglass');
}
