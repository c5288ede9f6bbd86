import { CallRow } from '#libs/calls';
import type { Language } from '#libs/kernel';
import { Db, demand, FileStore, newId, refuse, type Actor, type ReadTx, type Upload } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { afterChange, lockDraft, shown } from './change-application.js';
import { accessTo } from './data/applications.queries.js';
import { ApplicationRow } from './data/application.row.js';
import { drain, storeDocument } from './document-type.js';
import { DOCUMENTS_MAX } from './shared/limits.js';
import { canAttach, canEdit } from './shared/rules.js';

/** Either lead attaches documents to a draft and removes them. */
@Injectable()
export class AttachDocument {
  constructor(private readonly db: Db, private readonly store: FileStore) {}

  /** The file is stored before the transaction that makes it part of the application; what is refused never becomes part of it. */
  async attach(actor: Actor, id: string, what: { code: string; language: Language }, upload: Upload) {
    try {
      await this.db.read(actor, async (tx) => {
        const access = await accessTo(tx, actor, id);
        const app = await tx.repo(ApplicationRow).findOneBy({ id });
        if (!app || access.role !== 'lead') refuse('not-found');
        demand(canEdit(app.state));
        await this.demandPlace(tx, app, what.code);
      });
    } catch (e) {
      await drain(upload.stream);
      throw e;
    }
    const file = await storeDocument(this.store, upload);
    return this.db.write(actor, async (tx) => {
      await this.demandPlace(tx, await lockDraft(tx, actor, id, null), what.code);
      const documentId = newId();
      await tx.rows(`insert into application_document(id, application_id, code, name, language, type, bytes, sha256, uploaded_by, at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        [documentId, id, what.code, file.name, what.language, file.type, file.bytes, file.sha256, actor.personId, actor.at]);
      tx.audit(`application:${id}`, 'document.attached', { document: documentId, code: what.code, sha256: file.sha256, bytes: file.bytes });
      return shown(tx, actor, await afterChange(tx, actor, id));
    });
  }

  remove(actor: Actor, id: string, documentId: string, version: number) {
    return this.db.write(actor, async (tx) => {
      await lockDraft(tx, actor, id, version);
      const gone = await tx.row<{ code: string }>('delete from application_document where id = $1 and application_id = $2 returning code', [documentId, id]);
      if (!gone) refuse('not-found');
      tx.audit(`application:${id}`, 'document.removed', { document: documentId, code: gone.code });
      return shown(tx, actor, await afterChange(tx, actor, id));
    });
  }

  private async demandPlace(tx: ReadTx, app: ApplicationRow, code: string): Promise<void> {
    const call = await tx.repo(CallRow).findOneBy({ id: app.callId });
    const attached = await tx.row<{ n: number }>('select count(*)::int n from application_document where application_id = $1', [app.id]);
    demand(canAttach(code, call?.requiredDocuments ?? [], attached?.n ?? 0, DOCUMENTS_MAX));
  }
}
