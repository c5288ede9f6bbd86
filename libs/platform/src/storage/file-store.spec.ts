import fs, { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256 } from '../ids/ids.js';
import { FolderStore } from './file-store.js';

describe('the folder of files', () => {
  let folder: string;
  let store: FolderStore;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kopuro-files-'));
    store = new FolderStore(folder);
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function* pieces(...texts: string[]): AsyncGenerator<Buffer> { for (const text of texts) yield Buffer.from(text); }
  async function text(key: string): Promise<string> {
    const read: Buffer[] = [];
    for await (const piece of store.read(key)) read.push(piece as Buffer);
    return Buffer.concat(read).toString();
  }

  it('names a file by its content, once for all who bring it', async () => {
    const stored = await Promise.all(Array.from({ length: 5 }, () => store.put(pieces('snow ', 'and water'))));
    for (const one of stored) expect(one).toEqual({ key: sha256('snow and water'), sha256: sha256('snow and water'), bytes: 14 });
    expect(await text(sha256('snow and water'))).toBe('snow and water');
    expect(await readdir(join(folder, 'incoming'))).toEqual([]);
  });

  it('keeps nothing of a stream that breaks', async () => {
    async function* broken(): AsyncGenerator<Buffer> { yield Buffer.from('half'); throw new Error('the line broke'); }
    await expect(store.put(broken())).rejects.toThrow('the line broke');
    expect(await readdir(folder, { recursive: true })).toEqual(['incoming']);
  });

  it('syncs the file before its name, and the folders of its name afterwards', async () => {
    const steps: string[] = [];
    const { open, rename } = fs;
    const opening = jest.spyOn(fs, 'open').mockImplementation(async (path, ...how) => {
      const handle = await open(path, ...how);
      const sync = handle.sync.bind(handle);
      handle.sync = async () => { await sync(); steps.push(`sync ${String(path).includes('incoming') ? 'file' : String(path).slice(folder.length)}`); };
      return handle;
    });
    const renaming = jest.spyOn(fs, 'rename').mockImplementation(async (from, to) => { await rename(from, to); steps.push('name'); });
    const shelf = `/${sha256('x').slice(0, 2)}`;
    await store.put(pieces('x'));
    expect(steps).toEqual(['sync file', 'name', `sync ${shelf}`, 'sync ']);
    opening.mockRestore();
    renaming.mockRestore();
  });
});
