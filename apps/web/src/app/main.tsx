import './zod-config.js';
import '@fontsource-variable/golos-text/wght.css';
import './styles/mantine.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/layout.css';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queryClient } from '../api/queries.js';
import { startLanguages } from './i18n.js';
import { router } from './router.js';
import { meetPerson } from './session.js';
import { cssVariables, theme } from './theme.js';

// A hundred slices of Chinese type, and a hundred of rare characters: their list is long, so that the page does not wait for it.
void import('@fontsource-variable/noto-sans-sc/wght.css');
void import('virtual:rare-han.css');

/** Texts, the page's own code and who is in are asked for at once: each would otherwise wait a round for the one before. */
async function start(place: HTMLElement): Promise<void> {
  void meetPerson();
  await Promise.all([startLanguages(), router.load()]);
  createRoot(place).render(
    <StrictMode>
      <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
}

// Not awaited at the top: the page's code imports this file's chunk, and each would wait for the other.
const place = document.getElementById('root');
if (place) void start(place);
