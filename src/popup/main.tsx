import { render } from 'preact';
import { inToolbarPopup } from '../ui/browser/surfaces.ts';
import { localisePage } from '../ui/i18n/texts.ts';
import { Popup } from './popup.tsx';

localisePage('popup_title');
document.documentElement.classList.toggle('in-tab', !inToolbarPopup());
const app = document.getElementById('app');
if (app) render(<Popup />, app);
