import { Db, FileStore, refuse, type Actor } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import type { Readable } from 'node:stream';
import { accessTo } from './data/applications.queries.js';

export interface ReadableDocument { name: string; type: string; bytes: number; stream: Readable }

/** Documents for those who see their application. */
@Injectable()
export class ReadDocument {
  constructor(private readonly db: Db, private readonly store: FileStore) {}

  async run(actor: Actor, id: string, documentId: string): Promise<ReadableDocument> {
    const file = await this.db.read(actor, async (tx) => {
      await accessTo(tx, actor, id);
      return tx.row<{ name: string; type: string; bytes: number; sha256: string }>(
        'select name, type, bytes::float8 bytes, sha256 from application_document where id = $1 and application_id = $2', [documentId, id]);
    });
    if (!file) refuse('not-found');
    return { name: file.name, type: file.type, bytes: file.bytes, stream: this.store.read(file.sha256) };
  }
}
