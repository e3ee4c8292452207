/** A process that holds the data folder named on its command line until it is killed. */
import { lockDataFolder } from '../../../electron/engine/cache/database/data-folder.ts';

const locked = lockDataFolder(process.argv[2] ?? '', { process: 'the first', pid: process.pid });
process.stdout.write(locked.ok ? 'locked\n' : 'refused\n');
setInterval(() => locked, 60_000);
