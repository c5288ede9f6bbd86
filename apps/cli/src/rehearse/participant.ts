import { createToken, logIn } from '#libs/identity/shared/contract';
import { client, isProblem, type EndpointShape, type Request, type Result } from '#libs/kernel';

/**
 * How the rehearsal reaches the API, and when it has to stop. Requests are short: the signal is looked at before each one,
 * not handed to it, since thousands of listeners would gather on it.
 */
export interface Connection { base: string; signal: AbortSignal }

/** Somebody without an account. */
export function visitor({ base, signal }: Connection) {
  const call = client({ base });
  return async <E extends EndpointShape>(endpoint: E, input: Request<E>): Promise<Result<E>> => {
    signal.throwIfAborted();
    return call(endpoint, input);
  };
}

/** One person, logged in as themselves from their first call on, with a personal access token. */
export class Participant {
  private token: Promise<string> | undefined;

  constructor(private readonly connection: Connection, readonly email: string, private readonly password: string) {}

  /** @throws Problem when the system refuses */
  async call<E extends EndpointShape>(endpoint: E, input: Request<E>): Promise<Result<E>> {
    try {
      return await this.send(endpoint, input);
    } catch (error) {
      // The simulated time may have outlived the token.
      if (!isProblem(error, 'session.required')) throw error;
      this.token = undefined;
      return this.send(endpoint, input);
    }
  }

  private async send<E extends EndpointShape>(endpoint: E, input: Request<E>): Promise<Result<E>> {
    const { base, signal } = this.connection;
    signal.throwIfAborted();
    const token = await (this.token ??= this.openToken());
    return client({ base, headers: () => ({ authorization: `Bearer ${token}` }) })(endpoint, input);
  }

  private async openToken(): Promise<string> {
    const { base } = this.connection;
    let cookie = '';
    const keepCookie: typeof fetch = async (url, init) => {
      const answer = await fetch(url, init);
      cookie = answer.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ');
      return answer;
    };
    await client({ base, fetch: keepCookie })(logIn, { body: { email: this.email, password: this.password } });
    const { secret } = await client({ base, headers: () => ({ cookie }) })(createToken, { body: { name: 'Rehearsal', days: 365 } });
    return secret;
  }
}
