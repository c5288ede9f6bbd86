import { createTheme, defaultVariantColorsResolver, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

const colours = {
  stone: ['#f4f7f7', '#e9eeed', '#d4dddb', '#bac7c5', '#9caca9', '#7f908e', '#687876', '#52615f', '#3e4b49', '#293331'],
  spruce: ['#edfaf7', '#daf3ee', '#bbe5dd', '#95d2c7', '#6ab9ab', '#429e90', '#238578', '#026d61', '#03544a', '#013932'],
  danger: ['#fef4f4', '#ffe6e6', '#ffcccd', '#ffaaab', '#ff767f', '#e84e5f', '#cc3148', '#ac1534', '#890125', '#600016'],
  dark: ['#e7efed', '#bcc7c5', '#9ba8a6', '#748482', '#2e3b39', '#1d2826', '#151f1d', '#0e1614', '#0a100f', '#050a0a'],
} satisfies Record<string, MantineColorsTuple>;

/** Which of our variables a colour's text and soft ground come from. */
const INK: Record<string, string> = { spruce: 'brand', danger: 'danger', red: 'danger', stone: 'ink2', gray: 'ink2' };
const SOFT: Record<string, string> = { spruce: 'brand-soft', danger: 'danger-soft', red: 'danger-soft', stone: 'sunken', gray: 'sunken' };

export const theme = createTheme({
  colors: { ...colours, gray: colours.stone, red: colours.danger },
  primaryColor: 'spruce',
  primaryShade: { light: 8, dark: 3 },
  white: '#ffffff',
  black: '#13211f',
  fontFamily: 'var(--sans)',
  fontFamilyMonospace: 'var(--mono)',
  headings: { fontWeight: '600', textWrap: 'balance' },
  defaultRadius: 'sm',
  radius: { xs: '3px', sm: '5px', md: '8px', lg: '12px', xl: '16px' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  variantColorResolver: (input) => {
    const base = defaultVariantColorsResolver(input);
    const key = typeof input.color === 'string' ? input.color : 'spruce';
    const ink = INK[key];
    if (!ink) return base;
    // Not autoContrast: it looks at one scheme only and leaves white text on the pale fills of dark mode.
    if (input.variant === 'filled') {
      return {
        ...base,
        background: `var(--${ink})`,
        hover: key === 'spruce' ? 'var(--brand-hover)' : `var(--${ink})`,
        color: key === 'spruce' ? 'var(--on-brand)' : 'var(--surface)',
      };
    }
    const soft = `var(--${SOFT[key]})`;
    if (input.variant === 'light') return { ...base, background: soft, hover: soft, color: `var(--${ink})` };
    if (input.variant === 'subtle' || input.variant === 'outline') {
      return { ...base, border: input.variant === 'outline' ? '1px solid currentColor' : base.border, color: `var(--${ink})`, hover: soft };
    }
    return base;
  },
  components: {
    Button: { defaultProps: { size: 'md' } },
    InputWrapper: { defaultProps: { withAsterisk: false, inputWrapperOrder: ['label', 'description', 'error', 'input'] } },
    TextInput: { defaultProps: { size: 'md' } },
    NativeSelect: { defaultProps: { size: 'md' } },
    Select: { defaultProps: { size: 'md' } },
    Textarea: { defaultProps: { size: 'md', autosize: true, minRows: 4 } },
    PasswordInput: { defaultProps: { size: 'md' } },
    Checkbox: { defaultProps: { size: 'md', iconColor: 'var(--on-brand)' } },
    Modal: { defaultProps: { radius: 'lg', centered: true } },
  },
});

/** Mantine's semantic variables point at ours, so that a component never invents a grey. */
export const cssVariables: CSSVariablesResolver = () => {
  const vars = {
    '--mantine-primary-color-filled': 'var(--brand)',
    '--mantine-primary-color-filled-hover': 'var(--brand-hover)',
    '--mantine-primary-color-contrast': 'var(--on-brand)',
    '--mantine-color-spruce-filled': 'var(--brand)',
    '--mantine-color-spruce-filled-hover': 'var(--brand-hover)',
    '--mantine-color-body': 'var(--bg)',
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-dimmed': 'var(--ink3)',
    '--mantine-color-placeholder': 'var(--ink3)',
    '--mantine-color-anchor': 'var(--brand)',
    '--mantine-color-error': 'var(--danger)',
    '--mantine-color-success': 'var(--joined)',
    '--mantine-color-default': 'var(--surface)',
    '--mantine-color-default-hover': 'var(--sunken)',
    '--mantine-color-default-color': 'var(--ink)',
    '--mantine-color-default-border': 'var(--line-strong)',
    '--mantine-color-bright': 'var(--ink)',
    '--mantine-color-disabled': 'var(--sunken)',
    '--mantine-color-disabled-color': 'var(--ink3)',
    '--mantine-color-disabled-border': 'var(--line)',
  };
  return { variables: {}, light: vars, dark: vars };
};
