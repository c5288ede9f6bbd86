import { readDossier, readDossierDocument } from '#libs/assignment/shared/contract';
import { formatFen, parseFen, SIDES, urlOf, type Result, type Side } from '#libs/kernel';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { API_BASE } from '../../api/client.js';
import { useAsk } from '../../api/queries.js';
import { useCodeText, useLanguage } from '../../app/i18n.js';
import { ProblemNote } from '../../components/note.js';
import { SideMark } from '../../components/side-mark.js';
import { Skeleton } from '../../components/states.js';
import { Words } from '../../components/words.js';
import { currencySign, fileSize, money, number, plainAmount } from '../../format/numbers.js';
import { textIn } from '../../format/texts.js';
import { ownTitle } from '../../format/titles.js';
import type { Call } from '../calls/types.js';
import type { MyAssignment } from './use-review.js';

type DossierText = Result<typeof readDossier>;
const PARTS = ['summary', 'narrative', 'team', 'budget', 'documents'] as const;

/** The application as it was submitted, in parts that the links on top jump to. */
export function Dossier({ one, call }: { one: MyAssignment; call: Call }): ReactNode {
  const { t } = useTranslation('reviews');
  const dossier = useAsk(readDossier, { params: { id: one.id } });
  return (
    <section id="dossier" tabIndex={-1} aria-label={t('dossier.title')}>
      <nav className="docnav" aria-label={t('dossier.parts')}>
        {PARTS.map((part) => <a key={part} href={`#dossier-${part}`}>{t(`dossier.${part}`)}</a>)}
      </nav>
      <div className="read" tabIndex={0} role="region" aria-label={t('dossier.text')}>
        <ProblemNote problem={dossier.error} />
        {dossier.isPending && <Skeleton lines={7} />}
        {dossier.data && <Text dossier={dossier.data} one={one} call={call} />}
      </div>
    </section>
  );
}

function Text({ dossier, one, call }: { dossier: DossierText; one: MyAssignment; call: Call }): ReactNode {
  const { t } = useTranslation('reviews');
  const { t: h } = useTranslation('home');
  const language = useLanguage();
  const english = language === 'en' ? undefined : 'en';
  // The one that is missing here is the page's own.
  const otherTitles = [dossier.titleEn, dossier.titleLocal.KG, dossier.titleLocal.CN].filter((title) => title && title !== ownTitle(dossier, language).text);
  const known = call.content.questions.filter((q) => dossier.narrative[q.code]);
  return (
    <>
      <section>
        <h2 id="dossier-summary" tabIndex={-1}>{t('dossier.summary')}</h2>
        <p className="pre" lang={english}>{dossier.abstractEn}</p>
        <dl className="rows">
          <div>
            <dt>{t('dossier.titles')}</dt>
            <dd>
              {otherTitles.map((title) => <p key={title}><Words>{title}</Words></p>)}
            </dd>
          </div>
          <div><dt>{t('dossier.keywords')}</dt><dd lang={english}>{dossier.keywords.join(', ') || '–'}</dd></div>
          <div><dt>{t('dossier.months')}</dt><dd>{h('facts.monthsValue', { count: dossier.months })}</dd></div>
          <div><dt>{t('dossier.requested')}</dt><dd className="strong">{money(dossier.requested, language)}</dd></div>
        </dl>
      </section>
      <section>
        <h2 id="dossier-narrative" tabIndex={-1}>{t('dossier.narrative')}</h2>
        {known.map((q) => <div key={q.code}>
          <h3>{textIn(q.texts, language)}</h3>
          <p className="pre" lang={english}>{dossier.narrative[q.code]}</p>
        </div>)}
        {known.length === 0 && <p className="sec">{t('dossier.none')}</p>}
      </section>
      <Team dossier={dossier} />
      <BudgetOf dossier={dossier} call={call} />
      <Documents dossier={dossier} one={one} />
    </>
  );
}

function Team({ dossier }: { dossier: DossierText }): ReactNode {
  const { t } = useTranslation('reviews');
  const { t: a } = useTranslation('application');
  const language = useLanguage();
  return (
    <section>
      <h2 id="dossier-team" tabIndex={-1}>{t('dossier.team')}</h2>
      <table className="tbl records">
        <thead>
          <tr>
            <th scope="col">{t('dossier.person')}</th>
            <th scope="col">{t('dossier.side')}</th>
            <th scope="col">{t('dossier.institution')}</th>
            <th scope="col" className="num">{t('dossier.personMonths')}</th>
          </tr>
        </thead>
        <tbody>
          {dossier.team.map((m) => <tr key={m.name + m.institution}>
            <th scope="row"><Words>{m.name}</Words><span className="under">{a(`team.roles.${m.role}`)}</span></th>
            <td><SideMark side={m.side} /></td>
            <td><Words>{m.institution}</Words></td>
            <td className="num">{number(m.personMonths, language)}</td>
          </tr>)}
        </tbody>
      </table>
    </section>
  );
}

function BudgetOf({ dossier, call }: { dossier: DossierText; call: Call }): ReactNode {
  const { t } = useTranslation('reviews');
  const { t: a } = useTranslation('application');
  const language = useLanguage();
  const sums = new Map<string, { side: Side; category: string; source: string; fen: number }>();
  for (const line of dossier.budget) {
    const key = `${line.side}|${line.category}|${line.source}`;
    const sum = sums.get(key) ?? { side: line.side, category: line.category, source: line.source, fen: 0 };
    sums.set(key, { ...sum, fen: sum.fen + (parseFen(line.amount.amount) ?? 0) });
  }
  const name = (side: Side, code: string) => {
    const category = call.content.categories.find((c) => c.side === side && c.code === code);
    return category ? textIn(category.names, language) : code;
  };
  const source = (code: string) => (code === 'programme' || code === 'own' || code === 'in-kind' ? a(`budget.sources.${code}`) : code);
  const rows = [...sums.values()].sort((x, y) => SIDES.indexOf(x.side) - SIDES.indexOf(y.side));
  const requested = parseFen(dossier.requested.amount) ?? 0;
  return (
    <section>
      <h2 id="dossier-budget" tabIndex={-1}>{t('dossier.budget')}</h2>
      <table className="tbl records">
        <thead>
          <tr>
            <th scope="col">{t('dossier.category')}</th>
            <th scope="col">{t('dossier.side')}</th>
            <th scope="col">{t('dossier.source')}</th>
            <th scope="col" className="num">{t('dossier.amount', { sign: currencySign(language) })}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((r) => <tr key={r.side + r.category + r.source}>
            <th scope="row">{name(r.side, r.category)}</th>
            <td><SideMark side={r.side} /></td>
            <td>{source(r.source)}</td>
            <td className="num">{plainAmount(r.fen, language)}</td>
          </tr>)}
        </tbody>
        <tfoot>
          <tr className="strong">
            <th scope="row" className="strong">{t('dossier.requested')}</th>
            <td />
            <td />
            <td className="num">{money({ amount: formatFen(requested), currency: 'CNY' }, language)}</td>
          </tr>
        </tfoot>
      </table>
    </section>
  );
}

function Documents({ dossier, one }: { dossier: DossierText; one: MyAssignment }): ReactNode {
  const { t } = useTranslation('reviews');
  const language = useLanguage();
  const text = useCodeText('application');
  return (
    <section>
      <h2 id="dossier-documents" tabIndex={-1}>{t('dossier.documents')}</h2>
      {dossier.documents.length === 0 && <p className="sec">{t('dossier.none')}</p>}
      <ul className="files">
        {dossier.documents.map((d) => (
          <li key={d.id}>
            <a href={urlOf(readDossierDocument, { params: { id: one.id, documentId: d.id } }, API_BASE)} download={d.name}>
              {text('documentNames', d.code)}
            </a>
            <span className="sec">{d.name}, {fileSize(d.bytes, language)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
