// The desk starts here.

import './styles/base.css';
import './styles/frame.css';
import './styles/forms.css';
import './styles/pages.css';
import './styles/board.css';
import './styles/kinds.css';
import './styles/print.css';
import { apply } from './prefs.js';
import './parts/shell.js';

apply();
