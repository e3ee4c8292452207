/**
 * `npm run screenshots [-- FOLDER]`: takes every picture into FOLDER (default `docs/images/all`, which git ignores), and those that the
 * documentation shows into `docs/images`. Those of delivery need BIND (bind9). Exit status 1: each line of standard output is a fault.
 */
import { copyFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { documentation } from './pictures.ts';
import { takeDeliveryScreenshots } from './take-delivery.ts';
import { takeScreenshots } from './take-screenshots.ts';
import { takeWireScreenshots } from './take-wire.ts';

const images = fileURLToPath(new URL('../../docs/images', import.meta.url));
const folder = resolve(process.argv[2] ?? join(images, 'all'));
const onPicture = (name: string) => process.stderr.write(`${name}\n`);
const faults = await takeScreenshots({ folder, onPicture });
faults.push(...(await takeWireScreenshots({ folder, onPicture })));
faults.push(...(await takeDeliveryScreenshots({ folder, onPicture })));
for (const [name, picture] of Object.entries(documentation)) await copyFile(join(folder, `${picture}.png`), join(images, `${name}.png`));
for (const fault of faults) process.stdout.write(`${fault}\n`);
process.exitCode = faults.length === 0 ? 0 : 1;
