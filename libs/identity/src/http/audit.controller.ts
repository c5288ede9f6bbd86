import { Route, type Input } from '#libs/platform';
import { Controller } from '@nestjs/common';
import { ReadAudit } from '../read-audit.js';
import * as c from '../shared/audit-contract.js';

@Controller()
export class AuditController {
  constructor(private readonly audit: ReadAudit) {}

  @Route(c.listAudit)
  listAudit({ actor, query }: Input<typeof c.listAudit>) { return this.audit.list(actor, query); }

  @Route(c.verifyAudit)
  verifyAudit({ actor }: Input<typeof c.verifyAudit>) { return this.audit.verify(actor); }
}
