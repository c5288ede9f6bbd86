import { Db, KeptRows, pageFrom, Route, type Input } from '#libs/platform';
import { Controller } from '@nestjs/common';
import { listInstitutions, listPeople, readInstitution } from '../data/people.queries.js';
import { CloseAccount } from '../close-account.js';
import { ImportPeople } from '../import-people.js';
import { ManageRoles } from '../manage-roles.js';
import { ManageTokens } from '../manage-tokens.js';
import { presentInstitution, presentPerson } from '../present.js';
import * as c from '../shared/contract.js';

const institutions = new KeptRows(c.Institution, readInstitution, presentInstitution);

@Controller()
export class PeopleController {
  constructor(private readonly db: Db, private readonly imports: ImportPeople, private readonly roles: ManageRoles, private readonly tokens: ManageTokens, private readonly closing: CloseAccount) {}

  @Route(c.listInstitutions)
  async listInstitutions({ actor, query }: Input<typeof c.listInstitutions>) {
    const rows = await this.db.read(actor, (tx) => listInstitutions(tx, query));
    return institutions.page(rows, query.limit, (r) => [r.nameEn, r.id]);
  }

  @Route(c.importInstitutions)
  importInstitutions({ actor, body }: Input<typeof c.importInstitutions>) { return this.imports.institutions(actor, body.institutions); }

  @Route(c.listPeople)
  async listPeople({ actor, query }: Input<typeof c.listPeople>) {
    const rows = await this.db.read(actor, (tx) => listPeople(tx, query));
    return pageFrom(rows, query.limit, (r) => [r.family + r.given, r.id], (r) => presentPerson(r, actor.language));
  }

  @Route(c.importPeople)
  importPeople({ actor, body }: Input<typeof c.importPeople>) { return this.imports.people(actor, body.people); }

  @Route(c.issueCode)
  issueCode({ actor, params }: Input<typeof c.issueCode>) { return this.roles.code(actor, params.id); }

  @Route(c.grantRole)
  grantRole({ actor, params, body }: Input<typeof c.grantRole>) { return this.roles.grant(actor, params.id, body); }

  @Route(c.revokeRole)
  revokeRole({ actor, params }: Input<typeof c.revokeRole>) { return this.roles.revoke(actor, params.id, params.role); }

  @Route(c.endSessions)
  endSessions({ actor, params }: Input<typeof c.endSessions>) { return this.closing.endSessions(actor, params.id); }

  @Route(c.closeAccount)
  closeAccount({ actor, params }: Input<typeof c.closeAccount>) { return this.closing.close(actor, params.id); }

  @Route(c.reopenAccount)
  reopenAccount({ actor, params }: Input<typeof c.reopenAccount>) { return this.closing.reopen(actor, params.id); }

  @Route(c.listTokens)
  listTokens({ actor }: Input<typeof c.listTokens>) { return this.tokens.list(actor); }

  @Route(c.createToken)
  createToken({ actor, body }: Input<typeof c.createToken>) { return this.tokens.create(actor, body); }

  @Route(c.revokeToken)
  revokeToken({ actor, params }: Input<typeof c.revokeToken>) { return this.tokens.revoke(actor, params.id); }
}
