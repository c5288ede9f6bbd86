import { cookieName, CONFIG, Route, type Config, type Input } from '#libs/platform';
import { Controller, Inject, Req, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ActivateAccount } from '../activate-account.js';
import { LogIn } from '../log-in.js';
import { OwnAccount } from '../own-account.js';
import { RegisterAccount } from '../register-account.js';
import * as c from '../shared/contract.js';
import { PasswordGuard } from './password.guard.js';

@Controller()
export class AccountsController {
  constructor(private readonly open: LogIn, private readonly registration: RegisterAccount, private readonly activation: ActivateAccount, private readonly own: OwnAccount,
    @Inject(CONFIG) private readonly config: Config) {}

  @Route(c.logIn)
  @UseGuards(PasswordGuard)
  async logIn({ actor }: Input<typeof c.logIn>, @Req() req: FastifyRequest & { user: { personId: string } }, @Res({ passthrough: true }) reply: FastifyReply) {
    const { me, secret, expiresAt } = await this.open.run(actor, req.user.personId);
    const secure = this.config.publicUrl.startsWith('https:');
    void reply.setCookie(cookieName(this.config.publicUrl), secret, {
      path: '/', httpOnly: true, sameSite: 'lax', secure, ...(this.config.clock === 'system' && { expires: expiresAt }),
    });
    return me;
  }

  @Route(c.whoAmI)
  whoAmI({ actor }: Input<typeof c.whoAmI>) { return this.own.read(actor); }

  @Route(c.logOut)
  async logOut({ actor }: Input<typeof c.logOut>, @Req() req: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const name = cookieName(this.config.publicUrl);
    const secret = req.cookies[name];
    if (secret) await this.open.end(actor, secret);
    void reply.clearCookie(name, { path: '/' });
  }

  @Route(c.updateMe)
  updateMe({ actor, body }: Input<typeof c.updateMe>) { return this.own.update(actor, body.language); }

  @Route(c.register)
  register({ actor, body }: Input<typeof c.register>) { return this.registration.run(actor, body); }

  @Route(c.requestCode)
  requestCode({ actor, body }: Input<typeof c.requestCode>) { return this.registration.again(actor, body.email); }

  @Route(c.activate)
  activate({ actor, body }: Input<typeof c.activate>) { return this.activation.run(actor, body); }
}
