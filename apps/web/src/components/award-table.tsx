import type { AwardSchema } from '#libs/awards/shared/contract';
import { institutionName, parseFen } from '#libs/kernel';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useLanguage } from '../app/i18n.js';
import { currencySign, plainAmount } from '../format/numbers.js';
import { ownTitle } from '../format/titles.js';
import { textIn } from '../format/texts.js';
import { SideMark } from './side-mark.js';
import { Words } from './words.js';

export type Award = z.output<typeof AwardSchema>;

/** Awards as a ruled table; stacked records on narrow screens. */
export function AwardTable({ awards }: { awards: readonly Award[] }): ReactNode {
  const { t } = useTranslation('awards');
  const language = useLanguage();
  return (
    <table className="tbl records sm">
      <thead>
        <tr>
          <th scope="col">{t('project')}</th>
          <th scope="col">{t('institutions')}</th>
          <th scope="col" className="num">
            {t('awarded', { sign: currencySign(language) })}
          </th>
        </tr>
      </thead>
      <tbody>
        {awards.map((award) => {
          const title = ownTitle(award, language);
          return (
            <tr key={award.id}>
              <th scope="row">
                <Link to="/awards/$awardId" params={{ awardId: award.id }} lang={title.lang}>
                  {title.text}
                </Link>
                <span className="under">{textIn(award.theme.names, language)}</span>
              </th>
              <td>
                <AwardInstitutions award={award} />
              </td>
              <td className="num">{plainAmount(parseFen(award.amount.amount) ?? 0, language)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

export function AwardInstitutions({ award }: { award: Award }): ReactNode {
  const language = useLanguage();
  const order = ['KG', 'CN', 'INT'];
  const sorted = [...award.institutions].sort((a, b) => order.indexOf(a.side) - order.indexOf(b.side));
  return sorted.map((one) => (
    <span className="pt" key={one.side + one.nameEn}>
      <SideMark side={one.side} /> <Words>{institutionName(one, language)}</Words>
    </span>
  ));
}
