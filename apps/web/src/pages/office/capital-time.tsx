import { CAPITAL_ZONES, type Side } from '#libs/kernel';
import { TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { UTC_OFFSETS } from '../../format/dates.js';

/** Neither capital changes its clock in the year. */
const OFFSETS: Record<Side, string> = { KG: '+06:00', CN: '+08:00' };

/** The instant that a typed local time names in a capital; undefined when it names none. */
export function instantOf(local: string, side: Side): string | undefined {
  const at = new Date(`${local}:00${OFFSETS[side]}`);
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(local) && !Number.isNaN(at.getTime()) ? at.toISOString() : undefined;
}

/** A capital's local time of an instant, as a date and time field holds it. */
export function localOf(iso: string, side: Side): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: CAPITAL_ZONES[side], year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(new Date(iso));
  const part = (type: string) => parts.find((p) => p.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`;
}

export interface CapitalTimeProps {
  id?: string;
  label: string;
  side: Side;
  value: string;
  onChange: (local: string) => void;
  error?: string | undefined;
}

/** Date and time on one capital's clock; the label says which. */
export function CapitalTime({ id, label, side, value, onChange, error }: CapitalTimeProps): ReactNode {
  const { t } = useTranslation('common');
  return <TextInput
    {...(id && { id })} className="mid" type="datetime-local" label={label}
    description={`${t(`capitals.${side}`)}, ${UTC_OFFSETS[side]}`} value={value} onChange={(e) => onChange(e.currentTarget.value)}
    required error={error}
  />;
}
