import { render } from 'preact';
import { localisePage } from '../ui/i18n/texts.ts';
import { Panel } from './panel.tsx';

localisePage('panel_title');
const app = document.getElementById('app');
if (app) render(<Panel />, app);
