import { ContentSchema, type ApplicationContent } from '#libs/applications/shared/content';
import { Db, demand, FileStore, refuse, type Actor } from '#libs/platform';
import { Injectable, StreamableFile } from '@nestjs/common';
import { ownAssignments, ownDossier, type OwnDossier } from './data/own.queries.js';
import { presentDossier, presentOwn } from './present.js';
import { canOpenDossier } from './shared/rules.js';

/** A reviewer's own invitations and dossiers. A conflict that was found meanwhile closes them as if they had never been. */
@Injectable()
export class ReadOwnAssignments {
  constructor(private readonly db: Db, private readonly files: FileStore) {}

  list(actor: Actor) {
    return this.db.read(actor, async (tx) => ({ items: (await ownAssignments(tx, actor.personId ?? refuse('not-found'))).map((s) => presentOwn(s, actor.language)) }));
  }

  read(actor: Actor, id: string) {
    return this.db.read(actor, async (tx) => presentOwn((await ownAssignments(tx, actor.personId ?? refuse('not-found'), id))[0] ?? refuse('not-found'), actor.language));
  }

  /** Refuses `assignment.not-accepted` before the invitation was accepted. */
  async dossier(actor: Actor, id: string) {
    const { dossier, content } = await this.opened(actor, id);
    return presentDossier(dossier, content, actor.language);
  }

  /** A document of the dossier as an attachment, whatever its type. */
  async document(actor: Actor, id: string, documentId: string): Promise<StreamableFile> {
    const { content } = await this.opened(actor, id);
    const found = content.documents.find((d) => d.id === documentId) ?? refuse('not-found');
    const name = encodeURIComponent(found.name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
    return new StreamableFile(this.files.read(found.sha256), { type: 'application/octet-stream', disposition: `attachment; filename*=UTF-8''${name}`, length: found.bytes });
  }

  private async opened(actor: Actor, id: string): Promise<{ dossier: OwnDossier; content: ApplicationContent }> {
    const dossier = await this.db.read(actor, (tx) => ownDossier(tx, actor.personId ?? refuse('not-found'), id)) ?? refuse('not-found');
    demand(canOpenDossier(dossier.state));
    return { dossier, content: ContentSchema.parse(JSON.parse(dossier.content)) };
  }
}
