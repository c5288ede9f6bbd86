import { useId, type ReactNode } from 'react';

export interface ChoicesProps<T extends string> {
  label: ReactNode;
  options: readonly { value: T; text: string }[];
  value: T | '';
  onChange: (value: T) => void;
  error?: string | undefined;
  tall?: boolean;
}

/** A few exclusive choices as buttons; a radio group for keyboard and screen reader. */
export function Choices<T extends string>({ label, options, value, onChange, error, tall = false }: ChoicesProps<T>): ReactNode {
  const name = useId();
  return (
    <fieldset aria-describedby={error ? `${name}-e` : undefined}>
      <legend>{label}</legend>
      {error && <p className="errline" id={`${name}-e`}>{error}</p>}
      <div className={tall ? 'choices tall' : 'choices'}>
        {options.map((one) => (
          <label key={one.value}>
            <input type="radio" name={name} value={one.value} checked={value === one.value} onChange={() => onChange(one.value)} />
            <span>{one.text}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
