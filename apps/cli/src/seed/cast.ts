import { activate, createToken, grantRole, importInstitutions, importPeople, issueCode, logIn } from '#libs/identity/shared/contract';
import { client, type EndpointShape, type Language, type Request, type Result } from '#libs/kernel';
import type { Role } from '#libs/platform';
import { DEMO_PASSWORD } from '../start/demo-accounts.js';
import data from './demo-data.json' with { type: 'json' };
import type { InProcess } from './system-in-process.js';

export type Caller = <E extends EndpointShape>(e: E, input: Request<E>) => Promise<Result<E>>;
const DOMAIN = 'demo.kopuro.test';

interface Account { name: string; family: string; given: string; nativeName: string; institution: string; language: Language; roles: { role: Role; side: 'KG' | 'CN' | null }[] }

const account = (name: string, family: string, given: string, nativeName: string, institution: string, language: Language, ...roles: Account['roles']): Account =>
  ({ name, family, given, nativeName, institution, language, roles });

/** The accounts that the start prints. All names are invented. */
const ACCOUNTS: Account[] = [
  account('officer.kg', 'Sadykova', 'Begimai', 'Садыкова Бегимай', 'ministry-kg', 'ky', { role: 'officer', side: 'KG' }),
  account('officer.cn', 'Shen', 'Yulan', '沈玉兰', 'ministry-cn', 'zh-CN', { role: 'officer', side: 'CN' }),
  account('chair.kg', 'Toktogulov', 'Omurbek', 'Токтогулов Өмүрбек', 'ministry-kg', 'ru', { role: 'chair', side: 'KG' }),
  account('chair.cn', 'Zhuge', 'Wenbin', '诸葛文彬', 'ministry-cn', 'zh-CN', { role: 'chair', side: 'CN' }),
  account('lead.kg', 'Asanova', 'Aigul', 'Асанова Айгүл', 'caiag', 'ru'),
  account('lead.cn', 'Ouyang', 'Xue', '欧阳雪', 'ief', 'zh-CN'),
  account('reviewer.kg', 'Mambet uulu', 'Nurbek', 'Мамбет уулу Нурбек', 'knu', 'ru'),
  account('reviewer.cn', 'Lü', 'Yan', '吕燕', 'lzu', 'zh-CN'),
  account('auditor', 'Osmonova', 'Jyldyz', 'Осмонова Жылдыз', 'ministry-kg', 'ru', { role: 'auditor', side: null }),
];

const MINISTRIES = [
  { slug: 'ministry-kg', ror: null, nameEn: 'Ministry for science, Kyrgyz Republic', nameLocal: 'Илим министрлиги', country: 'KG', side: 'KG' as const, parent: null },
  { slug: 'ministry-cn', ror: null, nameEn: 'Ministry of science and technology, China', nameLocal: '科学技术部', country: 'CN', side: 'CN' as const, parent: null },
];

/** Everyone of the demo, each with a caller that is logged in as themselves. */
export class Cast {
  private readonly callers = new Map<string, Promise<Caller>>();
  private readonly ids = new Map<string, string>();

  constructor(private readonly system: InProcess, private readonly admin: Caller) {}

  /** Institutions, accounts and roles; only those who act get a password. */
  async assemble(): Promise<void> {
    await this.admin(importInstitutions, { body: { institutions: [...MINISTRIES, ...data.institutions] as never } });
    const people = [
      ...ACCOUNTS.map((a) => ({ email: `${a.name}@${DOMAIN}`, family: a.family, given: a.given, nativeName: a.nativeName, institution: a.institution, language: a.language })),
      ...data.people,
    ];
    const { items } = await this.admin(importPeople, { body: { people } });
    for (const p of items) this.ids.set(p.email, p.id);
    for (const a of ACCOUNTS) {
      for (const role of a.roles) await this.admin(grantRole, { params: { id: this.idOf(this.email(a.name)) }, body: role });
    }
    // Also those who do nothing in the demo must be able to log in.
    for (const a of ACCOUNTS) await this.as(a.name);
  }

  /** A caller for a demo account (`lead.kg`) or a person of the data (by e-mail). */
  as(name: string): Promise<Caller> {
    const email = this.email(name);
    let caller = this.callers.get(email);
    if (!caller) this.callers.set(email, caller = this.enter(email));
    return caller;
  }

  email(name: string): string { return name.includes('@') ? name : `${name}@${DOMAIN}`; }

  private idOf(email: string): string {
    const id = this.ids.get(email);
    if (!id) throw new Error(`the demo does not know ${email}`);
    return id;
  }

  private async enter(email: string): Promise<Caller> {
    const { code } = await this.admin(issueCode, { params: { id: this.idOf(email) } });
    await callerFor(this.system)(activate, { body: { email, code, password: DEMO_PASSWORD } });
    return signedIn(this.system, email, DEMO_PASSWORD);
  }
}

function callerFor(system: InProcess, headers: Record<string, string> = {}): Caller {
  return client({ base: '/api/v1', fetch: system.fetch, headers: () => headers });
}

/** Logs in and goes on with a token, which outlives the leaps of the demo's clock. */
export async function signedIn(system: InProcess, email: string, password: string): Promise<Caller> {
  let cookie = '';
  const first = client({
    base: '/api/v1', headers: () => (cookie ? { cookie } : {} as Record<string, string>),
    fetch: async (input, init) => {
      const res = await system.fetch(input, init);
      cookie ||= (res.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
      return res;
    },
  });
  await first(logIn, { body: { email, password } });
  const { secret } = await first(createToken, { body: { name: 'demo', days: 365 } });
  return callerFor(system, { authorization: `Bearer ${secret}` });
}
