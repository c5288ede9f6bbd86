import { listInstitutions } from '#libs/identity/shared/contract';
import type { AnySide } from '#libs/kernel';
import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ask } from '../../api/queries.js';

export interface InstitutionPickerProps {
  side: AnySide;
  value: string | null;
  onChange: (id: string | null) => void;
  error?: string | undefined;
}

/** Finds an institution of a side as one types; the server searches in both languages of its names. */
export function InstitutionPicker({ side, value, onChange, error }: InstitutionPickerProps): ReactNode {
  const { t } = useTranslation('account');
  const [typed, setTyped] = useState('');
  const [wanted] = useDebouncedValue(typed, 250);
  const found = useQuery({
    ...ask(listInstitutions, { query: { side, limit: 50, ...(wanted && { q: wanted }) } }),
    placeholderData: keepPreviousData,
  });
  const items = found.data?.items ?? [];
  return (
    <Select
      label={t('registration.institution')}
      description={t('registration.institutionHint')}
      searchable
      clearable
      allowDeselect={false}
      data={items.map((one) => ({
        value: one.id,
        label: one.nameLocal && one.nameLocal !== one.nameEn ? `${one.nameEn} (${one.nameLocal})` : one.nameEn,
      }))}
      // The server has searched already.
      filter={({ options }) => options}
      searchValue={typed}
      onSearchChange={setTyped}
      value={value}
      onChange={onChange}
      error={error}
      required
      nothingFoundMessage={found.isFetching ? t('registration.searching') : t('registration.nothingFound')}
      clearButtonProps={{ 'aria-label': t('registration.clear') }}
    />
  );
}
