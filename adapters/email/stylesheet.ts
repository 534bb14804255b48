import { baseCss } from '../../src/lib/design-tokens.ts';

/**
 * Styles of the pages behind a mail's links, like those of the web chat. A string, so that the build has no file to copy.
 */
export const stylesheet = `${baseCss()}
body {
  display: grid;
  place-items: center;
  min-height: 100dvh;
  padding: 16px;
}

main {
  display: grid;
  gap: 14px;
  width: min(460px, 100%);
  padding: 28px;
  border: 1px solid var(--line);
  border-radius: 16px;
  background: var(--surface);
  overflow-wrap: anywhere;
}

h1,
p,
dl,
dd {
  margin: 0;
}

h1 {
  font-size: 22px;
  line-height: 1.25;
}

dl {
  display: grid;
  grid-template-columns: auto 1fr;
  gap: 4px 14px;
}

dt {
  font-weight: 600;
}

.prose,
dd {
  white-space: pre-wrap;
}

.muted,
small {
  color: var(--muted);
}

.wrong {
  color: var(--danger);
}

form {
  display: grid;
  gap: 14px;
}

.field {
  display: grid;
  gap: 4px;
}

label {
  font-weight: 600;
}

input,
select,
textarea {
  width: 100%;
  min-height: 44px;
  padding: 8px 12px;
  border: 1px solid var(--line-strong);
  border-radius: 8px;
  background: var(--sunken);
  color: inherit;
  font: inherit;
}

button,
.button {
  display: inline-block;
  min-height: 44px;
  padding: 9px 16px;
  border: 1px solid var(--line-strong);
  border-radius: 8px;
  background: var(--surface);
  color: var(--text);
  font: inherit;
  font-weight: 600;
  text-align: center;
  text-decoration: none;
  cursor: pointer;
}

button {
  width: 100%;
  border-color: var(--accent);
  background: var(--accent);
  color: var(--accent-text);
}

.buttons {
  display: flex;
  flex-wrap: wrap;
  gap: 8px;
}
`;
