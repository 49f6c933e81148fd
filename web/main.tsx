import { render } from 'preact';
import { PAGE_STYLE } from '../src/report/page/style.js';
import { Lab } from './lab.js';
import labStyle from './lab.css?inline';

// The report's own style, as the lab shows reports; constructed sheets need no permission for inline styles.
document.adoptedStyleSheets = [PAGE_STYLE, labStyle].map((text) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
});
render(<Lab />, document.body);
