import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { createReadStream, type ReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { newId } from '../ids/ids.js';

export interface Stored { key: string; sha256: string; bytes: number }

/** Where uploaded files live; a key is the content's SHA-256. */
export abstract class FileStore {
  /** Reads the stream to its end and stores it durably; what the stream throws is passed on and nothing is kept. */
  abstract put(stream: AsyncIterable<Buffer>): Promise<Stored>;
  abstract read(key: string): ReadStream;
  abstract ping(): Promise<void>;
}

/** Makes the names in a folder durable: a synced file whose name is lost with a power cut is lost. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Files in one folder, named by content: two writes of the same content are one file, a half-written one never has a name. */
@Injectable()
export class FolderStore extends FileStore {
  constructor(private readonly folder: string) { super(); }

  async put(stream: AsyncIterable<Buffer>): Promise<Stored> {
    await mkdir(join(this.folder, 'incoming'), { recursive: true });
    const temporary = join(this.folder, 'incoming', newId());
    const file = await open(temporary, 'wx');
    const hash = createHash('sha256');
    let bytes = 0;
    try {
      for await (const piece of stream) {
        hash.update(piece);
        bytes += piece.length;
        await file.write(piece);
      }
      await file.sync();
    } catch (e) {
      await file.close();
      await rm(temporary, { force: true });
      throw e;
    }
    await file.close();
    const key = hash.digest('hex');
    const shelf = dirname(this.pathOf(key));
    await mkdir(shelf, { recursive: true });
    await rename(temporary, this.pathOf(key));
    await syncFolder(shelf);
    await syncFolder(this.folder);
    return { key, sha256: key, bytes };
  }

  read(key: string): ReadStream { return createReadStream(this.pathOf(key)); }

  async ping(): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    await stat(this.folder);
  }

  private pathOf(key: string): string {
    if (!/^[0-9a-f]{64}$/.test(key)) throw new Error('not a file key');
    return join(this.folder, key.slice(0, 2), key);
  }
}
