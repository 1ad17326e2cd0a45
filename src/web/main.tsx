import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { AppFrame } from './app-frame.tsx';
import './look/base.css';
import { startWords } from './words/words.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root');
await startWords();
createRoot(root).render(
  <StrictMode>
    <AppFrame />
  </StrictMode>,
);
