import { useEffect } from 'preact/hooks';
import { place } from './place.js';
import { Studies } from './studies/studies.js';

/** A page of the lab. */
interface Page {
  readonly name: string;
  readonly title: string;
  readonly view: () => preact.JSX.Element;
}

const studies: Page = { name: 'studies', title: 'Studies', view: Studies };
const pages: readonly Page[] = [studies];

/** The whole lab: its name, its pages, and the one that is open. */
export function Lab(): preact.JSX.Element {
  const open = pages.find(({ name }) => name === place.value.page) ?? studies;
  useEffect(() => {
    document.title = `${open.title} · falloff lab`;
  }, [open]);
  return (
    <>
      <a class="skip" href="#content" onClick={skip}>
        Skip to content
      </a>
      <header class="lab">
        <span class="name">falloff lab</span>
        <nav aria-label="Pages">
          {pages.map(({ name, title }) => (
            <a href={`#/${name}`} aria-current={name === open.name ? 'page' : undefined}>
              {title}
            </a>
          ))}
        </nav>
      </header>
      <main id="content" tabIndex={-1}>
        <open.view />
      </main>
    </>
  );
}

/** The address stays that of the view. */
function skip(event: Event): void {
  event.preventDefault();
  document.getElementById('content')?.focus();
}
