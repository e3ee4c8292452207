/** The built window on disk: a fixed list read once by name, so that no path of a request ever reaches the file system. */
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';

interface WindowFile {
  readonly type: string;
  readonly path: string;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.json': 'application/json',
  '.txt': 'text/plain; charset=utf-8',
};

interface WindowFiles {
  /** Finds a file by its URL path without the leading slash; anything not in the build is null. */
  find(path: string): WindowFile | null;
  read(file: WindowFile): Promise<Buffer>;
}

/** @param folder the build's folder; failing to read it means that the window was never built */
export async function listWindowFiles(folder: string): Promise<WindowFiles> {
  const files = new Map<string, WindowFile>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(relative(folder, path).split(sep).join('/'), { path, type: types[extname(entry.name)] ?? 'application/octet-stream' });
  }
  return {
    find: (path) => files.get(path === '' ? 'index.html' : path) ?? null,
    read: (file) => readFile(file.path),
  };
}
