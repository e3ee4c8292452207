import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { getConfig, validateConfiguration } from 'app-builder-lib/out/util/config/config.js';
import { DebugLogger } from 'builder-util';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = () => getConfig(root, 'build/electron-builder.yml', null);

describe('what electron-builder reads', () => {
  it('its configuration is valid, and a wrong one is not', async () => {
    const configuration = await read();
    await expect(validateConfiguration(configuration, new DebugLogger(false))).resolves.toBeUndefined();
    await expect(
      validateConfiguration({ ...configuration, linux: { targets: 'AppImage' } } as never, new DebugLogger(false)),
    ).rejects.toThrow(/linux/); // wrong on purpose
  });

  it('every file it names is there, and the icon is large enough for all three systems', async () => {
    const { linux, mac } = await read();
    for (const path of [linux?.icon, mac?.icon, mac?.entitlements]) expect(existsSync(`${root}${path}`), String(path)).toBe(true);
    const icon = readFileSync(`${root}build/icon.png`);
    expect([icon.readUInt32BE(16), icon.readUInt32BE(20)]).toEqual([1024, 1024]);
  });

  it('the AppImage starts with its sandbox: left out, the menu entry would say --no-sandbox', async () => {
    expect((await read()).appImage?.executableArgs).toEqual([]);
  });

  it('mail addresses and .eml files are declared', async () => {
    const { protocols, fileAssociations } = await read();
    expect(protocols).toMatchObject([{ schemes: ['mailto'] }]);
    expect(fileAssociations).toMatchObject([{ ext: 'eml', mimeType: 'message/rfc822' }]);
  });
});
