import { rmSync } from 'node:fs';

/** Removes a folder with all that is in it, if it is there. @throws what the system says where it refuses (EACCES, EBUSY …) */
export const removeFolder = (path: string): void => rmSync(path, { recursive: true, force: true });
