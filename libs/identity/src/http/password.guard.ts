import { issuesOf, refuse, Refused, type Actor } from '#libs/platform';
import { Injectable, type ExecutionContext } from '@nestjs/common';
import { AuthGuard, PassportStrategy } from '@nestjs/passport';
import { Strategy } from 'passport-local';
import { LogIn } from '../log-in.js';
import { logIn } from '../shared/contract.js';

/** Passport's local strategy: e-mail and password of the log-in body. */
@Injectable()
export class PasswordStrategy extends PassportStrategy(Strategy, 'password') {
  constructor(private readonly logIn: LogIn) {
    super({ usernameField: 'email', passwordField: 'password', passReqToCallback: true });
  }

  async validate(req: { actor: Actor }, email: string, password: string): Promise<{ personId: string } | false> {
    const personId = await this.logIn.verify(req.actor, email.trim().toLowerCase(), password);
    return personId === null ? false : { personId };
  }
}

/** Lets the log-in route through with `request.user` set; a wrong password is the same refusal as an unknown address. */
@Injectable()
export class PasswordGuard extends AuthGuard('password') {
  override async canActivate(ctx: ExecutionContext): Promise<boolean> {
    const { body } = ctx.switchToHttp().getRequest<{ body: unknown }>();
    const issues = issuesOf('body', logIn.body, body ?? {});
    if (issues.length) throw new Refused('request.invalid', [], issues);
    return await super.canActivate(ctx) as boolean;
  }

  override handleRequest<T>(error: unknown, user: T | false): T {
    if (error) throw error;
    if (!user) refuse('session.wrong-credentials');
    return user as T;
  }
}
