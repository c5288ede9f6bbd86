import { Route, type Input } from '#libs/platform';
import { Controller, Res, StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { AttachDocument } from '../attach-document.js';
import { ReadDocument } from '../read-document.js';
import * as c from '../shared/contract.js';
import { attachment } from './attachment.js';

@Controller()
export class DocumentsController {
  constructor(private readonly documents: AttachDocument, private readonly reading: ReadDocument) {}

  @Route(c.uploadDocument)
  uploadDocument({ actor, params, query, upload }: Input<typeof c.uploadDocument>) { return this.documents.attach(actor, params.id, query, upload); }

  /** A file of somebody else: saved, never shown in our own pages' name. */
  @Route(c.downloadDocument)
  async downloadDocument({ actor, params }: Input<typeof c.downloadDocument>, @Res({ passthrough: true }) reply: FastifyReply) {
    const file = await this.reading.run(actor, params.id, params.documentId);
    void reply.headers({ 'content-security-policy': "sandbox; default-src 'none'", 'x-content-type-options': 'nosniff', 'cache-control': 'private, no-store' });
    return new StreamableFile(file.stream, { type: file.type, disposition: attachment(file.name), length: file.bytes });
  }

  @Route(c.removeDocument)
  removeDocument({ actor, params, version }: Input<typeof c.removeDocument>) { return this.documents.remove(actor, params.id, params.documentId, version); }
}
