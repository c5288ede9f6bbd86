import { useTranslation } from 'react-i18next';

/** Why an act is not open now, in words; codes without words of their own say that it is not open. */
export function useReason(): (code: string | undefined) => string {
  const { t, i18n } = useTranslation('office');
  return (code) => {
    const key = `office:reasons.${code ?? ''}`;
    return i18n.exists(key) ? String(i18n.t(key as never)) : t('reasons.other');
  };
}
